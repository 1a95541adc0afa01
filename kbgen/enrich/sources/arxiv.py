"""arXiv's Atom interface: works by identifier or by title.

https://info.arxiv.org/help/api/user-manual.html. Its answers keep no order and leave out identifiers that they do not
know, so they are matched by identifier; an error comes as an entry whose identifier contains ``/api/errors``.
"""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from xml.etree.ElementTree import Element

from pydantic import JsonValue

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Answer, Session
from kbgen.enrich.metadata import Metadata
from kbgen.enrich.request import Request
from kbgen.enrich.settings import ARXIV
from kbgen.enrich.source import Facts, Source
from kbgen.enrich.text import LONGEST_ABSTRACT, person, plain
from kbgen.enrich.trust import require_asked
from kbgen.enrich.work_fields import work_fields
from kbgen.model.dataset import Dataset
from kbgen.model.identifiers import parse_acl, parse_arxiv, parse_doi
from kbgen.model.paper import Paper, PaperIds
from kbgen.model.plain_xml import plain_xml

BATCH = 100
"""Identifiers a request: longer addresses are refused with status 414."""

_TITLE_RESULTS = 5
_ATOM = "{http://www.w3.org/2005/Atom}"
_OWN = "{http://arxiv.org/schemas/atom}"
_SEARCH = "{http://a9.com/-/spec/opensearch/1.1/}"
# arXiv marks a withdrawal nowhere else; "withdrawn from" is said of conferences.
WITHDRAWN = re.compile(r"\bwithdraw(?:n|s|al)?\b(?! from)", re.IGNORECASE)


def by_id(session: Session, ids: Iterable[str]) -> dict[str, Metadata]:
    """Works by identifier without version; those that arXiv does not know are absent."""
    wanted = list(dict.fromkeys(ids))
    found: dict[str, Metadata] = {}
    for start in range(0, len(wanted), BATCH):
        chunk = wanted[start : start + BATCH]
        for work in _ask(session, _by_id(chunk)):
            if work.ids.arxiv in chunk:
                found[work.ids.arxiv] = work
    return found


def by_title(session: Session, title: str) -> Sequence[Metadata]:
    """Works that arXiv finds for the words of a title, most relevant first."""
    if not (words := phrase(title)):
        return ()
    return tuple(_ask(session, request({"search_query": words, "max_results": str(_TITLE_RESULTS)})))


def phrase(title: str) -> str:
    """What stands for a title in a query; empty where the title has no word."""
    # Quotes would end the phrase, and a backslash escapes.
    words = " ".join("".join(char if char.isalnum() or char in "-'" else " " for char in title).split())
    return f'ti:"{words}"' if words else ""


def request(params: Mapping[str, str]) -> Request:
    """A question to arXiv's interface."""
    return Request("api/query", params, accept="application/atom+xml")


def parse(answer: Answer) -> Iterator[Metadata]:
    """The works of an answer; raises :class:`ServiceError` where it is an error or no Atom at all."""
    for entry in _entries(answer):
        if work := _work(entry):
            yield work


def read(answer: Answer, ids: Sequence[str]) -> Mapping[str, Facts]:
    """What an answer says of the works with these identifiers; raises :class:`ServiceError` as :func:`parse` does."""
    known = {str(facts.fields["arxiv"]): facts for facts in works(answer)}
    require_asked(answer.service, ids, known)
    return {identifier: facts for identifier, facts in known.items() if identifier in ids}


def works(answer: Answer) -> list[Facts]:
    """What an answer says of all works in it; raises :class:`ServiceError` as :func:`parse` does."""
    found = [(entry, _work(entry)) for entry in _entries(answer)]
    return [Facts(work_fields(work) | _own_fields(entry, work), work.work) for entry, work in found if work]


def total(answer: Answer) -> int:
    """How many works arXiv found, of which the answer may hold only the first."""
    number = _text(_feed(answer), f"{_SEARCH}totalResults")
    return int(number) if number.isdecimal() else 0


def _keys(record: Paper | Dataset) -> tuple[str, ...]:
    return (record.ids.arxiv,) if isinstance(record, Paper) and record.ids.arxiv else ()


def _by_id(ids: Sequence[str]) -> Request:
    # Without max_results arXiv stops after ten and does not say so.
    return request({"id_list": ",".join(ids), "max_results": str(len(ids))})


def _feed(answer: Answer) -> Element:
    try:
        root = plain_xml(answer.content)
    except ValueError as error:
        raise ServiceError(answer.service, "broken", f"answers with {error}") from error
    if root.tag != f"{_ATOM}feed":
        raise ServiceError(answer.service, "broken", "answers with something that is no Atom feed")
    return root


def _entries(answer: Answer) -> Iterator[Element]:
    for entry in _feed(answer).iter(f"{_ATOM}entry"):
        if "/api/errors" in _text(entry, f"{_ATOM}id"):
            raise ServiceError(answer.service, "refused", f"refuses the question: {_text(entry, f'{_ATOM}summary')}")
        yield entry


def _ask(session: Session, request: Request) -> Iterator[Metadata]:
    answer = session.send(ARXIV, request)
    if not answer.missing:
        yield from parse(answer)


def _work(entry: Element) -> Metadata | None:
    identifier = parse_arxiv(_text(entry, f"{_ATOM}id"))
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
        abstract=plain(_text(entry, f"{_ATOM}summary"), LONGEST_ABSTRACT),
    )


def _own_fields(entry: Element, work: Metadata) -> dict[str, JsonValue]:
    """What only arXiv says: versions, categories, and what the authors add."""
    identifier = parse_arxiv(_text(entry, f"{_ATOM}id"))
    categories = [entry.find(f"{_OWN}primary_category"), *entry.iter(f"{_ATOM}category")]
    fields: dict[str, JsonValue] = {
        "submitted": _day(entry, "published"),
        "updated": _day(entry, "updated"),
        "arxiv_version": identifier.version if identifier else None,
        "arxiv_categories": list(dict.fromkeys(one.get("term", "") for one in categories if one is not None)),
        "comment": work.comment,
        "journal_ref": work.venue,
        "withdrawn": bool(WITHDRAWN.search(work.comment)),
    }
    return {name: value for name, value in fields.items() if value not in (None, "", [])}


def _day(entry: Element, tag: str) -> str:
    day = _text(entry, f"{_ATOM}{tag}")[:10]
    return day if re.fullmatch(r"\d{4}-\d\d-\d\d", day) else ""


def _text(element: Element, tag: str) -> str:
    found = element.find(tag)
    return "".join(found.itertext()).strip() if found is not None else ""


SOURCE = Source(ARXIV, "paper", _keys, lambda _: BATCH, lambda _, ids: _by_id(ids), read)
