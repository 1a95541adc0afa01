"""Where templates are found.

A knowledge base may override any template of the package with a file of the same name in its own ``site_templates``.
In an installed package the templates are a folder inside it; in a checkout they are the folder beside it.
"""

from pathlib import Path
from typing import TYPE_CHECKING

import kbgen
from kbgen.model.finding import KbgenError

if TYPE_CHECKING:
    from jinja2 import Environment

FOLDER = "site_templates"
ARTICLES = "site"
"""The folder among them that holds the templates of the site's articles."""


def package_templates() -> Path:
    """The folder of the templates that come with kbgen."""
    package = Path(kbgen.__file__).resolve().parent
    for folder in (package / FOLDER, package.parent / FOLDER):
        if folder.is_dir():
            return folder
    raise KbgenError(f"the templates of kbgen are missing: no folder {package / FOLDER}", "install kbgen again")


def template_folders(root: Path | None) -> tuple[Path, ...]:
    """The folders in which templates are looked for, the knowledge base's own first."""
    package = package_templates()
    own = root / FOLDER if root else None
    return (own, package) if own and own.is_dir() and own.resolve() != package.resolve() else (package,)


def environment(root: Path | None, *, html: bool) -> "Environment":
    """A Jinja environment over the template folders, each template compiled once.

    With ``html`` every value is escaped as HTML. An undefined name is an error in both kinds of template.
    """
    # Imported where it is needed: a build that changes nothing does without.
    from jinja2 import Environment, FileSystemLoader, StrictUndefined

    return Environment(
        loader=FileSystemLoader(template_folders(root)),
        autoescape=html,  # noqa: S701 Markdown is not HTML and has its own escaping
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
