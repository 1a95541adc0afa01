"""Findings are sorted, and what was reviewed is set aside one by one."""

from pathlib import Path

from kbgen.checks.run import Report, check, run_checks
from kbgen.store.tree import load_tree

CODE = "links: {code: [https://github.com/a/b]}\n"
ENTRY = """\
  - code: KB208
    path: data/papers/2021/%s.yaml
    subject: github.com/a/b
    reason: One repository holds all of them.
    reviewed: 2025-11-20
"""


def knowledge_base(root: Path, allowed: str = "", papers: str = "abc") -> Report:
    folder = root / "data/papers/2021"
    folder.mkdir(parents=True, exist_ok=True)
    for name in papers:
        (folder / f"{name}.yaml").write_text(f"id: {name}\ntitle: Title of {name}\nyear: 2021\n{CODE}")
    if allowed:
        (root / "data/allowed.yaml").write_text("allowed:\n" + allowed)
    return check(load_tree(root, cache=False))


def of_codes(report: Report, wanted: frozenset[str]) -> Report:
    return report.only(lambda finding: finding.code in wanted)


def codes(report: Report) -> list[tuple[str, str]]:
    return [(finding.code, finding.place.path.rpartition("/")[2]) for finding in report.findings]


def test_a_pair_is_one_finding_at_the_second_and_names_the_first(tmp_path: Path) -> None:
    report = knowledge_base(tmp_path)
    assert codes(report) == [("KB208", "b.yaml"), ("KB208", "c.yaml")]
    assert "data/papers/2021/a.yaml:4:16" in report.findings[0].message
    assert str(report.findings[0].place) == "data/papers/2021/b.yaml:4:16"


def test_an_entry_allows_exactly_its_finding(tmp_path: Path) -> None:
    report = knowledge_base(tmp_path, ENTRY % "b")
    assert codes(report) == [("KB208", "c.yaml")]
    assert [finding.place.path for finding in report.allowed] == ["data/papers/2021/b.yaml"]
    assert list(report.findings) == run_checks(load_tree(tmp_path, cache=False))


def test_an_entry_that_allows_nothing_is_itself_a_finding_at_its_line(tmp_path: Path) -> None:
    report = knowledge_base(tmp_path, ENTRY % "b" + ENTRY % "a", papers="ab")
    assert codes(report) == [("KB901", "allowed.yaml")]
    assert report.findings[0].place.line == 7


def test_an_entry_for_another_subject_allows_nothing(tmp_path: Path) -> None:
    report = knowledge_base(tmp_path, (ENTRY % "b").replace("a/b\n", "a/c\n"), papers="ab")
    assert sorted(code for code, _ in codes(report)) == ["KB208", "KB901"]


def test_an_entry_without_reason_allows_nothing_and_is_an_error(tmp_path: Path) -> None:
    without = "".join(line for line in (ENTRY % "b").splitlines(keepends=True) if "reason" not in line)
    report = knowledge_base(tmp_path, without, papers="ab")
    assert codes(report) == [("KB102", "allowed.yaml"), ("KB208", "b.yaml")]


def test_some_codes_are_answered_as_all_of_them_are(tmp_path: Path) -> None:
    stale = (ENTRY % "a") + (ENTRY % "b") + (ENTRY % "b")
    whole = knowledge_base(tmp_path, stale)
    (tmp_path / "data/papers/2021/d.yaml").write_text("id: x\ntitle: Two  Spaces.\nyear: 2020\nvenue: nowhere\n")
    tree = load_tree(tmp_path, cache=False)
    whole = check(tree)
    found = {finding.code for finding in whole.findings}
    assert {"KB104", "KB208", "KB901", "KB903"} <= found
    for wanted in [frozenset({code}) for code in found] + [frozenset(found), frozenset({"KB104", "KB901"})]:
        assert check(tree, wanted) == of_codes(whole, wanted)


def test_findings_come_by_path_line_and_code(tmp_path: Path) -> None:
    folder = tmp_path / "data/papers/2021"
    folder.mkdir(parents=True)
    (folder / "b.yaml").write_text("id: x\ntitle: Two  Spaces.\nyear: 2020\nvenue: nowhere\n")
    (folder / "a.yaml").write_text("id: a\n")
    findings = run_checks(load_tree(tmp_path, cache=False))
    assert findings == sorted(findings, key=lambda finding: finding.sort_key)
    assert [(finding.place.path[-6], finding.place.line, finding.code) for finding in findings] == [
        ("a", 1, "KB102"),
        ("b", 1, "KB201"),
        ("b", 2, "KB342"),
        ("b", 2, "KB345"),
        ("b", 3, "KB202"),
        ("b", 4, "KB104"),
    ]


def test_what_refers_to_a_broken_record_is_not_wrong_for_that(tmp_path: Path) -> None:
    folder = tmp_path / "data/papers/2021"
    folder.mkdir(parents=True)
    (folder / "a.yaml").write_text("id: a\ntitle: A Title\nyear: 2021\nrelations: {cites: [b]}\ntopics: {x: [y]}\n")
    (folder / "b.yaml").write_text("id: b\ntitle: B Title\nyear: soon\n")
    (tmp_path / "data/taxonomy.yaml").write_text("axes: none\n")
    assert [finding.code for finding in run_checks(load_tree(tmp_path, cache=False))] == ["KB121", "KB103"]


def test_what_is_allowed_is_not_called_stale_while_a_record_is_broken(tmp_path: Path) -> None:
    """The findings of a broken record, and those that other records have because of it, come back when it is mended."""
    (tmp_path / "data/datasets").mkdir(parents=True)
    (tmp_path / "data/datasets/audioset.yaml").write_text("id: audioset\nname: AudioSet\n")
    unused = (
        "  - {code: KB421, path: data/datasets/audioset.yaml, subject: audioset, reason: R, reviewed: 2025-11-20}\n"
    )
    assert codes(knowledge_base(tmp_path, ENTRY % "b" + unused, papers="ab")) == []
    (tmp_path / "data/papers/2021/a.yaml").write_text("id: a\ntitle: T\nyear: soon\n")
    assert codes(check_again(tmp_path)) == [("KB121", "a.yaml")]


def check_again(root: Path) -> Report:
    return check(load_tree(root, cache=False))
