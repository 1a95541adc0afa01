"""What a heading, or the document's own title, says of when and where the entries below it appeared."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from kbgen.ingest.leads import is_venue_tag
from kbgen.ingest.venue_words import period_heading, says_venue

_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
_ABOUT_LISTS = re.compile(
    r"\b(?:papers?|with|and|codes?|list|lists|collection|accepted|awesome|the|of|all|open|source|projects?|reading|top|oral|main"
    r"|conference|interpretation|summary|from|in|on|at|datasets?|proceedings|series|a|an|curated|related|spring|summer|autumn|fall|winter|cycle|round|session)\b|[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A venue in words, and a year; what is not said is empty."""

    venue: str = ""
    year: int | None = None


def period_of(headings: Sequence[str], title: str) -> Period:
    """When and where by the nearest heading that says so, or by the document's title."""
    venue, year = "", None
    for words in (*reversed(headings), title):
        years = {int(found) for found in _YEAR.findall(words)}
        if year is None and len(years) == 1 and (period_heading(words) or _only_venue(words)):
            year = (
                None
                if re.search(r"(?i)before|earlier|older|until|after|since|later|[-–—]\s*(?:now|present)", words)
                else years.pop()
            )
        if not venue and _only_venue(words):
            bare = " ".join(_ABOUT_LISTS.sub(" ", re.sub(r"[-_:()\[\]/,&!]+", " ", words)).split())
            venue = _YEAR.sub("", bare).strip()
            if not years:
                break
    return Period(venue, year)


def _only_venue(words: str) -> bool:
    """Whether words name a venue, and beside it only what lists call themselves."""
    bare = " ".join(_ABOUT_LISTS.sub(" ", re.sub(r"[-_:()\[\]/,&!]+", " ", words)).split())
    return says_venue(bare) and is_venue_tag(bare) and len(bare.split()) <= 3
