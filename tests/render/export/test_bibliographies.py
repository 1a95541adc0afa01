"""What reference managers get, judged by readers that are not ours: Pandoc, pybtex, rispy and citeproc-py."""

import json
import re
from importlib import resources
from typing import Any

import pypandoc
import pytest
import rispy
from citeproc import Citation, CitationItem, CitationStylesBibliography, CitationStylesStyle, formatter
from citeproc.source.json import CiteProcJSON
from hypothesis import given, settings
from pybtex.database import BibliographyData, parse_string

from kbgen.model.text import normalise_title
from kbgen.render.export.names import divided
from kbgen.views.titles import readable_title
from tests.render.export.samples import KB, exported, of_papers, paper, small, some_papers, written

PRINTED = {"names": "article-journal", "thesis": "thesis", "chapter": "chapter", "workshop": "paper-conference"}


def by_pandoc(text: str, reader: str) -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(pypandoc.convert_text(text, "csljson", format=reader))
    return items


def bib(name: str, what: Any = None) -> BibliographyData:
    return parse_string(written(name, what).decode(), "bibtex")


@pytest.mark.parametrize("reader", ["bibtex", "biblatex", "csl-json", "ris"])
@pytest.mark.parametrize("kb", [KB, small()], ids=["hard", "hostile"])
def test_pandoc_reads_every_paper_with_its_title_people_and_year(reader: str, kb: Any) -> None:
    what = exported(kb)
    items = by_pandoc(written(reader, what).decode(), reader.replace("-", ""))
    assert len(items) == len(what.papers)
    for item, record in zip(items, what.papers, strict=True):
        assert normalise_title(item["title"]) == normalise_title(readable_title(record.title)), record.id
        assert len(item.get("author", [])) == len(record.authors), record.id
        people = ["".join(str(name.get(part, "")) for part in sorted(name)) for name in item.get("author", [])]
        letters = [sorted(normalise_title(name)) for name in people]
        assert letters == [sorted(normalise_title(name)) for name in record.authors], record.id
        issued = item.get("issued", {}).get("date-parts", [[None]])
        assert issued[0][0] == record.year or (record.year is None and not issued[0][0]), record.id
        assert item.get("DOI") == record.ids.doi, record.id


@pytest.mark.parametrize(
    ("reader", "types"),
    [
        ("biblatex", PRINTED),
        ("bibtex", PRINTED),
        ("csljson", {"names": "article-journal", "thesis": "thesis", "preprint": "article", "no-venue": "article"}),
        ("ris", PRINTED),
    ],
)
def test_pandoc_takes_entries_for_what_they_are(reader: str, types: dict[str, str]) -> None:
    items = by_pandoc(written("csl-json" if reader == "csljson" else reader).decode(), reader)
    found = {record.id: item["type"] for record, item in zip(exported().papers, items, strict=True)}
    assert {record: found[record] for record in types} == types


def test_particles_suffixes_and_corporate_authors_stay_whole() -> None:
    items = by_pandoc(written("biblatex").decode(), "biblatex")
    (authors,) = [item["author"] for item in items if item["title"].startswith("CLIP4Clip")]
    assert authors[0] == {"family": "Oord", "given": "Aäron", "dropping-particle": "van den"}
    assert authors[3] == {"family": "King", "given": "Martin Luther", "suffix": "Jr."}
    assert {"literal": "Bread and Butter Team"} in authors
    assert any(name.get("family") == "李飞飞" or name.get("literal") == "李飞飞" for name in authors)


@pytest.mark.parametrize("name", ["bibtex", "biblatex"])
def test_pybtex_reads_the_fields(name: str) -> None:
    entries = bib(name).entries
    assert len(entries) == len(KB.papers)
    fields = entries["arandjelovic2017look"].fields
    assert fields["eprint"] == "1705.08168"
    assert fields["archiveprefix" if name == "bibtex" else "eprinttype"].lower() == "arxiv"
    assert fields["doi"] == "10.1109/ICCV.2017.73"
    assert fields["openreview"] == "6UdQLhqJyFD"
    assert fields["code"] == r"\url{https://github.com/a/b} \url{https://github.com/c/d}"
    assert fields["project"] == "https://see.example/a_b?c=1&d=2"
    assert fields["note"] == "Oral"


def test_biblatex_has_the_types_and_fields_of_its_manual() -> None:
    entries = bib("biblatex").entries
    found = {key: (entry.type, sorted(set(entry.fields) & set(_CONTAINERS))) for key, entry in entries.items()}
    assert found["oord2020clip4clip"] == ("article", ["journaltitle"])
    assert found["ostergard2019thesis"] == ("thesis", ["institution"])
    assert entries["ostergard2019thesis"].fields["type"] == "phdthesis"
    assert found["ng2021early"] == ("online", [])
    assert found["ng2022cells"] == ("online", ["organization"])
    assert found["ng2023post"] == ("misc", ["howpublished"])
    assert entries["arandjelovic2017look"].fields["keywords"] == r"Contrastive by pairs, Audio {\&} sound"
    assert "Arandjelović" in written("biblatex").decode()
    assert not any("year" in entry.fields for entry in entries.values())


