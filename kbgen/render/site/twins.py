"""A page's twin in Markdown: the same facts without a frame, for programs that read text.

It stands beside the page as ``index.md``, is made from the page's own view, and leads to other pages' twins.
See https://llmstxt.org for why.
"""

import re
from collections.abc import Iterable
from functools import cached_property
from pathlib import Path

from jinja2 import FileSystemBytecodeCache, Template, TemplateError

from kbgen.model.words import said
from kbgen.render.site.alternates import TWIN
from kbgen.render.site.articles import understandable
from kbgen.views.entries import PaperCard
from kbgen.views.site.addresses import paper_url
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.pages import TWINS, Page
from kbgen.views.site.parts import CountedRef

_GAPS = re.compile(r"\n{3,}")


class Twins:
    """Renders views with the templates of ``site_templates/site/markdown/``, in which every value is escaped by hand.

    ``compiled`` is a folder in which compiled templates are kept. Raises :class:`KbgenError` for a wrong template.
    """

    def __init__(self, root: Path, site: SiteInfo, compiled: Path) -> None:
        self._root = root
        self._site = site
        self._compiled = compiled
        self._lines: dict[str, tuple[str, str]] = {}
        self._refs: dict[CountedRef, tuple[str, str]] = {}

    @staticmethod
    def has(page: type[Page]) -> bool:
        """Whether pages of this kind have a twin."""
        return page in TWINS

    def twin(self, page: Page, root: str) -> bytes:
        """The twin of a page; ``root`` is the relative way to the site's root."""
        try:
            text = self._templates[type(page)].render(page=page, site=self._site, root=root)
        except TemplateError as error:
            raise understandable(error) from error
        return (_GAPS.sub("\n\n", text).strip() + "\n").encode("utf-8", "replace")

    @cached_property
    def _templates(self) -> dict[type[Page], Template]:
        # Imported where it is needed: a build that makes no page does without.
        from kbgen.render.readme.render import markdown_environment

        env = markdown_environment(self._root)
        env.bytecode_cache = FileSystemBytecodeCache(str(self._compiled))
        env.filters |= {
            "lines": self._paper_lines,
            "counted": self._counted,
            "twin": _twin,
        }
        try:
            return {kind: env.get_template(f"site/markdown/{name}") for kind, name in TWINS.items()}
        except TemplateError as error:
            raise understandable(error) from error

    def _paper_lines(self, cards: Iterable[PaperCard], root: str) -> str:
        """Papers as a list. What a line says of a paper is put together once, as it stands in many lists."""
        lines = []
        for card in cards:
            known = self._lines.get(card.id)
            if known is None:
                known = self._lines[card.id] = _line(card)
            lines.append(f"- [{known[0]}]({root}{known[1]}")
        return "\n".join(lines)

    def _counted(self, refs: Iterable[CountedRef], root: str) -> str:
        """Names with counts in one line; each is put together once."""
        shown = []
        for it in refs:
            known = self._refs.get(it)
            if known is None:
                known = self._refs[it] = _counted(it)
            shown.append(f"{known[0]}{root if it.url else ''}{known[1]}")
        return ", ".join(shown)


def _counted(it: CountedRef) -> tuple[str, str]:
    """A name, and the rest of what is said of it from the address on."""
    from kbgen.render.readme.markdown import escape

    if not it.url:
        return escape(it.name), f" ({it.count})"
    return f"[{escape(it.name)}](", f"{_twin(it.url)}) ({it.count})"


def _line(card: PaperCard) -> tuple[str, str]:
    """A paper's title, and the rest of its line from the address on."""
    from kbgen.render.readme.markdown import escape

    kind = "" if card.kind == "method" else said(card.kind)
    about = escape(", ".join(part for part in (card.authors_short, card.venue_label, kind) if part))
    return escape(card.title), f"{_twin(paper_url(card.id))}){' - ' if about else ''}{about}"


def _twin(url: str) -> str:
    """The address of a page's twin; the explorer with a question in its address has none."""
    return url if "?" in url else url + TWIN
