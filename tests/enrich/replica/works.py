"""What the services that know works answer when all is well, and to questions that they do not accept."""

import re
from collections.abc import Iterator
from typing import Any

from tests.enrich import answers
from tests.enrich.replica.knowledge import Knowledge
from tests.enrich.replica.reply import NOT_FOUND, TOO_LONG, Asked, Reply, json_reply

_LONGEST_ADDRESS = 4_096
_ARXIV_ID = re.compile(r"(?:\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{7})(?:v\d+)?")
_SEMANTIC_SCHOLAR_BATCH = 500
_OPENALEX_VALUES = 100


def words(text: str) -> str:
    """The words of a text: services search for them whatever the punctuation."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def arxiv(asked: Asked, known: Knowledge) -> Reply:
    """https://info.arxiv.org/help/api/user-manual.html: unknown identifiers are left out without a word."""
    if asked.path != "api/query":
        return NOT_FOUND
    if len(asked.address) > _LONGEST_ADDRESS:
        return TOO_LONG
    if ids := [one for one in asked.query.get("id_list", "").split(",") if one]:
        if wrong := next((one for one in ids if not _ARXIV_ID.fullmatch(one)), None):
            return _atom([answers.error(f"incorrect id format for {wrong}")], 400)
        entries = [entry for one in ids if (entry := known.arxiv.get(one))]
    elif not known.few:
        entries = []
    else:
        clauses = re.findall(r'ti:"([^"]*)"(?: AND au:"([^"]*)")?', asked.query["search_query"])
        meant = [(words(phrase), words(name)) for phrase, name in clauses]
        entries = [
            entry
            for entry in known.arxiv.values()
            if any(phrase in words(entry) and name in words(entry) for phrase, name in meant)
        ]
    return _atom(entries[: int(asked.query.get("max_results", "10"))], total=len(entries))


def _atom(entries: list[str], status: int = 200, total: int | None = None) -> Reply:
    return Reply(answers.feed(entries, total).encode(), status, "application/atom+xml")


def crossref(asked: Asked, known: Knowledge) -> Reply:
    """https://api.crossref.org/swagger-ui/index.html."""
    if len(asked.address) > _LONGEST_ADDRESS:
        return TOO_LONG
    if dois := re.findall(r"doi:([^,]+)", asked.query.get("filter", "")):
        found = [work for doi in dois if (work := known.crossref.get(doi.lower()))]
    elif asked.path == "works":
        meant = set(asked.query["query.bibliographic"].casefold().split())
        found = [one for one in known.crossref.values() if len(meant & set(one["title"][0].casefold().split())) > 2]
    else:
        work = known.crossref.get(asked.path.removeprefix("works/").lower())
        if work is None:
            return NOT_FOUND
        return json_reply({"status": "ok", "message-type": "work", "message": work})
    return json_reply({"status": "ok", "message": {"items": found[: int(asked.query.get("rows", "20"))]}})


def datacite(asked: Asked, known: Knowledge) -> Reply:
    """https://support.datacite.org/docs/api: one DOI, or a query that names several."""
    if asked.path == "dois":
        dois = re.findall(r"10\.\d{4,9}/[^\s\")]+", asked.query.get("query", ""))
        found = [work for doi in dois if (work := known.datacite.get(doi.replace("\\", "").lower()))]
        return json_reply({"data": found[: int(asked.query.get("page[size]", "25"))], "meta": {"total": len(found)}})
    work = known.datacite.get(asked.path.removeprefix("dois/").lower())
    missing = {"errors": [{"status": "404", "title": "The resource you are looking for doesn't exist."}]}
    return json_reply({"data": work}) if work else json_reply(missing, 404)


def openreview(asked: Asked, known: Knowledge) -> Reply:
    """https://docs.openreview.net/reference/api-v2, and the older interface."""
    notes = known.openreview if asked.service == "openreview" else known.openreview_old
    note = notes.get(asked.query.get("id", ""))
    if note is None:
        return json_reply({"name": "NotFoundError", "message": "The Note was not found", "status": 404}, 404)
    return json_reply({"notes": [note], "count": 1})


def semantic_scholar(asked: Asked, known: Knowledge) -> Reply:
    """https://api.semanticscholar.org/api-docs/graph: the works in the order of the question, unknown ones null."""
    if asked.path != "graph/v1/paper/batch" or asked.body is None:
        return NOT_FOUND
    ids = asked.body["ids"]
    if len(ids) > _SEMANTIC_SCHOLAR_BATCH:
        return json_reply({"error": f"You can only request up to {_SEMANTIC_SCHOLAR_BATCH} papers at a time"}, 400)
    found = [known.semantic_scholar.get(one) for one in ids]
    return json_reply(found) if any(found) else json_reply({"error": "No valid paper ids given"}, 400)


def openalex(asked: Asked, known: Knowledge) -> Reply:
    """https://docs.openalex.org/api-entities/works/filter-works."""
    if asked.path != "works":
        return json_reply({"error": "Not Found"}, 404)
    dois = asked.query["filter"].removeprefix("doi:").lower().split("|")
    if len(dois) > _OPENALEX_VALUES:
        message = f"Maximum number of values exceeded for doi. Decrease values to {_OPENALEX_VALUES} or below."
        return json_reply({"error": "Invalid query parameters error.", "message": message}, 400)
    found = [work for doi in dois if (work := known.openalex.get(doi))]
    return json_reply({"meta": {"count": len(found)}, "results": found[: int(asked.query.get("per_page", "25"))]})


def opencitations(asked: Asked, known: Knowledge) -> Reply:
    """https://api.opencitations.net/index/v2: a list of citations, empty for a work that it does not know."""
    found = re.fullmatch(r"index/v2/references/doi:(.+)", asked.path)
    return json_reply(known.opencitations.get(found[1].lower(), [])) if found else NOT_FOUND


def dblp(asked: Asked, known: Knowledge) -> Reply:
    """https://dblp.org/faq/13501473.html: publications that have all words of the question."""
    if asked.path != "search/publ/api":
        return Reply(b"<html><h1>Error 404: Not Found</h1></html>", 404, "text/html")
    query = asked.query.get("q", "")
    hits = list(_publications(words(query), known))[: int(asked.query.get("h", "30"))]
    listed = [{"@score": str(9 - rank), "@id": str(rank), "info": info} for rank, info in enumerate(hits)]
    more = {"hit": listed} if listed else {}
    found = {"@total": str(len(listed)), "@computed": str(len(listed)), "@sent": str(len(listed)), "@first": "0"}
    status = {"@code": "200", "text": "OK"}
    return json_reply({"result": {"query": query, "status": status, "hits": {**found, **more}}})


def _publications(query: str, known: Knowledge) -> Iterator[dict[str, Any]]:
    if exact := known.dblp.get(query):
        yield from exact
    if exact or not known.few:
        return
    meant = set(query.split())
    for title, publications in known.dblp.items():
        if meant and meant <= set(title.split()):
            yield from publications
