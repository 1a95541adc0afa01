import pytest

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.http import Session
from kbgen.enrich.metadata import Metadata
from kbgen.enrich.sources import acl, arxiv, crossref, datacite, github, openreview
from kbgen.enrich.text import person, plain
from kbgen.model.identifiers import GitHubRepository, Identifier
from kbgen.model.paper import PaperIds
from tests.enrich import answers
from tests.enrich.replica import Replica, Reply, json_reply


def test_arxiv_by_identifier_says_what_a_record_needs(session: Session) -> None:
    found = arxiv.by_id(session, ["2101.00001", "9912.99999", "hep-th/9901001"])
    assert sorted(found) == ["2101.00001", "hep-th/9901001"]
    work = found["2101.00001"]
    assert work.title == "Rooms That Hear: Learning from Echoes"
    assert work.authors == ("Ada Example", "Bo Sample")
    assert (work.year, work.venue, work.preprint) == (2021, "", True)
    assert work.comment.startswith("Accepted at ICCV 2021")


def test_arxiv_latex_becomes_text(session: Session) -> None:
    work = arxiv.by_id(session, ["1912.00003"])["1912.00003"]
    assert work.title == "A β-Model of Échos in Rooms"
    assert work.authors == ("Jörg Müller",)


def test_arxiv_says_where_a_preprint_was_published(session: Session) -> None:
    work = arxiv.by_id(session, ["2102.00002"])["2102.00002"]
    assert work.ids.doi == "10.5555/echoes.2022.7"
    assert work.venue == "Proc. ICCV 2022"


def test_many_arxiv_identifiers_take_one_request_a_hundred(session: Session, replica: Replica) -> None:
    wanted = [f"2201.{number:05d}" for number in range(1, 251)]
    assert arxiv.by_id(session, wanted) == {}
    assert [one.query["max_results"] for one in replica.asked] == ["100", "100", "50"]


def test_an_arxiv_title_cannot_break_out_of_its_phrase(session: Session, replica: Replica) -> None:
    assert arxiv.by_title(session, 'Rooms "That" Hear: Learning OR ti:*') == ()
    assert replica.asked[0].query["search_query"] == 'ti:"Rooms That Hear Learning OR ti"'
    assert arxiv.by_title(session, '"?!"') == ()
    assert replica.count("arxiv") == 1
    assert [work.ids.arxiv for work in arxiv.by_title(session, "Rooms that hear")] == ["2101.00001"]


def test_an_arxiv_answer_about_another_paper_is_not_taken(session: Session, replica: Replica) -> None:
    replica.misbehave("arxiv", Reply(answers.feed([answers.ARXIV["2102.00002"]]).encode()))
    assert arxiv.by_id(session, ["2101.00001"]) == {}


@pytest.mark.parametrize(
    ("content", "words"),
    [
        (answers.feed([answers.ERROR]).encode(), "refuses the question: incorrect id format for abc"),
        (b"<html><body>Down</body></html>", "no Atom feed"),
        (b"<!DOCTYPE html><html></html>", "a web page"),
        (b'<!DOCTYPE x [<!ENTITY a "aaaa">]><feed>&a;</feed>', "entities"),
        ('<?xml version="1.0" encoding="utf-16"?><!DOCTYPE x [<!ENTITY a "aaaa">]><feed/>'.encode("utf-16"), "UTF-8"),
        (b"<feed", "no XML"),
        (b"", "no XML"),
    ],
)
def test_what_is_no_arxiv_answer_is_said(session: Session, replica: Replica, content: bytes, words: str) -> None:
    replica.misbehave("arxiv", Reply(content, 200, "text/html"))
    with pytest.raises(ServiceError, match=f"arXiv .*{words}"):
        arxiv.by_id(session, ["2101.00001"])


def test_crossref_by_doi(session: Session) -> None:
    work = crossref.by_doi(session, "10.5555/JOURNAL.9")
    assert work is not None
    assert work.title == "Hearing Small Rooms & Halls: A Survey"
    assert work.authors == ("Dé Müller",)
    assert (work.year, work.venue) == (2020, "Journal of Made-Up Acoustics")
    assert work.ids == PaperIds(doi="10.5555/journal.9", arxiv="1912.00009")
    assert crossref.by_doi(session, "10.5555/unknown") is None


