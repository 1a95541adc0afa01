"""Papers that were withdrawn, retracted or corrected since."""

from collections.abc import Iterator

from kbgen.checks.fixes import put
from kbgen.checks.rule import Problem, rule
from kbgen.contribute.watch.stated import Known, papers, said, title_of
from kbgen.enrich.settings import CROSSREF
from kbgen.enrich.values import items_at, text_at
from kbgen.model.paper import PaperStatus
from kbgen.store.tree import Tree

_RETRACTIONS = frozenset({"retraction", "removal"})
_WITHDRAWALS = frozenset({"withdrawal"})
_CONCERNS = frozenset({"expression_of_concern"})
_CORRECTIONS = frozenset({"correction", "corrigendum", "erratum", "addendum", "clarification", "partial_retraction"})
_GONE = frozenset({"withdrawn", "retracted"})


@rule("KB852", "withdrawn", severity="warning", command="watch")
def withdrawn(tree: Tree) -> Iterator[Problem]:
    """A paper was withdrawn.

    Its authors say so on arXiv, in the comment on the last version, or the publisher registered it with Crossref. The
    edit gives the record `status: withdrawn`, which is shown wherever the paper is. Read the comment first: what was
    withdrawn may be an earlier version.
    """
    for file, paper, known in papers(tree):
        if paper.status in _GONE or _retraction(known):
            continue
        notice = next(_notices(known, _WITHDRAWALS), None)
        if notice:
            message = f"Crossref says that this paper was withdrawn{notice[1]}"
        elif "withdrawn" in known and known["withdrawn"].value is True:
            message = f"arXiv says that this paper was withdrawn: “{said(known, 'comment')}”"
        else:
            continue
        place = tree.place_in(file.path, "title")
        yield Problem(place, message, "write status: withdrawn", paper.id, put(file.path, ("status",), "withdrawn"))


@rule("KB853", "retracted", severity="warning", command="watch")
def retracted(tree: Tree) -> Iterator[Problem]:
    """A paper was retracted.

    Crossref has the publisher's notice, OpenAlex what the Retraction Watch database says. The edit gives the record
    `status: retracted`, which is shown wherever the paper is.
    """
    for file, paper, known in papers(tree):
        if paper.status != "retracted" and (message := _retraction(known)):
            place = tree.place_in(file.path, "title")
            yield Problem(place, message, "write status: retracted", paper.id, put(file.path, ("status",), "retracted"))


@rule("KB854", "corrected", severity="warning", command="watch")
def corrected(tree: Tree) -> Iterator[Problem]:
    """A correction or an expression of concern was published about a paper.

    The publisher registered it with Crossref. The edit gives the record `status: corrected`, or
    `status: expression-of-concern` where the publisher doubts the paper. A number in the record may have to be
    corrected, too.
    """
    for file, paper, known in papers(tree):
        if paper.status in _GONE or _retraction(known):
            continue
        concern = next(_notices(known, _CONCERNS), None)
        notice = concern or next(_notices(known, _CORRECTIONS), None)
        status: PaperStatus = "expression-of-concern" if concern else "corrected"
        if notice and paper.status not in {status, "expression-of-concern"}:
            message = f"Crossref knows of a notice about this paper: {notice[0]}{notice[1]}"
            place = tree.place_in(file.path, "title")
            yield Problem(place, message, f"write status: {status}", paper.id, put(file.path, ("status",), status))


def _retraction(known: Known) -> str:
    """Who says that a paper was retracted; empty where nobody does."""
    if notice := next(_notices(known, _RETRACTIONS), None):
        return f"Crossref says that this paper was retracted{notice[1]}"
    value = known.get("retracted")
    if value is None or value.value is not True or next(_notices(known, _WITHDRAWALS), None):
        return ""
    return f"{title_of(value.source)} says that this paper was retracted"


def _notices(known: Known, kinds: frozenset[str]) -> Iterator[tuple[str, str]]:
    """The kind of each notice of some kinds, in words, and where it is to be read."""
    updates = known.get("updates")
    for item in items_at(updates.value) if updates and updates.source == CROSSREF.name else ():
        kind, doi = text_at(item, "type"), text_at(item, "doi")
        if kind.lower().replace("-", "_").replace(" ", "_") in kinds:
            yield kind.replace("_", " "), f" (doi:{doi})" if doi else ""
