"""What services say reaches the site where it may, and never in place of what a record says itself."""

import gzip
import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from click.testing import CliRunner
from pydantic import JsonValue

from kbgen.cli.main import cli
from kbgen.enrich.fields import ABSTRACT, FIELDS, REPOSITORIES
from kbgen.model.enrichment import SERVICE_REFERENCES
from kbgen.render.export.formats import FORMATS
from kbgen.render.site.build import Options, build_site
from kbgen.store.tree import load_tree
from tests.render.site.conftest import Built
from tests.small_kb import SMALL, copy_of

PAPER = "seeing-and-hearing"
OTHER = "Said By A Service Alone"


def files(folder: Path) -> dict[str, bytes]:
    return {path.relative_to(folder).as_posix(): path.read_bytes() for path in folder.rglob("*") if path.is_file()}


def readable(folder: Path) -> Iterator[tuple[str, bytes]]:
    """What the files of a site say, also those of the full-text index, which are packed."""
    for path, content in files(folder).items():
        yield path, gzip.decompress(content) if content.startswith(b"\x1f\x8b") else content


def state_abstract(root: Path, folder: str, source: str, words: str, paper: str = "a-survey") -> None:
    (root / folder).mkdir(parents=True, exist_ok=True)
    fields = {ABSTRACT: {"value": words, "source": source, "fetched": "2026-11-16"}}
    (root / folder / "abstracts.jsonl").write_text(json.dumps({"id": paper, "fields": fields}) + "\n")


def contradict(root: Path) -> None:
    """Let a service say something else of every paper, in every field that a record could state and none says yet."""
    others: dict[str, JsonValue] = {"authors": [OTHER], "year": 1987, "doi": "10.5555/other", "arxiv": "0704.0001"}
    told_by_services_alone = {ABSTRACT, REPOSITORIES, "citation_count", *SERVICE_REFERENCES}
    names = [name for name in FIELDS if name not in told_by_services_alone]
    fields = {
        name: {"value": others.get(name, OTHER), "source": FIELDS[name].services[0], "fetched": "2026-11-16"}
        for name in names
    }
    kb = load_tree(root).kb
    stated = {paper: kb.enrichment.get(paper, {}) for paper in kb.papers}
    lines = [
        json.dumps({"id": paper, "fields": {name: value for name, value in fields.items() if name not in known}})
        for paper, known in stated.items()
    ]
    (root / "data/enriched/works.jsonl").write_text("\n".join(lines) + "\n")


_SERVICES_WORDS = re.compile(
    r'<section><h2 id="versions">.*?</section>|<nav class="kb-contents".*?</nav>'
    r'|<p class="kb-summary" dir="auto">[^<]*</p><p class="kb-source">In one sentence by a program of.*?</p>'
    r"|^[^\n]*\(a program of [^\n]*, read [^\n]*\)$|^## Versions\n.*?(?=^## )",
    flags=re.DOTALL | re.MULTILINE,
)


def without_services_words(page: bytes) -> list[str]:
    """The lines of a page but for what it shows as a service's own word, which names the service."""
    return [line for line in _SERVICES_WORDS.sub("", page.decode()).splitlines() if line.strip()]


def test_no_page_takes_a_services_word_for_a_records(fresh: Built) -> None:
    before = files(fresh.out)
    contradict(fresh.root)
    build_site(fresh.root, Options(fresh.out, search=False))
    after = files(fresh.out)
    changed = {path for path in before.keys() | after.keys() if before.get(path) != after.get(path)}
    assert {path.partition("/")[0] for path in changed} <= {"papers", "api"}
    for path in changed:
        assert OTHER in after[path].decode()
        if path.startswith("api/"):
            of_records = [{**json.loads(one[path]), "enriched": None} for one in (before, after)]
            assert of_records[0] == of_records[1]
            continue
        assert without_services_words(before[path]) == without_services_words(after[path])


