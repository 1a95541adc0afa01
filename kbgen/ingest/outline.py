"""From blocks to the places where an entry of a list may stand, each with the headings over it.

An entry may be an item, a line of a paragraph, or a paragraph that names a title and is followed by fields about it. An
item that only groups entries counts as a heading, and so does a bold line over a list of entries.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kbgen.ingest.block_shapes import (
    anchored,
    follows_field,
    groups_linked,
    has_labels,
    holds_paper,
    leads_to_paper,
    line_of,
    names_group,
    nests,
    only_labels,
    own_runs,
    says_about,
    says_when,
    to_paper,
    wide,
)
from kbgen.ingest.blocks import Block
from kbgen.ingest.cited_details import cites
from kbgen.ingest.draft import DraftHeading
from kbgen.ingest.leads import Lead, head_text, lead_of, recurring_fields, without_edges
from kbgen.ingest.links import is_title
from kbgen.ingest.runs import BREAK, Run, plain, split_lines
from kbgen.ingest.units import Outline, Path, Unit

_NUMBERED = re.compile(r"\s*(?:\[\d{1,4}\]|\(?\d{1,4}[.)、])\s*\S")
_FIRST_RUNS = 5


def outline_of(blocks: Sequence[Block]) -> Outline:
    """The outline of a document."""
    found = Outline(fields=recurring_fields(_lines(blocks)))
    tops = [block for block in blocks if block.kind == "heading" and block.level == 1]
    only = tops[0] if len(tops) == 1 else None
    found.title = plain(tops[0].runs) if tops else ""
    _Walk(found, only).section(blocks, ())
    return found


def _lines(blocks: Iterable[Block]) -> Iterator[tuple[Run, ...]]:
    for top in blocks:
        for block in top.walk():
            if block.kind == "paragraph":
                yield from split_lines(block.runs)


class _Walk:
    """One walk over the blocks. ``waiting`` is a unit that may go on; ``behind_list`` is set right after a list."""

    def __init__(self, found: Outline, only_title: Block | None) -> None:
        self.found = found
        self.only_title = only_title
        self.waiting: Unit | None = None
        self.behind_list = False

    def section(self, blocks: Sequence[Block], path: Path) -> None:
        """Blocks that follow each other, under the headings above them."""
        stack: list[tuple[int, str]] = []
        for block in blocks:
            here = (*path, *(name for _, name in stack))
            match block.kind:
                case "heading" | "group":
                    self._settle()
                    stack = self._heading(block, stack, path)
                case "group-end":
                    self._settle()
                    stack = [one for one in stack if one[0] < 7]
                case "paragraph":
                    self._paragraph(block, here)
                case "list":
                    self._list(block, here)
                case "quote" | "item":
                    self._settle()
                    self.section(block.children, here)
                case "table":
                    self._settle()
                    self.found.tables.append((block, here))
                case "code":
                    if self.waiting is not None:
                        self.waiting = replace(self.waiting, card=True)
                    self.found.codes.append(block)
                case _:
                    pass
            self.behind_list = block.kind == "list"
        self._settle()

    def _heading(self, block: Block, stack: list[tuple[int, str]], path: Path) -> list[tuple[int, str]]:
        level, text = (7 if block.kind == "group" else block.level), plain(block.runs)
        if block is self.only_title or not text:
            return []
        stack = [(upper, name) for upper, name in stack if upper < level]
        above = (*path, *(name for _, name in stack))
        self.waiting = Unit(block.line, block.runs, path=above, heading=True)
        stack.append((level, text))
        self.found.headings.append(DraftHeading((*above, text), "nothing", block.line))
        return stack

    def _settle(self) -> None:
        """What was waiting is whole; a heading is an entry only where something was put under it or it is a link."""
        unit, self.waiting = self.waiting, None
        if unit is not None and (not unit.heading or to_paper(unit.links)):
            self.found.units.append(unit)
        elif unit is not None and unit.details:
            self.found.prose.append(unit.line)

    def _paragraph(self, block: Block, path: Path) -> None:
        for group in self._groups(block):
            anchors = [run for run in group if run.kind == "link" and run.href.startswith("#")]
            outside = [run for run in group if run.kind == "link" and not run.href.startswith("#")]
            lead = lead_of(group, self.found.fields)
            if anchors and not outside:
                self.found.contents.extend(anchors)
            elif (lead.opens and not self._translates(group)) or says_when(group):
                self._settle()
                numbered = bool(_NUMBERED.match(plain(group)))
                self.waiting = Unit(line_of(group, block), tuple(group), path=path, numbered=numbered)
            elif self.waiting is not None and (outside or self._goes_on(self.waiting, lead)):
                self.waiting = replace(self.waiting, details=(*self.waiting.details, tuple(group)))
            elif self.waiting is None and self._completes(group, lead, path):
                last = self.found.units[-1]
                self.found.units[-1] = replace(last, details=(*last.details, tuple(group)))
            else:
                self.found.prose.append(line_of(group, block))

    def _completes(self, group: Sequence[Run], lead: Lead, path: Path) -> bool:
        """Whether a line right behind a list holds nothing but the links that its last item has not."""
        units = self.found.units
        return (
            self.behind_list
            and lead is Lead.LABEL
            and only_labels(group)
            and bool(units)
            and units[-1].item
            and units[-1].path == path
            and not units[-1].links
        )

    @staticmethod
    def _goes_on(unit: Unit, lead: Lead) -> bool:
        """Whether text without links may belong to a unit: a heading takes fields and people, or leads to a paper."""
        return lead in {Lead.FIELD, Lead.ABOUT} or (
            lead is not Lead.NOTHING and (not unit.heading or to_paper(unit.links))
        )

    def _translates(self, group: Sequence[Run]) -> bool:
        """Whether a line without links, in another script than the title before it, gives that title once more."""
        unit = self.waiting
        if unit is None or unit.heading or unit.details or unit.links or any(run.kind == "link" for run in group):
            return False
        bold = lead_of(unit.own, self.found.fields) is lead_of(group, self.found.fields) is Lead.STRONG
        return bold and wide(group) and not wide(unit.own)

    def _groups(self, block: Block) -> list[list[Run]]:
        """The lines of a paragraph, each with those that go on with it."""
        groups: list[list[Run]] = []
        first, linked = Lead.NOTHING, False
        for line in split_lines(block.runs):
            lead = lead_of(line, self.found.fields)
            if not groups:
                groups.append(list(line))
                first = lead
            elif self._begins(line, lead, first, groups[-1], linked=linked):
                groups.append(list(line))
                linked = False
            else:
                groups[-1].extend([BREAK, *line])
            linked = linked or any(run.kind == "link" for run in line)
        return groups

    def _begins(self, line: Sequence[Run], lead: Lead, first: Lead, before: Sequence[Run], *, linked: bool) -> bool:
        """Whether a line begins an entry of its own: it looks like the first, and what is before it is whole."""
        if not lead.opens:
            return False
        if _NUMBERED.match(plain(line)) and _NUMBERED.match(plain(before[:_FIRST_RUNS])):
            return True
        if lead is Lead.LINK:
            return first is Lead.LINK or leads_to_paper(line) or not linked
        titled = lead is Lead.STRONG and len(plain(line).split()) > 3  # what is shorter may be a label
        return lead is first and linked and (titled or any(run.kind == "link" for run in line))

    def _list(self, block: Block, path: Path) -> None:
        items = [item for item in block.children if item.kind == "item"]
        leads = [lead_of(own_runs(item), self.found.fields) for item in items]
        # An item with items of its own names something, whatever it looks like.
        leads = [Lead.PLAIN if nests(item) else lead for lead, item in zip(leads, items, strict=True)]
        details = sum(not lead.opens for lead in leads)
        fields = sum(lead in {Lead.FIELD, Lead.LABEL} for lead in leads)
        if (unit := self.waiting) is not None and not anchored(items):
            # A bare heading is an entry only over fields that hold a paper; a title takes whatever is no entry itself.
            enough = fields == len(items) and holds_paper(items) if unit.heading else 2 * details >= len(items)
            complete = unit.item or (not unit.heading and len(unit.details) == 0 and has_labels(unit.own))
            if items and enough and not complete:
                under = tuple(item.all_runs() for item in items)
                self.waiting = replace(unit, details=(*unit.details, *under))
                return
        names = unit is not None and not (unit.heading or unit.details) and names_group(unit.own)
        if unit is not None and names and details < len(items):
            self.waiting = None
            label = plain(unit.own).rstrip(":： ")
            self.found.headings.append(DraftHeading((*path, label), "nothing", unit.line))
            path = (*path, label)
        self._settle()
        first = len(self.found.units)
        for item, lead in zip(items, leads, strict=True):
            before = self.found.units[-1] if len(self.found.units) > first else None
            below = before is not None and (not has_labels(before.own) or follows_field(item, before.own))
            cited = before is not None and not before.details and not nests(item) and cites(before.own, own_runs(item))
            if before is not None and (cited or (lead in {Lead.FIELD, Lead.LABEL} and below)):
                self.found.units[-1] = replace(before, details=(*before.details, item.all_runs()))
            else:
                self._item(item, path)

    def _item(self, item: Block, path: Path) -> None:
        own = own_runs(item)
        nested = [sub for child in item.children if child.kind == "list" for sub in child.children]
        links = [run for run in own if run.kind == "link"]
        if links and all(run.href.startswith("#") for run in links):
            self.found.contents.extend(links)
            self._items(nested, path)
            return
        entries = [
            sub
            for sub in nested
            if self._is_entry(own_runs(sub), bare=not links) or (not links and self._groups_entries(sub))
        ]
        most = 2 * len(entries) >= len(nested) or groups_linked(nested, self.found.fields)
        if entries and not links and most:
            label = plain(own).rstrip(":： ")
            if label:
                self.found.headings.append(DraftHeading((*path, label), "nothing", item.line))
            self._items(nested, (*path, label) if label else path)
        else:
            apart = {id(sub) for sub in entries}
            below = [sub for sub in nested if id(sub) not in apart]
            card = any(child.kind == "code" for child in item.children)
            for place, line in enumerate(self._own_entries(own)):
                details = tuple(sub.all_runs() for sub in below) if place == 0 else ()
                at = item.line if place == 0 else line_of(line, item)
                self.found.units.append(Unit(at, tuple(line), details, path, item=True, card=card))
            self._items(entries, path)
        rest = [child for child in item.children if child.kind not in {"paragraph", "list", "code"}]
        said = [child for child in rest if child.kind == "quote" and not links and says_about(child, self.found.fields)]
        if said and self.found.units and self.found.units[-1].line == item.line:
            unit = self.found.units[-1]
            under = tuple(child.all_runs() for child in said)
            self.found.units[-1] = replace(unit, details=(*unit.details, *under))
        self.section([child for child in rest if child not in said], path)

    def _items(self, items: Iterable[Block], path: Path) -> None:
        for item in items:
            self._item(item, path)

    def _groups_entries(self, item: Block) -> bool:
        """Whether an item only names what the items under it are about."""
        own = own_runs(item)
        if any(run.kind == "link" for run in own) or not lead_of(own, self.found.fields).opens:
            return False
        nested = [sub for child in item.children if child.kind == "list" for sub in child.children]
        return any(self._is_entry(own_runs(sub), bare=True) or self._groups_entries(sub) for sub in nested)

    def _is_entry(self, own: Sequence[Run], *, bare: bool) -> bool:
        """Whether an item under another is an entry of its own: it begins as one, and leads to a work."""
        lead = lead_of(own, self.found.fields)
        if lead is Lead.LINK:
            return bare or leads_to_paper(own)
        links = [run for run in own if run.kind == "link"]
        return bare and lead.opens and bool(links) and len(head_text(without_edges(own)).split()) >= 3

    def _own_entries(self, own: list[Run]) -> list[list[Run]]:
        """The lines of an item, which lost its marks where a further line begins with a link to another paper."""
        found: list[list[Run]] = [[]]
        for line in split_lines(own):
            begins = lead_of(line, self.found.fields) is Lead.LINK and leads_to_paper(line)
            titled = any(run.kind == "link" and is_title(run.text) for run in found[-1])
            if begins and titled and without_edges(line)[0].line > max(run.line for run in found[-1]):
                found.append([])
            found[-1].extend([*line, BREAK])
        return found
