from collections.abc import Callable
from dataclasses import replace

import pytest

from kbgen.model.paper import Paper, Result
from kbgen.views.site import leaderboards
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.parts import Ref
from kbgen.views.site.progress import best_so_far, progress

Add = Callable[..., SiteIndex]


@pytest.fixture
def reporting(small: SiteIndex) -> Add:
    """The small knowledge base with more results on its clips: each a paper, a value, and fields of the result."""

    def add(*rows: tuple[str, float, dict[str, str]]) -> SiteIndex:
        papers = dict(small.kb.papers)
        for paper_id, value, fields in rows:
            row = Result(
                **{"dataset": "tone-clips", "metric": "accuracy", "source": "Table 1", "value": value} | fields
            )
            papers[paper_id] = _with(papers[paper_id], row)
        return SiteIndex(replace(small.kb, papers=papers))

    return add


def _with(paper: Paper, row: Result) -> Paper:
    return paper.model_copy(update={"results": (*paper.results, row)})


SOUNDS = {"task": "sound-classification", "unit": "%"}


def test_results_stand_apart_by_task_metric_and_unit(reporting: Add) -> None:
    index = reporting(
        ("clusters-of-sound", 81.5, SOUNDS),
        ("clusters-of-sound", 0.8, {"task": "sound-classification"}),
        ("masked-everything", 12, {"metric": "WER", "task": "Speech Recognition"}),
    )
    shown = leaderboards.leaderboard_page(index, "tone-clips")
    assert [(board.task.name if board.task else None, board.metric, board.unit) for board in shown.boards] == [
        ("Sound classification", "accuracy", "%"),
        (None, "top-5", None),
        ("Sound classification", "accuracy", None),
        ("Speech Recognition", "WER", None),
    ]
    assert len({board.id for board in shown.boards}) == 4
    assert (shown.results, shown.papers) == (5, 3)


def test_the_best_comes_first_and_equal_values_share_a_rank(reporting: Add) -> None:
    index = reporting(
        ("clusters-of-sound", 81.5, SOUNDS),
        ("masked-everything", 81.5, SOUNDS),
        ("unknown-year", 90, SOUNDS | {"model": "huge"}),
    )
    board = leaderboards.leaderboard_page(index, "tone-clips").boards[0]
    assert board.better == "higher"
    assert [(row.rank, row.value, row.paper.url, row.year, row.model) for row in board.rows] == [
        (1, "90", "papers/unknown-year/", None, "huge"),
        (2, "81.5", "papers/masked-everything/", 2022, None),
        (2, "81.5", "papers/clusters-of-sound/", 2019, None),
        (4, "79.3", "papers/seeing-and-hearing/", 2017, None),
    ]
    assert board.progress is not None
    assert [cell.value for cell in board.progress.rows[0].cells] == [79.3, None, 81.5, None, None, 81.5]
    assert all(row.source for row in board.rows)


def test_where_lower_is_better_the_least_comes_first(reporting: Add) -> None:
    rows = [("clusters-of-sound", 30, {"metric": "WER"}), ("masked-everything", 12, {"metric": "wer"})]
    [board] = [one for one in leaderboards.boards(reporting(*rows), "tone-clips") if one.better == "lower"]
    assert [(row.rank, row.number) for row in board.rows] == [(1, 12), (2, 30)]


def test_without_a_known_direction_there_is_no_rank_and_no_chart(reporting: Add) -> None:
    index = reporting(("masked-everything", 0.95, {"metric": "top-5"}))
    [board] = [one for one in leaderboards.boards(index, "tone-clips") if one.metric == "top-5"]
    assert board.better is None
    assert [(row.rank, row.year) for row in board.rows] == [(None, 2022), (None, 2017)]
    assert board.progress is None


def test_the_index_lists_datasets_with_results_only(small: SiteIndex) -> None:
    shown = leaderboards.leaderboards_page(small)
    assert [row.dataset.name for row in shown.rows] == ["Tone Clips", "Small Captions"]
    row = shown.rows[0]
    assert (row.dataset.name, row.url, row.results, row.papers) == ("Tone Clips", "leaderboards/tone-clips/", 2, 1)
    assert (row.metrics, row.newest) == (("accuracy", "top-5"), 2017)
    assert leaderboards.leaderboards_page(SiteIndex(replace(small.kb, papers={}))).rows == ()


def test_a_chart_needs_two_years() -> None:
    assert progress("x", "accuracy", None, [(2020, 1.0, Ref("A", "a/")), (2020, 2.0, Ref("B", "b/"))], "higher") is None


def test_a_chart_holds_the_best_so_far_and_every_result_with_its_paper() -> None:
    results = [(2017, 79.3, "a"), (2019, 81.5, "b"), (2019, 80.0, "c"), (2020, 1000.0, "d")]
    shown = progress(
        "top", "accuracy", "%", [(year, value, Ref(name, f"{name}/")) for year, value, name in results], "higher"
    )
    assert shown is not None
    assert [heading.name for heading in shown.columns] == ["2017", "2018", "2019", "2020"]
    best, *others = shown.rows
    assert [cell.value for cell in best.cells] == [79.3, None, 81.5, 1000]
    assert [[cell.value for cell in row.cells] for row in others] == [[79.3, None, 81.5, 1000], [None, None, 80, None]]
    assert [cell.url for row in others for cell in row.cells if cell.value] == ["a/", "b/", "d/", "c/"]
    assert shown.words(2, 2) == "80: c (2019)"
    assert "from 79.3 in 2017 to 1,000 in 2020" in shown.note


def test_the_best_so_far_never_gets_worse() -> None:
    results = [(2021, 3), (2019, 4), (2020, 5), (2019, 6)]
    assert list(best_so_far(results, "lower").items()) == [(2019, 4), (2020, 4), (2021, 3)]
    assert best_so_far([(2019, 4), (2020, 3)], "higher") == {2019: 4, 2020: 4}
    assert best_so_far([], "higher") == {}
