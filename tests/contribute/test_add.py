import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest

from kbgen.checks.run import check
from kbgen.contribute.add import Adding, AddOptions, Outcome
from kbgen.contribute.add_lookup import Lookup
from kbgen.contribute.add_record import Wishes
from kbgen.enrich.http import Session
from kbgen.enrich.metadata import Metadata
from kbgen.model.finding import KbgenError
from kbgen.model.paper import PaperIds
from kbgen.store.tree import load_tree
from kbgen.store.writer import dump
from tests.enrich.answers import CROSSREF
from tests.enrich.replica import Replica, Reply, json_reply, running
from tests.small_kb import SMALL, copy_of

WISHES = Wishes(added=datetime.date(2026, 1, 2))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return copy_of(SMALL, tmp_path / "kb")


@pytest.fixture
def replica() -> Iterator[Replica]:
    with running() as server:
        yield server


@pytest.fixture
def lookup(replica: Replica, tmp_path: Path) -> Iterator[Lookup]:
    with Session(replica.settings(tmp_path)) as session:
        yield Lookup(session)


def adding(root: Path, **options: bool) -> Adding:
    return Adding(load_tree(root), AddOptions(WISHES, **options))


def add(root: Path, what: str, lookup: Lookup | None, **options: bool) -> Outcome:
    return adding(root, **options).add(what, lookup)


def test_an_arxiv_identifier_becomes_a_record_where_it_belongs(root: Path, lookup: Lookup) -> None:
    outcome = add(root, "https://arxiv.org/pdf/2101.00001v2", lookup)
    assert outcome.status == "added"
    text = (root / "data/papers/2021/rooms-that-hear-learning-from-echoes.yaml").read_text()
    assert text == (
        "# yaml-language-server: $schema=../../schemas/paper.schema.json\n"
        "id: rooms-that-hear-learning-from-echoes\n"
        'title: "Rooms That Hear: Learning from Echoes"\n'
        "kind: method\n"
        "authors: [Ada Example, Bo Sample]\n"
        "year: 2021\n"
        "venue: arxiv\n"
        'ids: {arxiv: "2101.00001"}\n'
        "added: 2026-01-02\n"
    )
    assert "Accepted at ICCV 2021" in outcome.notes[0]


@pytest.mark.parametrize(
    ("what", "path", "ids", "venue"),
    [
        ("10.5555/journal.9", "2020/hearing-small-rooms-halls-a-survey", "1912.00009 10.5555/journal.9", None),
        ("https://aclanthology.org/P14-9999/", "2014/older-words-about-rooms", "P14-9999 10.3115/v1/P14-9999", None),
        ("https://openreview.net/forum?id=RoomForum2", "2022/undecided-rooms", "RoomForum2", None),
        ("10.5281/zenodo.123", "2019/sounds-of-rooms-a-collection", "10.5281/zenodo.123", None),
        ("github.com/example/rooms-that-hear", "2021/rooms-that-hear-learning-from-echoes", "2101.00001", "arxiv"),
        ("rooms that hear -- learning from ECHOES", "2021/rooms-that-hear-learning-from-echoes", "2101.00001", "arxiv"),
    ],
)
def test_every_kind_of_what_becomes_a_valid_record(
    root: Path, lookup: Lookup, what: str, path: str, ids: str, venue: str | None
) -> None:
    outcome = add(root, what, lookup)
    assert outcome.status == "added", outcome
    assert outcome.path == f"data/papers/{path}.yaml"
    record = load_tree(root).kb.papers[path.partition("/")[2]]
    assert sorted(one.value for one in record.ids.all()) == sorted(ids.split())
    assert record.venue == venue
    assert "Not ours to keep" not in (root / outcome.path).read_text()


def test_a_new_record_is_written_as_the_writer_writes_it_and_is_valid(root: Path, lookup: Lookup) -> None:
    outcome = add(root, "2102.00002", lookup)
    tree = load_tree(root)
    assert (root / outcome.path).read_text() == dump(tree.kb.papers["echoes-of-rooms-published"])
    found = {finding.code for finding in check(tree).findings if finding.place.path == outcome.path}
    assert found <= {"KB883"}, "at most that nobody filed it yet"
    assert tree.kb.papers["echoes-of-rooms-published"].ids.doi == "10.5555/Echoes.2022.7"


