"""Where the title of an entry may stand: in a link, in bold or italics, in quotation marks, or bare before the links.

Which of them it is, is decided by what the text looks like, by its place, and by where the other entries of the same
list have theirs.
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import pairwise
from typing import Literal

from kbgen.ingest.field_words import field_name, meaning_of
from kbgen.ingest.leads import EDGES, behind_marks, is_venue_tag
from kbgen.ingest.links import is_title
from kbgen.ingest.runs import Run
from kbgen.ingest.sentences import after_tags, bare_title
from kbgen.ingest.titles import is_label
from kbgen.ingest.venue_words import date_like, people, people_and_rest, reads_as_people

Kind = Literal["link", "strong", "emphasis", "quote", "bare", "cited", "behind"]
_BASE: dict[Kind, float] = {"link": 3.0, "strong": 3.0, "quote": 3.0, "cited": 2.5, "bare": 2.0, "emphasis": 1.5}
_QUOTED = re.compile(
    r"[“\"](?P<a>[^“”\"]{4,300})[”\"]|[《「『«](?P<b>[^》」』»]{2,300})[》」』»]|``(?P<c>[^`]{4,300})''"
)
_QUOTES_IN_SENTENCE = re.compile(
    r"[\w’'-]+\s+(?!(?:al|by|in|on|the|paper|see|titled|entitled)\s)[^\W\d_A-Z][^\W\d_]*\s+$"
)
"""Text that goes on in quotation marks, so that these hold a part of a title: ``Tools that "Read the Manual"``."""
_BEFORE_QUOTE = 60
_ONLY = -2.0
"""The score above which bare text is taken where an entry has no other text for a title."""
_FEW = 3
_BEFORE_STYLE = 1.0
"""What speaks against a few bare words before another title, such as the name of its only author."""
_TAG = 4.0
"""What speaks against styled text in square brackets before other text."""
_HOLDS_QUOTE = 4.0
"""What speaks against bare text in which the title stands in quotation marks."""
_NONE: Mapping[str, float] = {}
_NICKNAME = re.compile(r"^\W*(?:[(\[（【][^()\[\]]{1,40}(?:[)\]）】]|$)\W*){1,4}$")
_READ = 3000
"""Characters of an entry in which its title is looked for."""
_LONG = 260
_LONG_TITLE = 1.5
"""The likeness of a title with enough words."""
_HABIT = 3.0
"""What a form is worth that every other entry of the list has, beside the forms' own worth."""


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title that an entry may have: its form, its words, and where it stands in the text of the runs."""

    kind: Kind
    start: int
    end: int
    text: str
    score: float


def text_of(runs: Sequence[Run]) -> str:
    """The text in which candidates stand: labels of links are part of it, images and badges are not."""
    return "".join(_words(run) for run in runs)


def _words(run: Run) -> str:
    if run.kind == "image" or run.badge:
        return ""
    return "\n" if run.kind == "break" else run.text


def cut(runs: Sequence[Run], start: int, end: int) -> tuple[list[Run], list[Run], list[Run]]:
    """The runs before, in and after a stretch of their text."""
    parts: tuple[list[Run], list[Run], list[Run]] = ([], [], [])
    at = 0
    for run in runs:
        words = _words(run)
        if not words:
            parts[0 if at < start else 1 if at < end else 2].append(run)
            continue
        stops = sorted({0, len(words), *(min(max(one - at, 0), len(words)) for one in (start, end))})
        for first, last in pairwise(stops):
            place = 0 if at + first < start else 1 if at + first < end else 2
            whole = (first, last) == (0, len(words))
            parts[place].append(run if whole else _part(run, words[first:last], place))
        at += len(words)
    return parts


def _part(run: Run, words: str, place: int) -> Run:
    """A piece of a run; of a link, only what is in the title leads anywhere."""
    if run.kind == "link" and place != 1:
        return replace(run, kind="text", text=words, href="")
    return replace(run, text=words)


def best_title(runs: Sequence[Run], habits: Mapping[str, float] = _NONE) -> Candidate | None:
    """The likeliest title; ``habits`` is the share of the list's entries whose title has each form."""
    found = list(candidates(runs))
    if not found:
        return None
    found = [
        replace(one, score=one.score - _BEFORE_STYLE)
        if one.kind == "bare" and len(one.text.split()) <= _FEW and any(other.start > one.end for other in found)
        else one
        for one in found
    ]
    found = [
        replace(one, score=one.score - _HOLDS_QUOTE)
        if one.kind == "strong" and _behind_italics(one, found, runs)
        else one
        for one in found
    ]
    quotes = [one for one in found if one.kind == "quote" and one.score > 0]
    found = [
        replace(one, score=one.score - _HOLDS_QUOTE)
        if one.kind in {"bare", "cited"} and any(one.start < quote.start < one.end for quote in quotes)
        else one
        for one in found
    ]
    best = max(found, key=lambda one: (one.score + _HABIT * habits.get(one.kind, 0.0), -one.start))
    least = _ONLY if len(found) == 1 and best.kind == "bare" else 0.0
    return best if best.score + _HABIT * habits.get(best.kind, 0.0) > least else None


