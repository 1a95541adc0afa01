"""``kbgen graph``, by what it prints."""

import io
import json
from pathlib import Path

import networkx as nx
import pytest
from click.testing import CliRunner, Result
from rdflib import DCTERMS, Graph, URIRef

from kbgen.cli.main import cli
from kbgen.graph.citations import citations
from kbgen.graph.knowledge_graph import knowledge_graph
from kbgen.model.finding import KbgenError
from kbgen.render.graph.turtle import CITO
from kbgen.store.tree import load_tree
from tests.small_kb import SMALL, copy_of


def graph(*words: str, root: Path = SMALL) -> Result:
    return CliRunner().invoke(cli, ["graph", words[0], "-C", str(root), *words[1:]], catch_exceptions=False)


def test_stats_as_json_count_what_is_there() -> None:
    told = json.loads(graph("stats", "--format", "json").output)
    found = knowledge_graph(kb := load_tree(SMALL).kb, citations(kb))
    assert sum(one["count"] for one in told["nodes"]) == found.number_of_nodes()
    assert sum(one["count"] for one in told["edges"]) == found.number_of_edges()
    assert {one["kind"]: one["citations"] for one in told["staters"]} == {
        "curated": 3,
        "reference-list": 1,
        "semantic-scholar-list": 2,
    }
    assert told["coverage"] == {"papers": 12, "whole": 1, "part": 1, "single": 1}


def test_stats_in_words_tell_the_coverage() -> None:
    lines = graph("stats").output.splitlines()
    assert "References known for 2 of 12 papers (1 lists read whole); single citations of 1 more." in lines


def test_datasets_by_axis_and_year_count_papers_that_use_and_not_those_that_introduce() -> None:
    by_term = {one["id"]: one for one in json.loads(graph("datasets", "--by", "modality", "--format", "json").output)}
    counts = [(one["id"], one["count"]) for one in by_term["image"]["datasets"]]
    assert counts == [("small-captions", 2), ("caption-pairs", 1)]
    assert (by_term["image"]["using"], by_term["image"]["papers"]) == (2, 6)
    by_year = json.loads(graph("datasets", "--by", "year", "--format", "json").output)
    years = [one["id"] for one in by_year]
    assert years == sorted(years, reverse=True)
    kb = load_tree(SMALL).kb
    uses = {
        (paper.year, use.dataset) for paper in kb.papers.values() for use in paper.datasets if use.role != "introduces"
    }
    assert {(int(one["id"]), used["id"]) for one in by_year for used in one["datasets"]} == {
        (year, dataset) for year, dataset in uses if year
    }


def test_datasets_of_a_query_and_of_none() -> None:
    found = json.loads(graph("datasets", "--where", "modality:audio", "--format", "json").output)
    assert [one["id"] for one in found[0]["datasets"]] == ["tone-clips"]
    none = graph("datasets", "--where", "year:1900")
    assert none.exit_code == 1
    assert none.output == "no paper names a dataset that it uses\n"


def test_an_axis_that_is_none_is_told_what_was_meant() -> None:
    with pytest.raises(KbgenError, match='"modalty" is no axis of the taxonomy; did you mean "modality"'):
        graph("datasets", "--by", "modalty")


def test_examples_in_help_keep_their_lines() -> None:
    shown = CliRunner().invoke(cli, ["graph", "stats", "--help"]).output
    assert "\n      kbgen graph stats --most 25\n" in shown


