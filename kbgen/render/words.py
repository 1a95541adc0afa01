"""Catalogues: what the site says in languages other than English, each in one gettext file that people can edit.

They lie in ``site_templates/locale``, a knowledge base's own before those that come with kbgen. They are read by Babel
(https://babel.pocoo.org).
"""

import hashlib
import json
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from gettext import c2py
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import TYPE_CHECKING

from kbgen.model.finding import KbgenError
from kbgen.model.words import ENGLISH, Language
from kbgen.render.templates import template_folders

if TYPE_CHECKING:
    from babel import Locale
    from babel.messages import Catalog, Message

FOLDER = "locale"
SCRIPTS = ("site_templates/assets/", "kbgen/model/words.py")
"""Where the texts stand that the front end's scripts say, as catalogues name places."""
_TAG = re.compile(r"<[^<>]*>")
_COUNTS = range(1000)
"""Counts that a rule of the plural is tried on: those of known languages repeat within a few hundred."""


@dataclass(frozen=True, slots=True)
class Words:
    """A language with what is to be told of its catalogue (``notices``) and the script that holds the words of scripts.

    English has no such script: theirs stand in the scripts themselves.
    """

    language: Language = ENGLISH
    notices: tuple[str, ...] = ()
    script: str = ""


def read_words(root: Path | None, code: str) -> Words:
    """The words of a language (``zh``, ``pt-BR``) for a knowledge base; English where there is no catalogue of it.

    A text whose translation would not work on a page is left in English, with a notice.
    Raises :class:`KbgenError` for a file that is no catalogue.
    """
    if code == ENGLISH.code or code.startswith("en-"):
        return Words()
    path = _catalogue_file(root, code)
    if path is None:
        return Words(notices=(_no_catalogue(root, code),))
    # Imported where it is needed: a site in English does without.
    from babel.messages.mofile import write_mo
    from babel.messages.pofile import PoFileError, read_po
    from babel.support import Translations

    content, locale = path.read_bytes(), _locale(code)
    try:
        catalogue = read_po(BytesIO(content), locale=locale, abort_invalid=True)
    except (PoFileError, UnicodeDecodeError, ValueError) as error:
        raise KbgenError(f"{path} is not a gettext catalogue: {error}", "see docs/languages.md") from error
    rule = _plural_rule(path, catalogue)
    notices = []
    for message, fault in faults(catalogue):
        notices.append(f"{path}:{message.lineno}: {fault}, so it is shown in English")
        message.string = ("",) * catalogue.num_plurals if message.pluralizable else ""
    compiled = BytesIO()
    write_mo(compiled, catalogue)
    compiled.seek(0)
    translations = Translations(compiled)
    # Babel leaves it out of what it compiles for a language that it does not know.
    translations.plural = lambda count: rule(int(count))
    thousands, decimal = _symbols(locale)
    digest = hashlib.blake2b(f"{code}\0".encode() + content, digest_size=12).hexdigest()
    return Words(
        Language(code, translations, thousands, decimal, digest),
        tuple(notices),
        _script(code, catalogue),
    )


def _plural_rule(path: Path, catalogue: "Catalog") -> Callable[[int], int]:
    """Which form of a text suits a count. Raises :class:`KbgenError` for a rule that does not give one of the forms."""
    expression, forms = catalogue.plural_expr, catalogue.num_plurals
    try:
        rule: Callable[[int], int] = c2py(expression)
        is_rule = all(0 <= rule(count) < forms for count in _COUNTS)
    except (ValueError, ZeroDivisionError):
        is_rule = False
    if not is_rule:
        raise KbgenError(f"{path}: Plural-Forms: {expression} is no rule for {forms} forms", "see docs/languages.md")
    return rule


