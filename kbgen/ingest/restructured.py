"""reStructuredText read into blocks, through docutils' own tree; nothing outside of the text is read.

Directives and roles that docutils does not know (Sphinx and its extensions have many) are read as what they hold: a
directive as a group named by its argument, a role such as ``:arxiv:`` as the link that it stands for.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from textwrap import dedent

from docutils import nodes
from docutils.core import publish_doctree

from kbgen.ingest.blocks import Block, definition, shifted
from kbgen.ingest.html_blocks import html_blocks
from kbgen.ingest.runs import Run, link_of, with_addresses
from kbgen.model.finding import KbgenError

_SETTINGS = {
    "report_level": 5,
    "halt_level": 5,
    "doctitle_xform": False,
    "docinfo_xform": False,
    "sectsubtitle_xform": False,
    "file_insertion_enabled": False,
    "raw_enabled": True,
    "traceback": True,
    "_disable_config": True,
    "input_encoding": "unicode",
}
_ROLE = re.compile(r"^:(?P<role>[\w+.:-]+):`(?P<text>[^`]*)`$")
_NAMED = re.compile(r"^(?P<label>.*?)\s*<(?P<target>[^<>]+)>$", re.DOTALL)
_ADDRESSES = {
    "arxiv": "https://arxiv.org/abs/{}",
    "doi": "https://doi.org/{}",
    "pmid": "https://pubmed.ncbi.nlm.nih.gov/{}",
    "github": "https://github.com/{}",
    "gh": "https://github.com/{}",
    "user": "https://github.com/{}",
}
_DIRECTIVE = re.compile(r"^\.\.\s+(?P<name>[\w:+.-]+)::[ \t]*(?P<argument>[^\n]*)\n?")
_OPTION = re.compile(r"^\s*:[\w-]+:.*$")
_HOLDS_NO_ENTRIES = frozenset({"toctree", "automodule", "autoclass", "literalinclude", "include", "bibliography"})
_DEEPEST = 4
"""Unknown directives within each other that are read."""


def restructured_blocks(text: str, depth: int = 0) -> list[Block]:
    """The blocks of a document in reStructuredText; raises ``KbgenError`` where it is nested too deeply."""
    try:
        document = publish_doctree(text, settings_overrides=_SETTINGS)
        return list(_Converter(document, depth).blocks(document.children, 1))
    except RecursionError as error:
        raise KbgenError("the reStructuredText is nested too deeply to be read") from error


class _Converter:
    """From docutils' nodes to blocks. ``line`` is that of the nearest node above that knows its own."""

    def __init__(self, document: nodes.document, depth: int) -> None:
        self.depth = depth
        self.level = 0
        self.last = 1
        self.notes = {
            name: note for note in document.findall(nodes.footnote) for name in note["ids"] if len(note.children) > 1
        }

    def blocks(self, children: Sequence[nodes.Node], line: int) -> Iterator[Block]:
        for node in children:
            # Some nodes do not know their line; they stand behind the last one that did.
            self.last = max(self.last, node.line or line)
            yield from self._block(node, node.line or self.last)

    def _block(self, node: nodes.Node, line: int) -> Iterator[Block]:
        match node:
            case nodes.section():
                self.level += 1
                yield from self.blocks(node.children, line)
                self.level -= 1
            case nodes.title():
                yield Block("heading", line, self._runs(node, line), level=self.level)
            case nodes.rubric():
                yield Block("heading", line, self._runs(node, line), level=self.level + 1)
            case nodes.paragraph() | nodes.reference() | nodes.image() | nodes.attribution() | nodes.caption():
                yield Block("paragraph", line, self._runs(node, line))
            case nodes.line_block():
                yield Block("paragraph", line, tuple(self._lines(node, line)))
            case nodes.bullet_list() | nodes.enumerated_list():
                yield self._list(node.children, line)
            case nodes.field_list():
                yield Block("list", line, children=tuple(self._field(one, one.line or line) for one in node.children))
            case nodes.definition_list():
                yield Block("list", line, children=tuple(self._defined(one, line) for one in node.children))
            case nodes.citation():
                yield self._list([node], line)
            case nodes.table():
                yield from self._table(node, line)
            case nodes.literal_block() | nodes.doctest_block():
                yield Block("code", line, text=node.astext())
            case nodes.raw():
                yield from html_blocks(node.astext(), line) if "html" in node.get("format", "") else ()
            case nodes.transition():
                yield Block("rule", line)
            case nodes.system_message():
                yield from self._unknown(node, line)
            case nodes.topic() if "contents" in node["classes"]:
                pass
            case nodes.comment() | nodes.substitution_definition() | nodes.target() | nodes.footnote():
                pass
            case nodes.Element():
                yield Block("quote", line, children=tuple(self.blocks(node.children, line)))

    def _list(self, items: Sequence[nodes.Node], line: int) -> Block:
        found = []
        for item in items:
            at = item.line or line
            children = [child for child in item.children if not isinstance(child, nodes.label)]
            found.append(Block("item", at, children=tuple(self.blocks(children, at))))
        return Block("list", line, children=tuple(found))

    def _field(self, field: nodes.Node, line: int) -> Block:
        name, body = field.children
        inside = list(self.blocks(body.children, line))
        label = Run("text", f"{name.astext()}: ", "", line)
        if inside and inside[0].kind == "paragraph":
            inside[0] = replace(inside[0], runs=(label, *inside[0].runs))
        else:
            inside.insert(0, Block("paragraph", line, (label,)))
        return Block("item", line, children=tuple(inside))

    def _defined(self, item: nodes.Node, line: int) -> Block:
        at = item.line or line
        terms = [child for child in item.children if isinstance(child, nodes.term | nodes.classifier)]
        bodies = [child for child in item.children if isinstance(child, nodes.definition)]
        term = tuple(run for one in terms for run in (*self._runs(one, at), Run("text", " ", "", at)))
        inside: list[Block] = []
        for block in (block for body in bodies for block in self.blocks(body.children, at)):
            # Fields and items about a term are each a detail of it.
            inside.extend(block.children if block.kind == "list" else (block,))
        return definition(at, term, inside)

    def _table(self, table: nodes.Node, line: int) -> Iterator[Block]:
        rows: list[Block] = []
        for row in table.findall(nodes.row):
            # A table of comma-separated values counts its lines from 1.
            at = max(next((one.line for one in row.findall(nodes.paragraph) if one.line), line), self.last)
            cells = []
            for entry in row.children:
                inside = [block.all_runs() for block in self.blocks(entry.children, at)]
                cells.append(Block("cell", at, tuple(run for runs in inside for run in runs)))
            head = isinstance(row.parent, nodes.thead)
            rows.append(Block("row", at, children=tuple(cells), level=int(head)))
        yield Block("table", rows[0].line if rows else line, children=tuple(rows))

    def _unknown(self, message: nodes.Element, line: int) -> Iterator[Block]:
        """What an unknown directive holds, as a group; other messages say nothing about the list."""
        source = next((child.astext() for child in message.children if isinstance(child, nodes.literal_block)), "")
        line = message.get("line", line)
        found = _DIRECTIVE.match(source)
        if found is None or self.depth >= _DEEPEST or found["name"] in _HOLDS_NO_ENTRIES:
            return
        lines = source.split("\n")[1:]
        options = next((at for at, one in enumerate(lines) if not _OPTION.match(one)), len(lines))
        body = dedent("\n".join(["", *("" for _ in lines[:options]), *lines[options:]]))
        if not body.strip():
            return
        if found["argument"].strip():
            yield Block("group", line, (Run("text", found["argument"].strip(), "", line),))
        yield from (shifted(block, line - 1) for block in restructured_blocks(body, self.depth + 1))
        if found["argument"].strip():
            yield Block("group-end", line)

    def _lines(self, block: nodes.Node, line: int) -> Iterator[Run]:
        for child in block.children:
            at = child.line or line
            if isinstance(child, nodes.line_block):
                yield from self._lines(child, at)
            else:
                yield from (*self._runs(child, at), Run("break", " ", "", at))

    def _runs(self, node: nodes.Node, line: int) -> tuple[Run, ...]:
        inline = _Inline(line, self.notes)
        inline.walk([node] if isinstance(node, nodes.reference | nodes.image) else node.children)
        return tuple(inline.found)


