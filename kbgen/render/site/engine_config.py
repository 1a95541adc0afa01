"""The configuration that the engine is given: ``mkdocs.yml`` with a theme and a navigation where it has none.

What kbgen names there is said in the site's language.
"""

from typing import Any

import yaml

from kbgen.model.words import _, marked, spoken
from kbgen.render.site.config import ConfigDumper, SiteConfig
from kbgen.render.site.shells import HUBS

_NAV = [
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


def engine_config(config: SiteConfig, own_hubs: frozenset[str], assets_version: str) -> str:
    """The engine's ``mkdocs.yml``: the site's own, and what kbgen adds where that is silent.

    ``own_hubs`` names the hubs that no page written by hand replaces, ``assets_version`` the front end's bundle.
    """
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
        data["nav"] = _translated([entry for entry in _NAV if not missing.intersection(entry.values())])
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
