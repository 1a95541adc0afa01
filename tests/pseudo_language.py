"""A made-up language for tests: every text of the interface in brackets, so that one that no catalogue has shows."""

import re
from pathlib import Path

import yaml

from kbgen.views.titles import readable_title
from tests.small_kb import copy_of
from tools.words import template, written

CODE = "eo"
"""Of a language that the theme speaks and kbgen does not."""
LEFT, RIGHT = "⟦⟧"


def make_pseudo(source: Path, root: Path) -> Path:
    """Copy a knowledge base and let its site speak the made-up language."""
    copy_of(source, root)
    config = root / "mkdocs.yml"
    config.write_text(config.read_text(encoding="utf-8").replace("theme:\n", f"theme:\n  language: {CODE}\n"))
    catalogue = template()
    for message in catalogue:
        if message.id:
            one, many = (message.id, message.id) if isinstance(message.id, str) else message.id
            forms = (f"{LEFT}{one}{RIGHT}", f"{LEFT}{many}{RIGHT}")
            message.string = forms if message.pluralizable else forms[0]
    path = root / "site_templates" / "locale" / f"{CODE}.po"
    path.parent.mkdir(parents=True)
    path.write_bytes(written(catalogue))
    return root


def outside_brackets(text: str) -> str:
    """What of a text stands in no brackets."""
    outside, depth = [], 0
    for letter in text:
        depth += letter == LEFT
        if depth == 0:
            outside.append(letter)
        depth -= letter == RIGHT
    return "".join(outside)


def record_texts(root: Path) -> tuple[str, ...]:
    """Every text of a knowledge base's files, the longest first."""
    found: set[str] = set()

    def take(value: object) -> None:
        if isinstance(value, dict):
            for key, one in value.items():
                found.add(str(key))
                take(one)
        elif isinstance(value, list):
            for one in value:
                take(one)
        elif value is not None:
            text = " ".join(str(value).split())
            found.update({text, readable_title(text), text.replace("-", " "), text.partition("://")[2]})

    for path in sorted((root / "data").rglob("*.yaml")):
        take(yaml.safe_load(path.read_text(encoding="utf-8")))
    return tuple(sorted((one for one in found if len(one) > 1), key=len, reverse=True))


def left_in_english(text: str, data: tuple[str, ...]) -> str:
    """What of a text is neither in brackets nor data; empty where nothing is."""
    rest = outside_brackets(text)
    for one in data:
        rest = rest.replace(one, " ")
    return " ".join(re.findall(r"[^\W\d_]{2,}", rest))
