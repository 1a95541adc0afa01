"""What must hold of the repository as a whole: its locks, its floors, its records, its words."""

import ast
import json
import re
import subprocess
import sys
import tomllib
from pathlib import Path

import pytest

from kbgen.render.site.shells import HUBS

ROOT = Path(__file__).resolve().parent.parent


def _tracked() -> list[Path]:
    listing = subprocess.run(["git", "ls-files", "-z"], cwd=ROOT, capture_output=True, text=True, check=True).stdout
    return [ROOT / name for name in listing.split("\0") if name and (ROOT / name).is_file()]


def _project() -> dict[str, object]:
    with (ROOT / "pyproject.toml").open("rb") as file:
        project = tomllib.load(file)["project"]
    assert isinstance(project, dict)
    return project


def _requirements(project: dict[str, object]) -> list[str]:
    """What the project needs, and what its extras need."""
    always, extras = project["dependencies"], project["optional-dependencies"]
    assert isinstance(always, list)
    assert isinstance(extras, dict)
    return [*always, *(requirement for extra in extras.values() for requirement in extra)]


@pytest.fixture(scope="module")
def tracked() -> list[Path]:
    files = _tracked()
    assert len(files) > 50
    return files


@pytest.mark.parametrize("name", ["requirements.lock", "requirements-node.lock", "requirements-spark.lock"])
def test_python_lock_has_hashes_and_names_no_host(name: str) -> None:
    text = (ROOT / name).read_text()
    pins = re.findall(r"^\S+==\S+.*?(?=^\S|\Z)", text, flags=re.MULTILINE | re.DOTALL)
    assert pins
    assert all("--hash=sha256:" in pin for pin in pins)
    assert "://" not in text
    assert "--index-url" not in text


def test_node_lock_names_no_host() -> None:
    lock = json.loads((ROOT / "site_templates/assets/package-lock.json").read_text())
    packages = {name: entry for name, entry in lock["packages"].items() if name}
    assert packages
    assert [name for name, entry in packages.items() if "resolved" in entry] == []
    assert [name for name, entry in packages.items() if "integrity" not in entry and not entry.get("link")] == []


def test_every_dependency_is_bounded_and_its_choice_recorded() -> None:
    project = _project()
    requirements = _requirements(project)
    reasons = (ROOT / "docs/dependencies.md").read_text()
    for requirement in requirements:
        assert ">=" in requirement, requirement
        assert re.search(r",<\d|<\d", requirement), requirement
        name = re.split(r"[\[<>=]", requirement)[0]
        assert f"**{name}**" in reasons, f"docs/dependencies.md does not say why {name}"


def test_the_locks_satisfy_every_direct_dependency() -> None:
    locked = "".join((ROOT / name).read_text() for name in ("requirements.lock", "requirements-spark.lock"))
    for requirement in _requirements(_project()):
        name = re.split(r"[\[<>=]", requirement)[0]
        assert re.search(rf"^{re.escape(name)}==", locked, flags=re.MULTILINE), name


def test_spark_is_installed_for_tests_as_the_extra_says() -> None:
    data = tomllib.loads((ROOT / "pyproject.toml").read_text())
    assert data["dependency-groups"]["spark"] == data["project"]["optional-dependencies"]["spark"]


def test_no_lock_wants_another_version_than_the_first() -> None:
    first, second = (
        set(re.findall(r"^(\S+)==(\S+)", (ROOT / name).read_text(), re.MULTILINE))
        for name in ("requirements.lock", "requirements-spark.lock")
    )
    shared = {name for name, _ in first} & {name for name, _ in second}
    assert {pin for pin in second if pin[0] in shared} <= first


def test_no_abstract_is_committed(tracked: list[Path]) -> None:
    records = [path for path in tracked if path.suffix in {".yaml", ".jsonl"} and path.is_relative_to(ROOT / "data")]
    assert records
    with_abstract = [
        path for path in records if re.search(r"^\s*abstract:|\"abstract\":", path.read_text(), re.MULTILINE)
    ]
    assert with_abstract == []


def test_no_file_names_a_path_of_the_machine_it_was_written_on(tracked: list[Path]) -> None:
    pattern = re.compile("|".join(["/wo" + "rk/", "/ho" + "me/[a-z]", "/ro" + "ot/", "/tmp/ba" + "sh"]))
    named = []
    for path in tracked:
        try:
            text = path.read_text(encoding="utf-8")
        except UnicodeDecodeError:
            continue
        if pattern.search(text):
            named.append(str(path.relative_to(ROOT)))
    assert named == []


def test_no_page_of_the_manual_takes_the_place_of_a_page_of_records() -> None:
    taken = [
        path for hub in HUBS for path in (f"{hub.path}.md", f"{hub.path}/index.md") if (ROOT / "docs" / path).exists()
    ]
    assert taken == []


def test_imports_go_down_the_floors() -> None:
    from importlinter.cli import lint_imports

    assert lint_imports(config_filename=str(ROOT / "pyproject.toml"), no_cache=True) == 0


def test_help_imports_no_heavy_library() -> None:
    probe = (
        "import sys; from kbgen.cli.main import cli; cli.main(['--help'], standalone_mode=False); "
        "heavy = {'pydantic', 'jinja2', 'yaml', 'networkx', 'mkdocs', 'requests', 'rich'}; "
        "print('imported:', sorted(heavy & set(sys.modules)))"
    )
    run = subprocess.run([sys.executable, "-c", probe], capture_output=True, text=True, check=True)
    assert "validate" in run.stdout
    assert run.stdout.rstrip().endswith("imported: []")


def test_every_library_that_is_imported_is_declared() -> None:
    declared = {re.split(r"[\[<>=]", requirement)[0] for requirement in _requirements(_project())}
    comes_with = {"yaml": "pyyaml", "yaml_env_tag": "pyyaml-env-tag", "markdown_it": "markdown-it-py"}
    comes_with |= {"charset_normalizer": "charset-normalizer", "pydantic_core": "pydantic", "markupsafe": "jinja2"}
    comes_with |= {"requests_cache": "requests-cache", "ibis": "ibis-framework", "py4j": "pyspark"}
    comes_with |= {"citeproc": "citeproc-py", "PIL": "pillow"}
    comes_with |= {"sknetwork": "scikit-network", "sparse_dot_topn": "sparse-dot-topn"}
    comes_with |= {"vl_convert": "vl-convert-python"}
    imported: dict[str, Path] = {}
    for path in (ROOT / "kbgen").rglob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            if isinstance(node, ast.ImportFrom) and node.module and not node.level:
                imported[node.module.partition(".")[0]] = path
            elif isinstance(node, ast.Import):
                imported.update((alias.name.partition(".")[0], path) for alias in node.names)
    outside = set(imported) - set(sys.stdlib_module_names) - {"kbgen"}
    assert {"pydantic", "yaml", "click"} <= outside
    assert {name: imported[name] for name in outside if comes_with.get(name, name) not in declared} == {}
