import re
from typing import Any

import pytest
from bibtexparser.entrypoint import parse_string
from hypothesis import given
from hypothesis import strategies as st
from pylatexenc.latex2text import LatexNodes2Text

from kbgen.model.paper import Paper
from kbgen.render.export.bibtex import bibtex
from kbgen.render.export.citation_keys import citation_keys
from kbgen.render.export.latex import title_to_latex, to_latex
from tests.render.export.samples import VENUES, paper


def written(*papers: Paper) -> str:
    return bibtex(papers, VENUES, citation_keys(papers))


def test_a_conference_paper() -> None:
    one = paper(
        title="Look, Listen and Learn",
        authors=["Relja Arandjelović", "Andrew Zisserman"],
        year=2017,
        venue="iccv",
        ids={"arxiv": "1705.08168", "doi": "10.1109/ICCV.2017.73"},
    )
    assert written(one) == (
        "@inproceedings{arandjelovic2017look,\n"
        "  title = {Look, Listen and Learn},\n"
        "  author = {Relja Arandjelovi{\\'c} and Andrew Zisserman},\n"
        "  booktitle = {International Conference on Computer Vision},\n"
        "  year = {2017},\n"
        "  eprint = {1705.08168},\n"
        "  archiveprefix = {arXiv},\n"
        "  doi = {10.1109/ICCV.2017.73},\n"
        "  url = {https://arxiv.org/abs/1705.08168},\n"
        "}\n"
    )


@pytest.mark.parametrize(
    ("fields", "entry_type", "container"),
    [
        ({"venue": "iccv"}, "inproceedings", "  booktitle = {International Conference on Computer Vision},"),
        ({"venue": "tpami"}, "article", "  journal = {Pattern Analysis {\\&} Machines},"),
        ({"venue": "mit"}, "phdthesis", "  school = {Massachusetts Institute of Technology},"),
        ({"venue": "arxiv", "ids": {"arxiv": "1705.08168"}}, "misc", "  archiveprefix = {arXiv},"),
        ({"venue": "arxiv"}, "misc", "  howpublished = {arXiv},"),
        ({"venue": "unheard-of"}, "misc", "  howpublished = {unheard-of},"),
    ],
)
def test_the_kind_of_venue_gives_the_type_of_entry(fields: dict[str, Any], entry_type: str, container: str) -> None:
    text = written(paper(**fields))
    assert text.startswith(f"@{entry_type}{{")
    assert container in text.splitlines()


def test_a_preprint_does_not_say_arxiv_twice() -> None:
    assert "howpublished" not in written(paper(venue="arxiv", ids={"arxiv": "1705.08168"}))


def test_what_is_not_known_is_left_out() -> None:
    assert written(paper()) == "@misc{anonymouslook,\n  title = {Look, Listen and Learn},\n}\n"


@pytest.mark.parametrize(
    ("fields", "key"),
    [
        ({"authors": ["Relja Arandjelović"], "year": 2017}, "arandjelovic2017look"),
        ({"authors": ["Aäron van den Oord"], "year": 2018, "title": "On the Way: A Test"}, "oord2018way"),
        ({"authors": ["Oord, Aäron van den"], "year": 2018}, "oord2018look"),
        ({"authors": ["Søren Østergård"], "year": 2020, "title": "Self-Supervised Things"}, "ostergard2020self"),
        ({"authors": ["李飞飞"], "year": 2020, "title": "看图说话"}, "anonymous2020"),
        ({"year": 2020}, "anonymous2020look"),
        ({"authors": ["Lu"], "year": 2020, "title": "12-in-1: Multi-Task Learning"}, "lu2020multi"),
        ({"authors": ["OpenAI"], "title": "The"}, "openai"),
    ],
)
def test_keys_are_author_year_and_word(fields: dict[str, Any], key: str) -> None:
    assert citation_keys([paper(**fields)]) == {"one": key}


