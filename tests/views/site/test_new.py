"""What came in when, as plain data."""

import dataclasses
import datetime
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.model.dataset import Dataset
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import ReadmeList, Select
from kbgen.model.paper import Paper
from kbgen.model.selection import select_papers
from kbgen.model.vocabulary import Taxonomy
from kbgen.views.digest import Wanted, digest
from kbgen.views.feeds import MOST, Followed, feed
from kbgen.views.lists import list_view
from kbgen.views.site import lists, new
from kbgen.views.site.arrivals import Arrivals, days_of, week_name, week_of, week_url
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.index import SiteIndex

MONDAY = datetime.date(2026, 11, 16)
EVERYTHING = Wanted(lambda _: True, lambda _: True)


def base(days: Sequence[datetime.date | None]) -> SiteIndex:
    papers = {
        f"p{at}": Paper(id=f"p{at}", title=f"Title {at}", year=2000 + at % 20, added=day) for at, day in enumerate(days)
    }
    return SiteIndex(KnowledgeBase(papers=papers))


def test_a_week_is_that_of_iso_8601() -> None:
    assert week_of(datetime.date(2027, 1, 3)) == (2026, 53)
    assert (week_name((2026, 7)), week_url((2026, 7))) == ("2026-W07", "new/2026-W07/")
    assert days_of((2026, 53)) == (datetime.date(2026, 12, 28), datetime.date(2027, 1, 3))


def test_the_week_in_which_the_calendar_ends_is_short() -> None:
    index = base([datetime.date.max])
    page = new.new_page(index, Arrivals(index), (), 1)
    assert [(week.name, week.first, week.last) for week in page.weeks] == [("9999-W52", "9999-12-27", "9999-12-31")]


@given(st.lists(st.none() | st.dates(datetime.date(2025, 12, 1), datetime.date(2026, 2, 1)), max_size=40))
def test_every_record_with_a_day_is_in_its_week_and_the_others_are_counted(days: list[datetime.date | None]) -> None:
    index = base(days)
    arrivals = Arrivals(index)
    assert list(arrivals.weeks) == sorted(arrivals.weeks, reverse=True)
    shown = {paper: week for week, arrived in arrivals.weeks.items() for paper in arrived.papers}
    assert shown == {f"p{at}": week_of(day) for at, day in enumerate(days) if day}
    assert arrivals.undated == (days.count(None), 0)
    in_order = [day for one in arrivals.papers if (day := index.kb.papers[one].added)]
    assert in_order == sorted(in_order, reverse=True)


def test_datasets_come_in_by_their_day_too() -> None:
    days = {"b": MONDAY, "a": MONDAY, "c": MONDAY + datetime.timedelta(days=1), "undated": None}
    datasets = {one: Dataset(id=one, name=one.upper(), added=day) for one, day in days.items()}
    index = SiteIndex(KnowledgeBase(datasets=datasets))
    arrivals = Arrivals(index)
    assert list(arrivals.datasets) == ["c", "a", "b"]
    assert arrivals.weeks[week_of(MONDAY)].datasets == ["c", "a", "b"]
    page = new.week_page(index, arrivals, week_of(MONDAY), 1)
    assert [row.name for row in page.datasets.rows] == ["A", "B", "C"]
    assert arrivals.undated == (0, 1)


def test_a_feed_holds_the_newest_and_is_as_new_as_they_are() -> None:
    days = [MONDAY - datetime.timedelta(days=at) for at in range(MOST + 5)]
    index = base([None, *days])
    made = feed(index, Arrivals(index), "All", Followed(tuple(index.kb.papers), url="x/"))
    assert made is not None
    assert [entry.id for entry in made.entries] == [f"p{at}" for at in range(1, MOST + 1)]
    assert made.updated == MONDAY


def test_where_nothing_has_a_day_there_is_no_feed() -> None:
    index = base([None, None])
    assert feed(index, Arrivals(index), "All", Followed(("p0", "p1"), url="x/")) is None


def test_new_shows_weeks_in_parts_and_the_first_of_each() -> None:
    index = base([MONDAY - datetime.timedelta(weeks=at) for at in range(new.WEEKS + 1)] + [MONDAY] * 20)
    arrivals = Arrivals(index)
    first, second = (new.new_page(index, arrivals, (), part) for part in (1, 2))
    assert [len(page.weeks) for page in (first, second)] == [new.WEEKS, 1]
    assert (first.weeks[0].papers, len(first.weeks[0].shown)) == (21, new.SHOWN)
    assert [page.url for page in first.pager.pages] == ["new/", "new/2/"]


def test_a_week_leads_to_those_beside_it_and_to_the_explorer(small: SiteIndex) -> None:
    page = new.week_page(small, Arrivals(small), (2026, 7), 1)
    assert (page.earlier and page.earlier.name, page.later and page.later.name) == ("2026-W05", "2026-W09")
    assert page.query == "added:2026-02-09..2026-02-15"


