"""The buttons at the top of a paper's page: where to read it, its code, and what else belongs to it."""

from collections.abc import Iterator

from kbgen.model.identifiers import Identifier
from kbgen.model.paper import Paper, PaperIds
from kbgen.model.words import _, plural, said
from kbgen.views.entries import paper_links
from kbgen.views.site.code import Code, Repository
from kbgen.views.site.parts import OutLink
from kbgen.views.site.said import Known, text, web_address

_BEFORE_THE_PDF = frozenset({"acl", "arxiv", "openreview", "doi", "paper"})


def page_links(paper: Paper, known: Known, code: Code) -> tuple[OutLink, ...]:
    """The paper itself, its PDF, its first repository, and the rest; further repositories stand in the page's list."""
    links = paper_links(paper)
    foremost = code.foremost
    made = [OutLink(one.kind, one.label, one.url) for one in links if one.kind in _BEFORE_THE_PDF]
    given = next((one.url for one in links if one.kind == "pdf"), None)
    if pdf := given or _pdf(paper.ids) or web_address(text(known, "open_access_pdf")):
        made.append(OutLink("pdf", _("PDF"), pdf))
    if foremost:
        made.append(OutLink("code", _("Code"), foremost.href, _note(foremost)))
    rest = (one for one in links if one.kind not in _BEFORE_THE_PDF and one.kind not in {"pdf", "code"})
    made.extend(OutLink(one.kind, one.label, one.url) for one in rest)
    return tuple(made)


def _pdf(ids: PaperIds) -> str | None:
    """Where the services that everybody may read keep the PDF of a paper."""
    return next(_pdfs(ids), None)


def _pdfs(ids: PaperIds) -> Iterator[str]:
    if ids.acl:
        yield f"{Identifier('acl', ids.acl).url.rstrip('/')}.pdf"
    if ids.arxiv:
        yield f"https://arxiv.org/pdf/{ids.arxiv}"
    if ids.openreview:
        yield f"https://openreview.net/pdf?id={ids.openreview}"


def _note(repository: Repository) -> str:
    """What a reader wants to know of code before following the link."""
    if repository.state:
        return said(repository.state)
    if repository.stars is None:
        return ""
    return plural(repository.stars, "star")
