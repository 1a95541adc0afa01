"""The frame around every page comes from a site engine that reads ``mkdocs.yml``: MkDocs with Material, or Zensical.

The engine sees hand-written pages and *shells*: Markdown pages whose front matter names slots instead of a title and a
description. Nothing it sees depends on a record, so its output is kept and used again until ``mkdocs.yml``, ``docs/``
or a theme template changes.
"""

import hashlib
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Literal

from kbgen import __version__
from kbgen.model.finding import KbgenError
from kbgen.model.words import _, spoken
from kbgen.render.site.config import SiteConfig
from kbgen.render.site.engine_config import engine_config
from kbgen.render.site.shells import ENTITIES, HUBS, Shell
from kbgen.render.templates import template_folders, utf8

Engine = Literal["mkdocs", "zensical"]
THEME = "theme"
_DONE = "done"
_LOG = "log"
_KEPT = 2
# Only used by the engine's own search and sitemap, which kbgen replaces.
_UNWANTED = (
    "assets/javascripts/lunr/",
    "assets/javascripts/workers/",
    "search/",
    "sitemap.xml",
    "sitemap.xml.gz",
    "search.json",
    "objects.inv",
)
_TEXT = re.compile(r"""\{\{\s*_\((["'])(.+?)\1\)\s*\}\}""")
"""A text in a template of the theme: engines know no catalogue, so it is put in before they read the template."""


@dataclass(frozen=True, slots=True)
class EngineOutput:
    """What an engine made: ``folder`` holds it, ``digest`` stands for it, ``own_hubs`` are the hubs left to us."""

    folder: Path
    digest: str
    own_hubs: frozenset[str]

    def shell(self, shell: Shell) -> str:
        """The HTML of a shell."""
        return (self.folder / shell.path / "index.html").read_text(encoding="utf-8")

    def pages(self) -> Iterator[str]:
        """Hand-written pages and the error page: paths of HTML files that are no shells."""
        shells = {f"{shell.path}/index.html".lstrip("/") for shell in (*HUBS, *ENTITIES) if self._is_ours(shell)}
        yield from (path for path in self._files() if path.endswith(".html") and path not in shells)

    def static(self) -> Iterator[str]:
        """Scripts, styles, pictures: every other file that the site needs."""
        yield from (path for path in self._files() if not path.endswith(".html") and not path.startswith(_UNWANTED))

    def _is_ours(self, shell: Shell) -> bool:
        return not shell.is_hub or shell.name in self.own_hubs

    def _files(self) -> list[str]:
        return sorted(path.relative_to(self.folder).as_posix() for path in self.folder.rglob("*") if path.is_file())


class EngineRun:
    """An engine at work in a process of its own; none is started where ``work`` holds what it would make.

    ``digest`` and ``own_hubs`` are those of the output and known from the start. Leaving the context ends the engine.
    Raises :class:`KbgenError` where the engine is not installed.
    """

    def __init__(self, root: Path, config: SiteConfig, engine: Engine, work: Path, assets_version: str) -> None:
        theme_folders = [folder / THEME for folder in reversed(template_folders(root))]
        if config.theme_overrides:
            theme_folders.append(config.theme_overrides)
        self.own_hubs = frozenset(hub.name for hub in HUBS if not _is_written_by_hand(config.docs, hub))
        self.digest = _digest(config, engine, theme_folders, assets_version)
        self._engine = engine
        self._folder = work / engine / self.digest
        self._process: subprocess.Popen[bytes] | None = None
        if not (self._folder / _DONE).is_file():
            _lay_out(self._folder, config, theme_folders, self.own_hubs)
            config_file = self._folder / "mkdocs.yml"
            config_file.write_text(engine_config(config, self.own_hubs, assets_version), encoding="utf-8")
            self._process = _start(engine, root, config_file, self._folder / _LOG)

    def __enter__(self) -> "EngineRun":
        return self

    def __exit__(self, *_: object) -> None:
        if self._process and self._process.poll() is None:
            self._process.kill()
            self._process.wait()

    def output(self) -> EngineOutput:
        """What the engine made, as soon as it is done.

        Raises :class:`KbgenError` with the engine's own words where it fails.
        """
        if self._process:
            if self._process.wait():
                log = (self._folder / _LOG).read_text(encoding="utf-8", errors="replace")
                said = "\n".join(line for line in log.splitlines() if line.strip())
                raise KbgenError(f"{self._engine} could not build the pages' frame:\n{said}")
            if not (self._folder / "site" / "404.html").is_file():
                raise KbgenError(f"{self._engine} made no site", "run the build again with --clean")
        (self._folder / _DONE).touch()
        _forget_old(self._folder.parent)
        return EngineOutput(self._folder / "site", self.digest, self.own_hubs)


