"""Reading what services answer about many things at once: recorded answers, and anything else they may send."""

import json
from pathlib import Path
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kbgen.enrich.failure import ServiceError
from kbgen.enrich.fields import FIELDS
from kbgen.enrich.http import Answer
from kbgen.enrich.services import SOURCES, chosen
from kbgen.enrich.settings import ARXIV, GITHUB, SEMANTIC_SCHOLAR, Service
from kbgen.enrich.source import Facts
from kbgen.enrich.sources import arxiv, crossref, github_repositories, openalex, semantic_scholar
from kbgen.enrich.values import at
from kbgen.model.dataset import Dataset
from kbgen.model.enrichment import EnrichedValue
from kbgen.model.paper import Paper

RECORDINGS = Path(__file__).resolve().parents[3] / "shared/api"
recorded = pytest.mark.parametrize("folder", [RECORDINGS] if RECORDINGS.is_dir() else [])


def answer(service: Service, value: object, status: int = 200) -> Answer:
    return Answer(service, status, json.dumps(value).encode(), "application/json", service.url)


def keyed(service: Service) -> Service:
    from dataclasses import replace

    return replace(service, key="key")


@recorded
def test_a_recorded_batch_of_semantic_scholar(folder: Path) -> None:
    cassette = yaml.safe_load((folder / "semanticscholar/test_get_papers_not_found_warning.yaml").read_text())
    [one] = cassette["interactions"]
    keys = json.loads(one["request"]["body"])["ids"]
    found = semantic_scholar.read(answer(SEMANTIC_SCHOLAR, json.loads(one["response"]["body"]["string"])), keys)
    assert [key for key in keys if key not in found] == ["CorpusId:211530585"]
    facts = found["CorpusId:470667"]
    assert facts.work is not None
    assert facts.work.title == "How Much Should We Trust Differences-in-Differences Estimates?"
    assert facts.fields["doi"] == "10.2139/ssrn.288970"
    assert facts.fields["citation_count"] == 10670
    assert facts.fields["semantic_scholar"] == "c31c87c591a25c64fbaa82e8ac6a81831b6ac7ce"


@recorded
def test_a_recorded_work_with_nulls_of_semantic_scholar(folder: Path) -> None:
    item = json.loads((folder / "semanticscholar/PaperWithNullValues.json").read_text())
    assert semantic_scholar.read(answer(SEMANTIC_SCHOLAR, [item]), ["x"]) == {}
    titled = item | {"title": "Computing Machinery and Intelligence"}
    fields = semantic_scholar.read(answer(SEMANTIC_SCHOLAR, [titled]), ["x"])["x"].fields
    assert fields == {"title": titled["title"], "semantic_scholar": item["paperId"]}


@recorded
def test_recorded_works_of_openalex(folder: Path) -> None:
    item = json.loads((folder / "openalex/pyopenalex-work.json").read_text())
    found = openalex.read(answer(openalex.SOURCE.service, {"results": [item]}), ["10.7717/PEERJ.4375"])
    fields = found["10.7717/PEERJ.4375"].fields
    assert fields["openalex"] == "W2741809807"
    assert fields["year"] == 2018
    assert fields["venue"] == "PeerJ"
    assert fields["retracted"] is False
    assert fields["license"] == "cc-by"
    assert len(found["10.7717/PEERJ.4375"].cited or ()) == len(item["referenced_works"])
    preprint = json.loads((folder / "openalex/zotero-7.json").read_text())
    fields = openalex.read(answer(openalex.SOURCE.service, {"results": [preprint]}), ["10.48550/arxiv.1201.0490"])[
        "10.48550/arxiv.1201.0490"
    ].fields
    assert fields["arxiv"] == "1201.0490"
    assert "year" not in fields
    assert "doi" not in fields


