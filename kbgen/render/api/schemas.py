"""The JSON Schemas of the API's files."""

from kbgen.render.api.answers import ANSWERS
from kbgen.store.json_schema import schema_text


def api_schemas() -> dict[str, str]:
    """The schemas' texts by file name."""
    return {f"{name}.schema.json": schema_text(model, f"{name}.schema.json") for name, model in ANSWERS.items()}
