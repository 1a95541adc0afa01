"""``kbgen validate`` as people, programs and workflows meet it."""

import json
import subprocess
import sys
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from kbgen.checks.example import write_example
from kbgen.cli.main import cli

CLEAN = "id: clip\ntitle: Learning Transferable Visual Models\nyear: 2021\n"


def write(root: Path, text: str, name: str = "clip") -> Path:
    path = root / f"data/papers/2021/{name}.yaml"
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    return root


def validate(root: Path, *arguments: str) -> Result:
    return CliRunner().invoke(cli, ["validate", "-C", str(root), *arguments])


def test_a_clean_tree_exits_0(tmp_path: Path) -> None:
    result = validate(write(tmp_path, CLEAN))
    assert (result.exit_code, result.output) == (0, "no findings; 1 paper, 0 datasets checked\n")


def test_findings_stand_one_a_line_before_the_summary_and_exit_1(tmp_path: Path) -> None:
    write(tmp_path, CLEAN + "venue: iclm\nsumary: x\n")
    write(tmp_path, CLEAN.replace("clip", "vatt").replace("Learning", "Other") + "venue: iclm\n", "vatt")
    (tmp_path / "data/venues.yaml").write_text("venues:\n  - {id: icml, name: I, short: ICML, kind: conference}\n")
    result = validate(tmp_path)
    assert result.exit_code == 1
    assert result.output.splitlines() == [
        'data/papers/2021/clip.yaml:5:1: KB101 unknown key "sumary"; did you mean "summary"? [fix available]',
        'data/papers/2021/vatt.yaml:4:8: KB104 unknown venue "iclm"; did you mean "icml"? [fix available]',
        "2 findings in 2 files; 2 papers, 0 datasets checked",
    ]
    assert "\x1b" not in result.output


def test_a_warning_too_exits_1(tmp_path: Path) -> None:
    result = validate(write(tmp_path, CLEAN.replace("Models", "Models.")))
    assert result.exit_code == 1
    assert "KB342" in result.output


def test_what_is_allowed_is_counted(tmp_path: Path) -> None:
    write_example("KB901", "good", tmp_path)
    result = validate(tmp_path)
    assert (result.exit_code, result.output) == (0, "no findings; 1 allowed; 2 papers, 0 datasets checked\n")


def test_json_tells_every_field(tmp_path: Path) -> None:
    write_example("KB208", "bad", tmp_path)
    result = validate(tmp_path, "--format", "json")
    assert result.exit_code == 1
    data = json.loads(result.output)
    assert data["checked"] == {"papers": 2, "datasets": 0, "files": 2}
    assert data["allowed"] == []
    (finding,) = data["findings"]
    assert finding == {
        "path": "data/papers/2021/vatt.yaml",
        "line": 4,
        "column": 16,
        "code": "KB208",
        "name": "shared-code",
        "severity": "warning",
        "message": "github.com/openai/clip is also the code of data/papers/2021/clip.yaml:4:16",
        "remedy": "check that it is this paper's code",
        "subject": "github.com/openai/clip",
        "fix": [],
        "related": [{"path": "data/papers/2021/clip.yaml", "line": 4, "column": 16}],
    }


def test_json_of_a_clean_tree(tmp_path: Path) -> None:
    result = validate(write(tmp_path, CLEAN), "--format", "json")
    assert result.exit_code == 0
    assert json.loads(result.output)["findings"] == []


def test_github_annotations_are_escaped(tmp_path: Path) -> None:
    write(tmp_path, 'id: x\ntitle: "Two\\n\\nLines, 100%"\nyear: 2021\n', "x")
    result = validate(tmp_path, "--format", "github")
    assert result.exit_code == 1
    lines = result.output.splitlines()
    assert lines[0] == (
        "::error file=data/papers/2021/x.yaml,line=2,col=8,title=KB345 uneven-space::"
        '"Two%0A%0ALines, 100%25" has uneven white space; write "Two Lines, 100%25"'
    )


def test_text_of_a_record_neither_breaks_a_line_nor_steers_the_terminal(tmp_path: Path) -> None:
    write(tmp_path, 'id: x\ntitle: "Two\\n  Lines"\nyear: 2021\n"\\e[2J\\u202e": 1\n', "x")
    unknown = validate(tmp_path).output.splitlines()[0]
    assert unknown.startswith('data/papers/2021/x.yaml:4:1: KB101 unknown key "\\x1b[2J\\u202e"')
    write(tmp_path, 'id: x\ntitle: "Two\\n  Lines"\nyear: 2021\n', "x")
    uneven = validate(tmp_path).output.splitlines()[0]
    assert uneven.startswith(
        'data/papers/2021/x.yaml:2:8: KB345 "Two\\n  Lines" has uneven white space; write "Two Lines"'
    )