@recorded
def test_a_recorded_work_of_crossref(folder: Path) -> None:
    message = json.loads((folder / "crossref/colrev-10.17705_1cais.04607.json").read_text())
    doi = message.get("message", message)["DOI"]
    value = message if "message" in message else {"message": message}
    found = crossref.read(answer(crossref.SOURCE.service, value), [doi.upper()])
    assert found[doi.upper()].fields["citation_count"] == 10
    listed = {"message": {"items": [value["message"]]}}
    assert crossref.read(answer(crossref.SOURCE.service, listed), [doi, "10.1/other"]).keys() == {doi}


@recorded
def test_a_recorded_repository_of_github(folder: Path) -> None:
    [one] = json.loads((folder / "github/octokit-get-repository.json").read_text())
    found = github_repositories.read(answer(GITHUB, one["response"]), ["octokit-fixture-org/Hello-World"])
    row = at(dict(found["octokit-fixture-org/Hello-World"].fields), "repositories", 0)
    assert at(row, "repository") == "octokit-fixture-org/Hello-World"
    assert at(row, "renamed") is None


@recorded
@pytest.mark.parametrize("name", ["id_1605.08386_s0_m100_199195aa31ad", "id_quant-ph_0201082v1_s0_m100_86989fe779ef"])
def test_recorded_works_of_arxiv(folder: Path, name: str) -> None:
    content = (folder / f"arxiv/{name}.xml").read_bytes()
    ids = ["1605.08386", "quant-ph/0201082"]
    [(key, facts)] = arxiv.read(Answer(ARXIV, 200, content, "application/atom+xml", ""), ids).items()
    assert facts.fields["arxiv"] == key
    assert str(facts.fields["submitted"]) <= str(facts.fields["updated"])
    assert facts.fields["arxiv_version"]
    assert facts.fields["withdrawn"] is False
    assert facts.fields["abstract"]


@recorded
def test_what_authors_say_of_a_withdrawal_is_understood(folder: Path) -> None:
    for work in json.loads((folder / "arxiv/withdrawn-metadata.json").read_text()):
        assert arxiv.WITHDRAWN.search(work["comment"])


@pytest.mark.parametrize(
    ("comment", "withdrawn"),
    [
        ("This paper has been withdrawn by the authors due to an error in Lemma 2", True),
        ("Withdrawn.", True),
        ("We withdraw this submission", True),
        ("Withdrawn from ICLR 2020 and published elsewhere", False),
        ("12 pages, accepted at ICCV", False),
        ("", False),
    ],
)
def test_withdrawals(comment: str, withdrawn: bool) -> None:
    assert bool(arxiv.WITHDRAWN.search(comment)) is withdrawn


def rows(found: Any) -> list[object]:
    return [at(facts.fields, "repositories", 0) for facts in found.values()]


def test_github_says_beside_good_data_what_is_gone() -> None:
    errors = [{"type": "NOT_FOUND", "path": ["r1"], "message": "Could not resolve"}]
    data = {
        "r0": {"nameWithOwner": "New/Name", "stargazerCount": 3, "licenseInfo": {"spdxId": "NOASSERTION"}},
        "r1": None,
    }
    found = github_repositories.read(answer(GITHUB, {"data": data, "errors": errors}), ["old/name", "a/gone"])
    assert rows(found) == [
        {"repository": "old/name", "renamed": "New/Name", "stars": 3},
        {"repository": "a/gone", "missing": True},
    ]


@pytest.mark.parametrize(
    ("value", "kind", "words"),
    [
        ({"errors": [{"type": "RATE_LIMITED", "message": "API rate limit exceeded"}]}, "busy", "rate limit exceeded"),
        ({"data": None, "errors": [{"message": "Something went wrong"}]}, "broken", "Something went wrong"),
        ({"data": {"r0": None}}, "broken", "says of a/b: nothing"),
        ({"data": {"r0": None}, "errors": [{"type": "FORBIDDEN", "path": ["r0"], "message": "no"}]}, "broken", "no"),
        ({"message": "Bad things"}, "broken", "something else than a repository"),
        ([], "broken", "something else than a repository"),
    ],
)
def test_what_github_does_wrong_is_said(value: object, kind: str, words: str) -> None:
    with pytest.raises(ServiceError, match=words) as caught:
        github_repositories.read(answer(GITHUB, value), ["a/b"])
    assert caught.value.kind == kind


