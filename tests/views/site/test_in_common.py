"""What pages of authors, venues, terms and years say of their papers, as the query language finds it."""

from dataclasses import replace
from pathlib import Path

import pytest

from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.model.vocabulary import Taxonomy, Term
from kbgen.store.tree import load_tree
from kbgen.views.site import listings, topics
from kbgen.views.site.in_common import RisenTopic, explore_author, main_topics, risen_topics
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.parts import Ref
from tests.views.site.asked import found

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def real() -> SiteIndex:
    return SiteIndex(load_tree(REPOSITORY, cache=False).kb)


def with_papers(kb: KnowledgeBase, *papers: Paper) -> SiteIndex:
    return SiteIndex(replace(kb, papers={paper.id: paper for paper in papers}))


def test_numbers_of_terms_venues_and_years_lead_to_as_many_papers(real: SiteIndex) -> None:
    counted = 0
    for axis, term in [("objective", "contrastive"), ("modality", "video"), ("task", "retrieval")]:
        shown = topics.topic_page(real, axis, term, 1)
        for bar in shown.years:
            assert found(real.kb, bar.url) == bar.count if bar.count else bar.url == ""
        for topic in shown.neighbours:
            assert found(real.kb, topic.url) == topic.count, f"{term} and {topic.name}"
            counted += 1
    venue = listings.venue_page(real, "cvpr", 1)
    year = listings.year_page(real, 2021, 1)
    for one in (*venue.topics, *year.venues):
        assert found(real.kb, one.url) == one.count
        counted += 1
    for bar in venue.years:
        assert not bar.count or found(real.kb, bar.url) == bar.count
    for risen in year.risen:
        assert found(real.kb, risen.count_url) == risen.count > risen.before
        counted += 1
    assert found(real.kb, venue.explore_url) == venue.papers.total
    assert found(real.kb, year.explore_url) == year.papers.total
    assert counted > 60


def test_neighbours_of_a_term_are_not_those_of_its_own_line(small: SiteIndex) -> None:
    below = topics.topic_page(small, "objective", "contrastive", 1)
    assert "Instance discrimination" not in [topic.name for topic in below.neighbours]
    above = topics.topic_page(small, "objective", "discrimination", 1)
    assert {"Contrastive", "Matching"}.isdisjoint(topic.name for topic in above.neighbours)
    assert {"Image", "Audio"} <= {topic.name for topic in above.neighbours}


def test_the_datasets_of_a_term_are_told_apart_by_use_and_introduction(small: SiteIndex) -> None:
    shown = topics.topic_page(small, "objective", "discrimination", 1)
    assert "Tone Clips" in [one.dataset.name for one in shown.used]
    assert shown.introduced == ()
    assert [ref.name for ref in topics.topic_page(small, "modality", "audio", 1).introduced] == ["Tone Clips"]


def test_further_parts_of_a_list_show_papers_only(small: SiteIndex) -> None:
    further = topics.topic_page(small, "objective", "discrimination", 2)
    assert (further.neighbours, further.people, further.used, further.introduced) == ((), (), (), ())
    assert (listings.venue_page(small, "tcml", 2).topics, listings.venue_page(small, "tcml", 2).people) == ((), ())
    assert listings.year_page(small, 2020, 2).risen == ()


def test_an_author_page_tells_years_co_authors_topics_and_datasets(small: SiteIndex) -> None:
    shown = listings.author_page(small, "wei-chen", 1)
    assert shown.papers.total > 1
    assert sum(year.count for year in shown.per_year) == shown.papers.total
    headings = {f"#year-{group.heading}" for group in shown.papers.groups}
    assert {year.url for year in shown.per_year if year.count} <= headings
    assert found(small.kb, shown.explore_url) >= shown.papers.total
    introducer = listings.author_page(small, "ada-muller", 1)
    assert introducer.introduces == (Ref("Tone Clips", "datasets/tone-clips/"),)


def test_an_author_page_leaves_out_topics_that_name_nothing(small: SiteIndex) -> None:
    vague = Term(id="modality-unspecified", name="Unspecified", description="Names none.")
    modality = next(axis for axis in small.kb.taxonomy.axes if axis.id == "modality")
    taxonomy = Taxonomy(axes=(modality.model_copy(update={"terms": (vague, *modality.terms)}),))
    paper = Paper(id="a", title="T", authors=("A B",), topics={"modality": ("audio", vague.id)})
    index = with_papers(replace(small.kb, taxonomy=taxonomy), paper)
    shown = listings.author_page(index, "a-b", 1)
    assert [topic.name for topic in shown.topics] == ["Audio"]


def test_someone_with_one_paper_has_no_bars_and_no_filter(small: SiteIndex) -> None:
    alone = next(slug for slug, papers in small.authors.papers.items() if len(papers) == 1)
    shown = listings.author_page(small, alone, 1)
    assert (shown.per_year, shown.explore_url) == ((), "")


@pytest.mark.parametrize("name", ['Anna "Ann" O’Neil', "Back\\slash", "名前 太郎", "A & B, jr."])
def test_a_name_is_asked_for_whatever_stands_in_it(small: SiteIndex, name: str) -> None:
    index = with_papers(small.kb, Paper(id="a", title="T", authors=(name,)), Paper(id="b", title="T", authors=("C D",)))
    assert found(index.kb, explore_author(name)) == 1


def test_topics_rise_by_two_papers_and_are_new_where_no_earlier_year_has_one(small: SiteIndex) -> None:
    def papers(year: int, term: str, count: int) -> list[Paper]:
        return [Paper(id=f"{term}-{year}-{n}", title="T", year=year, topics={"task": (term,)}) for n in range(count)]

    index = with_papers(
        small.kb,
        *papers(2018, "retrieval", 1),
        *papers(2020, "retrieval", 3),
        *papers(2020, "sound-classification", 2),
        *papers(2021, "retrieval", 4),
    )
    url = "explore/?task={}&year=2020"
    assert risen_topics(index, 2020) == (
        RisenTopic(Ref("Retrieval", "topics/task/retrieval/"), url.format("retrieval"), 3, 0, is_new=False),
        RisenTopic(
            Ref("Sound classification", "topics/task/sound-classification/"),
            url.format("sound-classification"),
            2,
            0,
            is_new=True,
        ),
    )
    assert risen_topics(index, 2021) == (), "one paper more is no rise"


def test_years_between_are_there_unless_they_are_many(small: SiteIndex) -> None:
    index = with_papers(small.kb, *(Paper(id=f"p{year}", title="T", year=year) for year in (2019, 2022)))
    assert [(bar.year, bar.count, bar.url) for bar in listings.year_counts(index, index.kb.papers)] == [
        (2019, 1, "years/2019/"),
        (2020, 0, ""),
        (2021, 0, ""),
        (2022, 1, "years/2022/"),
    ]
    long_ago = with_papers(small.kb, *(Paper(id=f"p{year}", title="T", year=year) for year in (1936, 2022)))
    assert [bar.year for bar in listings.year_counts(long_ago, long_ago.kb.papers)] == [1936, 2022]


def test_what_names_nothing_is_no_main_topic(real: SiteIndex) -> None:
    assert "unspecified" not in " ".join(topic.id for topic in main_topics(real, real.kb.papers, {}))