def test_what_crossref_says_of_a_preprints_doi_is_not_taken_blindly(
    root: Path, lookup: Lookup, replica: Replica
) -> None:
    other = CROSSREF["10.5555/echoes.2022.7"] | {"title": ["Something Else Entirely, about Ships"]}
    replica.misbehave("crossref", json_reply({"message": other}))
    outcome = add(root, "2102.00002", lookup)
    assert outcome.record is not None
    assert outcome.record.ids == PaperIds(arxiv="2102.00002")
    assert "is “Something Else Entirely, about Ships” at Crossref; it was left out" in outcome.notes[0]


def test_a_preprint_is_added_although_crossref_is_down(root: Path, lookup: Lookup, replica: Replica) -> None:
    replica.always("crossref", Reply(b"gone", 400 + 51))
    outcome = add(root, "2102.00002", lookup)
    assert outcome.status == "added"
    assert "but Crossref refuses to answer (status 451)" in outcome.notes[0]


def test_what_is_here_is_found_by_identifier_in_any_form(root: Path, lookup: Lookup) -> None:
    session = adding(root)
    assert session.add("2101.00001", lookup).status == "added"
    outcome = session.add("https://doi.org/10.48550/arXiv.2101.00001", lookup)
    assert outcome.status == "here"
    assert outcome.path == "data/papers/2021/rooms-that-hear-learning-from-echoes.yaml"
    assert outcome.problem == "both are arxiv:2101.00001"
    assert outcome.differences == ()


def test_a_preprint_of_a_published_paper_is_here(root: Path) -> None:
    preprint = Metadata(
        "arxiv", "Seeing and hearing: together!", ("Ada Müller",), 2016, ids=PaperIds(arxiv="1601.00001"), preprint=True
    )
    outcome = adding(root).add_metadata("it", preprint)
    assert (outcome.status, outcome.problem) == ("here", "it has this title")
    assert outcome.record is not None
    assert outcome.record.id == "seeing-and-hearing"
    assert [str(one) for one in outcome.differences] == [
        "~ authors: Ada Müller, Relja Šarić, Wei Chen here, Ada Müller there",
        "~ ids.arxiv: 1705.01234 here, 1601.00001 there",
    ]


def test_a_preprints_year_and_venue_say_nothing_against_the_publications(root: Path) -> None:
    preprint = Metadata(
        "arxiv", "Seeing and Hearing Together", ("Ada Müller", "Relja Šarić", "Wei Chen"), 2016, preprint=True
    )
    outcome = adding(root).add_metadata("it", preprint)
    assert (outcome.status, outcome.differences) == ("here", ())


def test_a_title_that_is_nearly_one_here_is_shown_and_added_only_when_asked(root: Path) -> None:
    near = Metadata("arxiv", "Seeing and Hearings Together", ("Ada Müller",), 2017)
    outcome = adding(root).add_metadata("it", near)
    assert (outcome.status, outcome.likeness) == ("here", "near")
    assert outcome.problem == "its title is nearly the same: “Seeing and Hearing Together”"
    assert adding(root, new=True).add_metadata("it", near).status == "added"


def test_a_title_without_its_subtitle_is_near(root: Path) -> None:
    kb = adding(root)
    kb.add_metadata("1", Metadata("x", "Rooms That Sing: A New Kind of Echo", ("Ada Example",), 2019))
    assert kb.add_metadata("2", Metadata("x", "Rooms That Sing", ("Ada Example",), 2020)).likeness == "near"


def test_two_numbers_of_arxiv_are_two_papers_however_near_their_titles(root: Path) -> None:
    ids = PaperIds(arxiv="1805.01234")
    outcome = adding(root).add_metadata("it", Metadata("arxiv", "Seeing and Hearings Together", ids=ids))
    assert outcome.status == "added"


