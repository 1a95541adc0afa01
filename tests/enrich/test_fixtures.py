"""Answers of services and what is read out of them, as pairs of files: ``x.json`` or ``x.xml``, and ``x_out.json``.

Most are recordings of the real services, cut down to the facts; no abstract is kept. ``x_out.json`` also says what was
``asked`` and, where it is not 200, with which ``status`` the service answered. ``pytest --refresh-fixtures`` writes
what is read now, for a look at the diff.
"""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.fields import FIELDS
from kbgen.enrich.http import Answer
from kbgen.enrich.services import SOURCES
from kbgen.enrich.source import Facts
from kbgen.model.enrichment import EnrichedValue
from tests.enrich.test_properties import shaped

FOLDER = Path(__file__).parent / "fixtures"
PAIRS = sorted(path for path in FOLDER.rglob("*.*") if not path.stem.endswith("_out"))


def plain_facts(facts: Facts) -> dict[str, Any]:
    """Facts as JSON, without what is empty."""
    work = facts.work
    said: dict[str, Any] = {
        "fields": dict(sorted(facts.fields.items())),
        "work": work and {"title": work.title, "authors": list(work.authors), "year": work.year},
        "identifiers": sorted(work.identifiers) if work else [],
        "cited": None if facts.cited is None else [list(entry) for entry in facts.cited],
        "candidates": [plain_facts(one) for one in facts.candidates],
    }
    return {name: value for name, value in said.items() if value not in ({}, None, [])}


def outcome(path: Path, expected: dict[str, Any]) -> dict[str, Any]:
    """What a parser makes of an answer."""
    source = SOURCES[path.parent.name]
    media_type = "application/atom+xml" if path.suffix == ".xml" else "application/json"
    answer = Answer(source.service, expected.get("status", 200), path.read_bytes(), media_type, source.service.url)
    asked: dict[str, Any] = {name: expected[name] for name in ("asked", "status") if name in expected}
    try:
        known = source.read(answer, expected["asked"])
    except ServiceError as error:
        return {**asked, "failure": f"{error.kind}: {error.words}"}
    return {**asked, "known": {key: plain_facts(facts) for key, facts in known.items()}}


@pytest.mark.parametrize("path", PAIRS, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_what_is_read_out_of_an_answer(path: Path, pytestconfig: pytest.Config) -> None:
    written = path.with_name(f"{path.stem}_out.json")
    expected = json.loads(written.read_text("utf-8"))
    found = outcome(path, expected)
    if pytestconfig.getoption("--refresh-fixtures"):
        written.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    else:
        assert found == expected


def test_every_source_has_a_pair_that_is_read_and_one_that_fails() -> None:
    results = {
        name: [json.loads(path.read_text("utf-8")) for path in (FOLDER / name).glob("*_out.json")] for name in SOURCES
    }
    assert {name for name, pairs in results.items() if not any(pair.get("known") for pair in pairs)} == set()
    assert {name for name, pairs in results.items() if not any("failure" in pair for pair in pairs)} == set()


def test_every_field_is_read_out_of_some_answer() -> None:
    """Of every service that states it; publications are put together of other fields, references are citations."""
    read: dict[str, set[str]] = {}
    for path in FOLDER.rglob("*_out.json"):
        service = SOURCES[path.parent.name].service.name
        for facts in json.loads(path.read_text("utf-8")).get("known", {}).values():
            for one in [facts, *facts.get("candidates", [])]:
                read.setdefault(service, set()).update(one.get("fields", {}))
                read[service].update([f"references_{service.replace('-', '_')}"] if "cited" in one else [])
    stated = {(name, service) for name, field in FIELDS.items() for service in field.services}
    missing = {
        (name, service)
        for name, service in stated
        if name != "abstract" and not name.startswith("publication_") and name not in read.get(service, ())
    }
    assert missing == set()
    assert {(name, service) for service, names in read.items() for name in names} <= stated


@pytest.mark.parametrize(
    "path", [path for path in PAIRS if path.suffix == ".json"], ids=lambda path: f"{path.parent.name}/{path.stem}"
)
@settings(max_examples=25)
@given(data=st.data())
def test_an_answer_with_any_part_replaced_is_read_or_a_failure_in_words(path: Path, data: st.DataObject) -> None:
    value = data.draw(shaped(json.loads(path.read_text("utf-8"))))
    asked = json.loads(path.with_name(f"{path.stem}_out.json").read_text("utf-8"))["asked"]
    source = SOURCES[path.parent.name]
    try:
        known = source.read(Answer(source.service, 200, json.dumps(value).encode(), "application/json", ""), asked)
    except ServiceError:
        return
    assert known.keys() <= set(asked)
    for facts in known.values():
        for one in (facts, *facts.candidates):
            for name, said in one.fields.items():
                assert source.service.name in FIELDS[name].services
                EnrichedValue.model_validate({"value": said, "source": "s", "fetched": "2026-11-20"})


def test_no_abstract_is_kept() -> None:
    for path in PAIRS:
        text = path.read_text("utf-8")
        if "/api/errors" in text:
            continue
        assert "<summary>" not in text.replace("<summary></summary>", ""), path
        found = json.loads(text) if path.suffix == ".json" else None
        assert [value for value in _abstracts(found) if value] == [], path


def _abstracts(value: Any) -> list[Any]:
    if isinstance(value, dict):
        own = [
            value[name] for name in ("abstract", "summary", "descriptions", "abstract_inverted_index") if name in value
        ]
        return own + [one for inner in value.values() for one in _abstracts(inner)]
    return [one for inner in value for one in _abstracts(inner)] if isinstance(value, list) else []
