"""Papers that were withdrawn, retracted or corrected since."""

from collections.abc import Iterator

from kbgen.checks.fixes import put
from kbgen.checks.rule import Problem, rule
from kbgen.contribute.watch.stated import papers, title_of
from kbgen.enrich.standing import Notice, correction, retraction, withdrawal
from kbgen.store.tree import Tree

_GONE = frozenset({"withdrawn", "retracted"})


@rule("KB852", "withdrawn", severity="warning", command="watch")
def withdrawn(tree: Tree) -> Iterator[Problem]:
    """A paper was withdrawn.

    Its authors say so on arXiv, in the comment on the last version, or the publisher registered it with Crossref. The
    edit gives the record `status: withdrawn`, which is shown wherever the paper is. Read the comment first: what was
    withdrawn may be an earlier version.
    """
    for file, paper, known in papers(tree):
        notice = withdrawal(known)
        if notice is None or paper.status in _GONE or retraction(known):
            continue
        message = f"{title_of(notice.source)} says that this paper was withdrawn{_where(notice)}"
        if not notice.kind:
            message += f": “{notice.words}”"
        place = tree.place_in(file.path, "title")
        yield Problem(place, message, "write status: withdrawn", paper.id, put(file.path, ("status",), "withdrawn"))


@rule("KB853", "retracted", severity="warning", command="watch")
def retracted(tree: Tree) -> Iterator[Problem]:
    """A paper was retracted.

    Crossref has the publisher's notice, OpenAlex what the Retraction Watch database says. The edit gives the record
    `status: retracted`, which is shown wherever the paper is.
    """
    for file, paper, known in papers(tree):
        if paper.status != "retracted" and (notice := retraction(known)):
            message = f"{title_of(notice.source)} says that this paper was retracted{_where(notice)}"
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
        if paper.status in _GONE or retraction(known):
            continue
        notice = correction(known)
        if notice and paper.status not in {notice.status, "expression-of-concern"}:
            status = notice.status
            message = f"Crossref knows of a notice about this paper: {notice.kind}{_where(notice)}"
            place = tree.place_in(file.path, "title")
            yield Problem(place, message, f"write status: {status}", paper.id, put(file.path, ("status",), status))


def _where(notice: Notice) -> str:
    """Where a notice is to be read."""
    return f" (doi:{notice.doi})" if notice.doi else ""
