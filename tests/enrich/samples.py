"""A small knowledge base of papers that the replica knows."""

from pathlib import Path
from typing import Any

from kbgen.model.paper import Paper
from kbgen.store.writer import write_record

PAPERS: tuple[dict[str, Any], ...] = (
    {
        "id": "rooms",
        "title": "Rooms That Hear: Learning from Echoes",
        "authors": ["Ada Example", "Bo Sample"],
        "year": 2021,
        "ids": {"arxiv": "2101.00001"},
        "links": {"code": ["https://github.com/example/rooms-that-hear", "https://github.com/example/gone"]},
    },
    {
        "id": "echoes",
        "title": "Echoes of Rooms, Published",
        "year": 2022,
        "ids": {"arxiv": "2102.00002", "doi": "10.5555/echoes.2022.7"},
        "links": {"code": ["https://github.com/example/old-name"]},
    },
    {"id": "beta", "title": "A β-Model of Échos in Rooms", "year": 2019, "ids": {"arxiv": "1912.00003"}},
    {
        "id": "journal",
        "title": "Hearing Small Rooms & Halls: A Survey",
        "year": 2020,
        "ids": {"doi": "10.5555/journal.9"},
    },
    {"id": "unheard", "title": "A Paper Nobody Knows", "year": 2020},
)


def write_rooms(root: Path) -> Path:
    """Write the knowledge base."""
    for paper in PAPERS:
        write_record(root, Paper.model_validate(paper))
    return root
