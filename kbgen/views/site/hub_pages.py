"""The values of the pages that gather papers: by author, venue, year and term."""

from kbgen.views.site.dataset_use import UsedDataset
from kbgen.views.site.head import Head
from kbgen.views.site.in_common import RisenTopic
from kbgen.views.site.parts import CountedRef, DatasetTable, PaperList, Ref, TermNode, YearCount
from kbgen.views.view import View


class AuthorPage(View, frozen=True):
    """``/authors/SLUG/``; ``also_written`` are other spellings that lead to the same page.

    ``years`` is the span in words. ``per_year`` and ``explore_url`` are empty where there is only one paper.
    """

    head: Head
    name: str
    also_written: tuple[str, ...]
    years: str
    per_year: tuple[YearCount, ...]
    explore_url: str
    papers: PaperList
    introduces: tuple[Ref, ...]
    coauthors: tuple[CountedRef, ...]
    topics: tuple[CountedRef, ...]


class VenuePage(View, frozen=True):
    """``/venues/KEY/``. ``topics`` and ``people`` stand on its first part only."""

    head: Head
    id: str
    name: str
    short: str
    kind: str
    href: str | None
    explore_url: str
    years: tuple[YearCount, ...]
    papers: PaperList
    topics: tuple[CountedRef, ...]
    people: tuple[CountedRef, ...]


class YearPage(View, frozen=True):
    """``/years/Y/``, and ``/years/undated/`` for the papers that name no year.

    ``risen`` topics have more papers than in ``before``, the year before; ``datasets`` were published in this year.
    """

    head: Head
    label: str
    previous: Ref | None
    next: Ref | None
    explore_url: str
    before: int | None
    risen: tuple[RisenTopic, ...]
    datasets: tuple[Ref, ...]
    venues: tuple[CountedRef, ...]
    papers: PaperList


class TopicPage(View, frozen=True):
    """``/topics/AXIS/TERM/``: counts include the terms below it. ``parents`` lead from the axis's top to this term.

    What follows ``datasets``, those filed under the term, is said of its papers and stands on the first part only: the
    datasets they use and introduce, the terms they carry besides, and who wrote most of them.
    """

    head: Head
    axis_id: str
    axis: Ref
    id: str
    name: str
    description: str
    also_known_as: tuple[str, ...]
    parents: tuple[Ref, ...]
    children: tuple[TermNode, ...]
    years: tuple[YearCount, ...]
    papers: PaperList
    datasets: DatasetTable
    used: tuple[UsedDataset, ...]
    introduced: tuple[Ref, ...]
    neighbours: tuple[CountedRef, ...]
    people: tuple[CountedRef, ...]


class AxisPage(View, frozen=True):
    """``/topics/AXIS/``: the tree of one axis."""

    head: Head
    id: str
    name: str
    description: str
    terms: tuple[TermNode, ...]


class AxisSummary(View, frozen=True):
    """An axis as an entrance: its name, and its terms at the top with their counts."""

    id: str
    name: str
    url: str
    description: str
    terms: tuple[TermNode, ...]


class TopicsPage(View, frozen=True):
    """``/topics/``: all axes."""

    head: Head
    axes: tuple[AxisSummary, ...]


class PapersPage(View, frozen=True):
    """``/papers/``: every paper, without JavaScript.

    ``years`` link to the year pages; ``papers`` is ``None`` where they are too many for one page.
    """

    head: Head
    total: int
    years: tuple[CountedRef, ...]
    papers: PaperList | None


class IndexPage(View, frozen=True):
    """``/authors/`` (and its parts ``/authors/by/LETTER/``), ``/venues/``, ``/years/``: names with counts.

    ``parts`` are the letters an index is cut into, empty when it is one page; ``current`` is the letter of this part.
    Where it is cut, ``entries`` of the first page are those with most papers. ``unit`` is what is listed (``author``),
    for counts in words.
    """

    head: Head
    heading: str
    unit: str
    total: int
    parts: tuple[CountedRef, ...]
    current: str
    entries: tuple[CountedRef, ...]
