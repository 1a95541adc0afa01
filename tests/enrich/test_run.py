"""Whole runs against the replica: what is found is written, and nothing that goes wrong loses anything."""

import datetime
import json
import threading
from pathlib import Path
from typing import Any

import pytest

from kbgen.enrich.asking import Outcome, ask
from kbgen.enrich.fields import FREE_ABSTRACTS
from kbgen.enrich.overlay import Publishing
from kbgen.enrich.report import outcome_json, outcome_lines, plan_json
from kbgen.enrich.services import SOURCES, chosen
from kbgen.enrich.state import STATE_FILE, read_state
from kbgen.enrich.values import at
from kbgen.graph.citations import citations
from kbgen.model.finding import KbgenError
from kbgen.store.tree import load_tree
from tests.enrich.replica import Replica, Reply, json_reply
from tests.enrich.samples import write_rooms
from tests.enrich.weekly import MONDAY, NEXT_MONDAY, Weekly


@pytest.fixture
def weekly(tmp_path: Path, replica: Replica) -> Weekly:
    return Weekly(write_rooms(tmp_path), replica)


def test_a_run_brings_what_the_services_know(weekly: Weekly) -> None:
    run = weekly.run()
    assert run.whole
    assert weekly.value("rooms", "authors") == ["Ada Example", "Bo Sample"]
    assert weekly.value("rooms", "arxiv_version") == 3
    assert weekly.value("rooms", "citation_count") == 100
    assert weekly.value("rooms", "tldr") == "Rooms are heard."
    assert weekly.value("rooms", "open_access_pdf") == "https://example.org/rooms.pdf"
    assert weekly.value("rooms", "dblp") == "conf/iccv/ExampleS21"
    assert weekly.value("echoes", "retracted") is True
    assert weekly.value("rooms", "retracted") is None
    assert weekly.value("journal", "arxiv") == "1912.00009"
    assert weekly.value("unheard", "title") is None
    names = ("counts", "hub", "references", "repositories", "works")
    assert run.files == (".kbgen/enriched/abstracts.jsonl", *(f"data/enriched/{name}.jsonl" for name in names))


def test_requests_are_as_few_as_the_batches_allow(weekly: Weekly) -> None:
    weekly.environment = {"GITHUB_TOKEN": "key"}
    run = weekly.run()
    batched = ["arxiv", "arxiv-titles", "crossref", "datacite", "semantic-scholar", "openalex", "github"]
    alone = {"opencitations": 2, "dblp": 3, "hugging-face": 3}
    assert {outcome.source.name: outcome.requests for outcome in run.outcomes} == {**dict.fromkeys(batched, 1), **alone}
    assert len(weekly.replica.asked) == len(batched) + sum(alone.values())


def test_repositories_tell_how_they_are(weekly: Weekly) -> None:
    weekly.run()
    gone = {"repository": "example/gone", "missing": True}
    there = {
        "repository": "example/rooms-that-hear",
        "archived": True,
        "stars": 1000,
        "forks": 50,
        "pushed": "2023-04-05",
        "license": "MIT",
        "language": "Python",
        "topics": ["audio", "rooms"],
    }
    assert weekly.value("rooms", "repositories") == [there, gone]
    assert at(weekly.value("echoes", "repositories"), 0, "renamed") == "example/new-name"


def test_with_a_key_one_query_says_the_same_of_repositories(weekly: Weekly) -> None:
    weekly.run(only="github")
    without = weekly.text("repositories.jsonl")
    (weekly.root / "data/enriched/repositories.jsonl").unlink()
    (weekly.root / STATE_FILE).unlink()
    weekly.environment = {"GITHUB_TOKEN": "key"}
    asked = weekly.replica.count("github")
    weekly.run(only="github")
    assert weekly.replica.count("github") == asked + 1
    with_key = json.loads(weekly.text("repositories.jsonl").splitlines()[1])
    assert with_key == json.loads(without.splitlines()[1])


def test_references_become_citations_with_who_states_them(weekly: Weekly) -> None:
    weekly.run()
    assert weekly.value("rooms", "references_semantic_scholar") == {"seen": 4, "records": ["beta", "echoes"]}
    assert weekly.value("rooms", "references_openalex") == {"seen": 2, "records": ["echoes"]}
    assert weekly.value("journal", "references_opencitations") == {"seen": 2, "records": ["echoes"]}
    found = citations(load_tree(weekly.root).kb)
    [beta, echoes] = found.cites("rooms")
    assert beta.cited == "beta"
    assert [statement.source for statement in echoes.statements] == ["OpenAlex", "Semantic Scholar"]
    assert found.coverage["rooms"].seen == 4
    [by_title] = found.cites("journal")
    assert [statement.source for statement in by_title.statements] == ["OpenCitations"]


