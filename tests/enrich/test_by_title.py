"""Works that are found by title: taken only where everything agrees, told in any case, never written into a record."""

import json
import shlex
from typing import Any

import pytest
from click.testing import CliRunner
from hypothesis import given
from hypothesis import strategies as st
from pydantic import JsonValue

from kbgen.cli.main import cli
from kbgen.enrich.by_title import choose
from kbgen.enrich.report import outcome_json, outcome_lines
from kbgen.enrich.source import Facts
from kbgen.enrich.sources import arxiv_titles, dblp
from kbgen.model.identity import Work
from kbgen.model.paper import Paper
from kbgen.store.writer import write_record
from tests.enrich import answers
from tests.enrich.replica import Replica
from tests.enrich.weekly import MONDAY, Weekly

TITLE = "Rooms That Hear: Learning from Echoes"


def paper(**more: Any) -> Paper:
    return Paper.model_validate(
        {"id": "p", "title": TITLE, "authors": ["Ada Example", "Bo Sample"], "year": 2021, **more}
    )


def preprint(title: str = TITLE, authors: tuple[str, ...] = ("Ada Example",), year: int | None = 2021) -> Facts:
    return Facts({"arxiv": "2101.00001", "title": title}, Work(title, authors, year, frozenset({"arxiv:2101.00001"})))


def publication(year: int, **more: Any) -> Facts:
    fields: dict[str, JsonValue] = {"dblp": "conf/iccv/E21", "venue": "ICCV", "year": year}
    return Facts(fields, Work(more.get("title", TITLE), more.get("authors", ("Ada Example",)), year))


@pytest.mark.parametrize(
    ("record", "found", "against"),
    [
        (paper(), preprint(), ()),
        (paper(), preprint("Rooms that hear - learning from Échoes"), ()),
        (paper(), preprint(authors=("Example Ada",)), ()),
        (paper(), preprint(authors=("A. Example", "Bo Sample")), ()),
        (paper(), preprint(year=2020), ()),
        (paper(), preprint(year=2022), ()),
        (paper(authors=[]), preprint(), ()),
        (paper(title="Hearing Rooms by Their Echoes", also_titled=[TITLE]), preprint(), ()),
        (paper(), preprint(year=2019), ("the year is 2019",)),
        (paper(year=None), preprint(), ("the year is not known",)),
        (paper(), preprint(year=None), ("the year is not known",)),
        (paper(), preprint(authors=("Cy Specimen",)), ("the first author is Cy Specimen",)),
        (paper(), preprint(authors=("Bo Sample", "Ada Example")), ("the first author is Bo Sample",)),
        (paper(), preprint(authors=()), ("the first author is not named",)),
        (paper(), preprint("Rooms That Hear: Learning from an Echo"), ("the title is another",)),
        (
            paper(title="Deep Rooms", authors=[]),
            preprint("Deep Rooms"),
            ("the title is short and the record names no author",),
        ),
    ],
)
def test_a_work_is_taken_only_if_title_first_author_and_year_agree(
    record: Paper, found: Facts, against: tuple[str, ...]
) -> None:
    taken, suggestions = choose(record, [found])
    assert [one.against for one in suggestions] == [against]
    assert taken is (None if against else found)
    assert suggestions[0].command == "kbgen edit p --set ids.arxiv=2101.00001"


@pytest.mark.parametrize(
    "found",
    [preprint("Something Else About Rooms"), preprint("Rooms That Hear: Learning from an Echo", ("Cy Specimen",))],
)
def test_what_is_another_work_is_not_even_suggested(found: Facts) -> None:
    assert choose(paper(), [found]) == (None, ())


def test_of_several_works_that_agree_none_is_taken() -> None:
    taken, suggestions = choose(paper(), [preprint(), preprint(year=2020)])
    assert taken is None
    assert [one.against for one in suggestions] == [("it is one of several that agree",)] * 2


