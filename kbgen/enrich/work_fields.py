"""What a service says of a work, as fields of the overlay."""

from pydantic import JsonValue

from kbgen.enrich.metadata import Metadata


def work_fields(work: Metadata) -> dict[str, JsonValue]:
    """Title, authors, publication and identifiers; what a service does not say is left out.

    A preprint's year and venue are not those of the publication, so they are left out too.
    """
    fields: dict[str, JsonValue] = {
        "title": work.title,
        "authors": list(work.authors),
        "year": None if work.preprint else work.year,
        "venue": "" if work.preprint else work.venue,
        **work.ids.model_dump(exclude_none=True),
        "abstract": work.abstract,
    }
    fields.pop("openreview", None)
    return {name: value for name, value in fields.items() if value not in (None, "", [])}
