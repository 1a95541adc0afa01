"""What is wrong with a document is kept with its source; what is doubtful about a record, with the record."""

import datetime

import pytest

from kbgen.ingest.draft import Draft
from kbgen.ingest.merge import MergeOptions, Outcome, merge
from kbgen.ingest.sources import addresses
from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper, PaperIds, PaperLinks
from kbgen.model.source import Source, SourceFault
from kbgen.model.vocabulary import Axis, Taxonomy, Term, Venue, Venues

from .samples import FACTS, FEED, LINED, NESTED, NOTES, PAGE, read

TODAY = datetime.date(2026, 1, 2)
EMPTY = KnowledgeBase()


def merged(*drafts: Draft, kb: KnowledgeBase = EMPTY, extend: bool = True, url: str = "") -> Outcome:
    return merge(kb, drafts, MergeOptions(extend, TODAY, {drafts[0].source: url} if url else {}))


def source_of(*drafts: Draft, kb: KnowledgeBase = EMPTY) -> Source:
    sources = merged(*drafts, kb=kb).sources
    assert sources is not None
    return sources[drafts[0].source]


def faults(source: Source) -> dict[str, SourceFault]:
    return {fault.code: fault for fault in source.faults}


def doubts(record: Paper) -> set[tuple[tuple[str, ...], str]]:
    return {(row.fields, row.doubt) for row in record.provenance if row.doubt}


def a_list(*lines: str) -> Draft:
    return read("# Waves\n\n## Research\n\n" + "\n\n".join(lines) + "\n", "waves.md", key="waves", format_="list")


def test_a_source_is_named_by_its_heading_or_by_its_key() -> None:
    sources = merged(
        read(NESTED, "nested.md", key="nested"),
        read(PAGE, "page.txt", key="page"),
        read(NOTES, "notes.md", key="notes"),
        read(FEED, "feed.txt", key="feed"),
        read(FACTS, "facts.jsonl", key="facts"),
    ).sources
    assert sources is not None
    assert [(one.id, one.name, one.kind, one.file) for one in sources.values()] == [
        ("nested", "Awesome Echoes", "awesome-list", "nested.md"),
        ("page", "page", "paper-page", "page.txt"),
        ("notes", "Echoes", "notes", "notes.md"),
        ("feed", "feed", "feed", "feed.txt"),
        ("facts", "facts", "facts", "facts.jsonl"),
    ]


def test_what_an_entry_says_stays_and_its_faults_are_those_of_the_document_read_last() -> None:
    own = Source(
        id="nested", name="Ours", kind="other", file="old.md", license="CC0-1.0",
        faults=(SourceFault(line=1, code="IM004", text="mended since"),),
    )  # fmt: skip
    source = source_of(read(NESTED, "nested.md", key="nested"), kb=KnowledgeBase(sources={"nested": own}))
    assert (source.name, source.kind, source.license, source.file) == ("Ours", "other", "CC0-1.0", "nested.md")
    assert "mended since" not in {fault.text for fault in source.faults}
    # The list is linked with http and with https, and its contents lack the sections that follow "Methods".
    assert set(faults(source)) == {"IM004", "IM111", "IM112"}


def test_an_import_without_news_leaves_the_sources_alone() -> None:
    draft = read(NESTED, "nested.md", key="nested")
    first = merged(draft)
    assert first.sources is not None
    kb = KnowledgeBase(
        first.papers, first.datasets, first.taxonomy or Taxonomy(), first.venues or Venues(), first.lists, first.sources
    )
    assert merged(draft, kb=kb, extend=False).sources is None
    assert merged(read(FEED, "feed.txt", key="feed"), kb=kb).sources == {
        **first.sources,
        "feed": Source(
            id="feed", name="feed", kind="feed", file="feed.txt",
            faults=(
                SourceFault(
                    line=5, code="IM404",
                    text='the abstract of "EchoNet: Hearing Corners" has characters that lost their markup: "x2013"',
                ),
            ),
        ),
    }  # fmt: skip


