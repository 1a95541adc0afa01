"""Bibliographic facts as JSON Lines: one work a line, each with the record it was read in.

Fields: ``title``, ``authors`` (full names), ``authors_complete``, ``year``, ``venue``, ``arxiv``, ``doi``, ``acl``,
``openreview``, ``pdf``, ``code``, ``project``, ``source`` (where it was read) and ``note`` (a doubt). Facts add to
works that other files or the knowledge base name; they make no record of their own.
"""

from kbgen.ingest.draft import Doubt, Draft, DraftLink, DraftPaper, ImportNote, LinkRole, ReadContext
from kbgen.ingest.jsonl import JsonObject, first_object, objects, text_of, texts_of, whole_number_of
from kbgen.ingest.titles import read_title
from kbgen.model.identifiers import Scheme, parse_identifier

_LINK_FIELDS: tuple[LinkRole, ...] = ("pdf", "code", "project")
_SCHEMES: tuple[Scheme, ...] = ("arxiv", "doi", "acl", "openreview")


class Facts:
    """Facts about works that are known by other means."""

    name = "facts"

    def detect(self, text: str, name: str) -> float:
        """A first line that is an object with a title and authors."""
        first = first_object(text) if text.lstrip().startswith("{") else {}
        return 1.0 if "title" in first and "authors" in first else 0.0

    def read(self, text: str, context: ReadContext) -> Draft:
        """One verified entry a line."""
        papers: list[DraftPaper] = []
        notes: list[ImportNote] = []
        for number, value in objects(text):
            title = text_of(value, "title") if value else ""
            if value is None or not title:
                notes.append(context.note("IM001", number, "the line is no JSON object with a title"))
                continue
            paper, faults = _paper(number, title, value, context)
            papers.append(paper)
            notes.extend(faults)
        return Draft(context.source, context.file, papers=tuple(papers), notes=tuple(notes))


def _paper(number: int, written: str, value: JsonObject, context: ReadContext) -> tuple[DraftPaper, list[ImportNote]]:
    notes: list[ImportNote] = []
    doubts: list[Doubt] = []
    reading = read_title(written)
    identifiers: dict[str, str] = {}
    for scheme in _SCHEMES:
        stated = text_of(value, scheme)
        if not stated:
            continue
        parsed = parse_identifier(scheme, stated)
        if parsed:
            identifiers[scheme] = parsed.value
        else:
            words = f'"{stated}" is no {scheme} identifier'
            notes.append(context.note("IM106", number, f'"{reading.title}": {words}', reading.title))
            doubts.append((f"ids.{scheme}", words))
    stated_doubts: list[Doubt] = [("record", note)] if (note := text_of(value, "note")) else []
    if value.get("authors_complete") is False:
        stated_doubts.append(("authors", "the list of authors is not complete or gives initials only"))
    for _, words in stated_doubts:
        notes.append(context.note("IM502", number, f'"{reading.title}": {words}', reading.title))
    links = [DraftLink(role, address, number, role) for role in _LINK_FIELDS for address in texts_of(value, role)]
    year = whole_number_of(value, "year")
    return (
        DraftPaper(
            context.origin(number),
            reading.title,
            written,
            venue_text=text_of(value, "venue"),
            year=year if year is not None and 1800 <= year <= 2100 else None,
            authors=texts_of(value, "authors"),
            links=tuple(links),
            identifiers=identifiers,
            verified=True,
            founding=False,
            stated_by=text_of(value, "source"),
            doubts=(*doubts, *stated_doubts),
        ),
        notes,
    )
