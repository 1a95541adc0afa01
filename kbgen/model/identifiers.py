"""Identifiers of works and repositories, read from every form in which people write them.

This is the one place that knows what an arXiv identifier, a DOI, an ACL Anthology identifier, an OpenReview
identifier or a GitHub repository looks like. Each ``parse_*`` function takes a bare identifier or an address and
returns the identifier, or ``None`` where the text is not one; none of them raises.

Sources of the forms: https://info.arxiv.org/help/arxiv_identifier.html,
https://www.doi.org/doi-handbook/HTML/, https://aclanthology.org/info/ids/.
"""

import re
from dataclasses import dataclass
from typing import Literal
from urllib.parse import parse_qs, quote, unquote, urlsplit

Scheme = Literal["arxiv", "doi", "acl", "openreview"]

_ARXIV_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|"
    "dg-ga|eess|econ|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|"
    "patt-sol|physics|plasm-ph|q-alg|q-bio|q-fin|quant-ph|solv-int|stat|supr-con"
)
_ARXIV_NEW = r"(?P<yymm>\d{2}(?:0[1-9]|1[0-2]))\.(?P<number>\d{4,5})"
_ARXIV_OLD = rf"(?P<archive>{_ARXIV_ARCHIVES})(?:\.[A-Z]{{2}})?/(?P<serial>\d{{2}}(?:0[1-9]|1[0-2])\d{{3}})"
_ARXIV = re.compile(rf"(?:{_ARXIV_NEW}|{_ARXIV_OLD})(?:v(?P<version>[1-9]\d*))?", re.IGNORECASE)
_ARXIV_PREFIX = re.compile(r"^arxiv\s*:\s*", re.IGNORECASE)
_ARXIV_HOSTS = frozenset({"arxiv.org", "ar5iv.org", "alphaxiv.org"})
_ARXIV_PATH = re.compile(
    r"^/?(?:abs|pdf|html|ps|format|src|e-print|overview|ftp/arxiv/papers/\d{4})/+(?P<id>.+?)(?:\.pdf)?/?$",
    re.IGNORECASE,
)

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_DOI_PREFIX = re.compile(r"^doi\s*:\s*", re.IGNORECASE)
_ARXIV_DOI = re.compile(r"^10\.48550/arxiv\.(.+)$", re.IGNORECASE)
_ACL_DOI = re.compile(r"^10\.(?:18653/v1|3115/v1)/(.+)$", re.IGNORECASE)

_ACL = re.compile(r"(?P<old>[A-Z]\d{2}-\d{4})|(?P<new>\d{4}\.[a-z0-9]+-[a-z0-9]+\.\d+)", re.IGNORECASE)
# What an address has behind the identifier: a revision, and the form in which the entry or the paper is wanted.
_ACL_FORM = re.compile(r"(?:v\d+)?(?:\.(?:pdf|bib|xml|endf|mods))?$", re.IGNORECASE)
_ACL_HOSTS = frozenset({"aclanthology.org", "aclweb.org", "aclanthology.info"})

_OPENREVIEW = re.compile(r"[A-Za-z0-9_-]{6,20}")

_GITHUB_OWNER = r"[A-Za-z0-9](?:[A-Za-z0-9-]{0,38})"
_GITHUB_NAME = r"[A-Za-z0-9._-]{1,100}"
_GITHUB_PATH = re.compile(rf"^/?(?P<owner>{_GITHUB_OWNER})/(?P<name>{_GITHUB_NAME})(?:/(?P<rest>.*))?$")
_GITHUB_SSH = re.compile(r"^(?:ssh://)?git@github\.com[:/](?P<path>.+)$", re.IGNORECASE)
_GITHUB_RESERVED = frozenset(
    {"about", "apps", "collections", "explore", "features", "issues", "login", "marketplace", "orgs", "pricing"}
    | {"search", "settings", "sponsors", "topics", "trending"}
)


