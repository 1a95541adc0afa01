"""``mkdocs.yml``: the one place where a site's name, address and repository are set."""

import hashlib
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import urljoin, urlsplit

import yaml
from yaml_env_tag import construct_env_tag

from kbgen.contribute.issue_form import TEMPLATES
from kbgen.model.finding import KbgenError
from kbgen.model.words import ENGLISH
from kbgen.render.site.settings import Settings, read_settings
from kbgen.render.templates import utf8
from kbgen.views.site.head import SiteInfo

FILE = "mkdocs.yml"


class _Loader(yaml.SafeLoader):
    """Reads a MkDocs configuration; a value with a tag of MkDocs's own (``!ENV``) is kept as it stands."""


@dataclass(frozen=True)
class _Tagged:
    """A tagged value, written back to the engine's configuration as it was read."""

    node: yaml.Node


class ConfigDumper(yaml.SafeDumper):
    """Writes what :func:`read_config` read."""


_Loader.add_multi_constructor("!", lambda _loader, _suffix, node: _Tagged(node))
_Loader.add_multi_constructor("tag:yaml.org,2002:python/", lambda _loader, _suffix, node: _Tagged(node))
ConfigDumper.add_representer(_Tagged, lambda _dumper, tagged: tagged.node)


@dataclass(frozen=True, slots=True)
class SiteConfig:
    """What we read of ``mkdocs.yml``.

    ``path`` is ``None`` where a knowledge base has none; ``digest`` is of the file's text and of what the environment
    puts into it. ``plugins`` are the engine's plugins as the file lists them, without its search; ``theme_keys`` the
    settings that the file makes for the theme, ``settings`` those it makes for kbgen alone. ``nav`` and
    ``palette`` are the navigation and the theme's colour schemes, ``None`` where the file has none; ``language`` is
    the theme's.
    """

    site: SiteInfo
    path: Path | None
    docs: Path
    theme_overrides: Path | None
    theme_keys: frozenset[str]
    nav: Any
    palette: Any
    plugins: tuple[Any, ...]
    digest: str
    settings: Settings
    language: str = ENGLISH.code


def read_config(root: Path) -> SiteConfig:
    """Read a knowledge base's ``mkdocs.yml``; without one the folder's name becomes the site's.

    Raises :class:`KbgenError` where the file is not a YAML mapping or names a site address that is none.
    """
    path = root / FILE
    if not path.is_file():
        name = root.resolve().name.replace("-", " ").replace("_", " ").strip() or "Knowledge base"
        site = SiteInfo(name[:1].upper() + name[1:], "A curated literature knowledge base", database=True)
        return SiteConfig(
            site, None, root / "docs", None, frozenset(), None, None, plugins=(), digest="", settings=Settings()
        )
    text = utf8(path)
    try:
        data: Any = yaml.load(text, Loader=_Loader)  # noqa: S506 a SafeLoader that leaves the values of tags unmade
    except yaml.YAMLError as error:
        raise KbgenError(f"{path} is not valid YAML: {_one_line(error)}", "see the MkDocs manual") from error
    if not isinstance(data, dict):
        raise KbgenError(f"{path} is not a mapping", "it needs at least site_name: …")
    url = _address(path, data, "site_url")
    repository = _address(path, data, "repo_url")
    docs_dir = _text(data, "docs_dir") or "docs"
    theme = data.get("theme")
    theme = theme if isinstance(theme, dict) else {}
    custom = theme.get("custom_dir")
    settings = read_settings(path, data, _text)
    site = SiteInfo(
        name=_text(data, "site_name") or root.resolve().name,
        description=_text(data, "site_description") or "",
        url=url if not url or url.endswith("/") else f"{url}/",
        repository=repository,
        edit_base=_edit_base(repository, _text(data, "edit_uri"), docs_dir),
        forms=_forms(root, repository),
        author_feeds_from=_count(path, data, "author_feeds_from"),
        database=settings.database,
        giscus=settings.giscus,
    )
    return SiteConfig(
        site=site,
        path=path,
        docs=_inside(root, path, "docs_dir", docs_dir),
        theme_overrides=_inside(root, path, "theme -> custom_dir", custom) if isinstance(custom, str) else None,
        theme_keys=frozenset(theme),
        nav=data.get("nav"),
        palette=theme.get("palette"),
        plugins=_plugins(data.get("plugins")),
        digest=hashlib.blake2b(f"{text}\0{site!r}".encode(), digest_size=16).hexdigest(),
        settings=settings,
        language=_text(theme, "language") or ENGLISH.code,
    )