def faults(catalogue: "Catalog") -> Iterator[tuple["Message", str]]:
    """The translations that would not work on a page: values or markup are not those of the English text."""
    for message in catalogue:
        if not message.id or not _forms(message.string):
            continue
        english = _forms(message.id)
        for words in _forms(message.string):
            if fault := _fault(english, words):
                yield message, f'"{words}" does not fit "{english[0]}": {fault}'
                break


def is_translated(message: "Message") -> bool:
    """Whether every form of a message is there."""
    forms = (message.string,) if isinstance(message.string, str) else message.string
    return forms is not None and all(forms)


def _fault(english: list[str], words: str) -> str:
    """What keeps a translation from standing where the English text stands; empty where nothing does."""
    try:
        places = _places(words)
    except ValueError as error:
        return f"braces must stand in pairs ({error})"
    if any(spec or conversion for _, _, spec, conversion in Formatter().parse(words)):
        return "in braces stands the name of a value and nothing else"
    allowed = set().union(*map(_places, english))
    # "one paper" needs no number, so a form of several may leave one out.
    needed = allowed if len(english) == 1 else set.intersection(*map(_places, english)) - {"count"}
    if unknown := places - allowed:
        return f"there is no value for {{{sorted(unknown)[0]}}}"
    if missing := needed - places:
        return f"{{{sorted(missing)[0]}}} is missing"
    if sorted(_TAG.findall(words)) != sorted(_TAG.findall(english[-1])):
        return "its tags differ"
    outside, expected = _TAG.sub("", words), _TAG.sub("", english[-1])
    if any(outside.count(one) > expected.count(one) for one in '<>"'):
        return 'it has a <, a > or a " of its own'
    return ""


def _places(text: str) -> set[str]:
    return {name for _, name, _, _ in Formatter().parse(text) if name is not None}


def _forms(texts: str | Sequence[str] | None) -> list[str]:
    """A message's texts, whether it has one or several; those that are empty are left out."""
    return [one for one in ((texts,) if isinstance(texts, str) else texts or ()) if one]


def _catalogue_file(root: Path | None, code: str) -> Path | None:
    """The catalogue of a language, else of the language that it is a variety of."""
    folders = [folder / FOLDER for folder in template_folders(root)]
    names = dict.fromkeys((code, code.replace("-", "_"), code.partition("-")[0].partition("_")[0]))
    return next((path for name in names for folder in folders if (path := folder / f"{name}.po").is_file()), None)


def _no_catalogue(root: Path | None, code: str) -> str:
    there = sorted({path.stem for folder in template_folders(root) for path in (folder / FOLDER).glob("*.po")})
    return (
        f'there are no words for the language "{code}" of theme -> language, so the site speaks English; '
        f"there are: {', '.join(['en', *there])}. To add it, translate kbgen.pot and keep it as "
        f"site_templates/{FOLDER}/{code}.po; see docs/languages.md"
    )


def _locale(code: str) -> "Locale | None":
    """What Babel knows of a language; ``None`` where it does not know it."""
    from babel import Locale, UnknownLocaleError

    try:
        return Locale.parse(code.replace("-", "_"))
    except (UnknownLocaleError, ValueError):
        return None


def _symbols(locale: "Locale | None") -> tuple[str, str]:
    """What sets thousands apart and what begins a fraction, in a language's numbers."""
    symbols = locale.number_symbols.get("latn") if locale else None
    return (symbols["group"], symbols["decimal"]) if symbols else (ENGLISH.thousands, ENGLISH.decimal)


def _script(code: str, catalogue: "Catalog") -> str:
    """What pages load before the site's scripts: for each English text its forms, and which form suits a count."""
    texts = {
        _forms(message.id)[0]: _forms(message.string)
        for message in catalogue
        if message.id and _forms(message.string) and any(place.startswith(SCRIPTS) for place, _ in message.locations)
    }
    told = json.dumps({"code": code, "texts": texts}, ensure_ascii=False, separators=(",", ":"))
    return f"globalThis.kbgenWords={{...{told},plural:n=>Number({catalogue.plural_expr})}};\n"
