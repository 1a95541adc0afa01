"""Articles: a view rendered with the template of its kind."""

from collections.abc import Callable, Hashable, Iterable
from pathlib import Path
from typing import Any

from jinja2 import FileSystemBytecodeCache, Template, TemplateError
from markupsafe import Markup

from kbgen.model.finding import KbgenError
from kbgen.render.charts.kept import Charts
from kbgen.render.site.head import json_script
from kbgen.render.site.prose import prose
from kbgen.render.templates import ARTICLES, environment
from kbgen.views.entries import PaperCard
from kbgen.views.site.head import SiteInfo
from kbgen.views.site.pages import TEMPLATES, Page
from kbgen.views.site.record_pages import PaperPage


class Articles:
    """Renders views with the templates of ``site_templates/site/``. Everything in a view is escaped as text.

    ``compiled`` is a folder in which compiled templates are kept, so that a short build does not compile them again;
    ``charts`` holds the pictures that pages show, ``coins`` gives what reference managers read of a paper in a list.
    Raises :class:`KbgenError` for a template that is missing or wrong: a knowledge base may bring its own.
    """

    def __init__(self, root: Path, site: SiteInfo, compiled: Path, charts: Charts, coins: Callable[[str], str]) -> None:
        self._site = site
        self._coins = coins
        self._is_list = True
        self._cards: dict[tuple[str, bool], dict[str, str]] = {}
        self._items: dict[tuple[str, str], dict[Hashable, Markup]] = {}
        env = environment(root, html=True)
        compiled.mkdir(parents=True, exist_ok=True)
        env.bytecode_cache = FileSystemBytecodeCache(str(compiled))
        env.filters["json_script"] = lambda value: Markup(json_script(value))
        env.filters |= {"cards": self.cards, "each": self.each}
        env.filters["prose"] = prose
        env.globals["paper_card"] = self.paper_card
        env.globals["chart_picture"] = charts.svg
        try:
            self._card = env.get_template(f"{ARTICLES}/partials/paper_card.html")
            self._macros: Any = env.get_template(f"{ARTICLES}/partials/items.html").module
            self._templates: dict[type[Page], Template] = {
                kind: env.get_template(f"{ARTICLES}/{name}") for kind, name in TEMPLATES.items()
            }
        except TemplateError as error:
            raise understandable(error) from error

    def article(self, page: Page, root: str) -> str:
        """The inside of a page's ``<article>``; ``root`` is the relative way to the site's root."""
        # A paper's page is about that paper alone: what it lists besides is not offered to be saved.
        self._is_list = not isinstance(page, PaperPage)
        try:
            return self._templates[type(page)].render(page=page, site=self._site, root=root)
        except TemplateError as error:
            raise understandable(error) from error

    def paper_card(self, card: PaperCard, root: str) -> Markup:
        """A paper as lists show it; drawn once and kept, because it stands on the pages of all it belongs to."""
        return self.cards((card,), root)

    def cards(self, cards: Iterable[PaperCard], root: str) -> Markup:
        """Papers one after the other, each as :meth:`paper_card`."""
        kept = self._cards.setdefault((root, self._is_list), {})
        drawn = []
        for card in cards:
            html = kept.get(card.id)
            if html is None:
                coins = self._coins(card.id) if self._is_list else ""
                html = kept[card.id] = self._card.render(card=card, site=self._site, root=root, coins=coins)
            drawn.append(html)
        return Markup("".join(drawn))  # noqa: S704 the template escapes what it shows

    def each(self, items: Iterable[Hashable], macro: str, root: str) -> Markup:
        """Things one after the other, as a macro of ``partials/items.html`` draws them; equal ones are drawn once."""
        kept = self._items.setdefault((macro, root), {})
        draw: Callable[[Hashable, str], Markup] = getattr(self._macros, macro)
        drawn = []
        for item in items:
            html = kept.get(item)
            if html is None:
                html = kept[item] = draw(item, root)
            drawn.append(html)
        return Markup().join(drawn)


def understandable(error: TemplateError) -> KbgenError:
    """A template's fault in words, with its place."""
    name = getattr(error, "name", None) or getattr(error, "filename", None) or "a template of the site"
    line = getattr(error, "lineno", None)
    place = f"{name}:{line}" if line else str(name)
    return KbgenError(
        f"{place} cannot be used: {error.message or error}", "see docs/site.md for what templates receive"
    )