def candidates(runs: Sequence[Run]) -> Iterator[Candidate]:
    """Every text of an entry that may be its title, with how much it looks like one."""
    text = text_of(runs)[:_READ]
    first = len(text) - len(text.lstrip(EDGES + '“"《«「『'))
    tags = after_tags(text)
    spans = [span for span in _spans(runs) if span[1] < _READ]
    marks = behind_marks(runs)
    labels = next((end for run, _, end in spans[marks:] if run.kind == "link" and not is_title(run.text)), len(text))
    behind = spans[marks - 1][2] if 0 < marks <= len(spans) else 0
    tags = max(tags, behind + after_tags(text[behind:])) if behind else tags
    for kind, start, end in _stretches(spans, text, marks):
        aside = text[start:].lstrip().startswith(("(", "（"))
        if kind not in {"bare", "cited"}:
            start += after_tags(text[start:end])
        words = " ".join(text[start:end].split())
        begins = kind in {"bare", "cited"} or start <= first or tags >= start
        # What a link names is a work even where its words look like names.
        score = _BASE[kind] + max(likeness(words), -2.0 if kind == "link" and people(words) else -10.0)
        score += 1.0 if begins else 0.0
        score -= 3.0 if aside and not begins else 0.0
        score -= 1.5 if start > labels else 0.0
        score -= _TAG if kind in {"strong", "emphasis"} and _in_brackets(text, start, end) else 0.0
        yield Candidate(kind, start, end, words, score)


def _behind_italics(strong: Candidate, found: Sequence[Candidate], runs: Sequence[Run]) -> bool:
    """Whether a long title in italics ends at a mark right before bold text, which is its venue then."""
    text = text_of(runs)
    return any(
        one.kind == "emphasis"
        and likeness(one.text) >= _LONG_TITLE
        and bool(re.fullmatch(r"[,.;]\s+", text[one.end : strong.start]))
        for one in found
    )


def _in_brackets(text: str, start: int, end: int) -> bool:
    """Whether a stretch stands in square brackets by itself and more text follows, as a tag does."""
    before, after = text[:start].rstrip(), text[end:].lstrip()
    return before.endswith("[") and after.startswith("]") and bool(re.match(r"\W*[^\W_]{2}", after))