@pytest.mark.parametrize("name", [*FORMATS, "readme"])
def test_neither_an_export_nor_a_list_takes_a_services_word(tmp_path: Path, name: str) -> None:
    root, written = tmp_path / "kb", tmp_path / "written"
    copy_of(SMALL, root)
    (root / "data/lists").mkdir(exist_ok=True)
    (root / "data/lists/all.yaml").write_text(
        "id: all\ntitle: All\noutput: LIST.md\nsections: [{heading: Papers, select: {}}]\n"
    )

    def make() -> bytes:
        if name == "readme":
            result = CliRunner().invoke(cli, ["readme", "-C", str(root)], catch_exceptions=False)
            made = root / "LIST.md"
        else:
            result = CliRunner().invoke(cli, ["export", name, "-C", str(root), "-o", str(written)])
            made = written
        assert result.exit_code == 0, result.output
        return made.read_bytes()

    before = make()
    contradict(root)
    assert make() == before
    assert OTHER.encode() not in before


@pytest.mark.parametrize(
    ("folder", "source", "shown"),
    [
        ("data/enriched", "arxiv", "From arXiv"),
        ("data/enriched", "semantic-scholar", "From Semantic Scholar"),
        (".kbgen/enriched", "arxiv", "From arXiv"),
        (".kbgen/enriched", "semantic-scholar", ""),
        (".kbgen/enriched", "crossref", ""),
    ],
)
def test_abstracts_are_shown_where_they_may_be_published(fresh: Built, folder: str, source: str, shown: str) -> None:
    state_abstract(fresh.root, folder, source, "Words that somebody wrote.")
    build_site(fresh.root, Options(fresh.out))
    page = fresh.article("papers/a-survey/index.html")
    assert (shown in page) if shown else ("<summary>Abstract</summary>" not in page)
    holding = {path.rpartition(".")[2] for path, said in readable(fresh.out) if b"Words that somebody wrote." in said}
    kinds = {"html", "md", "json", "pf_fragment"}
    assert holding == (kinds if shown else set()), "the page, its twin, the API, the full-text index"


def test_a_private_abstract_hides_no_published_one(fresh: Built) -> None:
    state_abstract(fresh.root, "data/enriched", "crossref", "May be published.")
    state_abstract(fresh.root, ".kbgen/enriched", "semantic-scholar", "May not.")
    build_site(fresh.root, Options(fresh.out, search=False))
    page = fresh.article("papers/a-survey/index.html")
    assert "May be published." in page
    assert "From Crossref" in page


def test_lists_are_the_same_on_every_machine(tmp_path: Path) -> None:
    root = copy_of(SMALL, tmp_path / "kb")
    (root / "data/lists").mkdir(exist_ok=True)
    sections = "[{heading: With abstract, select: {has: abstract}}]"
    (root / "data/lists/all.yaml").write_text(f"id: all\ntitle: All\noutput: LIST.md\nsections: {sections}\n")
    CliRunner().invoke(cli, ["readme", "-C", str(root)], catch_exceptions=False)
    state_abstract(root, ".kbgen/enriched", "arxiv", "On this machine only.")
    assert "abstract" in load_tree(root).kb.enrichment["a-survey"]
    assert CliRunner().invoke(cli, ["readme", "-C", str(root), "--check"]).exit_code == 0
    state_abstract(root, "data/enriched", "arxiv", "For everybody.")
    assert CliRunner().invoke(cli, ["readme", "-C", str(root), "--check"]).exit_code == 1


def test_stars_stand_in_every_list_of_their_paper_and_change_nothing_else(fresh: Built, tmp_path: Path) -> None:
    before = files(fresh.out)
    counts = fresh.root / "data/enriched/services.jsonl"
    counts.write_text(counts.read_text().replace('"stars": 321', '"stars": 4321'))
    build_site(fresh.root, Options(fresh.out, search=False))
    after = files(fresh.out)
    changed = {path for path in before if before[path] != after.get(path)}
    assert {"years/2017/index.html", "venues/tcml/index.html", "authors/wei-chen/index.html"} <= changed
    assert b"4,321" in after["years/2017/index.html"]
    assert not any(path.startswith(("papers/masked", "years/2022", "explore/cite/")) for path in changed)
    anew = tmp_path / "anew"
    shutil.copytree(fresh.root / "data", anew / "data")
    shutil.copy(fresh.root / "mkdocs.yml", anew)
    build_site(anew, Options(tmp_path / "out", search=False))
    assert files(tmp_path / "out") == after
