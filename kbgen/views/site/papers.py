"""What a paper's page shows."""

from collections.abc import Iterable

from kbgen.enrich.settings import SERVICE_TITLES
from kbgen.graph.citations import Citation
from kbgen.model.enrichment import ReferenceCoverage
from kbgen.model.paper import Notes, Paper, Result
from kbgen.model.words import _, marked, ngettext, plural, said
from kbgen.views.entries import PaperCard
from kbgen.views.site.addresses import paper_url, year_url
from kbgen.views.site.citing import Reference
from kbgen.views.site.code import code
from kbgen.views.site.head import Crumb, Head
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.neighbourhood import Near, neighbourhood, related_rows
from kbgen.views.site.paper_datasets import introduced, used
from kbgen.views.site.paper_links import page_links
from kbgen.views.site.parts import (
    Abstract,
    CitationList,
    CitationRow,
    NoteSection,
    RecordInfo,
    Ref,
    RelatedGroup,
    ResultRow,
    TopicGroup,
)
from kbgen.views.site.record_pages import PaperPage
from kbgen.views.site.said import Known, SaidNumber, number, said_by, text
from kbgen.views.site.sources import stated_by
from kbgen.views.site.versions import standing_of, versions
from kbgen.views.titles import readable_title

_RELATIONS = (
    ("extends", marked("Extends"), marked("Extended by")),
    ("compares_to", marked("Compares to"), marked("Compared with by")),
)


def paper_page(
    index: SiteIndex, paper_id: str, cite: tuple[Reference, ...], record: RecordInfo, near: Iterable[Near] = ()
) -> PaperPage:
    """The page of one paper; ``cite`` are its references, ``near`` are the papers related to it."""
    paper = index.kb.papers[paper_id]
    card = index.card(paper_id)
    known = index.overlay(paper_id)
    programs = code(paper, known)
    return PaperPage(
        head=_head(paper, card),
        id=paper_id,
        title=card.title,
        kind=paper.kind,
        authors=tuple(index.author_ref(name) for name in paper.authors),
        year=Ref(str(paper.year), year_url(paper.year)) if paper.year else None,
        venue=index.venue_ref(paper.venue) if paper.venue else None,
        venue_name=card.venue_name,
        track=said(paper.track) if paper.track else None,
        status=said(paper.status) if paper.status else None,
        links=page_links(paper, known, programs),
        standing=standing_of(paper, known),
        citation_count=_count_said(known, "citation_count"),
        summary=paper.summary,
        tldr=_tldr(paper, known),
        topics=tuple(
            TopicGroup(index.axis_ref(axis), tuple(index.term_ref(axis, term) for term in terms))
            for axis, terms in paper.topics.items()
            if terms
        ),
        abstract=_abstract(index, paper_id),
        notes=_notes(paper.notes),
        code=programs,
        introduces=introduced(index, paper),
        uses=used(index, paper),
        results=tuple(result_row(index, result) for result in paper.results),
        related=_related(index, paper),
        cites=_cites(index, paper_id),
        cited_by=_cited_by(index, paper_id),
        neighbourhood=neighbourhood(index, paper_id),
        near=related_rows(index, near),
        versions=versions(paper, index.kb.venues.by_id.get(paper.venue or ""), known),
        cite=cite,
        record=record,
    )


def result_row(index: SiteIndex, result: Result, paper_id: str | None = None) -> ResultRow:
    """A reported number as tables show it, with its paper where ``paper_id`` is given."""
    return ResultRow(
        dataset=index.dataset_ref(result.dataset),
        task=index.task_ref(result.task) if result.task else None,
        metric=result.metric,
        value=f"{result.value:.10g}",
        number=result.value,
        unit=result.unit,
        model=result.model,
        source=result.source,
        paper=index.paper_ref(paper_id) if paper_id else None,
    )


def _head(paper: Paper, card: PaperCard) -> Head:
    byline = ", ".join(part for part in (card.authors_short, card.venue_label) if part)
    title = readable_title(paper.title)
    description = paper.summary or (f"{title}: {byline}" if byline else title)
    return Head(title, description, (Crumb(_("Papers"), "papers/"), Crumb(title, paper_url(paper.id))))


