"""Venue strings as lists and records write them → a venue of the vocabulary, the year and the track.

What a string says besides the venue (years, ordinals, volumes, pages, "Proceedings of the") is taken off step by
step; what remains is looked up by name and alias. The form of a track is ``findings``, ``workshop`` or
``workshop: NAME`` with the workshop's own name, ``datasets and benchmarks``, ``tutorial``, ``shared task`` or
``student research workshop``; the main track has none.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kbgen.ingest.venue_words import date_like, whole_date_year
from kbgen.model.text import normalise_title
from kbgen.model.vocabulary import Venue, Venues

_YEAR = re.compile(r"(?<![\d:-])(?:19|20)\d\d(?![\d:-])")
_SHORT_YEAR = re.compile(r"(?<=[A-Za-z])\s?['’](?P<yy>\d\d)\b")
_PAGES = re.compile(r"\(?\bpp?\.?\s*\d[\d\s–—-]*\)?|(?<!\w)\d+\s*(?:\(\d+\))?\s*:\s*\d[\d\s–—-]*|(?<!\w)\d+\(\d+\)")
_VOLUME = re.compile(
    r",?\s*\b(?:Vol(?:ume|\.)?|No\.?)\s*\d+(?:\s*:\s*[A-Za-z ]+)?|(?<=[A-Za-z]),?\s+\d{1,4}$", re.IGNORECASE
)
_SERIES = re.compile(r",?\s*PMLR\b.*$")
_FRONT = re.compile(
    r"^(?:in:?\s+)?(?:proc(?:eedings|\.)?\s+(?:of\s+)?)(?:the\s+)?|^in:?\s+(?:the\s+)?|^the\s+", re.IGNORECASE
)
_TENS = "twent|thirt|fort|fift|sixt|sevent|eight|ninet"
_UNITS = "first|second|third|fourth|fifth|sixth|seventh|eighth|ninth"
_TEENS = "tenth|eleventh|twelfth|thirteenth|fourteenth|fifteenth|sixteenth|seventeenth|eighteenth|nineteenth"
_ORDINAL = re.compile(
    rf"\b(?:\d+(?:st|nd|rd|th)|(?:(?:{_TENS})y[- ])?(?:{_UNITS})|{_TEENS}|(?:{_TENS})ieth)\b[\s-]*(?:annual\s+)?"
    r"|\bannual\s+(?=meeting)",
    re.IGNORECASE,
)
_TRAILING = re.compile(r"[\s,;:.(\[-]+$")
_PARENTHESES = re.compile(r"\s*\(([^()]*)\)")

_FINDINGS = re.compile(r"\bfindings\b(?:\s+of\b(?:\s+the\b)?)?", re.IGNORECASE)
_ACL_NAME = re.compile(r"^(?:the\s+)?Association for Computational Linguistics\s*:?\s*(?=\S)", re.IGNORECASE)
_DATASETS = re.compile(
    r"\s*[,:-]?\s*\bdatasets?\s+(?:and|&)\s+benchmarks?\b(?:\s+track)?|\s*\bD&B\b(?:\s+track)?", re.IGNORECASE
)
_STUDENT = re.compile(r"\s*:?\s*\bstudent research workshop\b", re.IGNORECASE)
_SHARED = re.compile(r"\s*:?\s*\bshared task(?: papers)?\b", re.IGNORECASE)
_PART = re.compile(
    r"\s*:\s*(?:technical papers|long papers|short papers|research papers|main conference)$", re.IGNORECASE
)
_TUTORIAL = re.compile(r"\s*\btutorials?\b", re.IGNORECASE)
_VOLUME_OF = re.compile(r"\s[-–—]\s([A-Z][A-Za-z]*[A-Z]+)$")
_HOSTLESS = re.compile(r"\b(?:international|joint|acm|ieee|annual)\b", re.IGNORECASE)
_WORKSHOP = re.compile(r"\bworkshops?\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class VenueReading:
    """What a venue string says.

    ``venue`` is ``None`` where the vocabulary does not have it; ``name`` is what was looked for, and empty where the
    string names no venue at all (a bare year, a month, a date).
    """

    text: str
    name: str
    venue: Venue | None = None
    year: int | None = None
    track: str = ""


def read_venue(text: str, venues: Venues) -> VenueReading:
    """Read a venue string; the last year in it is the year of publication."""
    text = " ".join(text.split())
    years = [int(year) for year in _YEAR.findall(text)]
    if not years and (short := _SHORT_YEAR.search(text)):
        years = [2000 + int(short["yy"]) if int(short["yy"]) < 70 else 1900 + int(short["yy"])]
    year = years[-1] if years else whole_date_year(text)
    name, track = _track(_without_numbers(text))
    if "workshop" in track:
        whole = next((venue for one in _spellings(_without_numbers(text)) if (venue := venues.find(one))), None)
        if whole and whole.kind == "workshop":
            return VenueReading(text, whole.short, whole, year, "")
    if not normalise_title(name) or date_like(name):
        return VenueReading(text, "", None, year, track)
    for spelling in _spellings(name):
        if venue := venues.find(spelling):
            return VenueReading(text, spelling, venue, year, track)
    if track.startswith("workshop") and (venue := _host(name, venues)):
        return VenueReading(text, venue.short, venue, year, track)
    return VenueReading(text, name, None, year, track)


def _without_numbers(text: str) -> str:
    """The string without years, pages, volumes and series."""
    text = _SERIES.sub("", _PAGES.sub(" ", text))
    text = _SHORT_YEAR.sub("", _YEAR.sub(" ", text))
    text = re.sub(r"\(\s*(?:published|seed|accepted|to appear)?\s*[,:;]?\s*\)", " ", text)
    text = _VOLUME.sub("", _tidy(text))
    return _tidy(text)


def _tidy(text: str) -> str:
    text = re.sub(r"\(\s*[,;:]?\s*\)", " ", " ".join(text.split()))
    text = _TRAILING.sub("", text.strip()).strip(" ,;:'\"")
    return " ".join(text.split()) + (")" if text.count("(") > text.count(")") else "")


def _track(name: str) -> tuple[str, str]:
    """The string without the words of its track, and the track."""
    name = _PART.sub("", name)
    if _STUDENT.search(name):
        return _tidy(_STUDENT.sub("", name)), "student research workshop"
    if _SHARED.search(name):
        return _tidy(_SHARED.sub("", name)), "shared task"
    if _DATASETS.search(name):
        return _tidy(_DATASETS.sub("", name)), "datasets and benchmarks"
    if _FINDINGS.search(name):
        rest = _tidy(_FINDINGS.sub("", name))
        return _tidy(_ACL_NAME.sub("", rest)) or rest, "findings"
    if _WORKSHOP.search(name):
        return _workshop(name)
    if _TUTORIAL.search(name):
        return _tidy(_TUTORIAL.sub("", name)), "tutorial"
    return name, ""


def _workshop(name: str) -> tuple[str, str]:
    """Host and own name of a workshop: ``CVPR Workshops``, ``NeurIPS Workshop on X``, ``NIPS X Workshop``."""
    before, after = (_tidy(part) for part in _WORKSHOP.split(name, maxsplit=1))
    after = re.sub(r"^(?:on|for|at|track|:|,)\s+", "", after, flags=re.IGNORECASE)
    if not normalise_title(_HOSTLESS.sub(" ", _ORDINAL.sub(" ", _FRONT.sub("", before + " ")))):
        return name, ""
    # A bracket that is left over opened before the word: "ICCV 2017 (workshop)".
    own = _PARENTHESES.sub("", after).strip(" '\"‘’“”,;:()[]")
    host, _, rest = before.partition(" ")
    if not own and rest and sum(char.isupper() for char in host) > 1 and "(" not in before and "/" not in host:
        return host, f"workshop: {rest.strip()}"
    return before, f"workshop: {own}" if own else "workshop"


def _host(name: str, venues: Venues) -> Venue | None:
    """The venue that a workshop's string begins with."""
    words = name.split()
    for end in range(len(words), 0, -1):
        if venue := venues.find(" ".join(words[:end])):
            return venue
    return None


