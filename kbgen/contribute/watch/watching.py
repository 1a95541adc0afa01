"""A whole look: the links if they are wanted, then the records against all that is known, then the edits."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path

from kbgen.checks.run import check
from kbgen.contribute.watch.archived import copies_for
from kbgen.contribute.watch.proposal import Proposal, propose
from kbgen.enrich.http import Session
from kbgen.enrich.links.watch import LinkReport
from kbgen.enrich.run import readable
from kbgen.enrich.settings import SERVICES
from kbgen.store.edit import write_edits
from kbgen.store.lock import writing
from kbgen.store.tree import Tree, load_tree


@dataclass(frozen=True, slots=True)
class Watched:
    """What was found, and whether its edits were ``written``.

    ``links`` is what a look at the links saw, if there was one; ``notes`` are what else a user should know.
    """

    proposal: Proposal
    written: bool
    links: LinkReport | None = None
    notes: tuple[str, ...] = ()

    @property
    def is_settled(self) -> bool:
        """Whether nothing is left to do."""
        return not self.proposal.open if self.written else not self.proposal.findings


def watch(
    root: Path, codes: frozenset[str], links: LinkReport | None, open_session: Callable[[], Session], *, write: bool
) -> Watched:
    """Find what has changed, and make the edits that follow from it where they are to be written.

    Raises :class:`kbgen.model.finding.KbgenError` where the overlay is damaged.
    """
    tree = load_tree(root)
    readable(tree)
    copies: Mapping[str, str] = copies_for(check(tree, codes).findings, open_session)
    notes = () if _is_enriched(tree) else ("no service has said anything yet: kbgen enrich asks them",)
    if not write:
        return Watched(propose(tree, codes, copies), written=False, links=links, notes=notes)
    with writing(root):
        proposal = propose(load_tree(root), codes, copies)
        write_edits(root, proposal.planned.edits)
    return Watched(proposal, written=True, links=links, notes=notes)


def _is_enriched(tree: Tree) -> bool:
    """Whether the overlay holds the word of a service."""
    services = {service.name for service in SERVICES}
    return any(value.source in services for fields in tree.kb.enrichment.values() for value in fields.values())
