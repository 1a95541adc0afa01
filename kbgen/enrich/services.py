"""The sources that ``kbgen enrich`` asks, by the name of their service."""

from collections.abc import Iterable, Mapping

from kbgen.enrich.source import Source
from kbgen.enrich.sources import arxiv, crossref, github_repositories, openalex, semantic_scholar
from kbgen.model.finding import KbgenError
from kbgen.model.suggest import did_you_mean

_ALL = (arxiv.SOURCE, crossref.SOURCE, semantic_scholar.SOURCE, openalex.SOURCE, github_repositories.SOURCE)

SOURCES: Mapping[str, Source] = {source.service.name: source for source in _ALL}


def chosen(names: Iterable[str]) -> tuple[Source, ...]:
    """The sources of these names, several in one text with commas between them; all where none is named.

    Raises :class:`KbgenError` for a name that no source has.
    """
    wanted = [name.strip() for text in names for name in text.split(",") if name.strip()]
    for name in wanted:
        if name not in SOURCES:
            remedy = did_you_mean(name, SOURCES, f"there are: {', '.join(SOURCES)}")
            raise KbgenError(f'no service is called "{name}"', remedy)
    return tuple(source for name, source in SOURCES.items() if not wanted or name in wanted)
