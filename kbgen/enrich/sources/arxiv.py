"""arXiv's Atom interface: works by identifier or by title.

https://info.arxiv.org/help/api/user-manual.html. Its answers keep no order and leave out identifiers that they do not
know, so they are matched by identifier; an error comes as an entry whose identifier contains ``/api/errors``.
"""

from collections.abc import Iterable, Iterator, Sequence
from xml.etree import ElementTree

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Answer, Session
from kbgen.enrich.metadata import Metadata
from kbgen.enrich.settings import ARXIV
from kbgen.enrich.text import person, plain
from kbgen.model.identifiers import parse_acl, parse_arxiv, parse_doi
from kbgen.model.paper import PaperIds

BATCH = 100
"""Identifiers a request: longer addresses are refused with status 414."""

_TITLE_RESULTS = 5
_ATOM = "{http://www.w3.org/2005/Atom}"
_OWN = "{http://arxiv.org/schemas/atom}"


def by_id(session: Session, ids: Iterable[str]) -> dict[str, Metadata]:
    """Works by identifier without version; those that arXiv does not know are absent."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Metadata] = {}
    for start in range(0, len(wanted), BATCH):
        chunk = wanted[start : start + BATCH]
        # Without max_results arXiv stops after ten and does not say so.
        params = {"id_list": ",".join(chunk), "max_results": str(len(chunk))}
        for work in _ask(session, params):
            if work.ids.arxiv in chunk:
                found[work.ids.arxiv] = work
    return found


def by_title(session: Session, title: str) -> Sequence[Metadata]:
    """Works that arXiv finds for the words of a title, most relevant first."""
    # Quotes would end the phrase, and a backslash escapes.
    words = " ".join("".join(char if char.isalnum() or char in "-'" else " " for char in title).split())
    if not words:
        return ()
    return tuple(_ask(session, {"search_query": f'ti:"{words}"', "max_results": str(_TITLE_RESULTS)}))


def parse(answer: Answer) -> Iterator[Metadata]:
    """The works of an answer; raises :class:`ServiceError` where it is an error or no Atom at all."""
    if b"<!DOCTYPE" in answer.content or b"<!ENTITY" in answer.content:
        raise ServiceError(answer.service, "broken", "answers with a web page or with XML that defines entities")
    try:
        root = ElementTree.fromstring(answer.content)  # noqa: S314 nothing in it can expand or lead elsewhere
    except ElementTree.ParseError as error:
        raise ServiceError(answer.service, "broken", "answers with something that is no XML") from error
    if root.tag != f"{_ATOM}feed":
        raise ServiceError(answer.service, "broken", "answers with something that is no Atom feed")
    for entry in root.iter(f"{_ATOM}entry"):
        address = _text(entry, f"{_ATOM}id")
        if "/api/errors" in address:
            raise ServiceError(answer.service, "refused", f"refuses the question: {_text(entry, f'{_ATOM}summary')}")
        if work := _work(entry, address):
            yield work


def _ask(session: Session, params: dict[str, str]) -> Iterator[Metadata]:
    answer = session.get(ARXIV, "api/query", params, accept="application/atom+xml")
    if answer is not None:
        yield from parse(answer)


def _work(entry: ElementTree.Element, address: str) -> Metadata | None:
    identifier = parse_arxiv(address)
    title = plain(_text(entry, f"{_ATOM}title"))
    if identifier is None or not title:
        return None
    doi = parse_doi(_text(entry, f"{_OWN}doi").split(" ")[0])
    if doi and parse_arxiv(doi):
        doi = None
    published = _text(entry, f"{_ATOM}published")[:4]
    return Metadata(
        source=ARXIV.name,
        title=title,
        authors=tuple(
            name for author in entry.iter(f"{_ATOM}author") if (name := person(_text(author, f"{_ATOM}name")))
        ),
        year=int(published) if published.isdecimal() else identifier.year,
        venue=plain(_text(entry, f"{_OWN}journal_ref")),
        ids=PaperIds(arxiv=identifier.id, doi=doi, acl=parse_acl(doi) if doi else None),
        preprint=True,
        comment=plain(_text(entry, f"{_OWN}comment")),
        abstract=plain(_text(entry, f"{_ATOM}summary")),
    )


def _text(element: ElementTree.Element, tag: str) -> str:
    found = element.find(tag)
    return "".join(found.itertext()).strip() if found is not None else ""
