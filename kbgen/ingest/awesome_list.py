"""The general reader of curated lists: any markup, any form of entry.

The whole list is read first. How most of its entries write their titles decides where a single one is in doubt, and
what most of a section are decides whether a doubtful entry is a paper.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Literal

from kbgen.ingest.accepted_papers import accepted_papers, as_paper
from kbgen.ingest.dataset_entries import datasets_among
from kbgen.ingest.draft import Doubt, Draft, DraftDataset, DraftLink, DraftPaper, ImportNote, ReadContext
from kbgen.ingest.entry_text import SHORT_YEAR, YEAR, EntryText, read_entry
from kbgen.ingest.field_words import field_name, meaning_of
from kbgen.ingest.heading_dates import period_of
from kbgen.ingest.leads import without_edges
from kbgen.ingest.links import label_role, read_link
from kbgen.ingest.list_citation import read_own_citation
from kbgen.ingest.list_habits import with_lone_people, without_guessed_venues
from kbgen.ingest.list_table import read_table
from kbgen.ingest.markup import blocks_of, looks_like_list
from kbgen.ingest.outline import outline_of
from kbgen.ingest.paper_hosts import is_paper_address
from kbgen.ingest.paper_signs import Judged, judge, papers_among
from kbgen.ingest.runs import plain
from kbgen.ingest.stated_identifiers import with_stated_identifiers
from kbgen.ingest.table_of_contents import compare_contents
from kbgen.ingest.title_candidates import Candidate, best_title
from kbgen.ingest.titles import is_label, read_title
from kbgen.ingest.titles_behind import HABIT, stand_behind, title_behind
from kbgen.ingest.units import Unit

_ENOUGH = 400
"""Entries of a list whose titles show how it writes them."""


class AwesomeList:
    """Curated lists: bullets, numbered items, paragraphs, fields and tables."""

    name = "list"

    def detect(self, text: str, name: str) -> float:
        """How many of the list items, lines and table rows carry links: a list is little else."""
        return looks_like_list(text, name)

    def read(self, text: str, context: ReadContext) -> Draft:
        """Every entry of the list with its heading path, and notes about what was not understood."""
        return _Reader(text, context).read()


def _leads_out(entry: EntryText) -> bool:
    """Whether a link of an entry leads out of the list's own repository, or says that it leads to a paper."""
    return any(
        "//" in link.href or link.href.startswith("www.") or label_role(link.label) in {"paper", "pdf", "code"}
        for link in entry.links
    )


def _has_fields(unit: Unit) -> bool:
    """Whether something below a unit is the field of a work, even one without a value: ``Paper: None``."""
    return any(meaning_of(field_name(plain(detail))) for detail in unit.details)


