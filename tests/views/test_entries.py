import pytest

from kbgen.model.paper import Paper
from kbgen.views.entries import paper_card, paper_links, short_authors, venue_label
from tests.render.list_samples import VENUES, knowledge_base


@pytest.mark.parametrize(
    ("authors", "short"),
    [
        ((), ""),
        (("Ana Müller",), "Ana Müller"),
        (("A", "B"), "A and B"),
        (("A", "B", "C"), "A, B and C"),
        (("A", "B", "C", "D"), "A et al."),
    ],
)
def test_short_authors(authors: tuple[str, ...], short: str) -> None:
    assert short_authors(authors) == short


@pytest.mark.parametrize(
    ("fields", "label"),
    [
        ({"venue": "iccv", "year": 2017}, "ICCV 2017"),
        ({"venue": "iccv", "year": 2017, "track": "workshop"}, "ICCV 2017 (workshop)"),
        ({"venue": "iccv", "year": 2017, "status": "retracted"}, "ICCV 2017 (retracted)"),
        ({"track": "workshop", "status": "expression-of-concern"}, "(workshop, expression of concern)"),
        ({"venue": "arxiv", "year": 2022}, "arXiv 2022"),
        ({"venue": "iccv"}, "ICCV"),
        ({"year": 2017}, "2017"),
        ({"venue": "not-in-the-vocabulary", "year": 2017}, "not-in-the-vocabulary 2017"),
        ({}, ""),
    ],
)
def test_venue_label(fields: dict[str, object], label: str) -> None:
    assert venue_label(Paper.model_validate({"id": "a", "title": "A", **fields}), VENUES) == label


def test_links_come_with_the_paper_first_and_each_address_once() -> None:
    paper = Paper.model_validate(
        {
            "id": "a",
            "title": "A",
            "ids": {"arxiv": "1705.01234", "doi": "10.1000/x", "acl": "P18-2074"},
            "links": {
                "paper": "https://arxiv.org/abs/1705.01234",
                "code": ["https://github.com/a/one", "https://github.com/a/two"],
                "blog": "https://blog.example",
            },
        }
    )
    assert [(link.kind, link.label) for link in paper_links(paper)] == [
        ("acl", "ACL Anthology"),
        ("arxiv", "arXiv"),
        ("doi", "DOI"),
        ("code", "Code"),
        ("code", "Code 2"),
        ("blog", "Blog post"),
    ]
    assert paper_links(paper)[0].url == paper.url


def test_a_card_names_topics_and_leaves_unknown_terms_as_they_are() -> None:
    paper = Paper.model_validate({"id": "a", "title": "A", "topics": {"objective": ["contrastive", "unheard-of"]}})
    assert [(topic.id, topic.name) for topic in paper_card(paper, knowledge_base()).topics] == [
        ("contrastive", "Contrastive"),
        ("unheard-of", "unheard-of"),
    ]


def test_extras_are_what_is_not_the_paper_itself() -> None:
    card = paper_card(knowledge_base().papers["listening"], knowledge_base())
    assert [link.kind for link in card.extras] == ["code", "code", "project"]
    assert [link.url for link in card.code] == ["https://github.com/ana/seeing", "https://github.com/bo/seeing"]
