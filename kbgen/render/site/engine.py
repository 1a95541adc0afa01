"""The frame around every page comes from a site engine that reads ``mkdocs.yml``: MkDocs with Material, or Zensical.

The engine sees hand-written pages and *shells*: Markdown pages whose front matter names slots instead of a title and a
description. Nothing it sees depends on a record, so its output is kept and used again until ``mkdocs.yml``, ``docs/``
or a theme template changes.
"""

import hashlib
import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from html import escape
from pathlib import Path
from typing import Any, Literal

import yaml

from kbgen import __version__
from kbgen.model.finding import KbgenError
from kbgen.model.words import _, marked, spoken
from kbgen.render.site.config import ConfigDumper, SiteConfig
from kbgen.render.templates import template_folders

Engine = Literal["mkdocs", "zensical"]
THEME = "theme"
WORDS = "assets/kbgen/words.js"
"""What the front end says in another language than English; a site in English has no such file."""
SHELL = "kbgen-shell"
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


@dataclass(frozen=True, slots=True)
class Shell:
    """A page the engine makes for us to fill: ``name`` for templates and styles, ``path`` the folder it stands in.

    A hub has its own title, because the navigation shows it, and its folder is its address. An entity's shell has a
    slot for the title, and its folder only says how deep it stands.
    """

    name: str
    path: str
    title: str = "kbgen-slot-title"

    @property
    def is_hub(self) -> bool:
        """Whether the shell is itself a page of the site."""
        return self.title != "kbgen-slot-title"


HUBS = (
    Shell("home", "", marked("Home")),
    Shell("explore", "explore", marked("Explore")),
    Shell("reading-list", "reading-list", marked("Reading list")),
    Shell("graph", "graph", marked("Graph")),
    Shell("compare", "compare", marked("Compare")),
    Shell("new", "new", marked("New")),
    Shell("timeline", "timeline", marked("Timeline")),
    Shell("papers", "papers", marked("Papers")),
    Shell("datasets", "datasets", marked("Datasets")),
    Shell("leaderboards", "leaderboards", marked("Leaderboards")),
    Shell("topics", "topics", marked("Topics")),
    Shell("authors", "authors", marked("Authors")),
    Shell("venues", "venues", marked("Venues")),
    Shell("years", "years", marked("Years")),
    Shell("lists", "lists", marked("Lists")),
    Shell("search", "search", marked("Search")),
    Shell("about", "about", marked("About")),
    Shell("data", "data", marked("Data")),
    Shell("contribute", "contribute", marked("Contribute")),
)
"""Pages that stand in the navigation. A hand-written page of ``docs/`` at the same address takes its place."""

ENTITIES = (
    Shell("paper", f"papers/{SHELL}"),
    Shell("dataset", f"datasets/{SHELL}"),
    Shell("leaderboard", f"leaderboards/{SHELL}"),
    Shell("author", f"authors/{SHELL}"),
    Shell("author-part", f"authors/{SHELL}/part"),
    Shell("venue", f"venues/{SHELL}"),
    Shell("venue-part", f"venues/{SHELL}/part"),
    Shell("year", f"years/{SHELL}"),
    Shell("year-part", f"years/{SHELL}/part"),
    Shell("axis", f"topics/{SHELL}"),
    Shell("topic", f"topics/{SHELL}/term"),
    Shell("topic-part", f"topics/{SHELL}/term/part"),
    Shell("letter", f"authors/{SHELL}/letter"),
    Shell("new-part", f"new/{SHELL}"),
    Shell("week", f"new/{SHELL}-week"),
    Shell("week-part", f"new/{SHELL}-week/part"),
    Shell("list", f"lists/{SHELL}"),
    Shell("list-part", f"lists/{SHELL}/part"),
)
"""One shell a kind of page, and one more for the further parts of its lists, which stand a step deeper."""

NAV = [
    {"Home": "index.md"},
    {"Explore": "explore/index.md"},
    {"Graph": "graph/index.md"},
    {"Compare": "compare/index.md"},
    {"New": "new/index.md"},
    {"Timeline": "timeline/index.md"},
    {"Papers": "papers/index.md"},
    {"Datasets": "datasets/index.md"},
    {"Leaderboards": "leaderboards/index.md"},
    {"Topics": "topics/index.md"},
    {"Authors": "authors/index.md"},
    {"Venues": "venues/index.md"},
    {"Years": "years/index.md"},
    {"Reading list": "reading-list/index.md"},
    {"About": "about/index.md"},
    {"Data": "data/index.md"},
    {"Contribute": "contribute/index.md"},
]
"""The navigation of a site that configures none."""

