"""What ``kbgen watch`` finds, what it proposes, and what it leaves to a person."""

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kbgen.checks.example import found_in_example, write_example
from kbgen.checks.registry import rules
from kbgen.checks.run import check
from kbgen.contribute.watch.kinds import KINDS, chosen, codes_of
from kbgen.contribute.watch.proposal import in_order
from kbgen.contribute.watch.report import report_lines
from kbgen.contribute.watch.watching import Watched, watch
from kbgen.enrich.http import Session
from kbgen.model.change import Change, Move
from kbgen.model.finding import Finding, KbgenError
from kbgen.model.paper import Paper
from kbgen.store.tree import load_tree

ALL = codes_of(KINDS.values())
MENDED = sorted(code for code in ALL if any(finding.fix for finding in found_in_example(code, "bad")))
VENUES = """\
venues:
- {id: arxiv, name: arXiv, short: arXiv, kind: preprint}
- {id: iccv, name: International Conference on Computer Vision, short: ICCV, kind: conference}
- {id: cvpr, name: Conference on Computer Vision and Pattern Recognition, short: CVPR, kind: conference}
- {id: neurips, name: Advances in Neural Information Processing Systems, short: NeurIPS, kind: conference}
"""
ROOMS = """\
id: rooms
title: Rooms That Hear
authors: [Ada Example, Bo Sample]
year: 2021
venue: arxiv
ids:
  arxiv: '2101.00001'
"""
PATH = "data/papers/2021/rooms.yaml"


class NoCopies(Session):
    """An archive that has no copy of anything."""

    def __init__(self) -> None:
        """Open nothing."""

    def __exit__(self, *_: object) -> None:
        """Close nothing."""

    def get(self, *_: object, **__: object) -> None:
        """Find nothing."""


def errors(root: Path) -> list[Finding]:
    return [one for one in check(load_tree(root)).findings if one.severity == "error"]


def look(root: Path, *, write: bool = False, codes: frozenset[str] = ALL) -> Watched:
    return watch(root, codes, None, NoCopies, write=write)


def found(root: Path) -> list[Finding]:
    return list(look(root).proposal.findings)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    (tmp_path / "data/papers/2021").mkdir(parents=True)
    (tmp_path / PATH).write_text(ROOMS)
    (tmp_path / "data/venues.yaml").write_text(VENUES)
    return tmp_path


def state(root: Path, record: str = "rooms", /, **fields: tuple[object, str]) -> None:
    """Have services say something of a record."""
    path = root / "data/enriched/works.jsonl"
    path.parent.mkdir(exist_ok=True)
    said = {name: {"value": value, "source": who, "fetched": "2026-11-20"} for name, (value, who) in fields.items()}
    with path.open("a") as file:
        file.write(json.dumps({"id": record, "fields": said}) + "\n")


def publish(root: Path, **said: Any) -> None:
    """Have services say where rooms was published."""
    names = {service: service.replace("_", "-") for service in said}
    state(root, **{f"publication_{service}": (value, names[service]) for service, value in said.items()})


def rooms(root: Path) -> Paper:
    return load_tree(root, cache=False).kb.papers["rooms"]


def add(root: Path, text: str) -> None:
    """Add lines to the record."""
    (root / PATH).write_text((root / PATH).read_text() + text)


@pytest.mark.parametrize("code", MENDED)
def test_the_edit_of_an_example_is_made_once_and_is_the_right_one(code: str, tmp_path: Path) -> None:
    write_example(code, "bad", tmp_path / "bad")
    write_example(code, "good", tmp_path / "good")
    assert look(tmp_path / "bad", write=True).is_settled
    assert look(tmp_path / "bad").proposal.findings == ()
    assert look(tmp_path / "bad", write=True).proposal.planned.edits == ()
    wanted = {file.path: file.model for file in load_tree(tmp_path / "good", cache=False).records}
    assert {file.path: file.model for file in load_tree(tmp_path / "bad", cache=False).records} == wanted


def test_every_rule_that_watch_asks_is_of_one_kind() -> None:
    assert sorted(code for kind in KINDS.values() for code in kind.codes) == sorted(ALL)
    assert {code for code, rule in rules().items() if rule.command == "watch"} == ALL
    assert [kind.name for kind in chosen(["links, published"])] == ["published", "links"]


