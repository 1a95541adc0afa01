"""The picture that stands for a page where a link to it is shared.

All pages share the site's card. One for each record is drawn where ``mkdocs.yml`` asks for it: at 25 ms a card, ten
thousand papers take minutes. A record whose letters the typeface lacks keeps the site's.
"""

from collections.abc import Callable, Iterator, Mapping
from functools import partial
from pathlib import Path

from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper
from kbgen.model.words import ENGLISH, _, said, speaking, spoken
from kbgen.render.cards.words import Card
from kbgen.render.site.config import SiteConfig
from kbgen.render.site.head import SharedPicture
from kbgen.render.site.output import Item, key_of
from kbgen.views.entries import short_authors, venue_label
from kbgen.views.site.addresses import dataset_url, paper_url
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.pages import Page
from kbgen.views.site.record_pages import DatasetPage, PaperPage
from kbgen.views.titles import readable_title

_SCRIPTS = ("latin", "latin-ext", "vietnamese", "greek", "greek-ext", "cyrillic", "cyrillic-ext")
SITE_CARD = "card.png"


class SocialCards:
    """The cards of a site that has an address.

    ``assets`` hold the typeface; ``code`` is a digest of what draws.
    """

    def __init__(self, index: SiteIndex, config: SiteConfig, assets: Mapping[str, Path], code: str) -> None:
        self._index = index
        self._site = config.site
        found = (assets.get(f"assets/kbgen/fonts/roboto-{name}.woff2") for name in _SCRIPTS)
        self._fonts = tuple(path for path in found if path)
        self._drawn = bool(self._site.url and self._fonts) and self._can_draw(self._of_site())
        self._each = self._drawn and config.settings.social_cards
        status = [path.stat() for path in self._fonts]
        self._key = key_of(code, repr([(one.st_size, one.st_mtime_ns) for one in status]))

    def of(self, page: Page) -> SharedPicture | None:
        """The picture of a page; ``None`` where the site has none."""
        if not self._drawn:
            return None
        if self._each and isinstance(page, PaperPage | DatasetPage):
            if isinstance(page, PaperPage):
                url, card = paper_url(page.id), self._of_paper(self._index.kb.papers[page.id])
            else:
                url, card = dataset_url(page.id), self._of_dataset(self._index.kb.datasets[page.id])
            if self._can_draw(card):
                return SharedPicture(f"{self._site.url}{url}{SITE_CARD}", card.alt)
        return SharedPicture(f"{self._site.url}{SITE_CARD}", self._of_site().alt)

    def items(self) -> Iterator[Item]:
        """The cards as files."""
        if not self._drawn:
            return
        yield self._item(SITE_CARD, self._of_site())
        if not self._each:
            return
        kb = self._index.kb
        cards = [(f"papers/{one.id}/{SITE_CARD}", self._of_paper(one)) for one in kb.papers.values()]
        cards += [(f"datasets/{one.id}/{SITE_CARD}", self._of_dataset(one)) for one in kb.datasets.values()]
        for path, card in cards:
            if self._can_draw(card):
                yield self._item(path, card)

    def _item(self, path: str, card: Card) -> Item:
        return Item(path, key_of(self._key, repr(card)), partial(self._draw, card))

    def _draw(self, card: Card) -> bytes:
        # Imported where it is needed: most builds draw nothing.
        from kbgen.render.cards.card import draw_card

        return draw_card(card, self._fonts)

    def _can_draw(self, card: Card) -> bool:
        if repr(card).isascii():
            return True
        from kbgen.render.cards.card import can_draw

        return can_draw(card, self._fonts)

    def _of_site(self) -> Card:
        address = self._site.url.partition("://")[2].rstrip("/")
        return Card(self._site.name, "", self._site.description, address)

    def _of_paper(self, paper: Paper) -> Card:
        return self._in_letters_there_are(partial(self._about_paper, paper))

    def _of_dataset(self, dataset: Dataset) -> Card:
        return self._in_letters_there_are(partial(self._about_dataset, dataset))

    def _in_letters_there_are(self, make: Callable[[], Card]) -> Card:
        """A card in the site's language, in English where the typeface lacks the letters of that."""
        card = make()
        if spoken() == ENGLISH or self._can_draw(card):
            return card
        with speaking(ENGLISH):
            return make()

    def _about_paper(self, paper: Paper) -> Card:
        parts = (short_authors(paper.authors), venue_label(paper, self._index.kb.venues))
        label = said(paper.kind if paper.kind != "method" else "paper")
        return Card(readable_title(paper.title), label, " · ".join(part for part in parts if part), self._site.name)

    def _about_dataset(self, dataset: Dataset) -> Card:
        modalities = ", ".join(self._index.term_ref("modality", one).name for one in dataset.modalities)
        parts = (modalities, str(dataset.year or ""))
        return Card(dataset.name, _("dataset"), " · ".join(part for part in parts if part), self._site.name)
