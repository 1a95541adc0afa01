"""Markdown as a tree, with the inline content of a block as runs.

Links are kept exactly as written: nothing is validated or percent-encoded here, because an importer has to report a
broken address in the source's own words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from html.parser import HTMLParser

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

from kbgen.ingest.runs import Run, link_of, with_addresses


class _Verbatim(MarkdownIt):
    """A parser that neither refuses nor rewrites a link's address."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 the name is markdown-it's
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 the name is markdown-it's
        return url


@cache
def _parser() -> MarkdownIt:
    return _Verbatim("commonmark").enable(["table", "strikethrough"])


def parse_markdown(text: str) -> SyntaxTreeNode:
    """The syntax tree of a document in CommonMark with GitHub's tables and strike-through."""
    return SyntaxTreeNode(_parser().parse(text))


def first_line(node: SyntaxTreeNode) -> int:
    """The line on which a block begins, from 1; that of its parent where the block does not say."""
    at: SyntaxTreeNode | None = node
    while at is not None and not at.is_root:
        if at.map:
            return at.map[0] + 1
        at = at.parent
    return 1


def runs_of(node: SyntaxTreeNode) -> tuple[Run, ...]:
    """The inline content of a block, as runs."""
    line = first_line(node)
    found: list[Run] = []
    for inline in _inlines(node):
        found.extend(_Flattener(line).flatten(inline.children))
    return tuple(found)


def inline_runs(text: str, line: int) -> tuple[Run, ...]:
    """Text with Markdown's inline marks, as runs that begin on this line."""
    root = SyntaxTreeNode(_parser().parseInline(text))
    found: list[Run] = []
    for inline in root.children:
        found.extend(_Flattener(line).flatten(inline.children))
    return tuple(found)


def _inlines(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    if node.type == "inline":
        yield node
    else:
        yield from (child for child in node.children if child.type == "inline")


class _Tag(HTMLParser):
    """One tag of HTML: its name, its attributes, and whether it closes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.name = ""
        self.closes = False
        self.attributes: dict[str, str] = {}
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.name = tag
        self.attributes = {name: value or "" for name, value in attrs}

    def handle_endtag(self, tag: str) -> None:
        self.name, self.closes = tag, True


class _Flattener:
    """Walks an inline tree, counting lines at each line break; tags of HTML count as the marks they stand for."""

    def __init__(self, line: int) -> None:
        self.line = line
        self.found: list[Run] = []
        self.open_links: list[tuple[int, str, int]] = []
        self.bold = 0
        self.italic = 0

    def flatten(self, nodes: Sequence[SyntaxTreeNode]) -> list[Run]:
        self._walk(nodes)
        return self.found

    def _walk(self, nodes: Sequence[SyntaxTreeNode]) -> None:
        for node in nodes:
            match node.type:
                case "text":
                    self.found.extend(with_addresses(self._run("text", node.content)) if node.content else ())
                case "code_inline":
                    # Code marks a tag, such as a venue, as emphasis does.
                    self.found.append(replace(self._run("text", node.content), emphasis=True))
                case "softbreak" | "hardbreak":
                    self.found.append(Run("break", " ", "", self.line))
                    self.line += 1
                case "em":
                    self.italic += 1
                    self._walk(node.children)
                    self.italic -= 1
                case "strong":
                    self.bold += 1
                    self._walk(node.children)
                    self.bold -= 1
                case "link":
                    start, line = len(self.found), self.line
                    self._walk(node.children)
                    self._close_link(start, str(node.attrGet("href") or ""), line)
                case "image":
                    self.found.append(Run("image", node.content, str(node.attrGet("src") or ""), self.line))
                case "html_inline":
                    self._tag(_Tag(node.content))
                case _:
                    self._walk(node.children)

    def _run(self, kind: str, text: str) -> Run:
        return Run("text", text, "", self.line, self.italic > 0, self.bold > 0)

    def _close_link(self, start: int, href: str, line: int) -> None:
        inside = [replace(run, kind="text", href="") if run.kind == "link" else run for run in self.found[start:]]
        self.found[start:] = [link_of(inside, href, line, emphasis=self.italic > 0, strong=self.bold > 0)]

    def _tag(self, tag: _Tag) -> None:
        match tag.name:
            case "br":
                self.found.append(Run("break", " ", "", self.line))
            case "b" | "strong":
                self.bold = max(0, self.bold + (-1 if tag.closes else 1))
            case "i" | "em":
                self.italic = max(0, self.italic + (-1 if tag.closes else 1))
            case "img":
                alt, source = tag.attributes.get("alt", ""), tag.attributes.get("src", "")
                self.found.append(Run("image", alt, source, self.line))
            case "a" if tag.closes and self.open_links:
                self._close_link(*self.open_links.pop())
            case "a" if not tag.closes and "href" in tag.attributes:
                self.open_links.append((len(self.found), tag.attributes["href"], self.line))


_FENCE = re.compile(r"^\s*(`{3,}|~{3,})")


def fenced(lines: Sequence[str]) -> Iterator[bool]:
    """For each line, whether it belongs to a fenced block of code."""
    fence = ""
    for line in lines:
        found = _FENCE.match(line)
        if fence:
            yield True
            if found and found[1].startswith(fence) and not line.strip(" `~\t"):
                fence = ""
        else:
            fence = found[1] if found else ""
            yield bool(fence)
