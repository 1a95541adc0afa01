from typing import Any

from kbgen.model.lists import ReadmeList
from kbgen.views.lists import SectionView, list_view
from tests.render.list_samples import SECTIONS, knowledge_base, many_papers, readme_list


def view_of(sections: list[dict[str, Any]], papers: list[dict[str, Any]] | None = None) -> dict[str, SectionView]:
    view = list_view(readme_list(sections=sections), knowledge_base(papers))
    return {section.heading: section for section in view.walk()}


def ids(section: SectionView) -> list[str]:
    return [card.id for card in section.full]


def test_a_heading_finds_the_papers_of_its_term_and_of_the_terms_below() -> None:
    view = view_of(
        [{"heading": "Discrimination", "select": {"topics": {"objective": "discrimination"}, "sort": "year"}}]
    )
    assert ids(view["Discrimination"]) == ["listening", "hostile"]


def test_a_query_stands_for_the_keys() -> None:
    for where in ("objective:discrimination", "objective:contrastive,discrimination", "topic:discrimination"):
        view = view_of([{"heading": "Discrimination", "select": {"where": where, "sort": "year"}}])
        assert ids(view["Discrimination"]) == ["listening", "hostile"], where
    narrower = {"topics": {"objective": "discrimination"}, "where": "has:project"}
    view = view_of([{"heading": "Discrimination", "select": narrower}])
    assert ids(view["Discrimination"]) == ["listening"]


def test_a_paper_is_shown_in_full_under_its_first_heading_and_referred_to_under_others() -> None:
    view = view_of(SECTIONS)
    assert ids(view["Health/Care"]) == ["quoted"]
    assert [(one.card.id, one.shown_under) for one in view["Health/Care"].elsewhere] == [
        ("listening", "Discrimination")
    ]


def test_a_select_without_a_condition_gathers_what_no_heading_before_it_shows() -> None:
    view = view_of(SECTIONS)
    assert ids(view["More Papers"]) == ["repeats-itself"]
    assert not view["More Papers"].elsewhere


def test_a_heading_shows_what_its_subheadings_do_not() -> None:
    below = {"heading": "Contrastive", "select": {"topics": {"objective": "contrastive"}}}
    all_objectives = {"topics": {"objective": ["discrimination", "clustering"]}}
    view = view_of([{"heading": "Objectives", "select": all_objectives, "sections": [below]}])
    assert sorted(ids(view["Contrastive"])) == ["hostile", "listening"]
    assert sorted(ids(view["Objectives"])) == ["no-address", "same-address"]
    assert not view["Objectives"].elsewhere


def test_every_paper_is_shown_in_full_once_when_a_list_ends_with_the_rest() -> None:
    papers = many_papers(200)
    view = list_view(readme_list(), knowledge_base(papers))
    full = [card.id for section in view.walk() for card in section.full]
    assert sorted(full) == sorted(paper["id"] for paper in papers)
    assert view.paper_count == 200


def test_the_rest_obeys_its_limit_after_leaving_out_what_was_shown() -> None:
    first = {"heading": "First", "select": {"topics": {"objective": ["contrastive", "clustering"]}}}
    view = view_of([first, {"heading": "Rest", "select": {"limit": 1, "sort": "title"}}])
    assert ids(view["Rest"]) == ["repeats-itself"]


def test_dataset_tables_keep_the_sources_words_and_their_numbers() -> None:
    table = view_of(SECTIONS)["Image-Text Datasets"].table
    assert table is not None
    assert table.size_columns == ("images", "text")
    rows = {row.id: row for row in table.rows}
    assert [row.id for row in table.rows] == ["bees", "captions", "plain"]
    assert [(cell.text, cell.count) for cell in rows["captions"].sizes] == [(">330000", 330000), ("1.5M", 1500000)]
    assert [cell.text for cell in rows["plain"].sizes] == ["", ""]
    assert rows["captions"].tasks == "captioning, retrieval"
    assert rows["bees"].access == "on request"
    assert table.has_access
    assert not table.has_license


def test_a_list_counts_each_dataset_once() -> None:
    view = list_view(readme_list(sections=[*SECTIONS, SECTIONS[-1] | {"heading": "Again"}]), knowledge_base())
    assert view.dataset_count == 3


def test_a_list_without_headings_is_empty() -> None:
    view = list_view(ReadmeList(id="empty", title="Empty", output="EMPTY.md"), knowledge_base())
    assert view.sections == ()
    assert view.paper_count == 0
