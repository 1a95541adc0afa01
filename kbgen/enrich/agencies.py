"""Which agency registered a DOI, and so which of them to ask: Crossref or DataCite.

A DOI has one agency, and nearly always all of a prefix have the same one. Publishers are with Crossref; arXiv and the
repositories of data and programs are with DataCite.
"""

from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper

ARXIV_PREFIX = "10.48550/arxiv."
"""What stands before an arXiv identifier in the DOI that arXiv gives each paper."""

_OF_DATACITE = {
    "10.5061": "Dryad",
    "10.5281": "Zenodo",
    "10.6084": "figshare",
    "10.7910": "Harvard Dataverse",
    "10.13140": "ResearchGate",
    "10.17605": "OSF",
    "10.21227": "IEEE DataPort",
    "10.48550": "arXiv",
    "10.57760": "Science Data Bank",
    "10.57967": "Hugging Face",
}


def is_of_datacite(doi: str) -> bool:
    """Whether DataCite registers a DOI, as far as its prefix tells."""
    return doi.partition("/")[0] in _OF_DATACITE


def crossref_doi(record: Paper | Dataset) -> tuple[str, ...]:
    """The DOI of a paper in small letters, where it is one that Crossref may know."""
    doi = record.ids.doi if isinstance(record, Paper) else None
    return (doi.lower(),) if doi and not is_of_datacite(doi) else ()


def datacite_doi(record: Paper | Dataset) -> tuple[str, ...]:
    """The DOI of a paper that DataCite knows, in small letters: its own, or the one that arXiv gave it."""
    if not isinstance(record, Paper):
        return ()
    if record.ids.doi and is_of_datacite(record.ids.doi):
        return (record.ids.doi.lower(),)
    return (f"{ARXIV_PREFIX}{record.ids.arxiv}",) if record.ids.arxiv else ()
