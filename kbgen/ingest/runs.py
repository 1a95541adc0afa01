"""The inline content of a block as a flat sequence of runs that know their line, whatever markup it was written in."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Literal
from urllib.parse import parse_qs, unquote, urlsplit

RunKind = Literal["text", "link", "break", "image"]

ADDRESS = re.compile(
    r"(?:h?ttps?:|https?)//[^\s<>\"'()\[\]{}|`，。；、）】》」]+(?:\([^\s<>()]*\)[^\s<>\"'()\[\]{}|`，。；、）】》」]*)*"
)
"""A bare address in text; parentheses belong to it in pairs."""
_NO_WORDS = frozenset({"", "badge", "static badge", "img", "image", "icon", "logo", "link"})
_BADGE_HOSTS = ("shields.io", "badgen.net", "badge.fury.io")


@dataclass(frozen=True, slots=True)
class Run:
    """A stretch of inline content: text, a link with its label, a line break, or an image with its description.

    ``badge`` marks a link around an image: its text says what it leads to, and never is a title.
    """

    kind: RunKind
    text: str
    href: str = ""
    line: int = 0
    emphasis: bool = False
    strong: bool = False
    badge: bool = False


BREAK = Run("break", " ")


def plain(runs: Sequence[Run]) -> str:
    """The text of runs, links by their labels, with single spaces."""
    return " ".join("".join(" " if run.kind == "break" else run.text for run in runs if run.kind != "image").split())


def split_lines(runs: Sequence[Run]) -> Iterator[tuple[Run, ...]]:
    """The runs of each line of a block."""
    line: list[Run] = []
    for run in runs:
        if run.kind == "break":
            yield tuple(line)
            line = []
        else:
            line.append(run)
    yield tuple(line)


def link_of(inside: Sequence[Run], href: str, line: int, *, emphasis: bool = False, strong: bool = False) -> Run:
    """A link around runs: named by their text, or by the image that is all of it."""
    words = plain(inside)
    images = [run for run in inside if run.kind == "image"]
    if images and not re.search(r"\w", words):
        return Run("link", image_words(images[0]), href, line, emphasis, strong, badge=True)
    return Run("link", words, href, line, emphasis, strong or any(run.strong for run in inside))


def image_words(image: Run) -> str:
    """What an image says: its description, or the words in the address of a badge."""
    words = " ".join(image.text.split())
    if words.lower() not in _NO_WORDS:
        return words
    parts = urlsplit(image.href) if "[" not in image.href else urlsplit("")
    if not any((parts.hostname or "").endswith(host) for host in _BADGE_HOSTS):
        return ""
    segments = [part for part in unquote(parts.path).split("/") if part]
    if segments[:2] == ["github", "stars"]:
        return "GitHub"
    query = parse_qs(parts.query)
    named = [*query.get("label", ()), *query.get("message", ())]
    if named:
        return " ".join(named)
    if segments[:1] == ["badge"] and len(segments) > 1:
        # LABEL-MESSAGE-COLOUR or MESSAGE-COLOUR; a doubled dash or underscore stands for itself.
        pieces = re.split(r"(?<!-)-(?!-)", re.sub(r"\.svg$", "", segments[1]))
        return pieces[0].replace("--", "-").replace("_", " ").strip()
    return ""


def badge_words(image: Run) -> str:
    """All that the address of a badge spells out, such as ``ICLR 2021``; its description where it is no badge."""
    if "shields.io/badge/" not in image.href:
        return " ".join(image.text.split())
    pieces = re.split(r"(?<!-)-(?!-)", unquote(image.href.split("/badge/", 1)[1].split("?")[0].removesuffix(".svg")))
    return " ".join(" ".join(pieces[:-1] if len(pieces) > 1 else pieces).replace("_", " ").replace("--", "-").split())


def with_addresses(run: Run) -> Iterator[Run]:
    """A run of text with each bare address in it as a link that is named by itself."""
    if "//" not in run.text:
        yield run
        return
    end = 0
    for found in ADDRESS.finditer(run.text):
        address = found[0].rstrip(".,;:!?*")
        if found.start() > end:
            yield replace(run, text=run.text[end : found.start()])
        yield Run("link", address, address, run.line, run.emphasis, run.strong)
        end = found.start() + len(address)
    if end < len(run.text):
        yield replace(run, text=run.text[end:])
