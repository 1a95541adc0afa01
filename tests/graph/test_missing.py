"""Works that many papers cite and that are not here."""

import datetime
import json
from pathlib import Path

from click.testing import CliRunner, Result

from kbgen.cli.main import cli
from kbgen.graph.citations import citations
from kbgen.graph.missing import missing_works
from kbgen.model.enrichment import EnrichedValue, EnrichmentLine
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.store.overlay import write_overlay_file
from kbgen.store.writer import write_record
from tests.graph.samples import base_of, paper

DAY = datetime.date(2026, 1, 1)


def told(*others: str, records: tuple[str, ...] = ()) -> EnrichedValue:
    value = {"seen": 9, "records": [*records], "others": [*others]}
    return EnrichedValue(value=value, source="crossref", fetched=DAY)


def base(**lists: EnrichedValue) -> KnowledgeBase:
    papers = [paper(one) for one in lists]
    known = paper("known", ids={"arxiv": "1706.03762"})
    return base_of(*papers, known, enrichment={one: {"references_crossref": value} for one, value in lists.items()})


def test_works_are_counted_by_the_papers_that_cite_them() -> None:
    kb = base(
        a=told("doi:10.5555/x", "arxiv:1810.04805"), b=told("doi:10.5555/x"), c=told("doi:10.5555/x", "acl:P18-2074")
    )
    found = missing_works(citations(kb))
    assert [(work.identifier.key, work.cited_by) for work in found] == [("doi:10.5555/x", ("a", "b", "c"))]
    assert [work.identifier.key for work in missing_works(citations(kb), 1)] == [
        "doi:10.5555/x",
        "acl:p18-2074",
        "arxiv:1810.04805",
    ]


def test_two_services_count_a_citation_once() -> None:
    kb = base(a=told("doi:10.5555/x"))
    both = {"references_crossref": told("doi:10.5555/x"), "references_opencitations": told("doi:10.5555/x")}
    found = missing_works(citations(base_of(*kb.papers.values(), enrichment={"a": both})), 1)
    assert [work.cited_by for work in found] == [("a",)]


def test_a_paper_that_came_later_is_cited_and_not_missing() -> None:
    known = citations(base(a=told("arxiv:1706.03762")))
    assert [edge.cited for edge in known.cites("a")] == ["known"]
    assert known.elsewhere == {}


def test_what_is_no_identifier_is_left_out() -> None:
    assert missing_works(citations(base(a=told("doi:nothing", "openalex:W1", "arxiv:?"))), 1) == ()


def suggest(root: Path, *words: str) -> Result:
    return CliRunner().invoke(cli, ["graph", "suggest", "-C", str(root), *words], catch_exceptions=False)


def written(root: Path) -> Path:
    kb = base(
        a=told("doi:10.5555/x", "arxiv:1810.04805"),
        b=told("doi:10.5555/x", "arxiv:1810.04805"),
        c=told("doi:10.5555/x"),
    )
    for one in kb.papers.values():
        write_record(root, one)
    lines = [EnrichmentLine(id=one, fields=dict(fields)) for one, fields in kb.enrichment.items()]
    write_overlay_file(root / "data/enriched/citations.jsonl", lines)
    return root


def test_the_command_shows_who_cites_them(tmp_path: Path) -> None:
    assert suggest(written(tmp_path), "--least", "2", "--most", "1").output == (
        "   3  doi:10.5555/x  https://doi.org/10.5555/x\n      cited by A; B; C\n1 more works: --most 2 shows all\n"
    )
    [first, second] = json.loads(suggest(tmp_path, "--least", "2", "--format", "json").output)
    assert (first["id"], first["cited_by"]) == ("doi:10.5555/x", ["a", "b", "c"])
    assert second["url"] == "https://arxiv.org/abs/1810.04805"


def test_the_identifiers_are_what_add_takes(tmp_path: Path) -> None:
    ids = suggest(written(tmp_path), "--least", "2", "--format", "ids").output
    added = CliRunner().invoke(cli, ["add", "-C", str(tmp_path), "--offline", "--dry-run", "-"], input=ids)
    assert "1810.04805" in added.output
    assert "10.5555/x" in added.output


def test_none_is_exit_code_1_with_the_reason(tmp_path: Path) -> None:
    found = suggest(written(tmp_path), "--least", "4")
    assert (found.exit_code, found.output) == (1, "no work that is not here is cited by 4 papers or more\n")
    write_overlay_file(tmp_path / "data/enriched/citations.jsonl", [])
    found = suggest(tmp_path)
    assert (found.exit_code, found.output) == (
        1,
        "no service has told of references that are not here: kbgen enrich asks\n",
    )
