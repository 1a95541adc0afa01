"""The people of an entry: in a field that names them, before the title as in a citation, or among the other pieces."""

import re
from collections.abc import Sequence

from kbgen.ingest.field_words import meaning_of
from kbgen.ingest.leads import is_venue_tag
from kbgen.ingest.names import given_first
from kbgen.ingest.pieces import Piece
from kbgen.ingest.venue_words import date_like, people, people_and_rest, reads_as_people, says_venue

_INVERTED = re.compile(
    r"(?P<family>(?:(?:van|von|der|den|de|del|della|di|da|la|le)\s+)*[^\W\d_][\w'’-]+(?:[ -][^\W\d_][\w'’-]+)?),\s*"
    r"(?P<given>(?:[^\W\d_]\.[\s-]?)+)"
)
_INITIALS = re.compile(r"^[A-Z][\w'’-]+,\s*(?:[A-Z]\.?[ -]?){1,3}$")
"""``Hopper, G. B.``"""
_FIRST_INVERTED = re.compile(r"^(?P<family>[A-Z][\w'’-]+), (?P<given>[A-Z][\w'’-]+(?: [A-Z]\.)?), (?=[A-Z]\S* \S|and )")
"""``Hopper, Grace, Emmy Noether, and Jane Doe``, as MLA writes people."""
_YEAR_BEHIND = re.compile(r"[\s,.]*\(?\b(?P<year>(?:19|20)\d\d)[a-z]?\b\)?[\s.,:]*$")
_ONE = re.compile(
    r"^(?:[A-Z][\w'’-]+,\s+)?(?:[A-Z](?:\.|[\w'’-]+)[ -])+[A-Z][\w'’-]*\.?$|^[A-Z][\w'’-]+,\s+[A-Z][\w'’-]+\.?$"
)
_BETWEEN = re.compile(r"\s*[,;，、；]\s*(?:and\s+)?|\s+and\s+|\s*&\s*|\s+(?=和)和")
_JOINED = re.compile(r"\s(?:and|&)\s")
_OTHERS = re.compile(r",?\s*(?:\bet\.?\s+al\b\.?|\band others\b|等人?)\s*", re.IGNORECASE)


def authors_of(pieces: Sequence[Piece]) -> tuple[tuple[str, ...], list[Piece]]:
    """The people among the pieces of an entry, and the pieces without them."""
    for place, piece in enumerate(pieces):
        names, rest = _names(piece)
        if names:
            left = [Piece(rest, piece.styled)] if rest else []
            return names, [*pieces[:place], *left, *pieces[place + 1 :]]
    return (), list(pieces)


def _names(piece: Piece) -> tuple[tuple[str, ...], str]:
    if piece.meaning == "authors":
        listed = named_people(piece.words)
        return listed, ""
    # A bracket at the end of a piece lost its other half.
    names, rest = people_and_rest(piece.words + ")" * (piece.words.count("(") > piece.words.count(")")))
    if not names and (found := _YEAR_BEHIND.search(piece.words)) and "(" in found[0]:
        before = piece.words[: found.start()]
        if names := people(before) or people(f"{before}, {before}")[:1]:
            return names, found["year"]
    when = says_venue(piece.words) or is_venue_tag(piece.words) or date_like(piece.words)
    words = _YEAR_BEHIND.sub("", piece.words)
    if not names and piece.before_title and _INITIALS.match(words):
        year = _YEAR_BEHIND.search(piece.words)
        return named_people(words), year["year"] if year else ""
    if names or not piece.before_title or when:
        return names, rest
    found = _YEAR_BEHIND.search(piece.words)
    words = piece.words[: found.start()] if found else piece.words
    if " " not in words or meaning_of(words) or (found and found[0].strip(" :") == found["year"]):
        return (), piece.words
    if reads_as_people(f"{words}.") or (_ONE.match(words) and not piece.named):
        return named_people(words), found["year"] if found else ""
    return (), piece.words


def named_people(text: str) -> tuple[str, ...]:
    """The people of a text that is known to name people and nothing else, given names first."""
    text = _OTHERS.sub("", text).strip(" .,;:*()")
    text = _FIRST_INVERTED.sub(r"\g<given> \g<family>, ", text)
    if names := people(text):
        return names
    if re.match(r"^[^\W\d_][\w'’-]+, [^\W\d_][\w'’-]+.* and [^\W\d_][\w'’-]+, ", text):
        return tuple(given_first(name.strip(" ,")) for name in re.split(r"\s+and\s+", text))
    inverted = [
        f"{found['given'].strip()} {found['family'].strip()}"
        for found in _INVERTED.finditer(_JOINED.sub(" ", f"{text}."))
    ]
    if inverted:
        return tuple(inverted)
    if text.count(",") == 1 and re.fullmatch(r"[^\W\d_][\w'’-]+,\s+[^\W\d_][\w'’. -]+", text):
        return (given_first(text),)
    return tuple(name.strip() for name in _BETWEEN.split(text) if re.search(r"[^\W\d_]", name))