def test_a_publication_may_come_three_years_after_the_preprint_and_not_before_it() -> None:
    record = paper(venue="arxiv")
    said = {year: choose(record, [publication(year)])[0] is not None for year in range(2018, 2027)}
    assert [year for year, taken in said.items() if taken] == [2020, 2021, 2022, 2023, 2024]
    assert choose(paper(venue="iccv"), [publication(2023)])[0] is None, "the record's year is the publication's"


def test_a_command_says_only_what_the_record_does_not() -> None:
    record = paper(venue="arxiv", ids={"doi": "10.5555/x"})
    found = publication(2022)
    odd = Facts({**found.fields, "doi": "10.5555/y", "venue": "Trans. Rooms; rm -rf"}, found.work)
    [suggestion] = choose(record, [odd])[1]
    assert shlex.split(suggestion.command) == [
        "kbgen", "edit", "p", "--set", "venue=Trans. Rooms; rm -rf", "--set", "year=2022"
    ]  # fmt: skip


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["C"]), max_size=30),
            st.lists(st.text(max_size=9), max_size=2),
            st.none() | st.integers(1900, 2100),
        )
    )
)
def test_whatever_is_found_at_most_one_work_is_taken_and_told(found: list[tuple[str, list[str], int | None]]) -> None:
    facts = [Facts({"arxiv": "2101.00001"}, Work(title, tuple(names), year)) for title, names, year in found]
    title = " ".join(found[0][0].split()) if found else ""
    taken, suggestions = choose(paper(title=title or TITLE), facts)
    assert sum(one.taken for one in suggestions) == (taken is not None)
    assert list(suggestions) == sorted(suggestions, key=lambda one: -one.likeness)


def test_titles_share_a_request_unless_they_are_short() -> None:
    service = arxiv_titles.SOURCE.service
    titles = [f"A Long Title of Number {number}" for number in range(25)]
    batches = list(arxiv_titles.SOURCE.batches(service, [*titles, "Deep Rooms"]))
    assert [len(batch) for batch in batches] == [10, 10, 5, 1]
    request = arxiv_titles.SOURCE.request(service, ['Say "OR" ti:*', "A\\B (C)"])
    assert request.params["search_query"] == 'ti:"Say OR ti" OR ti:"A B C"'
    longest = arxiv_titles.SOURCE.request(service, ["Self-Supervised Multi-Modal Learning of Rooms " * 3] * 10)
    assert len(longest.shown(service, 10_000)) < 2_500


def test_a_short_title_is_asked_for_with_its_first_author() -> None:
    source = arxiv_titles.SOURCE
    short = paper(title="Deep Rooms", authors=["Ada Example", "Bo Sample"])
    long = paper(title="A Long Title of Number 1")
    unnamed = [paper(title="Deep Rooms", authors=names) for names in ([], ["山田 太郎"])]
    keys = [key for record in (short, long) for key in source.keys(record)]
    assert source.request(source.service, keys).params["search_query"] == (
        '(ti:"Deep Rooms" AND au:"example") OR ti:"A Long Title of Number 1"'
    )
    assert [len(batch) for batch in source.batches(source.service, keys)] == [2]
    alone = [key for record in unnamed for key in source.keys(record)]
    assert alone == ["Deep Rooms", "Deep Rooms"]
    assert source.solitary("Deep Rooms")


def test_papers_without_an_identifier_are_looked_for_and_preprints_for_their_publication() -> None:
    for record, on_arxiv, on_dblp in [
        (paper(), True, True),
        (paper(ids={"arxiv": "2101.00001"}), False, True),
        (paper(ids={"doi": "10.5555/x"}), True, False),
        (paper(ids={"arxiv": "2101.00001"}, venue="iccv"), False, False),
        (paper(title="?!"), False, False),
    ]:
        assert bool(arxiv_titles.SOURCE.keys(record)) is on_arxiv
        assert bool(dblp.SOURCE.keys(record)) is on_dblp