def _tldr(paper: Paper, known: Known) -> Abstract | None:
    """What a program says of a paper in a sentence, where nobody here has said it yet."""
    told = text(known, "tldr")
    if paper.summary or not told:
        return None
    by = said_by(known, "tldr")
    return Abstract(told, by.name, by.on)


def _count_said(known: Known, name: str) -> SaidNumber | None:
    count = number(known, name)
    return SaidNumber(count, said_by(known, name)) if count is not None else None


def _abstract(index: SiteIndex, paper_id: str) -> Abstract | None:
    known = index.overlay(paper_id).get("abstract")
    if known is None or not isinstance(known.value, str) or not known.value.strip():
        return None
    source = SERVICE_TITLES.get(known.source, known.source)
    return Abstract(known.value.strip(), source, known.fetched.isoformat())


def _notes(notes: Notes | None) -> tuple[NoteSection, ...]:
    if notes is None:
        return ()
    sections = (
        NoteSection(_("Key points"), notes.key_points),
        NoteSection(_("Data"), notes.data_types),
        NoteSection(_("Pretext tasks"), notes.pretext_tasks),
        NoteSection(_("Architecture"), pairs=tuple(notes.architecture.items())),
        NoteSection(_("Downstream tasks"), notes.downstream_tasks),
        NoteSection(_("Affiliations"), notes.affiliations),
    )
    return tuple(section for section in sections if section.items or section.pairs)


def _related(index: SiteIndex, paper: Paper) -> tuple[RelatedGroup, ...]:
    groups = []
    for relation, forward, backward in _RELATIONS:
        named = [one for one in getattr(paper.relations, relation) if one in index.kb.papers]
        groups.append(RelatedGroup(_(forward), index.cards(named)))
        groups.append(RelatedGroup(_(backward), index.cards(index.related_from.get((relation, paper.id), ()))))
    return tuple(group for group in groups if group.papers)


def _cites(index: SiteIndex, paper_id: str) -> CitationList:
    edges = index.citations.cites(paper_id)
    return CitationList(_rows(index, edges, "cited"), _coverage_words(edges, index.citations.coverage.get(paper_id)))


def _coverage_words(edges: tuple[Citation, ...], coverage: ReferenceCoverage | None) -> str:
    """How much of a reference list is known. Citations that somebody else states say nothing of the list itself."""
    listed = sum(1 for edge in edges if edge.from_list)
    if coverage and coverage.seen:
        words = _read_words(listed, coverage)
        if others := len(edges) - listed:
            more = ngettext("{count} more is stated elsewhere", "{count} more are stated elsewhere", others)
            return f"{words}; {more}"
        return words
    if listed:
        return ngettext(
            "{count} reference is here; how many more there are is not known",
            "{count} references are here; how many more there are is not known",
            len(edges),
        )
    if edges:
        return ngettext(
            "{count} reference is known; its reference list has not been read",
            "{count} references are known; its reference list has not been read",
            len(edges),
        )
    return _("references not known: its reference list has not been read")


def _read_words(listed: int, coverage: ReferenceCoverage) -> str:
    """How many entries of a list that was read are papers here."""
    references = ngettext("{count} reference", "{count} references", coverage.seen)
    if listed:
        words = ngettext(
            "{count} of {references} is here", "{count} of {references} are here", listed, references=references
        )
    elif coverage.complete:
        words = _("none of its {references} is here", references=references)
    else:
        words = _("none of the {references} read is here", references=references)
    return words if coverage.complete else _("{words}; the list was read only in part", words=words)


def _cited_by(index: SiteIndex, paper_id: str) -> CitationList:
    edges = index.citations.cited_by(paper_id)
    if edges:
        words = _("cited by {papers} here, as far as is known", papers=plural(len(edges), "paper"))
    else:
        words = _("no citation by a paper here is known yet")
    return CitationList(_rows(index, edges, "citing"), words)


def _rows(index: SiteIndex, edges: tuple[Citation, ...], end: str) -> tuple[CitationRow, ...]:
    by_paper = {getattr(edge, end): edge for edge in edges}
    return tuple(
        CitationRow(index.card(other), tuple(stated_by(index, one) for one in by_paper[other].statements))
        for other in index.newest_first(by_paper)
    )
