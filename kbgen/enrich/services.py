"""The sources that ``kbgen enrich`` asks, by their name."""

from collections.abc import Iterable, Mapping

from kbgen.enrich.source import Source
from kbgen.enrich.sources import (
    arxiv,
    arxiv_titles,
    crossref,
    datacite,
    dblp,
    github_repositories,
    hugging_face,
    openalex,
    opencitations,
    semantic_scholar,
)
from kbgen.model.finding import KbgenError
from kbgen.model.suggest import did_you_mean

_ALL = (
    arxiv.SOURCE,
    arxiv_titles.SOURCE,
    crossref.SOURCE,
    datacite.SOURCE,
    semantic_scholar.SOURCE,
    openalex.SOURCE,
    opencitations.SOURCE,
    dblp.SOURCE,
    hugging_face.SOURCE,
    github_repositories.SOURCE,
)

SOURCES: Mapping[str, Source] = {source.name: source for source in _ALL}


def chosen(names: Iterable[str]) -> tuple[Source, ...]:
    """The sources of these names, several in one text with commas between them; all where none is named.

    The name of a service stands for all ways in which it is asked. Raises :class:`KbgenError` for a name that no
    source has.
    """
    wanted = [name.strip() for text in names for name in text.split(",") if name.strip()]
    for name in wanted:
        if name not in SOURCES:
            remedy = did_you_mean(name, SOURCES, f"there are: {', '.join(SOURCES)}")
            raise KbgenError(f'no service is called "{name}"', remedy)
    return tuple(one for one in _ALL if not wanted or one.name in wanted or one.service.name in wanted)