def test_what_came_in_is_filed_under_terms_that_name_something() -> None:
    carried = {"audio": 1, "modality-unspecified": 2}
    terms = [{"id": one, "name": one, "description": one} for one in carried]
    axis = {"id": "modality", "name": "Modality", "description": "What goes in.", "terms": terms}
    taxonomy = Taxonomy.model_validate({"axes": [axis]})
    papers = {
        f"{term}-{n}": Paper(id=f"{term}-{n}", title="T", year=2020, added=MONDAY, topics={"modality": (term,)})
        for term, count in carried.items()
        for n in range(count)
    }
    index = SiteIndex(KnowledgeBase(papers=papers, taxonomy=taxonomy))
    page = new.week_page(index, Arrivals(index), week_of(MONDAY), 1)
    assert [(topic.name, topic.count) for topic in page.topics] == [("audio", 1)]
    assert digest(index, SiteInfo("Base", ""), EVERYTHING, MONDAY, MONDAY, 9).topics == (("audio", 1),)


def test_a_list_finds_what_its_headings_find_or_what_it_is_told_to(small: SiteIndex) -> None:
    headings = [
        {"heading": "Clusters", "select": {"topics": {"objective": ["clustering"]}}},
        {"heading": "Data", "of": "datasets", "select": {"family": "audio-visual"}},
        {"heading": "Old", "select": {"year": "..2017"}, "sections": [{"heading": "New", "select": {"year": "2022"}}]},
    ]
    one = ReadmeList.model_validate({"id": "a", "title": "A", "output": "A.md", "sections": headings})
    found = lists.members(small, one)
    view = list_view(one, small.kb)
    assert set(found.papers) == {card.id for section in view.walk() for card in section.full}
    assert found.datasets == ["tone-clips"]
    told = one.model_copy(update={"select": small.kb.lists["sound"].select})
    assert lists.members(small, told) == lists.members(small, small.kb.lists["sound"])
    rest = ReadmeList.model_validate(
        {"id": "a", "title": "A", "sections": [*headings, {"heading": "Rest", "select": {}}]}
    )
    assert len(lists.members(small, rest).papers) == len(small.papers)
    sections = [*headings, {"heading": "Newest", "select": {"limit": 1}}]
    newest = lists.members(small, ReadmeList.model_validate({"id": "a", "title": "A", "sections": sections}))
    assert set(newest.papers) == {*found.papers, small.papers[0].id}
    few = ReadmeList.model_validate({"id": "a", "title": "A", "select": {"limit": 2}})
    assert lists.members(small, few).papers == [paper.id for paper in small.papers[:2]]


@pytest.mark.parametrize(
    "where", ["modality:audio", "-modality:audio", "modality:audio year:>=2019 -kind:survey", "has:code", ""]
)
def test_a_list_finds_what_its_query_finds(small: SiteIndex, where: str) -> None:
    select = Select(where=where or None)
    one = ReadmeList(id="a", title="A", select=select)
    assert set(lists.members(small, one).papers) == {paper.id for paper in select_papers(small.kb, select)}


def test_lists_come_by_title_with_the_number_of_their_papers(small: SiteIndex) -> None:
    titles = {"a": "zebras", "b": "Apes", "c": "mice"}
    kept = {one: ReadmeList(id=one, title=title, select=Select(limit=2)) for one, title in titles.items()}
    index = SiteIndex(dataclasses.replace(small.kb, lists=kept))
    refs = lists.list_refs(index, {one: lists.members(index, kept[one]) for one in kept})
    assert [(ref.name, ref.url, ref.count) for ref in refs] == [
        ("Apes", "lists/b/", 2),
        ("mice", "lists/c/", 2),
        ("zebras", "lists/a/", 2),
    ]


def test_a_list_that_is_a_query_leads_to_the_explorer(small: SiteIndex) -> None:
    one = small.kb.lists["sound"]
    page = lists.list_page(small, one, lists.members(small, one), 1)
    assert (page.query, page.papers.total) == ("modality:audio", 5)
    keyed = ReadmeList.model_validate({"id": "a", "title": "A", "select": {"kind": "survey", "where": "pairs"}})
    assert lists.list_page(small, keyed, lists.members(small, keyed), 1).query == ""


def test_a_digest_counts_all_and_tells_some() -> None:
    days = [MONDAY, MONDAY + datetime.timedelta(days=6), MONDAY - datetime.timedelta(days=1), None, MONDAY]
    index = base(days)
    made = digest(index, SiteInfo("Base", ""), EVERYTHING, MONDAY, MONDAY + datetime.timedelta(days=6), 2)
    assert [entry.id for entry in made.papers] == ["p4", "p1"]
    assert (made.total_papers, made.left_out, made.undated) == (3, 1, 1)
    assert made.subject == "Base: 3 new papers"


def test_a_digest_names_datasets_and_says_that_nothing_is_new() -> None:
    kb = KnowledgeBase(datasets={"d": Dataset(id="d", name="D", added=MONDAY)})
    made = digest(SiteIndex(kb), SiteInfo("Base", ""), EVERYTHING, MONDAY, MONDAY, 9)
    assert (made.subject, made.datasets[0].byline) == ("Base: 1 new dataset", "Dataset")
    before = MONDAY - datetime.timedelta(days=1)
    assert digest(SiteIndex(kb), SiteInfo("Base", ""), EVERYTHING, before, before, 9).is_empty
