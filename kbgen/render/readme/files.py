"""A list as files: one, or, where GitHub would stop showing it, a front page and parts.

GitHub cuts a Markdown file off after 512,000 bytes. A list that would be longer becomes a front page, which keeps the
contents with counts, and a file for each of its headings; a heading that is still too long is split into its
subheadings, and one without subheadings into pages.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import PurePosixPath

import msgspec

from kbgen.model.finding import KbgenError
from kbgen.model.text import slugify
from kbgen.render.readme.markdown import Anchors
from kbgen.views.lists import ListView, SectionView

BYTE_LIMIT = 512_000
"""GitHub shows no more of a Markdown file than this."""

_TARGET = 480_000
"""What a page of entries aims at, so that headings and navigation still fit below the limit."""


@dataclass(frozen=True, slots=True)
class Block:
    """A heading in a file, its level and anchor, and what stands under it before the next heading."""

    level: int
    heading: str
    anchor: str
    body: str


@dataclass(frozen=True, slots=True)
class ContentsItem:
    """A line of the table of contents, with the lines below it."""

    heading: str
    anchor: str
    below: tuple["ContentsItem", ...] = ()


@dataclass(frozen=True, slots=True)
class PartRow:
    """A heading of a list that was split: the file and anchor that hold it, and how much stands there."""

    depth: int
    heading: str
    path: PurePosixPath
    anchor: str
    papers: int
    datasets: int


@dataclass(frozen=True, slots=True)
class MarkdownFile:
    """A file to be written: its path below the knowledge base's root, and its text."""

    path: PurePosixPath
    text: str


@dataclass(frozen=True, slots=True)
class Page:
    """What a template needs to write one file of a list.

    ``rows`` is filled where headings of the file stand in files of their own; ``before`` and ``after`` are the
    neighbours of one page of several.
    """

    path: PurePosixPath
    heading: str
    contents: tuple[ContentsItem, ...]
    blocks: tuple[Block, ...]
    rows: tuple[PartRow, ...] = ()
    before: PurePosixPath | None = None
    after: PurePosixPath | None = None


@dataclass(frozen=True, slots=True)
class Writer:
    """How a template turns its values into text: a heading's body, the list's own file, and a part."""

    body: Callable[[SectionView], str]
    front: Callable[[Page], str]
    part: Callable[[Page], str]


def list_files(
    view: ListView, output: PurePosixPath, writer: Writer, limit: int = BYTE_LIMIT
) -> tuple[MarkdownFile, ...]:
    """The files of a list, its own first; every one is smaller than ``limit`` bytes."""
    bodies = {id(section): writer.body(section) for section in view.walk()}
    blocks, contents = _outline((view.title, "Contents"), view.sections, bodies)
    if sum(len(body) for body in bodies.values()) < limit:
        text = writer.front(Page(output, view.title, contents, blocks))
        if _fits(text, limit):
            return (MarkdownFile(output, text),)
    splitter = _Splitter(writer, bodies, limit)
    folder = parts_folder(output)
    rows = tuple(row for section in view.sections for row in splitter.add(section, folder, 0))
    front = writer.front(Page(output, view.title, (), (), rows))
    if not _fits(front, limit):
        raise KbgenError(f"the contents of {output} alone exceed {limit} bytes", "give the list fewer headings")
    return (MarkdownFile(output, front), *splitter.files)


def parts_folder(output: PurePosixPath) -> PurePosixPath:
    """The folder beside a list's own file that holds its parts: ``readme/`` for ``README.md``."""
    return output.with_name(output.stem.lower())


