"""What CONTRIBUTING.md says is so: three ways to add a paper, commands, editors and hooks."""

import json
import os
import re
import shlex
import shutil
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
import yaml

from kbgen import __version__
from kbgen.contribute.issue_form import FORMS, TEMPLATES
from kbgen.render.site.config import read_config
from tests.enrich import answers
from tests.enrich.replica import Replica, running
from tests.repositories import GROUPER, sample_repository, write_paper

ROOT = Path(__file__).resolve().parents[1]
TEXT = (ROOT / "CONTRIBUTING.md").read_text("utf-8")
SOUNDNET = answers.entry(
    "1610.09001v1",
    "SoundNet: Learning Sound Representations from Unlabeled Video",
    ["Yusuf Aytar", "Carl Vondrick", "Antonio Torralba"],
    "2016-10-27",
)


def block(language: str, containing: str) -> str:
    """The one code block of a language that contains a text."""
    blocks = re.findall(rf"^```{language}\n(.*?)^```$", TEXT, re.DOTALL | re.MULTILINE)
    (found,) = [one for one in blocks if containing in one]
    assert isinstance(found, str)
    return found


def kbgen(root: Path, *arguments: str, **environment: str) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "kbgen", *arguments]
    settings = {**os.environ, "PYTHONPATH": str(ROOT), **environment}
    return subprocess.run(command, cwd=root, capture_output=True, text=True, check=False, env=settings)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A copy of the project's own records."""
    shutil.copytree(ROOT / "data", tmp_path / "kb/data")
    return tmp_path / "kb"


@pytest.fixture
def services(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[dict[str, str]]:
    """Variables that lead a command to services that know the paper of the examples."""
    monkeypatch.setitem(answers.ARXIV, "1610.09001", SOUNDNET)
    replica: Replica
    with running() as replica:
        yield {**replica.environment(), "KBGEN_CACHE_DIR": str(tmp_path / "cache")}


def assert_nothing_is_wrong(root: Path) -> None:
    result = kbgen(root, "validate", "data/papers/2016")
    assert (result.returncode, result.stderr) == (0, ""), result.stdout


def test_a_paper_is_added_with_the_form(root: Path, services: dict[str, str]) -> None:
    (address,) = re.findall(r"\((\S+issues/new\?template=\S+)\)", TEXT)
    assert address == f"{read_config(ROOT).site.forms}?template={TEMPLATES['add']}"
    (root / "issue.md").write_text(
        f"### {FORMS['add']['paper']}\n\n1610.09001\n\n### {FORMS['add']['topics']}\n\nobjective: contrastive\n"
    )
    assert "`objective: contrastive`" in TEXT
    result = kbgen(root, "from-issue", "--body-file", "issue.md", **services)
    assert result.returncode == 0, result.stdout + result.stderr
    assert_nothing_is_wrong(root)


def test_a_paper_is_added_with_one_command(root: Path, services: dict[str, str]) -> None:
    line = block("sh", "kbgen add").strip()
    program, *arguments = shlex.split(line)
    assert program == "kbgen"
    result = kbgen(root, *arguments, **services)
    assert result.returncode == 0, result.stdout + result.stderr
    assert_nothing_is_wrong(root)


def test_a_paper_is_added_by_writing_one_file(root: Path) -> None:
    (path,) = re.findall(r"`(data/papers/\d+/[\w-]+\.yaml)`", TEXT)
    text = block("yaml", "title: ")
    (root / path).parent.mkdir(exist_ok=True)
    (root / path).write_text(text, "utf-8")
    assert_nothing_is_wrong(root)


def test_name_title_and_year_are_enough(root: Path) -> None:
    lines = block("yaml", "title: ").splitlines()
    short = "\n".join(line for line in lines if line.split(":")[0] in {"id", "title", "year"})
    (root / "data/papers/2016").mkdir(exist_ok=True)
    (root / "data/papers/2016/soundnet.yaml").write_text(short + "\n")
    assert_nothing_is_wrong(root)


def test_a_change_is_checked_before_it_is_proposed(tmp_path: Path) -> None:
    root = sample_repository(tmp_path)
    subprocess.run(["git", "update-ref", "refs/remotes/origin/main", "main"], cwd=root, check=True)
    write_paper(root, **GROUPER, venue="tpami")
    for line in block("sh", "--changed-since").strip().splitlines():
        result = kbgen(root, *shlex.split(line)[1:])
        assert result.returncode == 0, result.stdout + result.stderr


def test_the_editors_settings_lead_to_schemas_and_records() -> None:
    schemas = json.loads(block("json", "yaml.schemas"))["yaml.schemas"]
    for schema, pattern in schemas.items():
        assert (ROOT / schema).is_file()
        assert list(ROOT.glob(pattern))


def hook(file: str) -> dict[str, str]:
    """The hook for records in one of pre-commit's files."""
    data = yaml.safe_load((ROOT / file).read_text("utf-8"))
    hooks = data if isinstance(data, list) else [one for repository in data["repos"] for one in repository["hooks"]]
    (found,) = [one for one in hooks if one["id"] == "kbgen-validate"]
    return dict(found)


def test_the_hook_that_others_use_is_the_one_that_is_published() -> None:
    example = yaml.safe_load(block("yaml", "repos:"))
    (repository,) = example["repos"]
    assert repository["rev"] == f"v{__version__}"
    assert [one["id"] for one in repository["hooks"]] == [hook(".pre-commit-hooks.yaml")["id"]]


@pytest.mark.parametrize("file", [".pre-commit-hooks.yaml", ".pre-commit-config.yaml"])
def test_the_hook_is_run_for_records_only(file: str) -> None:
    pattern = re.compile(hook(file)["files"])
    listing = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=True).stdout.split(
        "\n"
    )
    matched = {path for path in listing if pattern.search(path)}
    assert matched == {path for path in listing if path.startswith("data/") and path.endswith(".yaml")}
    assert len(matched) > 100


@pytest.mark.parametrize("file", [".pre-commit-hooks.yaml", ".pre-commit-config.yaml"])
def test_the_hook_stops_a_commit_that_breaks_a_record(file: str, tmp_path: Path) -> None:
    root = sample_repository(tmp_path)
    program, *arguments = shlex.split(hook(file)["entry"])
    assert Path(program).name == "kbgen"
    changed = str(write_paper(root, **GROUPER, venue="tpami").relative_to(root))
    assert kbgen(root, *arguments, changed).returncode == 0
    write_paper(root, **GROUPER, venue="tpam")
    result = kbgen(root, *arguments, changed)
    assert result.returncode == 1
    assert result.stdout.startswith(f"{changed}:7:8: KB104 ")


def test_every_tool_of_the_repositorys_own_hooks_is_set_up_by_make() -> None:
    config = yaml.safe_load((ROOT / ".pre-commit-config.yaml").read_text("utf-8"))
    entries = [one["entry"] for repository in config["repos"] for one in repository["hooks"]]
    programs = {shlex.split(entry)[0].removeprefix(".venv/bin/") for entry in entries}
    assert {name for name in programs if not Path(sys.executable).with_name(name).is_file()} == set()