class _Reader:
    """One reading of a document; collects entries in the order of the file."""

    def __init__(self, text: str, context: ReadContext) -> None:
        self.context = context
        self.lines = text.split("\n")
        self.outline = outline_of(with_stated_identifiers(blocks_of(text, context.file)))
        self.papers: list[DraftPaper] = []
        self.datasets: list[DraftDataset] = []
        self.notes: list[ImportNote] = []
        self.faults: dict[int, tuple[str, ...]] = {}

    def read(self) -> Draft:
        habits = self._habits(self.outline.units)
        judged = [*self._judged(habits), *self._rows(habits)]
        judged = without_guessed_venues(with_lone_people(judged))
        judged.sort(key=lambda one: one.unit.line)
        datasets, places = datasets_among(judged, self.outline.title, self.context)
        self.datasets.extend(datasets)
        judged = [one for place, one in enumerate(judged) if place not in places]
        accepted = papers_among(judged)
        known = {id(one) for one in accepted}
        for one in judged:
            if id(one) in known:
                self._paper(one.entry, one.unit)
            else:
                words = "neither a link to a work, nor a venue, nor a year"
                title = one.entry.title
                self._note("IM001", one.unit.line, f'not an entry: "{title[:80]}" has {words}', title)
        for block in self.outline.codes:
            own = read_own_citation(block.text, block.line + 1, self.context)
            self.papers.extend(own)
            if not own:
                self.outline.prose.append(block.line)
        self._add_periods()
        return self._draft()

    def _rows(self, habits: Mapping[str, float]) -> Iterator[Judged]:
        """The rows of tables that may be papers; those of datasets are kept."""
        for block, path in self.outline.tables:
            found = read_table(block, self.lines, path, self.context, habits)
            self.datasets.extend(found.datasets)
            self.notes.extend(found.notes)
            self.faults.update(found.faults)
            yield from found.papers

    def _judged(self, habits: Mapping[str, float]) -> list[Judged]:
        """The entries that the outline's units state; what names no title is noted."""
        units = self.outline.units
        judged: list[Judged] = []
        lone: list[Judged] = []
        for unit in units:
            entry = read_entry(unit.own, unit.details, habits, self.outline.fields)
            if entry is None:
                self._no_entry(unit)
            elif not (_leads_out(entry) or entry.venue or entry.year or _has_fields(unit)):
                lone.append(judge(unit, entry, self.outline.title))
            elif is_label(entry.title):
                words = f'not an entry: "{entry.title[:80]}" is a label or an address, not a title'
                self._note("IM001", unit.line, words)
            else:
                judged.append(judge(unit, entry, self.outline.title))
        accepted = accepted_papers(lone, judged, units, self.outline.title)
        known = {id(one) for one in accepted}
        for one in lone:
            if id(one) not in known:
                self._no_entry(one.unit)
        return [*judged, *(as_paper(one) for one in accepted)]

    def _no_entry(self, unit: Unit) -> None:
        if unit.item:
            self._note("IM001", unit.line, f'not an entry: "{plain(unit.own)[:80] or "an empty item"}"')
        else:
            self.outline.prose.append(unit.line)

    def _habits(self, units: Sequence[Unit]) -> Mapping[str, float]:
        """How often each form of title stands in entries that lead to a paper; some hundreds of them tell."""
        forms: Counter[str] = Counter()
        behind: list[tuple[Candidate, Candidate | None]] = []
        for unit in units[:: max(1, len(units) // _ENOUGH)]:
            own = without_edges(unit.own)
            if any(is_paper_address(run.href) for run in unit.links) and (best := best_title(own)):
                forms[best.kind] += 1
                behind.append((best, title_behind(own, best)))
        total = sum(forms.values())
        shares = {form: number / total for form, number in forms.items()}
        return shares | {HABIT: 1.0} if stand_behind(behind) else shares

    def _note(self, code: str, line: int, message: str, subject: str = "") -> None:
        self.notes.append(self.context.note(code, line, message, subject))

    def _paper(self, entry: EntryText, unit: Unit) -> None:
        line = unit.line
        reading = read_title(entry.title)
        if reading.fault:
            self._note(reading.code, line, f'{reading.fault}: "{entry.title}"', reading.title)
        doubts: list[Doubt] = [("title", reading.fault)] if reading.fault else []
        for link in entry.links:
            if link.href and self._spaced(link):
                words = f'white space before the address "{link.href}"'
                self._note("IM104", link.line, f'"{reading.title}": {words}', reading.title)
                doubts.append((f"links.{read_link(link).role or 'paper'}", words))
        for piece in entry.no_venues:
            self._note("IM205", line, f'"{reading.title}": "{piece[:80]}" is no venue', reading.title)
        for piece in entry.leftover:
            self._note("IM001", line, f'left over in the entry "{reading.title}": "{piece[:80]}"', reading.title)
        self.papers.append(
            DraftPaper(
                self.context.origin(line),
                reading.title,
                entry.title,
                unit.path,
                entry.venue,
                entry.year,
                entry.authors,
                links=entry.links,
                doubts=(*doubts, *(("record", words) for words in self.faults.get(line, ()))),
            )
        )

    def _spaced(self, link: DraftLink) -> bool:
        """Whether the source has white space between the parenthesis and the address."""
        text = self.lines[link.line - 1] if 0 < link.line <= len(self.lines) else ""
        if "( " not in text and "(\t" not in text:
            return False
        return bool(re.search(rf"{re.escape(link.label)}\]\(\s+{re.escape(link.href)}", text))

    def _add_periods(self) -> None:
        """Give papers that say no venue or year those of the headings over them."""
        for place, paper in enumerate(self.papers):
            stated = paper.year or YEAR.search(paper.venue_text) or SHORT_YEAR.search(paper.venue_text)
            if paper.own_work or (stated and paper.venue_text):
                continue
            period = period_of(paper.headings, self.outline.title)
            venue = paper.venue_text or period.venue
            self.papers[place] = replace(paper, venue_text=venue, year=paper.year or (None if stated else period.year))

    def _draft(self) -> Draft:
        self._fill_headings()
        if self.outline.prose:
            lines = sorted(self.outline.prose)
            where = ", ".join(str(line) for line in lines)
            self._note("IM001", lines[0], f"{len(lines)} blocks of prose, images or code (lines {where})")
        self.notes.extend(compare_contents(self.outline.contents, self.outline.headings, self.context))
        return Draft(
            self.context.source,
            self.context.file,
            self.outline.title,
            papers=tuple(sorted(self.papers, key=lambda paper: paper.origin.line)),
            datasets=tuple(sorted(self.datasets, key=lambda dataset: dataset.origin.line)),
            headings=tuple(self.outline.headings),
            notes=tuple(self.notes),
            is_list=True,
        )

    def _fill_headings(self) -> None:
        """Say of each heading what stands directly under it: the nearest one above an entry with the entry's path."""
        headings = self.outline.headings
        places: dict[tuple[str, ...], list[int]] = {}
        for place, heading in enumerate(headings):
            places.setdefault(heading.path, []).append(place)
        for holder, of in ((self.papers, "papers"), (self.datasets, "datasets")):
            for entry in holder:
                above = [one for one in places.get(entry.headings, ()) if headings[one].line <= entry.origin.line]
                if above and headings[above[-1]].of == "nothing":
                    kind: Literal["papers", "datasets"] = "papers" if of == "papers" else "datasets"
                    headings[above[-1]] = replace(headings[above[-1]], of=kind)
