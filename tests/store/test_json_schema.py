"""The schemas that editors use say what the models say."""

import datetime
import json
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given, settings
from pydantic import ValidationError

from kbgen.model.base import Record
from kbgen.model.enrichment import EnrichmentLine
from kbgen.model.paper import Paper
from kbgen.store.field_help import EXAMPLES, FIELD_HELP
from kbgen.store.json_schema import schemas
from kbgen.store.layout import LAYOUTS, layout_of
from kbgen.store.writer import plain
from tests.store.strategies import records

SCHEMAS = {name: json.loads(text) for name, text in schemas().items()}


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(
        SCHEMAS[f"{name}.schema.json"], format_checker=jsonschema.Draft202012Validator.FORMAT_CHECKER
    )


def as_editors_see_it(value: Any) -> Any:
    """A written value as YAML 1.2 reads it: dates are text, whole numbers have no fraction."""
    if isinstance(value, dict):
        return {key: as_editors_see_it(item) for key, item in value.items()}
    if isinstance(value, tuple):
        return [as_editors_see_it(item) for item in value]
    return value.isoformat() if isinstance(value, datetime.date) else value


PAPER: dict[str, Any] = {
    "id": "look-listen-and-learn",
    "title": "Look, Listen and Learn",
    "kind": "method",
    "authors": ["Relja Arandjelović"],
    "year": 2017,
    "venue": "iccv",
    "ids": {"arxiv": "1705.08168", "doi": "10.1109/ICCV.2017.73"},
    "links": {"code": ["https://github.com/owner/name"]},
    "topics": {"an-axis-of-any-name": ["image", "audio"]},
    "notes": {"key_points": ["One."], "architecture": {"vision": "VGG"}},
    "datasets": [{"dataset": "esc-50", "role": "evaluation"}],
    "results": [{"dataset": "esc-50", "metric": "accuracy", "value": 79.3, "unit": "%", "source": "Table 3"}],
    "added": "2026-11-20",
}


@pytest.mark.parametrize("name", SCHEMAS)
def test_each_schema_is_a_valid_schema_of_its_dialect(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(SCHEMAS[name])
    assert SCHEMAS[name]["$schema"] == "https://json-schema.org/draft/2020-12/schema"


def test_every_kind_of_record_has_a_schema() -> None:
    assert set(SCHEMAS) == {layout.schema_file for layout in LAYOUTS.values()} | {"enrichment.schema.json"}


def test_a_good_record_passes() -> None:
    validator("paper").validate(PAPER)
    Paper.model_validate(PAPER)


@pytest.mark.parametrize(
    "change",
    [
        {"titel": "A"},
        {"title": None},
        {"title": ""},
        {"title": " padded"},
        {"title": ["a"]},
        {"id": "Upper-Case"},
        {"id": "a" * 101},
        {"kind": "methods"},
        {"authors": "One"},
        {"year": 1500},
        {"year": "soon"},
        {"added": "20/11/2026"},
        {"links": {"project": "javascript:alert(1)"}},
        {"links": {"code": "https://github.com/a/b"}},
        {"ids": {"arxive": "1705.08168"}},
        {"topics": {"Bad Axis": ["image"]}},
        {"topics": {"axis": "image"}},
        {"datasets": [{"dataset": "esc-50", "role": "used"}]},
        {"results": [{"dataset": "esc-50", "metric": "accuracy", "value": "high", "source": "Table 3"}]},
        {"results": [{"dataset": "esc-50", "metric": "accuracy", "source": "Table 3"}]},
    ],
    ids=str,
)
def test_schema_and_model_refuse_the_same(change: dict[str, Any]) -> None:
    bad = PAPER | change
    with pytest.raises(ValidationError):
        Paper.model_validate(bad)
    with pytest.raises(jsonschema.ValidationError):
        validator("paper").validate(bad)


@settings(max_examples=60)
@given(records)
def test_what_the_model_accepts_the_schema_accepts(record: Record) -> None:
    validator(layout_of(record).kind).validate(as_editors_see_it(plain(record)))


def test_an_overlay_line_passes() -> None:
    line = {"id": "a", "fields": {"authors": {"value": ["A"], "source": "arxiv", "fetched": "2026-11-20"}}}
    EnrichmentLine.model_validate(line)
    validator("enrichment").validate(line)
    with pytest.raises(jsonschema.ValidationError):
        validator("enrichment").validate({"id": "a", "fields": {"authors": {"value": []}}})


def all_properties() -> dict[str, dict[str, Any]]:
    found: dict[str, dict[str, Any]] = {}
    for schema in SCHEMAS.values():
        for title, definition in [(schema["title"], schema), *schema.get("$defs", {}).items()]:
            found[title] = definition.get("properties", {})
    return {title: properties for title, properties in found.items() if properties}


def test_every_field_is_described_and_no_description_is_left_over() -> None:
    for title, properties in all_properties().items():
        assert set(properties) == set(FIELD_HELP[title]), title
        assert all(schema["description"].endswith(".") for schema in properties.values()), title
    assert set(FIELD_HELP) == set(all_properties())


def test_every_example_is_valid() -> None:
    shown = 0
    for name in SCHEMAS:
        whole = SCHEMAS[name]
        for definition in [whole, *whole.get("$defs", {}).values()]:
            for schema in definition.get("properties", {}).values():
                for example in schema.get("examples", []):
                    shown += 1
                    jsonschema.Draft202012Validator({**schema, "$defs": whole.get("$defs", {})}).validate(example)
    assert shown >= len(EXAMPLES)


def test_the_committed_schemas_are_current() -> None:
    folder = Path(__file__).parents[2] / "data" / "schemas"
    assert {path.name: path.read_text("utf-8") for path in folder.iterdir()} == schemas()


def test_nothing_in_a_schema_is_null() -> None:
    assert "null" not in json.dumps([schema for name, schema in SCHEMAS.items() if name != "enrichment.schema.json"])