def _text(data: dict[Any, Any], key: str) -> str:
    value = data.get(key)
    if isinstance(value, _Tagged) and value.node.tag == "!ENV":
        value = construct_env_tag(_Loader(""), value.node)
    return value.strip() if isinstance(value, str) else ""


def _count(path: Path, data: dict[Any, Any], key: str) -> int | None:
    """A number from 1 among kbgen's own settings, ``extra: kbgen:``; ``None`` where the file does not set it."""
    extra = data.get("extra")
    own = extra.get("kbgen") if isinstance(extra, dict) else None
    value = own.get(key) if isinstance(own, dict) else None
    if value is not None and (not isinstance(value, int) or isinstance(value, bool) or value < 1):
        raise KbgenError(
            f"{path}: extra -> kbgen -> {key} {value!r} is not a number from 1", "write a number such as 2"
        )
    return value


def _address(path: Path, data: dict[Any, Any], key: str) -> str:
    """A web address of the file; empty where it has none."""
    address = _text(data, key)
    try:
        valid = not address or urlsplit(address).scheme in {"http", "https"}
    except ValueError:
        valid = False
    if not valid:
        raise KbgenError(f"{path}: {key} {address!r} is not a web address", "it begins with https://")
    return address


def _inside(root: Path, path: Path, key: str, folder: str) -> Path:
    """A folder of the knowledge base: one outside would be read whole at every build."""
    if not (root / folder).resolve().is_relative_to(root.resolve()):
        raise KbgenError(f"{path}: {key} {folder!r} leads out of the knowledge base", "name a folder below its root")
    return root / folder


def _plugins(listed: object) -> tuple[Any, ...]:
    """Plugins as a list, whether they are written as one or as a mapping; search is replaced by kbgen's own."""
    if isinstance(listed, dict):
        listed = [{name: options} if options else name for name, options in listed.items()]
    if not isinstance(listed, list):
        return ()
    names = [next(iter(item), "") if isinstance(item, dict) else item for item in listed]
    return tuple(item for item, name in zip(listed, names, strict=True) if name not in {"search", "material/search"})


def _edit_base(repository: str, edit_uri: str, docs_dir: str) -> str:
    """The address a record's path is appended to. MkDocs's ``edit_uri`` leads to the folder of its documents."""
    if not repository:
        return ""
    if not edit_uri:
        host = urlsplit(repository).hostname or ""
        edit_uri = "edit/main/" if host in {"github.com", "gitlab.com"} else ""
        if not edit_uri:
            return ""
    base = urljoin(f"{repository.rstrip('/')}/", edit_uri)
    base = base if base.endswith("/") else f"{base}/"
    return base.removesuffix(f"{docs_dir.strip('/')}/")


def _forms(root: Path, repository: str) -> str:
    """Where GitHub opens the issue forms that the knowledge base has."""
    has_forms = all((root / ".github/ISSUE_TEMPLATE" / name).is_file() for name in TEMPLATES.values())
    on_github = urlsplit(repository).hostname == "github.com"
    return f"{repository.rstrip('/')}/issues/new" if has_forms and on_github else ""


def _one_line(error: yaml.YAMLError) -> str:
    return " ".join(str(error).split())
