"""Markdown as a tree, with the inline content of a block as a flat sequence of runs that know their line.

Links are kept exactly as written: nothing is validated or percent-encoded here, because an importer has to report a
broken address in the source's own words.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from markdown_it import MarkdownIt
from markdown_it.tree import SyntaxTreeNode

RunKind = Literal["text", "link", "break", "image"]

_HTML_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of inline content: text, a link with its label, a line break, or an image with its description."""

    kind: RunKind
    text: str
    href: str = ""
    line: int = 0
    emphasis: bool = False
    strong: bool = False


class _Verbatim(MarkdownIt):
    """A parser that neither refuses nor rewrites a link's address."""

    def validateLink(self, url: str) -> bool:  # noqa: N802 the name is markdown-it's
        return True

    def normalizeLink(self, url: str) -> str:  # noqa: N802 the name is markdown-it's
        return url


def parse_markdown(text: str) -> SyntaxTreeNode:
    """The syntax tree of a document in CommonMark with GitHub's tables and strike-through."""
    return SyntaxTreeNode(_Verbatim("commonmark").enable(["table", "strikethrough"]).parse(text))


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


def plain(runs: Sequence[Run]) -> str:
    """The text of runs, links by their labels, with single spaces."""
    return " ".join("".join(" " if run.kind == "break" else run.text for run in runs if run.kind != "image").split())


def split_lines(runs: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """The runs of each line of a block."""
    line: list[Run] = []
    for run in runs:
        if run.kind == "break":
            yield tuple(line)
            line = []
        else:
            line.append(run)
    yield tuple(line)


def _inlines(node: SyntaxTreeNode) -> Iterator[SyntaxTreeNode]:
    if node.type == "inline":
        yield node
    else:
        yield from (child for child in node.children if child.type == "inline")


class _Flattener:
    """Walks an inline tree, counting lines at each line break."""

    def __init__(self, line: int) -> None:
        self.line = line

    def flatten(
        self, nodes: Sequence[SyntaxTreeNode], *, emphasis: bool = False, strong: bool = False
    ) -> Iterator[Run]:
        for node in nodes:
            match node.type:
                case "text" | "code_inline":
                    if node.content:
                        yield Run("text", node.content, "", self.line, emphasis, strong)
                case "softbreak" | "hardbreak":
                    yield Run("break", " ", "", self.line)
                    self.line += 1
                case "em":
                    yield from self.flatten(node.children, emphasis=True, strong=strong)
                case "strong":
                    yield from self.flatten(node.children, emphasis=emphasis, strong=True)
                case "link":
                    line = self.line
                    inside = list(self.flatten(node.children, emphasis=emphasis, strong=strong))
                    bold = strong or any(run.strong for run in inside)
                    yield Run("link", plain(inside), str(node.attrGet("href") or ""), line, emphasis, bold)
                case "image":
                    yield Run("image", node.content, str(node.attrGet("src") or ""), self.line)
                case "html_inline":
                    if _HTML_BREAK.fullmatch(node.content):
                        yield Run("break", " ", "", self.line)
                case _:
                    yield from self.flatten(node.children, emphasis=emphasis, strong=strong)