@dataclass(frozen=True, slots=True)
class ArxivIdentifier:
    """An arXiv identifier, new style (``1705.08168``) or old (``hep-th/9901001``), and its version if one is given."""

    id: str
    version: int | None = None

    @property
    def year(self) -> int:
        """The year of the first submission, which the identifier itself states."""
        return self.submitted[0]

    @property
    def submitted(self) -> tuple[int, int]:
        """Year and month of the first submission."""
        yymm = self.id.rpartition("/")[2][:4]
        year = int(yymm[:2])
        return (1900 + year if year >= 91 else 2000 + year), int(yymm[2:])

    @property
    def url(self) -> str:
        """The abstract page, without version: the address that stays right."""
        return f"https://arxiv.org/abs/{self.id}"


@dataclass(frozen=True, slots=True)
class GitHubRepository:
    """A GitHub repository; ``path`` is what an address says beyond it (``tree/main/…``), without the leading slash."""

    owner: str
    name: str
    path: str = ""

    @property
    def key(self) -> str:
        """Owner and name in lower case: GitHub compares both without regard to case."""
        return f"{self.owner}/{self.name}".lower()

    @property
    def url(self) -> str:
        """The address in its canonical form, with the path where there is one."""
        return f"https://github.com/{self.owner}/{self.name}" + (f"/{self.path}" if self.path else "")


@dataclass(frozen=True, slots=True)
class Identifier:
    """An identifier of a work with the scheme that gives it meaning."""

    scheme: Scheme
    value: str

    @property
    def key(self) -> str:
        """``scheme:value`` in the form in which two spellings of one identifier are equal."""
        return f"{self.scheme}:{self.value if self.scheme == 'openreview' else self.value.lower()}"

    @property
    def url(self) -> str:
        """The page the identifier leads to."""
        match self.scheme:
            case "arxiv":
                return f"https://arxiv.org/abs/{self.value}"
            case "doi":
                return f"https://doi.org/{quote(self.value, safe='/:;()._-')}"
            case "acl":
                return f"https://aclanthology.org/{self.value}/"
            case "openreview":
                return f"https://openreview.net/forum?id={self.value}"


def _host_and_path(text: str) -> tuple[str, str, str]:
    """Host without ``www.``, path and query of an address, with or without a scheme; empty strings where it is none."""
    if text.startswith("//"):
        text = "https:" + text
    elif "://" not in text:
        head = text.split("/", 1)[0]
        if "." not in head or "/" not in text:
            return "", "", ""
        text = "https://" + text
    try:
        parts = urlsplit(text)
        host = parts.hostname or ""
    except ValueError:
        return "", "", ""
    return host.removeprefix("www.").lower(), parts.path, parts.query


def parse_arxiv(text: str) -> ArxivIdentifier | None:
    """Read an arXiv identifier: bare, ``arXiv:``-prefixed, its DOI, or an address of arXiv or one of its mirrors."""
    text = _ARXIV_PREFIX.sub("", text.strip())
    host, path, _ = _host_and_path(text)
    base = ".".join(host.split(".")[-2:])
    if base in _ARXIV_HOSTS or host == "ar5iv.labs.arxiv.org":
        found = _ARXIV_PATH.match(unquote(path))
        if not found:
            return None
        text = found["id"]
    elif host in {"huggingface.co", "hf.co"} and path.startswith("/papers/"):
        text = path.removeprefix("/papers/").strip("/")
    elif arxiv_doi := _ARXIV_DOI.match(_doi_text(text) or ""):
        text = arxiv_doi[1]
    parsed = _ARXIV.fullmatch(text)
    if not parsed:
        return None
    if parsed["yymm"]:
        five_digits = parsed["yymm"] >= "1501"
        if int(parsed["yymm"][:2]) < 7 or len(parsed["number"]) != (5 if five_digits else 4):
            return None
        bare = f"{parsed['yymm']}.{parsed['number']}"
    else:
        bare = f"{parsed['archive'].lower()}/{parsed['serial']}"
    return ArxivIdentifier(bare, int(parsed["version"]) if parsed["version"] else None)


