"""Each doubt and each fault of a source is one finding that can be allowed alone, wherever it stands in its file."""

from pathlib import Path

from kbgen.checks.run import check
from kbgen.model.finding import Finding
from kbgen.store.tree import load_tree

PAPER = """\
id: echo
title: Echoes of Echoes
sources: [waves]
provenance:
  - {fields: [year], source: "waves.md:3", doubt: the source says 2019}
  - {fields: [year], source: "waves.md:3", doubt: the address names 2018}
  - {fields: [year, venue], source: "waves.md:3", doubt: the source says CVPR 2019}
  - {fields: [title], source: "waves.md:3"}
"""
DATASET = """\
id: echo
name: Echoes
sources: [waves, wavs]
provenance:
  - {fields: [sizes], source: "waves.md:9", doubt: '"5 for each" gives no single number'}
"""
SOURCES = """\
sources:
  - id: waves
    name: Waves
    file: waves.md
    faults:
      - {line: 3, code: IM305, text: listed twice}
      - {line: 3, code: IM305, text: listed a third time}
      - {line: 3, code: IM111, text: uneven}
"""


def findings(root: Path, **changed: str) -> list[Finding]:
    files = {
        "data/papers/undated/echo.yaml": changed.get("paper", PAPER),
        "data/datasets/echo.yaml": changed.get("dataset", DATASET),
        "data/sources.yaml": changed.get("sources", SOURCES),
    }
    for path, text in files.items():
        (root / path).parent.mkdir(parents=True, exist_ok=True)
        (root / path).write_text(text, encoding="utf-8")
    return [one for one in check(load_tree(root, cache=False)).findings if one.code.startswith("KB7")]


def test_every_doubt_and_fault_has_a_subject_of_its_own(tmp_path: Path) -> None:
    assert [(one.place.path, one.place.line, one.code, one.subject) for one in findings(tmp_path)] == [
        ("data/datasets/echo.yaml", 3, "KB701", "wavs"),
        ("data/datasets/echo.yaml", 5, "KB702", "echo: sizes: waves.md:9"),
        ("data/papers/undated/echo.yaml", 5, "KB702", "echo: year: waves.md:3"),
        ("data/papers/undated/echo.yaml", 6, "KB702", "echo: year: waves.md:3 #2"),
        ("data/papers/undated/echo.yaml", 7, "KB702", "echo: year, venue: waves.md:3"),
        ("data/sources.yaml", 6, "KB703", "waves:3 IM305"),
        ("data/sources.yaml", 7, "KB703", "waves:3 IM305 #2"),
        ("data/sources.yaml", 8, "KB703", "waves:3 IM111"),
    ]


def test_a_subject_outlives_other_words_and_another_place(tmp_path: Path) -> None:
    before = {one.subject for one in findings(tmp_path)}
    paper = PAPER.replace("2019}", "2019, as do others}").replace("sources: [waves]\n", "").replace("id: echo\n", "")
    sources = "# Reviewed\n" + SOURCES.replace("uneven", "still uneven")
    moved = findings(tmp_path, paper="id: echo\nsources: [waves]\n" + paper, sources=sources)
    assert {one.subject for one in moved} == before


def test_messages_say_the_doubt_with_its_source_and_what_to_do(tmp_path: Path) -> None:
    said = {one.subject: str(one) for one in findings(tmp_path)}
    assert said["echo: year: waves.md:3"].endswith(
        "KB702 waves.md:3 leaves a doubt about year: the source says 2019; "
        "look it up; mend the record, or allow this with a reason"
    )
    assert "waves.md:3: IM305 listed twice" in said["waves:3 IM305"]
    assert 'unknown source "wavs"; did you mean "waves"?' in said["wavs"]


def test_an_unreadable_sources_file_does_not_make_every_record_wrong(tmp_path: Path) -> None:
    assert {one.code for one in findings(tmp_path, sources="sources: [\n")} == {"KB702"}
