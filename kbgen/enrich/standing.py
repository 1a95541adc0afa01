"""What became of a paper after it appeared, as services say: retracted, withdrawn, doubted or corrected."""

from collections.abc import Iterator
from dataclasses import dataclass

from kbgen.enrich.settings import CROSSREF
from kbgen.enrich.values import items_at, text_at
from kbgen.model.enrichment import Known
from kbgen.model.paper import PaperStatus

_RETRACTIONS = frozenset({"retraction", "removal"})
_WITHDRAWALS = frozenset({"withdrawal"})
_CONCERNS = frozenset({"expression_of_concern"})
_CORRECTIONS = frozenset({"correction", "corrigendum", "erratum", "addendum", "clarification", "partial_retraction"})


@dataclass(frozen=True, slots=True)
class Notice:
    """What a service says became of a paper.

    ``kind`` is the service's word for a published notice, ``doi`` where it is to be read and ``date`` its day;
    ``words`` is what the authors say. Each is empty where the service states none.
    """

    status: PaperStatus
    source: str
    kind: str = ""
    doi: str = ""
    date: str = ""
    words: str = ""


def standing(known: Known) -> Notice | None:
    """The gravest thing that became of a paper."""
    return retraction(known) or withdrawal(known) or correction(known)


def retraction(known: Known) -> Notice | None:
    """Whether a paper was retracted: Crossref has the publisher's notice, OpenAlex what Retraction Watch knows."""
    if notice := next(_notices(known, _RETRACTIONS, "retracted"), None):
        return notice
    value = known.get("retracted")
    if value is None or value.value is not True or next(_notices(known, _WITHDRAWALS, "withdrawn"), None):
        return None
    return Notice("retracted", value.source)


def withdrawal(known: Known) -> Notice | None:
    """Whether a paper was withdrawn: by its publisher, or by its authors in the comment on arXiv's last version."""
    if notice := next(_notices(known, _WITHDRAWALS, "withdrawn"), None):
        return notice
    value = known.get("withdrawn")
    if value is None or value.value is not True:
        return None
    comment = known.get("comment")
    words = comment.value if comment and isinstance(comment.value, str) else ""
    return Notice("withdrawn", value.source, words=words)


def correction(known: Known) -> Notice | None:
    """Whether the publisher doubts a paper, or else corrected it."""
    concern = next(_notices(known, _CONCERNS, "expression-of-concern"), None)
    return concern or next(_notices(known, _CORRECTIONS, "corrected"), None)


def _notices(known: Known, kinds: frozenset[str], status: PaperStatus) -> Iterator[Notice]:
    updates = known.get("updates")
    for item in items_at(updates.value) if updates and updates.source == CROSSREF.name else ():
        kind = text_at(item, "type").lower().replace("-", "_").replace(" ", "_")
        if kind in kinds:
            words = text_at(item, "type").replace("_", " ")
            yield Notice(status, CROSSREF.name, words, text_at(item, "doi"), text_at(item, "date"))
