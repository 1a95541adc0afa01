"""Options that several commands share."""

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


def require_knowledge_base(root: Path) -> Path:
    """The root, if it is a knowledge base."""
    if not (root / "data").is_dir():
        raise KbgenError(f"no knowledge base here: {root / 'data'} is not a folder", "name its root with -C DIR")
    return root
