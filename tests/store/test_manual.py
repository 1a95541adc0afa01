"""The manual of the records names every key, and its examples are valid."""

import re
from pathlib import Path

import pytest

from kbgen.model.base import Record
from kbgen.model.dataset import Dataset
from kbgen.model.enrichment import EnrichmentLine
from kbgen.model.lists import ReadmeList
from kbgen.model.paper import Paper
from kbgen.model.vocabulary import Taxonomy
from kbgen.store.allowed import AllowList
from kbgen.store.field_help import FIELD_HELP
from kbgen.store.yaml_text import parse

MANUAL = (Path(__file__).parents[2] / "docs" / "data-model.md").read_text("utf-8")
EXAMPLES: dict[str, type[Record]] = {
    "id: look-listen": Paper,
    "id: conceptual-captions": Dataset,
    "axes:": Taxonomy,
    "id: reading": ReadmeList,
    "allowed:": AllowList,
}


@pytest.mark.parametrize("model", FIELD_HELP)
def test_every_key_is_in_the_manual(model: str) -> None:
    words = {word for quoted in re.findall(r"`([^`\n]+)`", MANUAL) for word in re.findall(r"[a-z_]+", quoted)}
    assert set(FIELD_HELP[model]) <= words, set(FIELD_HELP[model]) - words


@pytest.mark.parametrize("beginning", EXAMPLES)
def test_every_example_is_a_valid_record(beginning: str) -> None:
    blocks = re.findall(r"```yaml\n(.*?)```", MANUAL, re.DOTALL)
    (block,) = [block for block in blocks if re.search(rf"^{beginning}", block, re.MULTILINE)]
    parsed = parse(block, "manual")
    assert parsed.findings == ()
    EXAMPLES[beginning].model_validate(parsed.data)


def test_the_overlay_example_is_a_valid_line() -> None:
    (line,) = re.findall(r"```json\n(.*?)\n```", MANUAL)
    EnrichmentLine.model_validate_json(line)
