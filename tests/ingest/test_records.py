"""Records of another knowledge base, as JSON Lines and as the JSON of its site."""

import json

import pytest

from kbgen.ingest.draft import DraftPaper, ReadContext
from kbgen.ingest.records import Records, venue_words
from kbgen.ingest.registry import choose_format
from kbgen.render.export.json import json_array, paper_line
from tests.render.export.samples import KB, written

CONTEXT = ReadContext("other", "papers.jsonl")


def read(text: str) -> tuple[DraftPaper, ...]:
    return Records().read(text, CONTEXT).papers


def test_a_record_comes_with_all_that_does_not_lean_on_its_knowledge_base() -> None:
    (look,) = [one for one in read(written("jsonl").decode()) if one.title == "Look, Listen and Learn"]
    assert look.authors == ("Relja Arandjelović", "Andrew Zisserman")
    assert look.identifiers == {"arxiv": "1705.08168", "doi": "10.1109/ICCV.2017.73", "openreview": "6UdQLhqJyFD"}
    assert [(link.role, link.href) for link in look.links] == [
        ("code", "https://github.com/a/b"),
        ("code", "https://github.com/c/d"),
        ("project", "https://see.example/a_b?c=1&d=2"),
    ]
    assert look.venue_text == "ICCV"
    assert look.summary.startswith("Learns 50% more & faster")
    assert look.keywords == ("contrastive", "audio")
    assert look.notes
    assert look.notes.key_points == ("One", "Two")
    assert look.stated_by == "papers.jsonl#look-listen-and-learn"


@pytest.mark.parametrize(
    ("key", "label", "track", "words"),
    [
        ("acl", "ACL 2020 (findings)", "findings", "ACL (findings)"),
        ("iccv", "ICCV 2017 (oral)", "oral", "ICCV"),
        ("nat-med", "Nat. Med. 2025", "", "Nat. Med."),
        ("unheard-of", "", "", "unheard-of"),
        ("", "2020", "", ""),
    ],
)
def test_a_venue_comes_in_words_that_are_read_again(key: str, label: str, track: str, words: str) -> None:
    assert venue_words(key, label, track) == words


def test_the_json_of_a_site_says_the_same() -> None:
    site = json_array(paper_line(one, KB) for one in KB.papers.values()).decode()
    lines = "\n".join(paper_line(one, KB).decode() for one in KB.papers.values())
    by_title = {one.title: one for one in read(site)}
    assert {one.title for one in read(lines)} == set(by_title)
    assert by_title["Look, Listen and Learn"].origin.line == 1 + [*KB.papers].index("look-listen-and-learn") + 1
    assert choose_format(site, "papers.json").name == choose_format(lines, "papers.jsonl").name == "records"


def test_what_is_no_record_is_noted_with_its_line() -> None:
    good = json.dumps({"id": "a-paper", "title": "A Paper"})
    draft = Records().read(f"{good}\nnot json\n[1]\n" + json.dumps({"id": "b", "title": "B", "year": "soon"}), CONTEXT)
    assert [one.title for one in draft.papers] == ["A Paper"]
    assert [(note.code, note.line) for note in draft.notes] == [("IM601", 2), ("IM601", 3), ("IM601", 4)]
    assert draft.notes[2].message == "no record of a paper: year: is not a whole number"


def test_other_json_is_left_to_others() -> None:
    for text in ("", "[]", "{}", '{"title": "A", "authors": []}', '{"id": "a", "title": "A", "DOI": "10.1/1"}'):
        assert Records().detect(text, "x.json") == 0.0, text