def test_validate_reports_none_of_it(root: Path) -> None:
    publish(root, dblp={"venue": "ICCV", "year": 2021})
    assert found(root)
    assert {finding.code for finding in check(load_tree(root)).findings} & ALL == set()


# Publications


def test_all_that_say_so_are_named_and_the_most_believed_gives_the_year(root: Path) -> None:
    publish(
        root,
        semantic_scholar={"venue": "International Conference on Computer Vision", "year": 2021},
        crossref={"venue": "2022 IEEE/CVF International Conference on Computer Vision (ICCV)", "year": 2022},
    )
    [finding] = found(root)
    assert str(finding) == (
        f"{PATH}:5:8: KB851 this preprint was published in ICCV 2022: "
        "Crossref (“2022 IEEE/CVF International Conference on Computer Vision (ICCV)”, 2022) and "
        "Semantic Scholar (“International Conference on Computer Vision”, 2021); write venue: iccv, year: 2022"
    )
    look(root, write=True)
    assert (root / "data/papers/2022/rooms.yaml").read_text() == ROOMS.replace(
        "2021\nvenue: arxiv", "2022\nvenue: iccv"
    )
    assert not (root / PATH).exists()


def test_a_service_that_joins_the_preprint_with_its_publication_does_not_disagree_on_the_year(root: Path) -> None:
    publish(root, semantic_scholar={"venue": "ICCV", "year": 2021}, dblp={"venue": "ICCV", "year": 2023})
    look(root, write=True)
    assert (rooms(root).venue, rooms(root).year) == ("iccv", 2023)


def test_names_that_the_vocabulary_lacks_may_mean_one_venue(root: Path) -> None:
    publish(root, dblp={"venue": "MLHC", "year": 2022}, semantic_scholar={"venue": "Machine Learning in Health Care"})
    [finding] = found(root)
    assert "in a venue that data/venues.yaml does not have: DBLP (“MLHC”, 2022) and Semantic Scholar" in finding.message


@pytest.mark.parametrize(
    "said",
    [
        {"crossref": {"venue": "ICCV", "year": 2021}, "dblp": {"venue": "CVPR", "year": 2021}},
        {"crossref": {"venue": "ICCV", "year": 2021}, "dblp": {"venue": "Journal of Echoes", "year": 2021}},
        {"crossref": {"venue": "ICCV", "year": 2021}, "dblp": {"venue": "ICCV Workshops", "year": 2021}},
        {"crossref": {"venue": "ICCV", "year": 2021}, "dblp": {"venue": "ICCV", "year": 2024}},
        {"crossref": {"doi": "10.5555/a"}, "dblp": {"venue": "ICCV", "year": 2021, "doi": "10.5555/b"}},
    ],
)
def test_disagreement_is_shown_and_left_to_a_person(root: Path, said: dict[str, Any]) -> None:
    publish(root, **said)
    watched = look(root, write=True)
    [finding] = watched.proposal.open
    assert "services disagree on where or when this preprint was published: Crossref (" in finding.message
    assert " and DBLP (" in finding.message
    assert not watched.is_settled
    assert (root / PATH).read_text() == ROOMS


def test_a_name_that_may_be_an_alias_is_said_to_be_one(root: Path) -> None:
    publish(root, crossref={"venue": "IEEE Echo Symposium", "year": 2021}, dblp={"venue": "ICCV", "year": 2021})
    [finding] = found(root)
    assert finding.remedy.startswith(
        "if “IEEE Echo Symposium” is iccv, add that to its aliases in data/venues.yaml; else"
    )


def test_a_paper_without_a_venue_is_called_no_preprint(root: Path) -> None:
    (root / PATH).write_text(ROOMS.replace("venue: arxiv\n", ""))
    publish(root, dblp={"venue": "ICCV", "year": 2021})
    [finding] = found(root)
    assert finding.message.startswith("this paper was published in ICCV 2021: DBLP")
    assert look(root, write=True).is_settled
    assert rooms(root).venue == "iccv"


def test_a_doi_that_is_not_the_records_is_a_disagreement(root: Path) -> None:
    add(root, "  doi: 10.5555/own\n")
    publish(root, crossref={"venue": "ICCV", "year": 2021, "doi": "10.5555/other"})
    [finding] = found(root)
    assert finding.fix == ()
    assert finding.message.endswith("; the record has doi:10.5555/own")