def test_github_properties_are_escaped(tmp_path: Path) -> None:
    folder = tmp_path / "data/papers/2021"
    folder.mkdir(parents=True)
    (folder / "a,b:c%.yaml").write_text("nothing")
    (line, _) = validate(tmp_path, "--format", "github").output.splitlines()
    assert line.startswith("::error file=data/papers/2021/a%2Cb%3Ac%25.yaml,line=1,col=1,title=KB007 no-record::")


def test_a_warning_is_annotated_as_one(tmp_path: Path) -> None:
    result = validate(write(tmp_path, CLEAN.replace("Models", "Models.")), "--format", "github")
    assert result.output.startswith("::warning file=")


def test_text_with_line_breaks_stays_on_one_line(tmp_path: Path) -> None:
    result = validate(write(tmp_path, 'id: clip\ntitle: "Two\\n\\nLines"\nyear: 2021\n'))
    assert len(result.output.splitlines()) == 2


@pytest.mark.parametrize("arguments", [[], ["--format", "json"], ["--format", "github"]])
def test_no_knowledge_base_exits_2_with_one_line_and_a_remedy(tmp_path: Path, arguments: list[str]) -> None:
    process = run(["-C", str(tmp_path), *arguments])
    assert (process.returncode, process.stdout) == (2, "")
    assert process.stderr.startswith("kbgen: no knowledge base here")
    assert "-C DIR" in process.stderr
    assert process.stderr.count("\n") == 1


def test_an_empty_data_folder_exits_2_and_says_what_to_do(tmp_path: Path) -> None:
    (tmp_path / "data").mkdir()
    process = run(["-C", str(tmp_path)])
    assert process.returncode == 2
    assert "holds no records" in process.stderr
    assert "kbgen import" in process.stderr


def test_the_command_itself_reports_and_exits_1(tmp_path: Path) -> None:
    process = run(["-C", str(write(tmp_path, "id: clip\n"))])
    assert process.returncode == 1
    assert (
        process.stdout.splitlines()[0] == 'data/papers/2021/clip.yaml:1:1: KB102 key "title" is missing; add `title: …`'
    )
    assert process.stderr == ""


def test_a_damaged_cache_is_noted_on_standard_error_only(tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    run(["-C", str(tmp_path)])
    for shard in (tmp_path / ".kbgen/cache").iterdir():
        shard.write_bytes(shard.read_bytes()[:-1])
    process = run(["-C", str(tmp_path)])
    assert process.returncode == 0
    assert process.stdout == "no findings; 1 paper, 0 datasets checked\n"
    assert "damaged" in process.stderr


def test_without_cache_nothing_is_left_behind(tmp_path: Path) -> None:
    validate(write(tmp_path, CLEAN), "--no-cache")
    assert [path.name for path in tmp_path.iterdir()] == ["data"]


def test_help_says_that_warnings_count(tmp_path: Path) -> None:
    text = CliRunner().invoke(cli, ["validate", "--help"]).output
    assert "Warnings count" in text
    assert "data/allowed.yaml" in text


def test_paths_and_codes_choose_what_is_reported_and_counted(tmp_path: Path) -> None:
    write(tmp_path, CLEAN + "venue: nowhere\nadded: 2999-01-01\n")
    write(tmp_path, CLEAN.replace("clip", "vatt").replace("Learning", "Other") + "venue: nowhere\n", "vatt")
    clip = str(tmp_path / "data/papers/2021/clip.yaml")
    lines = validate(tmp_path, clip).output.splitlines()
    assert [line.partition(": ")[2][:5] for line in lines[:-1]] == ["KB104", "KB304"]
    assert lines[-1] == "2 findings in 1 file; 1 paper, 0 datasets checked"
    assert "KB104" not in validate(tmp_path, clip, "--ignore", "KB1").output
    assert len(validate(tmp_path, "--select", "unknown-venue,KB9").output.splitlines()) == 3
    result = validate(tmp_path, "--select", "KB3", str(tmp_path / "data/papers/2021/vatt.yaml"))
    assert (result.exit_code, result.output) == (0, "no findings; 1 paper, 0 datasets checked\n")


def test_sarif_is_one_document_and_exits_1(tmp_path: Path) -> None:
    result = validate(write(tmp_path, CLEAN + "venue: nowhere\n"), "--format", "sarif")
    assert result.exit_code == 1
    assert json.loads(result.output)["runs"][0]["results"][0]["ruleId"] == "KB104"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (["--select", "KB140"], 'did you mean "KB104"?'),
        (["--ignore", "nothing-of-the-kind"], "kbgen explain lists them"),
        (["no-such.yaml"], "there is no file or folder no-such.yaml"),
        (["/"], "lies outside the knowledge base"),
        (["--changed-since", "HEAD"], "needs a Git repository"),
    ],
)
def test_what_cannot_be_asked_exits_2_with_one_line(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], said: str
) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(tmp_path.parent))
    process = run(["-C", str(write(tmp_path, CLEAN)), *arguments])
    assert (process.returncode, process.stdout) == (2, "")
    assert said in process.stderr
    assert process.stderr.count("\n") == 1


