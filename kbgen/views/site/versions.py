"""A paper's versions and what became of it: the publication, the preprint, other titles, notices."""

from collections.abc import Iterator

from kbgen.enrich.fields import PUBLICATION_FIELD_OF
from kbgen.enrich.standing import Notice, standing
from kbgen.enrich.values import text_at, year_at
from kbgen.model.identifiers import Identifier
from kbgen.model.paper import Paper, PaperStatus
from kbgen.model.text import normalise_title
from kbgen.model.vocabulary import Venue
from kbgen.model.words import _, marked
from kbgen.views.site.said import Known, SaidBy, doi_address, number, said_by, text, texts, web_address
from kbgen.views.titles import readable_title
from kbgen.views.view import View

_WORDS: dict[PaperStatus, str] = {
    "retracted": marked("This paper was retracted."),
    "withdrawn": marked("This paper was withdrawn."),
    "expression-of-concern": marked("The publisher has expressed concern about this paper."),
    "corrected": marked("A correction to this paper was published."),
}
_GRAVITY: tuple[PaperStatus, ...] = ("corrected", "expression-of-concern", "withdrawn", "retracted")


class Standing(View, frozen=True):
    """What became of a paper, as a sentence. ``is_grave`` is what is no longer to be relied on.

    ``href`` leads to the notice, ``quoted`` is what the authors say of it; both are empty where nothing is known.
    """

    words: str
    is_grave: bool
    said_by: SaidBy | None = None
    date: str = ""
    href: str = ""
    quoted: str = ""


class VersionRow(View, frozen=True):
    """Something known of a paper's versions. Without ``said_by`` it is the record that states it."""

    label: str
    words: str
    href: str = ""
    said_by: SaidBy | None = None


def standing_of(paper: Paper, known: Known) -> Standing | None:
    """What became of a paper, as its record or a service says: the graver of the two."""
    notice = standing(known)
    if notice and (paper.status is None or _GRAVITY.index(notice.status) >= _GRAVITY.index(paper.status)):
        return _noticed(notice, known)
    return Standing(_(_WORDS[paper.status]), _is_grave(paper.status)) if paper.status else None


def _noticed(notice: Notice, known: Known) -> Standing:
    field = "updates" if notice.kind else notice.status
    return Standing(
        words=_(_WORDS[notice.status]),
        is_grave=_is_grave(notice.status),
        said_by=said_by(known, field),
        date=notice.date,
        href=doi_address(notice.doi) or "",
        quoted=notice.words,
    )


def _is_grave(status: PaperStatus) -> bool:
    return status in {"retracted", "withdrawn"}


def versions(paper: Paper, venue: Venue | None, known: Known) -> tuple[VersionRow, ...]:
    """What is known of a paper's versions, the publication first."""
    rows = [*_publication(paper, venue, known), *_preprint(paper, known), *_titles(paper, known)]
    if comment := text(known, "comment"):
        rows.append(VersionRow(_("Authors' comment"), comment, said_by=said_by(known, "comment")))
    if copy := web_address(text(known, "open_access_pdf")):
        rows.append(VersionRow(_("Free copy"), _("PDF"), copy, said_by(known, "open_access_pdf")))
    if licence := text(known, "license"):
        rows.append(VersionRow(_("Licence"), licence, web_address(licence) or "", said_by(known, "license")))
    return tuple(rows)


def _publication(paper: Paper, venue: Venue | None, known: Known) -> Iterator[VersionRow]:
    is_preprint = paper.venue is None or (venue is not None and venue.kind == "preprint")
    if not is_preprint:
        if paper.ids.doi:
            yield VersionRow(_("Published version"), f"doi:{paper.ids.doi}", doi_address(paper.ids.doi) or "")
        return
    for field in PUBLICATION_FIELD_OF.values():
        value = known[field].value if field in known else None
        place = " ".join(part for part in (text_at(value, "venue"), str(year_at(value, "year") or "")) if part)
        doi = text_at(value, "doi")
        if place or doi:
            words = place or f"doi:{doi}"
            yield VersionRow(_("Published since"), words, doi_address(doi) or "", said_by(known, field))


def _preprint(paper: Paper, known: Known) -> Iterator[VersionRow]:
    if not paper.ids.arxiv:
        return
    version, submitted, updated = number(known, "arxiv_version"), text(known, "submitted"), text(known, "updated")
    words = f"arXiv:{paper.ids.arxiv}"
    if version and version > 1:
        words = _("{paper}, version {number}", paper=words, number=version)
        words = _("{version} of {date}", version=words, date=updated) if updated else words
        words = _("{version}; the first is of {date}", version=words, date=submitted) if submitted else words
    elif submitted:
        words = _("{version} of {date}", version=words, date=submitted)
    said = next((said_by(known, one) for one in ("arxiv_version", "submitted") if one in known), None)
    yield VersionRow(_("Preprint"), words, Identifier("arxiv", paper.ids.arxiv).url, said)
    if categories := texts(known, "arxiv_categories"):
        yield VersionRow(_("arXiv categories"), ", ".join(categories), said_by=said_by(known, "arxiv_categories"))


def _titles(paper: Paper, known: Known) -> Iterator[VersionRow]:
    own = {normalise_title(title) for title in (paper.title, *paper.also_titled)}
    for title in paper.also_titled:
        yield VersionRow(_("Also titled"), readable_title(title))
    other = text(known, "title")
    if other and normalise_title(other) not in own:
        yield VersionRow(_("Another title"), readable_title(other), said_by=said_by(known, "title"))
