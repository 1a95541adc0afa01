"""What becomes of a proposed correction: the fields that somebody wrote, as changes of the record they are about."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from pydantic import ValidationError

from kbgen.contribute.issue_form import Answers, FormError, ended, sentence
from kbgen.contribute.meant import meant
from kbgen.contribute.naming import Named, find_record
from kbgen.model.change import Change, Move
from kbgen.model.dataset import Dataset
from kbgen.model.finding import Finding, KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.store.layout import relative_path
from kbgen.store.plain_data import differences
from kbgen.store.schema_findings import schema_findings
from kbgen.store.tree import Tree
from kbgen.store.writer import plain
from kbgen.store.yaml_layout import Value
from kbgen.store.yaml_text import Parsed, parse

FORM = "the form"
"""Stands for the path of a file in what is said about the answer."""

_NO_VALUE = "KB011"
_OWN_WORDS = re.compile(r"^the form:(\d+):\d+: KB\d+ ")
_FIXED = ("id", "aliases")


def fix_changes(tree: Tree, answers: Answers) -> tuple[Named, list[Change | Move]]:
    """The record, and the changes that make it say what the answer says.

    A field that the answer leaves out stays; one that it gives without a value is taken away. Raises
    :class:`FormError` where there is no such record, or with everything that is wrong with the answer.
    """
    named = _record(tree, answers.get("record"))
    parsed = parse(answers.get("fields"), FORM)
    wrong = [finding for finding in parsed.findings if finding.code != _NO_VALUE]
    if parsed.data is None or wrong:
        raise FormError(*(_said(finding) for finding in wrong or parsed.findings))
    if faults := [f"“{key}” cannot be changed here: a record's name is permanent." for key in _renaming(parsed, named)]:
        raise FormError(*faults)
    before = plain(named.record)
    wanted = _merged(before, {key: _meant(tree.kb, (key,), value) for key, value in parsed.data.items()})
    for path in parsed.dropped:
        _remove(wanted, path)
    record = _validated(named.record, wanted, parsed)
    file = named.file.path
    changes: list[Change | Move] = [Change(file, *one) for one in differences(before, plain(record))]
    if not changes:
        raise FormError(f"The record {named.file.id} says all of this already.")
    if isinstance(record, Paper) and record.year != before.get("year"):
        changes.append(_move(tree, file, relative_path(record)))
    return named, changes


def _record(tree: Tree, answer: str) -> Named:
    try:
        return find_record(tree, answer.strip().strip("`"))
    except KbgenError as error:
        raise FormError(ended(re.sub("^there is", "There is", str(error)))) from None


def _renaming(parsed: Parsed, named: Named) -> Iterator[str]:
    """The keys of the answer that would give the record another name."""
    for key in _FIXED:
        if key in (parsed.data or {}) and not (key == "id" and (parsed.data or {})[key] == named.file.id):
            yield key


def _meant(kb: KnowledgeBase, path: tuple[str | int, ...], value: Value) -> Value:
    """A value with venues, terms and datasets by identifier where they are given by name."""
    if isinstance(value, Mapping):
        return {key: _meant(kb, (*path, key), item) for key, item in value.items()}
    if isinstance(value, str):
        return meant(kb, path, value)
    if isinstance(value, Sequence):
        return [_meant(kb, (*path, index), item) for index, item in enumerate(value)]
    return value


def _merged(before: Mapping[str, Value], given: Mapping[str, Value]) -> dict[str, Value]:
    """Mappings are merged key by key; lists and texts are replaced."""
    merged = dict(before)
    for key, value in given.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged


def _remove(data: dict[str, Value], path: tuple[str | int, ...]) -> None:
    *above, last = path
    for step in above:
        inner = data.get(str(step))
        if not isinstance(inner, dict):
            return
        data = inner
    data.pop(str(last), None)


def _validated(record: Paper | Dataset, wanted: Mapping[str, Value], parsed: Parsed) -> Paper | Dataset:
    model = type(record)
    try:
        return model.model_validate(wanted)
    except ValidationError as error:
        findings = sorted(schema_findings(error, model, parsed.place), key=lambda finding: finding.sort_key)
        raise FormError(*(_said(finding) for finding in findings)) from None


def _move(tree: Tree, path: str, to: str) -> Move:
    """A paper whose year changes moves to its year's folder."""
    if (tree.root / to).exists():
        raise FormError(f"{to} is there already; look at the two records.")
    return Move(path, to)


def _said(finding: Finding) -> str:
    """A finding about the answer as a sentence: its line counts from the answer's first."""
    return _OWN_WORDS.sub(r"Line \1: ", sentence(replace(finding, place=replace(finding.place, path=FORM))))
