"""COinS: a paper in a list as reference managers find it, so that they offer to save many at once.

A span of the class ``Z3988`` carries an OpenURL context object in key/encoded-value form (ANSI/NISO Z39.88-2004). Pages
of papers have citation tags instead, which say more, and no COinS: a reference manager would take a related paper's.
"""

import re
from urllib.parse import quote_plus

from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.vocabulary import VenueKind
from kbgen.views.titles import readable_title

_PLAIN = re.compile(r"[A-Za-z0-9_.~:/ -]*")
# Format, genre, and the fields of the title and of what the paper is a part of.
_Form = tuple[str, str, str, str]
_PREPRINT: _Form = ("journal", "preprint", "atitle", "jtitle")
_FORMS: dict[VenueKind, _Form] = {
    "journal": ("journal", "article", "atitle", "jtitle"),
    "conference": ("book", "proceeding", "atitle", "btitle"),
    "workshop": ("book", "proceeding", "atitle", "btitle"),
    "book": ("book", "bookitem", "atitle", "btitle"),
    "thesis": ("dissertation", "", "title", "inst"),
}


def context_object(kb: KnowledgeBase, paper_id: str) -> str:
    """What the ``title`` of a paper's span holds, before it is escaped for HTML."""
    paper = kb.papers[paper_id]
    venue = kb.venues.by_id.get(paper.venue or "")
    form, genre, title, container = _FORMS.get(venue.kind, _PREPRINT) if venue else _PREPRINT
    facts = [
        ("ctx_ver", "Z39.88-2004"),
        ("rft_val_fmt", f"info:ofi/fmt:kev:mtx:{form}"),
        ("rft.genre", genre),
        (f"rft.{title}", readable_title(paper.title)),
        (f"rft.{container}", venue.name if venue else paper.venue or ""),
        ("rft.date", str(paper.year or "")),
        *(("rft.au", name) for name in paper.authors),
        ("rft_id", f"info:doi/{paper.ids.doi}" if paper.ids.doi else ""),
        ("rft_id", paper.url or ""),
    ]
    return "&".join([f"{name}={_quoted(value)}" for name, value in facts if value])


def _quoted(value: str) -> str:
    """A value as forms send it; most have nothing in them but spaces that is quoted."""
    return value.replace(" ", "+") if _PLAIN.fullmatch(value) else quote_plus(value, safe=":/")
