"""Edits the text of one YAML file so that every line that does not change keeps its comments, order and quotes."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from kbgen.model.change import Change
from kbgen.model.finding import Finding, KbgenError, Place
from kbgen.store.fields import known_keys
from kbgen.store.layout import LAYOUTS, kind_of
from kbgen.store.plain_data import ImpossibleChangeError, as_read, with_change
from kbgen.store.yaml_layout import Value
from kbgen.store.yaml_reader import KeyPath, YamlValue
from kbgen.store.yaml_rewrite import KeyOrder, rewrite
from kbgen.store.yaml_text import Parsed, parse

MARK = "\ufeff"
"""The byte order mark, which an edit leaves where it is."""


class EditError(KbgenError):
    """Changes that cannot be made, each as a finding; nothing was written.

    ``ED001`` the path is not one of a file of the knowledge base, ``ED002`` the file cannot be read as YAML, ``ED003``
    the change does not fit what the file says, ``ED004`` the layout of the file does not allow it.
    """

    def __init__(self, findings: Sequence[Finding]) -> None:
        super().__init__("\n".join(map(str, findings)))
        self.findings = tuple(findings)


def edit_text(text: str, path: str, changes: Iterable[Change]) -> str:
    """A file's text with the changes made, every other line as it was; :class:`EditError` where one cannot be."""
    mark, body = (MARK, text[1:]) if text.startswith(MARK) else ("", text)
    parsed = _parsed(body, path)
    before = _with_dropped(parsed)
    wanted: Value = before
    findings: list[Finding] = []
    for change in changes:
        try:
            wanted = with_change(wanted, change.key_path, change.value)
        except ImpossibleChangeError as error:
            name = " -> ".join(f"#{step + 1}" if isinstance(step, int) else step for step in error.key_path)
            message = f"{name}: {error}" if name else str(error)
            findings.append(Finding(parsed.place(*error.key_path), "ED003", message))
    if findings:
        raise EditError(findings)
    if as_read(wanted) == before:
        return text
    return mark + _rewritten(body, path, parsed, wanted)


def rewrite_text(text: str, path: str, wanted: Value) -> str:
    """A file's text made to say other data; the lines of what stays the same are not touched."""
    mark, body = (MARK, text[1:]) if text.startswith(MARK) else ("", text)
    return mark + _rewritten(body, path, _parsed(body, path), wanted)


def _rewritten(text: str, path: str, parsed: Parsed, wanted: Value) -> str:
    """The text made to say ``wanted``, read again to be sure that it does."""
    try:
        after = rewrite(text, _with_dropped(parsed), wanted, key_order(path))
    except LookupError as error:
        raise EditError([_not_possible(path, str(error))]) from None
    again = parse(after, path)
    if _with_dropped(again) != as_read(wanted):
        raise EditError([_not_possible(path, "the result would not say what was meant")])
    if new := Counter(_codes(again)) - Counter(_codes(parsed)):
        raise EditError([_not_possible(path, f"the result would have the fault {', '.join(sorted(new))}")])
    return after


def _not_possible(path: str, why: str) -> Finding:
    remedy = "change it by hand, or lay the file out more simply first"
    return Finding(Place(path), "ED004", f"cannot be edited in the layout it has: {why}", remedy)


def _codes(parsed: Parsed) -> Iterator[str]:
    return (finding.code for finding in parsed.findings)


def _parsed(text: str, path: str) -> Parsed:
    parsed = parse(text, path)
    if parsed.data is None:
        raise EditError([replace(finding, code="ED002") for finding in parsed.findings])
    return parsed


def _with_dropped(parsed: Parsed) -> YamlValue:
    """What a file says, with an empty text for each value that the reader left out, so that it can be changed too."""
    data: Value = parsed.data if parsed.data is not None else {}
    for key_path in sorted(parsed.dropped, key=len):
        if key_path and isinstance(key_path[-1], str) and "" not in key_path:
            data = with_change(data, key_path, "")
    return as_read(data)


def key_order(path: str) -> KeyOrder:
    """The order in which the model of a file's kind of record writes the keys of each mapping."""
    kind = kind_of(path)

    def order(key_path: KeyPath) -> Sequence[str]:
        return known_keys(LAYOUTS[kind].model, key_path) if kind else ()

    return order
