"""Years as the columns of a chart: as many as can be drawn, whatever came before in one column."""

from collections import Counter
from collections.abc import Iterable, Mapping
from functools import cached_property

from kbgen.model.words import _
from kbgen.views.charts import Cell, Heading
from kbgen.views.site.addresses import year_url
from kbgen.views.site.explore_links import explore_url
from kbgen.views.site.index import SiteIndex

_MOST = 16


class YearColumns:
    """The years of a knowledge base's papers, oldest first. Papers without a year are in no column."""

    def __init__(self, index: SiteIndex) -> None:
        self._index = index
        known = [year for year in index.by_year if year is not None]
        last = max(known, default=0)
        first = max(min(known, default=1), last - _MOST + 1)
        self.years = tuple(range(first, last + 1))
        self._before = min(known, default=first) < first

    @property
    def headings(self) -> tuple[Heading, ...]:
        """The names of the columns, each leading to its year's page."""
        named = [Heading(str(year), year_url(year) if year in self._index.by_year else "") for year in self.years]
        if self._before:
            named[0] = Heading(_("to {year}", year=self.years[0]), explore_url({}, f"year:..{self.years[0]}"))
        return tuple(named)

    def cells(
        self, papers: Iterable[str], facets: Mapping[str, str | Iterable[str]] | None = None, *, query: str = ""
    ) -> tuple[Cell, ...]:
        """How many of the papers are of each year; facets and query find these papers in the explorer."""
        counts = Counter(map(self._place.__getitem__, papers))
        return tuple(
            Cell(counts[place], self._url(place, facets or {}, query) if counts[place] else "")
            for place in range(len(self.years))
        )

    @cached_property
    def _place(self) -> dict[str, int]:
        first = self.years[0] if self.years else 0
        return {paper_id: -1 if year is None else max(year - first, 0) for paper_id, year in self._index.years.items()}

    def _url(self, place: int, facets: Mapping[str, str | Iterable[str]], query: str) -> str:
        year = self.years[place]
        if place or not self._before:
            return explore_url({**facets, "year": str(year)}, query)
        return explore_url(facets, f"{query} year:..{year}".lstrip())
