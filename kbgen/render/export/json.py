"""Records as JSON downloads: what the YAML says, with every address worked out."""

from collections.abc import Iterable
from typing import Any

import msgspec

from kbgen.model.dataset import Dataset
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.model.words import ENGLISH, speaking
from kbgen.views.entries import paper_links, venue_label


def paper_line(paper: Paper, kb: KnowledgeBase) -> bytes:
    """A paper as a line of JSON: the record's own keys, ``url``, ``urls`` and ``venue_label``."""
    return _line(paper_data(paper, kb))


def datasets_json(datasets: Iterable[Dataset], kb: KnowledgeBase) -> bytes:
    """Datasets as one JSON array, an object a line: the record's own keys, ``url`` and ``used_by``."""
    used_by: dict[str, list[str]] = {}
    for paper in kb.papers.values():
        for dataset_id in dict.fromkeys(use.dataset for use in paper.datasets):
            used_by.setdefault(dataset_id, []).append(paper.id)
    return json_array(_line(dataset_data(dataset, used_by.get(dataset.id, []))) for dataset in datasets)


@speaking(ENGLISH)  # what programs read is the same in every language
def paper_data(paper: Paper, kb: KnowledgeBase) -> dict[str, Any]:
    """A paper as plain data; ``urls`` has every address by kind, those of identifiers included."""
    urls: dict[str, list[str]] = {}
    for link in paper_links(paper):
        urls.setdefault(link.kind, []).append(link.url)
    derived = {"url": paper.url, "urls": urls, "venue_label": venue_label(paper, kb.venues)}
    return _record(paper) | {key: value for key, value in derived.items() if value}


def dataset_data(dataset: Dataset, used_by: Iterable[str]) -> dict[str, Any]:
    """A dataset as plain data, with the identifiers of the papers that introduce or use it."""
    links = dataset.links
    derived = {"url": links.home or links.data or links.docs, "used_by": sorted(used_by)}
    return _record(dataset) | {key: value for key, value in derived.items() if value}


def _record(record: Paper | Dataset) -> dict[str, Any]:
    return record.model_dump(mode="json", exclude_defaults=True)


def _line(data: dict[str, Any]) -> bytes:
    return msgspec.json.encode(data)


def json_array(lines: Iterable[bytes]) -> bytes:
    """Values, each a line of JSON, as one array."""
    body = b",\n".join(lines)
    return b"[\n" + body + b"\n]\n" if body else b"[]\n"