def test_a_second_run_asks_only_what_is_due_and_changes_no_line(weekly: Weekly) -> None:
    weekly.run()
    before = {path.name: path.read_bytes() for path in (weekly.root / "data/enriched").iterdir()}
    asked = len(weekly.replica.asked)
    tuesday = weekly.run(MONDAY + datetime.timedelta(days=1))
    assert len(weekly.replica.asked) == asked
    assert (tuesday.changes, tuesday.files) == ((), ())
    later = weekly.run(NEXT_MONDAY)
    resting = {name for name, source in SOURCES.items() if source.rest}
    assert {one.source.name for one in later.outcomes if not one.requests} == resting
    assert (later.changes, later.files) == ((), ())
    asked = len(weekly.replica.asked) - asked
    month = weekly.run(MONDAY + datetime.timedelta(days=28))
    assert all(one.requests for one in month.outcomes)
    assert (month.changes, month.files) == ((), ())
    assert {path.name: path.read_bytes() for path in (weekly.root / "data/enriched").iterdir()} == before


def test_one_count_that_changed_is_one_line_of_the_diff(weekly: Weekly, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.enrich import answers

    weekly.run()
    before = weekly.text("counts.jsonl").splitlines()
    monkeypatch.setitem(answers.SEMANTIC_SCHOLAR["ARXIV:2101.00001"], "citationCount", 101)
    assert weekly.run(NEXT_MONDAY).changes == ()
    monkeypatch.setitem(answers.SEMANTIC_SCHOLAR["ARXIV:2101.00001"], "citationCount", 110)
    run = weekly.run(NEXT_MONDAY + datetime.timedelta(days=7))
    assert run.changes == (("rooms", "citation_count"),)
    after = weekly.text("counts.jsonl").splitlines()
    assert sum(one != other for one, other in zip(before, after, strict=True)) == 1


def test_keys_go_to_their_service_and_into_no_file(weekly: Weekly) -> None:
    keys = {"OPENALEX_API_KEY": "openalex-secret", "S2_API_KEY": "s2-secret", "GITHUB_TOKEN": "github-secret"}
    keys |= {"OPENCITATIONS_ACCESS_TOKEN": "opencitations-secret", "HF_TOKEN": "hf-secret"}
    weekly.environment = keys
    run = weekly.run()
    sent = {one.service: f"{one.query}{one.headers}" for one in weekly.replica.asked}
    keyed = {"openalex", "semantic-scholar", "github", "opencitations", "hugging-face"}
    assert {service for service, text in sent.items() if "secret" in text} == keyed
    assert "openalex-secret" in sent["openalex"]
    assert "s2-secret" in sent["semantic-scholar"]
    written = [path for path in weekly.root.rglob("*") if path.is_file() and b"-secret" in path.read_bytes()]
    assert written == []
    assert "-secret" not in "".join(outcome_lines(run)) + outcome_json(run) + plan_json(weekly.plan(NEXT_MONDAY))


def test_a_bad_record_costs_only_itself(weekly: Weekly) -> None:
    weekly.replica.about("semantic-scholar", "1912.00003", json_reply({"error": "cannot do that"}, 400))
    run = weekly.run(only="semantic-scholar")
    [outcome] = run.outcomes
    assert list(outcome.failed) == ["ARXIV:1912.00003"]
    assert sorted(outcome.facts) == ["ARXIV:2101.00001", "ARXIV:2102.00002"]
    assert "  ARXIV:1912.00003: refuses the question: cannot do that; what was known of it stays" in outcome_lines(run)
    assert not run.whole


@pytest.mark.parametrize("reply", [Reply(b"{}", delay=0.4), Reply(b"", promised=9)])
def test_a_question_that_is_too_much_for_a_service_is_halved(weekly: Weekly, reply: Reply) -> None:
    weekly.environment = {"KBGEN_TIMEOUT": "0.2"}
    weekly.replica.about("semantic-scholar", "1912.00003", reply)
    [outcome] = weekly.run(only="semantic-scholar").outcomes
    assert list(outcome.failed) == ["ARXIV:1912.00003"]
    assert sorted(outcome.facts) == ["ARXIV:2101.00001", "ARXIV:2102.00002"]


def test_an_answer_about_another_paper_is_not_taken(weekly: Weekly) -> None:
    from tests.enrich import answers

    other = answers.SEMANTIC_SCHOLAR["ARXIV:2101.00001"] | {"title": "Something Else Entirely", "externalIds": {}}
    rest = [None] * 3
    weekly.replica.always("semantic-scholar", json_reply([*rest, other][:4]))
    run = weekly.run(only="semantic-scholar")
    [outcome] = run.outcomes
    assert list(outcome.failed.values()) == ['answers about another work, "Something Else Entirely"']
    assert weekly.text("works.jsonl") == ""


def test_of_a_paper_under_another_title_only_the_title_is_kept(weekly: Weekly) -> None:
    from tests.enrich import answers

    renamed = answers.entry("2101.00001v4", "Buildings With Ears", ["Ada Example"], "2021-01-02")
    weekly.replica.always("arxiv", Reply(answers.feed([renamed]).encode(), media_type="application/atom+xml"))
    weekly.run(only="arxiv")
    assert [json.loads(line) for line in weekly.text("works.jsonl").splitlines()] == [
        {
            "id": "rooms",
            "fields": {"title": {"value": "Buildings With Ears", "source": "arxiv", "fetched": "2026-11-16"}},
        }
    ]


def test_a_less_believed_service_does_not_take_the_place_of_one_that_failed(weekly: Weekly) -> None:
    weekly.run(only="arxiv")
    weekly.replica.always("arxiv", Reply(b"oops", 500))
    (weekly.root / STATE_FILE).unlink()
    weekly.run(NEXT_MONDAY)
    known = load_tree(weekly.root).kb.enrichment["rooms"]["authors"]
    assert (known.source, known.value) == ("arxiv", ["Ada Example", "Bo Sample"])


def test_what_a_service_takes_back_goes(weekly: Weekly, monkeypatch: pytest.MonkeyPatch) -> None:
    from tests.enrich import answers

    weekly.run()
    monkeypatch.setitem(answers.OPENALEX["10.5555/echoes.2022.7"], "is_retracted", False)
    weekly.run(NEXT_MONDAY)
    assert weekly.value("echoes", "retracted") is None


def test_abstracts_stay_on_this_machine_until_somebody_wants_them_published(weekly: Weekly) -> None:
    weekly.run()
    assert weekly.text("abstracts.jsonl") == ""
    assert weekly.value("rooms", "abstract") == "Learns what a room looks like from how it sounds, without labels."
    assert weekly.value("journal", "abstract") == "Not ours to keep."
    weekly.publishing = Publishing(FREE_ABSTRACTS)
    weekly.run(NEXT_MONDAY)
    assert [json.loads(line)["id"] for line in weekly.text("abstracts.jsonl").splitlines()] == [
        "beta",
        "echoes",
        "rooms",
    ]
    local = (weekly.root / ".kbgen/enriched/abstracts.jsonl").read_text()
    assert [json.loads(line)["id"] for line in local.splitlines()] == ["journal"]
    assert load_tree(weekly.root).findings == ()


def test_what_is_known_follows_a_renamed_record_and_leaves_with_a_removed_one(weekly: Weekly) -> None:
    weekly.run()
    path = weekly.root / "data/papers/2019/beta.yaml"
    text = path.read_text().replace("id: beta", "id: gamma\naliases: [beta]")
    (weekly.root / "data/papers/2019/gamma.yaml").write_text(text)
    path.unlink()
    (weekly.root / "data/papers/2022/echoes.yaml").unlink()
    weekly.run(MONDAY)
    assert weekly.value("gamma", "arxiv_version") == 2
    assert weekly.value("rooms", "references_semantic_scholar") == {"seen": 4, "records": ["gamma"]}
    assert "echoes" not in load_tree(weekly.root).kb.enrichment
    assert load_tree(weekly.root).findings == ()


def test_what_was_said_of_a_wrong_identifier_goes_when_it_is_corrected(weekly: Weekly) -> None:
    path = weekly.root / "data/papers/2021/rooms.yaml"
    right = path.read_text()
    path.write_text(
        right.replace("2101.00001", "2105.00005").replace("Rooms That Hear: Learning", "A Journal Reference")
    )
    path.write_text(path.read_text().replace("A Journal Reference from Echoes", "A Journal Reference Only"))
    weekly.run(only="arxiv")
    assert weekly.value("rooms", "journal_ref") == "Journal of Echoes 3 (2022)"
    path.write_text(right)
    weekly.run(only="arxiv")
    assert weekly.value("rooms", "journal_ref") is None
    assert weekly.value("rooms", "comment") == "Accepted at ICCV 2021. Code: https://github.com/example/rooms-that-hear"
    without = right.replace('"2101.00001"', "2101.00001").replace("ids: {arxiv: 2101.00001}\n", "")
    path.write_text(without)
    weekly.run(only="arxiv")
    assert weekly.value("rooms", "arxiv") == "2101.00001", "found by title, author and year"
    path.write_text(without.replace("year: 2021", "year: 2011"))
    weekly.run(only="arxiv")
    assert weekly.value("rooms", "comment") is None
    assert '"id": "rooms"' not in weekly.text("works.jsonl")


def test_a_broken_record_keeps_what_is_known_of_it(weekly: Weekly) -> None:
    weekly.run()
    (weekly.root / "data/papers/2019/beta.yaml").write_text("id: beta\ntitel: x\n")
    weekly.run(NEXT_MONDAY)
    assert '"id": "beta"' in weekly.text("works.jsonl")


def test_a_damaged_overlay_is_not_written_over(weekly: Weekly) -> None:
    weekly.run()
    path = weekly.root / "data/enriched/works.jsonl"
    path.write_text(path.read_text() + "<<<<<<< HEAD\n")
    asked = len(weekly.replica.asked)
    with pytest.raises(KbgenError, match=r"works.jsonl:5:1: KB015 .*the overlay is written again only when"):
        weekly.run(NEXT_MONDAY)
    assert len(weekly.replica.asked) == asked
    assert path.read_text().endswith("<<<<<<< HEAD\n")


def test_a_run_that_was_killed_repeats_no_request(weekly: Weekly) -> None:
    first = weekly.run()
    (weekly.root / STATE_FILE).unlink()
    for path in (weekly.root / "data/enriched").iterdir():
        path.unlink()
    asked = len(weekly.replica.asked)
    run = weekly.run(keep_answers=True)
    assert len(weekly.replica.asked) == asked
    assert [one.from_cache for one in run.outcomes] == [one.requests for one in first.outcomes]
    assert [one.unknown for one in run.outcomes] == [one.unknown for one in first.outcomes]
    assert weekly.value("rooms", "citation_count") == 100


def test_a_run_that_is_stopped_writes_what_it_has(weekly: Weekly, monkeypatch: pytest.MonkeyPatch) -> None:
    def stopped(*arguments: Any, stop: threading.Event, **more: Any) -> Outcome:
        stop.set()
        return ask(*arguments, stop=stop, **more)

    monkeypatch.setattr("kbgen.enrich.run.ask", stopped)
    run = weekly.run(only="arxiv")
    assert run.outcomes[0].trouble == "was stopped"
    assert len(run.outcomes[0].unasked) == 3
    assert read_state(weekly.root).get("arxiv", "2101.00001") is None


def test_what_failed_is_asked_again_but_last(weekly: Weekly) -> None:
    weekly.replica.about("openalex", "1912.00003", Reply(b"<html>", media_type="text/html"))
    weekly.run(only="openalex")
    plan = weekly.plan(only="openalex")
    assert plan.services[0].keys == ("10.48550/arxiv.1912.00003",)
    later = weekly.plan(NEXT_MONDAY, only="openalex")
    assert later.services[0].keys[-1] == "10.48550/arxiv.1912.00003"
    assert len(later.services[0].keys) == 4


def test_named_records_are_asked_about_whether_due_or_not(weekly: Weekly) -> None:
    weekly.run()
    plan = weekly.plan(MONDAY, "rooms", only="arxiv,github")
    assert [one.keys for one in plan.services] == [("2101.00001",), (), ("example/gone", "example/rooms-that-hear")]
    with pytest.raises(KbgenError, match='no record has the id "romos"; did you mean "rooms"'):
        weekly.plan(MONDAY, "romos")


@pytest.mark.parametrize(
    ("days", "stale", "due"), [(5, 6, 0), (6, 6, 3), (0, 0, 3), (29, 30, 0), (30, 30, 3), (1, 1, 3)]
)
def test_what_is_stale_is_due(weekly: Weekly, days: int, stale: int, due: int) -> None:
    weekly.run(only="arxiv")
    plan = weekly.plan(MONDAY + datetime.timedelta(days=days), only="arxiv", stale=stale)
    assert len(plan.services[0].keys) == due


@pytest.mark.parametrize(
    "text", ["", "{", "[]", '{"arxiv": 3}', '{"arxiv": {"x": ["soon", "known"], "y": 3}}', "[" * 99_999]
)
def test_a_damaged_state_means_that_everything_is_due(weekly: Weekly, text: str) -> None:
    (weekly.root / ".kbgen").mkdir()
    (weekly.root / STATE_FILE).write_text(text)
    assert len(weekly.plan(only="arxiv").services[0].keys) == 3


def test_a_service_that_nobody_knows_is_named_with_the_nearest() -> None:
    with pytest.raises(KbgenError, match='no service is called "githb"; did you mean "github"'):
        chosen(["arxiv,githb"])
