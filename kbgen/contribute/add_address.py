"""Addresses of papers beyond those that are identifiers themselves: what they state, and where to find the rest.

Pages are not read: publishers change them, and most refuse programs. What an address says of the paper is taken, and
where that is not enough, the person is told what the page offers.
"""

import re
from collections.abc import Mapping
from urllib.parse import parse_qs, unquote, urlsplit

from kbgen.model.addresses import host_of
from kbgen.model.identifiers import Identifier, identify, parse_arxiv

_DOI_IN_PATH = re.compile(r"/(10\.\d{4,9}/[^\s?#]+?)(?:[/.]?(?:full|pdf|epdf|abstract|full-?text|html|meta))*/?$")
_ARXIV_IN_PATH = re.compile(r"/arxiv[/:](?P<id>[^?#]+?)/?$", re.IGNORECASE)
_DBLP_OF_ARXIV = re.compile(r"/journals/corr/abs-(?P<month>\d{4})-(?P<number>\d{4,5})(?:\.\w+)?$")
_NATURE = re.compile(r"^/articles/(?P<id>[a-z0-9][a-z0-9-]+)(?:\.pdf)?/?$")
_IJCAI = re.compile(r"^/proceedings/(?P<year>20(?:1[7-9]|[2-9]\d))/0*(?P<number>[1-9]\d*)(?:\.pdf)?/?$")

_BIBTEX = "its page has BibTeX: copy that, and hand it to kbgen add -"
_DOI = "its page names the DOI: kbgen add DOI"
_SEVERAL = "its page names the paper's arXiv identifier or DOI: add that"
_ADVICE: Mapping[str, str] = {
    **dict.fromkeys(["openaccess.thecvf.com", "proceedings.mlr.press", "jmlr.org", "isca-archive.org"], _BIBTEX),
    **dict.fromkeys(["papers.nips.cc", "papers.neurips.cc", "proceedings.neurips.cc", "dblp.org"], _BIBTEX),
    **dict.fromkeys(["dblp.uni-trier.de", "dblp.dagstuhl.de"], _BIBTEX),
    **dict.fromkeys(["ojs.aaai.org", "aaai.org", "ieeexplore.ieee.org", "sciencedirect.com", "ijcai.org"], _DOI),
    **dict.fromkeys(["pubmed.ncbi.nlm.nih.gov", "openalex.org"], _DOI),
    **dict.fromkeys(["semanticscholar.org", "api.semanticscholar.org", "researchgate.net"], _SEVERAL),
}
"""What the pages of a host offer. NeurIPS, CVF, PMLR, JMLR, ISCA and DBLP publish BibTeX of each paper."""

_TITLES: Mapping[str, re.Pattern[str]] = {
    # Family name of the first author, title, venue, year; older addresses cut the title after three words.
    "openaccess.thecvf.com": re.compile(r"/[^/_]+_(?P<title>[^/]+?)_[A-Z]{3,6}_\d{4}_paper\.(?:html|pdf)$"),
    **dict.fromkeys(
        ["papers.nips.cc", "papers.neurips.cc", "proceedings.neurips.cc"],
        re.compile(r"/paper/\d+-(?P<title>[a-z0-9-]+)(?:\.pdf)?$"),
    ),
    "paperswithcode.com": re.compile(r"^/paper/(?P<title>[a-z0-9-]+)/?$"),
    "researchgate.net": re.compile(r"^/publication/\d+_(?P<title>[^/]+)$"),
}
_FEWEST_WORDS = 2


def identifier_in(address: str) -> Identifier | None:
    """The identifier that an address holds somewhere, or that its publisher makes of it by a fixed rule.

    Nature's DOIs are ``10.1038/`` and the article's name, IJCAI's since 2017 ``10.24963/ijcai.YEAR/NUMBER``.
    """
    host, path, query = _parts(address)
    if host.startswith("dblp.") and (found := _DBLP_OF_ARXIV.search(path)):
        return _arxiv(f"{found['month']}.{found['number']}")
    if host == "nature.com" and (found := _NATURE.match(path)):
        return Identifier("doi", f"10.1038/{found['id']}")
    if host == "ijcai.org" and (found := _IJCAI.match(path)):
        return Identifier("doi", f"10.24963/ijcai.{found['year']}/{found['number']}")
    if (found := _ARXIV_IN_PATH.search(path)) and (identifier := _arxiv(found["id"])):
        return identifier
    for value in (one for name in ("id", "doi") for one in parse_qs(query).get(name, ())):
        if value.startswith("10.") and (identifier := identify(value)):
            return identifier
    found = _DOI_IN_PATH.search(path)
    if not found:
        return None
    # bioRxiv and medRxiv put a version behind the DOI.
    return identify(re.sub(r"v\d+$", "", found[1]) if found[1].startswith("10.1101/") else found[1])


def advice_on(address: str) -> str:
    """What to do about an address that states no identifier; empty where nothing is known of its host."""
    host, path, _ = _parts(address)
    pattern = _TITLES.get(host)
    found = pattern.search(path) if pattern else None
    words = re.split(r"[\W_]+", found["title"]) if found else []
    title = " ".join(filter(None, words))
    looks = f'kbgen add "{title}" looks for the title that the address has' if len(words) >= _FEWEST_WORDS else ""
    return "; or ".join(filter(None, (_ADVICE.get(host, ""), looks)))


def _arxiv(text: str) -> Identifier | None:
    found = parse_arxiv(text.removesuffix(".pdf"))
    return Identifier("arxiv", found.id) if found else None


def _parts(address: str) -> tuple[str, str, str]:
    """Host, path and query; empty where the address has no valid form."""
    if "//" not in address:
        address = f"https://{address}"
    try:
        parts = urlsplit(address)
        return host_of(address), unquote(parts.path), parts.query
    except ValueError:
        return "", "", ""