def series_name(name: str) -> str:
    """The name of a conference without what one year's proceedings add to it, such as "Proceedings of the 43rd"."""
    bare = _tidy(_FRONT.sub("", name))
    return _tidy(_FRONT.sub("", _tidy(_ORDINAL.sub("", bare)))) or name


def _spellings(name: str) -> Iterator[str]:
    """What to look a name up as, the fullest first."""
    seen: set[str] = set()
    bare = _tidy(_FRONT.sub("", name))
    plain = _tidy(_ORDINAL.sub("", bare))
    plain = _tidy(_FRONT.sub("", plain))
    inside = [part for part in _PARENTHESES.findall(plain) if part.strip()]
    without = _tidy(_PARENTHESES.sub("", plain))
    candidates = [name, bare, plain, without]
    if "," in without:
        candidates += [without.split(",", 1)[1], without.split(",", 1)[0]]
    if ":" in without:
        candidates += [without.split(":", 1)[0], without.split(":", 1)[1]]
    if " and the " in without:
        candidates.append(without.split(" and the ", 1)[0])
    # Springer's volumes: "Computer Vision – ECCV 2020".
    if (volume := _VOLUME_OF.search(without)) is not None:
        candidates.append(volume[1])
    candidates += inside
    for candidate in candidates:
        spelling = _tidy(_FRONT.sub("", _ORDINAL.sub("", candidate.strip()))) if candidate is not name else name
        if normalise_title(spelling) and spelling not in seen:
            seen.add(spelling)
            yield spelling