def test_a_venue_that_is_not_known_is_told_by_name(root: Path) -> None:
    publish(root, arxiv={"venue": "Journal of Echoes 3 (2022)"})
    [finding] = found(root)
    assert finding.fix == ()
    assert finding.remedy == "add “Journal of Echoes” there, as a venue or as an alias of one"


def test_a_doi_alone_is_taken_where_no_venue_says_otherwise(root: Path) -> None:
    publish(root, arxiv={"doi": "10.5555/rooms.7"})
    [finding] = found(root)
    assert finding.fix == ()
    assert finding.remedy.endswith("kbgen edit rooms --set venue=… --set year=… --set doi=10.5555/rooms.7")
    (root / PATH).write_text(ROOMS.replace("venue: arxiv\n", ""))
    assert look(root, write=True).is_settled
    assert rooms(root).ids.doi == "10.5555/rooms.7"
    assert found(root) == []


@pytest.mark.parametrize(
    "value",
    [
        {"venue": "CoRR", "year": 2021},
        {"venue": "arXiv (Cornell University)"},
        {"venue": "arXiv preprint arXiv:2101.00001"},
        {"doi": "10.48550/arXiv.2101.00001"},
        {"year": 2021},
        {},
        None,
        "ICCV",
        ["ICCV"],
        {"venue": 7, "year": "x", "doi": ["10.5555/x"]},
    ],
)
def test_a_preprint_server_is_no_publication_and_nonsense_is_nothing(root: Path, value: object) -> None:
    publish(root, semantic_scholar=value)
    assert found(root) == []


def test_nobody_says_the_year(root: Path) -> None:
    publish(root, arxiv={"venue": "ICCV"})
    [finding] = found(root)
    assert "nobody says in which year" in finding.message
    assert finding.fix == ()


def test_a_workshop_is_written_as_track(root: Path) -> None:
    publish(root, dblp={"venue": "ICCV Workshops", "year": 2021})
    look(root, write=True)
    assert (rooms(root).venue, rooms(root).track) == ("iccv", "workshop")


def test_a_file_in_a_folder_of_its_own_choice_stays_there(root: Path) -> None:
    (root / "data/papers/undated").mkdir()
    (root / PATH).rename(root / "data/papers/undated/rooms.yaml")
    publish(root, dblp={"venue": "ICCV", "year": 2022})
    assert [type(step) for step in found(root)[0].fix] == [Change, Change]


def test_an_edit_that_would_make_a_record_wrong_is_not_made_and_the_others_are(root: Path) -> None:
    other = ROOMS.replace("rooms", "other").replace("Rooms That Hear", "Halls").replace("2101.00001", "2101.00002")
    (root / "data/papers/2021/other.yaml").write_text(f"{other}  doi: 10.5555/taken\n")
    publish(root, dblp={"venue": "ICCV", "year": 2021, "doi": "10.5555/taken"})
    state(root, "other", withdrawn=(True, "arxiv"), comment=("withdrawn", "arxiv"))
    third = ROOMS.replace("rooms", "third").replace("Rooms That Hear", "Cellars").replace("2101.00001", "2101.00003")
    (root / "data/papers/2021/third.yaml").write_text(third)
    state(root, "third", withdrawn=(True, "arxiv"), comment=("withdrawn", "arxiv"))
    watched = look(root, write=True)
    assert [finding.place.path for finding in watched.proposal.mended] == ["data/papers/2021/third.yaml"]
    assert rooms(root).ids.doi is None
    assert load_tree(root).kb.papers["third"].status == "withdrawn"
    assert any("10.5555/taken" in reason for _, reason in watched.proposal.refused)
    assert not watched.is_settled


def test_a_year_that_cannot_be_is_not_written(root: Path) -> None:
    publish(root, dblp={"venue": "ICCV", "year": 2015})
    watched = look(root, write=True)
    assert (root / PATH).read_text() == ROOMS
    [(_, reason)] = watched.proposal.refused
    assert reason == "KB301 year 2015 lies before the submission of arXiv 2101.00001 (2021-01)"


# What a paper has become