def test_keys_that_would_repeat_get_letters_and_old_ones_stay() -> None:
    first = paper("b", authors=["Li"], year=2020, added="2024-01-01")
    second = paper("a", authors=["Li"], year=2020, added="2024-02-01")
    third = paper("c", authors=["Li"], year=2020, title="Looka")
    assert citation_keys([first]) == {"b": "li2020look"}
    assert citation_keys([second, first]) == {"b": "li2020look", "a": "li2020looka"}
    assert citation_keys([third, second, first]) == {"b": "li2020look", "a": "li2020lookb", "c": "li2020looka"}


@given(st.lists(st.tuples(st.sampled_from(["Li", "Li A"]), st.sampled_from(["Look", "Looka", "Lookb"])), max_size=40))
def test_keys_are_unique(papers: list[tuple[str, str]]) -> None:
    records = [paper(f"p{n}", authors=[name], title=title) for n, (name, title) in enumerate(papers)]
    keys = citation_keys(records)
    assert len(set(keys.values())) == len(records) == len(keys)
    assert citation_keys(reversed(records)) == keys


@pytest.mark.parametrize(
    ("text", "latex"),
    [
        ("100% of R&D_x #1", r"100{\%} of R{\&}D{\_}x {\#}1"),
        ("{a} b}", r"{\textbraceleft}a{\textbraceright} b{\textbraceright}"),
        (r"\input{x}", r"{\textbackslash}input{\textbraceleft}x{\textbraceright}"),
        ("AstroM$^3$ for $5", r"AstroM$^3$ for {\$}5"),
        ("数据", "数据"),
        ("two\nlines", "two lines"),
    ],
)
def test_special_characters_show_as_themselves(text: str, latex: str) -> None:
    assert to_latex(text) == latex


@pytest.mark.parametrize(
    ("title", "latex"),
    [
        ("CLIP4Clip: An Empirical Study of CLIP", "{CLIP4Clip}: An Empirical Study of {CLIP}"),
        ("3D Vision-Language (ViLT)", "{3D} Vision-Language ({ViLT})"),
        ("Ångström ÅÅ", r"{\r{A}}ngstr{\"o}m {\r{A}}{\r{A}}"),
        ("Learning of $L_2X$ Things", "Learning of $L_2X$ Things"),
    ],
)
def test_names_keep_their_capitals(title: str, latex: str) -> None:
    assert title_to_latex(title) == latex


FIELD_TEXT = st.text(
    st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('{}\\$%&#_^~"@, \n'), min_size=1, max_size=60
).filter(lambda text: bool(text.strip()))


@given(title=FIELD_TEXT, author=FIELD_TEXT)
def test_whatever_a_record_says_the_file_can_be_read(title: str, author: str) -> None:
    records = [paper("a", title=title.strip(), authors=[author.strip()]), paper("b", title="The one after")]
    library = parse_string(written(*records))
    assert library.failed_blocks == []
    assert len(library.entries) == 2
    assert library.entries[1].fields_dict["title"].value == "The one after"


@given(st.text(st.characters(codec="latin-1", exclude_categories=["Cc"], exclude_characters="$^"), min_size=1))
def test_titles_survive_the_way_to_latex_and_back(title: str) -> None:
    back = LatexNodes2Text(keep_comments=True).latex_to_text(title_to_latex(title))
    assert re.sub(r"\W+", "", back) == re.sub(r"\W+", "", " ".join(title.split()))


def test_a_web_address_cannot_end_its_field() -> None:
    text = written(paper(ids={"doi": "10.1000/a}b{c"}))
    assert "doi = {10.1000/a%7Db%7Bc}" in text
    assert parse_string(text).failed_blocks == []


def test_many_papers_keep_their_order() -> None:
    records = [paper("b", title="Beta"), paper("a", title="Alpha")]
    assert re.findall(r"title = \{(\w+)\}", written(*records)) == ["Beta", "Alpha"]