def test_github_is_asked_for_many_repositories_in_one_query() -> None:
    source = SOURCES["github"]
    keys = [f"owner/name-{number}" for number in range(120)]
    assert [len(batch) for batch in source.batches(keyed(GITHUB), keys)] == [50, 50, 20]
    assert len(list(source.batches(GITHUB, keys))) == 120
    body = source.request(keyed(GITHUB), keys[:2]).body
    assert isinstance(body, dict)
    [query] = body.values()
    assert query.count("repository(") == 2
    assert query.startswith('{r0: repository(owner: "owner", name: "name-0"){nameWithOwner ')


def test_a_doi_that_no_filter_can_hold_is_asked_alone_or_not_at_all() -> None:
    odd = "10.1002/(sici)1097-4571(1999)50:1<1,a>3.0.co;2-x"
    paper = Paper.model_validate({"id": "p", "title": "P", "ids": {"doi": odd}})
    assert SOURCES["crossref"].keys(paper) == (odd,)
    batches = list(SOURCES["crossref"].batches(crossref.SOURCE.service, ["10.1/a", odd, "10.1/b"]))
    assert batches == [("10.1/a", "10.1/b"), (odd,)]
    assert SOURCES["crossref"].request(crossref.SOURCE.service, (odd,)).path.startswith("works/10.1002%2F")
    assert SOURCES["openalex"].keys(paper) == ()


def test_what_a_dataset_is_asked_about() -> None:
    dataset = Dataset.model_validate(
        {"id": "d", "name": "D", "links": {"code": ["https://github.com/a/b/tree/main", "https://gitlab.com/a/b"]}}
    )
    assert {name: source.keys(dataset) for name, source in SOURCES.items() if source.keys(dataset)} == {
        "github": ("a/b",)
    }


def test_all_services_are_chosen_where_none_is_named() -> None:
    assert [source.name for source in chosen([])] == list(SOURCES)
    assert [source.name for source in chosen(["github , arxiv", ""])] == ["arxiv", "arxiv-titles", "github"]
    assert [source.name for source in chosen(["arxiv-titles"])] == ["arxiv-titles"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(
        ["data", "errors", "r0", "message", "items", "results", "title", "DOI", "doi", "id", "authors", "externalIds",
         "author", "references", "referenced_works", "openAccessPdf", "tldr", "url", "paperId", "full_name", "license",
         "reference", "updated-by", "type", "path", "error", "name", "year", "nameWithOwner", "repositoryTopics",
         "result", "hits", "hit", "info", "key", "venue", "citing", "cited", "attributes", "titles", "rightsList",
         "relatedIdentifiers", "linkedModels", "githubRepo", "projectPage", "likes", "meta", "count"]
    ), inner, max_size=4),
    max_leaves=12,
)  # fmt: skip


@pytest.mark.parametrize("name", [name for name in SOURCES if name != "arxiv"])
@given(value=JSON, status=st.sampled_from([200, 400]))
def test_whatever_a_service_sends_is_facts_or_a_failure_in_words(name: str, value: object, status: int) -> None:
    source = SOURCES[name]
    for keys in (["10.1/a"], ["10.1/a", "10.1/b"]):
        try:
            found = source.read(answer(source.service, value, status), keys)
        except ServiceError:
            continue
        assert found.keys() <= set(keys)
        for facts in found.values():
            _writable(facts)


@given(content=st.binary(max_size=60) | st.text(max_size=60).map(lambda text: f"<feed>{text}</feed>".encode()))
def test_whatever_arxiv_sends_is_facts_or_a_failure_in_words(content: bytes) -> None:
    try:
        found = arxiv.read(Answer(ARXIV, 200, content, "", ""), ["2101.00001"])
    except ServiceError:
        return
    assert found == {}


def _writable(facts: Facts) -> None:
    for name, value in facts.fields.items():
        assert name in FIELDS
        EnrichedValue.model_validate({"value": value, "source": "s", "fetched": "2026-11-20"})