def test_a_retraction_counts_more_than_a_withdrawal_and_a_correction(root: Path) -> None:
    updates = [{"type": "correction", "doi": "10.5555/c"}, {"type": "retraction", "doi": "10.5555/r"}]
    state(root, withdrawn=(True, "arxiv"), comment=("withdrawn", "arxiv"), updates=(updates, "crossref"))
    [finding] = found(root)
    assert (finding.code, finding.message) == ("KB853", "Crossref says that this paper was retracted (doi:10.5555/r)")
    look(root, write=True)
    assert rooms(root).status == "retracted"
    assert found(root) == []


@pytest.mark.parametrize(
    ("kind", "status"),
    [
        ("erratum", "corrected"),
        ("Corrigendum", "corrected"),
        ("expression-of-concern", "expression-of-concern"),
        ("withdrawal", "withdrawn"),
        ("removal", "retracted"),
    ],
)
def test_notices_of_publishers(root: Path, kind: str, status: str) -> None:
    retracted = {"retracted": (True, "crossref")} if status in {"withdrawn", "retracted"} else {}
    state(root, updates=([{"type": kind}, None, "x", {"type": 7}], "crossref"), **retracted)
    look(root, write=True)
    assert rooms(root).status == status
    assert found(root) == []


@pytest.mark.parametrize("kind", ["new_version", "new_edition", "", "anything"])
def test_other_notices_change_nothing(root: Path, kind: str) -> None:
    state(root, updates=([{"type": kind, "doi": "10.5555/x"}], "crossref"), retracted=(False, "crossref"))
    assert found(root) == []


# Repositories

LINKS = "links:\n  code: [https://github.com/a/one, https://github.com/A/Two/tree/main/x, https://github.com/a/three]\n"


def repositories(root: Path, *rows: object) -> None:
    state(root, repositories=(list(rows), "github"))


def test_several_edits_of_one_list_do_not_get_in_each_others_way(root: Path) -> None:
    add(root, LINKS)
    repositories(
        root,
        {"repository": "a/one", "empty": True},
        {"repository": "a/two", "renamed": "lab/Two"},
        {"repository": "a/three", "empty": True, "renamed": "lab/three"},
        None,
        {"repository": 7},
    )
    state(root, "unknown", repositories=([{"repository": "a/one", "empty": True}], "github"))
    assert look(root, write=True).is_settled
    assert rooms(root).links.code == ("https://github.com/lab/Two/tree/main/x",)


def test_a_new_name_that_the_list_has_too_is_not_written_twice(root: Path) -> None:
    add(
        root,
        "links:\n  code: [https://github.com/a/one, https://github.com/lab/one]\n  project: https://github.com/a/one\n",
    )
    repositories(root, {"repository": "a/one", "renamed": "lab/one"}, {"repository": "lab/one"})
    look(root, write=True)
    assert rooms(root).links.code == ("https://github.com/lab/one",)
    assert found(root) == []


def test_that_repositories_are_archived_is_noted_once(root: Path) -> None:
    add(root, LINKS)
    repositories(root, {"repository": "a/one", "archived": True}, {"repository": "a/three", "archived": True})
    assert [finding.code for finding in found(root)] == ["KB856", "KB856"]
    assert look(root, write=True).is_settled
    assert (errors(root), found(root)) == ([], [])
    # One is worked on again: what was noted of it has to go.
    (root / "data/enriched/works.jsonl").unlink()
    repositories(root, {"repository": "a/one", "archived": True})
    [stale] = errors(root)
    assert (stale.code, stale.subject) == ("KB901", f"KB856 {PATH} https://github.com/a/three")
    assert [finding.code for finding in found(root)] == ["KB901"]
    assert look(root, write=True).is_settled
    assert (errors(root), found(root)) == ([], [])


@pytest.mark.parametrize("listed", [True, False])
def test_what_is_noted_follows_a_file_that_moves_at_once(root: Path, listed: bool) -> None:
    if listed:
        (root / "data/allowed.yaml").write_text("allowed: []\n")
    add(root, LINKS)
    fields = {"publication_dblp": ({"venue": "ICCV", "year": 2023}, "dblp")}
    state(root, **fields, repositories=([{"repository": "a/one", "archived": True}], "github"))
    assert look(root, write=True).is_settled
    assert "path: data/papers/2023/rooms.yaml" in (root / "data/allowed.yaml").read_text()
    assert (errors(root), found(root)) == ([], [])


