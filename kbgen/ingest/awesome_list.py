"""The general reader of curated lists: one walk over the Markdown tree for every list format.

An entry is a list item or a line of a paragraph that names a title, by a link or by bare text followed by labelled
links. What belongs to it may stand behind it or in items nested under it. Headings form a path; a bullet that only
groups linked entries counts as a heading. Tables of datasets and of papers are read by their header.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from typing import Literal

from markdown_it.tree import SyntaxTreeNode

from kbgen.ingest.dataset_table import read_table
from kbgen.ingest.draft import Doubt, Draft, DraftDataset, DraftHeading, DraftLink, DraftPaper, ImportNote, ReadContext
from kbgen.ingest.entry_text import YEAR, EntryText, leads_with_title_link, read_entry
from kbgen.ingest.links import read_link
from kbgen.ingest.list_citation import read_own_citation
from kbgen.ingest.markdown import Run, first_line, parse_markdown, plain, runs_of, split_lines
from kbgen.ingest.table_of_contents import compare_contents
from kbgen.ingest.titles import is_label, read_title

_REST_LENGTH = 160
_OUTSIDE = re.compile(r"\s*(?:h?ttps?:|//|www\.|[\w-]+(?:\.[\w-]+)*\.[a-z]{2,}/)", re.IGNORECASE)
"""An address outside of the document, even one that is broken; not a path or an anchor."""


class AwesomeList:
    """Curated lists in Markdown: bullets, numbered items, linked lines, and tables."""

    name = "list"

    def detect(self, text: str, name: str) -> float:
        """How many of the list items, lines and table rows carry links: a list is little else."""
        lines = [line for line in text.split("\n") if line.strip()]
        linked = sum("](" in line for line in lines)
        headed = any(line.startswith("#") for line in lines)
        if not headed or linked < 2:
            return 0.0
        return min(0.9, 0.4 + linked / len(lines))

    def read(self, text: str, context: ReadContext) -> Draft:
        """Every entry of the list with its heading path, and notes about what was not understood."""
        return _Walk(text, context).read()


class _Walk:
    """One pass over the tree; collects entries in the order of the file."""

    def __init__(self, text: str, context: ReadContext) -> None:
        self.context = context
        self.lines = text.split("\n")
        self.tree = parse_markdown(text)
        self.papers: list[DraftPaper] = []
        self.datasets: list[DraftDataset] = []
        self.notes: list[ImportNote] = []
        self.headings: list[DraftHeading] = []
        self.contents: list[Run] = []
        self.prose: list[int] = []
        self.bare: set[int] = set()
        tops = [node for node in self.tree.children if node.type == "heading" and node.tag == "h1"]
        self.title_node = tops[0] if tops else None
        self.only_title = len(tops) == 1

    def read(self) -> Draft:
        for path, node in self._sections():
            self._block(node, path)
        self._leave_out_bare()
        self._fill_headings()
        if self.prose:
            where = ", ".join(str(line) for line in self.prose)
            self._note("IM001", self.prose[0], f"{len(self.prose)} blocks of prose, images or code (lines {where})")
        self.notes.extend(compare_contents(self.contents, self.headings, self.context))
        title = plain(runs_of(self.title_node)) if self.title_node else ""
        return Draft(
            self.context.source,
            self.context.file,
            title,
            papers=tuple(self.papers),
            datasets=tuple(self.datasets),
            headings=tuple(self.headings),
            notes=tuple(self.notes),
            is_list=True,
        )

    def _note(self, code: str, line: int, message: str, subject: str = "") -> None:
        self.notes.append(self.context.note(code, line, message, subject))

    def _sections(self) -> Iterator[tuple[tuple[str, ...], SyntaxTreeNode]]:
        """Every block that is no heading with the path of headings it stands under."""
        stack: list[tuple[int, str]] = []
        for node in self.tree.children:
            if node.type != "heading":
                yield tuple(text for _, text in stack), node
                continue
            level, text = int(node.tag[1]), plain(runs_of(node))
            if (node is self.title_node and self.only_title) or not text:
                stack = []
                continue
            stack = [(upper, name) for upper, name in stack if upper < level]
            stack.append((level, text))
            self.headings.append(DraftHeading(tuple(name for _, name in stack), "nothing", first_line(node)))

    def _leave_out_bare(self) -> None:
        """Drop entries with nothing to know them by, unless most entries of the file are like that."""
        bare = [paper for paper in self.papers if id(paper) in self.bare]
        if 2 * len(bare) >= len(self.papers):
            return
        for paper in bare:
            words = "neither a link to a work, nor a venue, nor a year"
            self._note("IM001", paper.origin.line, f'not an entry: "{paper.title[:80]}" has {words}', paper.title)
        self.papers = [paper for paper in self.papers if id(paper) not in self.bare]

    def _fill_headings(self) -> None:
        """Say of each heading what stands directly under it: the nearest one above an entry with the entry's path."""
        places: dict[tuple[str, ...], list[int]] = {}
        for place, heading in enumerate(self.headings):
            places.setdefault(heading.path, []).append(place)
        for holder, of in ((self.papers, "papers"), (self.datasets, "datasets")):
            for entry in holder:
                above = [one for one in places.get(entry.headings, ()) if self.headings[one].line <= entry.origin.line]
                if above and self.headings[above[-1]].of == "nothing":
                    kind: Literal["papers", "datasets"] = "papers" if of == "papers" else "datasets"
                    self.headings[above[-1]] = replace(self.headings[above[-1]], of=kind)

    def _block(self, node: SyntaxTreeNode, path: tuple[str, ...]) -> None:
        match node.type:
            case "bullet_list" | "ordered_list":
                for item in node.children:
                    self._item(item, path)
            case "paragraph":
                self._paragraph(node, path)
            case "table":
                self._table(node, path)
            case "fence" | "code_block":
                own = read_own_citation(node.content, first_line(node) + 1, self.context)
                self.papers.extend(own)
                if not own:
                    self.prose.append(first_line(node))
            case "blockquote":
                for child in node.children:
                    self._block(child, path)
            case "hr":
                pass
            case _:
                self.prose.append(first_line(node))

    def _table(self, node: SyntaxTreeNode, path: tuple[str, ...]) -> None:
        found = read_table(node, self.lines, path, self.context)
        self.datasets.extend(found.datasets)
        self.papers.extend(found.papers)
        self.notes.extend(found.notes)

    def _paragraph(self, node: SyntaxTreeNode, path: tuple[str, ...]) -> None:
        """Lines that begin with a linked title are entries; a line that does not goes on with the one before it."""
        groups: list[list[Run]] = []
        for line in split_lines(runs_of(node)):
            if leads_with_title_link(line) or not groups:
                groups.append(list(line))
            else:
                groups[-1].extend([Run("break", " "), *line])
        for group in groups:
            entry = read_entry(group) if leads_with_title_link(group) else None
            if entry and _reads_as_entry(entry):
                self._paper(entry, path, _line_of(group, node))
            elif any(run.kind == "link" and run.href.startswith("#") for run in group):
                self.contents.extend(run for run in group if run.kind == "link")
            else:
                self.prose.append(_line_of(group, node))

    def _item(self, item: SyntaxTreeNode, path: tuple[str, ...]) -> None:
        own = [run for child in item.children if child.type == "paragraph" for run in (*runs_of(child), _BREAK)]
        lists = [child for child in item.children if child.type in {"bullet_list", "ordered_list"}]
        nested = [sub for group in lists for sub in group.children]
        anchors = [run for run in own if run.kind == "link" and run.href.startswith("#")]
        if anchors and not any(run.kind == "link" and not run.href.startswith("#") for run in own):
            self.contents.extend(anchors)
            for sub in nested:
                self._item(sub, path)
            return
        inner = [_all_runs(sub) for sub in nested]
        has_links = any(run.kind == "link" for run in own)
        entries_inside = [leads_with_title_link(runs) for runs in inner]
        if not has_links and any(entries_inside):
            label = plain(own)
            for sub in nested:
                self._item(sub, (*path, label) if label else path)
            if label:
                self.headings.append(DraftHeading((*path, label), "nothing", first_line(item)))
            return
        entry = read_entry(own, inner)
        if entry and (entry.links or entry.venue):
            self._paper(entry, path, first_line(item))
        else:
            words = plain(own)[:80] or "an empty item"
            self._note("IM001", first_line(item), f'not an entry: "{words}"')
            for sub in nested:
                self._item(sub, path)
        for child in item.children:
            if child.type in {"table", "fence", "code_block", "blockquote"}:
                self._block(child, path)

    def _paper(self, entry: EntryText, path: tuple[str, ...], line: int) -> None:
        if is_label(entry.title):
            self._note("IM001", line, f'not an entry: "{entry.title[:80]}" is a label or an address, not a title')
            return
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
                path,
                entry.venue,
                entry.year,
                entry.authors,
                links=entry.links,
                doubts=tuple(doubts),
            )
        )
        if not (entry.venue or entry.year or any(_OUTSIDE.match(link.href) for link in entry.links)):
            self.bare.add(id(self.papers[-1]))

    def _spaced(self, link: DraftLink) -> bool:
        """Whether the source has white space between the parenthesis and the address."""
        text = self.lines[link.line - 1] if 0 < link.line <= len(self.lines) else ""
        if "( " not in text and "(\t" not in text:
            return False
        return bool(re.search(rf"{re.escape(link.label)}\]\(\s+{re.escape(link.href)}", text))


_BREAK = Run("break", " ")


def _all_runs(node: SyntaxTreeNode) -> tuple[Run, ...]:
    """The runs of an item and of everything nested in it."""
    found: list[Run] = []
    for child in node.walk():
        if child.type == "inline":
            found.extend((*runs_of(child), _BREAK))
    return tuple(found)


def _line_of(runs: Sequence[Run], node: SyntaxTreeNode) -> int:
    return next((run.line for run in runs if run.line), first_line(node))


def _reads_as_entry(entry: EntryText) -> bool:
    """Whether a line that begins with a link is an entry rather than a sentence that begins with a link."""
    rest = " ".join((entry.venue, *entry.no_venues, *entry.leftover)).strip()
    return not rest or (len(rest) <= _REST_LENGTH and (bool(YEAR.search(rest)) or not rest.endswith(".")))
