"""Text as people compare it: normalised titles, slugs, words."""

import re
import unicodedata

_SEPARATORS = re.compile(r"[\W_]+")

NO_TEXT = re.compile("[\x00-\x08\x0b-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no text holds: control characters but tab and line feed, halves of characters, and two that are none.

They carry no meaning, and files in XML or BibTeX cannot hold them.
"""

# A slug that had to be cut does not end in one of these.
FUNCTION_WORDS = frozenset(
    {"a", "an", "and", "as", "at", "by", "for", "from", "in", "is", "of", "on", "or", "the", "to", "via", "with"}
)

# Letters that Unicode does not decompose into a base letter and a mark.
_UNDECOMPOSED = str.maketrans(
    {
        "ø": "o",
        "Ø": "O",
        "ł": "l",
        "Ł": "L",
        "đ": "d",
        "Đ": "D",
        "ı": "i",
        "ß": "ss",
        "æ": "ae",
        "Æ": "Ae",
        "œ": "oe",
        "Œ": "Oe",
    }
)


def fold(text: str) -> str:
    """Lower-case text without accents, so that "Arandjelović" and "arandjelovic" compare equal."""
    if text.isascii():
        return text.casefold()
    decomposed = unicodedata.normalize("NFKD", text)
    base = "".join(char for char in decomposed if not unicodedata.combining(char))
    return base.translate(_UNDECOMPOSED).casefold()


def normalise_title(title: str) -> str:
    """The letters and digits of a title, folded: two spellings of one title give the same string."""
    return _SEPARATORS.sub("", fold(title))


def words(text: str) -> list[str]:
    """The words of a text, folded, in order: what stands between white space and punctuation."""
    return _SEPARATORS.sub(" ", fold(text)).split()


def slugify(text: str, max_length: int = 64) -> str:
    """A lower-case, hyphenated identifier made from text, cut at a word where it is longer than ``max_length``.

    Latin letters lose their accents; letters of other scripts are kept, so a Chinese title has a slug too.
    The result is empty where the text has neither letters nor digits.
    """
    folded = fold(text)
    if not folded.isascii():
        # Number signs beyond the decimal digits are letters of a word to Python, and not to an identifier's pattern.
        folded = "".join(char if char.isalpha() or char.isdecimal() else "-" for char in folded)
    slug = _SEPARATORS.sub("-", folded).strip("-")
    if len(slug) <= max_length:
        return slug
    head = slug[: max_length + 1]
    words = head.split("-")[:-1]
    while len(words) > 1 and words[-1] in FUNCTION_WORDS:
        words.pop()
    return "-".join(words) if words else slug[:max_length]


def counted(number: int, noun: str) -> str:
    """A number with its noun: ``1 paper``, ``2,000 papers``, ``3 repositories``."""
    if number == 1:
        return f"1 {noun}"
    return f"{number:,} {f'{noun[:-1]}ies' if noun.endswith('y') else f'{noun}s'}"