def test_uneven_links_are_one_fault_a_kind_with_count_and_first_line() -> None:
    draft = a_list(
        "[One Wave After Another](https://arxiv.org/abs/2001.00002), CVPR 2020",
        "[Two Waves Below Zero](http://arxiv.org/abs/2001.00003v2), CVPR 2020",
        "[Three Waves Above It](http://arxiv.org/abs/2001.00004?context=cs.LG), CVPR 2020",
        "[Four Waves for Good](http://dx.doi.org/10.1000/4), CVPR 2020",
        "[Five Waves in Vain](https://doi.org/10.1000/5), CVPR 2020",
    )
    found = faults(source_of(draft))
    assert {code: (fault.line, fault.text.split(",")[0]) for code, fault in found.items()} == {
        "IM111": (7, "2 of 3 links to arxiv.org begin with http:"),
        "IM112": (7, "1 of 3 arXiv links name a version"),
        "IM113": (9, "1 of 3 arXiv links have a query string"),
        "IM114": (11, "1 of 2 DOI links go by dx.doi.org"),
    }


def test_even_links_are_no_fault() -> None:
    draft = a_list(
        "[One Wave After Another](http://arxiv.org/abs/2001.00002v1), CVPR 2020",
        "[Two Waves Below Zero](http://arxiv.org/abs/2001.00003v2), CVPR 2020",
    )
    assert source_of(draft).faults == ()


def test_a_paper_listed_twice_is_a_fault_of_the_list() -> None:
    source = source_of(read(LINED, "lined.md", key="lined"))
    assert faults(source)["IM305"] == SourceFault(
        line=10, code="IM305", text='"Waves as Particles" is listed before, in line 8'
    )


def test_a_heading_that_its_term_knows_as_a_slip_is_a_fault_and_still_files() -> None:
    family = Term(id="image-sound", name="Image and sound", description="Both.", aliases=("Image-Sound", "Imoge-Sound"))
    kb = KnowledgeBase(
        taxonomy=Taxonomy(axes=(Axis(id="dataset-family", name="Families", description="All.", terms=(family,)),))
    )
    for heading, slip in (("Imoge-Sound", True), ("Image-Sound", False), ("Image and sound", False)):
        text = NESTED.replace("### Image-Sound Datasets", f"### {heading}")
        outcome = merged(read(text, "nested.md", key="nested"), kb=kb, extend=False)
        assert outcome.sources is not None
        assert ("IM006" in faults(outcome.sources["nested"])) is slip
        assert outcome.datasets["rooms"].family == "image-sound"


def test_rows_of_datasets_keep_their_doubts() -> None:
    datasets = merged(read(NESTED, "nested.md", key="nested")).datasets
    found = {
        (name, row.fields, row.source, row.doubt)
        for name, dataset in datasets.items()
        for row in dataset.provenance
        if row.doubt
    }
    agreeing = ("name", "family", "sizes")
    assert found == {
        ("halls", ("sizes",), "nested.md:34", '"5 for each" (images) gives no single number'),
        (
            "halls", agreeing, "nested.md:34",
            "the row has 8 cells under 7 headings, for it has a double bar",
        ),
        ("caves", (*agreeing[:2], "domain", "task_text", "sizes"), "nested.md:35", "the row does not end with a bar"),
    }  # fmt: skip
    rooms = datasets["rooms"].provenance
    assert [(row.source, row.doubt) for row in rooms] == [("nested.md:33", None)]
    assert {"name", "sizes", "links.home", "links.code"} <= set(rooms[0].fields)


def test_a_code_link_that_leads_to_no_host_of_code_is_a_doubt_of_its_record() -> None:
    outcome = merged(read(NESTED, "nested.md", key="nested"))
    (found,) = [one for one in doubts(outcome.papers["echo-chambers"]) if one[0] == ("links.code",)]
    assert "echo.example.org, which is no known host of code" in found[1]


def test_what_several_works_claim_is_a_doubt_of_each() -> None:
    outcome = merged(read(NESTED, "nested.md", key="nested"), read(LINED, "lined.md", key="lined"))
    named = {
        key: [words for fields, words in doubts(outcome.papers[key]) if fields == ("ids.arxiv",)]
        for key in ("echonet-hearing-corners", "two-echoes-one-room")
    }
    assert set(named["two-echoes-one-room"]) == {
        'the source gives arxiv:2001.00002, which is also given for "EchoNet: Hearing Corners"'
    }
    assert set(named["echonet-hearing-corners"]) == {
        'the source gives arxiv:2001.00002, which is also given for "Two Echoes, One Room"'
    }


