"""The comment under a pull request."""

import os
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markdown_it import MarkdownIt

from kbgen.model.finding import KbgenError
from kbgen.model.identifiers import Scheme
from kbgen.render.pull_request import LIMIT, MARKER, as_markdown, report_on
from kbgen.render.readme.render import render_lists
from kbgen.store.tree import load_tree
from kbgen.views.pull_request import (
    MAX_BYTES,
    VERSION,
    Duplicate,
    Entry,
    Fact,
    FindingReport,
    Line,
    PullRequestReport,
    RecordReport,
    decode,
    encode,
)
from tests.render.list_samples import PAPERS
from tests.repositories import GROUPER, commit_all, git, sample_repository, write_paper

GITHUB = MarkdownIt("gfm-like", {"linkify": False})


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return sample_repository(tmp_path / "kb")


def comment(root: Path) -> str:
    return as_markdown(report_on(root, "main"))


def test_a_new_paper_is_shown_as_the_list_will_show_it(root: Path) -> None:
    write_paper(
        root,
        id="new",
        title="Something New",
        authors=["Ana Müller", "Bo Li"],
        year=2022,
        venue="iccv",
        ids={"arxiv": "2203.00001"},
        links={"code": ["https://github.com/ana/new"]},
        topics={"objective": ["contrastive"]},
        summary="Does it anew.",
    )
    text = comment(root)
    assert text.startswith(f"{MARKER}\n### 1 paper added\n\nNothing is wrong with it")
    assert (
        "#### Added: Something New\n\n`data/papers/2022/new.yaml` · [arXiv 2203.00001](https://arxiv.org/abs/2203.00001)"
        in text
    )
    assert (
        "> [Something New](https://arxiv.org/abs/2203.00001) - Does it anew. Ana Müller and Bo Li, *ICCV 2022*. Code.\n"
        in text
    )
    assert "- `venue`: iccv (International Conference on Computer Vision)\n" in text
    assert "- `topics.objective`: Contrastive\n" in text
    assert "- `links.code`: `https://github.com/ana/new`\n" in text
    assert (
        "`README.md`, which the main branch makes anew:\n\n- gains Something New under Objectives › Discrimination\n"
        in text
    )


def shown_text(markdown: str) -> str:
    """What a reader sees of a line of Markdown."""
    (inline,) = GITHUB.parseInline(markdown)
    return "".join(child.content for child in inline.children or ()).replace("\u200b", "")


@pytest.mark.parametrize("fields", PAPERS, ids=lambda fields: fields["id"])
def test_an_entry_reads_as_the_list_writes_it(root: Path, fields: dict[str, object]) -> None:
    write_paper(root, **{**fields, "id": "x", "title": f"{fields['title']} indeed"})
    (entry,) = [line.removeprefix("> ") for line in comment(root).splitlines() if line.startswith("> ")]
    kb = load_tree(root).kb
    (readme,) = [file.text for file in render_lists(kb, root) if str(file.path) == "README.md"]
    # A second heading only refers to the first.
    line, *_ = [one.removeprefix("- ") for one in readme.splitlines() if " indeed" in one and one.startswith("- ")]
    assert shown_text(entry) == shown_text(line)


def test_a_changed_record_shows_what_was_and_what_is(root: Path) -> None:
    write_paper(root, **{**GROUPER, "venue": "tpami", "ids": {}, "topics": {"objective": ["contrastive"]}})
    text = comment(root)
    assert "- `venue`: *nothing* → tpami (Transactions on Pattern Analysis)\n" in text
    assert "- `ids.arxiv`: 2103.00020 → *nothing*\n" in text
    assert "- gains Grouping Sounds under Objectives › Discrimination\n" in text
    assert "- loses Grouping Sounds under Objectives › Clustering\n" in text
    assert "`title`" not in text


def test_what_a_list_does_not_show_does_not_change_it(root: Path) -> None:
    write_paper(root, **GROUPER, aliases=["sounds"])
    assert "README.md" not in comment(root)


def test_a_changed_entry_and_a_changed_dataset_are_told(root: Path) -> None:
    write_paper(root, **GROUPER, summary="Now with words.")
    dataset = root / "data/datasets/plain.yaml"
    dataset.write_text(dataset.read_text() + "license: MIT\n")
    text = comment(root)
    assert "### 1 dataset changed, 1 paper changed\n" in text
    assert "- shows otherwise Grouping Sounds under Objectives › Clustering\n" in text
    assert "- shows otherwise Plain under Datasets › Image-Text Datasets\n" in text