def test_crossref_by_title_leaves_out_what_is_no_work(session: Session, replica: Replica) -> None:
    assert [one.ids.doi for one in crossref.by_title(session, "Echoes of rooms, published")] == [
        "10.5555/Echoes.2022.7"
    ]
    review = answers.CROSSREF["10.5555/echoes.2022.7"] | {"type": "peer-review"}
    replica.misbehave("crossref", json_reply({"message": {"items": [review, None, "x", {}]}}))
    assert crossref.by_title(session, "Echoes of other rooms") == ()


def test_an_answer_about_another_doi_is_said(session: Session, replica: Replica) -> None:
    replica.misbehave("crossref", json_reply({"message": answers.CROSSREF["10.5555/journal.9"]}))
    with pytest.raises(
        ServiceError, match=r"Crossref answers about .*10\.5555/journal\.9 where it was asked for 10\.1/x"
    ):
        crossref.by_doi(session, "10.1/x")


@pytest.mark.parametrize(
    "message", [None, [], "text", {}, {"title": "x"}, {"title": [7], "DOI": 7}, {"title": ["x"], "DOI": "no doi"}]
)
def test_a_crossref_message_in_another_shape_is_no_work(message: object) -> None:
    assert crossref.parse(message) is None


def test_crossref_takes_every_field_that_may_be_missing_or_odd() -> None:
    work = crossref.parse(
        {
            "DOI": "10.5555/x",
            "title": ["  A\n <mml:math><mml:mi>β</mml:mi></mml:math> title "],
            "author": [None, {"family": "Solo"}, {"name": "The Echo Collaboration"}, {"given": 3}, {"given": "A"}],
            "issued": {"date-parts": [[None]]},
            "published-online": {"date-parts": [[2019]]},
            "container-title": [],
            "event": {"name": "Conference of Rooms"},
        }
    )
    assert work == Metadata(
        source="crossref",
        title="A β title",
        authors=("Solo", "The Echo Collaboration", "A"),
        year=2019,
        venue="Conference of Rooms",
        ids=PaperIds(doi="10.5555/x"),
    )


def test_the_proceedings_of_naacl_that_break_off_at_crossref_are_whole() -> None:
    message = {
        "DOI": "10.18653/v1/n19-1",
        "title": ["x"],
        "container-title": ["Proceedings of the 2019 Conference of the North "],
    }
    work = crossref.parse(message)
    assert work is not None
    assert work.venue.endswith("of the North American Chapter of the Association for Computational Linguistics")


@pytest.mark.parametrize("kind", ["journal", "peer-review", "component"])
def test_what_is_no_paper_at_crossref_is_not_taken_for_one(session: Session, replica: Replica, kind: str) -> None:
    replica.misbehave("crossref", json_reply({"message": answers.CROSSREF["10.5555/journal.9"] | {"type": kind}}))
    with pytest.raises(ServiceError, match=f"Crossref says that 10.5555/journal.9 is no paper: its type is {kind}"):
        crossref.by_doi(session, "10.5555/journal.9")


def test_what_is_no_paper_at_datacite_is_not_taken_for_one(session: Session, replica: Replica) -> None:
    image = answers.DATACITE["10.5281/zenodo.123"]
    attributes = image["attributes"] | {"types": {"resourceTypeGeneral": "Image"}}
    replica.misbehave("datacite", json_reply({"data": {**image, "attributes": attributes}}))
    with pytest.raises(ServiceError, match="its type is Image"):
        datacite.by_doi(session, "10.5281/zenodo.123")


def test_datacite_knows_what_crossref_does_not(session: Session) -> None:
    work = datacite.by_doi(session, "10.5281/zenodo.123")
    assert work is not None
    assert work.title == "Sounds of Rooms: A Collection"
    assert work.authors == ("Bo Sample", "Echo Institute, Zürich")
    assert datacite.by_doi(session, "10.5281/zenodo.0") is None


def test_dois_of_arxiv_are_arxiv_identifiers(session: Session) -> None:
    work = datacite.by_doi(session, "10.48550/arXiv.2101.00001")
    assert work is not None
    assert work.ids == PaperIds(arxiv="2101.00001")
    assert work.authors == ("Ada Example",)
    assert work.preprint


