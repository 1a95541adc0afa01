"""The numbers of the timeline against the query language: what a number leads to is what it counts."""

from dataclasses import replace
from pathlib import Path

import pytest

from kbgen.model.paper import DatasetRole, DatasetUse, Paper, Result
from kbgen.store.tree import load_tree
from kbgen.views.charts import Chart
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.timeline import TimelinePage, timeline_page
from tests.views.site.asked import found

REPOSITORY = Path(__file__).parents[3]


@pytest.fixture(scope="module")
def page(small: SiteIndex) -> TimelinePage:
    return timeline_page(small)


def numbers(chart: Chart) -> dict[str, list[float | None]]:
    return {row.heading.name: [cell.value for cell in row.cells] for row in chart.rows}


@pytest.mark.parametrize("folder", ["tests/fixtures/small_kb", "."])
def test_every_number_leads_to_the_papers_that_it_counts(folder: str) -> None:
    kb = load_tree(REPOSITORY / folder, cache=False).kb
    counted = 0
    for chart in timeline_page(SiteIndex(kb)).charts:
        assert len({row.heading.name for row in chart.rows}) == len(chart.rows)
        for row in chart.rows:
            assert len(row.cells) == len(chart.columns)
            for column, cell in zip(chart.columns, row.cells, strict=True):
                assert bool(cell.url) == bool(cell.value)
                if cell.url:
                    assert found(kb, cell.url) == cell.value, f"{chart.id}: {row.heading.name}, {column.name}"
                    counted += 1
    assert counted > 30


def test_papers_are_counted_by_year_without_gaps_and_undated_ones_apart(page: TimelinePage, small: SiteIndex) -> None:
    years = [heading.name for heading in page.years.columns]
    assert years == [str(year) for year in range(2015, 2025)]
    assert [heading.url for heading in page.years.columns][:2] == ["years/2015/", ""], "no paper of 2016, so no page"
    assert numbers(page.years)["Papers"][:4] == [1, 0, 1, 1]
    assert sum(value or 0 for value in numbers(page.years)["Papers"]) + page.undated == page.total == len(small.papers)


def test_an_axis_tells_its_terms_and_what_is_not_filed(page: TimelinePage) -> None:
    objective = next(axis for axis in page.axes if axis.id == "objective").by_year
    totals = {name: sum(value or 0 for value in values) for name, values in numbers(objective).items()}
    assert totals == {
        "Instance discrimination": 5,
        "Clustering": 2,
        "Masked prediction": 1,
        "Not filed on this axis": 4,
    }
    assert [row.apart for row in objective.rows] == [False, False, False, True]
    assert objective.rows[0].heading.url == "topics/objective/discrimination/"


def test_terms_of_one_axis_meet_in_both_orders_and_not_themselves(page: TimelinePage) -> None:
    together = next(axis for axis in page.axes if axis.id == "modality").together
    assert together is not None
    names = [heading.name for heading in together.columns]
    assert [row.heading.name for row in together.rows] == names
    for one in range(len(names)):
        assert together.rows[one].cells[one].value is None
        for other in range(one):
            assert together.rows[one].cells[other].value == together.rows[other].cells[one].value


def test_a_dataset_is_not_used_by_the_paper_that_introduces_it(page: TimelinePage) -> None:
    assert sum(value or 0 for value in numbers(page.datasets)["Tone Clips"]) == 1
    assert sum(value or 0 for value in numbers(page.introducing)["Papers"]) == 2


def test_the_use_of_a_dataset_leads_to_its_users_alone(small: SiteIndex) -> None:
    roles: dict[str, tuple[DatasetRole, ...]] = {
        "own": ("introduces", "evaluation"),
        "user": ("evaluation",),
        "says": (),
    }
    papers = {
        name: Paper(
            id=name,
            title="T",
            year=2020,
            datasets=tuple(DatasetUse(dataset="tone-clips", role=role) for role in each),
            results=(Result(dataset="tone-clips", metric="accuracy", value=1, source="Table 1"),),
        )
        for name, each in roles.items()
    }
    index = SiteIndex(replace(small.kb, papers=papers))
    [row] = timeline_page(index).datasets.rows
    [cell] = [one for one in row.cells if one.value]
    assert (cell.value, found(index.kb, cell.url)) == (1, 1)


def test_many_terms_are_cut_to_those_with_most_papers_and_the_rest_counted_together(small: SiteIndex) -> None:
    axis = small.kb.taxonomy.axes[0]
    term = axis.terms[-1]
    terms = tuple(term.model_copy(update={"id": f"t{number:02}", "name": f"T{number:02}"}) for number in range(12))
    taxonomy = small.kb.taxonomy.model_copy(update={"axes": (axis.model_copy(update={"terms": terms}),)})
    papers = {
        f"p{number}": Paper(id=f"p{number}", title="T", year=2020, topics={axis.id: (f"t{number % 12:02}",)})
        for number in range(30)
    }
    index = SiteIndex(replace(small.kb, papers=papers, taxonomy=taxonomy))
    shown = timeline_page(index).axes[0].by_year
    assert [row.heading.name for row in shown.rows] == [f"T{number:02}" for number in range(8)] + ["Other terms"]
    assert numbers(shown)["Other terms"] == [8]
    assert found(index.kb, shown.rows[-1].cells[0].url) == 8


def test_years_long_ago_share_the_first_column(small: SiteIndex) -> None:
    papers = {f"p{year}": Paper(id=f"p{year}", title="T", year=year) for year in (1950, 1999, 2008, 2009, 2010, 2024)}
    index = SiteIndex(replace(small.kb, papers=papers))
    years = timeline_page(index).years
    assert (years.columns[0].name, years.columns[-1].name) == ("to 2009", "2024")
    assert numbers(years)["Papers"] == [4, 1, *[0] * 13, 1]
    assert found(index.kb, years.rows[0].cells[0].url) == found(index.kb, years.columns[0].url) == 4


def test_a_knowledge_base_without_papers_has_a_timeline_without_numbers(small: SiteIndex) -> None:
    empty = timeline_page(SiteIndex(replace(small.kb, papers={})))
    assert [chart.numbers for chart in empty.charts if chart.numbers] == []
    assert empty.axes == ()