def test_findings_name_place_code_and_remedy(root: Path) -> None:
    write_paper(root, **{**GROUPER, "venue": "tpam"})
    report = report_on(root, "main")
    assert not report.is_clean
    text = as_markdown(report)
    assert "**1 finding**, 1 error among them:\n\n- `data/papers/2021/grouper.yaml:7` `KB104` unknown venue" in text
    assert 'did you mean "tpami"?' in text
    assert "Nothing is wrong" not in text


def test_a_duplicate_is_named(root: Path) -> None:
    write_paper(root, **{**GROUPER, "id": "again", "year": 2020})
    report = report_on(root, "main")
    assert not report.is_clean
    assert "**Already here**: Grouping Sounds (`data/papers/2021/grouper.yaml`)" in as_markdown(report)


def test_generated_files_are_asked_out_of_the_pull_request(root: Path) -> None:
    for path in ("README.md", "readme/part.md", "site/index.html", "data/enriched/x.jsonl", "docs/mine.md"):
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text("x\n")
    git(root, "add", "--force", "site")
    commit_all(root)
    report = report_on(root, "main")
    assert not report.is_clean
    assert set(report.generated) == {"README.md", "readme/part.md", "site/index.html"}
    assert (report.overlay, report.others) == (("data/enriched/x.jsonl",), ("docs/mine.md",))
    assert "**Files that the main branch makes are changed**" in as_markdown(report)


@pytest.mark.parametrize("output", [".", "..", "/", "../x.md", "data/lists/x.md"])
def test_a_list_that_may_not_be_written_there_claims_no_files(root: Path, output: str) -> None:
    path = root / "data/lists/sample.yaml"
    path.write_text(path.read_text().replace("output: README.md", f"output: {output}"))
    (root / "README.md").write_text("x")
    report = report_on(root, "main")
    assert report.generated == ("README.md",)
    assert report.findings
    assert as_markdown(report)


def test_what_services_said_is_named_and_keeps_nothing_from_being_merged(root: Path) -> None:
    (root / "data/enriched").mkdir()
    (root / "data/enriched/x.jsonl").write_text("")
    write_paper(root, **GROUPER, venue="tpami")
    report = report_on(root, "main")
    assert report.is_clean
    assert (report.generated, report.overlay, report.others) == ((), ("data/enriched/x.jsonl",), ())
    assert "**What services said is changed**" in as_markdown(report)


def test_a_removed_record_is_told(root: Path) -> None:
    (root / "data/papers/2021/grouper.yaml").unlink()
    text = comment(root)
    assert "#### Removed: Grouping Sounds\n" in text
    assert "- loses Grouping Sounds under Objectives › Clustering\n" in text


def test_names_that_are_not_utf_8_do_not_stop_it(root: Path) -> None:
    (root / os.fsdecode(b"odd\xff.md")).write_text("x")
    report = report_on(root, "main")
    assert report.others == ("odd�.md",)
    assert decode(encode(report)) == report


def test_a_report_comes_back_as_it_was(root: Path) -> None:
    write_paper(root, **{**GROUPER, "id": "again", "venue": "tpam"})
    report = report_on(root, "main")
    assert decode(encode(report)) == report


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"", "cannot be read"),
        (b"\xff", "cannot be read"),
        (b"[]", "cannot be read"),
        (b'{"version": 1}', "cannot be read"),
        (b'{"version": 2, "base": "x"}', "version 2"),
        (b'{"version": 1, "base": "x", "records": [{"kind": 1}]}', "cannot be read"),
        (b'{"version": 1, "base": "x", "records": ' + b"[" * 5000, "cannot be read"),
        (b" " * (MAX_BYTES + 1), "at most"),
    ],
)
def test_what_is_no_report_is_refused(content: bytes, message: str) -> None:
    with pytest.raises(KbgenError, match=message):
        decode(content)


EVIL = "</details><img src=x onerror=alert(1)>\n\n# Merged @everyone ![x](https://evil.example/p.png) #1 `c` <!-- "
_TEXT = st.sampled_from(
    [EVIL, "", "plain", "`" * 7, "\n\n- [x] done", "| a | b |", "https://evil.example", "\u202eabc"]
)


