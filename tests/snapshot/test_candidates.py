"""The engine's keys are those of Python, on every title and identifier: nothing that is a record's is missed."""

import sys
import unicodedata
from collections.abc import Iterable
from pathlib import Path

import duckdb
import ibis
import pyarrow as pa
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kbgen.enrich.snapshot.candidates import FOLD_FUNCTION, arxiv_key, doi_key, title_key
from kbgen.enrich.snapshot.engine import DuckDB
from kbgen.model.text import normalise_title
from tests.snapshot.works import location, part, work, write_jsonl

HARD = (
    "",
    "   ",
    "Attention Is All You Need",
    "A_b-c  d\te\nf",
    "Arandjelović & Zisserman’s “Look, Listen and Learn”",
    "Straße, ŒUVRE, Łódź, Ørsted, Đ, ıİ",
    "ﬁne ﬂow: ½ of Ⅷ ㎏ ① ² ™",
    "𝒜 𝔅eta 𝟙",
    "Über naïve façades — coöperation",
    "U\u0308ber decomposed cafe\u0301",
    "注意力就是你所需要的",
    "자기 지도 학습",
    "自己教師あり学習 ﾊﾝｶｸ",
    "Внимание — это всё, что нужно",
    "ΣΊΣΥΦΟΣ σίσυφος ς",
    "हिन्दी में शीर्षक",
    "עברית ניקוד שָׁלוֹם",
    "zero\u200bwidth\u00adhyphen\u2060joiner\ufeff",
    "emoji 🎧 in 👩‍🔬 title",
    "ABC‿def＿ghi",
    "null\x00inside",
    "it's $O(n^2)$ \\alpha",
    "İstanbul",
    "K (Kelvin) Å (Ångström)",
)


def keys(titles: Iterable[str | None]) -> list[str | None]:
    """What DuckDB makes of titles."""
    table = ibis.table({"number": "int64", "title": "string"}, name="titles")
    sql = ibis.to_sql(table.select(table.number, key=title_key(table.title)), dialect="duckdb")
    given = list(titles)
    with duckdb.connect() as connection:
        connection.create_function(FOLD_FUNCTION, normalise_title, ["VARCHAR"], "VARCHAR")
        rows = pa.table({"number": range(len(given)), "title": pa.array(given, pa.string())})
        connection.register("titles", rows)
        return [key for _, key in sorted(connection.execute(str(sql)).fetchall())]


def test_titles_are_normalised_as_the_model_does() -> None:
    assert keys(HARD) == [normalise_title(title) for title in HARD]
    assert keys([None]) == [None]


def test_every_character_is_normalised_as_the_model_does() -> None:
    every = [chr(code) for code in range(sys.maxunicode + 1) if not 0xD800 <= code <= 0xDFFF]
    titles = ["".join(every[start : start + 64]) for start in range(0, len(every), 64)]
    assert keys(titles) == [normalise_title(title) for title in titles]
    assert len({unicodedata.category(one) for one in every}) > 25


@settings(max_examples=40)
@given(st.lists(st.text(), max_size=50))
@example(list(HARD))
def test_any_title_is_normalised_as_the_model_does(titles: list[str]) -> None:
    assert keys(titles) == [normalise_title(title) for title in titles]


DOIS = (
    "10.1234/abc",
    "10.1002/(SICI)1097-0258(19980815/30)17:15/16<1661::AID-SIM968>3.0.CO;2-2",
    "10.5555/ÜBER.alles",
    "10.5555/Mixed.Case_X;",
    "10.18653/v1/2020.acl-main.1",
    "10.48550/arXiv.2101.00001",
    "10.1016/S0022-0000(05)80060-7",
)


@pytest.mark.parametrize("doi", DOIS)
@pytest.mark.parametrize("form", ["https://doi.org/{}", "{}", "http://dx.doi.org/{}", "https://doi.org/{}."])
def test_dois_are_found_in_every_form(tmp_path: Path, doi: str, form: str) -> None:
    path = write_jsonl(tmp_path / "a.jsonl", [work(1, "T", doi=form.format(doi.lower())), work(2, "T", doi=None)])
    rows = [
        row
        for batch in DuckDB().candidates([part(path)], [("doi", doi_key(doi))], lambda _: None)
        for row in batch.to_pylist()
    ]
    assert [row["id"] for row in rows if row["id"]] == ["https://openalex.org/W1"]


@pytest.mark.parametrize(
    ("identifier", "page"),
    [
        ("2101.00001", "http://arxiv.org/abs/2101.00001"),
        ("2101.00001", "https://ARXIV.org/pdf/2101.00001v3.pdf"),
        ("0704.0001", "arxiv.org/abs/0704.0001v1"),
        ("hep-th/9901001", "https://arxiv.org/abs/hep-th/9901001"),
        ("cs/0101001", "http://arxiv.org/pdf/cs.CL/0101001v2"),
        ("2101.00001", "https://export.arxiv.org/abs/2101.00001"),
    ],
)
def test_arxiv_identifiers_are_found_among_the_places(tmp_path: Path, identifier: str, page: str) -> None:
    places = [location("https://doi.org/10.1/x"), location(None), location(page)]
    path = write_jsonl(tmp_path / "a.jsonl", [work(1, "T", locations=places), work(2, "T", locations=[])])
    rows = [
        row
        for batch in DuckDB().candidates([part(path)], [("arxiv", arxiv_key(identifier))], lambda _: None)
        for row in batch.to_pylist()
    ]
    assert [row["id"] for row in rows if row["id"]] == ["https://openalex.org/W1"]
