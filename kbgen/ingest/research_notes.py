"""A researcher's structured notes: a heading for each paper, its facts as bullets, then key points with sub-lists.

What a bullet means is decided by its own words: authors with a year in parentheses, "In Proceedings of …", labelled
links, "Data type: …"; a bullet with nested bullets is a group named by its label.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from markdown_it.tree import SyntaxTreeNode

from kbgen.ingest.draft import Doubt, Draft, DraftDatasetUse, DraftLink, DraftPaper, ImportNote, ReadContext
from kbgen.ingest.links import read_link
from kbgen.ingest.markdown import first_line, parse_markdown, runs_of
from kbgen.ingest.runs import plain
from kbgen.ingest.titles import read_title
from kbgen.model.paper import Notes
from kbgen.model.text import normalise_title

_AUTHORS = re.compile(r"^(?P<names>.+?)\s*\((?P<year>(?:19|20)\d\d)\)\s*\.?$")
_NAME = re.compile(r"(?P<family>[^,&]+),\s*(?P<initials>(?:[^\W\d_]\.[\s-]?)+)")
_VENUE = re.compile(r"^In:?\s+(?=\S)")
_DATA_TYPE = re.compile(r"^data types?\s*:\s*", re.IGNORECASE)
_KEY_POINTS = re.compile(r"^key\s?points?:?$", re.IGNORECASE)
_GROUPS = {
    "pretext_tasks": re.compile(r"^(?:ssl|pretext|pre-?training|self-supervised) tasks?\b", re.IGNORECASE),
    "downstream_tasks": re.compile(r"^downstream tasks?\b", re.IGNORECASE),
    "architecture": re.compile(r"^(?:network )?architectures?\b", re.IGNORECASE),
    "datasets": re.compile(r"^datasets?\b", re.IGNORECASE),
}
_NETWORK = re.compile(r"\s*\b(?:sub-?network|network|encoder branch)$", re.IGNORECASE)


class ResearchNotes:
    """Reading notes on papers."""

    name = "notes"

    def detect(self, text: str, name: str) -> float:
        """The words such notes are built of."""
        lines = [line.strip(" -*").lower() for line in text.split("\n")]
        signs = sum(
            any(line.startswith(sign) for line in lines) for sign in ("data type", "downstream task", "ssl task")
        )
        points = any(_KEY_POINTS.match(line) for line in lines)
        return 0.95 if points and signs >= 2 else 0.0

    def read(self, text: str, context: ReadContext) -> Draft:
        """One entry for each heading that has notes under it."""
        papers: list[DraftPaper] = []
        notes: list[ImportNote] = []
        title = ""
        for heading, line, blocks in _sections(parse_markdown(text)):
            if not any(block.type == "bullet_list" for block in blocks):
                # A heading without a paper's notes names the document, if it is the first.
                title = title or (heading if not papers else "")
                notes.append(context.note("IM001", line, f'no notes on a paper under "{heading}"'))
                continue
            reader = _PaperNotes(heading, line, context)
            for block in blocks:
                reader.block(block)
            notes.extend(reader.faults)
            if normalise_title(reader.title):
                papers.append(reader.paper())
            else:
                notes.append(context.note("IM001", line, "notes without a title"))
        return Draft(context.source, context.file, title, papers=tuple(papers), notes=tuple(notes))


def _sections(tree: SyntaxTreeNode) -> Iterator[tuple[str, int, list[SyntaxTreeNode]]]:
    heading, line, blocks = "", 1, list[SyntaxTreeNode]()
    for node in tree.children:
        if node.type == "heading":
            if blocks:
                yield heading, line, blocks
            heading, line, blocks = plain(runs_of(node)), first_line(node), []
        else:
            blocks.append(node)
    if blocks:
        yield heading, line, blocks


@dataclass(slots=True)
class _PaperNotes:
    """Collects what the blocks under one heading say."""

    title: str
    line: int
    context: ReadContext
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    affiliations: tuple[str, ...] = ()
    data_types: tuple[str, ...] = ()
    links: list[DraftLink] = field(default_factory=list)
    key_points: list[str] = field(default_factory=list)
    lists: dict[str, list[str]] = field(default_factory=dict)
    architecture: dict[str, str] = field(default_factory=dict)
    datasets: list[DraftDatasetUse] = field(default_factory=list)
    faults: list[ImportNote] = field(default_factory=list)
    doubts: list[Doubt] = field(default_factory=list)
    in_key_points: bool = False

    def block(self, node: SyntaxTreeNode) -> None:
        """Take in a paragraph (the full title, or the words "Key points") or a list of facts or points."""
        if node.type == "bullet_list":
            for item in node.children:
                if self.in_key_points:
                    self._point(item)
                else:
                    self._fact(item)
            return
        text = plain(runs_of(node))
        if _KEY_POINTS.match(text):
            self.in_key_points = True
        elif not self.in_key_points and not self.authors and node.type == "paragraph" and len(text) < 300:
            self.title = text
        else:
            self._not_understood(first_line(node), text)

    def _fact(self, item: SyntaxTreeNode) -> None:
        runs = [run for child in item.children if child.type == "paragraph" for run in runs_of(child)]
        text, line = plain(runs), first_line(item)
        links = [run for run in runs if run.kind == "link"]
        if links:
            self.links.extend(DraftLink(run.text, run.href, run.line) for run in links)
            for run in links:
                if "not sure" in run.text.lower():
                    words = f'the notes themselves doubt the link "{run.text}"'
                    self.faults.append(self.context.note("IM107", run.line, f'"{self.title}": {words}', self.title))
                    role = read_link(DraftLink(run.text.split(":", 1)[0], run.href, run.line)).role
                    self.doubts.append((f"links.{role or 'paper'}", words))
        elif found := _AUTHORS.match(text):
            self.authors = _authors(found["names"])
            self.year = int(found["year"])
        elif _VENUE.match(text):
            self.venue = _VENUE.sub("", text).rstrip(".")
        elif _DATA_TYPE.match(text):
            types = re.split(r",|\band\b|&", _DATA_TYPE.sub("", text))
            self.data_types = tuple(word.strip().lower() for word in types if word.strip())
        elif text and not self.affiliations and ":" not in text:
            self.affiliations = tuple(part.strip() for part in text.split(",") if part.strip())
        else:
            self._not_understood(line, text)

    def _point(self, item: SyntaxTreeNode) -> None:
        label = _own_text(item)
        inner = [sub for sub in _nested(item) if _own_text(sub)]
        if not label:
            self._not_understood(first_line(item), "an empty point")
            return
        if not inner:
            self.key_points.append(label)
            return
        for group, pattern in _GROUPS.items():
            if pattern.match(label):
                self._group(group, inner)
                return
        self.key_points.append(label)
        self.key_points.extend(_own_text(sub) for sub in inner)

    def _group(self, group: str, items: list[SyntaxTreeNode]) -> None:
        for item in items:
            text = _own_text(item)
            details = [_own_text(sub) for sub in _nested(item)]
            if group == "datasets":
                self.datasets.append(DraftDatasetUse(text, "; ".join(detail.rstrip(".") for detail in details)))
            elif group == "architecture":
                part, colon, words = text.partition(":")
                key = _NETWORK.sub("", part).strip().lower() if colon else f"part {len(self.architecture) + 1}"
                said = [one for one in (words.strip() if colon else text, *details) if one]
                self.architecture[key or text] = "; ".join(said) or text
            else:
                self.lists.setdefault(group, []).append("; ".join([text, *details]))

    def _not_understood(self, line: int, text: str) -> None:
        self.faults.append(self.context.note("IM001", line, f'not understood: "{text[:80]}"', self.title))

    def paper(self) -> DraftPaper:
        """The entry."""
        reading = read_title(self.title)
        return DraftPaper(
            self.context.origin(self.line),
            reading.title,
            self.title,
            venue_text=self.venue,
            year=self.year,
            authors=self.authors,
            links=tuple(DraftLink(link.label.split(":", 1)[0], link.href, link.line) for link in self.links),
            notes=Notes(
                affiliations=self.affiliations,
                data_types=self.data_types,
                key_points=tuple(self.key_points),
                pretext_tasks=tuple(self.lists.get("pretext_tasks", ())),
                downstream_tasks=tuple(self.lists.get("downstream_tasks", ())),
                architecture=self.architecture,
            ),
            datasets=tuple(self.datasets),
            doubts=tuple([("title", reading.fault)] if reading.fault else []) + tuple(self.doubts),
        )


def _own_text(item: SyntaxTreeNode) -> str:
    return " ".join(plain(runs_of(child)) for child in item.children if child.type == "paragraph").strip()


def _nested(item: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    for child in item.children:
        if child.type in {"bullet_list", "ordered_list"}:
            yield from child.children


def _authors(names: str) -> tuple[str, ...]:
    """``Arandjelovic, R., & Zisserman, A.`` as ``R. Arandjelovic`` and ``A. Zisserman``."""
    found = [f"{match['initials'].strip()} {match['family'].strip()}" for match in _NAME.finditer(names)]
    return tuple(found) or tuple(part.strip() for part in re.split(r",|&|\band\b", names) if part.strip())
