"""Stamping: a shell is cut once at its slots, and a page is its pieces joined with the page's own parts between them.

Because a page is put together in one pass, text in a record that looks like a slot stays text.
"""

import re
from dataclasses import dataclass
from html import escape
from typing import Literal

from kbgen.model.finding import KbgenError

Slot = Literal["title", "description", "head", "article", "canonical"]

_SLOTS = re.compile(
    r"<!--kbgen-slot-(?P<block>head|article)-->|kbgen-slot-(?P<text>title|description)"
    r"|(?P<canonical><link rel=\"canonical\" href=\"[^\"]*\">)"
)
_REQUIRED: frozenset[Slot] = frozenset({"description", "head", "article"})
_ENTRY = re.compile(
    r'<li class="(?P<item>md-(?:tabs|nav)__item)">(?P<space>\s*)'
    r'<a href="(?P<href>[^"]*)" class="(?P<link>md-(?:tabs|nav)__link)">'
)
_INDENT = re.compile(r"\n\s+")


@dataclass(frozen=True, slots=True)
class Stamp:
    """A shell in pieces: ``texts[0] slots[0] texts[1] slots[1] … texts[n]``, in UTF-8."""

    texts: tuple[bytes, ...]
    slots: tuple[Slot, ...]

    def page(self, *, title: str, description: str, canonical: str, head: str, article: str) -> bytes:
        """A page: ``title``, ``description`` and ``canonical`` are text, ``head`` and ``article`` are HTML.

        An empty ``canonical`` leaves the canonical link out. Half a character (a surrogate) becomes a question mark.
        """
        link = f'<link rel="canonical" href="{escape(canonical)}">' if canonical else ""
        parts: dict[Slot, bytes] = {
            "title": escape(title).encode("utf-8", "replace"),
            "description": escape(description).encode("utf-8", "replace"),
            "canonical": link.encode("utf-8", "replace"),
            "head": head.encode("utf-8", "replace"),
            "article": article.encode("utf-8", "replace"),
        }
        pieces = [self.texts[0]]
        for slot, text in zip(self.slots, self.texts[1:], strict=True):
            pieces.append(parts[slot])
            pieces.append(text)
        return b"".join(pieces)


def under_hub(html: str, path: str) -> str:
    """A shell whose tab, and whose line of the menu, is the one of the hub it stands below.

    The navigation names hubs only, so engines mark none for the shell at ``path`` (``topics/kbgen-shell/term``). A
    navigation that does not lead to the hub is left as it is.
    """
    return _ENTRY.sub(
        lambda found: (
            f'<li class="{found["item"]} {found["item"]}--active">{found["space"]}'
            f'<a href="{found["href"]}" class="{found["link"]} {found["link"]}--active" aria-current="true">'
            if found["href"] == "../" * path.count("/")
            else found[0]
        ),
        html,
    )


def cut(shell: str, name: str, *, titled: bool) -> Stamp:
    """Cut a shell at its slots; one that is ``titled`` already has no slot for the title.

    Raises :class:`KbgenError` where the theme's templates leave a slot out: its page would lack that part.
    """
    texts: list[str] = []
    slots: list[Slot] = []
    end = 0
    for found in _SLOTS.finditer(shell):
        slot = found["block"] or found["text"] or "canonical"
        texts.append(shell[end : found.start()])
        slots.append(slot)  # type: ignore[arg-type]  # the pattern matches the names of slots only
        end = found.end()
    texts.append(shell[end:])
    required = _REQUIRED if titled else _REQUIRED | {"title"}
    if missing := sorted(required.difference(slots)):
        raise KbgenError(
            f"the theme leaves no place for the {' and '.join(missing)} of a page ({name})",
            "its main.html must extend base.html and keep kbgen's blocks; see docs/site.md",
        )
    # Themes indent generously; the space before each line is most of what would be written again for every page.
    return Stamp(tuple(_INDENT.sub("\n", text).encode() for text in texts), tuple(slots))