def test_no_papers_at_all(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    assert graph("stats", root=tmp_path).output == (
        "References known for 0 of 0 papers (0 lists read whole); single citations of 0 more.\n"
    )
    assert graph("export", "graphml", root=tmp_path).exit_code == 0


def test_related_as_json_names_what_is_shared() -> None:
    [first, *_] = json.loads(graph("related", "listening-to-tones", "--format", "json").output)
    assert first["id"] == "seeing-and-hearing"
    assert {"kind": "datasets", "shared": ["tone-clips"]} in first["reasons"]


def test_a_paper_that_nothing_is_near_is_exit_code_1() -> None:
    found = graph("related", "no-authors")
    assert (found.exit_code, found.output) == (1, "no paper here is near it\n")


def test_papers_that_nothing_joins_are_exit_code_1() -> None:
    found = graph("path", "no-authors", "listening-to-tones")
    assert (found.exit_code, found.output) == (1, "nothing joins the two\n")


def test_a_way_as_json_says_which_way_each_step_goes() -> None:
    [way] = json.loads(graph("path", "listening-to-tones", "pairs-at-scale", "--format", "json").output)
    assert way["length"] == 2
    assert way["steps"][0] == {
        "start": "paper:listening-to-tones",
        "end": "paper:seeing-and-hearing",
        "kinds": ["cites", "extends"],
        "forward": False,
    }


@pytest.mark.parametrize("words", [("related", "listening"), ("path", "listening-to-tones", "gone")])
def test_a_paper_that_is_not_here_is_an_error(words: tuple[str, ...]) -> None:
    with pytest.raises(KbgenError, match="there is no paper"):
        graph(*words)


def test_a_record_that_cannot_be_read_is_named(tmp_path: Path) -> None:
    copy_of(SMALL, tmp_path / "kb")
    (tmp_path / "kb/data/papers/2024/broken.yaml").write_text("id: broken\n", "utf-8")
    result = graph("stats", root=tmp_path / "kb")
    assert (result.exit_code, result.stdout) == (1, "")
    assert "data/papers/2024/broken.yaml:1:1: " in result.stderr


@pytest.mark.parametrize("name", ["graphml", "gexf", "json", "turtle"])
def test_the_same_records_make_the_same_bytes_and_a_file_is_left_alone(tmp_path: Path, name: str) -> None:
    target = tmp_path / "graph"
    first = graph("export", name, "-o", str(target))
    assert "written to" in first.output
    assert graph("export", name).output.encode() == target.read_bytes()
    assert "unchanged in" in graph("export", name, "-o", str(target)).output


def test_other_programs_read_the_graph_back() -> None:
    found = knowledge_graph(kb := load_tree(SMALL).kb, citations(kb))
    edges = sorted((start, end, kind) for start, end, kind in found.edges(keys=True))
    graphml = nx.read_graphml(io.BytesIO(graph("export", "graphml").stdout_bytes), force_multigraph=True)
    assert sorted((start, end, data["kind"]) for start, end, data in graphml.edges(data=True)) == edges
    assert {node: data["label"] for node, data in graphml.nodes(data=True)} == {
        node: data["label"] for node, data in found.nodes(data=True)
    }
    gexf = nx.read_gexf(io.BytesIO(graph("export", "gexf").stdout_bytes), version="1.3")
    assert sorted((start, end, data["kind"]) for start, end, data in gexf.edges(data=True)) == edges
    linked: nx.MultiDiGraph[str] = nx.MultiDiGraph(
        nx.node_link_graph(json.loads(graph("export", "json").output), edges="edges")
    )
    assert sorted(linked.edges(keys=True)) == edges


def test_rdf_says_who_cites_whom_and_who_states_it() -> None:
    rdf = Graph().parse(data=graph("export", "turtle").output, format="turtle")
    kb = load_tree(SMALL).kb
    known = citations(kb)
    pairs = {(edge.citing, edge.cited) for edges in known.outgoing.values() for edge in edges}
    assert {
        tuple(str(one).rstrip("/").rsplit("/", 1)[1] for one in pair) for pair in rdf.subject_objects(CITO.cites)
    } == (pairs)
    citing = next(iter(known.outgoing))
    [edge, *_] = known.outgoing[citing]
    [citation] = [
        one
        for one in rdf.subjects(CITO.hasCitedEntity)
        if isinstance(one, URIRef) and one.endswith(f"/{edge.citing}/#cites-{edge.cited}")
    ]
    assert {str(one) for one in rdf.objects(citation, DCTERMS.source)} == {one.source for one in edge.statements}