def test_openreview_of_both_interfaces(session: Session) -> None:
    new = openreview.by_id(session, "RoomForum1")
    assert new is not None
    assert (new.title, new.venue, new.year, new.preprint) == ("Reviewed Rooms", "ICLR 2023", 2023, False)
    old = openreview.by_id(session, "OldForum12")
    assert old is not None
    assert (old.title, old.venue, old.year) == ("Rooms Reviewed Long Ago", "ICLR 2020", 2020)
    assert openreview.by_id(session, "NoForum123") is None


def test_a_submission_that_no_venue_accepted_has_none(session: Session) -> None:
    work = openreview.by_id(session, "RoomForum2")
    assert work is not None
    assert (work.venue, work.year, work.preprint) == ("", 2022, True)


def test_acl_identifiers_of_both_ages(session: Session) -> None:
    new = acl.by_id(session, "2020.acl-main.999")
    assert new is not None
    assert new.ids == PaperIds(acl="2020.acl-main.999", doi="10.18653/v1/2020.acl-main.999")
    old = acl.by_id(session, "P14-9999")
    assert old is not None
    assert (old.title, old.ids.acl) == ("Older Words About Rooms", "P14-9999")
    assert acl.by_id(session, "P14-0000") is None


@pytest.mark.parametrize(
    ("name", "current", "works"),
    [
        ("rooms-that-hear", "rooms-that-hear", [("arxiv:2101.00001", "home page")]),
        ("old-name", "new-name", [("arxiv:2102.00002", "README")]),
        ("cited", "cited", [("doi:10.5555/echoes.2022.7", "CITATION.cff")]),
        ("many", "many", [("arxiv:2101.00001", "README"), ("arxiv:2102.00002", "README")]),
        ("none", "none", []),
    ],
)
def test_which_paper_a_repository_names(
    session: Session, name: str, current: str, works: list[tuple[str, str]]
) -> None:
    facts = github.repository(session, GitHubRepository("Example", name))
    assert facts is not None
    assert facts.repository.key == f"example/{current}"
    assert [(work.key, place) for work, place in facts.works] == works


def test_a_repository_that_is_not_there_is_none(session: Session) -> None:
    assert github.repository(session, GitHubRepository("example", "gone")) is None


def test_the_one_bibtex_entry_of_a_readme_counts_before_everything_else_in_it(
    session: Session, replica: Replica
) -> None:
    readme = (
        "# Rooms\nBuilds on https://arxiv.org/abs/1705.08168.\n\n```bibtex\n@article{example2021rooms,\n"
        "  title={Rooms That Hear},\n  eprint = {2101.00001},\n  archivePrefix={arXiv}\n}\n```\n"
        "Thanks to https://arxiv.org/abs/1804.03160.\n"
    )
    replica.misbehave("github", json_reply({"full_name": "a/b"}), Reply(status=404), Reply(readme.encode()))
    facts = github.repository(session, GitHubRepository("a", "b"))
    assert facts is not None
    assert facts.candidates == (Identifier("arxiv", "2101.00001"),)


@pytest.mark.parametrize("content", ["- a\n- b\n", "doi: [", "preferred-citation: 7\n", "\0", "a: &x [*x]\n"])
def test_a_citation_file_that_cannot_be_read_names_nothing(session: Session, replica: Replica, content: str) -> None:
    replica.misbehave("github", json_reply({"full_name": "a/b"}), Reply(content.encode()), Reply(b"# Rooms\n"))
    facts = github.repository(session, GitHubRepository("a", "b"))
    assert facts is not None
    assert facts.works == ()


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("A <i>B</i> &amp; C&lt;D", "A B & C<D"),
        ("x < y and y > z", "x < y and y > z"),
        (r"From $\alpha$ to {\'E}cole", "From α to École"),
        ("Costs $5 and 10% more", "Costs $5 and 10% more"),
        (r"100\% of $x^2$", "100% of x²"),
        ("a\u202eb\x00c\u200bd\nq", "a b c d q"),
        ("Multi‐modal", "Multi‐modal"),
        ("Dirk WÃ¼bben", "Dirk Wübben"),
    ],
)
def test_text_of_services_is_freed_of_markup(text: str, expected: str) -> None:
    assert plain(text) == expected


@pytest.mark.parametrize(
    ("name", "expected"),
    [("Doe, Jane", "Jane Doe"), ("Jane Doe", "Jane Doe"), ("Doe, Jane, Jr.", "Doe, Jane, Jr."), ("Solo,", "Solo,")],
)
def test_names_are_put_in_the_order_in_which_they_are_spoken(name: str, expected: str) -> None:
    assert person(name) == expected
