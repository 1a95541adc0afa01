"""Titles in bare text: what stands before one (numbers, tags, people) and what follows it (people, venues, dates)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kbgen.ingest.field_words import field_name, meaning_of
from kbgen.ingest.leading_people import behind_dated_names, behind_names
from kbgen.ingest.leads import EDGES, is_venue_tag
from kbgen.ingest.pieces import without_last_pictures
from kbgen.ingest.venue_words import (
    date_like,
    known_venue,
    names_somebody,
    no_venue,
    people,
    people_and_rest,
    reads_as_people,
    says_venue,
    short_names,
)

_NUMBERING = re.compile(r"\s*(?:[*＊]?\(?\d{1,4}[.)、]\s*(?=\D)|\[\d{1,4}\]\s*|#\d{1,4}\s+|[①-⑳]\s*|[-–—*•·★☆]+\s+)")
_DATE_IN_FRONT = re.compile(r"\s*(?:19|20)\d\d[./-](?:1[0-2]|0?[1-9])(?:[./-][0-3]?\d)?(?![\w./-])\s*[:：,|]?\s+(?=\S)")
_TAG = re.compile(
    r"\s*(?:\[(?P<a>[^\[\]]{1,60})\]|\((?P<b>[^()]{1,60})\)|【(?P<c>[^【】]{1,60})】|<(?P<d>[^<>]{1,60})>)\s*[:：|-]?\s*"
)
_TAG_WITHOUT_BRACKETS = re.compile(r"\s*(?P<tag>[^|:：\[\]\n]{2,40}?)\s*(?:(?:\||:|,|\s[-–—]{1,3})\s+|：\s*)")
_DATED_TAG = re.compile(
    r"\s*(?:(?:19|20)\d\d\s*[-_]\s*(?P<a>[A-Z][A-Za-z]{2,11})|(?P<b>[A-Z][A-Za-z]{2,11})\s*[-_ ]?(?:19|20)\d\d"
    r"|[012]\d\s*-\s*(?P<c>[A-Z](?=\w*[A-Z])[A-Za-z]{1,11}))"
    r"\s*[-_:]\s*|\s*(?:[089012]\d|(?:19|20)\d\d)_(?P<d>[A-Z][A-Za-z&]+(?:[ -][A-Z]\w*){0,2})_(?:(?P=d)_)?"
)
_SENTENCE = re.compile(
    r"(?<=[^\W\d_A-Z][^\W_])[.?!]['”\"]?\s+|(?<=[\w)][A-Z\d)])[.?!]\s+|(?<=[a-z?!)])[.?!]\s+|[。！？]\s*"
)
_PLAIN_VENUE = re.compile(r"(?:19|20)\d\d|['’]\s?\d\d|^\W*(?:IEEE|ACM|USENIX)\s|[A-Z]\w*[A-Z]\w* \d\d$")
_MOST_PEOPLE = 60
_AFTER_YEAR = re.compile(r"\s*\((?:19|20)\d\d[a-z]?\)\s*[.,:]?\s+|,\s+(?=[\"“])")
_AFTER_INITIAL = re.compile(r"(?<=\s[A-Z])\.\s+(?=[^\W\d_]{2}|A\s[^\W\d_A-Z])")
_APART = re.compile(r"\s(?:[|–—]|-{1,2})\s")
_YEAR_NEXT = re.compile(r"\(?(?:19|20)\d\d[a-z]?\)?[.,:]?\s+")
_KIND_OF_WORK = re.compile(r"\s*\[(?:[JCMDRPN]|EB|DB)(?:/OL)?\]\s*[.:]?\s*(?://)?\s*")
"""What Chinese bibliographies write behind a title (GB/T 7714): ``[J]`` a journal's, ``[C]//`` a conference's."""
_JOINT = re.compile(
    r"\s+[-–—|/]+\s+|\s+by\s+|[,;，]\s+(?:in:?\s+)?|\s*[|｜]\s*|(?<=\S)\s*[(（\[](?=[^()\[\]（）]*[)\]）]\s*\W*$)|\s+@\s*|\s+[·•]\s+"
)
_DATE_END = re.compile(r"[\s,.]*\(?(?:19|20)\d\d[a-z]?\)?[\s.,:]*$")
_LABEL_IN_BRACKETS = re.compile(r"\s*[\[(（【]{1,2}(?P<label>[^\[\]()【】（）]{2,24})[\])】）]")
_ONE_PERSON = re.compile(
    r"^(?:[A-Z][\w'’-]+,\s+(?:[A-Z]\.?[ -]?)+|(?:[A-Z]\.\s?)+[A-Z][\w'’-]+|[A-Z][\w'’-]+,\s+[A-Z][a-z]+)$"
)
_ET_AL_END = re.compile(r"(?<=\bet al)(?:\.?\s*[,:;]|\.)\s+|(?<=\bet\. al)(?:\.?\s*[,:;]|\.)\s+")
_WITH_INITIALS = re.compile(r"(?:[A-Z]\.[ -]?){1,3}[A-Z][\w'’-]+(?=[,.;]|\s*$|\s+et\.? al)")
_ET_AL_NAMES = re.compile(r"(?:[A-Z][\w.'’-]*\s+){1,4}et\.? al\b")
_DANGLING = re.compile(
    r"(?<=[.?!,;])\s*(?:(?:to appear|published|accepted|presented|appeared)\s+)?(?:in|at|by)\s*:?\s*$", re.IGNORECASE
)
"""What leads to a styled venue, and is no part of the title before it: ``A Title. In *ICML 2020*``."""
_DATED_BRACKET = re.compile(r"^[^\W\d_](?:[\w@&/.-]*\s){0,5}?[\w@&/.-]*(?:19|20)\d\d\W*$")
_PERSON_AND_YEAR = re.compile(r"^(?P<name>(?:[A-Z][\w.'’-]*\s){1,2}[A-Z][\w'’-]+),\s(?:19|20)\d\d\W*$")
_REMARK = re.compile(r"(?<=\d)\s*\([a-z][^()]*\)\s*$")
_READ = 1000
"""Characters of bare text in which a title is looked for."""
_EMPTY_LINE = re.compile(r"[^\W_][^\n]*(?P<gap>\n[ \t]*\n)")
_BELOW = re.compile(r"[-*+•·>]\s+\S")
"""A line with a mark of its own, which is said below a title."""
_OPEN_EDGES = " \t\n,;:.|*-–—/\\([{（【《"
_WORDS_OF_VENUE = 14


@dataclass(frozen=True, slots=True)
class BareTitle:
    """Where a title stands in bare text; ``cited`` where people stand before it, as in a citation."""

    start: int
    end: int
    cited: bool = False


def bare_title(text: str) -> BareTitle | None:
    """The title in the text before an entry's first link."""
    text = text[:_READ]
    start = after_tags(text)
    end = len(without_last_pictures(text, _OPEN_EDGES))
    if bracket := _LABEL_IN_BRACKETS.search(text, start, end):
        end = bracket.start() if meaning_of(bracket["label"]) else end
    end = _before_label(text, start, end)
    end = _before_details(text, start, end)
    if dangling := _DANGLING.search(text[start:end]):
        end = start + dangling.start()
    if not re.search(r"\w", text[start:end]):
        return None
    if (cited := _citation(text, start, end)) is not None:
        return cited
    return BareTitle(start, _title_end(text, start, end))


