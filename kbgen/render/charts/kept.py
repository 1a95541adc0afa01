"""Charts of a build: drawn together by another process where their numbers changed, kept where they did not."""

import hashlib
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

from markupsafe import Markup

from kbgen.render.charts.drawing import drawn
from kbgen.render.charts.markup import ROOT, markup
from kbgen.render.charts.specification import specification
from kbgen.render.site.workers import Backed, Background
from kbgen.store.shards import Shards
from kbgen.views.charts import Chart

_MANY = 1_000_000


class Charts(Backed):
    """The charts that the pages of a build show.

    ``add`` while pages are planned, ``start`` once most are added and ``finish`` once all are, ``svg`` while pages are
    rendered. What is drawn is kept in ``folder``; ``code`` is a digest of what draws it.
    """

    _task: Background[dict[str, str]] | None = None

    def __init__(self, folder: Path, code: str) -> None:
        self._kept = Shards(folder, "charts", f"{code} {self.library}", count=4)
        self._kept.load()
        self._wanted: dict[str, Chart] = {}

    @cached_property
    def library(self) -> str:
        """The version of the library that draws, which what pages show depends on."""
        return version("vl-convert-python")

    def add(self, *charts: Chart) -> str:
        """Note that a page shows these; gives a digest of them, to be part of the page's key."""
        names = [_name(chart) for chart in charts]
        self._wanted.update(zip(names, charts, strict=True))
        return " ".join(names)

    def start(self) -> None:
        """Begin to draw, in another process where a core is to spare, what was added so far and is not kept."""
        stale = {name: chart for name, chart in self._wanted.items() if name not in self._kept.values}
        if stale:
            self._task = Background(lambda: _all_drawn(stale), _MANY)

    def finish(self) -> None:
        """Wait until everything that was added is drawn, and forget what no page shows any more."""
        found = self._task.result() if self._task else {}
        late = {
            name: chart for name, chart in self._wanted.items() if name not in found and name not in self._kept.values
        }
        for name, svg in {**found, **(_all_drawn(late) if late else {})}.items():
            self._kept.put(name, svg)
        self._kept.keep_only(self._wanted.keys())
        self._kept.save()

    def svg(self, chart: Chart, root: str) -> Markup:
        """A chart's picture; ``root`` is the relative way from the page to the site's root."""
        return Markup(self._kept.values[_name(chart)].replace(ROOT, root))  # noqa: S704 made of escaped text


def _name(chart: Chart) -> str:
    return hashlib.blake2b(repr(chart).encode("utf-8", "surrogatepass"), digest_size=12).hexdigest()


def _all_drawn(charts: dict[str, Chart]) -> dict[str, str]:
    made = drawn([specification(chart) for chart in charts.values()])
    return {name: markup(chart, svg) for (name, chart), svg in zip(charts.items(), made, strict=True)}
