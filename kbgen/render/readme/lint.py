"""Which rules of awesome-lint a part of a list breaks for good reasons, and the comments that switch them off there.

The linter wants each address once, quotes in pairs and no repeated punctuation. Two datasets may share a home page
and a title may hold what it likes, so where a record needs it, and only there, the rule is switched off in place.
Source: the rules of awesome-lint 2.3 and its readme, "Special comments".
"""

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kbgen.views.entries import PaperCard
from kbgen.views.lists import ListView, SectionView

_PAIRS = ("“”", "‘’", "『』", "（）", "《》", "「」", "【】")
_QUOTES = re.compile(f'["{"".join(_PAIRS)}]')
_APOSTROPHE = re.compile(r"(?<=\w)[’'](?!\w*’)")
_REPEATED = re.compile(r"([！!~～，,·?？])\s*\1")
_PROTOCOL = re.compile(r"^https?://(?:www\.)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Switches:
    """Rules to switch off around a part of a file, as the comments before and after it."""

    rules: tuple[str, ...] = ()

    @property
    def off(self) -> str:
        """The comment before the part, on a paragraph of its own; empty where no rule is switched off."""
        return f"<!--lint disable {' '.join(self.rules)}-->\n\n" if self.rules else ""

    @property
    def on(self) -> str:
        """The comment after the part."""
        return f"\n<!--lint enable {' '.join(self.rules)}-->\n" if self.rules else ""


def address_key(url: str) -> str:
    """What two addresses have in common that the linter calls the same: protocol, ``www.`` and case aside."""
    return re.sub(r"/(?:index\.[a-z]+)?$", "", _PROTOCOL.sub("", url).lower())


def shared_addresses(view: ListView) -> frozenset[str]:
    """Keys of the addresses that a list links more than once outside the descriptions of its entries."""
    counts = Counter(address_key(url) for section in view.walk() for url in _main_addresses(section))
    return frozenset(key for key, count in counts.items() if count > 1)


def entry_switches(cards: Iterable[PaperCard], shared: frozenset[str]) -> Switches:
    """The rules that some of these entries need switched off."""
    rules: set[str] = set()
    for card in cards:
        if shared and (url := _main_address(card)) and address_key(url) in shared:
            rules.add("double-link")
        text = " ".join((card.title, card.summary or "", card.authors_short, card.venue_label))
        rules.update(_text_rules(text))
        if card.summary and card.summary.lower().startswith(card.title.lower()):
            rules.add("no-repeat-item-in-description")
        if (card.summary or card.authors_short)[:1].islower():
            rules.add("awesome-list-item")
    return Switches(tuple(sorted(rules)))


def title_switches(titles: Iterable[str]) -> Switches:
    """The rules that lines with nothing but a title need switched off."""
    return Switches(tuple(sorted({rule for title in titles for rule in _text_rules(title)})))


def table_switches(section: SectionView, shared: frozenset[str]) -> Switches:
    """The rules that a heading's table needs switched off."""
    doubled = any(address_key(url) in shared for url in _table_addresses(section))
    return Switches(("double-link",) if doubled else ())


def _text_rules(text: str) -> Iterable[str]:
    if _QUOTES.search(text) and not _balanced(text):
        yield "balanced-punctuation"
    if _REPEATED.search(text):
        yield "no-repeat-punctuation"


def _balanced(text: str) -> bool:
    """Whether quotes and brackets plainly stand in pairs; in doubt not, because a switch too many does no harm."""
    marks = "".join(_QUOTES.findall(_APOSTROPHE.sub("", text)))
    shorter = re.sub('""|' + "|".join(_PAIRS), "", marks)
    while shorter != marks:
        marks, shorter = shorter, re.sub('""|' + "|".join(_PAIRS), "", shorter)
    return not marks


def _main_address(card: PaperCard) -> str | None:
    return card.url or next((link.url for link in card.extras), None)


def _main_addresses(section: SectionView) -> Iterable[str]:
    yield from (url for card in section.full if (url := _main_address(card)))
    yield from _table_addresses(section)


def _table_addresses(section: SectionView) -> Iterable[str]:
    for row in section.table.rows if section.table else ():
        yield from (url for url in (row.url, *(link.url for link in (*row.more, *row.code))) if url)
