"""What the writer writes reads back as the same record, whatever the text."""

from pathlib import Path

import pytest
import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.model.base import Record
from kbgen.model.dataset import Dataset, Size
from kbgen.model.lists import ReadmeList, Section, Select
from kbgen.model.paper import Notes, Paper, PaperIds, Result
from kbgen.model.source import Sources
from kbgen.model.vocabulary import Taxonomy, Venues
from kbgen.store.writer import WIDTH, dump, record_path, write_record
from kbgen.store.yaml_text import parse
from tests.store.strategies import HOSTILE, records, texts

LOOK_LISTEN_AND_LEARN = """\
# yaml-language-server: $schema=../../schemas/paper.schema.json
id: look-listen-and-learn
title: Look, Listen and Learn
kind: method
authors: [Relja Arandjelović, Andrew Zisserman]
year: 2017
venue: iccv
ids: {arxiv: "1705.08168", doi: 10.1109/ICCV.2017.73}
links:
  code: [https://github.com/owner/name]
topics:
  modality: [image, audio]
summary: >-
  Trains a vision and an audio network from scratch to tell whether a picture and a sound come from one video, which no
  label is needed for.
results:
  - {dataset: esc-50, metric: accuracy, value: 79.3, unit: "%", source: Table 3}
added: 2026-11-20
"""


def read_back(text: str, model: type[Record]) -> Record:
    parsed = parse(text, "file.yaml")
    assert parsed.findings == ()
    return model.model_validate(parsed.data)


@settings(max_examples=150)
@given(records)
def test_a_record_reads_back_as_itself_and_its_text_is_stable(record: Record) -> None:
    text = dump(record)
    if isinstance(record, Taxonomy | Venues | Sources) and not text.count("\n") > 1:
        return  # an empty vocabulary is an empty file, which no one keeps
    again = read_back(text, type(record))
    assert again == record
    assert dump(again) == text


@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_text_survives_everywhere_text_may_stand(text: str) -> None:
    paper = Paper(
        id="x",
        title=text,
        authors=(text, "Ann Other", text),
        notes=Notes(key_points=(text,), architecture={text: text}),
        results=(Result(dataset="d", metric=text, value=1, source=text),),
    )
    assert read_back(dump(paper), Paper) == paper


@settings(max_examples=100)
@given(texts)
def test_other_readers_of_yaml_take_text_for_text(text: str) -> None:
    """An editor's YAML 1.1 or 1.2 reader must not see a number, a date or a truth value in a title."""
    data = yaml.safe_load(dump(Paper(id="x", title=text, authors=(text,))))
    assert data["title"] == text
    assert data["authors"] == [text]


@given(st.integers(0, 10**7).map(str) | st.sampled_from(["1e3", "0o17", "12e03", ".5", "1.", "+1"]))
def test_identifiers_that_look_like_numbers_are_quoted(text: str) -> None:
    assert f'title: "{text}"' in dump(Paper(id="x", title=text))


def test_a_paper_looks_as_a_careful_person_would_write_it() -> None:
    paper = Paper.model_validate(
        {
            "id": "look-listen-and-learn",
            "title": "Look, Listen and Learn",
            "authors": ["Relja Arandjelović", "Andrew Zisserman"],
            "year": "2017",
            "venue": "iccv",
            "ids": {"arxiv": "1705.08168", "doi": "10.1109/ICCV.2017.73"},
            "links": {"code": ["https://github.com/owner/name"]},
            "topics": {"modality": ["image", "audio"]},
            "summary": "Trains a vision and an audio network from scratch to tell whether a picture and a sound "
            "come from one video, which no label is needed for.",
            "results": [{"dataset": "esc-50", "metric": "accuracy", "value": "79.3", "unit": "%", "source": "Table 3"}],
            "added": "2026-11-20",
        }
    )
    assert dump(paper) == LOOK_LISTEN_AND_LEARN


def test_long_rows_and_long_lists_are_broken_and_no_line_is_wider_than_the_page() -> None:
    paper = Paper(
        id="x",
        title="A title",
        authors=tuple(f"Author Number{i}" for i in range(40)),
        results=(Result(dataset="d" * 90, metric="accuracy", value=1, source="a place " * 12 + "end"),),
    )
    text = dump(paper)
    assert "authors:\n  - Author Number0\n" in text
    assert max(map(len, text.splitlines())) <= WIDTH
    assert read_back(text, Paper) == paper


def test_what_is_empty_or_default_is_not_written() -> None:
    text = dump(Dataset(id="d", name="D", sizes=(Size(of="images", text=">10", count=10, qualifier="exactly"),)))
    assert text.splitlines()[1:] == ["id: d", "name: D", "sizes:", '  - {of: images, text: ">10", count: 10}']


def test_each_record_has_its_place_and_its_schema(tmp_path: Path) -> None:
    paper = Paper(id="p", title="P", year=2021, ids=PaperIds(arxiv="2103.00020"))
    assert record_path(tmp_path, paper) == tmp_path / "data/papers/2021/p.yaml"
    assert record_path(tmp_path, Paper(id="p", title="P")) == tmp_path / "data/papers/undated/p.yaml"
    assert record_path(tmp_path, Dataset(id="d", name="D")) == tmp_path / "data/datasets/d.yaml"
    assert record_path(tmp_path, Venues()) == tmp_path / "data/venues.yaml"
    for record, schema in ((paper, "paper"), (Dataset(id="d", name="D"), "dataset"), (Taxonomy(), "taxonomy")):
        first_line = dump(record).split("\n", 1)[0]
        reference = first_line.removeprefix("# yaml-language-server: $schema=")
        target = (record_path(tmp_path, record).parent / reference).resolve()
        assert target == (tmp_path / f"data/schemas/{schema}.schema.json").resolve()


def test_writing_the_same_record_again_leaves_the_file_alone(tmp_path: Path) -> None:
    path = write_record(tmp_path, Paper(id="p", title="P", year=2021))
    before = path.stat().st_mtime_ns
    assert write_record(tmp_path, Paper(id="p", title="P", year=2021)) == path
    assert path.stat().st_mtime_ns == before
    write_record(tmp_path, Paper(id="p", title="Q", year=2021))
    assert "title: Q" in path.read_text()
    assert [entry.name for entry in path.parent.iterdir()] == ["p.yaml"]


def test_a_query_for_everything_is_written() -> None:
    everything = ReadmeList(id="all", title="All", output="all.md", sections=(Section(heading="All", select=Select()),))
    assert "select: {}" in dump(everything)
    assert read_back(dump(everything), ReadmeList) == everything