def test_what_was_taken_from_a_record_because_another_work_claims_it_does_not_come_back() -> None:
    mended = Paper(id="wave-one", title="One Wave After Another", sources=("waves",))
    owner = Paper(
        id="wave-two", title="Two Waves Below Zero", sources=("waves",),
        ids=PaperIds(arxiv="2001.00002"), links=PaperLinks(code=("https://github.com/two/waves",)),
    )  # fmt: skip
    entry = "(https://arxiv.org/abs/2001.00002), CVPR 2020 [[code]](https://github.com/two/waves)"
    draft = a_list(f"[One Wave After Another]{entry}", f"[Two Waves Below Zero]{entry}")
    papers = merged(draft, kb=KnowledgeBase(papers={one.id: one for one in (mended, owner)})).papers
    assert (papers["wave-one"].ids.arxiv, papers["wave-one"].links.code) == (None, ())
    assert (papers["wave-two"].ids, papers["wave-two"].links) == (owner.ids, owner.links)
    assert {fields for fields, _ in doubts(papers["wave-one"])} == {("ids.arxiv",), ("links.code",)}


def test_small_slips_of_an_entry_are_doubts_of_the_field() -> None:
    kb = KnowledgeBase(
        venues=Venues(
            venues=(Venue(id="acl", name="Linguistics", short="ACL", kind="conference", aliases=("A.C.L.",)),)
        )
    )
    draft = a_list(
        "[One Wave After Another](https://arxiv.org/abs/2001.00002), ACl 2020",
        "[Two Waves Below Zero](https://openaccess.thecvf.com/content/CVPR2021W/papers/Two_2021_paper.pdf), ACL 2020",
        "[Three Waves Above It](https://arxiv.org/abs/2001.00003), ACL 2020 [[homepage]]( https://three.example.org)",
    )
    papers = merged(draft, kb=kb, extend=False).papers
    assert doubts(papers["one-wave-after-another"]) == {(("venue",), 'the source writes "ACl" for ACL')}
    ((fields, words),) = doubts(papers["two-waves-below-zero"])
    assert fields == ("links.paper",)
    assert "names 2021, the entry 2020" in words
    assert doubts(papers["three-waves-above-it"]) == {
        (("links.project",), 'white space before the address "https://three.example.org"')
    }


def test_a_row_without_a_year_and_a_doubted_link_are_doubts() -> None:
    paper = merged(read(PAGE, "page.txt", key="page", about="arxiv:1")).papers["echonet-hearing-corners"]
    assert (("year",), "the source's row has no year") in doubts(paper)
    notes = NOTES.replace("- [repository]()", "- [model (not sure)](https://huggingface.co/echo/net)")
    paper = merged(read(notes, "notes.md", key="notes")).papers["echonet-hearing-corners"]
    assert (("links.model",), 'the notes themselves doubt the link "model (not sure)"') in doubts(paper)


def test_an_address_is_given_by_key_or_to_the_only_source() -> None:
    assert addresses(["https://a.example/?x=1"], ["one"]) == {"one": "https://a.example/?x=1"}
    assert addresses(["two=https://b.example/"], ["one", "two"]) == {"two": "https://b.example/"}
    draft = read(NESTED, "nested.md", key="nested")
    sources = merged(draft, url="https://lists.example/").sources
    assert sources is not None
    assert sources["nested"].url == "https://lists.example/"
    # A later import without the address keeps it.
    assert source_of(read(NESTED + "\n", "new.md", key="nested"), kb=KnowledgeBase(sources=sources)).url is not None


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("https://a.example/", "whose address"),
        ("three=https://a.example/", 'no source "three"'),
        ("one=ftp://a.example/", "not a web address"),
        ("one", "not a web address"),
    ],
)
def test_an_address_of_nothing_that_is_read_is_refused(text: str, words: str) -> None:
    with pytest.raises(KbgenError, match=words):
        addresses([text], ["one", "two"])
