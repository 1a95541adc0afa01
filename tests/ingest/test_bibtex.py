"""BibTeX: what is well written is read whole, what is not is said with its place, and the rest is read all the same."""

from textwrap import dedent

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kbgen.ingest.draft import Draft, DraftPaper
from kbgen.ingest.registry import choose_format

from .samples import read


def bib(text: str) -> Draft:
    return read(dedent(text), "refs.bib", format_="bibtex")


def one(text: str) -> DraftPaper:
    (paper,) = bib(text).papers
    return paper


def notes(draft: Draft) -> list[tuple[str, int, int]]:
    return [(note.code, note.line, note.column) for note in draft.notes if note.code not in {"IM610", "IM611"}]


def test_an_article_gives_everything_that_a_record_holds() -> None:
    paper = one(
        r"""
        @article{hopper2021,
          author  = {Hopper, Grace and {\'E}mmy Noether},
          title   = {{EchoNet}: Hearing Corners},
          journal = {Journal of Rooms},
          year    = 2021,
          doi     = {https://doi.org/10.1000/rooms.1},
          url     = {https://example.org/echonet.pdf},
          code    = {https://github.com/echo/net}
        }
        """
    )
    assert paper.title == "EchoNet: Hearing Corners"
    assert paper.authors == ("Grace Hopper", "Émmy Noether")
    assert (paper.venue_text, paper.venue_kind, paper.year) == ("Journal of Rooms", "journal", 2021)
    assert paper.identifiers == {"doi": "10.1000/rooms.1"}
    assert [(link.role, link.href) for link in paper.links] == [
        ("pdf", "https://example.org/echonet.pdf"),
        ("code", "https://github.com/echo/net"),
    ]
    assert (str(paper.origin), paper.stated_by) == ("refs.bib:2", "refs.bib#hopper2021")


@pytest.mark.parametrize(
    "fields",
    [
        "journal = {arXiv preprint arXiv:2001.00002v3}",
        "journal = {CoRR}, volume = {abs/2001.00002}, url = {https://arxiv.org/abs/2001.00002}, arxiv = {2001.00002}",
        "eprint = {2001.00002}, archivePrefix = {arXiv}, primaryClass = {cs.CV}",
        "eprinttype = {arxiv}, eprint = {arXiv:2001.00002v1}",
        "eprint = {2001.00002}",
        "doi = {10.48550/arXiv.2001.00002}",
        "howpublished = {arXiv:2001.00002 [cs.CV]}",
        "journal = {https://arxiv.org/abs/2001.00002}",
        "url = {https://arxiv.org/pdf/2001.00002v2.pdf}",
    ],
)
def test_every_way_to_name_an_arxiv_preprint_is_one_identifier(fields: str) -> None:
    paper = one(f"@misc{{a, title = {{Rooms}}, {fields}}}")
    assert paper.identifiers == {"arxiv": "2001.00002"}
    assert (paper.venue_text, paper.venue_kind) == ("arXiv", "preprint")


def test_a_published_paper_keeps_its_venue_beside_its_preprint() -> None:
    paper = one("@inproceedings{a, title={Rooms}, booktitle={Conference on Rooms}, eprint={2001.00002}}")
    assert (paper.venue_text, paper.venue_kind) == ("Conference on Rooms", "conference")


@pytest.mark.parametrize(
    ("written", "year"),
    [
        ("year = 2020", 2020),
        ("date = {2020-05-01}, year = {1999}", 2020),
        ("date = {2016/2017}", 2016),
        ("date = {2016~}", 2016),
        ("date = {2012-22}", 2012),
        ("year = {to appear}", None),
        ("year = {}", None),
        ("year = {{2019}}", 2019),
    ],
)
def test_dates_of_both_dialects(written: str, year: int | None) -> None:
    draft = bib(f"@book{{a, title = {{T}}, {written}}}")
    assert (draft.papers[0].year, notes(draft)) == (year, [])


@pytest.mark.parametrize(("date", "year"), [("1995--1996", 1995), ("1995-1-04", 1995), ("-2000", None), ("888", None)])
def test_a_date_that_is_none_is_said(date: str, year: int | None) -> None:
    draft = bib(f"@book{{a, title = {{T}}, date = {{{date}}}}}")
    assert (draft.papers[0].year, notes(draft)) == (year, [("IM609", 1, 1)])


