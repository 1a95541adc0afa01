"""CSL-JSON, Crossref, Zotero and OpenAlex: what an item says becomes the same draft as in every other format."""

import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.ingest.draft import Draft, DraftPaper
from kbgen.ingest.json_items import items
from kbgen.ingest.registry import choose_format

from .samples import read

CSL: dict[str, object] = {
    "id": "hopper2021",
    "type": "article-journal",
    "title": "EchoNet: <i>Hearing</i> CO<sub>2</sub> &amp; Corners",
    "author": [
        {"family": "Hopper", "given": "Grace"},
        {"family": "Berg", "given": "Jan", "non-dropping-particle": "van der", "suffix": "Jr."},
        {"literal": "Rooms, Inc."},
    ],
    "container-title": "Journal of Rooms",
    "issued": {"date-parts": [[2021, 3]]},
    "DOI": "10.1000/rooms.1",
    "URL": "https://example.org/echonet",
}
ZOTERO: dict[str, object] = {
    "key": "ABCD1234",
    "itemType": "preprint",
    "title": "Echoes in Many Rooms: A Survey",
    "creators": [
        {"creatorType": "author", "firstName": "Ada", "lastName": "Byron"},
        {"creatorType": "editor", "firstName": "Emmy", "lastName": "Noether"},
        {"creatorType": "author", "name": "Room Group"},
    ],
    "repository": "arXiv",
    "archiveID": "arXiv:2001.00002",
    "date": "2020-01-03",
    "url": "http://arxiv.org/abs/2001.00002",
    "extra": "arXiv:2001.00002 [cs]\nDOI: 10.1000/survey",
}
OPENALEX: dict[str, object] = {
    "id": "https://openalex.org/W42",
    "doi": "https://doi.org/10.1000/halls",
    "title": "Halls of Echoes",
    "publication_year": 2022,
    "type": "article",
    "type_crossref": "proceedings-article",
    "authorships": [{"author": {"display_name": "Grace Hopper"}}, {"author": None, "raw_author_name": "E. Noether"}],
    "primary_location": {
        "landing_page_url": "https://doi.org/10.1000/halls",
        "source": {"display_name": "Conference on Rooms", "type": "conference"},
    },
    "locations": [{"landing_page_url": "https://arxiv.org/abs/2001.00003"}, None],
    "best_oa_location": {"pdf_url": "https://example.org/halls.pdf"},
    "is_authors_truncated": False,
}


def draft_of(value: object) -> Draft:
    return read(json.dumps(value, indent=1), "refs.json")


def one(value: object) -> DraftPaper:
    (paper,) = draft_of(value).papers
    return paper


def test_csl_json() -> None:
    paper = one([CSL])
    assert paper.title == "EchoNet: Hearing CO₂ & Corners"
    assert paper.authors == ("Grace Hopper", "Jan van der Berg Jr.", "Rooms, Inc.")
    assert (paper.venue_text, paper.venue_kind, paper.year) == ("Journal of Rooms", "journal", 2021)
    assert paper.identifiers == {"doi": "10.1000/rooms.1"}
    assert [link.href for link in paper.links] == ["https://example.org/echonet"]
    assert (str(paper.origin), paper.stated_by) == ("refs.json:2", "refs.json#hopper2021")


def test_a_type_of_nobody_is_a_work_all_the_same() -> None:
    paper = one([{"type": "preprint", "id": "a", "title": "Of No Type", "issued": {"date-parts": [[2020]]}}])
    assert (paper.title, paper.year) == ("Of No Type", 2020)


def test_an_answer_of_crossref_with_one_work_or_many() -> None:
    work = {
        "type": "proceedings-article",
        "title": ["Rooms"],
        "container-title": ["Conference on Rooms"],
        "DOI": "10.1000/a",
    }
    alone = one({"status": "ok", "message-type": "work", "message": work})
    (among,) = draft_of({"status": "ok", "message": {"facets": {}, "items": [work]}}).papers
    assert (alone.title, alone.venue_text, alone.venue_kind) == ("Rooms", "Conference on Rooms", "conference")
    assert among.identifiers == alone.identifiers == {"doi": "10.1000/a"}


@pytest.mark.parametrize(
    "how",
    [
        {"number": "arXiv:2001.00002", "publisher": "arXiv"},
        {"archive": "arXiv", "archive_location": "2001.00002"},
        {"note": "arXiv: 2001.00002 [cs]"},
        {"DOI": "10.48550/arXiv.2001.00002"},
    ],
)
def test_preprints_in_csl(how: dict[str, str]) -> None:
    paper = one([{"type": "article", "title": "Rooms", "issued": {"raw": "2020-01-01"}, **how}])
    assert (paper.identifiers, paper.venue_text, paper.year) == ({"arxiv": "2001.00002"}, "arXiv", 2020)


