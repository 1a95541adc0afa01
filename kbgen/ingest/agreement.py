"""In which fields a record says what an entry says."""

from collections.abc import Iterator

from kbgen.ingest.contribution import Contribution
from kbgen.ingest.links import link_key
from kbgen.model.identifiers import Identifier
from kbgen.model.paper import Notes, Paper
from kbgen.model.vocabulary import Taxonomy


def agreeing_fields(paper: Paper, entry: Contribution, taxonomy: Taxonomy) -> Iterator[str]:
    """Their dotted names."""
    if entry.draft.title == paper.title:
        yield "title"
    if entry.draft.authors and entry.draft.authors == paper.authors:
        yield "authors"
    if entry.year and entry.year == paper.year:
        yield "year"
    if entry.venue and entry.venue == paper.venue:
        yield "venue"
    if entry.track and entry.track == paper.track:
        yield "track"
    for identifier in paper.ids.all():
        stated = entry.ids.get(identifier.scheme)
        if stated and Identifier(identifier.scheme, stated).key == identifier.key:
            yield f"ids.{identifier.scheme}"
    stated_links = {link_key(url) for _, url in entry.links}
    for name, value in paper.links.model_dump().items():
        urls = value if isinstance(value, list | tuple) else [value]
        if any(url and link_key(url) in stated_links for url in urls):
            yield f"links.{name}"
    agreed = (
        axis
        for axis, term in entry.topics
        if any(term in taxonomy.with_ancestors(axis, own) for own in paper.topics.get(axis, ()))
    )
    yield from (f"topics.{axis}" for axis in dict.fromkeys(agreed))
    if entry.notes and entry.notes != Notes() and paper.notes == entry.notes:
        yield "notes"
    if entry.datasets:
        yield "datasets"