def test_another_persons_paper_of_nearly_that_title_is_another_paper(root: Path) -> None:
    other = Metadata("arxiv", "Seeing and Hearings Together", ("Somebody Else",), 2017)
    assert adding(root).add_metadata("it", other).status == "added"


def test_an_identifier_under_a_clearly_different_title_is_a_conflict(root: Path) -> None:
    wrong = Metadata("arxiv", "Steering Large Ships", ("Ada Müller",), 2017, ids=PaperIds(arxiv="1705.01234"))
    outcome = adding(root, update=True).add_metadata("it", wrong)
    assert (outcome.status, outcome.likeness) == ("failed", "conflict")
    assert "its title is “Seeing and Hearing Together”" in outcome.problem
    assert outcome.path == "data/papers/2017/seeing-and-hearing.yaml"


def _update(root: Path, **options: bool) -> tuple[Outcome, str]:
    said = Metadata(
        "crossref",
        "Unknown Year",
        ("New Person",),
        2021,
        "Journal of Test Results",
        ids=PaperIds(doi="10.5555/unknown"),
        links=(("code", "https://github.com/example/unknown"),),
    )
    path = root / "data/papers/undated/unknown-year.yaml"
    path.write_text(
        "id: unknown-year   # a comment\ntitle: Unknown Year\nkind: method\nauthors: [Old Person, New Person]\n"
        "\nsources: [made-up]\n"
    )
    outcome = adding(root, update=True, **options).add_metadata("it", said)
    return outcome, (root / outcome.path).read_text()


def test_update_fills_what_is_empty_keeps_the_rest_and_moves_to_the_years_folder(root: Path) -> None:
    outcome, text = _update(root)
    assert outcome.status == "updated"
    assert outcome.path == "data/papers/2021/unknown-year.yaml"
    assert not (root / "data/papers/undated/unknown-year.yaml").exists()
    assert "id: unknown-year   # a comment\n" in text
    assert "authors: [Old Person, New Person]\n" in text
    assert "venue: jtr\n" in text
    assert "doi: 10.5555/unknown" in text
    assert [str(one) for one in outcome.differences] == ["~ authors: Old Person, New Person here, New Person there"]


def test_replace_also_replaces_what_differs(root: Path) -> None:
    outcome, text = _update(root, replace=True)
    assert outcome.differences == ()
    assert "authors: [New Person]\n" in text


def test_a_dry_run_tells_and_writes_nothing(root: Path, lookup: Lookup) -> None:
    before = sorted((path, path.read_bytes()) for path in (root / "data").rglob("*") if path.is_file())
    session = adding(root, dry_run=True, update=True)
    added = session.add("2101.00001", lookup)
    assert added.status == "added"
    assert added.edits[0].after is not None
    assert session.add("10.48550/arXiv.2101.00001", lookup).status == "unchanged"
    assert sorted((path, path.read_bytes()) for path in (root / "data").rglob("*") if path.is_file()) == before


def test_a_skeleton_made_offline_is_filled_later(root: Path, lookup: Lookup) -> None:
    offline = add(root, "arxiv:2101.00001v2", None, offline=True)
    assert offline.path == "data/papers/2021/arxiv-2101-00001.yaml"
    assert load_tree(root).kb.papers["arxiv-2101-00001"].title == "arxiv:2101.00001"
    again = add(root, "2101.00001", None, offline=True)
    assert again.status == "here"
    filled = add(root, "2101.00001", lookup, update=True)
    assert filled.status == "updated"
    assert filled.record is not None
    assert filled.record.title == "Rooms That Hear: Learning from Echoes"
    assert filled.record.authors == ("Ada Example", "Bo Sample")
    assert filled.path == offline.path


def test_a_skeleton_of_a_title_is_filled_and_moves_to_its_year(root: Path, lookup: Lookup) -> None:
    assert add(root, "Rooms that hear: learning from echoes", None).path.startswith("data/papers/undated/")
    filled = add(root, "Rooms that hear: learning from echoes", lookup, update=True)
    assert filled.path == "data/papers/2021/rooms-that-hear-learning-from-echoes.yaml"
    assert list((root / "data/papers/undated").glob("rooms*")) == []
    assert load_tree(root).kb.papers["rooms-that-hear-learning-from-echoes"].ids.arxiv == "2101.00001"