@lru_cache(maxsize=20_000)
def likeness(text: str) -> float:
    """How much a text looks like the title of a work: many words speak for it; people, venues and labels against."""
    bare = text.strip(EDGES)
    if not re.search(r"\w", bare) or is_label(bare) or meaning_of(bare) not in {"", "name", "method"}:
        return -10.0
    if date_like(bare) or is_venue_tag(bare):
        return -6.0
    if people(bare):
        return -4.0
    score = 0.0
    words = len(bare.split())
    wide = len(re.findall(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]", bare))
    if words >= 5 or wide >= 8:
        score += 1.5
    elif words >= 3 or wide >= 5:
        score += 1.0
    names, _ = people_and_rest(bare)
    if names or reads_as_people(bare):
        score -= 4.0
    if len(bare) > _LONG:
        score -= 20.0
    if len(re.findall(r"\d+", bare)) > words:
        score -= 4.0
    if text.rstrip().endswith((":", "：")) or meaning_of(field_name(text)) not in {"", "name", "method", "title"}:
        score -= 3.0
    return score


def _stretches(spans: Sequence[tuple[Run, int, int]], text: str, marks: int) -> Iterator[tuple[Kind, int, int]]:
    for run, start, end in spans:
        if run.kind == "link" and not run.badge and is_title(run.text) and not run.href.startswith("#"):
            yield "link", start, end
    yield from (one for one in _styled(spans) if one[2] > _short_name(spans))
    for found in _QUOTED.finditer(text):
        start, end = found.span("a" if found["a"] else "b" if found["b"] else "c")
        if _QUOTES_IN_SENTENCE.search(text[: found.start()][-_BEFORE_QUOTE:]):
            continue
        if len(text[start:end].split()) >= 2 or re.search(r"[\u3040-\uffff]{4}", text[start:end]):
            yield "quote", start, start + len(text[start:end].rstrip(" ,;"))
    behind = spans[marks - 1][2] if 0 < marks <= len(spans) else 0
    begin = max(_styled_tag(spans), behind)
    named = _short_name(spans)
    begin = behind if named else begin
    after = spans[marks:]
    limit = next((start for run, start, _ in after if run.kind == "link"), len(text))
    limit = min([limit, *(start for run, start, _ in after if run.kind == "image" and text[behind:start].strip(EDGES))])
    styled = next(
        (start for run, start, _ in spans if (run.emphasis or run.strong) and text[begin:start].strip(EDGES)), limit
    )
    leading = next((run for run, _, _ in after if run.text.strip(EDGES) and run.kind == "text"), None)
    if not begin and not named and leading is not None and (leading.strong or leading.emphasis):
        return
    if found_bare := bare_title(text[begin : min(limit, styled, begin + _READ)]):
        yield ("cited" if found_bare.cited else "bare"), begin + found_bare.start, begin + found_bare.end


def _styled_tag(spans: Sequence[tuple[Run, int, int]]) -> int:
    """Where bare text begins behind a styled tag: a venue, a date or people in bold, in italics or as code."""
    end, words = 0, ""
    for run, _, stop in spans:
        if not (run.emphasis or run.strong) and (run.text.strip(EDGES) or run.kind == "link"):
            break
        words += _words(run)
        end = stop
    bare = words.strip(EDGES)
    nickname = bool(_NICKNAME.match(words)) or _named(
        words, "".join(_words(run) for run, _, stop in spans if stop > end)
    )
    dated = bool(re.search(r"(?:19|20)\d\d", bare)) and len(bare.split()) <= _FEW
    return end if bare and (nickname or dated or date_like(bare) or is_venue_tag(bare) or people(bare)) else 0


def _short_name(spans: Sequence[tuple[Run, int, int]]) -> int:
    """Where a styled short name ends that a colon joins to the title behind it, of which it is a part."""
    leading = [span for span in spans if _words(span[0]).strip(EDGES)]
    if not leading or not (leading[0][0].strong or leading[0][0].emphasis) or leading[0][0].kind != "text":
        return 0
    run, _, end = leading[0]
    behind = "".join(_words(other) for other, start, _ in spans if start >= end)
    joint = (run.text[len(run.text.rstrip(" :：")) :] + behind).lstrip()[:1]
    return end if joint in {":", "："} and _named(run.text, behind) else 0


def _named(words: str, behind: str) -> bool:
    """Whether styled words are the short name of a work whose title stands behind them and a colon or dash."""
    joined = re.match(r"\s*[:：–—-]\s+(?=[^\W\d_])", words[len(words.rstrip(" :：–—-")) :] + behind)
    title = bare_title(behind[:_READ]) if joined else None
    return title is not None and len(words.split()) <= 2 and len(behind[title.start : title.end].split()) > _FEW


def _spans(runs: Sequence[Run]) -> Iterator[tuple[Run, int, int]]:
    at = 0
    for run in runs:
        words = _words(run)
        yield run, at, at + len(words)
        at += len(words)


def _styled(spans: Sequence[tuple[Run, int, int]]) -> Iterator[tuple[Kind, int, int]]:
    """Stretches in bold or italics; a labelled link ends one, and a linked title is not given twice."""
    for kind in ("strong", "emphasis"):
        start: int | None = None
        end = 0
        linked = False
        for run, begin, stop in (*spans, (Run("text", ""), 0, 0)):
            styled = run.strong if kind == "strong" else run.emphasis and not run.strong
            ends = run.kind == "link" and (run.badge or not is_title(run.text))
            if (styled and not ends) or (run.kind == "break" and start is not None and _goes_on(spans, stop, kind)):
                start = begin if start is None else start
                end = stop
                linked = linked or run.kind == "link"
            elif start is not None:
                if not linked:
                    yield ("strong" if kind == "strong" else "emphasis"), start, end
                start, linked = None, False


def _goes_on(spans: Sequence[tuple[Run, int, int]], at: int, kind: str) -> bool:
    """Whether what follows a line break has the same style."""
    following = next((run for run, begin, stop in spans if begin >= at and stop > begin), None)
    return following is not None and (following.strong if kind == "strong" else following.emphasis)
