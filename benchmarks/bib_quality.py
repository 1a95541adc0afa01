"""Measure how well ``kbgen import`` reads real bibliographies, against counts and a second reader that is not ours.

    python -m benchmarks.bib_quality BIBLIOGRAPHIES [--show NAME] [--write]

``BIBLIOGRAPHIES`` is a folder of ``.bib`` files with an ``INDEX.json`` that says of each how many entries it has
(``entries_regex``). The second reader is pybtex, which shares no code with bibtexparser: entry by entry, types, titles,
authors and years are compared. ``colrev-dedupe-records.bib`` and ``-expected.bib`` say which entries are one work.
Each file is imported twice. Exit code 1 says that an entry was lost, that entries were merged wrongly, or that the
second import changes something. ``--show`` prints every difference and note of one file, ``--write`` renews
``docs/import-quality-bibliographies.md``.
"""

import argparse
import datetime
import json
import sys
import time
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import combinations
from pathlib import Path

import pybtex.errors
from pybtex.database import BibliographyData, Person, parse_string

from kbgen.ingest.bibtex import reference_of
from kbgen.ingest.bibtex_entries import BibtexEntry, parse_bibtex
from kbgen.ingest.decoding import decode
from kbgen.ingest.importing import ImportOptions, SourceFile, read_file
from kbgen.ingest.latex import text_of_latex
from kbgen.ingest.merge import MergeOptions, merge
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.text import fold, normalise_title
from kbgen.model.vocabulary import Taxonomy, Venues

PAGE = Path(__file__).resolve().parent.parent / "docs" / "import-quality-bibliographies.md"
_BAD = ("IM601", "IM602", "IM604", "IM605", "IM606", "IM607", "IM608", "IM609", "IM613")
"""Codes of what is wrong with an entry that is there."""
_SHOWN_FROM = 20
"""Entries from which a file has a row of its own."""
_DEDUPE = ("colrev-dedupe-records.bib", "colrev-dedupe-expected.bib")

_INTRODUCTION = """\
# How well bibliographies are read

Measured with `python -m benchmarks.bib_quality`, on real BibTeX and biblatex files: exports of reference managers and
publishers, hand-written bibliographies of research groups, the example files of biblatex, and the hard cases that other
tools test themselves with (encodings, `@preamble`, abbreviations, circles of `crossref`, repeated keys, junk between
entries, braces out of order). The files belong to others and are not part of this repository.

An entry is *read* if it became a paper or dataset, or if the import says why it did not: it is no work of the data
model, it has no title, or it cannot be read. Whole volumes and `@xdata` that other entries inherit from are not
reported. *Bad* counts what is named with its line and column: entries that cannot be read, repeated keys and fields,
abbreviations that nobody defines, references to nothing and in circles, names that are none, dates that are none.

*Other reader* compares each entry that [pybtex](https://pybtex.org) reads too, which shares no code with the reader
here (it keeps one of several entries with one key, and reads some that are commented out): type, title, authors in
their order, year.

"""


@dataclass(slots=True)
class Measured:
    """Counts for one file; ``differences`` says in words where the other reader disagrees."""

    name: str
    entries: int = 0
    read: int = 0
    papers: int = 0
    datasets: int = 0
    no_work: int = 0
    untitled: int = 0
    inherited: int = 0
    unreadable: int = 0
    bad: int = 0
    compared: int = 0
    agreed: int = 0
    seconds: float = 0.0
    notes: tuple[str, ...] = ()
    differences: list[str] = field(default_factory=list)

    def add(self, other: "Measured") -> None:
        """Sum of two files' counts."""
        for name in ("entries", "read", "papers", "datasets", "no_work", "untitled", "inherited", "unreadable", "bad"):
            setattr(self, name, getattr(self, name) + getattr(other, name))
        self.compared += other.compared
        self.agreed += other.agreed
        self.seconds += other.seconds