def test_a_preprint_without_a_date_has_the_year_of_its_identifier() -> None:
    assert one("@misc{a, title = {T}, eprint = {2001.00002}, archiveprefix = {arXiv}}").year == 2020
    assert one("@article{a, title = {T}, eprint = {2001.00002}, journal = {Rooms}}").year is None


def test_html_in_a_title_is_no_text() -> None:
    assert one("@misc{a, title = {<i>Echoes</i> in CO<sub>2</sub> {\\&}amp; Rooms}}").title == "Echoes in CO₂ & Rooms"


def test_strings_are_joined_and_case_does_not_matter() -> None:
    paper = one(
        """
        @STRING(cor = "Conference on " # rooms)
        @String{Rooms = {Rooms}}
        @InProceedings(a, title = "A " # {B {C}} # " D", booktitle = COR # { 20}, month = jan, year = "2020")
        """
    )
    # An abbreviation may only use those above it, as in BibTeX.
    assert paper.title == "A B C D"
    assert paper.venue_text == "Conference on rooms 20"


def test_crossref_and_xdata_are_inherited_but_not_identifiers() -> None:
    draft = bib(
        """
        @inproceedings{a, title = {Rooms}, author = {Ada Byron}, crossref = {cor}}
        @inbook{b, title = {Halls}, crossref = {halls}}
        @misc{c, title = {Caves}, xdata = {common}}
        @proceedings{cor, title = {Proceedings of the Conference on Rooms}, year = 2020, doi = {10.1000/cor},
          url = {https://example.org/cor}, editor = {Emmy Noether}}
        @book{halls, title = {All Halls}, author = {Grace Hopper}, year = 1999}
        @xdata{common, author = {Carla Cave}, year = 2001}
        """
    )
    a, b, c, halls = draft.papers
    assert (a.venue_text, a.year, a.identifiers, a.links) == ("Proceedings of the Conference on Rooms", 2020, {}, ())
    assert (b.venue_text, b.year, b.authors) == ("All Halls", 1999, ("Grace Hopper",))
    assert (c.authors, c.year) == (("Carla Cave",), 2001)
    assert halls.title == "All Halls"
    assert notes(draft) == []


def test_references_to_nothing_and_in_circles_are_said_and_the_entries_read() -> None:
    draft = bib(
        """\
        @inbook{a, title = {A}, crossref = {nowhere}}
        @book{b, title = {B}, crossref = {c}}
        @book{c, title = {C}, crossref = {b}}
        @book{d, title = {D},
          crossref = {d}}
        """
    )
    assert [paper.title for paper in draft.papers] == ["A", "B", "C", "D"]
    assert notes(draft) == [("IM605", 1, 1), ("IM606", 3, 1), ("IM606", 5, 1)]


def test_a_long_chain_of_references_does_not_end_the_import() -> None:
    chain = "\n".join(f"@book{{k{n}, title = {{T {n}}}, crossref = {{k{n + 1}}}}}" for n in range(3000))
    draft = bib(chain)
    assert len(draft.papers) == 3000
    assert {note.code for note in draft.notes} <= {"IM605", "IM606"}


def test_abbreviations_that_grow_without_end_are_left_as_words() -> None:
    doubling = "\n".join(f"@string{{s{n} = s{n - 1} # s{n - 1}}}" for n in range(1, 60))
    draft = bib(f"@string{{s0 = {{ten letters}}}}\n{doubling}\n@book{{a, title = {{T}}, publisher = s59}}")
    assert [paper.title for paper in draft.papers] == ["T"]


def test_a_text_is_no_title() -> None:
    draft = bib(f"@book{{a, title = {{{'word ' * 300}}}}}")
    assert (draft.papers, notes(draft)) == ((), [("IM601", 1, 1)])


def test_each_bad_entry_is_named_with_its_place_and_the_others_are_read() -> None:
    draft = bib(
        """\
        @article{good1, title = {One}}
        @article{open, title = {Never closed
        @article{good2, title = {Two}}
          @article{quote, title = "Never closed}
        @article{good3, title = {Three}}
        @article{nocomma title = {Four}}
        @article{good5, title = {Five}, year = 2020 journal = {J}, volume = 3}
        @article good6, title = {Six}
        @article{early, title = {Seven}}, year = 2020}
        @article{good8, title = {Eight}}
        """
    )
    assert [paper.title for paper in draft.papers] == ["One", "Two", "Three", "Five", "Seven", "Eight"]
    assert (draft.papers[3].year, draft.papers[3].venue_text) == (2020, "J")
    assert notes(draft) == [
        ("IM601", line, column) for line, column in ((2, 1), (4, 3), (6, 1), (7, 33), (8, 1), (9, 1))
    ]


