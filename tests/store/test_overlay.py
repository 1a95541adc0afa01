"""The overlay is read with places, merged from several files, and written sorted."""

import datetime
import json
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.model.enrichment import EnrichedValue, EnrichmentLine
from kbgen.store.overlay import parse_overlay, write_overlay_file
from kbgen.store.tree import load_tree
from tests.store.strategies import dates, record_ids, texts

DAY = datetime.date(2026, 11, 20)


def line(record: str, **values: object) -> str:
    fields = {name: {"value": value, "source": "test", "fetched": "2026-11-20"} for name, value in values.items()}
    return json.dumps({"id": record, "fields": fields}) + "\n"


def test_values_of_several_files_come_together(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "enriched"
    folder.mkdir(parents=True)
    (folder / "a.jsonl").write_text(line("p", stars=5) + "\n" + line("a", stars=1))
    (folder / "b.jsonl").write_text(line("p", abstract="Text."))
    tree = load_tree(tmp_path)
    enrichment, findings = tree.kb.enrichment, tree.findings
    assert findings == ()
    assert list(enrichment) == ["a", "p"]
    assert enrichment["p"]["stars"] == EnrichedValue(value=5, source="test", fetched=DAY)
    assert enrichment["p"]["abstract"].value == "Text."


def test_a_field_that_two_files_state_is_a_finding_and_the_first_counts(tmp_path: Path) -> None:
    folder = tmp_path / "data" / "enriched"
    folder.mkdir(parents=True)
    (folder / "a.jsonl").write_text(line("p", stars=5))
    (folder / "b.jsonl").write_text(line("q", stars=1) + line("p", stars=6))
    tree = load_tree(tmp_path)
    enrichment, findings = tree.kb.enrichment, tree.findings
    assert enrichment["p"]["stars"].value == 5
    assert [str(finding.place) for finding in findings] == ["data/enriched/b.jsonl:2:1"]
    assert findings[0].code == "KB016"
    assert "data/enriched/a.jsonl:1" in findings[0].message


@pytest.mark.parametrize(
    ("text", "place", "code"),
    [
        ('{"id": "a"', "f:1:11", "KB015"),
        ('\n{"id": "a", "id": "b"}', "f:2:1", "KB015"),
        ("[" * 100_000, "f:1:1", "KB015"),
        ('{"id": "a"}\n{"id": "a"}', "f:2:1", "KB016"),
        ('{"id": "a", "feilds": {}}', "f:1:1", "KB101"),
        ('{"fields": {}}', "f:1:1", "KB102"),
        ("[1]", "f:1:1", "KB103"),
        ('{"id": "A B"}', "f:1:1", "KB124"),
        ('{"id": "a", "fields": {"x": {"value": 1, "source": "s", "fetched": "soon"}}}', "f:1:1", "KB123"),
    ],
)
def test_a_bad_line_is_reported_and_the_others_are_read(text: str, place: str, code: str) -> None:
    lines, findings = parse_overlay(text + "\n" + line("zz"), "f")
    assert [(str(finding.place), finding.code) for finding in findings] == [(place, code)]
    assert lines[-1][1].id == "zz"


lines_strategy = st.lists(
    st.builds(
        EnrichmentLine,
        id=record_ids,
        fields=st.dictionaries(
            texts,
            st.builds(EnrichedValue, value=texts | st.integers(0, 99) | st.lists(texts), source=texts, fetched=dates),
            max_size=3,
        ),
    ),
    max_size=5,
    unique_by=lambda record: record.id,
)


@settings(max_examples=60)
@given(lines_strategy)
def test_what_is_written_reads_back_sorted(
    tmp_path_factory: pytest.TempPathFactory, lines: list[EnrichmentLine]
) -> None:
    path = tmp_path_factory.mktemp("overlay") / "a.jsonl"
    write_overlay_file(path, lines)
    read, findings = parse_overlay(path.read_text("utf-8"), "a.jsonl")
    assert findings == ()
    assert [record for _, record in read] == sorted(lines, key=lambda record: record.id)
    assert [number for number, _ in read] == list(range(1, len(lines) + 1))
    assert write_overlay_file(path, reversed(lines)) is False or not lines


def test_two_lines_about_one_record_are_refused_when_writing(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="about p"):
        write_overlay_file(tmp_path / "a.jsonl", [EnrichmentLine(id="p"), EnrichmentLine(id="p")])
