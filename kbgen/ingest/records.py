"""Records that another knowledge base exported: JSON Lines of ``kbgen export jsonl``, or its site's ``papers.json``.

Each value keeps its meaning, except those that lean on the other knowledge base: a venue is known by its key and the
words of its label, a term of the taxonomy is a keyword here, and what refers to other records stays behind.
"""

import re

from pydantic import ValidationError

from kbgen.ingest.draft import Draft, DraftLink, DraftPaper, ImportNote, LinkRole, ReadContext
from kbgen.ingest.jsonl import JsonObject, objects, text_of
from kbgen.model.paper import Paper, PaperLinks

_DERIVED = frozenset({"url", "urls", "venue_label"})
_ROLES: tuple[LinkRole, ...] = ("paper", "pdf", "code", "project", "blog", "video", "slides", "poster", "demo", "data")
_TRACKS = ("findings", "workshop", "datasets and benchmarks", "tutorial", "shared task", "student research workshop")
"""Beginnings of tracks that are known in a venue's words."""
_AFTER_VENUE = re.compile(r"\s*(?:\b\d{4})?\s*(?:\([^()]*\))?$")


class Records:
    """Papers as ``kbgen export jsonl`` writes them."""

    name = "records"

    def detect(self, text: str, name: str) -> float:
        """A first record with an id and a title, and no key that a paper cannot have."""
        first = next((value or {} for _, value in objects(_lines(text[:1_000_000]))), {})
        return 1.0 if {"id", "title"} <= first.keys() <= Paper.model_fields.keys() | _DERIVED else 0.0

    def read(self, text: str, context: ReadContext) -> Draft:
        """One entry for each record; what is no record is noted."""
        papers: list[DraftPaper] = []
        notes: list[ImportNote] = []
        for number, value in objects(_lines(text)):
            try:
                record = Paper.model_validate({key: one for key, one in (value or {}).items() if key not in _DERIVED})
            except ValidationError as error:
                first = error.errors(include_url=False)[0]
                where = ".".join(map(str, first["loc"]))
                notes.append(context.fault("IM601", number, f"no record of a paper: {where}: {first['msg']}"))
                continue
            papers.append(_draft(record, value or {}, number, context))
        return Draft(context.source, context.file, papers=tuple(papers), notes=tuple(notes))


def _lines(text: str) -> str:
    """The lines of an array of records, each on its own, as JSON Lines; JSON Lines are given back as they are."""
    if not text.lstrip().startswith("["):
        return text
    return "\n".join("" if line.strip() in {"[", "]"} else line.rstrip().removesuffix(",") for line in text.split("\n"))


def _draft(record: Paper, value: JsonObject, number: int, context: ReadContext) -> DraftPaper:
    return DraftPaper(
        context.origin(number),
        record.title,
        record.title,
        venue_text=venue_words(record.venue or "", text_of(value, "venue_label"), record.track or ""),
        venue_kind="preprint" if record.venue == "arxiv" else "other" if record.venue else None,
        year=record.year,
        authors=record.authors,
        links=tuple(DraftLink(role, url, number, role) for role in _ROLES for url in _addresses(record.links, role)),
        identifiers={one.scheme: one.value for one in record.ids.all()},
        kind=record.kind,
        notes=record.notes,
        stated_by=f"{context.file}#{record.id}",
        summary=record.summary or "",
        record=record.id,
        keywords=tuple(term for terms in record.topics.values() for term in terms),
    )


def venue_words(key: str, label: str, track: str) -> str:
    """A venue in words that are read again: its short name, which its label begins with, and the track.

    ``key`` is the venue's key, which stands for it where there is no label; empty where there is no venue.
    """
    named = _AFTER_VENUE.sub("", label).strip() or key
    return f"{named} ({track})" if key and track.startswith(_TRACKS) else named if key else ""


def _addresses(links: PaperLinks, role: LinkRole) -> tuple[str, ...]:
    found = getattr(links, role)
    return (found,) if isinstance(found, str) else (found or ())
