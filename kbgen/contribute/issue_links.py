"""What becomes of a dead link: it is replaced wherever a record gives it, or taken away."""

from collections.abc import Iterator

from pydantic import TypeAdapter, ValidationError

from kbgen.contribute.issue_form import Answers, FormError
from kbgen.model.base import WebAddress
from kbgen.model.change import Change
from kbgen.model.dataset import Dataset
from kbgen.model.identifiers import identify
from kbgen.model.paper import Paper
from kbgen.store.tree import LoadedFile, Tree

_ADDRESS: TypeAdapter[str] = TypeAdapter(WebAddress)


def link_changes(tree: Tree, answers: Answers) -> tuple[list[str], list[Change]]:
    """The identifiers of the records that give the link, and the changes that replace it or take it away.

    Raises :class:`FormError` where no record gives it, or where one of the two is no address.
    """
    dead, new = _address(answers.get("link")), _address(answers.get("replacement"))
    faults = [f"“{text}” is not a web address." for text in (dead, new) if text and not _is_address(text)]
    if new and _same(dead, new):
        faults.append("The dead link and its replacement are the same.")
    if faults:
        raise FormError(*faults)
    records: dict[str, None] = {}
    changes: list[Change] = []
    for file, key_path, links in _places(tree, dead):
        records[file.id] = None
        # A replacement that the record gives already is not given twice.
        known = any(_same(new, link) for link in links) if new else True
        changes.append(Change(file.path, key_path, None if known else new))
    if not changes:
        raise FormError(_nowhere(tree, dead))
    # Taking an item out of a list moves those behind it, so that the last goes first.
    changes.reverse()
    return list(records), changes


def _address(answer: str) -> str:
    """The first word of an answer, out of the signs in which Markdown lets addresses stand."""
    words = answer.split()
    return words[0].strip("<>`") if words else ""


def _is_address(text: str) -> bool:
    try:
        _ADDRESS.validate_python(text)
    except ValidationError:
        return False
    return True


def _same(first: str, second: str) -> bool:
    return first.rstrip("/") == second.rstrip("/")


def _places(tree: Tree, link: str) -> Iterator[tuple[LoadedFile, tuple[str | int, ...], tuple[str, ...]]]:
    """Where records give the link: file, key path, and the other links of the same list."""
    for file in tree.records:
        if not isinstance(file.model, Paper | Dataset):
            continue
        for name in type(file.model.links).model_fields:
            value = getattr(file.model.links, name)
            if isinstance(value, str) and _same(value, link):
                yield file, ("links", name), ()
            elif isinstance(value, tuple):
                for index, item in enumerate(value):
                    if _same(item, link):
                        yield file, ("links", name, index), tuple(one for one in value if one != item)


def _nowhere(tree: Tree, link: str) -> str:
    identifier = identify(link)
    if identifier is not None:
        for paper in tree.kb.papers.values():
            if identifier.key in {one.key for one in paper.ids.all()}:
                return (
                    f"The address comes from the {identifier.scheme} identifier of the record {paper.id}: "
                    "say with the form “Fix a record” what the identifier should be."
                )
    return "No record gives that link; copy it from the page it stands on."
