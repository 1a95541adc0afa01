"""The API: every file of a built site keeps its schema and says what the pages say."""

import json
from pathlib import Path
from typing import Any

import jsonschema
import networkx as nx
import pytest

from kbgen.render.api.answers import ANSWERS
from kbgen.render.api.layout import FILES, FOLDER
from kbgen.render.site.build import Options, build_site
from tests.render.site.conftest import Built, built, fresh

__all__ = ["built", "fresh"]  # fixtures of the site's tests
MANUAL = Path(__file__).parents[3] / "docs" / "api.md"


def answer(built: Built, name: str) -> Any:
    return json.loads(built.read(f"{FOLDER}/{name}"))


def kind_of(path: str) -> str:
    return "paper" if path.startswith("papers/") else path.removesuffix(".json")


def all_files(built: Built) -> list[str]:
    folder = built.out / FOLDER
    return sorted(
        path.relative_to(folder).as_posix() for path in folder.rglob("*.json") if path.parent.name != "schema"
    )


def test_every_file_keeps_its_published_schema_and_model(built: Built) -> None:
    seen = set()
    for path in all_files(built):
        kind = kind_of(path)
        data = answer(built, path)
        schema = answer(built, f"schema/{kind}.schema.json")
        jsonschema.Draft202012Validator.check_schema(schema)
        validator = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker())
        assert [error.message for error in validator.iter_errors(data)] == [], path
        ANSWERS[kind].model_validate(data)
        seen.add(kind)
    assert seen == set(ANSWERS) == set(FILES)


@pytest.mark.parametrize(
    ("name", "change"),
    [
        ("papers", {"papers": [{"id": "x"}]}),
        ("papers", {"surprise": 1}),
        ("citations", {"citations": [{"citing": "a", "cited": "b"}]}),
        ("graph", {"nodes": [{"id": "x", "kind": "paper", "label": "X"}]}),
        ("index", {"version": 2}),
    ],
)
def test_schemas_refuse_what_files_must_not_say(built: Built, name: str, change: dict[str, Any]) -> None:
    schema = answer(built, f"schema/{name}.schema.json")
    with pytest.raises(jsonschema.ValidationError):
        jsonschema.validate({**answer(built, f"{name}.json"), **change}, schema)


def test_the_index_leads_to_everything(built: Built) -> None:
    index = answer(built, "index.json")
    assert index["papers"] == 12
    assert index["site"] == "https://kb.example/small/"
    for name, place in index["files"].items():
        assert (built.out / FOLDER / place.replace("{id}", "a-survey")).is_file(), name
    for place in (*index["schemas"].values(), *index["downloads"].values()):
        assert (built.out / FOLDER / place).is_file(), place


def test_a_paper_has_its_record_and_who_states_each_citation(built: Built) -> None:
    paper = answer(built, "papers/seeing-and-hearing.json")
    assert paper["title"] == "Seeing and Hearing Together"
    assert paper["citation_key"] == "muller2017seeing"
    assert paper["page"] == "papers/seeing-and-hearing/"
    assert (built.out / paper["page"] / "index.html").is_file()
    assert [one["id"] for one in paper["cites"]] == ["listening-to-tones"]
    assert {one["kind"] for one in paper["cites"][0]["stated_by"]} == {"curated", "reference-list"}
    assert paper["reference_coverage"] == {"seen": 24, "matched": 1, "complete": True}
    assert paper["enriched"]["abstract"]["source"] == "arxiv"
    assert not any(name.startswith("reference") for name in paper["enriched"])
    unread = answer(built, "papers/no-authors.json")
    assert "cites" not in unread
    assert "reference_coverage" not in unread


def test_who_introduces_a_dataset_is_told_from_who_uses_it(built: Built) -> None:
    datasets = {one["id"]: one for one in answer(built, "datasets.json")["datasets"]}
    tones = datasets["tone-clips"]
    assert tones["papers_introducing"] == ["listening-to-tones"]
    assert "seeing-and-hearing" in tones["papers_using"]
    assert not set(tones["papers_introducing"]) & set(tones["papers_using"])
    edges = {
        (one["source"], one["kind"]) for one in answer(built, "graph.json")["edges"] if "tone-clips" in one["target"]
    }
    assert ("paper:listening-to-tones", "introduces") in edges
    assert ("paper:seeing-and-hearing", "uses") in edges


def test_lists_lead_to_pages_and_are_sorted(built: Built) -> None:
    for name, key in (("authors", "authors"), ("venues", "venues"), ("datasets", "datasets")):
        items = answer(built, f"{name}.json")[key]
        assert items
        assert [one["id"] for one in items] == sorted(one["id"] for one in items)
    for axis in answer(built, "topics.json")["axes"]:
        assert (built.out / axis["page"] / "index.html").is_file()
        for term in axis["terms"]:
            assert (built.out / term["page"] / "index.html").is_file()
    [audio] = [term for axis in answer(built, "topics.json")["axes"] for term in axis["terms"] if term["id"] == "audio"]
    assert (audio["papers"], audio["datasets"]) == (5, 1)
    edges = [(one["citing"], one["cited"]) for one in answer(built, "citations.json")["citations"]]
    assert edges == sorted(edges)
    ids = [one["id"] for one in answer(built, "papers.json")["papers"]]
    assert ids == sorted(ids)
    assert {f"papers/{one}.json" for one in ids} == {path for path in all_files(built) if path.startswith("papers/")}


def test_networkx_reads_the_graph(built: Built) -> None:
    graph = nx.node_link_graph(answer(built, "graph.json"), edges="edges")
    assert graph.is_directed()
    assert graph.nodes["paper:a-survey"]["kind"] == "paper"
    cited = {edge["cited"] for edge in answer(built, "citations.json")["citations"] if edge["citing"] == "a-survey"}
    assert {f"paper:{one}" for one in cited} <= set(graph.adj["paper:a-survey"])


def test_an_edited_record_changes_its_own_files(fresh: Built) -> None:
    def state() -> dict[str, bytes]:
        return {path: (fresh.out / FOLDER / path).read_bytes() for path in all_files(fresh)}

    before = state()
    record = fresh.root / "data/papers/2020/看图说话.yaml"
    record.write_text(record.read_text(encoding="utf-8") + "links: {project: https://new.example/}\n", encoding="utf-8")
    build_site(fresh.root, Options(fresh.out, search=False))
    assert {path for path, content in state().items() if before[path] != content} <= {
        "papers/看图说话.json",
        "papers.json",
    }
    assert answer(fresh, "papers/看图说话.json")["links"] == {"project": "https://new.example/"}
    after = state()
    build_site(fresh.root, Options(fresh.root / "other", search=False, clean=True))
    assert {path: (fresh.root / "other" / FOLDER / path).read_bytes() for path in after} == after


def test_the_manual_names_every_file_and_its_fields() -> None:
    text = MANUAL.read_text(encoding="utf-8")
    for place in FILES.values():
        assert f"`{place}`" in text, place
    for name, model in ANSWERS.items():
        if name not in {"paper"}:
            for field in model.model_fields:
                assert f"`{field}`" in text, f"{name}.{field}"