def measure(path: Path, name: str, expected: int) -> Measured:
    """Read one file and compare it with what is known of it."""
    began = time.perf_counter()
    draft = read_file(SourceFile(path), ImportOptions())
    seconds = time.perf_counter() - began
    text = decode(path.read_bytes()).text
    file = parse_bibtex(text)
    codes = Counter(note.code for note in draft.notes)
    found = Measured(name, expected, seconds=seconds, notes=tuple(str(note) for note in draft.notes))
    found.papers, found.datasets = len(draft.papers), len(draft.datasets)
    found.no_work, found.untitled = codes["IM610"], codes["IM603"]
    found.unreadable = sum("cannot be read and is not imported" in note.message for note in draft.notes)
    found.inherited = len(file.entries) - found.papers - found.datasets - found.no_work - found.untitled
    found.read = len(file.entries) + found.unreadable
    found.bad = sum(codes[code] for code in _BAD)
    for mine, theirs, key in _pairs(file.entries, text):
        found.compared += 1
        if words := "; ".join(_differences(mine, theirs)):
            found.differences.append(f"{key}: {words}")
        else:
            found.agreed += 1
    return found


def _pairs(entries: Sequence[BibtexEntry], text: str) -> Iterator[tuple[BibtexEntry, "_Theirs", str]]:
    first: dict[str, BibtexEntry] = {}
    for entry in entries:
        first.setdefault(entry.key.casefold(), entry)
    for key, theirs in _other_reader(text).entries.items():
        if mine := first.get(key.casefold()):
            people = tuple(_name(person) for person in theirs.persons.get("author", []))
            fields = {name: str(theirs.fields.get(name, "")) for name in ("title", "year")}
            yield mine, _Theirs(theirs.type.lower(), fields["title"], people, fields["year"]), key


@dataclass(frozen=True, slots=True)
class _Theirs:
    """What the other reader says of an entry."""

    type: str
    title: str
    people: tuple[str, ...]
    year: str


def _other_reader(text: str) -> BibliographyData:
    """What pybtex reads of a text; what it complains of does not count here."""
    with pybtex.errors.capture():
        return parse_string(text, "bibtex")


def _name(person: Person) -> str:
    parts = (person.first_names, person.middle_names, person.prelast_names, person.last_names, person.lineage_names)
    return text_of_latex(" ".join(str(word) for part in parts for word in part))


def _differences(mine: BibtexEntry, theirs: _Theirs) -> Iterator[str]:
    reference = reference_of(mine)
    if mine.type != theirs.type:
        yield f"type {mine.type}, not {theirs.type}"
    title = text_of_latex(mine.text("title"))
    if normalise_title(title) != normalise_title(text_of_latex(theirs.title)):
        yield f"title {title!r}, not {theirs.title!r}"
    people = [fold(name) for name in theirs.people if name.casefold() != "others"]
    if [fold(name) for name in reference.names.names] != people:
        yield f"authors {list(reference.names.names)}, not {list(theirs.people)}"
    if text_of_latex(mine.text("year")) != text_of_latex(theirs.year):
        yield f"year {mine.text('year')!r}, not {theirs.year!r}"


@dataclass(frozen=True, slots=True)
class Merges:
    """Pairs of entries that are one work: as a person says, as the import says, and as both say."""

    truth: int
    found: int
    both: int


def merges(folder: Path) -> Merges:
    """Compare what an import merges with a merge that was made by hand."""
    records, expected = (_origins(folder / name) for name in _DEDUPE)
    draft = read_file(SourceFile(folder / _DEDUPE[0]), ImportOptions())
    outcome = merge(KnowledgeBase(), [draft], MergeOptions(True, datetime.date(2026, 1, 1)))
    mine = {int(one.entry.rpartition(":")[2]): one.record for one in outcome.report.placed}
    truth = {line: next(place for place, of in expected.items() if of & own) for line, own in records.items()}
    by_hand = {pair for pair in combinations(records, 2) if truth[pair[0]] == truth[pair[1]]}
    by_import = {pair for pair in combinations(records, 2) if mine[pair[0]] == mine[pair[1]]}
    return Merges(len(by_hand), len(by_import), len(by_hand & by_import))


