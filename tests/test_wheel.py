"""The wheel alone makes a site: installed in an empty environment, used from another folder."""

import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.small_kb import SMALL, copy_of

ROOT = Path(__file__).resolve().parent.parent

LIST = """\
id: all
title: All papers
output: README.md
sections:
  - {heading: Papers, select: {}}
"""


def _run(*command: str | Path, cwd: Path, **environment: str) -> str:
    run = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        capture_output=True,
        text=True,
        check=False,
        env=os.environ | environment,
    )
    assert run.returncode == 0, f"{command}\n{run.stdout}\n{run.stderr}"
    return run.stdout


def _uv() -> str:
    beside = Path(sys.executable).with_name("uv")
    found = str(beside) if beside.is_file() else shutil.which("uv")
    assert found, "uv is part of the environment that `make test` sets up"
    return found


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("wheel")
    _run(
        sys.executable, "-m", "build", "--wheel", "--no-isolation", "--outdir", out, ROOT, cwd=out, KBGEN_ASSETS="keep"
    )
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The ``kbgen`` of an environment that holds the wheel, the locked dependencies, and nothing else."""
    environment = tmp_path_factory.mktemp("environment") / "venv"
    python = environment / "bin/python"
    _run(_uv(), "venv", "--quiet", "--python", sys.executable, environment, cwd=environment.parent)
    install: list[str | Path] = [
        _uv(),
        "pip",
        "install",
        "--quiet",
        "--python",
        python,
        "--constraints",
        ROOT / "requirements.lock",
        wheel,
    ]
    # What `make test` installed is in uv's cache; only where that was emptied is the registry asked.
    offline = subprocess.run([str(part) for part in [*install, "--offline"]], capture_output=True, check=False)
    if offline.returncode:
        _run(*install, cwd=environment.parent)
    return environment / "bin/kbgen"


def test_wheel_carries_templates_and_bundle_and_no_sources_of_the_bundle(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    for template in ("site/paper.html", "theme/main.html", "readme/awesome/page.md.j2", "locale/zh.po"):
        assert f"kbgen/site_templates/{template}" in names
    assert any(name.startswith("kbgen/site_templates/assets/dist/") and name.endswith(".js") for name in names)
    assert not [name for name in names if "node_modules" in name or name.endswith((".ts", ".mjs"))]
    assert not [name for name in names if name.startswith(("tests/", "tools/"))]


def test_small_knowledge_base_is_built_from_another_folder(installed: Path, tmp_path: Path) -> None:
    copy_of(SMALL, tmp_path / "kb")
    (tmp_path / "kb/data/lists").mkdir(exist_ok=True)
    (tmp_path / "kb/data/lists/all.yaml").write_text(LIST)
    environment = {"PATH": os.defpath, "PYTHONPATH": ""}
    _run(installed, "validate", "-C", "kb", cwd=tmp_path, **environment)
    _run(installed, "build", "-C", "kb", cwd=tmp_path, **environment)
    _run(installed, "readme", "-C", "kb", cwd=tmp_path, **environment)
    site = tmp_path / "kb/site"
    papers = sorted(path.stem for path in (SMALL / "data/papers").glob("*/*.yaml"))
    assert papers
    for paper in papers:
        assert (site / "papers" / paper / "index.html").is_file()
    assert list((site / "pagefind").glob("*.js"))
    assert (site / "kb.bib").stat().st_size > 0
    readme = (tmp_path / "kb/README.md").read_text()
    assert readme.count("\n- ") >= len(papers)