def _doi_text(text: str) -> str | None:
    text = _DOI_PREFIX.sub("", text.strip())
    host, path, _ = _host_and_path(text)
    if host in {"doi.org", "dx.doi.org"}:
        text = unquote(path).lstrip("/")
    elif host == "dl.acm.org" and (found := re.match(r"^/doi/(?:abs/|pdf/|full/|fullHtml/)?(10\..+)$", path)):
        text = unquote(found[1])
    elif host == "link.springer.com" and (found := re.match(r"^/(?:chapter|article|book|content/pdf)/(10\..+)$", path)):
        text = unquote(found[1]).removesuffix(".pdf")
    text = text.rstrip(".,;")
    return text if _DOI.fullmatch(text) else None


def parse_doi(text: str) -> str | None:
    """Read a DOI: bare, ``doi:``-prefixed, or an address of doi.org, the ACM Digital Library or SpringerLink.

    The case is kept as written; compare DOIs through :attr:`Identifier.key`, because they ignore case.
    """
    return _doi_text(text)


def acl_year(value: str) -> int:
    """The year of publication, which an ACL Anthology identifier states; before 2020 by its last two digits.

    Source: https://aclanthology.org/info/ids/. The oldest volumes that the Anthology holds are of the 1950s, and were
    given identifiers of the new form.
    """
    if value[0].isdigit():
        return int(value[:4])
    year = int(value[1:3])
    return 1900 + year if year >= 60 else 2000 + year


def parse_acl(text: str) -> str | None:
    """Read an ACL Anthology identifier (``P18-2074``, ``2020.emnlp-main.643``), its address or its DOI."""
    text = text.strip()
    host, path, _ = _host_and_path(text)
    if host in _ACL_HOSTS:
        text = _ACL_FORM.sub("", path.strip("/").rpartition("/")[2])
    elif acl_doi := _ACL_DOI.match(_doi_text(text) or ""):
        text = acl_doi[1]
    found = _ACL.fullmatch(text)
    if not found:
        return None
    return text.upper() if found["old"] else text.lower()


def parse_openreview(text: str) -> str | None:
    """Read an OpenReview identifier from an address of openreview.net or from the bare identifier."""
    text = text.strip()
    host, _, query = _host_and_path(text)
    if host == "openreview.net":
        text = parse_qs(query).get("id", [""])[0]
    return text if _OPENREVIEW.fullmatch(text) else None


def parse_identifier(scheme: Scheme, text: str) -> Identifier | None:
    """Read an identifier that is said to be of this scheme."""
    if scheme == "arxiv":
        arxiv = parse_arxiv(text)
        return Identifier(scheme, arxiv.id) if arxiv else None
    parse = {"doi": parse_doi, "acl": parse_acl, "openreview": parse_openreview}[scheme]
    value = parse(text)
    return Identifier(scheme, value) if value else None


def parse_github(text: str) -> GitHubRepository | None:
    """Read a GitHub repository: ``owner/name``, an address with or without scheme, ``.git`` or path, an SSH remote."""
    text = text.strip()
    if ssh := _GITHUB_SSH.match(text):
        path = ssh["path"]
    else:
        host, path, _ = _host_and_path(text)
        if host != "github.com":
            if host or not re.fullmatch(rf"{_GITHUB_OWNER}/{_GITHUB_NAME}", text):
                return None
            path = text
    found = _GITHUB_PATH.match(path)
    if not found or found["owner"].lower() in _GITHUB_RESERVED:
        return None
    name = found["name"].removesuffix(".git")
    if name in {"", ".", ".."}:
        return None
    return GitHubRepository(found["owner"], name, (found["rest"] or "").strip("/"))


def identify(url: str) -> Identifier | None:
    """The identifier of the work that an address leads to, where the address itself states one."""
    if arxiv := parse_arxiv(url):
        return Identifier("arxiv", arxiv.id)
    host, _, _ = _host_and_path(url.strip())
    if host in _ACL_HOSTS and (acl := parse_acl(url)):
        return Identifier("acl", acl)
    if host == "openreview.net" and (openreview := parse_openreview(url)):
        return Identifier("openreview", openreview)
    if doi := parse_doi(url):
        return Identifier("doi", doi)
    return None
