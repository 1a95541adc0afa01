"""What a person hands to ``kbgen add``: an identifier, an address, a repository, or a title."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kbgen.contribute.add_address import advice_on, identifier_in
from kbgen.model.finding import KbgenError
from kbgen.model.identifiers import (
    GitHubRepository,
    Identifier,
    identify,
    parse_acl,
    parse_arxiv,
    parse_doi,
    parse_github,
    parse_openreview,
)
from kbgen.model.text import NO_TEXT

LONGEST = 2_000
"""Characters beyond which a text is neither an address nor a title."""

_MARKDOWN_LINK = re.compile(r"^\[(?P<label>[^\]]*)\]\((?P<address>\S+?)\)$")
_SCHEME = re.compile(r"^(?P<scheme>arxiv|doi|acl|openreview|github)\s*:\s*(?P<rest>(?!//).+)$", re.IGNORECASE)
_ADDRESS = re.compile(
    r"^(?:[a-z][a-z0-9+.-]*:)?//|^www\.|^[a-z0-9-]+(?:\.[a-z0-9-]+)*\.[a-z]{2,10}/\S*$", re.IGNORECASE
)
_LIKE_ARXIV = re.compile(r"^(?:arxiv\s*:\s*)?\d{4}\.\d{3,6}(?:v\d+)?$", re.IGNORECASE)
_BIBTEX = re.compile(r"^@\s*\w+\s*[{(]")
_WORD = re.compile(r"[^\W_]{2}")


class WhatError(KbgenError):
    """A text that names no paper."""


@dataclass(frozen=True, slots=True)
class What:
    """A work as somebody names it; of ``identifier``, ``repository`` and ``title`` exactly one is set.

    ``text`` is what was written, for messages.
    """

    text: str
    identifier: Identifier | None = None
    repository: GitHubRepository | None = None
    title: str = ""


def read_what(text: str) -> What:
    """Understand one WHAT; raises :class:`WhatError` where it names no paper.

    Any form counts: identifiers bare or with their scheme, addresses of abstract, PDF or HTML page, of arXiv's mirrors,
    of doi.org and of publishers whose addresses hold the DOI, Markdown links, angle brackets.
    """
    written = " ".join(text.split())
    if len(written) > LONGEST:
        raise WhatError(f"“{written[:60]}…” has {len(written):,} characters: it is neither an address nor a title")
    if NO_TEXT.search(written):
        raise WhatError(f"“{NO_TEXT.sub('�', written)[:60]}” holds control characters")
    bare = _bare(written)
    if found := _identified(bare):
        return What(written, identifier=found)
    if (found_repository := _repository(bare)) is not None:
        return What(written, repository=GitHubRepository(found_repository.owner, found_repository.name))
    if _BIBTEX.match(bare):
        raise WhatError("that is BibTeX", "hand it over on standard input: kbgen add - < FILE")
    if _ADDRESS.search(bare):
        raise WhatError(
            f"“{written[:120]}” states no identifier of a paper",
            advice_on(bare) or "give its arXiv identifier, DOI, ACL or OpenReview address, or its title",
        )
    if _LIKE_ARXIV.match(bare):
        raise WhatError(f"“{written[:60]}” is no arXiv identifier", "one looks like 1705.08168 or hep-th/9901001")
    if not _WORD.search(bare):
        raise WhatError(f"“{written[:60]}” names no paper" if written else "an empty text names no paper")
    return What(written, title=bare)


def lines_of(text: str) -> Iterator[str]:
    """The WHATs of a text, one a line; empty lines and those that begin with ``#`` are passed over."""
    for line in text.splitlines():
        if line.strip() and not line.lstrip().startswith("#"):
            yield line.strip()


def _bare(text: str) -> str:
    """A text without what people wrap addresses in."""
    if link := _MARKDOWN_LINK.match(text):
        text = link["address"]
    for opening, closing in (("<", ">"), ('"', '"'), ("'", "'"), ("`", "`"), ("“", "”")):
        if len(text) > 2 and text.startswith(opening) and text.endswith(closing):
            text = text[1:-1].strip()
    return text


def _identified(text: str) -> Identifier | None:
    if scheme := _SCHEME.match(text):
        return _of_scheme(scheme["scheme"].lower(), scheme["rest"])
    # A fragment or query never tells apart papers, except on OpenReview, which `identify` knows.
    for form in (text, re.sub(r"[?#].*$", "", text)):
        if found := identify(form):
            return found
    if " " not in text and (acl := parse_acl(text)):
        return Identifier("acl", acl)
    return identifier_in(text) if _ADDRESS.search(text) else None


def _of_scheme(scheme: str, rest: str) -> Identifier | None:
    match scheme:
        case "arxiv":
            return Identifier("arxiv", arxiv.id) if (arxiv := parse_arxiv(rest)) else None
        case "doi":
            return identify(doi) if (doi := parse_doi(rest)) else None
        case "acl":
            return Identifier("acl", acl) if (acl := parse_acl(rest)) else None
        case "openreview":
            return Identifier("openreview", forum) if (forum := parse_openreview(rest)) else None
    return None


def _repository(text: str) -> GitHubRepository | None:
    scheme = _SCHEME.match(text)
    if scheme and scheme["scheme"].lower() == "github":
        text = scheme["rest"]
    return None if " " in text else parse_github(text)
