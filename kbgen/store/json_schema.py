"""JSON Schemas of all records, made from the models, for editors and other programs."""

import json
from typing import Any

from pydantic import BaseModel
from pydantic.json_schema import GenerateJsonSchema, JsonSchemaValue
from pydantic_core import core_schema

from kbgen.model.enrichment import EnrichmentLine
from kbgen.store.field_help import EXAMPLES, FIELD_HELP
from kbgen.store.layout import LAYOUTS

DIALECT = "https://json-schema.org/draft/2020-12/schema"


def schemas() -> dict[str, str]:
    """The schemas' texts by file name; equal models give equal bytes."""
    models: dict[str, type[BaseModel]] = {layout.schema_file: layout.model for layout in LAYOUTS.values()}
    models["enrichment.schema.json"] = EnrichmentLine
    return {name: schema_text(model, name) for name, model in sorted(models.items())}


def schema_text(model: type[BaseModel], name: str) -> str:
    """The schema of a model as a file of this name; fields that say nothing of themselves are those of records."""
    schema = model.model_json_schema(schema_generator=_Generator, ref_template="#/$defs/{model}")
    definitions: dict[str, Any] = schema.pop("$defs", {})
    # A model that contains itself is only a reference to its definition; a schema's root says what it is itself.
    if "$ref" in schema:
        schema = definitions[model.__name__]
    for title, definition in [(model.__name__, schema), *definitions.items()]:
        _document(title, definition)
    whole = {"$schema": DIALECT, "$id": name, **schema}
    if definitions:
        whole["$defs"] = dict(sorted(definitions.items()))
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _document(title: str, definition: dict[str, Any]) -> None:
    if "description" in definition:
        definition["description"] = " ".join(definition["description"].replace("``", "`").split())
    for field, schema in definition.get("properties", {}).items():
        if "description" not in schema:
            schema["description"] = FIELD_HELP[title][field]
        if f"{title}.{field}" in EXAMPLES:
            schema["examples"] = EXAMPLES[f"{title}.{field}"]


class _Generator(GenerateJsonSchema):
    """The schema of what a file may say: nothing is ever null, so neither a type nor a default mentions it."""

    def nullable_schema(self, schema: core_schema.NullableSchema) -> JsonSchemaValue:
        return self.generate_inner(schema["schema"])

    def default_schema(self, schema: core_schema.WithDefaultSchema) -> JsonSchemaValue:
        if isinstance(schema.get("default"), str):
            return super().default_schema(schema)
        return self.generate_inner(schema["schema"])

    def dict_schema(self, schema: core_schema.DictSchema) -> JsonSchemaValue:
        found = super().dict_schema(schema)
        if "patternProperties" in found:
            found["additionalProperties"] = False
        return found

    def field_title_should_be_set(self, schema: Any) -> bool:
        return False