def test_more_works_than_arxiv_sends_at_once_are_asked_for_title_by_title(
    replica: Replica, weekly: Weekly, monkeypatch: pytest.MonkeyPatch
) -> None:
    crowd = {
        f"1901.{number:05d}": answers.entry(f"1901.{number:05d}v1", "A Paper Nobody Knows", ["Z"], "2019-01-01")
        for number in range(60)
    }
    monkeypatch.setattr(answers, "ARXIV", answers.ARXIV)
    for identifier, entry in crowd.items():
        monkeypatch.setitem(answers.ARXIV, identifier, entry)
    [outcome] = weekly.run(only="arxiv-titles").outcomes
    assert outcome.requests == 3
    assert outcome.whole


@pytest.fixture
def weekly(replica: Replica, tmp_path: Any) -> Weekly:
    found = {"id": "found", "title": TITLE, "authors": ["Ada Example"], "year": 2021, "venue": "iccv"}
    near = {
        "id": "near",
        "title": "Echoes of Rooms, Published",
        "authors": ["Ada Example"],
        "year": 2025,
        "venue": "iccv",
    }
    nobody = {"id": "nobody", "title": "A Paper Nobody Knows", "year": 2020, "venue": "iccv"}
    for one in (found, near, nobody):
        write_record(tmp_path, Paper.model_validate(one))
    return Weekly(tmp_path, replica)


def test_what_is_taken_is_kept_and_told_and_what_is_near_is_only_told(weekly: Weekly) -> None:
    run = weekly.run(only="arxiv")
    assert weekly.value("found", "arxiv") == "2101.00001"
    assert weekly.value("found", "comment") == "Accepted at ICCV 2021. Code: https://github.com/example/rooms-that-hear"
    assert weekly.value("near", "arxiv") is None
    lines = [line.strip() for line in outcome_lines(run)]
    assert lines[:6] == [
        "arXiv: nothing was due",
        "arXiv by title: 1 title known, 2 unknown, 1 request",
        "near: “Echoes of Rooms, Published” (Ada Example, 2021), 100 % alike; the year is 2021",
        "kbgen edit near --set ids.arxiv=2102.00002 --set ids.doi=10.5555/echoes.2022.7",
        f"found: “{TITLE}” (Ada Example, 2021), 100 % alike; taken, as title, author and year agree",
        "kbgen edit found --set ids.arxiv=2101.00001",
    ]
    told = json.loads(outcome_json(run))["services"]["arxiv-titles"]["suggestions"]
    assert [(one["id"], one["taken"], one["likeness"]) for one in told] == [
        ("found", True, 100.0),
        ("near", False, 100.0),
    ]
    assert run.whole, "a work that is not found is no failure"


def test_of_very_many_the_first_are_told_and_the_others_counted(weekly: Weekly) -> None:
    run = weekly.run(only="arxiv")
    run.outcomes[1].suggestions *= 15
    lines = [line.strip() for line in outcome_lines(run)]
    assert sum(line.startswith("kbgen edit") for line in lines) == 20
    assert "10 more were found by title, 10 of them taken; --format json tells all of them" in lines


def test_no_record_is_changed_until_the_command_is_run(weekly: Weekly) -> None:
    before = {path: path.read_bytes() for path in (weekly.root / "data/papers").rglob("*.yaml")}
    run = weekly.run(only="arxiv")
    assert {path: path.read_bytes() for path in (weekly.root / "data/papers").rglob("*.yaml")} == before
    suggestion = run.outcomes[1].suggestions[0]
    name, *arguments = shlex.split(suggestion.command)
    assert name == "kbgen"
    result = CliRunner().invoke(cli, [*arguments, "--root", str(weekly.root)])
    assert result.exit_code == 0, result.output
    assert [one.keys for one in weekly.plan(only="arxiv").services] == [("2101.00001",), ()]


def test_what_was_found_by_title_stays_while_nobody_asks_again(weekly: Weekly) -> None:
    weekly.run(only="arxiv")
    before = weekly.text("works.jsonl")
    again = weekly.run(MONDAY.replace(day=23), only="arxiv")
    assert [one.requests for one in again.outcomes] == [0, 0]
    assert weekly.text("works.jsonl") == before
