"""Every field that the table of services names stands in the overlay after a run of that service.

The answers are made up to say all that a service can say, of one preprint and of one published paper.
"""

from pathlib import Path
from typing import Any

import pytest

from kbgen.enrich.fields import FIELDS, REFERENCE_FIELD_OF
from kbgen.enrich.services import SOURCES
from kbgen.model.paper import Paper
from kbgen.store.tree import load_tree
from kbgen.store.writer import write_record
from tests.enrich import answers
from tests.enrich.replica import Replica
from tests.enrich.weekly import Weekly

BY_TITLE_ONLY = {("openalex", "doi")}
"""What a service only says where it is searched by title, as OpenAlex's snapshot is."""

TITLE = "Everything There Is to Say About Rooms"
PREPRINT, DOI, CITED = "2301.00001", "10.18653/v1/2023.acl-main.1", "10.5555/cited"
ARXIV_DOI = f"10.48550/arxiv.{PREPRINT}"

WORKS: dict[str, dict[str, Any]] = {
    "ARXIV": {
        PREPRINT: answers.entry(
            f"{PREPRINT}v2",
            TITLE,
            ["Ada Example"],
            "2023-01-01",
            summary="What there is to say.",
            comment="This paper has been withdrawn",
            journal_ref="Proc. ACL 2023",
            doi=DOI,
        ).replace(
            "</published>",
            "</published><updated>2023-05-05T00:00:00Z</updated>"
            '<category term="cs.SD" scheme="http://arxiv.org/schemas/atom"/>',
        )
    },
    "CROSSREF": {
        DOI: answers.crossref_work(
            DOI,
            TITLE,
            [("Ada", "Example")],
            2023,
            "Proceedings of the 61st Annual Meeting of the Association for Computational Linguistics",
            abstract="<jats:p>What there is to say.</jats:p>",
            license=[{"URL": "https://creativecommons.org/licenses/by/4.0/", "content-version": "vor"}],
            relation={"has-preprint": [{"id-type": "arxiv", "id": PREPRINT}]},
            reference=[{"key": "1", "DOI": CITED}],
            **{
                "is-referenced-by-count": 7,
                "updated-by": [{"type": "retraction", "DOI": "10.5555/notice"}],
                "update-to": [{"type": "correction", "DOI": "10.5555/earlier"}],
            },
        )
    },
    "DATACITE": {
        ARXIV_DOI: {
            "attributes": {
                "doi": ARXIV_DOI,
                "titles": [{"title": TITLE}],
                "creators": [{"name": "Example, Ada"}],
                "rightsList": [{"rightsUri": "https://creativecommons.org/licenses/by/4.0/legalcode"}],
                "relatedIdentifiers": [
                    {"relationType": "IsVersionOf", "relatedIdentifierType": "DOI", "relatedIdentifier": DOI}
                ],
            }
        },
        "10.5281/zenodo.7": {
            "attributes": {
                "doi": "10.5281/zenodo.7",
                "titles": [{"title": TITLE}],
                "publicationYear": 2023,
                "container": {"title": "Journal of Rooms"},
            }
        },
    },
    "SEMANTIC_SCHOLAR": {
        f"ARXIV:{PREPRINT}": {
            "paperId": "ffff",
            "externalIds": {"ArXiv": PREPRINT, "DOI": DOI, "ACL": "2023.acl-main.1", "DBLP": "conf/acl/Example23"},
            "title": TITLE,
            "authors": [{"name": "Ada Example"}],
            "year": 2023,
            "venue": "Annual Meeting of the Association for Computational Linguistics",
            "tldr": {"text": "All is said."},
            "abstract": "What there is to say.",
            "citationCount": 9,
            "openAccessPdf": {"url": "https://example.org/all.pdf"},
            "references": [{"paperId": "1", "externalIds": {"DOI": CITED}}],
        }
    },
    "OPENALEX": {
        ARXIV_DOI: {
            "id": "https://openalex.org/W7",
            "doi": f"https://doi.org/{ARXIV_DOI}",
            "title": TITLE,
            "authorships": [{"author": {"display_name": "Ada Example"}}],
            "best_oa_location": {"pdf_url": "https://example.org/all.pdf", "license": "cc-by"},
            "is_retracted": True,
            "cited_by_count": 8,
            "referenced_works": ["https://openalex.org/W8"],
        },
        DOI: {
            "id": "https://openalex.org/W9",
            "doi": f"https://doi.org/{DOI}",
            "title": TITLE,
            "publication_year": 2023,
            "primary_location": {"source": {"display_name": "ACL"}},
            "type": "article",
        },
    },
    "OPENCITATIONS": {DOI: [{"citing": f"doi:{DOI}", "cited": f"omid:br/1 doi:{CITED}"}]},
    "DBLP": {
        "everything there is to say about rooms": [
            answers.dblp_publication("conf/acl/Example23", TITLE, ["Ada Example"], 2023, "ACL", doi=DOI)
        ]
    },
    "HUGGING_FACE": {
        PREPRINT: {
            "id": PREPRINT,
            "title": TITLE,
            "linkedModels": [{"id": "example/model"}],
            "linkedDatasets": [{"id": "example/data"}],
            "githubRepo": "https://github.com/example/rooms-that-hear",
            "projectPage": "https://example.org",
        }
    },
}


