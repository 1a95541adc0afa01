"""The ACL Anthology: works by its identifier, through the DOI that it registers with Crossref.

https://aclanthology.org/info/ids/: works since 2016 have the prefix ``10.18653/v1``, many earlier ones ``10.3115/v1``.
"""

from dataclasses import replace

from kbgen.enrich.http import Session
from kbgen.enrich.metadata import Metadata
from kbgen.enrich.sources import crossref

_PREFIXES = ("10.18653/v1", "10.3115/v1")


def by_id(session: Session, identifier: str) -> Metadata | None:
    """The work with this Anthology identifier; ``None`` where Crossref has neither of its DOIs."""
    for prefix in _PREFIXES:
        if work := crossref.by_doi(session, f"{prefix}/{identifier}"):
            return replace(work, ids=work.ids.model_copy(update={"acl": identifier}))
    return None