def after_tags(text: str) -> int:
    """Where numbers and tags in front of a title end: ``[12]``, ``3.``, ``[NeurIPS 2024]``, ``CVPR'21 | ``."""
    at = 0
    while True:
        found = _tag(text, at)
        if found is not None:
            at = found.end()
        else:
            rest = text[at:]
            return at + len(rest) - len(rest.lstrip(EDGES)) if re.search(r"\w", rest) else 0


def _before_details(text: str, start: int, end: int) -> int:
    """Where a title ends before a line that is no part of it: a field, a label, people, a venue, a date, or nothing."""
    if paragraph := _EMPTY_LINE.search(text, start, end):
        end = paragraph.start("gap")
    for found in re.finditer(r"\s*\n", text[:end]):
        line = text[found.end() : end].split("\n")[0].strip()
        name = meaning_of(field_name(line)) or meaning_of(line.strip(EDGES)) or _BELOW.match(line)
        if found.start() > start and (name or is_venue_tag(line) or date_like(line) or people(line)):
            return found.start()
    return end


def _tag(text: str, at: int) -> re.Match[str] | None:
    """The number or tag that stands at a place, if one does."""
    if found := _DATE_IN_FRONT.match(text, at) or _NUMBERING.match(text, at):
        return found
    if (found := _TAG.match(text, at)) and _says_about(next(one for one in found.groups() if one is not None)):
        return found
    if (found := _DATED_TAG.match(text, at)) and (found["c"] or found["d"] or known_venue(found["a"] or found["b"])):
        return found
    found = _TAG_WITHOUT_BRACKETS.match(text, at)
    return found if found and _says_when_or_where(found["tag"]) else None


