"""Papers that exports find hard: every kind of venue, names of all forms, and text that means something to a format."""

from typing import Any

from hypothesis import strategies as st

from kbgen.model.dataset import Dataset
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.model.source import Source
from kbgen.model.vocabulary import Axis, Taxonomy, Term, Venue, Venues
from kbgen.render.export.exported import Choice, Exported, choose
from kbgen.render.export.formats import exporter
from kbgen.store.tree import load_tree
from tests.render.list_samples import ARXIV, ICCV
from tests.small_kb import SMALL

VENUES = Venues(
    venues=(
        ICCV,
        Venue(id="tpami", name="Pattern Analysis & Machines", short="TPAMI", kind="journal"),
        Venue(id="sight", name="Workshop on Sight_and #Sound", short="SaS", kind="workshop"),
        ARXIV,
        Venue(id="biorxiv", name="bioRxiv", short="bioRxiv", kind="preprint"),
        Venue(id="mit", name="Massachusetts Institute of Technology", short="MIT", kind="thesis"),
        Venue(id="handbook", name="Handbook of Everything", short="HoE", kind="book"),
        Venue(id="blog", name="A Blog", short="Blog", kind="other"),
    )
)
CONTRASTIVE = Term(id="contrastive", name="Contrastive, by pairs", description="Pairs.")
DISCRIMINATION = Term(id="discrimination", name="Discrimination", description="Telling apart.", children=(CONTRASTIVE,))
AUDIO = Term(id="audio", name="Audio & sound", description="What is heard.")
TAXONOMY = Taxonomy(
    axes=(
        Axis(id="objective", name="Objective", description="What is trained.", terms=(DISCRIMINATION,)),
        Axis(id="modality", name="Modality", description="What is perceived.", terms=(AUDIO,)),
    )
)


def paper(paper_id: str = "one", **fields: Any) -> Paper:
    return Paper.model_validate({"id": paper_id, "title": "Look, Listen and Learn", **fields})


PAPERS = [
    paper(
        "look-listen-and-learn",
        authors=["Relja Arandjelović", "Andrew Zisserman"],
        year=2017,
        venue="iccv",
        track="oral",
        ids={"arxiv": "1705.08168", "doi": "10.1109/ICCV.2017.73", "openreview": "6UdQLhqJyFD"},
        links={"code": ["https://github.com/a/b", "https://github.com/c/d"], "project": "https://see.example/a_b?c=1&d=2"},
        topics={"objective": ["contrastive"], "modality": ["audio"]},
        summary="Learns 50% more & faster from sight_and sound: $5 {each} #1 ~ ^ \\ end.",
        datasets=[{"dataset": "vgg-sound", "role": "introduces"}],
        results=[{"dataset": "vgg-sound", "metric": "accuracy", "value": 79.5, "unit": "%", "source": "Table 3"}],
        relations={"cites": ["names"], "extends": ["names"]},
        sources=["a-list"],
        added="2026-11-20",
        aliases=["l3"],
        also_titled=["L3"],
        notes={"key_points": ["One", "Two"]},
    ),
    paper(
        "names",
        title="CLIP4Clip: 100% of {Braces}, R&D_x & AstroM$^3$ “quoted” – dash",
        authors=["Aäron van den Oord", "OpenAI", "李飞飞", "Martin Luther King Jr.", "Bread and Butter Team"],
        year=2020,
        venue="tpami",
        ids={"doi": "10.1000/a(b)_c"},
    ),
    paper("thesis", title="A Thesis on Things", authors=["Søren Østergård"], year=2019, venue="mit"),
    paper("chapter", title="A Chapter", authors=["Ana Ng"], year=2018, venue="handbook", links={"pdf": "https://x.example/c.pdf"}),
    paper("preprint", title="Early Things", authors=["Ana Ng"], year=2021, venue="arxiv", ids={"arxiv": "2103.00020"}),
    paper("no-venue", title="Things Without a Venue", authors=["Ana Ng"], ids={"arxiv": "hep-th/9901001"}),
    paper("bio", title="On Cells", authors=["Ana Ng"], year=2022, venue="biorxiv", ids={"doi": "10.1101/2020.05.06"}),
    paper("workshop", title="At a Workshop", authors=["Ana Ng"], year=2016, venue="sight", ids={"acl": "P18-2074"}),
    paper("post", title="A Post", authors=["Ana Ng"], year=2023, venue="blog", links={"paper": "https://x.example/p"}),
    paper("bare", title="=HYPERLINK(\"https://evil.example\")"),
    paper("dangling", title="Refers to Nothing", venue="nowhere", topics={"objective": ["gone"], "axis": ["x"]},
          datasets=[{"dataset": "gone"}], sources=["gone"]),
]  # fmt: skip
KB = KnowledgeBase(
    papers={one.id: one for one in sorted(PAPERS, key=lambda one: one.id)},
    datasets={
        "vgg-sound": Dataset.model_validate(
            {
                "id": "vgg-sound",
                "name": "VGG-Sound",
                "modalities": ["audio"],
                "family": "missing-family",
                "sizes": [{"of": "clips", "text": ">200k", "count": 200000, "qualifier": "at-least"}],
                "links": {"home": "https://vgg.example", "code": ["https://github.com/v/g"]},
                "introduced_by": "look-listen-and-learn",
            }
        ),
        "unused": Dataset(id="unused", name="Unused"),
    },
    taxonomy=TAXONOMY,
    venues=VENUES,
    sources={"a-list": Source(id="a-list", name="A list", kind="awesome-list")},
)


def small() -> KnowledgeBase:
    """The small made-up knowledge base with its hostile strings."""
    tree = load_tree(SMALL, cache=False)
    assert not tree.findings
    return tree.kb


def exported(kb: KnowledgeBase = KB, where: str = "") -> Exported:
    return choose(kb, Choice(where=where), "Made-up papers")


def written(name: str, what: Exported | None = None) -> bytes:
    """The whole document of a format."""
    return b"".join(exporter(name)[0].chunks(what or exported()))


def of_papers(*papers: Paper) -> Exported:
    """An export of a few papers of their own."""
    return Exported(KnowledgeBase(papers={one.id: one for one in papers}, venues=VENUES, taxonomy=TAXONOMY), papers)


_CHARACTERS = st.characters(exclude_categories=["Cs", "Cc"]) | st.sampled_from('{}\\$%&#_^~"@,;|<>[]*` -=')
field_text = (
    st.text(_CHARACTERS, min_size=1, max_size=60)
    .map(str.strip)
    .filter(bool)
)  # fmt: skip
some_papers = st.builds(
    lambda title, authors, venue, summary: paper(
        "one", title=title, authors=authors, summary=summary, **({"venue": venue} if venue else {})
    ),
    field_text,
    st.lists(field_text, max_size=3),
    st.sampled_from([None, *[venue.id for venue in VENUES.venues]]),
    field_text,
)
