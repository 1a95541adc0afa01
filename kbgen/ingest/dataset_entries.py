"""Datasets that a list names one by one, under a heading that says so and without the title of a work."""

import re
from collections.abc import Sequence

from kbgen.ingest.draft import DraftDataset, DraftLink, LinkRole, ReadContext
from kbgen.ingest.links import label_role
from kbgen.ingest.paper_signs import Judged

_HEADING = re.compile(r"(?i)\b(?:datasets?|corpora|corpus|benchmarks?)\b|数据集|データセット|데이터셋")
_LONGEST_HEADING = 6
_LONGEST_NAME = 4
"""Words of a dataset's name; what is longer reads as a title."""
_MOST = 0.6
"""The share of names in a section from which all its names are those of datasets."""


def datasets_among(judged: Sequence[Judged], title: str, context: ReadContext) -> tuple[list[DraftDataset], set[int]]:
    """The datasets among entries, and the places of those entries; the others stay what they are."""
    sections: dict[tuple[str, ...], list[int]] = {}
    for place, one in enumerate(judged):
        sections.setdefault(one.unit.path, []).append(place)
    found: list[DraftDataset] = []
    places: set[int] = set()
    for path, group in sections.items():
        named = [place for place in group if _is_name(judged[place])]
        if not named or len(named) < _MOST * len(group) or not _about_datasets(path, title):
            continue
        found += [_dataset(judged[place], context) for place in named]
        places.update(named)
    return found, places


def _about_datasets(path: Sequence[str], title: str) -> bool:
    """Whether the nearest headings, or the whole document, say that datasets are listed."""
    return any(
        _HEADING.search(heading) and len(heading.split()) <= _LONGEST_HEADING
        for heading in (*path[-2:], title)
        if heading
    )


def _is_name(one: Judged) -> bool:
    words = len(one.entry.title.split())
    return words <= _LONGEST_NAME and bool(one.entry.links or one.unit.details) and ":" not in one.entry.title


def _dataset(one: Judged, context: ReadContext) -> DraftDataset:
    """The dataset of an entry; what is no paper, code or download is its home."""
    links = []
    for place, link in enumerate(one.entry.links):
        role: LinkRole | None = label_role(link.label) if link.role is None else link.role
        if role in {None, "project"} or (place == 0 and role == "paper" and link.role == "paper"):
            role = "home"
        links.append(DraftLink(link.label, link.href, link.line, role))
    return DraftDataset(
        context.origin(one.unit.line), one.entry.title, one.unit.path, year=one.entry.year, links=tuple(links)
    )