def _says_about(text: str) -> bool:
    """Whether a tag in brackets says when, where or by whom a work appeared, or is a number or a mark such as [x]."""
    year = re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", text)
    coined = re.match(r"^\W*[A-Z][A-Za-z]{1,9}['’]?\d\d\W*$", text)
    return bool(year or coined) or date_like(text) or is_venue_tag(text) or not re.search(r"\w", text.strip("xX "))


def _says_when_or_where(text: str) -> bool:
    """Whether text without brackets is a tag: only "Title", a venue, or a date with its year is plain enough."""
    return (
        meaning_of(text) == "title"
        or (is_venue_tag(text) and bool(known_venue(text) or _PLAIN_VENUE.search(text)))
        or (date_like(text) and bool(re.search(r"(?:19|20)\d\d", text)))
    )


def _before_label(text: str, start: int, end: int) -> int:
    """Where a title ends before the name of the field or the label that leads to a link: ``Title. Paper: ``."""
    while True:
        words = text[start:end].rstrip(_OPEN_EDGES)
        last = re.search(r"(?:[.|,;]|\s[-–—]|[(\[（【])\s*(?P<label>[^.|,;()\[\]]{1,24})$", words)
        if (
            last is None
            or not last.start()
            or not meaning_of(last["label"])
            or not re.search(r"[:：(\[（【]\W*$", text[: end + 3])
        ):
            return start + len(words)
        end = start + last.start()


def _citation(text: str, start: int, end: int) -> BareTitle | None:
    """``Authors. Title. Venue.``: the sentence after one that is people."""
    if (begin := behind_dated_names(text, start, end)) is not None:
        stop = _sentence_end(text, begin, end)
        return BareTitle(begin, _title_end(text, begin, stop), cited=True)
    for stop, begin in (*behind_names(text, start, end), *sorted(_people_ends(text, start, end))):
        before = _DATE_END.sub("", text[start : stop + (text[stop] == ".")]).strip(" ,;:([")
        if len(before.split()) > _MOST_PEOPLE:
            return None
        if _APART.search(before):
            continue
        dated = _YEAR_NEXT.match(text, begin) and names_somebody(before)
        if before and (dated or reads_as_people(before) or (begin < end and _one_person(before, text[stop:begin]))):
            year = _YEAR_NEXT.match(text, begin, end)
            begin = year.end() if year else begin
            tags = after_tags(text[begin:end])
            begin += tags if re.search(r"\w", text[begin : begin + tags]) else 0
            stop = _sentence_end(text, begin, end)
            return BareTitle(begin, _title_end(text, begin, max(stop, begin)), cited=True) if stop > begin else None
    return None


