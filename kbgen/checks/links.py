"""Links.

A link is checked by its form alone, without a request: whether it says what its field means, and whether it is
written as it should be.
"""

import re
from collections.abc import Iterator
from typing import NamedTuple
from urllib.parse import urlsplit

from kbgen.checks.fixes import put, take_away
from kbgen.checks.rule import Problem, rule
from kbgen.model.addresses import SHORTENERS, answers_https, host_of, page_of_pdf, without_tracking
from kbgen.model.change import Fix
from kbgen.model.dataset import Dataset
from kbgen.model.identifiers import Identifier, identify, parse_github
from kbgen.model.paper import Paper
from kbgen.store.tree import Tree

REPOSITORY_HOSTS = frozenset(
    {"bitbucket.org", "codeberg.org", "gitee.com", "sourceforge.net", "huggingface.co", "zenodo.org", "osf.io"}
    | {"gist.github.com", "colab.research.google.com", "kaggle.com", "code.google.com", "modelscope.cn"}
)
"""Hosts, beside GitHub and every host of GitLab, whose pages hold code."""

# Looks at a run of separators from its beginning only, so that a long one costs no more than its length.
_SECOND_ADDRESS = re.compile(r"(?<!%20)(?<!%0a)(?<![,;])(?:%20|%0a|[,;])++https?(?::|%3a)//", re.IGNORECASE)


class Link(NamedTuple):
    """A link of a record: the record's file, where in it the link stands, and the address."""

    path: str
    key_path: tuple[str | int, ...]
    url: str

    @property
    def host(self) -> str:
        """The host without ``www.``; empty where the address has none."""
        return host_of(self.url)

    @property
    def name(self) -> str:
        """The place in words: ``links -> code -> #1``."""
        return " -> ".join(f"#{step + 1}" if isinstance(step, int) else step for step in self.key_path)


def all_links(tree: Tree) -> list[Link]:
    """Every link of every record."""
    found = [link for file, paper in tree.of_kind("paper", Paper) for link in _of(file.path, paper)]
    found += [link for file, dataset in tree.of_kind("dataset", Dataset) for link in _of(file.path, dataset)]
    return found


def _of(path: str, record: Paper | Dataset) -> Iterator[Link]:
    for name in type(record.links).model_fields:
        value = getattr(record.links, name)
        if isinstance(value, str):
            yield Link(path, ("links", name), value)
        elif value:
            yield from (Link(path, ("links", name, index), url) for index, url in enumerate(value))


@rule("KB321", "http-link")
def http_link(tree: Tree) -> Iterator[Problem]:
    """A link begins with `http:` though its host surely answers under `https:`.

    The answer is a redirect at best, and what is sent can be read on the way.
    """
    for link in tree.once(all_links):
        if link.url.startswith("http:") and answers_https(link.host):
            place = tree.place_in(link.path, *link.key_path)
            secure = f"https:{link.url.removeprefix('http:')}"
            fix = put(link.path, link.key_path, secure)
            yield Problem(place, f"{link.name} begins with http:", f"write {secure}", link.url, fix)


@rule("KB322", "two-addresses")
def two_addresses(tree: Tree) -> Iterator[Problem]:
    """A link holds two addresses.

    Two addresses were joined by a space, a comma or a semicolon when they were copied. The whole leads nowhere.
    Keep one, and give the other its own field.
    """
    for link in tree.once(all_links):
        if found := _SECOND_ADDRESS.search(link.url):
            place = tree.place_in(link.path, *link.key_path)
            remedy = f"keep {link.url[: found.start()]} or the other one"
            yield Problem(place, f"{link.name} holds two addresses", remedy, link.url)


@rule("KB323", "code-not-a-repository", severity="warning")
def code_not_a_repository(tree: Tree) -> Iterator[Problem]:
    """A link under `code` does not lead to a repository.

    Readers who filter for code expect code. A project page belongs under `project`; the page of a user or an
    organisation is not the code of a paper.
    """
    for link in tree.once(all_links):
        if link.key_path[1] == "code" and not _is_repository(link):
            message = f"{link.name} {link.url} is not an address of a code repository"
            remedy = "put a project page under links -> project"
            yield Problem(tree.place_in(link.path, *link.key_path), message, remedy, link.url)


def _is_repository(link: Link) -> bool:
    if link.host == "github.com":
        return parse_github(link.url) is not None
    has_path = bool(urlsplit(link.url).path.strip("/"))
    labels = link.host.split(".")
    return has_path and (link.host in REPOSITORY_HOSTS or "gitlab" in labels or labels[0] in {"git", "svn", "gitlab"})