def test_fix_mends_says_what_and_reports_the_rest(tmp_path: Path) -> None:
    write(tmp_path, CLEAN.replace("Models", "Models.") + "venue: nowhere\n")
    result = validate(tmp_path, "--fix")
    assert result.exit_code == 1
    path = "data/papers/2021/clip.yaml"
    assert result.output.splitlines() == [
        f"fixed {path}:2:8: KB342 the title ends with a period; remove it",
        f'{path}:4:8: KB104 unknown venue "nowhere"; add it to data/venues.yaml',
        "1 finding fixed; 1 finding in 1 file; 1 paper, 0 datasets checked",
    ]
    assert (tmp_path / path).read_text() == CLEAN + "venue: nowhere\n"


def test_when_all_is_mended_the_exit_status_is_0(tmp_path: Path) -> None:
    write(tmp_path, CLEAN.replace("Models", "Models."))
    assert validate(tmp_path, "--fix").exit_code == 0
    assert validate(tmp_path, "--fix").output == "no findings; 1 paper, 0 datasets checked\n"


def test_fixes_in_json(tmp_path: Path) -> None:
    write(tmp_path, CLEAN.replace("Models", "Models."))
    fix = [
        {"path": "data/papers/2021/clip.yaml", "key_path": ["title"], "value": "Learning Transferable Visual Models"}
    ]
    found = json.loads(validate(tmp_path, "--format", "json").output)
    assert [finding["fix"] for finding in found["findings"]] == [fix]
    mended = json.loads(validate(tmp_path, "--fix", "--format", "json").output)
    assert mended["findings"] == []
    assert [finding["fix"] for finding in mended["fixed"]] == [fix]


def test_a_dry_run_is_a_diff_that_patch_takes_and_changes_nothing(tmp_path: Path) -> None:
    text = CLEAN.replace("Models", "Models.") + "links: {code: [http://github.com/o/n]}\n"
    path = write(tmp_path, text) / "data/papers/2021/clip.yaml"
    process = run(["-C", str(tmp_path), "--fix", "--dry-run"])
    assert process.returncode == 1
    assert process.stderr == "kbgen: would fix 2 findings in 1 file\nkbgen: 0 findings would remain\n"
    assert path.read_text() == text
    patched = subprocess.run(["git", "apply", "-"], cwd=tmp_path, input=process.stdout, text=True, check=False)
    assert patched.returncode == 0
    assert validate(tmp_path).exit_code == 0


def test_a_dry_run_without_fix_is_refused(tmp_path: Path) -> None:
    process = run(["-C", str(write(tmp_path, CLEAN)), "--dry-run"])
    assert process.returncode == 2
    assert "--fix --dry-run" in process.stderr


def test_a_revision_that_git_does_not_know_exits_2_with_a_remedy(tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    for arguments in (
        ["init", "-q"],
        ["-c", "user.name=A", "-c", "user.email=a@b.example", "commit", "-qm", "x", "--allow-empty"],
    ):
        subprocess.run(["git", *arguments], cwd=tmp_path, check=True, capture_output=True)
    process = run(["-C", str(tmp_path), "--changed-since", "origin/nowhere"])
    assert (process.returncode, process.stdout) == (2, "")
    assert "Git knows no revision 'origin/nowhere' here; name a branch, tag or commit" in process.stderr
    assert run(["-C", str(tmp_path), "--changed-since", "HEAD"]).returncode == 0


def test_a_path_without_a_record_is_noted(tmp_path: Path) -> None:
    write(tmp_path, CLEAN)
    (tmp_path / "README.md").write_text("")
    process = run(["-C", str(tmp_path), str(tmp_path / "README.md")])
    assert process.returncode == 0
    assert process.stdout == "no findings; 0 papers, 0 datasets checked\n"
    assert "no record lies at these paths" in process.stderr


def run(arguments: list[str]) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kbgen", "validate", *arguments]
    return subprocess.run(command, capture_output=True, text=True, encoding="utf-8", check=False)
