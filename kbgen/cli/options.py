"""Options that several commands share."""

import os
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import click

from kbgen.model.finding import KbgenError


def root_option(function: Callable[..., Any]) -> Callable[..., Any]:
    """``-C DIR``: the knowledge base's root, the folder that holds ``data/``; the current folder if not given."""
    return click.option(
        "-C",
        "--root",
        type=click.Path(file_okay=False, path_type=Path),
        default=Path(),
        show_default="the current folder",
        help="Root of the knowledge base: the folder that holds data/.",
    )(function)


class OutputFile(click.Path):
    """A file to write, in a folder that is there: a slip in a path is told before anything is done."""

    name = "file"

    def __init__(self) -> None:
        super().__init__(dir_okay=False, path_type=Path)

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        """The path; fails where its folder is missing or no folder."""
        path = Path(os.fsdecode(super().convert(value, param, ctx)))
        if not path.parent.is_dir():
            self.fail(f'there is no folder "{path.parent}" to write {path.name} to; make it first.', param, ctx)
        return path


format_option: Callable[[Callable[..., Any]], Callable[..., Any]] = click.option(
    "--format",
    "output",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="text for people, json for programs.",
)
"""``--format text|json``."""


def require_knowledge_base(root: Path) -> Path:
    """The root, if it is a knowledge base."""
    if not (root / "data").is_dir():
        raise KbgenError(f"no knowledge base here: {root / 'data'} is not a folder", "name its root with -C DIR")
    return root


def stale_option(words: str) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """``--stale AGE``: a number of days or weeks; ``words`` say what is done again after it."""
    return click.option(
        "--stale", default="6d", show_default=True, callback=_days, metavar="AGE", help=f"{words}: 30d, 2w, 0 for all."
    )


def _days(_: click.Context, option: click.Parameter, value: str) -> int:
    found = re.fullmatch(r"(\d{1,4})\s*(d|w)?", value.strip().lower())
    if not found:
        raise click.BadParameter(f'"{value}" is no number of days such as 30d or of weeks such as 2w', param=option)
    return int(found[1]) * (7 if found[2] == "w" else 1)
