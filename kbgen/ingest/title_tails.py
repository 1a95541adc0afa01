"""What lists write inside of the link or the bold type of a title, behind it: where and when, and by whom."""

import re

from kbgen.ingest.leads import is_venue_tag
from kbgen.ingest.venue_words import date_like, names_somebody, people

_BRACKET = re.compile(r"\s*[(\[（【](?P<said>[^()\[\]（）【】]{2,80})[)\]）】][\s.,]*$")
_DATED = re.compile(r"(?<![\w-])(?:19|20)\d\d\W*$|['’]\d\d\W*$")
_JOINED = re.compile(r"(?P<joint>\s+[-–—|@]+\s+|[,.?!]\s+|\s*\|\s*)(?P<said>(?:(?!\s[-–—|]\s|[.?!]\s).){2,60})$")
_YEAR = re.compile(r"(?:19|20)\d\d")
_WORDS = 8


def without_tail(text: str, start: int, end: int) -> int:
    """Where the title in a stretch of text ends, before a bracket, or words behind a joint, that say where and when.

    A person is a tail only before a date: ``A Title — Jane Doe (1999)``.
    """
    dated = False
    while True:
        words = text[start:end]
        if (found := _BRACKET.search(words)) and _says_when(found["said"]) and _named(words[: found.start()]):
            end, dated = start + found.start(), True
        elif (found := _JOINED.search(words)) and _named(words[: found.start()]) and _is_tail(found, dated=dated):
            end, dated = start + found.start() + (found["joint"][0] in "?!"), True
        else:
            return end


def _is_tail(found: re.Match[str], *, dated: bool) -> bool:
    said = found["said"].strip()
    if found["joint"][0] == "," and _YEAR.fullmatch(said.strip(" .")):
        return True
    if is_venue_tag(said) and _DATED.search(said):
        return True
    names = people(said) or names_somebody(said)
    return dated and bool(names) and found["joint"].strip() in {"-", "–", "—", "|"}


def _named(words: str) -> bool:
    return bool(re.search(r"[^\W\d_]{2}", words))


def _says_when(said: str) -> bool:
    """Whether words in brackets are a date with its year, or a venue with one."""
    if not _DATED.search(said) or len(said.split()) > _WORDS:
        return False
    return date_like(said) or is_venue_tag(said) or bool(re.match(r"[^\W\d_]", said) and not said[0].islower())
