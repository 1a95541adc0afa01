"""What machines read of pages, judged by parsers that are not ours: extruct, pyld, rdflib, html5lib and urllib."""

import itertools
from pathlib import Path
from typing import Any
from urllib.parse import parse_qs

import extruct
import html5lib
import pytest
from pyld import jsonld
from rdflib import RDF, SDO, Graph, URIRef

from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper, PaperIds
from kbgen.model.vocabulary import Venue, Venues
from kbgen.render.site.coins import context_object
from kbgen.render.site.head import citation_tags
from tests.render.site.conftest import Built

BASE = "https://kb.example/small/"
TERMS = frozenset(str(term) for term in dir(SDO))
CONTEXT = {"@context": {"@vocab": "https://schema.org/"}}
KNOWN = {RDF.type, URIRef("https://schema.org/query-input")}
"""Terms outside the vocabulary: how actions name their inputs (https://schema.org/docs/actions.html)."""
CONTAINERS = (
    *("citation_journal_title", "citation_conference_title", "citation_technical_report_institution"),
    *("citation_inbook_title", "citation_dissertation_institution"),
)


def structured(built: Built, path: str) -> dict[str, dict[str, Any]]:
    """A page's structured data by type, as extruct finds them."""
    found = extruct.extract(built.read(path), syntaxes=["json-ld"], errors="strict")["json-ld"]
    return {one["@type"]: one for one in found}


def metas(html: str) -> list[tuple[str, str]]:
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [(one.get("name") or one.get("property") or "", one.get("content") or "") for one in tree.iter("meta")]


def coins(html: str) -> list[dict[str, list[str]]]:
    """Context objects of a page, as the standard has them: form-encoded keys and values."""
    tree = html5lib.parse(html, namespaceHTMLElements=False)
    return [
        parse_qs(one.get("title"), strict_parsing=True)
        for one in tree.iter("span")
        if "Z3988" in (one.get("class") or "").split()
    ]


def all_pages(built: Built) -> list[str]:
    return sorted(path.relative_to(built.out).as_posix() for path in built.out.rglob("index.html"))


def test_a_paper_states_its_facts(built: Built) -> None:
    page = structured(built, "papers/seeing-and-hearing/index.html")
    paper = page["ScholarlyArticle"]
    assert paper["name"] == "Seeing and Hearing Together"
    assert [one["name"] for one in paper["author"]] == ["Ada Müller", "Relja Šarić", "Wei Chen"]
    assert paper["datePublished"] == "2017"
    assert paper["sameAs"] == ["https://arxiv.org/abs/1705.01234", "https://doi.org/10.5555/tcml.2017.8"]
    assert paper["mainEntityOfPage"] == f"{BASE}papers/seeing-and-hearing/"
    assert paper["isPartOf"]["name"] == "Test Conference on Machine Learning"
    trail = [one["item"] for one in page["BreadcrumbList"]["itemListElement"]]
    assert trail == [f"{BASE}papers/", f"{BASE}papers/seeing-and-hearing/"]


def test_a_dataset_states_its_facts_and_only_who_introduces_it(built: Built) -> None:
    dataset = structured(built, "datasets/tone-clips/index.html")["Dataset"]
    assert dataset["name"] == "Tone Clips"
    assert [one["name"] for one in dataset["citation"]] == ["Listening to Tones"]
    assert dataset["includedInDataCatalog"] == {"@id": f"{BASE}datasets/#catalog"}
    catalog = structured(built, "datasets/index.html")["DataCatalog"]
    assert catalog["@id"] == f"{BASE}datasets/#catalog"


def test_the_home_page_says_how_the_site_is_searched(built: Built) -> None:
    site = structured(built, "index.html")["WebSite"]
    assert site["url"] == BASE
    action = site["potentialAction"]
    address = action["target"]["urlTemplate"].replace("{search_term_string}", "clip")
    assert address == f"{BASE}explore/?q=clip"
    assert action["query-input"] == "required name=search_term_string"


def test_every_term_is_one_of_schema_org(built: Built) -> None:
    types = set()
    for path in all_pages(built):
        for data in structured(built, path).values():
            assert data["@context"] == "https://schema.org"
            plain = {**data, **CONTEXT}
            (expanded,) = jsonld.expand(plain)
            assert expanded["@type"][0].startswith("https://schema.org/")
            graph = Graph().parse(data=jsonld.to_rdf(plain, {"format": "application/n-quads"}), format="nt")
            assert len(graph) > 3
            for _, predicate, value in graph:
                for term in (predicate, value if predicate == RDF.type else RDF.type):
                    assert term in KNOWN or str(term) in TERMS, f"{path}: {term}"
            types.add(data["@type"])
    assert types >= {"ScholarlyArticle", "Dataset", "BreadcrumbList", "WebSite", "DataCatalog"}


