"""Texts, numbers, dates and addresses mean one thing each; names and vocabularies find what they name."""

import datetime
import string
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pydantic import ValidationError

from kbgen.model.dataset import Size
from kbgen.model.paper import Paper, PaperIds, PaperLinks, Result
from kbgen.model.suggest import did_you_mean, nearest
from kbgen.model.text import fold, normalise_title, slugify
from kbgen.model.vocabulary import Taxonomy, Venues


def paper(**fields: Any) -> Paper:
    return Paper.model_validate({"id": "x", "title": "T"} | fields)


def test_records_cannot_be_changed_and_know_their_keys() -> None:
    for field in Paper.model_fields:
        with pytest.raises(ValidationError, match="frozen"):
            setattr(paper(), field, None)
    with pytest.raises(ValidationError, match="Extra"):
        paper(titel="x")


def test_numbers_come_from_one_spelling() -> None:
    assert paper(year="2017").year == 2017
    for bad in ("2017.0", "02017", "+2017", "2_017", "MMXVII", " 2017", "２０１７", ""):
        with pytest.raises(ValidationError):
            paper(year=bad)
    assert Result(dataset="d", metric="m", value="79.3", source="s").value == 79.3
    assert Size(of="x", text="1e3", count="1e3").count == 1000
    for bad in ("1,000", "inf", "nan", ".5", "5.", "0x1F", "1e999", "12%"):
        with pytest.raises(ValidationError):
            Size(of="x", text="t", count=bad)


def test_dates_come_from_one_spelling() -> None:
    assert paper(added="2026-11-20").added == datetime.date(2026, 11, 20)
    for bad in ("2026-11-31", "20.11.2026", "2026-11-20T00:00", "1763600000", "2026-1-2"):
        with pytest.raises(ValidationError):
            paper(added=bad)


@pytest.mark.parametrize(
    "url", ["https://example.org", "http://example.org:8080/a?b=c#d", "https://例え.jp/道", "https://example.org/a%20b"]
)
def test_web_addresses(url: str) -> None:
    assert PaperLinks(project=url).project == url


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "ftp://example.org",
        "//example.org",
        "example.org",
        "https://",
        "https:///path",
        "https://a b.org",
        "https://example.org/<script>",
        'https://example.org/"onclick=',
        "https://example.org/\u0000",
        "https://example.org/a\nb",
        "https://example.org:port/",
        "https://[::1/",
        " https://example.org",
        "",
    ],
)
def test_what_is_no_web_address(url: str) -> None:
    with pytest.raises(ValidationError):
        PaperLinks(project=url)


@pytest.mark.parametrize("text", ["", " ", " a", "a ", "a\n", "\u00a0a", "a\x00b", "a\x1bb", "a\x7f"])
def test_text_is_trimmed_and_printable(text: str) -> None:
    with pytest.raises(ValidationError):
        paper(title=text)


@pytest.mark.parametrize("record", ["a", "a-b", "12-in-1", "文-字", "é"])
def test_record_ids(record: str) -> None:
    assert paper(id=record).id == record


@pytest.mark.parametrize("record", ["", "A", "a_b", "-a", "a-", "a--b", "a b", "a/b", "..", "a.b", "a\n", "a" * 101])
def test_what_is_no_record_id(record: str) -> None:
    with pytest.raises(ValidationError):
        paper(id=record)


def test_identifiers_are_kept_in_canonical_form() -> None:
    ids = PaperIds(arxiv="https://arxiv.org/pdf/1705.08168v2.pdf", doi="doi:10.1109/X.1", acl="p18-2074")
    assert (ids.arxiv, ids.doi, ids.acl) == ("1705.08168", "10.1109/X.1", "P18-2074")


def test_the_address_of_a_paper_is_one_that_anyone_may_read() -> None:
    assert paper().url is None
    assert paper(links={"paper": "https://example.org"}).url == "https://example.org"
    assert paper(ids={"doi": "10.1109/x"}, links={"paper": "https://example.org"}).url == "https://doi.org/10.1109/x"
    both = {"doi": "10.1109/x", "arxiv": "1705.08168"}
    assert paper(ids=both).url == "https://arxiv.org/abs/1705.08168"