def test_what_an_edit_takes_out_of_the_record_goes_out_of_the_allow_list_too(root: Path) -> None:
    add(root, LINKS)
    repositories(root, {"repository": "a/one", "archived": True})
    look(root, write=True)
    (root / "data/enriched/works.jsonl").unlink()
    repositories(root, {"repository": "a/one", "archived": True, "renamed": "lab/one"})
    assert look(root, write=True).is_settled
    assert rooms(root).links.code[0] == "https://github.com/lab/one"
    assert errors(root) == []


def test_the_allow_list_follows_a_repository_that_two_records_share(root: Path) -> None:
    other = ROOMS.replace("rooms", "other").replace("Rooms That Hear", "Halls").replace("2101.00001", "2101.00002")
    (root / "data/papers/2021/other.yaml").write_text(f"{other}links: {{code: [https://github.com/A/One]}}\n")
    add(root, "links: {code: [https://github.com/A/One]}\n")
    [shared] = [one for one in check(load_tree(root)).findings if one.code == "KB208"]
    (root / "data/allowed.yaml").write_text(
        f"allowed:\n- code: KB208\n  path: {shared.place.path}\n  subject: {shared.subject}\n"
        "  reason: It holds the code of both.\n  reviewed: 2026-11-21\n"
    )
    repositories(root, {"repository": "A/One", "renamed": "Lab/One"})
    state(root, "other", repositories=([{"repository": "A/One", "renamed": "Lab/One"}], "github"))
    assert look(root, write=True).is_settled
    assert "subject: github.com/lab/one\n" in (root / "data/allowed.yaml").read_text()
    assert [one.code for one in check(load_tree(root)).findings if one.code in {"KB208", "KB901"}] == []


def test_a_repository_that_is_gone_waits_for_the_link_check(root: Path) -> None:
    add(root, LINKS)
    repositories(root, {"repository": "a/one", "missing": True, "archived": True, "renamed": "lab/one"})
    [finding] = found(root)
    assert (finding.code, finding.fix) == ("KB857", ())
    failure = {"url": "https://github.com/a/one", "first": "2026-11-01", "last": "2026-11-15", "days": 3, "why": "gone"}
    (root / "data/enriched/links.jsonl").write_text(
        json.dumps(
            {
                "id": "rooms",
                "fields": {"failing_links": {"value": [failure], "source": "link-check", "fetched": "2026-11-15"}},
            }
        )
        + "\n"
    )
    [finding] = found(root)
    assert finding.code == "KB861"
    assert look(root, write=True).is_settled
    assert len(rooms(root).links.code) == 2


def test_the_repositories_of_data_sets_are_watched_too(root: Path) -> None:
    (root / "data/datasets").mkdir()
    path = root / "data/datasets/echoes.yaml"
    path.write_text(
        "id: echoes\nname: Echoes\nlinks:\n  code: [https://github.com/a/one]\n  home: https://x.example/\n"
    )
    state(root, "echoes", repositories=([{"repository": "a/one", "renamed": "lab/one"}], "github"))
    failure = {"url": "https://x.example/", "first": "2026-11-01", "last": "2026-11-15", "days": 3, "why": "status 404"}
    fields = {"failing_links": {"value": [failure], "source": "link-check", "fetched": "2026-11-15"}}
    (root / "data/enriched/links.jsonl").write_text(json.dumps({"id": "echoes", "fields": fields}) + "\n")
    watched = look(root, write=True)
    assert watched.is_settled
    assert path.read_text() == "id: echoes\nname: Echoes\nlinks:\n  code: [https://github.com/lab/one]\n"
    assert found(root) == []


# Versions


def test_a_published_paper_keeps_its_title_and_its_authors(root: Path) -> None:
    (root / PATH).write_text(ROOMS.replace("venue: arxiv", "venue: iccv"))
    state(
        root,
        title=("Rooms that Hear: Extended", "arxiv"),
        authors=(["Ada Example"], "arxiv"),
        arxiv_version=(4, "arxiv"),
    )
    assert [(one.code, bool(one.fix)) for one in found(root)] == [("KB859", True), ("KB860", False)]
    look(root, write=True)
    assert (rooms(root).title, rooms(root).also_titled) == ("Rooms That Hear", ("Rooms that Hear: Extended",))


