"""What web addresses say by their form alone: what they track, what they shorten, and which page a PDF belongs to."""

import re
from collections.abc import Callable
from urllib.parse import parse_qsl, unquote, urlsplit, urlunsplit

HTTPS_HOSTS = frozenset(
    {"arxiv.org", "github.com", "gitlab.com", "doi.org", "aclanthology.org", "openreview.net", "huggingface.co"}
    | {"openaccess.thecvf.com", "proceedings.mlr.press", "proceedings.neurips.cc", "papers.nips.cc", "youtube.com"}
    | {"ieeexplore.ieee.org", "dl.acm.org", "link.springer.com", "export.arxiv.org", "dx.doi.org", "zenodo.org"}
    | {"youtu.be", "vimeo.com", "drive.google.com", "docs.google.com", "sites.google.com", "colab.research.google.com"}
    | {"kaggle.com", "nature.com", "sciencedirect.com", "frontiersin.org", "mdpi.com", "jmlr.org", "ecva.net"}
    | {"ijcai.org", "ojs.aaai.org", "bitbucket.org", "medium.com", "web.archive.org", "papers.ssrn.com", "twitter.com"}
)
"""Hosts that surely answer under ``https``."""

_HTTPS_SUFFIXES = (".wikipedia.org", ".readthedocs.io", ".gitlab.io", ".medium.com")

SHORTENERS = frozenset(
    {"bit.ly", "t.co", "goo.gl", "tinyurl.com", "git.io", "ow.ly", "is.gd", "buff.ly", "rb.gy", "cutt.ly", "lnkd.in"}
    | {"t.ly", "shorturl.at", "tiny.cc", "v.gd", "bl.ink", "dlvr.it", "j.mp", "amzn.to", "fb.me", "wp.me", "hubs.ly"}
    | {"dwz.cn", "t.cn", "url.cn", "s.id", "1drv.ms"}
)
"""Hosts whose addresses stand for other addresses, and say nothing of them."""

_TRACKING = frozenset(
    {
        "fbclid",
        "gclid",
        "dclid",
        "gbraid",
        "wbraid",
        "msclkid",
        "yclid",
        "igshid",
        "mc_cid",
        "mc_eid",
        "_hsenc",
        "_hsmi",
    }
    | {"mkt_tok", "oly_enc_id", "vero_id", "ref_src", "ref_url", "spm", "share_source", "vd_source", "trk"}
)
_TRACKING_PREFIXES = ("utm_", "pk_", "mtm_", "hsa_")
# Parameters that track on one site and mean something elsewhere.
_TRACKING_OF = {
    "youtube.com": {"si", "feature", "ab_channel", "pp"},
    "youtu.be": {"si", "feature"},
    "medium.com": {"source"},
    "sciencedirect.com": {"via"},
    "dl.acm.org": {"casa_token"},
    "ieeexplore.ieee.org": {"casa_token"},
}
_REDIRECTS = {
    ("google.com", "/url"): ("q", "url"),
    ("l.facebook.com", "/l.php"): ("u",),
    ("l.messenger.com", "/l.php"): ("u",),
    ("linkedin.com", "/redir/redirect"): ("url",),
    ("youtube.com", "/redirect"): ("q",),
    ("slack-redir.net", "/link"): ("url",),
}


def host_of(url: str) -> str:
    """An address's host in lower case without ``www.``; empty where it has none."""
    try:
        return (urlsplit(url).hostname or "").removeprefix("www.")
    except ValueError:
        return ""


def answers_https(host: str) -> bool:
    """Whether a host, without ``www.``, surely answers under ``https``."""
    return host in HTTPS_HOSTS or host.endswith(_HTTPS_SUFFIXES)


def without_tracking(url: str) -> str:
    """The address without what only tells who followed it from where; the target where it is a redirect that tracks."""
    parts = urlsplit(url)
    host = host_of(url)
    for name in _REDIRECTS.get((host, parts.path), ()):
        for key, value in parse_qsl(parts.query):
            if key == name and value.startswith(("http://", "https://")):
                return value
    own = _TRACKING_OF.get(host, set())
    # The pieces are kept as they are written: a query that is parsed and put together again may lose its meaning.
    pieces = parts.query.split("&") if parts.query else []
    kept = [piece for piece in pieces if not _tracks(unquote(piece.partition("=")[0]).lower(), own)]
    if len(kept) == len(pieces):
        return url
    return urlunsplit(parts._replace(query="&".join(kept)))


def _tracks(name: str, own: set[str]) -> bool:
    return name in _TRACKING or name in own or name.startswith(_TRACKING_PREFIXES)


def _cvf(path: str) -> str | None:
    found = re.fullmatch(r"(/content[^/]*(?:/[^/]+)*?)/papers/(.+_paper)\.pdf", path)
    return f"{found[1]}/html/{found[2]}.html" if found else None


def _pmlr(path: str) -> str | None:
    found = re.fullmatch(r"/(v\d+)/([^/]+)/\2\.pdf", path)
    return f"/{found[1]}/{found[2]}.html" if found else None


def _neurips(path: str) -> str | None:
    if found := re.fullmatch(r"(/paper(?:_files/paper)?/\d{4})/file/([0-9a-f]{32})-Paper(-[A-Za-z_]+)?\.pdf", path):
        return f"{found[1]}/hash/{found[2]}-Abstract{found[3] or ''}.html"
    found = re.fullmatch(r"(/paper/\d+-[^/]+)\.pdf", path)
    return found[1] if found else None


def _jmlr(path: str) -> str | None:
    found = re.fullmatch(r"/papers/volume(\d+)/([^/]+)/\2\.pdf", path)
    return f"/papers/v{found[1]}/{found[2]}.html" if found else None


def _ijcai(path: str) -> str | None:
    found = re.fullmatch(r"/proceedings/(\d{4})/0*(\d+)\.pdf", path, re.IGNORECASE)
    return f"/proceedings/{found[1]}/{found[2]}" if found and int(found[1]) >= 2017 else None


def _rss(path: str) -> str | None:
    found = re.fullmatch(r"(/rss\d+/p\d+)\.pdf", path)
    return f"{found[1]}.html" if found else None


_PAGES: dict[str, Callable[[str], str | None]] = {
    "openaccess.thecvf.com": _cvf,
    "proceedings.mlr.press": _pmlr,
    "papers.nips.cc": _neurips,
    "papers.neurips.cc": _neurips,
    "proceedings.neurips.cc": _neurips,
    "jmlr.org": _jmlr,
    "ijcai.org": _ijcai,
    "roboticsproceedings.org": _rss,
}


def page_of_pdf(url: str) -> str | None:
    """The page with the abstract that belongs to a PDF, where its publisher names the two alike; ``None`` elsewhere."""
    page = _PAGES.get(host_of(url))
    if page is None:
        return None
    parts = urlsplit(url)
    path = page(parts.path)
    return urlunsplit(("https", parts.netloc, path, "", "")) if path else None
