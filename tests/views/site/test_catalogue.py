from kbgen.views.site.catalogue import FLAGS, Catalogue, catalogue, catalogue_row
from kbgen.views.site.index import SiteIndex


def made(index: SiteIndex) -> Catalogue:
    return catalogue(index, {paper.id: catalogue_row(paper) for paper in index.papers})


def test_columns_have_one_value_a_paper(small: SiteIndex) -> None:
    papers = made(small)["papers"]
    columns = {name: column for name, column in papers.items() if name != "topics"} | papers["topics"]
    assert {len(column) for column in columns.values()} == {12}  # type: ignore[arg-type]


def test_a_row_says_what_the_record_says(small: SiteIndex) -> None:
    found = made(small)
    papers = found["papers"]
    row = papers["id"].index("seeing-and-hearing")
    assert papers["authors"][row] == "Ada Müller; Relja Šarić; Wei Chen"
    assert found["venues"][papers["venue"][row]]["short"] == "TCML"
    assert papers["added"][row] == 20260106
    flags = {name for bit, name in enumerate(FLAGS) if papers["flags"][row] >> bit & 1}
    assert flags == {"code", "arxiv", "doi", "summary", "project", "results", "abstract", "references", "notes"}
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