@given(
    st.builds(
        PullRequestReport,
        version=st.just(VERSION),
        base=_TEXT,
        records=st.lists(
            st.builds(
                RecordReport,
                kind=_TEXT,
                id=_TEXT,
                path=_TEXT,
                status=st.sampled_from(["added", "changed", "removed"]),
                title=_TEXT,
                moved_from=_TEXT,
                ids=st.lists(st.tuples(st.sampled_from(["arxiv", "doi", "acl", "openreview"]), _TEXT), max_size=2).map(
                    tuple
                ),
                facts=st.lists(st.builds(Fact, _TEXT, _TEXT, _TEXT), max_size=2).map(tuple),
                entry=st.builds(Entry, _TEXT, _TEXT, _TEXT, _TEXT, st.lists(_TEXT, max_size=2).map(tuple)),
                duplicates=st.lists(st.builds(Duplicate, _TEXT, _TEXT, st.just("same")), max_size=1).map(tuple),
            ),
            max_size=2,
        ).map(tuple),
        findings=st.lists(
            st.builds(FindingReport, _TEXT, st.integers(), _TEXT, st.just("error"), _TEXT, _TEXT), max_size=2
        ).map(tuple),
        lines=st.lists(
            st.builds(Line, _TEXT, st.lists(_TEXT, max_size=2).map(tuple), _TEXT, st.just("gained")), max_size=2
        ).map(tuple),
        generated=st.lists(_TEXT, max_size=2).map(tuple),
        overlay=st.lists(_TEXT, max_size=2).map(tuple),
        others=st.lists(_TEXT, max_size=2).map(tuple),
    )
)
def test_whatever_a_report_says_shows_as_text(report: PullRequestReport) -> None:
    found = GITHUB.parse(as_markdown(decode(encode(report))))
    marker, *rest = found
    assert (marker.type, marker.content.strip()) == ("html_block", MARKER)
    inline = [child for token in rest for child in token.children or ()]
    assert {token.type for token in rest} & {"html_block", "fence", "code_block", "table_open", "hr"} == set()
    assert {token.type for token in inline} & {"html_inline", "image", "softbreak", "hardbreak"} == set()
    assert [token.attrs["href"] for token in inline if token.type == "link_open"] == []
    headings = [found[n + 1].content for n, token in enumerate(found) if token.type == "heading_open"]
    assert len(headings) == 1 + len(report.records)


def test_an_identifier_that_is_none_gives_no_link() -> None:
    ids: tuple[tuple[Scheme, str], ...] = (
        ("arxiv", "2103.00020"),
        ("arxiv", "evil"),
        ("doi", "10.1/x"),
        ("doi", "10.1000/a)b<c>"),
    )
    record = RecordReport("paper", "x", "data/papers/x.yaml", "added", ids=ids)
    text = as_markdown(PullRequestReport(VERSION, "x", (record,)))
    assert "[arXiv 2103.00020](https://arxiv.org/abs/2103.00020)" in text
    assert "evil" not in text
    assert "(https://doi.org/10.1000/a%29b%3Cc%3E)" in text


def test_a_huge_report_still_fits_into_a_comment() -> None:
    facts = tuple(Fact(f"field {n}", None, "x" * 5000) for n in range(200))
    records = tuple(
        RecordReport("paper", f"p{n}", f"data/papers/p{n}.yaml", "added", "Title " * 500, facts=facts)
        for n in range(50)
    )
    findings = tuple(FindingReport("p" * 3000, 1, "KB101", "error", "@" * 5000, "#" * 5000) for _ in range(3000))
    lines = tuple(Line(f"list{n % 40}.md", ("h" * 999,), "t" * 999, "gained") for n in range(5000))
    report = PullRequestReport(VERSION, "x", records, findings, lines, others=("o" * 5000,) * 5000)
    text = as_markdown(report)
    assert 30_000 < len(text) <= LIMIT
    assert "more would not fit into a comment" in text
    assert "**3,000 findings**" in text
    assert "#### Added: Title Title" in text
    assert re.search(r"^- and 9\d more$", text, re.MULTILINE)  # entries of a list: a file has 125


def test_a_report_with_a_million_kinds_is_shown_quickly() -> None:
    records = tuple(RecordReport(f"k{n}", "x", "p", "added") for n in range(20_000))
    content = msgspec.json.encode(PullRequestReport(VERSION, "x", records))
    assert len(content) < MAX_BYTES
    assert len(as_markdown(decode(content))) <= LIMIT


def test_a_pull_request_of_thousands_of_records_is_reported_in_little(root: Path) -> None:
    for number in range(1100):
        path = root / f"data/papers/2019/paper-{number}.yaml"
        path.parent.mkdir(exist_ok=True)
        path.write_text(f"id: paper-{number}\ntitle: Paper Number {number} of Many\nyear: 2019\n")
    report = report_on(root, "main")
    assert len(report.records) == 1100
    assert sum(bool(record.facts) for record in report.records) == 1000
    content = encode(report)
    assert len(content) < 1_000_000
    assert as_markdown(decode(content)).startswith(f"{MARKER}\n### 1,100 papers added\n")