@given(st.text())
def test_folding_twice_is_folding_once(text: str) -> None:
    assert fold(fold(text)) == fold(text)
    assert normalise_title(normalise_title(text)) == normalise_title(text)


@given(st.text(string.printable))
def test_the_short_way_for_plain_text_gives_what_the_long_way_gives(text: str) -> None:
    assert fold(text + "é") == fold(text) + "e"


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Arandjelović", "arandjelovic"),
        ("Ørsted", "orsted"),
        ("STRASSE", "straße"),
        ("Łukasz", "lukasz"),
        ("Ǣǽ", "aeae"),
        ("Ǿ", "o"),
        ("Ｆｕｌｌ", "full"),
    ],
)
def test_folding_removes_accents_and_case(first: str, second: str) -> None:
    assert fold(first) == fold(second)


def test_normalised_titles_ignore_punctuation_and_space() -> None:
    assert normalise_title("Look, Listen & Learn!") == normalise_title("look  listen/learn")
    assert normalise_title("学习：视觉") == "学习视觉"


@given(st.text(max_size=200))
def test_a_slug_is_a_record_id_or_empty(text: str) -> None:
    slug = slugify(text)
    assert len(slug) <= 64
    assert slugify(slug) == slug
    if slug:
        assert paper(id=slug).id == slug


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Look, Listen and Learn", "look-listen-and-learn"),
        ("R²: 50 %", "r2-50"),
        ("视觉 学习", "视觉-学习"),
        ("!!!", ""),
    ],
)
def test_slugs(text: str, slug: str) -> None:
    assert slugify(text) == slug


def test_slugs_are_cut_at_a_word() -> None:
    assert slugify("one two three", 8) == "one-two"
    assert slugify("onetwothree", 5) == "onetw"


@pytest.mark.parametrize(
    ("name", "meant"),
    [("ICLM", "icml"), ("icrl", "iclr"), ("neurps", "neurips"), ("NEURIPS", "neurips"), ("zzz", None), ("", None)],
)
def test_what_was_meant(name: str, meant: str | None) -> None:
    assert nearest(name, ["icml", "iclr", "neurips"]) == meant


def test_a_remedy_names_what_was_meant_or_what_to_do() -> None:
    assert did_you_mean("titel", ["title", "year"]) == 'did you mean "title"?'
    assert did_you_mean("zzz", ["title"], "remove it") == "remove it"


TAXONOMY = Taxonomy.model_validate(
    {
        "axes": [
            {
                "id": "objective",
                "name": "O",
                "description": "D",
                "terms": [
                    {
                        "id": "masked",
                        "name": "Masked Prediction",
                        "description": "D",
                        "aliases": ["BERT-style"],
                        "children": [{"id": "mae", "name": "M", "description": "D"}],
                    },
                    {"id": "last", "name": "L", "description": "D"},
                ],
            }
        ]
    }
)


def test_terms_in_the_order_of_the_file_with_what_is_above_them() -> None:
    assert [(placed.term.id, placed.ancestors, placed.depth) for placed in TAXONOMY.walk()] == [
        ("masked", (), 0),
        ("mae", ("masked",), 1),
        ("last", (), 0),
    ]
    assert TAXONOMY.with_ancestors("objective", "mae") == ("masked", "mae")
    assert TAXONOMY.with_ancestors("objective", "unknown") == ("unknown",)
    assert TAXONOMY.axis("objective") is TAXONOMY.axes[0]
    assert TAXONOMY.axis("other") is None


def test_terms_are_found_by_name_and_alias() -> None:
    for name in ("masked", "masked prediction", "Bert style"):
        term = TAXONOMY.find("objective", name)
        assert term is not None
        assert term.id == "masked"
    assert TAXONOMY.find("other", "masked") is None


def test_venues_are_found_by_key_name_and_alias() -> None:
    venues = Venues.model_validate(
        {
            "venues": [
                {
                    "id": "neurips",
                    "name": "Neural Systems",
                    "short": "NeurIPS",
                    "kind": "conference",
                    "aliases": ["NIPS"],
                }
            ]
        }
    )
    for name in ("neurips", "NIPS", "nips", "Neural systems"):
        assert venues.find(name) is venues.by_id["neurips"]
    assert venues.find("icml") is None