@pytest.mark.parametrize(
    ("what", "title", "path"),
    [
        ("A Title of Some Kind", "A Title of Some Kind", "undated/a-title-of-some-kind"),
        ("https://doi.org/10.5555/abc.1", "doi:10.5555/abc.1", "undated/doi-10-5555-abc-1"),
        ("https://openreview.net/forum?id=AbCdEf123", "openreview:AbCdEf123", "undated/openreview-abcdef123"),
        ("P18-2074", "acl:P18-2074", "2018/acl-p18-2074"),
        ("https://github.com/a/b", "a/b", "undated/a-b"),
    ],
)
def test_offline_makes_a_skeleton_of_whatever_what_says(root: Path, what: str, title: str, path: str) -> None:
    outcome = add(root, what, None, offline=True)
    assert (outcome.status, outcome.path) == ("added", f"data/papers/{path}.yaml")
    assert load_tree(root).kb.papers[path.partition("/")[2]].title == title


def test_an_ambiguous_title_is_not_decided_by_us(root: Path, lookup: Lookup, replica: Replica) -> None:
    work = CROSSREF["10.5555/journal.9"]
    twice = [
        work | {"DOI": f"10.5555/{n}", "author": [{"given": "A", "family": f"P{n}"}], "relation": {}} for n in (1, 2)
    ]
    replica.misbehave("crossref", json_reply({"message": {"items": twice}}))
    outcome = add(root, "Hearing Small Rooms & Halls: A Survey", lookup)
    assert outcome.status == "failed"
    assert outcome.problem.startswith("2 works have this title")
    assert "doi:10.5555/1" in outcome.problem


def test_nearest_titles_are_named_with_their_score_and_not_taken(root: Path, lookup: Lookup) -> None:
    outcome = add(root, "Echoes of a Room, Published", lookup)
    assert outcome.status == "failed"
    assert (
        "% alike: doi:10.5555/Echoes.2022.7 “Echoes of Rooms, Published” (Ada Example et al., 2022)" in outcome.problem
    )
    assert outcome.remedy == "name one by its identifier"


def test_a_title_that_only_arxiv_has_leads_to_its_publication(root: Path, lookup: Lookup, replica: Replica) -> None:
    replica.misbehave("crossref", json_reply({"message": {"items": []}}))
    outcome = add(root, "Echoes of rooms: published", lookup)
    assert outcome.record is not None
    assert outcome.record.year == 2022
    assert outcome.record.ids == PaperIds(arxiv="2102.00002", doi="10.5555/Echoes.2022.7")


def test_one_service_down_does_not_hide_what_the_other_knows(root: Path, lookup: Lookup, replica: Replica) -> None:
    replica.always("crossref", Reply(b"no", 403))
    outcome = add(root, "Rooms That Hear: Learning from Echoes", lookup)
    assert outcome.status == "added"
    assert "Crossref refuses to answer" in outcome.notes[0]
    replica.always("arxiv", Reply(b"no", 403))
    assert "refuses to answer" in add(root, "Another Title Altogether", lookup).problem


def test_what_is_here_is_said_also_when_no_service_answers(root: Path, lookup: Lookup, replica: Replica) -> None:
    for service in ("arxiv", "crossref"):
        replica.always(service, Reply(b"no", 403))
    by_title = add(root, "seeing and hearing together", lookup)
    assert (by_title.status, by_title.looked_up) == ("here", False)
    assert add(root, "1705.01234", lookup).status == "here"
    assert add(root, "2201.00001", lookup).status == "failed"


def test_many_arxiv_identifiers_are_asked_for_at_once(root: Path, replica: Replica, tmp_path: Path) -> None:
    wanted = ["2101.00001", "arXiv:1912.00003", "nonsense?", "https://arxiv.org/abs/hep-th/9901001", "2201.09999"]
    with Session(replica.settings(tmp_path)) as session:
        lookup, kb = Lookup(session, wanted), adding(root)
        statuses = [kb.add(what, lookup).status for what in wanted]
    assert statuses == ["added", "added", "failed", "added", "failed"]
    assert [one.query.get("id_list", "title") for one in replica.asked if one.service == "arxiv"] == [
        "2101.00001,1912.00003,hep-th/9901001,2201.09999",
        "title",
    ]


