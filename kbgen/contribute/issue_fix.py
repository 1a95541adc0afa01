"""What becomes of a proposed correction: the fields that somebody wrote, as changes of the record they are about."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace

from pydantic import ValidationError

from kbgen.contribute.issue_form import Answers, FormError, sentence
from kbgen.model.change import Change
from kbgen.model.dataset import Dataset
from kbgen.model.finding import Finding
from kbgen.model.paper import Paper
from kbgen.model.suggest import did_you_mean
from kbgen.store.layout import LAYOUTS
from kbgen.store.schema_findings import schema_findings
from kbgen.store.tree import LoadedFile, Tree
from kbgen.store.writer import plain
from kbgen.store.yaml_text import Parsed, parse

FORM = "the form"
"""Stands for the path of a file in what is said about the answer."""

_NO_VALUE = "KB011"
_OWN_WORDS = re.compile(r"^the form:(\d+):\d+: KB\d+ ")
_FIXED = ("id", "aliases")


def fix_changes(tree: Tree, answers: Answers) -> tuple[LoadedFile, list[Change]]:
    """The record, and the changes that make it say what the answer says.

    A field that the answer leaves out stays; one that it gives without a value is taken away. Raises
    :class:`FormError` where there is no such record, or with everything that is wrong with the answer.
    """
    file = _record(tree, answers.get("record"))
    parsed = parse(answers.get("fields"), FORM)
    empty = {path for path in parsed.dropped if path and all(isinstance(step, str) for step in path)}
    wrong = [finding for finding in parsed.findings if finding.code != _NO_VALUE]
    if parsed.data is None or wrong:
        raise FormError(*(_said(finding) for finding in wrong or parsed.findings))
    if not isinstance(file.model, Paper | Dataset):
        raise FormError(f"{file.path} cannot be read as it is; mend the file first.")
    given = _named(tree, file, parsed)
    if faults := [f"“{key}” cannot be changed here: it is the record's permanent name." for key in _moved(given, file)]:
        raise FormError(*faults)
    before = plain(file.model)
    wanted = _merged(before, given)
    for path in empty:
        _remove(wanted, path)
    after = plain(_validated(file, wanted, parsed))
    changes = list(_differences(file.path, before, after))
    if not changes:
        raise FormError(f"The record {file.id} says all of this already.")
    return file, changes


def _record(tree: Tree, answer: str) -> LoadedFile:
    """The paper or dataset that an answer names: by identifier, former identifier, file or page."""
    name = answer.strip().strip("`").rstrip("/").rpartition("/")[2].removesuffix(".yaml")
    in_datasets = "datasets/" in answer
    records = [file for file in tree.records if file.kind in {"paper", "dataset"}]
    records.sort(key=lambda file: (file.kind == "dataset") is not in_datasets)
    for file in records:
        if name and name in {file.id, file.stem}:
            return file
    for file in records:
        if isinstance(file.model, Paper | Dataset) and name in file.model.aliases:
            return file
    shown = " ".join(name.split())[:100]
    remedy = did_you_mean(shown, (file.id for file in records), "copy its name from the end of its page.")
    raise FormError(f"There is no record “{shown}”; {remedy}")


def _named(tree: Tree, file: LoadedFile, parsed: Parsed) -> dict[str, object]:
    """What was answered, with venue and terms by identifier where they are given by name."""
    given: dict[str, object] = dict(parsed.data or {})
    if file.kind != "paper":
        return given
    venue = given.get("venue")
    if isinstance(venue, str) and (known := tree.kb.venues.find(venue)):
        given["venue"] = known.id
    topics = given.get("topics")
    if isinstance(topics, Mapping):
        given["topics"] = {axis: _terms(tree, axis, names) for axis, names in topics.items()}
    return given


def _terms(tree: Tree, axis: str, names: object) -> object:
    if not isinstance(names, list):
        return names
    found = [(name, tree.kb.taxonomy.find(axis, name) if isinstance(name, str) else None) for name in names]
    return [term.id if term else name for name, term in found]


def _moved(given: Mapping[str, object], file: LoadedFile) -> Iterator[str]:
    for key in _FIXED:
        if key in given and not (key == "id" and given[key] == file.id):
            yield key


def _merged(before: Mapping[str, object], given: Mapping[str, object]) -> dict[str, object]:
    """Mappings are merged key by key; lists and texts are replaced."""
    merged = dict(before)
    for key, value in given.items():
        old = merged.get(key)
        merged[key] = _merged(old, value) if isinstance(old, Mapping) and isinstance(value, Mapping) else value
    return merged


def _remove(data: dict[str, object], path: tuple[str | int, ...]) -> None:
    *above, last = path
    for step in above:
        inner = data.get(str(step))
        if not isinstance(inner, dict):
            return
        data = inner
    data.pop(str(last), None)


def _validated(file: LoadedFile, wanted: Mapping[str, object], parsed: Parsed) -> Paper | Dataset:
    model = LAYOUTS[file.kind].model
    try:
        record = model.model_validate(wanted)
    except ValidationError as error:
        findings = sorted(schema_findings(error, model, parsed.place), key=lambda finding: finding.sort_key)
        raise FormError(*(_said(finding) for finding in findings)) from None
    if not isinstance(record, Paper | Dataset):
        raise TypeError(f"{file.path} is no paper and no dataset")
    return record


def _differences(
    path: str, before: Mapping[str, object], after: Mapping[str, object], above: tuple[str, ...] = ()
) -> Iterator[Change]:
    """Changes of single values; a list is replaced as a whole, which the writer turns into as few lines as it can."""
    for key in dict.fromkeys((*after, *before)):
        old, new = before.get(key), after.get(key)
        if isinstance(old, Mapping) and isinstance(new, Mapping):
            yield from _differences(path, old, new, (*above, key))
        elif old != new:
            yield Change(path, (*above, key), new)


def _said(finding: Finding) -> str:
    """A finding about the answer as a sentence: its line counts from the answer's first."""
    return _OWN_WORDS.sub(r"Line \1: ", sentence(replace(finding, place=replace(finding.place, path=FORM))))
