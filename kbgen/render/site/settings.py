"""What ``mkdocs.yml`` says to kbgen alone, below ``extra -> kbgen``."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from kbgen.model.finding import KbgenError
from kbgen.model.suggest import did_you_mean
from kbgen.views.site.comments import Giscus

_KEYS = ("author_feeds_from", "database", "giscus", "social_cards")
_GISCUS = ("repo", "repo_id", "category", "category_id")
_REPOSITORY = re.compile(r"[A-Za-z0-9-]+/[A-Za-z0-9._-]+")
Text = Callable[[dict[Any, Any], str], str]
"""Reads a value of a mapping as text; empty where it is none."""


@dataclass(frozen=True, slots=True)
class Settings:
    """What a site has besides its pages.

    ``database`` publishes ``kb.sqlite``, ``social_cards`` draws a picture for each record, ``giscus`` shows comments.
    """

    database: bool = True
    social_cards: bool = False
    giscus: Giscus | None = None


def read_settings(path: Path, data: Mapping[Any, Any], text: Text) -> Settings:
    """The settings of a configuration that was read from ``path``.

    Raises :class:`KbgenError` for a key that is none, and for a value that is not of its kind.
    """
    extra = data.get("extra")
    ours = extra.get("kbgen") if isinstance(extra, dict) else None
    if ours is None:
        return Settings()
    if not isinstance(ours, dict):
        raise KbgenError(f"{path}: extra -> kbgen is not a mapping", f"it has the keys {', '.join(_KEYS)}")
    for key in ours:
        if key not in _KEYS:
            known = did_you_mean(str(key), _KEYS, f"keys: {', '.join(_KEYS)}")
            raise KbgenError(f'{path}: extra -> kbgen has no key "{key}"', known)
    defaults = Settings()
    return Settings(
        database=_switch(path, ours, "database", default=defaults.database),
        social_cards=_switch(path, ours, "social_cards", default=defaults.social_cards),
        giscus=_giscus(path, ours.get("giscus"), text),
    )


def _switch(path: Path, ours: dict[Any, Any], key: str, *, default: bool) -> bool:
    value = ours.get(key, default)
    if not isinstance(value, bool):
        raise KbgenError(f"{path}: extra -> kbgen -> {key} is neither true nor false")
    return value


def _giscus(path: Path, value: object, text: Text) -> Giscus | None:
    if value is None or value is False:
        return None
    where = f"{path}: extra -> kbgen -> giscus"
    found = {key: text(value, key) for key in _GISCUS} if isinstance(value, dict) else {}
    missing = [key for key in _GISCUS if not found.get(key)]
    if missing:
        raise KbgenError(f"{where} has no {' and no '.join(missing)}", "https://giscus.app shows all four values")
    if not _REPOSITORY.fullmatch(found["repo"]):
        raise KbgenError(f'{where} -> repo "{found["repo"]}" is not a repository', "it is owner/name")
    return Giscus(**found)
