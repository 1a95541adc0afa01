"""What surrounds a paper: its picture, the table beside it, and the papers near it."""

import json
from dataclasses import replace

from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.render.site.head import json_script
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.neighbourhood import MOST_NEAR, Neighbourhood, neighbourhood, related_rows


def around(papers: list[Paper], paper_id: str) -> Neighbourhood:
    found = neighbourhood(SiteIndex(replace(KnowledgeBase(), papers={one.id: one for one in papers})), paper_id)
    assert found is not None
    return found


def paper(paper_id: str, *cites: str, year: int | None = 2020, title: str = "") -> Paper:
    return Paper.model_validate(
        {"id": paper_id, "title": title or paper_id, "year": year, "relations": {"cites": list(cites)}}
    )


def test_a_paper_without_citations_has_no_picture(small: SiteIndex) -> None:
    assert neighbourhood(small, "no-authors") is None


def test_each_paper_says_how_it_is_tied_to_the_one_in_the_middle() -> None:
    papers = [
        paper("middle", "cited", "mutual"),
        paper("cited", "beyond"),
        paper("mutual", "middle"),
        paper("citing", "middle", "cited"),
        paper("beyond", "far-off"),
        paper("far-off"),
    ]
    shown = around(papers, "middle")
    assert {one.title: one.relation for one in shown.papers} == {
        "middle": "this",
        "cited": "cited",
        "mutual": "both",
        "citing": "cites",
        "beyond": "further",
    }
    assert shown.papers[0].relation == "this"
    names = [one.title for one in shown.papers]
    assert {(names[citing], names[cited]) for citing, cited in shown.citations} == {
        ("middle", "cited"),
        ("middle", "mutual"),
        ("mutual", "middle"),
        ("citing", "middle"),
        ("citing", "cited"),
        ("cited", "beyond"),
    }
    assert shown.left_out == 0


def test_of_too_many_those_that_more_citations_join_are_shown_and_the_rest_is_counted() -> None:
    many = [paper(f"p{number}", "middle") for number in range(MOST_NEAR + 7)]
    joined = paper("zz-joined", "middle", "p0")
    shown = around([paper("middle", year=2000), *many, joined], "middle")
    assert len(shown.papers) == 1 + MOST_NEAR
    assert {one.title for one in shown.papers[1:3]} == {"zz-joined", "p0"}
    assert shown.left_out == 8


def test_the_page_carries_the_picture_as_plain_data_whatever_titles_hold() -> None:
    hostile = "</script><img src=x onerror=alert(1)>"
    text = json_script(around([paper("middle", "other"), paper("other", title=hostile)], "middle").data)
    assert "<" not in text
    carried = json.loads(text)
    assert carried["papers"][1] == [hostile, "", 2020, "papers/other/", "cited"]
    assert carried["citations"] == [[0, 1]]


def test_related_papers_stand_with_their_reasons(small: SiteIndex) -> None:
    [row] = related_rows(small, [("a-survey", ("cites this paper", "same topic: Text"))])
    assert (row.paper.id, row.why) == ("a-survey", ("cites this paper", "same topic: Text"))