class _Inline:
    """Walks inline nodes, counting lines at each line break in the source."""

    def __init__(self, line: int, notes: dict[str, nodes.footnote]) -> None:
        self.line = line
        self.notes = notes
        self.found: list[Run] = []
        self.bold = self.italic = 0

    def walk(self, children: Sequence[nodes.Node]) -> None:
        """Add the runs of these nodes."""
        for node in children:
            match node:
                case nodes.Text():
                    self._text(node.astext())
                case nodes.strong():
                    self.bold += 1
                    self.walk(node.children)
                    self.bold -= 1
                case nodes.emphasis() | nodes.title_reference():
                    self.italic += 1
                    self.walk(node.children)
                    self.italic -= 1
                case nodes.reference():
                    start, line = len(self.found), self.line
                    self.walk(node.children)
                    href = node.get("refuri") or f"#{node.get('refid', '')}"
                    self._link(start, str(href), line)
                case nodes.image():
                    self.found.append(Run("image", node.get("alt", ""), node["uri"], self.line))
                case nodes.footnote_reference() if note := self.notes.get(node.get("refid", "")):
                    line = self.line
                    self.found.append(Run("text", " ", "", line))
                    for part in note.children[1:]:
                        self.walk(part.children)
                    self.line = line
                case nodes.problematic():
                    self._role(node.astext())
                case nodes.target() | nodes.footnote_reference() | nodes.substitution_reference():
                    pass
                case _:
                    self.walk(node.children)

    def _text(self, text: str) -> None:
        for place, part in enumerate(text.split("\n")):
            if place:
                self.found.append(Run("break", " ", "", self.line))
                self.line += 1
            if part:
                self.found.extend(with_addresses(Run("text", part, "", self.line, self.italic > 0, self.bold > 0)))

    def _link(self, start: int, href: str, line: int) -> None:
        inside = [replace(run, kind="text", href="") if run.kind == "link" else run for run in self.found[start:]]
        self.found[start:] = [link_of(inside, href, line, emphasis=self.italic > 0, strong=self.bold > 0)]

    def _role(self, text: str) -> None:
        """A role that docutils does not know: a link where its name says to what, else its words."""
        found = _ROLE.match(text)
        if found is None:
            self._text(text)
            return
        named = _NAMED.match(found["text"])
        label, target = (named["label"], named["target"]) if named else (found["role"], found["text"])
        form = _ADDRESSES.get(found["role"].lower())
        if form or "://" in target:
            address = form.format(target.strip()) if form and "://" not in target else target.strip()
            self.found.append(Run("link", label, address, self.line, self.italic > 0, self.bold > 0))
        else:
            self._text(named["label"] if named else found["text"])
