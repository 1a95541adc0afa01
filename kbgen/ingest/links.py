"""What a list's link is: which role its label gives it, which work it identifies, and what is wrong with it."""

import re
from dataclasses import dataclass
from urllib.parse import urlsplit

from pydantic import TypeAdapter, ValidationError

from kbgen.ingest.draft import DraftLink, LinkRole
from kbgen.ingest.field_words import meaning_of
from kbgen.ingest.paper_hosts import is_paper_address
from kbgen.model.base import WebAddress
from kbgen.model.identifiers import Identifier, identify, parse_github

_ROLE_WORDS: dict[LinkRole, tuple[str, ...]] = {
    "paper": (
        "paper",
        "arxiv",
        "abs",
        "link",
        "html",
        "openreview",
        "preprint",
        "version",
        "thesis",
        "acm",
        "ieee",
        "cvf",
        "springer",
        "doi",
        "论文",
    ),
    "pdf": ("pdf",),
    "code": (
        "code",
        "github",
        "repository",
        "repo",
        "source",
        "implementation",
        "torch",
        "tf",
        "caffe",
        "keras",
        "jax",
        "mxnet",
        "matlab",
        "pytorch",
        "tensorflow",
        "代码",
    ),
    "project": ("homepage", "project", "website", "page", "webpage", "site", "home", "主页"),
    "blog": ("blog", "post", "medium"),
    "video": ("video", "youtube", "talk", "视频"),
    "slides": ("slides", "slide"),
    "poster": ("poster",),
    "demo": ("demo", "colab", "playground"),
    "data": ("data", "dataset", "datasets", "download"),
    "model": ("model", "models", "huggingface", "weights", "checkpoint", "checkpoints"),
    "docs": ("details", "documentation", "docs", "review", "reviews", "notes", "note", "summary"),
}
_ROLE_OF = {word: role for role, words in _ROLE_WORDS.items() for word in words}
_HOST_ROLES: dict[str, LinkRole] = {
    "github.com": "code",
    "gitlab.com": "code",
    "youtube.com": "video",
    "youtu.be": "video",
    "huggingface.co": "model",
    "colab.research.google.com": "demo",
}
_CODE_HOSTS = frozenset(
    {
        "github.com",
        "gist.github.com",
        "bitbucket.org",
        "codeberg.org",
        "sourceforge.net",
        "huggingface.co",
        "kaggle.com",
    }
    | {"colab.research.google.com", "zenodo.org", "sr.ht", "paperswithcode.com"}
)
_FILLERS = frozenset(
    {"official", "the", "our", "unofficial", "web", "io", "is", "here", "available", "this", "full", "extended"}
)
_PAGES = frozenset({"page", "pages", "homepage", "website", "webpage", "site"})
GENERIC = frozenset({"link", "here", "url", "html"})
"""Labels that say that something is linked, and not what."""
_NAMES_CODE = re.compile(r"\bcodes?\b", re.IGNORECASE)
_WRITTEN = re.compile(r"/blob/\S+\.(?:md|pptx?|docx?|pdf)(?:[?#]\S*)?$", re.IGNORECASE)
"""Notes and slides that are kept in a repository."""
_NO_ROLE = frozenset({"bib", "bibtex", "cite", "citation"})
_LABEL_LENGTH = 40
_LABEL_WORDS = 3
_ADDRESS = TypeAdapter(WebAddress)
_ADDRESS_START = re.compile(r"https?://", re.IGNORECASE)
_SECOND_ADDRESS = re.compile(r"(?:%20|[\s,])https?://", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class LinkReading:
    """What a link leads to: a role with an identifier or an address, and what is wrong with it.

    ``url`` is empty where the source's text is no address that a record may hold.
    """

    role: LinkRole | None
    url: str = ""
    identifier: Identifier | None = None
    code: str = ""
    fault: str = ""


def label_role(label: str) -> LinkRole | None:
    """The role that a label such as ``[paper]``, ``code2`` or ``Project Page`` gives its link; ``None`` for a title.

    A label without brackets of its own must be made of such words throughout, because titles begin with them too
    ("Video Diffusion Models").
    """
    words = [word.rstrip("0123456789") for word in re.findall(r"[^\W_]+", label.lower())]
    if not words or len(label) > _LABEL_LENGTH or len(words) > _LABEL_WORDS or not label.strip():
        return None
    if words[-1] in _PAGES and not _PAGES.isdisjoint(words):
        return "project" if all(word in _ROLE_OF or word in _FILLERS for word in words) else None
    roles = [_ROLE_OF[word] for word in words if word in _ROLE_OF]
    whole = bool(roles) and all(word in _ROLE_OF or word in _FILLERS for word in words)
    if whole or (bracketed(label) and words[0] in _ROLE_OF):
        return roles[0]
    meaning = meaning_of(label)
    return next((role for role in _ROLE_WORDS if role == meaning), None)


def is_title(label: str) -> bool:
    """Whether a link's label reads as a title rather than as ``[paper]`` or ``[TII]``."""
    bare = label.strip()
    return bool(bare) and not bracketed(bare) and not _ADDRESS_START.match(bare) and label_role(bare) is None


def bracketed(label: str) -> bool:
    """Whether a label stands in brackets of its own, as in ``[[code]](…)``."""
    return label.startswith("[") and label.endswith("]")


def valid_address(url: str) -> bool:
    """Whether a record may hold this address."""
    try:
        _ADDRESS.validate_python(url)
    except ValidationError:
        return False
    return True


def read_link(link: DraftLink) -> LinkReading:
    """Judge one link of an entry. Nothing is mended without saying so: every departure comes with its fault."""
    role = link.role or _role(link)
    named = f'the link "{link.label.strip("[]")}"'
    href = link.href.strip()
    if not href:
        return LinkReading(role, code="IM102", fault=f"{named} has no address")
    if (first := _ADDRESS_START.search(href)) and _SECOND_ADDRESS.search(href, first.end() + 1):
        return LinkReading(role, code="IM105", fault=f'{named} holds two addresses in one: "{href}"')
    code = fault = ""
    if href.startswith("//") and valid_address("https:" + href):
        code, fault = "IM103", f'{named} has no scheme: "{href}"; read as https'
        href = "https:" + href
    if not valid_address(href):
        return LinkReading(role, code="IM101", fault=f'{named} is not a web address: "{href}"')
    if role in {"paper", "pdf", None} and (identifier := identify(href)):
        return LinkReading("paper", href, identifier, code, fault)
    host = (urlsplit(href).hostname or "").removeprefix("www.")
    if host == "arxiv.org" and role in {"paper", "pdf", None}:
        return LinkReading(role, code="IM106", fault=f'{named} leads to arXiv, but to no arXiv identifier: "{href}"')
    if "arxiv" in link.label.lower() and link.role is None:
        code, fault = "IM106", f'{named} says arXiv but leads to {host}: "{href}"'
    if role is None:
        return LinkReading(None, href, None, "IM107", f'{named} says nothing known: "{href}"')
    if role == "code" and (repository := parse_github(href)):
        href = repository.url + _fragment(href)
    elif role == "code" and not code and not _hosts_code(host):
        code, fault = "IM109", f'{named} leads to {host}, which is no known host of code: "{href}"'
    return LinkReading(role, href, None, code, fault)


def _role(link: DraftLink) -> LinkRole | None:
    """The role that a label gives, unless the address says better: a page in a repository is code."""
    role = label_role(link.label)
    if link.label.strip("[]() ").lower() in _NO_ROLE:
        return None
    if role == "data" and _NAMES_CODE.search(link.label) and _role_of_host(link.href) == "code":
        return "code"
    if role in {None, "project"} or link.label.strip("[]").strip().lower() in GENERIC:
        host = _role_of_host(link.href)
        if role is None or host == "code" or (host and role != "project"):
            role = host or role
    return role


def link_key(url: str) -> str:
    """What two spellings of one address have in common: no scheme, no ``www.``, no closing slash."""
    repository = parse_github(url)
    if repository and "#" not in url:
        return f"github.com/{repository.key}/{repository.path}".rstrip("/")
    return re.sub(r"^https?://(?:www\.)?", "", url).rstrip("/")


def _hosts_code(host: str) -> bool:
    """Whether a host is one that keeps code; groups run GitLab under names of their own."""
    return host in _CODE_HOSTS or host.startswith(("gitlab.", "git.", "gitee."))


def _fragment(href: str) -> str:
    fragment = urlsplit(href).fragment
    return f"#{fragment}" if fragment else ""


def _role_of_host(href: str) -> LinkRole | None:
    try:
        host = (urlsplit(href.strip()).hostname or "").removeprefix("www.")
    except ValueError:
        return None
    if host == "github.com" and _WRITTEN.search(href):
        return None
    return "paper" if is_paper_address(href) else _HOST_ROLES.get(host)
