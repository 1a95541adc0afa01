"""The words of pages and feeds, in the language of those who read them.

English stands where it is used and needs no file; the English text is the key by which a catalogue finds another
language's. Places for values stand in braces: ``_("{count} of {all}", count=3, all=7)``. What a block of code says is
in the language that :func:`speaking` sets around it, and English outside of any.

``tools/words.py`` finds texts that stand, as literals, in a call of ``_``, ``ngettext``, ``marked`` or ``_counted``;
within an f-string only newer Pythons see them.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from gettext import NullTranslations


@dataclass(frozen=True, slots=True)
class Language:
    """A language to speak. ``code`` is that of the page's ``lang`` (``en``, ``zh``, ``pt-BR``).

    ``thousands`` and ``decimal`` stand in its numbers. ``digest`` stands for all of its words; English needs none.
    """

    code: str = "en"
    translations: NullTranslations = field(default_factory=NullTranslations)
    thousands: str = ","
    decimal: str = "."
    digest: str = ""


ENGLISH = Language()
_spoken: ContextVar[Language] = ContextVar("language", default=ENGLISH)


@contextmanager
def speaking(language: Language) -> Iterator[None]:
    """Within it, words are those of the language; so they are in processes that are forked there."""
    before = _spoken.set(language)
    try:
        yield
    finally:
        _spoken.reset(before)


def spoken() -> Language:
    """The language that is spoken here."""
    return _spoken.get()


def _(text: str, /, **values: object) -> str:
    """A text in the language that is spoken, with its values in place."""
    # Catalogues keep their header under the empty text.
    words = _spoken.get().translations.gettext(text) if text else ""
    return words.format_map(values) if values else words


def ngettext(one: str, many: str, count: float, /, **values: object) -> str:
    """The form of a text that suits a count; ``{count}`` in it is the count with its thousands set apart."""
    return form(one, many, count).format_map({"count": number(count), **values})


def form(one: str, many: str, count: float) -> str:
    """The form of a text that suits a count, its values still to be put in."""
    # What is no whole number is many in English; other languages have a form of their own, which catalogues lack.
    return _spoken.get().translations.ngettext(one, many, int(count) if float(count).is_integer() else 2)


def plural(count: float, one: str, many: str = "") -> str:
    """A count with what is counted: ``3 papers`` for 3 of ``paper``."""
    return ngettext(*_THINGS.get(one) or (f"{{count}} {one}", f"{{count}} {many or one + 's'}"), count)


def marked(text: str) -> str:
    """The text itself: marks one that is said elsewhere, by ``_`` or :func:`said`."""
    return text


def _counted(one: str, many: str) -> tuple[str, str]:
    """A thing that :func:`plural` counts, one and several."""
    return one, many


def said(name: str) -> str:
    """A name of the data model (``expression-of-concern``) as readers see it; one that is unknown as it stands."""
    return _(name.replace("-", " "))


def number(value: float) -> str:
    """A number as it is read, its thousands set apart: ``1,234`` or ``79.3``."""
    digits = f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"
    language = _spoken.get()
    if language.thousands == "," and language.decimal == ".":
        return digits
    whole, point, fraction = digits.partition(".")
    return whole.replace(",", language.thousands) + (language.decimal if point else "") + fraction


_THINGS = {
    "author": _counted("{count} author", "{count} authors"),
    "citation": _counted("{count} citation", "{count} citations"),
    "dataset": _counted("{count} dataset", "{count} datasets"),
    "fault": _counted("{count} fault", "{count} faults"),
    "fork": _counted("{count} fork", "{count} forks"),
    "number": _counted("{count} number", "{count} numbers"),
    "paper": _counted("{count} paper", "{count} papers"),
    "result": _counted("{count} result", "{count} results"),
    "star": _counted("{count} star", "{count} stars"),
    "time": _counted("{count} time", "{count} times"),
    "topic": _counted("{count} topic", "{count} topics"),
    "venue": _counted("{count} venue", "{count} venues"),
    "year": _counted("{count} year", "{count} years"),
}
"""What pages count, by its name in English."""

_NAMES = (
    # Kinds of papers, and of other records.
    *(marked("method"), marked("survey"), marked("dataset"), marked("benchmark"), marked("analysis")),
    *(marked("theory"), marked("position"), marked("tutorial"), marked("paper")),
    # What became of a paper.
    *(marked("corrected"), marked("expression of concern"), marked("withdrawn"), marked("retracted")),
    # What a paper does with a dataset.
    *(marked("introduces"), marked("pretraining"), marked("training"), marked("evaluation"), marked("uses")),
    # Kinds of venues, and the tracks that many have.
    *(marked("conference"), marked("journal"), marked("workshop"), marked("preprint"), marked("thesis")),
    *(marked("book"), marked("other"), marked("findings"), marked("demo"), marked("shared task"), marked("oral")),
    *(marked("datasets and benchmarks"), marked("student research workshop"), marked("spotlight"), marked("poster")),
    # What a service says of a repository.
    *(marked("archived"), marked("empty"), marked("gone")),
    # How papers are related.
    *(marked("extends"), marked("compares")),
)
"""Names of the data model that :func:`said` says."""
