"""What a piece of text in an entry can be: a venue, a date, people, or none of these.

Lists put authors, dates, notes and venues into the same places. A text is taken for a venue only where nothing in its
form speaks against it, because a venue that is none would stand in the vocabulary for good.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

_REMEMBERED = 20_000
"""Answers about texts that are kept: one entry is asked about in many ways."""
VENUE_LENGTH = 60
"""Characters up to which a text without a word of venues may be one."""
VENUE_WORDS = 8
"""Words up to which a text without a word of venues may be one."""

_MONTHS = (
    r"jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?"
)
_DATE_PART = re.compile(rf"\b(?:{_MONTHS}|date|spring|summer|autumn|fall|winter|\d+(?:st|nd|rd|th)?)\b", re.IGNORECASE)
_STARTS_WITH_MONTH = re.compile(rf"^(?:{_MONTHS})\b\.?", re.IGNORECASE)
_WHOLE_DATE = re.compile(r"^\W*((?:19|20)\d\d)[-./](?:0?[1-9]|1[0-2])(?:[-./][0-3]?\d)?\W*$")
_YEAR_HEADING = re.compile(
    r"^(?:in|year|before|until|since|after)?\s*(?:19|20)\d\d(?:\s*[-–—/&]\s*(?:(?:19|20)?\d\d|now|present))?"
    r"(?:\s*(?:and|or|&)\s*(?:before|earlier|older|later))?$",
    re.IGNORECASE,
)
_VENUE_WORD = re.compile(
    r"\b(?:[Pp]roc(?:eedings)?|[Cc]onf(?:erence)?|[Jj]ournal|Trans(?:actions)?|[Ww]orkshops?|[Ss]ymposium|Letters"
    r"|[Mm]agazine|Annual|Association|Society|Congress|Meeting|Findings|Advances|Lecture Notes|International|Int\.|IEEE"
    r"|ACM|Nature|Science|(?i:arxiv|biorxiv|medrxiv|preprint|openreview|tech(?:nical)? report))(?!\w)"
)
_PREPRINT = re.compile(r"(?i)\b(?:arxiv|biorxiv|medrxiv|preprint|openreview)(?!\w)")
_ACRONYMS = (
    "3DV AAAI AACL AAMAS ACCV ACL ACMMM AISTATS AKBC ASRU BMVC CHI CIKM COLING COLM COLT CONLL CORL CVPR "
    "CVPRW DCASE EACL ECAI ECCV ECCVW ECML EMNLP EUSIPCO GCPR ICASSP ICCV ICCVW ICDE ICDM ICIP ICLR ICLRW "
    "ICME ICML ICMLW ICMI ICMR ICPR ICRA IJCAI IJCNN IJCV INTERSPEECH IROS ISMIR ISWC IUI JMLR KDD LREC "
    "MICCAI MIDL MLSYS NAACL NEURIPS NEURIPSW NIPS OSDI PAMI PMLR PNAS RECSYS RSS SIGDIAL SIGGRAPH SIGIR "
    "SIGMOD SIGSPATIAL TACL TASLP TIP TKDE TMLR TMM TNNLS TOG TOMM TPAMI TVCG UAI UBICOMP UIST VLDB WACV "
    "WACVW WASPAA WMT WSDM WWW "
    # systems, networks and architecture
    "SOSP NSDI EUROSYS ASPLOS ISCA HPCA MICRO HOTOS HOTNETS HOTSTORAGE SOCC PPOPP IPDPS HPDC ICDCS ISPASS "
    "SIGCOMM CONEXT INFOCOM MOBICOM MOBISYS MOBIHOC SENSYS IPSN SIGMETRICS ISSCC ICCAD FCCM DSN CLOUDCOM ICNP "
    # programming, software and security
    "PLDI POPL OOPSLA ICFP ECOOP ICSE FSE ESEC ISSTA ICSME SANER ICPC ESEM ICST TOSEM CCS NDSS ACSAC SOUPS "
    "ASIACCS ESORICS EUROCRYPT ASIACRYPT TDSC TIFS TPDS "
    # databases, theory, interaction, robots, biology
    "PVLDB PODS EDBT CIDR DASFAA PAKDD ECIR SIGKDD TKDD TOIS TIST TODS CSCW TOCHI ISMAR STOC FOCS ICALP "
    "IJRR RAL HUMANOIDS RECOMB ISMB ISBI IPMI ECCB EMBC ICAPS AISEC ITSC CAV ATVA TACAS FMCAD LICS IJCAR IJCNLP "
)
_KNOWN = frozenset(_ACRONYMS.split())
_SMALL_WORDS = "van von der den de del della di da dos du la le el al bin ibn ten ter zu"
_NAME_WORD = re.compile(r"^[^\W\d_](?:[^\W\d_]|['’.\-])*$")
_PARTICLES = frozenset(_SMALL_WORDS.split())
_FIELD_WORD = re.compile(
    r"\b(?:vision|recognition|learning|intelligence|processing|comput\w+|languages?|systems?|networks?|robot\w*|data"
    r"|linguistics|engineering|technology|multimedia|graphics|medicine|analysis|applications?|models?|research|methods?"
    r"|security|speech|image|video|information|knowledge|artificial|machine|neural|deep|paper|code|objects?|features?"
    r"|generative|adversarial|visual|semantic|supervised|\w{2,}tions?|\w{2,}istics?|\w{2,}(?:isation|ization|ology|ability))\b",
    re.IGNORECASE,
)
_LOWER_START = re.compile(r"(?i:arxiv|biorxiv|medrxiv)|npj|[ei][A-Z]")
_INITIALS = re.compile(r"^(?:[A-Z]\.[ -]?)+$")
_MARKS = re.compile(r"[*†‡§¶∗✉#^]+|(?<=[^\W\d_])\d+\b")
_ET_AL = re.compile(r",?\s*\bet\.?\s+al\b\.?|,?\s*\band others\b", re.IGNORECASE)
_NAME = r"[A-Z][\w'’-]+"
_INVERTED_LIST = re.compile(
    rf"^{_NAME}(?: {_NAME})?, {_NAME}(?: [A-Z]\.?)*(?:,? and {_NAME}(?: {_NAME})?, {_NAME}(?: [A-Z]\.?)*)+\W*$"
)
"""``Hopper, Grace and Noether, Emmy``."""
_SHORT_LIST = re.compile(
    rf"^{_NAME} [A-Z]{{1,3}}(?:, {_NAME} [A-Z]{{1,3}})+(?:,? et al)?\W*$|^{_NAME} [A-Z]{{1,2}}\.?$"
)
"""``Hopper G, Noether E``."""
_MOST_PEOPLE = 10_000
_BEHIND_PEOPLE = 400
"""Characters up to which a text lists people, and up to which a venue may follow them."""
_WORDS_OF_NAME = 5
_BETWEEN_NAMES = re.compile(r"\s*,\s*(?:and\s+|&\s*)?|\s+and\s+|\s*&\s*|\s*;\s*")
_BETWEEN_PARTS = re.compile(r"\s+[-–—|]+\s+|(?:(?<![A-Z])\.|[;:,])\s+(?:in:?\s+)?|\s+\((?=[^()]*\)\s*$)")


@lru_cache(maxsize=_REMEMBERED)
def date_like(text: str) -> bool:
    """Whether nothing but a date, a month or a number stands in a text."""
    return bool(re.search(r"\w", text)) and not re.search(r"[^\W\d_]", _DATE_PART.sub(" ", text))


def whole_date_year(text: str) -> int | None:
    """The year of a text that is a date such as ``2024-01-02`` or ``2021.9`` throughout."""
    found = _WHOLE_DATE.match(text)
    return int(found[1]) if found else None


def period_heading(text: str) -> bool:
    """Whether a heading only says when its entries appeared: ``2023``, ``2019 and earlier``, ``April 2024``."""
    words = re.sub(r"[^\w\s\-–—/&.,]|年", " ", text).strip()
    return bool(_YEAR_HEADING.match(words)) or (bool(re.search(r"(?:19|20)\d\d", words)) and date_like(words))


@lru_cache(maxsize=_REMEMBERED)
def says_venue(text: str) -> bool:
    """Whether a word in a text is one of venues: a known short name, or a word such as "Proceedings"."""
    return bool(_VENUE_WORD.search(text)) or known_venue(text)


@lru_cache(maxsize=_REMEMBERED)
def known_venue(text: str) -> bool:
    """Whether a text holds the short name of a known venue, or that of a preprint server."""
    return bool(_PREPRINT.search(text)) or any(
        word.upper() in _KNOWN and (word == "Interspeech" or sum(char.isupper() for char in word) > 1)
        for word in re.findall(r"[A-Za-z0-9]+", text)
    )


def in_title_case(text: str) -> bool:
    """Whether every longer word of a text begins with a capital, as in the name of a journal."""
    words = re.findall(r"[^\W\d_]{4,}", text)
    return bool(words) and all(word[0].isupper() for word in words)


def no_venue(text: str) -> str:
    """Why a text cannot name a venue, in words; empty where it can.

    A date is no fault here: it says when, and a reader takes the year from it.
    """
    if not re.search(r"[^\W_]", text):
        return "no words"
    if re.search(r"https?://|[\[\]{}$%<>=~|]|\d\.\d|@[a-z]", text):
        return "no name"
    if len(text.split()) > 1 and (_STARTS_WITH_MONTH.match(text) and not date_like(text)) and not says_venue(text):
        return "a date with other words"
    if _mostly_names(text):
        return "names of people"
    if text[0].islower() and " " in text and not _LOWER_START.match(text):
        return "a sentence"
    if says_venue(text):
        return ""
    if len(text) > VENUE_LENGTH or len(text.split()) > VENUE_WORDS:
        return "a sentence"
    return ""


@lru_cache(maxsize=_REMEMBERED)
def people(text: str) -> tuple[str, ...]:
    """The people that a text lists, where it is plainly a list of at least two full names; else none."""
    if len(text) > _MOST_PEOPLE:
        return ()
    text, others = _ET_AL.subn("", _MARKS.sub("", text).strip(" ,.;()"))
    names = [part.strip(" .") if not re.search(r"\b\w\.$", part) else part.strip() for part in _split_names(text)]
    enough = len(names) >= 2 or bool(others and names)
    return tuple(names) if enough and all(_full_name(name) for name in names) else ()


def names_somebody(text: str) -> bool:
    """Whether a text reads as full names, be it that of one person: twice, it would be a list of people."""
    return bool(people(f"{text}, {text}"))


def short_names(text: str) -> bool:
    """Whether a text lists people by family names and initials: ``Hopper G, Noether E``."""
    return bool(_SHORT_LIST.match(text.strip()))


def reads_as_people(text: str) -> bool:
    """Whether a text reads as a list of people even if not every name is plain: ``Hopper, G., & Noether, E.``."""
    if says_venue(text):
        return False
    return bool(people(text) or _INVERTED_LIST.match(text) or _SHORT_LIST.match(text)) or _mostly_names(text)


@lru_cache(maxsize=_REMEMBERED)
def people_and_rest(text: str) -> tuple[tuple[str, ...], str]:
    """People that a text begins with, and what follows them; no people where it is not plainly so."""
    if len(text) > _MOST_PEOPLE:
        return (), text
    if names := people(text):
        return names, ""
    for found in reversed(list(_BETWEEN_PARTS.finditer(text, max(0, len(text) - _BEHIND_PEOPLE)))):
        before, after = text[: found.start()], text[found.end() :].strip(" .,;()")
        if not after:
            continue
        names = people(before)
        if not names and says_venue(after) and _full_name(before.strip(" .,")) and not says_venue(before):
            names = (before.strip(" .,"),)
        if names and not _mostly_names(after) and (says_venue(after) or re.search(r"\d\d", after)):
            return names, after
    return (), text


def _split_names(text: str) -> Iterator[str]:
    yield from (part for part in _BETWEEN_NAMES.split(text) if part.strip())


@lru_cache(maxsize=_REMEMBERED)
def _full_name(text: str) -> bool:
    """Whether a text has the form of one person's full name: two to five words, each with a capital or a particle."""
    words = text.split()
    if not 2 <= len(words) <= 5 or _FIELD_WORD.search(text) or says_venue(text):
        return False
    return all(_name_word(word) for word in words) and words[-1][:1].isupper()


@lru_cache(maxsize=_REMEMBERED)
def _name_word(word: str) -> bool:
    if word.lower() in _PARTICLES:
        return True
    letters = re.sub(r"[^\w]", "", word)
    return bool(_NAME_WORD.match(word)) and word[0].isupper() and not (len(letters) > 2 and letters.isupper())


@lru_cache(maxsize=_REMEMBERED)
def _mostly_names(text: str) -> bool:
    """Whether a text reads as people even if not every name is plain, as in ``Liu, Pengfei, Weizhe Yuan``."""
    if people(text):
        return True
    if (others := _ET_AL.search(text)) and not says_venue(_ET_AL.split(text)[-1]):
        before = [part for part in _split_names(text[: others.start()]) if part.strip()]
        return not any(len(part.split()) > _WORDS_OF_NAME or _FIELD_WORD.search(part) for part in before)
    parts = list(_split_names(_MARKS.sub("", text)))
    if sum(bool(_INITIALS.match(part.strip())) for part in parts) >= 2:
        return True
    full = sum(_full_name(part.strip(" .")) for part in parts)
    return len(parts) >= 3 and full * 2 >= len(parts) and not says_venue(text)