def test_what_belongs_together_is_one_graph(built: Built) -> None:
    graph = Graph()
    for path in all_pages(built):
        for data in structured(built, path).values():
            quads = jsonld.to_rdf({**data, **CONTEXT}, {"format": "application/n-quads"})
            graph.parse(data=quads, format="nt")
    introduced = URIRef(f"{BASE}papers/listening-to-tones/#paper")
    dataset = URIRef(f"{BASE}datasets/tone-clips/#dataset")
    assert (dataset, SDO.citation, introduced) in graph
    assert (introduced, RDF.type, SDO.ScholarlyArticle) in graph
    assert (dataset, SDO.includedInDataCatalog, URIRef(f"{BASE}datasets/#catalog")) in graph


def test_papers_have_citation_tags_and_no_other_page_has(built: Built) -> None:
    for path in all_pages(built):
        tags = [name for name, _ in metas(built.read(path)) if name.startswith("citation_")]
        is_paper = path.count("/") == 2 and path.startswith("papers/") and "http-equiv" not in built.read(path)
        assert ("citation_title" in tags) == is_paper, path
        assert sum(tags.count(name) for name in CONTAINERS) <= 1, path
        assert "citation_pdf_url" not in tags


@pytest.mark.parametrize(
    ("kind", "tag"),
    [
        ("journal", "citation_journal_title"),
        ("conference", "citation_conference_title"),
        ("workshop", "citation_conference_title"),
        ("preprint", "citation_technical_report_institution"),
        ("other", "citation_technical_report_institution"),
        ("book", "citation_inbook_title"),
        ("thesis", "citation_dissertation_institution"),
    ],
)
def test_one_tag_tells_what_sort_of_paper_it_is(kind: Any, tag: str) -> None:
    venue = Venue(id="v", name="A Venue", short="V", kind=kind)
    found = metas(citation_tags(Paper(id="p", title="P", venue="v"), venue, ""))
    assert [(name, value) for name, value in found if name in CONTAINERS] == [(tag, "A Venue")]


def test_what_is_only_on_arxiv_is_a_report_and_what_is_nowhere_says_nothing() -> None:
    on_arxiv = metas(citation_tags(Paper(id="p", title="P", ids=PaperIds(arxiv="1705.08168")), None, ""))
    assert ("citation_technical_report_institution", "arXiv") in on_arxiv
    assert ("citation_arxiv_id", "1705.08168") in on_arxiv
    assert metas(citation_tags(Paper(id="p", title="P"), None, "")) == [("citation_title", "P")]


@pytest.mark.parametrize(
    "path",
    [
        "papers",
        "authors/ada-muller",
        "venues/tcml",
        "years/2017",
        "topics/objective/discrimination",
        "datasets/tone-clips",
    ],
)
def test_lists_offer_their_papers_to_reference_managers(built: Built, path: str) -> None:
    html = built.read(f"{path}/index.html")
    found = coins(html)
    assert len(found) == html.count('<article class="kb-card"') > 0
    for one in found:
        assert one["ctx_ver"] == ["Z39.88-2004"]
        assert one["rft_val_fmt"][0].startswith("info:ofi/fmt:kev:mtx:")
        assert one.get("rft.atitle") or one.get("rft.title")


def test_a_papers_page_offers_that_paper_alone(built: Built) -> None:
    html = built.read("papers/seeing-and-hearing/index.html")
    assert '<article class="kb-card"' in html
    assert coins(html) == []


def test_coins_say_what_a_reference_needs(built: Built) -> None:
    (one,) = [
        one
        for one in coins(built.read("years/2017/index.html"))
        if one["rft.atitle"] == ["Seeing and Hearing Together"]
    ]
    assert one["rft.au"] == ["Ada Müller", "Relja Šarić", "Wei Chen"]
    assert one["rft.genre"] == ["proceeding"]
    assert one["rft.btitle"] == ["Test Conference on Machine Learning"]
    assert one["rft.date"] == ["2017"]
    assert one["rft_id"] == ["info:doi/10.5555/tcml.2017.8", "https://arxiv.org/abs/1705.01234"]


def test_hostile_text_stays_a_value_in_coins(built: Built) -> None:
    titles = list(
        itertools.chain.from_iterable(one.get("rft.atitle", []) for one in coins(built.read("papers/index.html")))
    )
    assert any(title.startswith('</title><script>alert("t")</script>') for title in titles)


def test_a_paper_weighs_a_few_hundred_bytes_more_in_a_list() -> None:
    paper = Paper(
        id="p", title="A Title of Usual Length for a Paper", authors=("Ada Lovelace", "Bo Ek", "Cy Poe"), year=2020
    )
    kb = KnowledgeBase(papers={"p": paper}, venues=Venues())
    assert len(context_object(kb, "p")) < 300


def test_without_an_address_nothing_is_made_up(fresh: Built) -> None:
    config = Path(fresh.root / "mkdocs.yml")
    config.write_text("site_name: Nowhere\n", encoding="utf-8")
    from kbgen.render.site.build import Options, build_site

    build_site(fresh.root, Options(fresh.out, search=False))
    assert structured(fresh, "index.html") == {}
    dataset = structured(fresh, "datasets/tone-clips/index.html")["Dataset"]
    assert "@id" not in dataset
    assert "mainEntityOfPage" not in dataset
