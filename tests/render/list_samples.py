"""A small made-up knowledge base whose titles, links and datasets are as awkward as real ones get."""

from typing import Any

from kbgen.model.dataset import Dataset
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import ReadmeList
from kbgen.model.paper import Paper
from kbgen.model.vocabulary import Axis, Taxonomy, Term, Venue, Venues

ICCV = Venue(id="iccv", name="International Conference on Computer Vision", short="ICCV", kind="conference")
ARXIV = Venue(id="arxiv", name="arXiv", short="arXiv", kind="preprint")
VENUES = Venues(
    venues=(
        ICCV,
        Venue(id="tpami", name="Transactions on Pattern Analysis", short="IEEE TPAMI", kind="journal"),
        ARXIV,
    )
)

CONTRASTIVE = Term(id="contrastive", name="Contrastive", description="Pulls together.")
OBJECTIVES = (
    Term(id="discrimination", name="Discrimination", description="Tells apart.", children=(CONTRASTIVE,)),
    Term(id="clustering", name="Clustering", description="Groups."),
)
HEALTH = Term(id="health", name="Health", description="Medicine.")
IMAGE_TEXT = Term(id="image-text", name="Image and text", description="Pairs.")
TAXONOMY = Taxonomy(
    axes=(
        Axis(id="objective", name="Objectives", description="What is trained.", terms=OBJECTIVES),
        Axis(id="application", name="Applications", description="What for.", terms=(HEALTH,)),
        Axis(id="dataset-family", name="Families", description="What stands together.", terms=(IMAGE_TEXT,)),
    )
)

PAPERS: list[dict[str, Any]] = [
    {
        "id": "listening",
        "title": "Seeing While Listening",
        "authors": ["Ana Müller", "Bo Li"],
        "year": 2017,
        "venue": "iccv",
        "track": "workshop",
        "ids": {"arxiv": "1705.01234"},
        "links": {
            "code": ["https://github.com/ana/seeing", "https://github.com/bo/seeing"],
            "project": "https://see.example",
        },
        "topics": {"objective": ["contrastive"], "application": ["health"]},
        "summary": "Tells whether a sound belongs to a picture.",
    },
    {
        "id": "hostile",
        "title": 'Evil [x](javascript:alert(1)) *b* `c` | $x$ <script>alert(1)</script> "unbalanced',
        "year": 2018,
        "venue": "arxiv",
        "ids": {"arxiv": "1805.01234"},
        "topics": {"objective": ["contrastive"]},
    },
    {
        "id": "same-address",
        "title": "What?? makes groups",
        "ids": {"arxiv": "1805.01234"},
        "topics": {"objective": ["clustering"]},
        "summary": "lower case at its beginning",
    },
    {
        "id": "no-address",
        "title": "1. No link at all # not even one",
        "authors": ["A One", "B Two", "C Three", "D Four"],
        "topics": {"objective": ["clustering"]},
    },
    {
        "id": "quoted",
        "title": "It’s “fine” to group",
        "year": 2020,
        "venue": "tpami",
        "links": {"paper": "https://journal.example/a(b)c?x=1&lt;2"},
        "topics": {"application": ["health"]},
    },
    {
        "id": "repeats-itself",
        "title": "GROUPER",
        "year": 2021,
        "links": {"paper": "http://www.grouper.example/"},
        "summary": "Grouper groups.",
    },
]

DATASETS: list[dict[str, Any]] = [
    {
        "id": "captions",
        "name": "Captions|2",
        "family": "image-text",
        "sizes": [
            {"of": "images", "text": ">330000", "count": 330000, "qualifier": "at-least"},
            {"of": "text", "text": "1.5M", "count": 1500000},
        ],
        "domain": ["Natural images"],
        "task_text": "captioning, retrieval",
        "links": {"home": "https://captions.example/", "code": ["https://github.com/captions/tools"]},
    },
    {
        "id": "bees",
        "name": "Bées 数据",
        "family": "image-text",
        "sizes": [{"of": "images", "text": "10K", "count": 10000}],
        "links": {"home": "http://captions.example"},
        "access": "on request",
    },
    {"id": "plain", "name": "Plain", "family": "image-text"},
]

SECTIONS: list[dict[str, Any]] = [
    {
        "heading": "Objectives",
        "intro": "By what is trained.",
        "sections": [
            {"heading": "Discrimination", "select": {"topics": {"objective": "discrimination"}, "sort": "year"}},
            {"heading": "Clustering", "select": {"topics": {"objective": "clustering"}}},
        ],
    },
    {
        "heading": "Applications",
        "sections": [{"heading": "Health/Care", "select": {"topics": {"application": "health"}}}],
    },
    {"heading": "More Papers", "select": {}},
    {
        "heading": "Datasets",
        "of": "datasets",
        "sections": [
            {"heading": "Image-Text Datasets", "of": "datasets", "select": {"family": "image-text", "sort": "name"}}
        ],
    },
]


def readme_list(**changes: Any) -> ReadmeList:
    """The sample's list, with some of its fields changed."""
    fields = {"id": "sample", "title": "Awesome Made-Up Learning", "output": "README.md", "intro": "A made-up list."}
    return ReadmeList.model_validate({**fields, "sections": SECTIONS, **changes})


def knowledge_base(papers: list[dict[str, Any]] | None = None, lists: list[ReadmeList] | None = None) -> KnowledgeBase:
    """The sample, with other papers or lists where some are given."""
    records = [Paper.model_validate(fields) for fields in (PAPERS if papers is None else papers)]
    datasets = [Dataset.model_validate(fields) for fields in DATASETS]
    return KnowledgeBase(
        papers={paper.id: paper for paper in sorted(records, key=lambda paper: paper.id)},
        datasets={dataset.id: dataset for dataset in sorted(datasets, key=lambda dataset: dataset.id)},
        taxonomy=TAXONOMY,
        venues=VENUES,
        lists={one.id: one for one in (lists or [readme_list()])},
    )


def many_papers(number: int) -> list[dict[str, Any]]:
    """Papers as long as usual, half of them under a second heading too."""
    terms = ["contrastive", "clustering"]
    return [
        {
            "id": f"paper-{n}",
            "title": f"A Method for the {n}th Problem of Learning from Sounds and Pictures at Once",
            "authors": [f"Ana Number{n}", "Bo Li", "Cy Young"],
            "year": 2000 + n % 25,
            "venue": "iccv",
            "links": {"paper": f"https://papers.example/{n}", "code": [f"https://github.com/example/{n}"]},
            "topics": {"objective": [terms[n % 2]]} | ({"application": ["health"]} if n % 4 < 2 else {}),
            "summary": "Says in one sentence of the usual length what the method does and why that should matter.",
        }
        for n in range(number)
    ]
