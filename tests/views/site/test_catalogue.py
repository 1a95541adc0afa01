from typing import Any

from kbgen.model.paper import DatasetUse, Paper, Result
from kbgen.views.site.catalogue import FLAGS, Catalogue, catalogue, catalogue_row
from kbgen.views.site.cite_parts import part_of, parts
from kbgen.views.site.index import SiteIndex


def made(index: SiteIndex) -> Catalogue:
    return catalogue(index, {paper.id: catalogue_row(paper) for paper in index.papers})


def test_columns_have_one_value_a_paper(small: SiteIndex) -> None:
    columns: dict[str, Any] = {**made(small)["papers"]}
    topics = columns.pop("topics")
    assert {len(column) for column in (*columns.values(), *topics.values())} == {12}


def test_papers_stand_newest_first_as_the_explorer_shows_them(small: SiteIndex) -> None:
    papers = made(small)["papers"]
    stand = list(zip(papers["year"], map(str.casefold, papers["title"]), strict=True))
    assert stand == sorted(stand, key=lambda one: (-one[0], one[1]))
    assert papers["year"][-1] == 0


def test_a_row_says_what_the_record_says(small: SiteIndex) -> None:
    found = made(small)
    papers = found["papers"]
    row = papers["id"].index("seeing-and-hearing")
    assert papers["authors"][row] == "Ada Müller\nRelja Šarić\nWei Chen"
    assert found["venues"][papers["venue"][row]]["short"] == "TCML"
    assert papers["added"][row] == 20260106
    flags = {name for bit, name in enumerate(FLAGS) if papers["flags"][row] >> bit & 1}
    assert flags == {
        *("code", "arxiv", "doi", "summary", "project", "results", "abstract", "references", "notes"),
        *("authors", "year", "venue", "topics"),
    }
    [modality] = [axis for axis in found["axes"] if axis["id"] == "modality"]
    assert [modality["terms"][at]["id"] for at in papers["topics"]["modality"][row]] == ["audio", "video"]


def test_references_are_there_where_the_list_was_read(small: SiteIndex) -> None:
    papers = made(small)["papers"]
    bit = 1 << FLAGS.index("references")
    read = {paper for paper, flags in zip(papers["id"], papers["flags"], strict=True) if flags & bit}
    # "a-survey" has citations that its own record states, and a list that nobody read.
    assert small.citations.cites("a-survey")
    assert read == {"pairs-at-scale", "seeing-and-hearing"}


def test_what_is_unknown_has_its_own_value(small: SiteIndex) -> None:
    papers = made(small)["papers"]
    row = papers["id"].index("unknown-year")
    assert (papers["year"][row], papers["venue"][row], papers["added"][row], papers["arxiv"][row]) == (0, -1, 0, "")


def test_terms_name_the_term_above_them(small: SiteIndex) -> None:
    [objective] = [axis for axis in made(small)["axes"] if axis["id"] == "objective"]
    parents = {term["id"]: term["parent"] for term in objective["terms"]}
    assert parents["contrastive"] == [term["id"] for term in objective["terms"]].index("discrimination")
    assert parents["clustering"] == -1


def test_tables_name_what_papers_point_to(small: SiteIndex) -> None:
    found = made(small)
    row = found["papers"]["id"].index("seeing-and-hearing")
    datasets = [found["datasets"][at] for at in found["papers"]["uses"][row]]
    assert {one["id"] for one in datasets} == {"tone-clips"}
    family = small.kb.datasets["tone-clips"].family
    assert [found["families"][one["family"]]["id"] for one in datasets] == [family]
    assert [found["sources"][at] for at in found["papers"]["sources"][row]] == ["made-up"]
    assert {venue["id"]: venue["kind"] for venue in found["venues"]} == {
        "arxiv": "preprint",
        "jtr": "journal",
        "tcml": "conference",
    }


def test_former_ids_lead_to_papers(small: SiteIndex) -> None:
    former = {alias: paper.id for paper in small.papers for alias in paper.aliases}
    assert made(small)["aliases"] == former


def test_datasets_stand_once_by_what_the_paper_does_with_them() -> None:
    paper = Paper(
        id="one",
        title="One",
        datasets=(
            DatasetUse(dataset="own", role="introduces"),
            DatasetUse(dataset="own", role="evaluation"),
            DatasetUse(dataset="used", role="training"),
        ),
        results=tuple(
            Result(dataset=name, metric="accuracy", value=1, source="Table 1") for name in ("own", "used", "reported")
        ),
        status="retracted",
    )
    row = catalogue_row(paper)
    assert (row.introduces, row.uses, row.reports) == ("own", "used", "reported")
    assert row.status == "retracted"


def test_counts_of_services_are_there_and_what_nobody_counted_is_less_than_none(small: SiteIndex) -> None:
    papers = made(small)["papers"]
    counted = {one: (papers["citations"][at], papers["stars"][at]) for at, one in enumerate(papers["id"])}
    assert counted["seeing-and-hearing"] == (1204, 321)
    assert counted["pairs-at-scale"] == (12, -1)
    assert counted["masked-everything"] == (-1, -1)
    assert papers["status"] == [-1] * 12


def test_citations_are_divided_evenly_and_seldom_anew() -> None:
    assert [parts(count) for count in (0, 1, 100, 101, 200, 201, 10_000, 12_800)] == [1, 1, 1, 2, 2, 4, 128, 128]
    numbers = [part_of(f"paper-{number}", parts(1000)) for number in range(1000)]
    sizes = [numbers.count(part) for part in range(parts(1000))]
    assert sum(sizes) == 1000
    assert max(sizes) < 2 * 1000 / len(sizes)
    assert part_of("看图说话", 1 << 32) == 1653695281
