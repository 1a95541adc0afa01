"""What a service says of one work, in plain values: the same shape whatever the service."""

from dataclasses import dataclass, field

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.settings import Service
from kbgen.model.identifiers import Identifier
from kbgen.model.identity import Work, identifier_keys
from kbgen.model.paper import PaperIds


@dataclass(frozen=True, slots=True)
class Metadata:
    """A work as one service describes it; empty text and ``None`` mean that it does not say.

    ``source`` is the service's name. ``venue`` is in the service's own words. ``preprint`` marks a description of a
    preprint, whose year and venue are not those of the publication. ``links`` are pairs of role and address.
    ``also_titled`` are titles of other versions. ``comment`` is what the authors add on arXiv. The ``abstract`` serves
    to find similar records; no record holds it, because most publishers do not allow that.
    """

    source: str
    title: str
    authors: tuple[str, ...] = ()
    year: int | None = None
    venue: str = ""
    ids: PaperIds = field(default_factory=PaperIds)
    links: tuple[tuple[str, str], ...] = ()
    also_titled: tuple[str, ...] = ()
    preprint: bool = False
    comment: str = ""
    abstract: str = field(default="", repr=False)

    @property
    def work(self) -> Work:
        """What identity is decided on."""
        return Work(self.title, self.authors, self.year, identifier_keys(self.ids.all()), self.also_titled)


def about_doi(doi: str, work: Metadata | None, service: Service) -> Metadata | None:
    """The work, if it is the one with this DOI; raises :class:`ServiceError` where the service sent another one."""
    asked = identifier_keys([Identifier("doi", doi)])
    if work is None or asked & identifier_keys(work.ids.all()):
        return work
    found = ", ".join(one.value for one in work.ids.all())
    raise ServiceError(service, "broken", f"answers about {found} where it was asked for {doi}")
