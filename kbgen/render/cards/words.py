"""What a card says, apart from how it is drawn."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Card:
    """What a card says: ``label`` above the title (``Survey``), ``byline`` below it, ``site`` at the foot."""

    title: str
    label: str
    byline: str
    site: str

    @property
    def alt(self) -> str:
        """The card in words, for those who do not see it."""
        return ". ".join(part for part in (self.title, self.byline, self.site) if part)