@pytest.mark.parametrize(
    ("title", "authors", "version"),
    [
        ("Rooms  that hear.", ["Ada EXAMPLE", "Bó Sample"], 2),
        ("Rooms That Hear", ["Example Ada", "B. Sample"], 2),
        ("Rooms That Hear: Other", ["Ada Example"], 1),
        ("Nothing to Do with It", ["Ada Example", "Bo Sample"], 2),
        (7, "Ada", "x"),
        (None, [None], None),
    ],
)
def test_spellings_first_versions_and_other_papers_are_no_news(
    root: Path, title: object, authors: object, version: object
) -> None:
    state(root, title=(title, "arxiv"), authors=(authors, "arxiv"), arxiv_version=(version, "arxiv"))
    assert found(root) == []


def test_people_who_stay_keep_their_spelling(root: Path) -> None:
    (root / PATH).write_text(ROOMS.replace("Bo Sample", "Bó Sämple"))
    state(root, authors=(["Cy New", "B. Sample", "A. Example"], "arxiv"), arxiv_version=(2, "arxiv"))
    look(root, write=True)
    assert rooms(root).authors == ("Cy New", "Bó Sämple", "Ada Example")
    assert found(root) == []


# Code


@pytest.mark.parametrize(
    ("comment", "title", "taken"),
    [
        ("Code: https://github.com/any/thing", "Rooms That Hear", True),
        ("Our implementation is at github.com/any/thing.", "Rooms That Hear", True),
        ("https://github.com/any/RTH", "Rooms That Hear", True),
        ("https://github.com/any/roomnet-pytorch", "RoomNet: Rooms That Hear", True),
        ("https://github.com/adaexample/thing", "Rooms That Hear", True),
        ("See https://github.com/any/thing", "Rooms That Hear", False),
        ("Our code is based on https://github.com/any/thing", "Rooms That Hear", False),
        ("Code from us. Thanks to https://github.com/any/thing", "Rooms That Hear", False),
    ],
)
def test_code_that_authors_name(root: Path, comment: str, title: str, taken: bool) -> None:
    (root / PATH).write_text(ROOMS.replace("Rooms That Hear", f'"{title}"'))
    state(root, comment=(comment, "arxiv"))
    [finding] = found(root)
    assert bool(finding.fix) is taken
    assert "the authors' comment on arXiv names https://github.com/" in finding.message


@pytest.mark.parametrize(
    ("url", "taken"),
    [
        ("https://github.com/adaexample/rooms-that-hear", True),
        ("https://github.com/lab/rooms-that-hear", False),
        ("https://github.com/adaexample/thing", False),
        ("https://github.com/lab/thing", False),
    ],
)
def test_what_others_link_needs_the_name_and_an_author(root: Path, url: str, taken: bool) -> None:
    state(root, hub_code=(url, "hugging-face"))
    [finding] = found(root)
    assert bool(finding.fix) is taken
    assert finding.remedy.endswith(f"[{url}]" if taken else f"kbgen edit rooms --add-link code={url}")
    look(root, write=True)
    assert (rooms(root).links.code == (url,)) is taken


def test_a_repository_of_another_record_is_not_taken(root: Path) -> None:
    other = ROOMS.replace("rooms", "other").replace("Rooms That Hear", "Halls").replace("2101.00001", "2101.00002")
    (root / "data/papers/2021/other.yaml").write_text(f"{other}links: {{code: [https://github.com/any/thing]}}\n")
    state(root, comment=("Code: https://github.com/Any/Thing", "arxiv"))
    [finding] = found(root)
    assert finding.fix == ()
    assert finding.message.endswith("; it is linked by other")


def test_code_that_is_linked_under_its_old_name_is_not_found_anew(root: Path) -> None:
    add(root, "links:\n  project: https://github.com/ada/rooms\n")
    repositories(root, {"repository": "old/rooms", "renamed": "lab/rooms"})
    state(root, "x", comment=("", "arxiv"))
    (root / "data/enriched/more.jsonl").write_text(
        json.dumps(
            {
                "id": "rooms",
                "fields": {
                    "comment": {
                        "value": "Code: https://github.com/ada/rooms and https://github.com/lab/rooms",
                        "source": "arxiv",
                        "fetched": "2026-11-20",
                    }
                },
            }
        )
        + "\n"
    )
    assert found(root) == []