class _Splitter:
    """Gathers the parts of a list that is too long for one file."""

    def __init__(self, writer: Writer, bodies: dict[int, str], limit: int) -> None:
        self.files: list[MarkdownFile] = []
        self._writer = writer
        self._bodies = bodies
        self._limit = limit
        self._taken: set[PurePosixPath] = set()

    def add(self, section: SectionView, folder: PurePosixPath, depth: int) -> Iterator[PartRow]:
        """Write a heading into ``folder`` and tell where it and the headings below it stand."""
        path = self._path(folder, section.heading)
        row = PartRow(depth, section.heading, path, "", section.paper_count, section.dataset_count)
        whole = self._whole(section, path)
        if whole is not None:
            self.files.append(MarkdownFile(path, whole))
            yield row
            yield from _rows_within(section, path, depth + 1)
        elif section.sections:
            place = len(self.files)
            below = [row for child in section.sections for row in self.add(child, path.with_suffix(""), depth + 1)]
            own = msgspec.structs.replace(section, sections=())
            self.files[place:place] = self._pages(own, self._bodies[id(section)], path, tuple(below))
            yield from (row, *below)
        else:
            self.files.extend(self._pages(section, self._bodies[id(section)], path, ()))
            yield row

    def _whole(self, section: SectionView, path: PurePosixPath) -> str | None:
        """A heading with all below it as one file, or nothing where that is too long."""
        if sum(len(self._bodies[id(part)]) for part in section.walk()) >= self._limit:
            return None
        blocks, contents = _outline((section.heading,), section.sections, self._bodies)
        blocks = (Block(1, section.heading, "", self._bodies[id(section)]), *blocks)
        text = self._writer.part(Page(path, section.heading, contents, blocks))
        return text if _fits(text, self._limit) else None

    def _pages(
        self, section: SectionView, body: str, path: PurePosixPath, rows: tuple[PartRow, ...]
    ) -> list[MarkdownFile]:
        """A heading's own entries in as few files as hold them; ``rows`` lead to the headings below it."""
        number = max(1, -(-len(body.encode()) * BYTE_LIMIT // (_TARGET * self._limit)))
        paths = [path]
        while True:
            paths += [self._path(path.parent, f"{path.stem} page {n + 1}") for n in range(len(paths), number)]
            bodies = [body] if number == 1 else [self._writer.body(share) for share in _shares(section, number)]
            files = self._numbered(section.heading, bodies, paths, rows)
            if all(_fits(file.text, self._limit) for file in files):
                return files
            if number > len(section.listings):
                raise KbgenError(
                    f"an entry or table under {section.heading!r} alone exceeds {self._limit} bytes",
                    "divide the heading or shorten the record",
                )
            number += 1

    def _numbered(
        self, heading: str, bodies: list[str], paths: list[PurePosixPath], rows: tuple[PartRow, ...]
    ) -> list[MarkdownFile]:
        files = []
        for index, (body, path) in enumerate(zip(bodies, paths, strict=True)):
            title = heading if len(bodies) == 1 else f"{heading} ({index + 1} of {len(bodies)})"
            page = Page(
                path,
                title,
                contents=(),
                blocks=(Block(1, title, "", body),),
                rows=() if index else rows,
                before=paths[index - 1] if index else None,
                after=paths[index + 1] if index + 1 < len(paths) else None,
            )
            files.append(MarkdownFile(path, self._writer.part(page)))
        return files

    def _path(self, folder: PurePosixPath, heading: str) -> PurePosixPath:
        slug = slugify(heading) or "part"
        path, number = folder / f"{slug}.md", 1
        while path in self._taken:
            number += 1
            path = folder / f"{slug}-{number}.md"
        self._taken.add(path)
        return path


def _shares(section: SectionView, number: int) -> Iterator[SectionView]:
    """A heading's entries in so many equal shares, its introduction and table with the first."""
    size = -(-len(section.listings) // number)
    for index in range(number):
        share = msgspec.structs.replace(section, listings=section.listings[index * size : (index + 1) * size])
        yield share if index == 0 else msgspec.structs.replace(share, intro=None, table=None)


def _outline(
    headings: tuple[str, ...], sections: tuple[SectionView, ...], bodies: dict[int, str]
) -> tuple[tuple[Block, ...], tuple[ContentsItem, ...]]:
    """The sections of a file, after the headings that come before them, and the table of contents that leads there."""
    anchors = Anchors()
    for heading in headings:
        anchors.add(heading)
    blocks: list[Block] = []

    def descend(section: SectionView, depth: int) -> ContentsItem:
        anchor = anchors.add(section.heading)
        # Markdown has six levels; what is deeper stands on the last.
        blocks.append(Block(min(depth, 6), section.heading, anchor, bodies.get(id(section), "")))
        return ContentsItem(section.heading, anchor, tuple(descend(child, depth + 1) for child in section.sections))

    contents = tuple(descend(section, 2) for section in sections)
    return tuple(blocks), contents


def _rows_within(section: SectionView, path: PurePosixPath, depth: int) -> Iterator[PartRow]:
    """The headings below one that has a file of its own, with their anchors in it."""
    _, contents = _outline((section.heading,), section.sections, {})

    def descend(items: tuple[ContentsItem, ...], sections: tuple[SectionView, ...], level: int) -> Iterator[PartRow]:
        for item, one in zip(items, sections, strict=True):
            yield PartRow(level, item.heading, path, item.anchor, one.paper_count, one.dataset_count)
            yield from descend(item.below, one.sections, level + 1)

    yield from descend(contents, section.sections, depth)


def _fits(text: str, limit: int) -> bool:
    return len(text.encode()) < limit
