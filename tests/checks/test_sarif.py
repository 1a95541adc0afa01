"""SARIF as an independent reader of the format understands it."""

import json
import tomllib
from pathlib import Path
from typing import Any

from sarif_pydantic import Sarif

from kbgen.checks.reference import DOCUMENTATION, pages
from kbgen.checks.registry import rules
from kbgen.checks.run import check
from kbgen.checks.sarif import as_sarif
from kbgen.store.tree import load_tree

PROJECT = Path(__file__).parents[2]


def write(root: Path, name: str, text: str) -> None:
    path = root / f"data/papers/2021/{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")


def run_of(root: Path, shown: Path | None = None) -> dict[str, Any]:
    text = as_sarif(check(load_tree(root, cache=False)), shown or root)
    log = Sarif.model_validate_json(text)
    assert log.version == "2.1.0"
    assert len(log.runs) == 1
    # What the reader does not know it leaves out: every key of ours is one of the format's.
    assert log.model_dump(mode="json", by_alias=True, exclude_unset=True) == json.loads(text)
    (run,) = json.loads(text)["runs"]
    assert isinstance(run, dict)
    return run


def test_a_finding_has_its_rule_place_level_and_words(tmp_path: Path) -> None:
    write(tmp_path, "ü 100%", 'id: x\ntitle: "Größe  of Models."\nyear: 2021\n')
    run = run_of(tmp_path)
    listed = run["tool"]["driver"]["rules"]
    results = {result["ruleId"]: result for result in run["results"]}
    assert results.keys() == {"KB201", "KB342", "KB345"}
    for result in run["results"]:
        assert listed[result["ruleIndex"]]["id"] == result["ruleId"]
    assert (results["KB342"]["level"], results["KB345"]["level"]) == ("warning", "error")
    assert results["KB342"]["message"]["text"] == "the title ends with a period; remove it"
    where = results["KB345"]["locations"][0]["physicalLocation"]
    assert where["artifactLocation"] == {"uri": "data/papers/2021/%C3%BC%20100%25.yaml", "uriBaseId": "%SRCROOT%"}
    assert where["region"] == {"startLine": 2, "startColumn": 8}
    assert run["originalUriBaseIds"].keys() == {"%SRCROOT%"}


def test_every_rule_is_listed_with_an_address_that_the_reference_has(tmp_path: Path) -> None:
    write(tmp_path, "a", "id: a\ntitle: A\nyear: 2021\n")
    run = run_of(tmp_path)
    assert run["results"] == []
    listed = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in listed] == list(rules())
    reference = pages()
    for rule in listed:
        page, _, anchor = rule["helpUri"].removeprefix(f"{DOCUMENTATION}rules/").partition("/#")
        assert f"\n## {rule['id']} {rule['name']}\n" in reference[f"{page}.md"]
        assert anchor == f"{rule['id'].lower()}-{rule['name']}"
        assert rule["shortDescription"]["text"].endswith(".")


def test_the_manual_is_where_the_project_says() -> None:
    with (PROJECT / "pyproject.toml").open("rb") as file:
        assert tomllib.load(file)["project"]["urls"]["Documentation"] == DOCUMENTATION


def test_a_pair_names_the_other_record(tmp_path: Path) -> None:
    for name in "ab":
        write(
            tmp_path,
            name,
            f"id: {name}\ntitle: Title of {name}\nyear: 2021\nlinks: {{code: [https://github.com/o/n]}}\n",
        )
    (result,) = run_of(tmp_path)["results"]
    (related,) = result["relatedLocations"]
    assert related["physicalLocation"]["artifactLocation"]["uri"] == "data/papers/2021/a.yaml"


def test_a_fingerprint_outlives_an_edit_above_and_tells_findings_apart(tmp_path: Path) -> None:
    text = "id: a\ntitle: A\nyear: 2021\nlinks:\n  project: http://github.com/a/b\n  demo: http://arxiv.org/a\n"
    write(tmp_path, "a", text)
    before = [result["partialFingerprints"]["finding/v1"] for result in run_of(tmp_path)["results"]]
    assert len(set(before)) == 2
    write(tmp_path, "a", f"# a comment\n{text}")
    assert [result["partialFingerprints"]["finding/v1"] for result in run_of(tmp_path)["results"]] == before


def test_addresses_are_seen_from_where_the_command_runs(tmp_path: Path) -> None:
    write(tmp_path, "a", "id: b\ntitle: A\nyear: 2021\n")
    (result,) = run_of(tmp_path, Path("sub/kb"))["results"]
    uri = result["locations"][0]["physicalLocation"]["artifactLocation"]["uri"]
    assert uri == "sub/kb/data/papers/2021/a.yaml"


def mended(text: str, replacements: list[dict[str, Any]]) -> str:
    """What a program that knows only the format makes of a file."""
    lines = text.splitlines(keepends=True)
    for replacement in reversed(replacements):
        region = replacement["deletedRegion"]
        assert (region["startColumn"], region["endColumn"]) == (1, 1)
        lines[region["startLine"] - 1 : region["endLine"] - 1] = [replacement["insertedContent"]["text"]]
    return "".join(lines)


def test_a_fix_is_told_as_lines_to_replace(tmp_path: Path) -> None:
    text = "id: a  # kept\ntitle: A  Title\nyear: 2021\nlinks: {paper: 'https://arxiv.org/abs/2103.00020'}\n"
    write(tmp_path, "a", text)
    fixes = {result["ruleId"]: result["fixes"][0] for result in run_of(tmp_path)["results"]}
    assert fixes.keys() == {"KB324", "KB345"}
    (change,) = fixes["KB345"]["artifactChanges"]
    assert change["artifactLocation"]["uri"] == "data/papers/2021/a.yaml"
    assert mended(text, change["replacements"]) == text.replace("A  Title", "A Title")
    (change,) = fixes["KB324"]["artifactChanges"]
    path = tmp_path / "data/papers/2021/a.yaml"
    path.write_text(mended(text, change["replacements"]))
    assert "KB324" not in {result["ruleId"] for result in run_of(tmp_path)["results"]}
    assert path.read_text().startswith("id: a  # kept\ntitle: A  Title\n")


def test_what_cannot_be_told_as_lines_has_no_fix(tmp_path: Path) -> None:
    write(tmp_path, "a", "id: b\ntitle: A\nyear: 2021\n")
    (result,) = run_of(tmp_path)["results"]
    assert result["ruleId"] == "KB201"
    assert "fixes" not in result