def _people_ends(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Where people before a title may end, and where the title would begin."""
    yield from ((found.start(), found.end()) for found in _SENTENCE.finditer(text, start, end))
    for found in _AFTER_INITIAL.finditer(text, start, end):
        if short_names(text[start : found.start()]):
            yield found.start(), found.end()
    yield from ((found.start(), found.end()) for found in _ET_AL_END.finditer(text, start, end))
    for found in _AFTER_YEAR.finditer(text, start, end):
        if found.start() > start:
            yield found.start(), found.end()


def _sentence_end(text: str, start: int, end: int) -> int:
    """Where the title of a citation ends: at its period, behind its question mark, or at the mark of its kind."""
    rest = next((found for found in _SENTENCE.finditer(text, start, end) if found.start() > start + 8), None)
    kind = _KIND_OF_WORK.search(text, start, end)
    if kind and (rest is None or kind.start() <= rest.start()):
        return kind.start()
    if rest is None:
        return _title_end(text, start, end)
    return rest.start() + (text[rest.start()] in "?!")


def _one_person(words: str, cut: str) -> bool:
    """Whether one person's name stands before a title: with initials or inverted, or with the year behind it."""
    return bool(_ONE_PERSON.match(words)) or ("(" in cut and names_somebody(words))


def _title_end(text: str, start: int, end: int) -> int:
    """Where the title ends before people, a venue or a date that follow it."""
    for stop, begin in _cuts(text, start, end):
        tail = text[begin:end].strip(EDGES)
        joint = text[stop:begin].strip()
        if joint == "by" and not _names_people(tail):
            continue
        if joint in {"·", "•"} and _may_stand_alone(text[start:stop]):
            return stop
        if stop > start and joint in {"(", "（", "["} and _DATED_BRACKET.match(tail) and not tail[0].islower():
            return stop
        if stop > start and tail and len(text[start:stop].split()) >= 1 and _follows(tail, comma=text[stop] in ",;，"):
            return stop
    return end


def _may_stand_alone(words: str) -> bool:
    """Whether words before a dot between parts may be a whole title, and are no tag in front of one."""
    bare = words.strip(EDGES)
    return len(bare.split()) > 1 and not (is_venue_tag(bare) or date_like(bare) or people(bare))


def _cuts(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    found = [(one.start() + (text[one.start()] in "?!"), one.end()) for one in _SENTENCE.finditer(text, start, end)]
    found += [(one.start(), one.end()) for one in _JOINT.finditer(text, start, end)]
    yield from sorted(found)


def _names_when(words: str) -> bool:
    """Whether words between commas name a venue with its year, so that a title before them has ended."""
    return is_venue_tag(words) and bool(re.search(r"(?:19|20)\d\d|['’]\d\d", words))


def _names_people(tail: str) -> bool:
    """Whether a text begins with people, or with one person before a comma or a bracket."""
    first = re.split(r"\s*[,;，(（]", tail)[0]
    return bool(people_and_rest(tail)[0] or names_somebody(first))


def _follows(tail: str, *, comma: bool) -> bool:
    """Whether a text says who, where or when, and so is no part of the title before it."""
    tail = _REMARK.sub("", tail + (")" if tail.count("(") > tail.count(")") else ""))
    if (dated := _PERSON_AND_YEAR.match(tail)) and names_somebody(dated["name"]):
        return True
    if date_like(tail):
        return bool(re.search(r"(?<!\d)(?:19|20)\d\d(?!\d)", tail))
    if _WITH_INITIALS.match(tail) or _ET_AL_NAMES.match(tail):
        return True
    if is_venue_tag(tail) or (comma and _names_when(re.split(r"[,;，]", tail)[0])):
        return True
    names, rest = people_and_rest(tail)
    if not names and not comma and (dated := _DATE_END.search(tail)):
        names, rest = people(f"{tail[: dated.start()]}, {tail[: dated.start()]}"), dated[0]
    if names:
        return bool(rest) or not comma or len(names) > 2
    first = re.split(r"[,;，]\s+", tail)[0]
    said_here = says_venue(first) or date_like(first)
    parts = re.split(r"[,;，]\s+", tail)
    if not said_here and (any(map(_names_when, parts[1:])) or (len(parts) > 2 and _names_when(", ".join(parts[-2:])))):
        return False
    bracket = re.search(r"(?<=\w)\s*[(（\[](?P<words>[^()（）\[\]]*)[)）\]]?\W*$", tail)
    if bracket and not says_venue(tail[: bracket.start()]) and _names_when(bracket["words"]):
        return False
    year = re.search(r"(?:19|20)\d\d|['’]\d\d\b", tail)
    return bool(year) and says_venue(tail) and not no_venue(tail) and len(tail.split()) <= _WORDS_OF_VENUE
