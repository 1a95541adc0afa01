"""What the pages of authors, venues and years show: lists of papers, cut into parts where they are long."""

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from itertools import chain

from kbgen.model.words import _, ngettext, plural
from kbgen.views.site.addresses import author_url, dataset_url, letter_url, venue_url, year_url
from kbgen.views.site.authors import Authors
from kbgen.views.site.explore_links import explore_url
from kbgen.views.site.head import Crumb, Head
from kbgen.views.site.hub_pages import AuthorPage, IndexPage, PapersPage, VenuePage, YearPage
from kbgen.views.site.in_common import (
    RisenTopic,
    datasets_introduced,
    explore_author,
    filed_under,
    foremost,
    main_people,
    main_topics,
    risen_topics,
)
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.parts import CountedRef, Pager, PaperGroup, PaperList, Ref, YearCount

PART = 200
"""Papers on one part of a list that is cut."""
ALL_ON_ONE_PAGE = 600
"""Up to this many papers or names, one page lists them all."""
MOST_PAPERS = 60
"""Names shown on an index that is cut into letters."""
_NEIGHBOURS = 24
_SPAN = 30
"""Up to this many years are drawn with the empty ones between them."""


def parts(total: int) -> int:
    """How many pages a list of that many papers takes."""
    return max(1, -(-total // PART))


def paper_list(index: SiteIndex, paper_ids: Sequence[str], url: str, part: int) -> PaperList:
    """One part of a list, grouped by year; ``url`` is the address of the first part."""
    count = parts(len(paper_ids))
    shown = paper_ids[(part - 1) * PART : part * PART] if count > 1 else paper_ids
    return PaperList(len(paper_ids), by_year(index, shown), pager(url, part, count))


def pager(url: str, part: int, count: int) -> Pager:
    """The way between the ``count`` parts of what begins at ``url``; nothing where there is but one."""
    return Pager(part, tuple(Ref(str(n), url if n == 1 else f"{url}{n}/") for n in range(1, count + 1) if count > 1))


def by_year(index: SiteIndex, paper_ids: Iterable[str]) -> tuple[PaperGroup, ...]:
    """Papers under the years they appeared in, in the order given."""
    groups: dict[str, list[str]] = {}
    for paper_id in paper_ids:
        groups.setdefault(str(index.years[paper_id] or _("Undated")), []).append(paper_id)
    return tuple(PaperGroup(heading, index.cards(members)) for heading, members in groups.items())


def year_counts(
    index: SiteIndex, paper_ids: Iterable[str], url: Callable[[int], str] = year_url
) -> tuple[YearCount, ...]:
    """Papers a year, oldest first; years between them that have none are there too, unless they would be many.

    ``url`` gives the address that a year's number leads to: the page of the year, if nothing else is said.
    """
    return counted_years(Counter(map(index.years.__getitem__, paper_ids)), url)


def counted_years(counts: Counter[int | None], url: Callable[[int], str] = year_url) -> tuple[YearCount, ...]:
    """As :func:`year_counts`, of papers that are counted already."""
    known = sorted(year for year in counts if year is not None)
    if not known:
        return ()
    span = range(known[0], known[-1] + 1)
    largest = max(counts[year] for year in known)
    return tuple(
        YearCount(year, url(year) if counts[year] else "", counts[year], round(counts[year] / largest, 4))
        for year in (span if len(span) <= _SPAN else known)
    )


def author_page(index: SiteIndex, slug: str, part: int) -> AuthorPage:
    """The page of one author."""
    author = index.authors[slug]
    years = sorted({year for paper_id in author.papers if (year := index.years[paper_id])})
    coauthors = Counter(chain.from_iterable(map(index.people.__getitem__, author.papers)))
    del coauthors[slug]
    count = len(author.papers)
    return AuthorPage(
        head=Head(
            author.name,
            _("{name}: {papers} in this knowledge base", name=author.name, papers=plural(count, "paper")),
            (Crumb(_("Authors"), "authors/"), Crumb(author.name, author_url(slug))),
        ),
        name=author.name,
        also_written=author.also_written,
        years=_span(years),
        per_year=year_counts(index, author.papers, _in_list) if count > 1 else (),
        explore_url=explore_author(author.name) if count > 1 else "",
        papers=paper_list(index, author.papers, author_url(slug), part),
        introduces=datasets_introduced(index, author.papers),
        coauthors=tuple(index.counted_author(*one) for one in foremost(coauthors, _NEIGHBOURS)),
        topics=tuple(index.counted_term(*one) for one in filed_under(index, author.papers, _NEIGHBOURS)),
    )


def venue_page(index: SiteIndex, venue_id: str, part: int) -> VenuePage:
    """The page of one venue."""
    venue = index.kb.venues.by_id.get(venue_id)
    papers = index.by_venue.get(venue_id, [])
    name = venue.name if venue else venue_id
    return VenuePage(
        head=Head(
            name,
            _("{papers} of {name} in this knowledge base", papers=plural(len(papers), "paper"), name=name),
            (Crumb(_("Venues"), "venues/"), Crumb(index.venue_short(venue_id), venue_url(venue_id))),
        ),
        id=venue_id,
        name=name,
        short=index.venue_short(venue_id),
        kind=venue.kind if venue else "other",
        href=venue.url if venue else None,
        explore_url=explore_url({"venue": venue_id}),
        years=year_counts(index, papers, lambda year: explore_url({"venue": venue_id, "year": str(year)})),
        papers=paper_list(index, papers, venue_url(venue_id), part),
        topics=main_topics(index, papers, {"venue": venue_id}) if part == 1 else (),
        people=main_people(index, papers) if part == 1 else (),
    )


def year_page(index: SiteIndex, year: int | None, part: int) -> YearPage:
    """The page of one year; ``None`` is the page of the papers that name no year."""
    known = sorted(one for one in index.by_year if one is not None)
    at = known.index(year) if year in known else -1
    papers = index.by_year.get(year, [])
    label = str(year) if year is not None else _("Undated")
    return YearPage(
        head=Head(
            _("Papers of {year}", year=label) if year is not None else _("Papers without a year"),
            _("{papers} of {name} in this knowledge base", papers=plural(len(papers), "paper"), name=label),
            (Crumb(_("Years"), "years/"), Crumb(label, year_url(year))),
        ),
        label=label,
        previous=Ref(str(known[at - 1]), year_url(known[at - 1])) if at > 0 else None,
        next=Ref(str(known[at + 1]), year_url(known[at + 1])) if 0 <= at < len(known) - 1 else None,
        explore_url=explore_url(
            {"year": str(year)} if year is not None else {}, "" if year is not None else "-has:year"
        ),
        before=year - 1 if year is not None and year - 1 in index.by_year else None,
        risen=risen_in(index, year) if part == 1 else (),
        datasets=datasets_of_year(index, year) if part == 1 else (),
        venues=tuple(
            CountedRef(index.venue_short(key), _venue_in(key, year), n, key) for key, n in venues_of(index, papers)
        ),
        papers=paper_list(index, papers, year_url(year), part),
    )


def venues_of(index: SiteIndex, paper_ids: Iterable[str]) -> list[tuple[str, int]]:
    """The venues of some papers with their number of them, most first."""
    counts = Counter(venue for one in paper_ids if (venue := index.kb.papers[one].venue))
    return foremost(counts, len(counts))


def risen_in(index: SiteIndex, year: int | None) -> tuple[RisenTopic, ...]:
    """The topics that rose in a year; none for the page of what has no year."""
    return risen_topics(index, year) if year is not None else ()


def datasets_of_year(index: SiteIndex, year: int | None) -> tuple[Ref, ...]:
    """The datasets that were published in a year, by name; none for the page of what has no year."""
    if year is None:
        return ()
    return tuple(Ref(one.name, dataset_url(one.id)) for one in index.datasets if one.year == year)


def _venue_in(venue_id: str, year: int | None) -> str:
    """The explorer with the papers of a venue and a year; for papers without a year the venue's page."""
    return venue_url(venue_id) if year is None else explore_url({"venue": venue_id, "year": str(year)})


def _in_list(year: int) -> str:
    """The place of a year in the list on the same page."""
    return f"#year-{year}"


def papers_page(index: SiteIndex) -> PapersPage:
    """Every paper: on this page where they are few, through the pages of the years where they are many."""
    total = len(index.papers)
    few = total <= ALL_ON_ONE_PAGE
    return PapersPage(
        head=Head(
            _("All papers"), _("{papers}, by year", papers=plural(total, "paper")), (Crumb(_("Papers"), "papers/"),)
        ),
        total=total,
        years=years_entries(index),
        papers=PaperList(total, by_year(index, [paper.id for paper in index.papers])) if few else None,
    )


def years_entries(index: SiteIndex) -> tuple[CountedRef, ...]:
    """The years that have papers, newest first."""
    return tuple(
        CountedRef(str(year) if year is not None else _("Undated"), year_url(year), len(papers), str(year or ""))
        for year, papers in index.by_year.items()
    )


def years_index(index: SiteIndex) -> IndexPage:
    """``/years/``."""
    entries = years_entries(index)
    head = Head(_("Years"), _("Papers by the year they appeared in"), (Crumb(_("Years"), "years/"),))
    return IndexPage(head, _("Years"), "year", len(entries), (), "", entries)


def venues_index(index: SiteIndex) -> IndexPage:
    """``/venues/``: venues that papers here appeared in, by short name."""
    entries = sorted(
        (CountedRef(index.venue_short(key), venue_url(key), len(found), key) for key, found in index.by_venue.items()),
        key=lambda entry: (entry.name.casefold(), entry.url),
    )
    head = Head(_("Venues"), _("Conferences, journals and repositories"), (Crumb(_("Venues"), "venues/"),))
    return IndexPage(head, _("Venues"), "venue", len(entries), (), "", tuple(entries))


def authors_index(index: SiteIndex, letter: str = "") -> IndexPage:
    """``/authors/``, or one letter of it; where names are too many for one page it shows those with most papers."""
    authors, by_letter = index.authors, index.authors.by_letter
    total = len(authors)
    cut = total > ALL_ON_ONE_PAGE
    if letter:
        slugs = authors.by_name(by_letter[letter])
    elif cut:
        slugs = _with_most_papers(authors)
    else:
        slugs = [slug for members in by_letter.values() for slug in authors.by_name(members)]
    counted = tuple(CountedRef(authors.name(slug), author_url(slug), len(authors.papers[slug])) for slug in slugs)
    shown = letter.upper() if len(letter) == 1 else _("other names")
    heading = _("Authors: {letter}", letter=shown) if letter else _("Authors")
    crumbs = (Crumb(_("Authors"), "authors/"), *((Crumb(shown, letter_url(letter)),) if letter else ()))
    return IndexPage(
        head=Head(heading, ngettext("{count} author of papers", "{count} authors of papers", total), crumbs),
        heading=heading,
        unit="author",
        total=total,
        parts=tuple(
            CountedRef(one.upper() if len(one) == 1 else _(one), letter_url(one), len(members), one)
            for one, members in by_letter.items()
        )
        if cut
        else (),
        current=letter,
        entries=counted,
    )


def _with_most_papers(authors: Authors) -> list[str]:
    """Authors with most papers, most first, then by name."""
    counts = {slug: len(papers) for slug, papers in authors.papers.items()}
    least = sorted(counts.values(), reverse=True)[MOST_PAPERS - 1]
    found = authors.by_name(slug for slug, count in counts.items() if count >= least)
    # Sorting keeps the order of names among those with as many papers.
    return sorted(found, key=lambda slug: -counts[slug])[:MOST_PAPERS]


def _span(years: list[int]) -> str:
    if not years:
        return ""
    return str(years[0]) if years[0] == years[-1] else f"{years[0]}–{years[-1]}"
