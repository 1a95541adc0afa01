"""Text, addresses and headings as GitHub-flavoured Markdown, so that whatever a record says shows as text.

Sources of the rules: https://spec.commonmark.org/0.31.2/ (backslash escapes, link destinations),
https://github.github.com/gfm/ (tables, strikethrough, bare addresses) and GitHub's manual for ``$`` formulas.
"""

import re
import unicodedata
from collections import Counter
from urllib.parse import quote

_MARKUP = re.compile(r"[\\`*_\[\]<|~$#]|&(?=[#\w])|:(?=//)|(?<=\bwww)\.", re.IGNORECASE)
# At the beginning of a line these would start a list, a quotation or a heading.
_BLOCK_START = re.compile(r"^(?=[-+=:>])|^(\d{1,9})(?=[.)](?:\s|$))")
# Characters that turn the direction of all that follows them on a line.
_DIRECTION = re.compile("[\u202a-\u202e\u2066-\u2069]")
_PLAIN_ADDRESS = re.compile(r"[A-Za-z0-9/:._?=~-]*")
_ADDRESS_SAFE = "!#$%&'*+,-./:;=?@_~[]"


def one_line(text: str) -> str:
    """Text without line breaks and without characters that turn the direction of what follows."""
    return " ".join((text if text.isascii() else _DIRECTION.sub("", text)).split())


def escape(text: str) -> str:
    """Text for any place inside a line of Markdown: a link's label, a table's cell, a heading, a list item."""
    text = one_line(text)
    if _MARKUP.search(text):
        text = _MARKUP.sub(r"\\\g<0>", text)
    return _BLOCK_START.sub(r"\g<1>\\", text) if _BLOCK_START.match(text) else text


def address(url: str) -> str:
    """An address for the parentheses of a link: what would end it, or be read as an entity, percent-encoded."""
    if _PLAIN_ADDRESS.fullmatch(url):
        return url
    return re.sub(r"&(?=#?\w+;)", "&amp;", quote(url, safe=_ADDRESS_SAFE))


def sentence(text: str) -> str:
    """Text that ends as a sentence does."""
    text = one_line(text)
    return text if text.endswith((".", "!", "?", "…")) else f"{text}."


def capitalised(text: str) -> str:
    """Text with a capital at its beginning; the rest stays as it is."""
    return text[:1].upper() + text[1:]


class Anchors:
    """The anchors that GitHub gives to the headings of one file, in the order of the headings.

    Rule: lower case, punctuation dropped, spaces as hyphens, a number where a heading repeats
    (https://docs.github.com/get-started/writing-on-github, "Section links").
    """

    def __init__(self) -> None:
        self._seen: Counter[str] = Counter()

    def add(self, heading: str) -> str:
        """The anchor of the next heading, without ``#``."""
        text = one_line(heading).lower()
        kept = "".join(c for c in text if c in "-_ " or unicodedata.category(c)[0] in "LMN")
        bare = kept.replace(" ", "-")
        anchor = bare
        while anchor in self._seen:
            self._seen[bare] += 1
            anchor = f"{bare}-{self._seen[bare]}"
        self._seen[anchor] = 0
        return anchor
