"""What entries of BibTeX inherit from each other by ``crossref`` and ``xdata``.

The rules are those of BibTeX's manual (O. Patashnik, "BibTeXing") and of biblatex's (appendix B), except that what
identifies a volume is not inherited by what appears in it.
"""

from collections.abc import Iterator

from kbgen.ingest.bibtex_entries import BibtexEntry, BibtexFile, Fault, Value

_MAX_STEPS = 50
"""Entries through which an entry may inherit."""

_SHOWN_STEPS = 4


def inherited(file: BibtexFile) -> Iterator[Fault]:
    """Let entries inherit by ``xdata`` and ``crossref``, in place; references to nothing and circles are faults."""
    by_key: dict[str, BibtexEntry] = {}
    for entry in file.entries:
        for key in (entry.key, *_keys(entry.text("ids"))):
            by_key.setdefault(key.casefold(), entry)
    done: set[int] = set()
    for entry in file.entries:
        yield from _inherit(entry, by_key, done, [])


def _inherit(
    entry: BibtexEntry, by_key: dict[str, BibtexEntry], done: set[int], path: list[BibtexEntry]
) -> Iterator[Fault]:
    if id(entry) in done:
        return
    path = [*path, entry]
    for name in ("xdata", "crossref"):
        for key in _keys(entry.text(name)):
            value = entry.fields[name]
            parent = by_key.get(key.casefold())
            place = (value.line, entry.column)
            if parent is None:
                yield Fault("IM605", *place, f'"{entry.key}": {name} names "{key}", and there is no such entry')
            elif len(path) > _MAX_STEPS or any(parent is above for above in path):
                circle = " → ".join(f'"{one.key}"' for one in (*path[-_SHOWN_STEPS:], parent))
                yield Fault("IM606", *place, f"{name} leads in a circle, or too far: {circle}")
            else:
                yield from _inherit(parent, by_key, done, path)
                _take(entry, parent, everything=name == "xdata")
    done.add(id(entry))


def _keys(text: str) -> list[str]:
    return [key for part in text.split(",") if (key := part.strip())]


_VOLUME_FIELDS = (
    "title subtitle titleaddon shorttitle author booktitle booksubtitle ids crossref xref xdata entryset doi url "
    "eprint eprinttype eprintclass archiveprefix primaryclass arxivid pmid pages key label keywords abstract file "
    "note groups related options sorttitle journal-url"
)
_OF_PARENT_ALONE = frozenset(_VOLUME_FIELDS.split())
"""Fields that say of a volume what does not hold of what appears in it: above all its identifiers."""
_WITH_AUTHOR_OF_BOOK = frozenset({"inbook", "bookinbook", "suppbook", "book"})
_IN_VOLUMES = frozenset({"inproceedings", "conference", "incollection", "inbook", "inreference", "bookinbook"})


def _take(entry: BibtexEntry, parent: BibtexEntry, *, everything: bool) -> None:
    """Give an entry what it lacks and its parent has; what is a title there is a book's title here."""
    given = dict(parent.fields)
    if not everything:
        given = {name: value for name, value in given.items() if name not in _OF_PARENT_ALONE}
        if parent.text("title") and entry.type in _IN_VOLUMES:
            own = parent.text("booktitle") or parent.text("title")
            given["booktitle"] = Value(own, parent.fields["title"].line)
        if parent.text("author") and entry.type in _WITH_AUTHOR_OF_BOOK and parent.type in {"book", "mvbook"}:
            given["author"] = parent.fields["author"]
        if entry.text("date", "year"):
            given = {name: value for name, value in given.items() if name not in {"date", "year", "month"}}
        if entry.type == "article" and parent.text("title") and parent.type in {"periodical", "journal"}:
            given["journal"] = parent.fields["title"]
    for name, value in given.items():
        if not entry.text(name):
            entry.fields[name] = value