@pytest.fixture
def weekly(tmp_path: Path, replica: Replica, monkeypatch: pytest.MonkeyPatch) -> Weekly:
    [work] = WORKS["SEMANTIC_SCHOLAR"].values()
    monkeypatch.setitem(answers.SEMANTIC_SCHOLAR, "ACL:2023.acl-main.1", work)
    for name, works in WORKS.items():
        for key, work in works.items():
            monkeypatch.setitem(getattr(answers, name), key, work)
    about: dict[str, Any] = {"title": TITLE, "authors": ["Ada Example"], "year": 2023}
    records: list[dict[str, Any]] = [
        {
            **about,
            "id": "preprint",
            "ids": {"arxiv": PREPRINT},
            "links": {"code": ["https://github.com/example/cited"]},
        },
        {**about, "id": "unnamed", "venue": "acl"},
        {**about, "id": "published", "ids": {"doi": DOI}},
        {**about, "id": "archived", "ids": {"doi": "10.5281/zenodo.7"}},
        {**about, "id": "by-doi", "ids": {"doi": f"10.48550/arXiv.{PREPRINT}"}},
        {**about, "id": "anthologised", "ids": {"acl": "2023.acl-main.1"}},
    ]
    for record in records:
        write_record(tmp_path, Paper.model_validate(record))
    return Weekly(tmp_path, replica)


@pytest.mark.parametrize("service", sorted({source.service.name for source in SOURCES.values()}))
def test_every_field_that_a_service_states_stands_in_the_overlay(weekly: Weekly, service: str) -> None:
    assert weekly.run(only=service).whole
    known = load_tree(weekly.root).kb.enrichment
    read = {name for fields in known.values() for name, value in fields.items() if value.source == service}
    stated = {name for name, field in FIELDS.items() if service in field.services}
    assert {name for name in stated if (service, name) not in BY_TITLE_ONLY} == read
    assert service not in REFERENCE_FIELD_OF or REFERENCE_FIELD_OF[service] in read


def test_the_most_believed_service_is_the_one_that_is_kept(weekly: Weekly) -> None:
    weekly.run()
    kept = load_tree(weekly.root).kb.enrichment
    sources = {name: kept["preprint"][name].source for name in ("title", "doi", "venue", "year", "license", "dblp")}
    assert sources == {
        "title": "arxiv", "doi": "arxiv", "venue": "dblp", "year": "dblp", "license": "datacite", "dblp": "dblp"
    }  # fmt: skip
    assert kept["unnamed"]["arxiv"].value == PREPRINT
    assert kept["published"]["retracted"].source == "crossref"