@pytest.mark.parametrize("wrap", ["api", "better-bibtex"])
def test_zotero(wrap: str) -> None:
    api = [{"key": "ABCD1234", "version": 3, "library": {"id": 1}, "data": ZOTERO}]
    paper = one(api if wrap == "api" else {"config": {"id": "x"}, "collections": {}, "items": [ZOTERO]})
    assert (paper.title, paper.kind) == ("Echoes in Many Rooms: A Survey", "survey")
    assert paper.authors == ("Ada Byron", "Room Group")
    assert (paper.venue_text, paper.venue_kind, paper.year) == ("arXiv", "preprint", 2020)
    assert paper.identifiers == {"arxiv": "2001.00002", "doi": "10.1000/survey"}


def test_openalex() -> None:
    for wrapped in (OPENALEX, {"meta": {"count": 1}, "results": [OPENALEX]}):
        paper = one(wrapped)
        assert (paper.title, paper.year, paper.stated_by) == ("Halls of Echoes", 2022, "refs.json#W42")
        assert paper.authors == ("Grace Hopper", "E. Noether")
        assert (paper.venue_text, paper.venue_kind) == ("Conference on Rooms", "conference")
        assert paper.identifiers == {"doi": "10.1000/halls", "arxiv": "2001.00003"}
        assert [(link.role, link.href) for link in paper.links] == [("pdf", "https://example.org/halls.pdf")]


def test_an_incomplete_list_of_authors_is_a_doubt() -> None:
    draft = draft_of({**OPENALEX, "is_authors_truncated": True})
    assert [note.code for note in draft.notes] == ["IM612"]
    assert draft.papers[0].doubts[0][0] == "authors"


@pytest.mark.parametrize(
    "value",
    [
        [{"type": "software", "title": "A Program", "DOI": "10.1000/x"}],
        [{"itemType": "attachment", "title": "file.pdf"}],
        {**OPENALEX, "type": "paratext"},
    ],
)
def test_what_is_no_work_is_reported(value: object) -> None:
    draft = draft_of(value)
    assert (draft.papers, [note.code for note in draft.notes]) == ((), ["IM610"])


def test_an_item_without_a_title_or_form_is_reported_and_the_others_are_read() -> None:
    draft = draft_of([CSL, 3, {"type": "article-journal", "DOI": "10.1000/x"}, {**CSL, "id": "b"}])
    assert [paper.stated_by for paper in draft.papers] == ["refs.json#hopper2021", "refs.json#b"]
    assert [(note.code, note.message) for note in draft.notes] == [
        ("IM601", "an item cannot be read and is not imported: not a JSON object"),
        ("IM603", "the entry has no title and is not imported"),
    ]


def test_a_file_that_was_cut_off_is_read_up_to_there() -> None:
    text = json.dumps([CSL, {**CSL, "id": "b"}], indent=1)
    draft = read(text[: text.rindex('"b"')], "refs.json")
    assert [paper.stated_by for paper in draft.papers] == ["refs.json#hopper2021"]
    (note,) = draft.notes
    assert (note.code, note.line, note.column) == ("IM601", text[: text.rindex(' {\n  "id": "b"')].count("\n") + 1, 2)


@pytest.mark.parametrize(
    ("value", "name"),
    [
        ([CSL], "csl-json"),
        ([ZOTERO], "zotero-json"),
        (OPENALEX, "openalex-json"),
    ],
)
def test_formats_are_recognised_by_content(value: object, name: str) -> None:
    assert choose_format(json.dumps(value), "x").name == name


_JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=8),
    lambda inside: st.lists(inside, max_size=3) | st.dictionaries(st.text(max_size=5), inside, max_size=3),
    max_leaves=6,
)
_FIELDS = sorted({*CSL, *ZOTERO, *OPENALEX, "data", "note", "event", "subtitle"})


@given(st.dictionaries(st.sampled_from(_FIELDS), _JSON), st.sampled_from(["csl-json", "zotero-json", "openalex-json"]))
def test_no_value_breaks_a_reader(value: dict[str, object], name: str) -> None:
    bases: dict[str, dict[str, object]] = {"csl-json": CSL, "zotero-json": ZOTERO, "openalex-json": OPENALEX}
    read(json.dumps([{**bases[name], **value}]), "refs.json", format_=name)


@given(st.text(alphabet='[]{}",:\n 1a', max_size=60))
def test_items_of_any_text_have_places_in_it(text: str) -> None:
    lines = text.split("\n")
    for item in items(text, ["a"]):
        assert 1 <= item.line <= len(lines)
        assert 1 <= item.column <= len(lines[item.line - 1]) + 1


def test_deep_nesting_is_a_fault_and_no_crash() -> None:
    deep = "[" * 100_000 + "]" * 100_000
    (item,) = items(f"[{deep}]", [])
    assert item.fault == "nested more deeply than any item is"
