"""Where templates are found.

A knowledge base may override any template of the package with a file of the same name in its own ``site_templates``.
In an installed package the templates are a folder inside it; in a checkout they are the folder beside it.
"""

from collections.abc import Callable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from markupsafe import Markup

import kbgen
from kbgen.model.finding import KbgenError
from kbgen.model.words import _, form, ngettext, number, plural, said

if TYPE_CHECKING:
    from jinja2 import Environment, FileSystemLoader

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
    from jinja2 import Environment, StrictUndefined

    env = Environment(
        loader=_loader(template_folders(root)),
        autoescape=html,  # noqa: S701 Markdown is not HTML and has its own escaping
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
        keep_trailing_newline=True,
        auto_reload=False,
        cache_size=-1,
    )
    env.globals |= {"_": _marked_up, "ngettext": _ngettext_marked_up} if html else {"_": _, "ngettext": ngettext}
    env.filters |= {"number": number, "plural": plural, "said": said}
    return env


def utf8(path: Path) -> str:
    """The text of a file that people write. Raises :class:`KbgenError` where it is not in UTF-8."""
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError as error:
        raise KbgenError(f"{path} is not UTF-8: {error.reason} at byte {error.start}", "save it as UTF-8") from error


def _loader(folders: tuple[Path, ...]) -> "FileSystemLoader":
    from jinja2 import FileSystemLoader

    class Loader(FileSystemLoader):
        """Names the file that is not in UTF-8."""

        def get_source(self, environment: "Environment", template: str) -> tuple[str, str, Callable[[], bool]]:
            try:
                return super().get_source(environment, template)
            except UnicodeDecodeError:
                for path in (folder / template for folder in folders):
                    if path.is_file():
                        utf8(path)
                raise

    return Loader(folders)


def _marked_up(text: str, /, **values: object) -> Markup:
    """A text of a template in the language that is spoken: it may hold tags, and its values are escaped."""
    return _filled(_(text), values)


def _ngettext_marked_up(one: str, many: str, count: float, /, **values: object) -> Markup:
    """The form of such a text that suits a count."""
    return _filled(form(one, many, count), {"count": number(count), **values})


def _filled(words: str, values: Mapping[str, object]) -> Markup:
    """A text of the interface, whose tags are meant, with its values, which are escaped."""
    markup = Markup(words)  # noqa: S704 it comes from a template or from a catalogue that was checked against it
    return markup.format(**values) if values else markup