_CONTAINERS = ("journaltitle", "booktitle", "institution", "organization", "howpublished")


@settings(max_examples=25)
@given(some_papers)
def test_pybtex_reads_whatever_a_record_says(record: Any) -> None:
    for name in ("bibtex", "biblatex"):
        library = bib(name, of_papers(record, paper("two", title="The One After")))
        assert len(library.entries) == 2
        assert library.entries["anonymousone"].fields["title"] == "The One After"


def test_rispy_reads_the_fields() -> None:
    records = rispy.loads(written("ris").decode())
    assert len(records) == len(KB.papers)
    (look,) = [one for one in records if one["id"] == "arandjelovic2017look"]
    assert look["type_of_reference"] == "CONF"
    assert look["authors"] == ["Arandjelović, Relja", "Zisserman, Andrew"]
    assert look["year"] == "2017"
    assert look["secondary_title"] == "International Conference on Computer Vision"
    assert look["doi"] == "10.1109/ICCV.2017.73"
    assert look["accession_number"] == "arXiv:1705.08168"
    assert look["keywords"] == ["Contrastive, by pairs", "Audio & sound"]
    assert look["urls"][0] == "https://arxiv.org/abs/1705.08168"
    (names,) = [one for one in records if one["id"] == "oord2020clip4clip"]
    assert names["authors"][:2] == ["van den Oord, Aäron", "OpenAI"]
    assert names["authors"][3] == "King, Martin Luther, Jr."
    assert {one["type_of_reference"] for one in records} == {"CONF", "JOUR", "THES", "CHAP", "UNPB", "GEN"}


@settings(max_examples=40)
@given(some_papers)
def test_a_value_cannot_begin_a_tag_of_its_own(record: Any) -> None:
    after = paper("two", title="The One After")
    first, second = rispy.loads(written("ris", of_papers(record, after)).decode())
    assert normalise_title(first["title"]) == normalise_title(readable_title(record.title))
    assert second["title"] == "The One After"
    assert len(first.get("authors", [])) == len(record.authors)


def _named_in(file: str) -> set[str]:
    text = resources.files("citeproc").joinpath("data", "schema", "schemas", "styles", file).read_text("utf-8")
    return set(re.findall(r'"([a-zA-Z_-]+)"', text))


def test_csl_items_use_the_types_and_variables_of_csl() -> None:
    items = json.loads(written("csl-json"))
    # What the schema of items has beside a style's types and variables.
    of_items = {"id", "type", "custom", "container-title-short"}
    assert {item["type"] for item in items} <= _named_in("csl-types.rnc")
    assert {name for item in items for name in item} - of_items <= _named_in("csl-variables.rnc")


def test_csl_items_print_as_a_citation() -> None:
    source = CiteProcJSON([{key: value for key, value in item.items() if key != "custom"} for item in _csl()])
    style = CitationStylesStyle("harvard-cite-them-right", validate=False)
    bibliography = CitationStylesBibliography(style, source, formatter.plain)
    bibliography.register(Citation([CitationItem("arandjelovic2017look")]))
    (printed,) = [str(one) for one in bibliography.bibliography()]
    assert "Arandjelović, R" in printed
    assert "2017" in printed
    assert "International Conference on Computer Vision" in printed


def _csl() -> list[dict[str, Any]]:
    items: list[dict[str, Any]] = json.loads(written("csl-json"))
    return items


def test_csl_keeps_what_has_no_variable() -> None:
    (look,) = [item for item in _csl() if item["id"] == "arandjelovic2017look"]
    assert look["custom"]["openreview"] == "6UdQLhqJyFD"
    assert look["custom"]["links"]["code"] == ["https://github.com/a/b", "https://github.com/c/d"]
    assert look["archive_location"] == "1705.08168"
    (names,) = [item for item in _csl() if item["id"] == "oord2020clip4clip"]
    assert names["title"] == "CLIP4Clip: 100% of {Braces}, R&D_x & AstroM³ “quoted” – dash"
    assert names["author"][:2] == [
        {"family": "Oord", "given": "Aäron", "non-dropping-particle": "van den"},
        {"literal": "OpenAI"},
    ]


@settings(max_examples=60)
@given(some_papers)
def test_csl_is_json_whatever_a_record_says(record: Any) -> None:
    (item,) = json.loads(written("csl-json", of_papers(record)))
    assert item["title"] == readable_title(record.title)
    assert len(item.get("author", [])) == len(record.authors)


def test_nothing_is_an_empty_document() -> None:
    assert json.loads(written("csl-json", of_papers())) == []
    assert written("bibtex", of_papers()) == written("ris", of_papers()) == written("jsonl", of_papers()) == b""


@pytest.mark.parametrize(
    ("name", "family_first"),
    [
        ("Aäron van den Oord", "van den Oord, Aäron"),
        ("Oord, Aäron van den", "Oord, Aäron van den"),
        ("Martin Luther King Jr.", "King, Martin Luther, Jr."),
        ("OpenAI", "OpenAI"),
        ("李飞飞", "李飞飞"),
        ("{Braced} Name", "Name, Braced"),
        ("…", "…"),
    ],
)
def test_names_are_divided(name: str, family_first: str) -> None:
    assert divided(name).family_first == family_first