def test_repetitions_are_said_and_nothing_is_lost() -> None:
    draft = bib(
        """\
        @string{j = {Journal of Rooms}}
        @string{j = {Journal of Halls}}
        @article{a, title = {One}, journal = j,
          title = {Other}, journal = {Journal of Rooms}}
        @article{A, title = {Two}, journal = k}
        """
    )
    assert [(paper.title, paper.venue_text) for paper in draft.papers] == [("One", "Journal of Rooms"), ("Two", "k")]
    assert notes(draft) == [
        ("IM613", 2, 9),
        ("IM607", 4, 3),
        ("IM607", 4, 20),
        ("IM602", 5, 1),
        ("IM604", 5, 28),
    ]


def test_what_is_commented_out_stays_out() -> None:
    draft = bib(
        """\
        %@string{j = {Journal of Halls}}
        @string{j = {Journal of Rooms}}
        %  @article{old,
        %  title = {Old}, journal = j
        %}
        @article{new, title = {New}, journal = j}
        """
    )
    assert [(paper.title, paper.venue_text) for paper in draft.papers] == [("New", "Journal of Rooms")]
    assert notes(draft) == [("IM001", 3, 4)]


def test_what_is_no_work_of_the_data_model_is_reported() -> None:
    draft = bib(
        """\
        @software{s, title = {A Program}}
        @proceedings{p, title = {Proceedings of Rooms}}
        @dataset{d, title = {Rooms1000}, doi = {10.5281/zenodo.1}, year = 2020}
        @article{t, author = {Ada Byron}}
        @comment{jabref-meta: groupstree: 0 AllEntriesGroup:;}
        @preamble{"\\newcommand{\\noop}[1]{}"}
        Words between entries.
        """
    )
    assert draft.papers == ()
    (dataset,) = draft.datasets
    assert (dataset.name, dataset.year, dataset.links[0].href) == (
        "Rooms1000",
        2020,
        "https://doi.org/10.5281/zenodo.1",
    )
    assert sorted((note.code, note.line) for note in draft.notes) == [("IM603", 4), ("IM610", 1), ("IM610", 2)]


def test_fields_without_a_place_are_counted_in_one_note() -> None:
    draft = bib("@article{a, title = {T}, volume = 3, pages = {1--2}}\n@article{b, title = {U}, volume = 4}")
    assert [note.message for note in draft.notes] == ["fields that have no place in a record: pages (1), volume (2)"]


def test_incomplete_and_crooked_names_are_doubts_of_the_record() -> None:
    draft = bib("@article{a, title = {T}, author = {Ada Byron and others}}")
    assert notes(draft) == [("IM612", 1, 1)]
    assert draft.papers[0].doubts[0][0] == "authors"


@pytest.mark.parametrize(
    "text",
    [
        "@article{a, title = {T}}",
        "% a comment\n\n@ARTICLE(a, title = {T})",
        "Words first.\n\n@misc{a,\n  title = {T}}",
        "@string{a = {b}}",
    ],
)
def test_bibtex_is_recognised_by_its_content(text: str) -> None:
    assert choose_format(text, "refs.txt").name == "bibtex"


def test_a_list_that_asks_to_be_cited_is_still_a_list() -> None:
    entry = "```bibtex\n@article{a, title = {T}}\n```\n"
    text = f"# Rooms\n\n- [Hearing](https://arxiv.org/abs/2001.00001), ICML 2020\n\n{entry}"
    assert choose_format(text, "README.md").name == "list"


@given(st.text(alphabet='@{}()",=#%\\\n abArticle', max_size=120))
def test_no_text_breaks_the_reader(text: str) -> None:
    draft = bib("@article{a, title = {T}}\n" + text)
    assert all(1 <= note.line <= text.count("\n") + 2 for note in draft.notes)


@given(
    st.lists(
        st.sampled_from(["@book{b, title={T}", "}", ",", '"', "title={A}", "@string{x=", "#", "y", "=", "\n", "(", ")"])
    )
)
def test_no_sequence_of_pieces_breaks_the_reader(pieces: list[str]) -> None:
    bib("".join(pieces))