_TITLES = frozenset(hub.title for hub in HUBS)
_TOGGLES = frozenset(
    (
        marked("Switch to light mode"),
        marked("Switch to dark mode"),
        marked("Switch to system preference"),
        marked("Follow the system"),
    )
)
_TEXT = re.compile(r"""\{\{\s*_\((["'])(.+?)\1\)\s*\}\}""")
"""A text in a template of the theme: engines know no catalogue, so it is put in before they read the template."""

_THEME: dict[str, object] = {
    "name": "material",
    "variant": "classic",
    # Fonts come with the front end's bundle; the theme would ask another host for them.
    "font": False,
    "features": ["navigation.tabs", "navigation.top"],
    "palette": [
        {
            "media": "(prefers-color-scheme)",
            "toggle": {"icon": "material/brightness-auto", "name": "Switch to light mode"},
        },
        {
            "media": "(prefers-color-scheme: light)",
            "scheme": "default",
            "toggle": {"icon": "material/brightness-7", "name": "Switch to dark mode"},
        },
        {
            "media": "(prefers-color-scheme: dark)",
            "scheme": "slate",
            "toggle": {"icon": "material/brightness-4", "name": "Switch to system preference"},
        },
    ],
}
"""Settings of the theme that a site does not make itself."""


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
            config_file.write_text(_engine_config(config, self.own_hubs, assets_version), encoding="utf-8")
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
        if source.is_dir():
            shutil.copytree(source, theme, dirs_exist_ok=True)
    for template in sorted(theme.rglob("*.html")):
        text = template.read_text(encoding="utf-8")
        template.write_text(_TEXT.sub(lambda found: escape(_(found[2])), text), encoding="utf-8")
    for shell in (*HUBS, *ENTITIES):
        if shell.is_hub and shell.name not in own_hubs:
            continue
        path = docs / shell.path / "index.md"
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(_shell_source(shell), encoding="utf-8")


def _shell_source(shell: Shell) -> str:
    # The heading is never shown; it gives the theme's "skip to content" link its target.
    return (
        "---\n"
        f"title: {json.dumps(_(shell.title), ensure_ascii=False)}\n"
        "description: kbgen-slot-description\n"
        f"kbgen: {shell.name}\n"
        "hide: [navigation, toc]\n"
        "---\n\n"
        "# Content\n"
    )


def _engine_config(config: SiteConfig, own_hubs: frozenset[str], assets_version: str) -> str:
    data: dict[str, object] = {
        "docs_dir": "docs",
        "site_dir": "site",
        "use_directory_urls": True,
        "theme": {
            **{key: value for key, value in _THEME.items() if key not in config.theme_keys},
            **({"palette": _translated(config.palette or _THEME["palette"])} if spoken().digest else {}),
            "custom_dir": "theme",
        },
        # An engine's own search index would hold the slots, not the records.
        "plugins": [{"search": {"enabled": False}}, *config.plugins],
        "extra": {"kbgen": {"assets": assets_version, "words": spoken().digest}},
    }
    if config.path:
        data["INHERIT"] = str(config.path.resolve())
    else:
        data |= {"site_name": config.site.name, "site_description": config.site.description}
    if config.nav is not None:
        if spoken().digest:
            data["nav"] = _translated(config.nav)
    else:
        missing = {f"{hub.path}/index.md".lstrip("/") for hub in HUBS if hub.name not in own_hubs}
        data["nav"] = _translated([entry for entry in NAV if not missing.intersection(entry.values())])
    return yaml.dump(data, Dumper=ConfigDumper, sort_keys=True, allow_unicode=True)


def _translated(setting: Any) -> Any:
    """A part of the configuration in which names that kbgen gives are said in the site's language.

    What maintainers call their pages stays as it is.
    """
    if isinstance(setting, list):
        return [_translated(one) for one in setting]
    if isinstance(setting, dict):
        return {_(key) if key in _TITLES else key: _translated(value) for key, value in setting.items()}
    return _(setting) if isinstance(setting, str) and setting in _TOGGLES else setting


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