def test_several_repositories_are_all_added(root: Path) -> None:
    state(root, comment=("Code: https://github.com/ada/rooms and https://github.com/ada/rooms-data", "arxiv"))
    assert look(root, write=True).is_settled
    assert rooms(root).links.code == ("https://github.com/ada/rooms", "https://github.com/ada/rooms-data")


# Whatever comes


def test_a_finding_that_was_decided_against_is_not_told_again(root: Path) -> None:
    state(root, hub_code=("https://github.com/lab/thing", "hugging-face"))
    (root / "data/allowed.yaml").write_text(
        f"allowed:\n- code: KB862\n  path: {PATH}\n  subject: https://github.com/lab/thing\n"
        "  reason: A reimplementation.\n  reviewed: 2026-11-21\n"
    )
    assert look(root).proposal.findings == ()
    assert errors(root) == []


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers(-3, 3000) | st.text(max_size=30),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3),
    max_leaves=8,
)
_TEXTS = st.sampled_from(
    [
        "ICCV 2022",
        "ICCV",
        "NeurIPS, 2019",
        "Proc. of X",
        "10.5555/x",
        "https://github.com/a/one",
        "withdrawn",
        "retraction",
        "lab/one",
        "a/one",
    ]
)
_ROW = st.dictionaries(
    st.sampled_from(["repository", "renamed", "archived", "missing", "empty", "venue", "year", "doi", "type", "url"]),
    _TEXTS | _JSON,
)
_NAMES = [
    *("publication_arxiv", "publication_dblp", "publication_crossref", "withdrawn", "retracted", "updates", "title"),
    *("authors", "arxiv_version", "comment", "abstract", "hub_code", "repositories", "failing_links", "journal_ref"),
]


@settings(max_examples=40)
@given(st.dictionaries(st.sampled_from(_NAMES), _JSON | _TEXTS | _ROW | st.lists(_ROW, max_size=3)))
def test_whatever_the_overlay_holds_an_edit_is_made_once_and_leaves_no_error(
    tmp_path_factory: pytest.TempPathFactory, said: dict[str, Any]
) -> None:
    root = tmp_path_factory.mktemp("watch")
    (root / "data/papers/2021").mkdir(parents=True)
    (root / PATH).write_text(ROOMS + LINKS)
    (root / "data/venues.yaml").write_text(VENUES)
    before = check(load_tree(root)).findings
    who = {"publication_dblp": "dblp", "publication_crossref": "crossref", "updates": "crossref"}
    state(root, **{name: (value, who.get(name, "arxiv")) for name, value in said.items()})
    first = look(root, write=True)
    second = look(root, write=True)
    assert second.proposal.planned.edits == ()
    left = {(finding.code, finding.subject) for finding in first.proposal.open}
    assert {(finding.code, finding.subject) for finding in second.proposal.findings} <= left
    errors = [one for one in check(load_tree(root)).findings if one.severity == "error" and one.code[:3] != "KB8"]
    assert {one.code for one in errors} <= {one.code for one in before}


def test_changes_of_several_findings_are_put_in_order() -> None:
    code = ("links", "code")
    changes: list[Change | Move] = [
        Move("a.yaml", "b.yaml"),
        Change("a.yaml", (*code, 0)),
        Change("a.yaml", (*code, 3), "x"),
        Change("a.yaml", (*code, 2)),
        Change("a.yaml", (*code, 3), "y"),
        Change("a.yaml", (*code, 3), "x"),
        Change("a.yaml", (*code, 2)),
    ]
    assert in_order(changes) == [
        Change("a.yaml", (*code, 3), "x"),
        Change("a.yaml", (*code, 4), "y"),
        Change("a.yaml", (*code, 2)),
        Change("a.yaml", (*code, 0)),
        Move("a.yaml", "b.yaml"),
    ]


def test_what_is_told_does_not_steer_a_terminal(root: Path) -> None:
    state(root, withdrawn=(True, "arxiv"), comment=("withdrawn \x1b[2J", "arxiv"))
    told = "\n".join(report_lines(look(root)))
    assert "withdrawn \\x1b[2J" in told
    assert "\x1b" not in told


def test_a_damaged_overlay_stops_it(root: Path) -> None:
    (root / "data/enriched").mkdir()
    (root / "data/enriched/works.jsonl").write_text("{\n")
    with pytest.raises(KbgenError, match="KB015"):
        look(root)