def test_an_identifier_that_arxiv_objects_to_does_not_spoil_the_others(
    root: Path, replica: Replica, tmp_path: Path
) -> None:
    from tests.enrich.answers import ERROR, feed

    wanted = ["2101.00001", "1912.00003"]
    replica.misbehave("arxiv", Reply(feed([ERROR]).encode(), 400, "application/atom+xml"))
    with Session(replica.settings(tmp_path)) as session:
        lookup, kb = Lookup(session, wanted), adding(root)
        assert [kb.add(what, lookup).status for what in wanted] == ["added", "added"]


def test_two_papers_of_one_title_get_two_names(root: Path) -> None:
    kb = adding(root)
    first = kb.add_metadata("1", Metadata("x", "Rooms", ("Ada Example",), 2019))
    second = kb.add_metadata("2", Metadata("x", "Rooms", ("Bo Other",), 2021))
    assert (first.path, second.path) == ("data/papers/2019/rooms.yaml", "data/papers/2021/rooms-2021.yaml")


def test_a_name_that_a_record_once_had_is_not_given_again(root: Path) -> None:
    outcome = adding(root).add_metadata("it", Metadata("x", "See, Hear!", ("Somebody Else",), 1999))
    assert outcome.path == "data/papers/1999/see-hear-1999.yaml"


def test_a_file_that_another_process_wrote_meanwhile_is_not_replaced(root: Path) -> None:
    kb = adding(root)
    path = root / "data/papers/2019/rooms.yaml"
    path.write_text("theirs\n")
    outcome = kb.add_metadata("it", Metadata("x", "Rooms", ("Ada Example",), 2019))
    assert outcome.status == "failed"
    assert "another process wrote it" in outcome.remedy
    assert path.read_text() == "theirs\n"


def test_records_that_cannot_be_read_stop_it_because_of_doubles(root: Path) -> None:
    (root / "data/papers/2019/broken.yaml").write_text("id: broken\ntitel: x\n")
    with pytest.raises(KbgenError, match="would make doubles"):
        adding(root)


def test_a_repository_that_the_authors_name_is_offered_and_not_taken(root: Path, lookup: Lookup) -> None:
    outcome = add(root, "2101.00001", lookup)
    assert outcome.record is not None
    assert outcome.record.links.code == ()
    assert outcome.notes[-1] == (
        "its comment or abstract names a repository; if that is its code: kbgen edit "
        "rooms-that-hear-learning-from-echoes --add-link code=https://github.com/example/rooms-that-hear"
    )


def test_authors_that_read_as_institutions_are_noted_and_kept(root: Path) -> None:
    said = Metadata("crossref", "Reviews of Rooms", ("Guido Example", "University of Rooms"), 2021)
    outcome = adding(root).add_metadata("it", said)
    assert outcome.record is not None
    assert outcome.record.authors == said.authors
    assert outcome.notes == ("the authors hold what reads as institutions: University of Rooms; take out what is none",)


def test_hostile_metadata_becomes_plain_text_or_is_refused(root: Path) -> None:
    hostile = Metadata(
        "arxiv",
        "../../etc/passwd: {a: [b, *c]} # no",
        ("Robert'); DROP TABLE papers;--", "- x: &y"),
        2020,
        "CVPR\n2020",
    )
    outcome = adding(root).add_metadata("it", hostile)
    assert outcome.status == "added"
    assert outcome.path == "data/papers/2020/etc-passwd-a-b-c-no.yaml"
    record = load_tree(root).kb.papers["etc-passwd-a-b-c-no"]
    assert (record.title, record.authors) == (hostile.title, hostile.authors)
    refused = adding(root).add_metadata("it", Metadata("arxiv", "Bad\x00title", ("x",), 2020))
    assert refused.status == "failed"
    assert "cannot stand in a record (title)" in refused.problem