def _is_written_by_hand(docs: Path, hub: Shell) -> bool:
    if not hub.path:
        return (docs / "index.md").is_file()
    return (docs / f"{hub.path}.md").is_file() or (docs / hub.path / "index.md").is_file()


def _digest(config: SiteConfig, engine: Engine, theme_folders: Sequence[Path], assets_version: str) -> str:
    digest = hashlib.blake2b(digest_size=12)
    digest.update(
        f"{__version__}\0{engine}\0{_engine_version(engine)}\0{config.digest}\0{config.site}\0{assets_version}\0{spoken().digest}".encode()
    )
    for folder in (config.docs, *theme_folders):
        for path in _files_below(folder):
            digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
            digest.update(hashlib.blake2b(path.read_bytes(), digest_size=16).digest())
        digest.update(b"\1")
    return digest.hexdigest()


def _engine_version(engine: Engine) -> str:
    from importlib.metadata import PackageNotFoundError, version

    try:
        return version("zensical") if engine == "zensical" else f"{version('mkdocs')} {version('mkdocs-material')}"
    except PackageNotFoundError as error:
        raise KbgenError(
            f"the engine {engine} is not installed", f"install it with: pip install 'kbgen[{engine}]'"
        ) from error


def _files_below(folder: Path) -> list[Path]:
    return sorted(path for path in folder.rglob("*") if path.is_file()) if folder.is_dir() else []


def _lay_out(folder: Path, config: SiteConfig, theme_folders: Sequence[Path], own_hubs: frozenset[str]) -> None:
    """Put hand-written pages, shells and theme templates where the engine reads them."""
    shutil.rmtree(folder, ignore_errors=True)
    docs, theme = folder / "docs", folder / "theme"
    docs.mkdir(parents=True)
    theme.mkdir()
    if config.docs.is_dir():
        shutil.copytree(config.docs, docs, dirs_exist_ok=True)
    for source in theme_folders:
        if not source.is_dir():
            continue
        shutil.copytree(source, theme, dirs_exist_ok=True)
        for template in sorted(source.rglob("*.html")):
            text = _TEXT.sub(lambda found: escape(_(found[2])), utf8(template))
            (theme / template.relative_to(source)).write_text(text, encoding="utf-8")
    for shell in (*HUBS, *ENTITIES):
        if shell.is_hub and shell.name not in own_hubs:
            continue
        path = docs / shell.path / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(shell.markdown(), encoding="utf-8")


def _start(engine: Engine, root: Path, config_file: Path, log: Path) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", engine, "build", "--config-file", str(config_file)]
    if engine == "mkdocs":
        command.append("--quiet")
    environment = {**os.environ, "NO_MKDOCS_2_WARNING": "1", "NO_COLOR": "1", "PYTHONHASHSEED": "0"}
    # To a file, because nobody reads a pipe while records load.
    with log.open("wb") as output:
        return subprocess.Popen(command, cwd=root, env=environment, stdout=output, stderr=subprocess.STDOUT)


def _forget_old(folder: Path) -> None:
    """Keep the last outputs only: switching back and forth between two configurations stays quick."""
    made = sorted((path for path in folder.iterdir() if (path / _DONE).is_file()), key=_age, reverse=True)
    for path in made[_KEPT:]:
        shutil.rmtree(path, ignore_errors=True)


def _age(folder: Path) -> int:
    return (folder / _DONE).stat().st_mtime_ns