@rule("KB324", "link-is-an-identifier")
def link_is_an_identifier(tree: Tree) -> Iterator[Problem]:
    """A link to the paper is an address that an identifier gives.

    Identifiers find duplicates, citations and metadata; an address does not. Write the identifier under `ids`, and
    leave the link out.
    """
    for file, paper in tree.of_kind("paper", Paper):
        for name, url in (("paper", paper.links.paper), ("pdf", paper.links.pdf)):
            identifier = identify(url) if url else None
            if url and identifier:
                message = f"links -> {name} {url} is given by an identifier"
                remedy = f'write ids -> {identifier.scheme}: "{identifier.value}" instead'
                fix = _identifier_instead(file.path, paper, name, identifier)
                yield Problem(tree.place_in(file.path, "links", name), message, remedy, url, fix)


def _identifier_instead(path: str, paper: Paper, name: str, identifier: Identifier) -> Fix:
    """Write the identifier and leave the link out, unless the record has another identifier of the kind."""
    known = getattr(paper.ids, identifier.scheme)
    if known and Identifier(identifier.scheme, known).key != identifier.key:
        return ()
    written = () if known else put(path, ("ids", identifier.scheme), identifier.value)
    return (*written, *take_away(path, ("links", name)))


@rule("KB325", "repeated-link")
def repeated_link(tree: Tree) -> Iterator[Problem]:
    """A record gives the same address twice.

    Two buttons that lead to one page promise more than there is. Keep the field that fits best.
    """
    path = ""
    seen: dict[str, str] = {}
    for link in tree.once(all_links):
        if link.path != path:
            path, seen = link.path, {}
        parts = urlsplit(link.url)
        address = f"{link.host}{parts.path.rstrip('/')}?{parts.query}#{parts.fragment}"
        first = seen.setdefault(address, link.name)
        if first != link.name:
            place = tree.place_in(link.path, *link.key_path)
            # Which of two fields fits better takes judgement; of two items of one list, either may go.
            same_list = "#" in first and first.rpartition(" ")[0] == link.name.rpartition(" ")[0]
            fix = take_away(link.path, link.key_path) if same_list else ()
            yield Problem(place, f"{link.name} repeats the address of {first}", "keep one of the two", link.url, fix)


@rule("KB326", "tracking-link")
def tracking_link(tree: Tree) -> Iterator[Problem]:
    """A link carries what only tells its owner who followed it, or leads through a page that counts.

    Parameters such as `utm_source` or `fbclid` come with addresses copied from a feed, a newsletter or a search; the
    page is the same without them.
    """
    for link in tree.once(all_links):
        if (bare := without_tracking(link.url)) != link.url:
            place = tree.place_in(link.path, *link.key_path)
            fix = put(link.path, link.key_path, bare)
            yield Problem(place, f"{link.name} tracks who follows it", f"write {bare}", link.url, fix)


@rule("KB327", "shortened-link")
def shortened_link(tree: Tree) -> Iterator[Problem]:
    """A link goes through a shortening service.

    It says nothing of where it leads, breaks when the service ends, and hides that two records name one page. Follow
    it, and write the address where it ends.
    """
    for link in tree.once(all_links):
        if link.host in SHORTENERS:
            place = tree.place_in(link.path, *link.key_path)
            yield Problem(place, f"{link.name} {link.url} is shortened", "write the address it leads to", link.url)


@rule("KB328", "pdf-as-page", severity="warning")
def pdf_as_page(tree: Tree) -> Iterator[Problem]:
    """A link to the paper leads to its PDF, though the publisher has a page with its abstract.

    The page shows the abstract, the versions and how to cite, and opens at once on a telephone. The PDF belongs under
    `links.pdf`. Known are CVF, PMLR, NeurIPS, JMLR, IJCAI and RSS; arXiv, OpenReview and the ACL Anthology have
    identifiers.
    """
    for file, paper in tree.of_kind("paper", Paper):
        url = paper.links.paper
        page = page_of_pdf(url) if url else None
        if url and page:
            place = tree.place_in(file.path, "links", "paper")
            fix = put(file.path, ("links", "paper"), page)
            if paper.links.pdf is None:
                fix += put(file.path, ("links", "pdf"), url)
            yield Problem(place, f"links -> paper {url} is the PDF itself", f"write {page}", url, fix)
