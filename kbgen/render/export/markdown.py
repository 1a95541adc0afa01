"""Papers as a list in Markdown, under their years where they are sorted by year."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from kbgen.model.paper import Paper
from kbgen.render.export.exported import Exported
from kbgen.render.readme.render import markdown_environment
from kbgen.views.entries import PaperCard, paper_cards

_TEMPLATE = "readme/export.md.j2"


def chunks(exported: Exported) -> Iterator[bytes]:
    """The list, heading by heading. The template is ``site_templates/readme/export.md.j2``."""
    template = markdown_environment(exported.root).get_template(_TEMPLATE)
    for piece in template.generate(exported=exported, groups=_groups(exported)):
        yield piece.encode()


def _groups(exported: Exported) -> Iterator[tuple[str, Iterable[PaperCard]]]:
    if exported.sort[0].removeprefix("-") != "year":
        yield "", paper_cards(exported.papers, exported.kb)
        return
    for year, papers in groupby(exported.papers, key=_year):
        yield year, paper_cards(papers, exported.kb)


def _year(paper: Paper) -> str:
    return str(paper.year) if paper.year else "Undated"