def _origins(path: Path) -> dict[int, frozenset[str]]:
    """The records that each entry was made of, by its line."""
    entries = parse_bibtex(path.read_text(encoding="utf-8")).entries
    return {
        entry.line: frozenset(part.strip() for part in entry.text("colrev_origin").split(";") if part.strip())
        for entry in entries
    }


def changed_by_a_second_import(paths: Iterable[Path]) -> int:
    """How many records importing each file twice into an empty knowledge base would change."""
    changed = 0
    for path in paths:
        draft, options = read_file(SourceFile(path), ImportOptions()), MergeOptions(True, datetime.date.today())
        first = merge(KnowledgeBase(), [draft], options)
        kb = KnowledgeBase(
            papers=first.papers,
            datasets=first.datasets,
            lists=first.lists,
            sources=first.sources or {},
            taxonomy=first.taxonomy or Taxonomy(),
            venues=first.venues or Venues(),
        )
        second = merge(kb, [draft], options)
        changed += len(second.papers) + len(second.datasets)
    return changed


def page(files: Sequence[Measured], merged: Merges, changed: int) -> str:
    """The table of all files, the small ones as one row."""
    small = Measured(f"{sum(one.entries < _SHOWN_FROM for one in files)} files of fewer than {_SHOWN_FROM} entries")
    total = Measured("**all**")
    for one in files:
        total.add(one)
        if one.entries < _SHOWN_FROM:
            small.add(one)
    rows = [*sorted((one for one in files if one.entries >= _SHOWN_FROM), key=lambda one: -one.entries), small, total]
    lines = [
        "| file | entries | read | papers | datasets | no work | without title | inherited | unreadable | bad "
        "| other reader agrees | seconds |",
        "| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: | ---: |",
    ]
    for one in rows:
        counts = (one.entries, one.read, one.papers, one.datasets, one.no_work, one.untitled, one.inherited)
        counted = " | ".join(f"{number:,}" for number in (*counts, one.unreadable, one.bad))
        lines.append(f"| {one.name} | {counted} | {one.agreed:,} of {one.compared:,} | {one.seconds:.1f} |")
    merging = (
        f"Of {_DEDUPE[0]}, a person merged {merged.truth} pairs of entries into one work each; the import merges "
        f"{merged.found}, {merged.both} of them the same."
    )
    again = f"Importing each of these files a second time changes {changed} records."
    return _INTRODUCTION + "\n".join(lines) + f"\n\n{merging}\n\n{again}\n"


def main(arguments: Sequence[str]) -> int:
    """Measure all files of the folder, print the table; see the module's words."""
    parser = argparse.ArgumentParser(prog="python -m benchmarks.bib_quality")
    parser.add_argument("folder", type=Path)
    parser.add_argument("--show", metavar="NAME")
    parser.add_argument("--write", action="store_true")
    options = parser.parse_args(arguments)
    index = json.loads((options.folder / "INDEX.json").read_text(encoding="utf-8"))
    files = []
    for one in index:
        name = one["file"].removeprefix("bib/")
        if options.show in {None, name}:
            files.append(measure(options.folder / name, name, one["entries_regex"]))
    if options.show:
        for line in (*files[0].notes, *files[0].differences):
            print(line)
        return 0
    merged = merges(options.folder)
    changed = changed_by_a_second_import(options.folder / one.name for one in files)
    text = page(files, merged, changed)
    print(text[text.index("| file |") :])
    if options.write:
        PAGE.write_text(text, encoding="utf-8")
    lost = [one.name for one in files if one.read != one.entries]
    return 1 if lost or changed or merged.truth != merged.found or merged.found != merged.both else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
