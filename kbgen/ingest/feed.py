"""A feed of titles with abstracts, saved as text: one line each, by turns.

Abstracts are read to tell titles from other lines and stay in memory; nothing of them is written to a record.
"""

from kbgen.ingest.draft import Draft, DraftPaper, ImportNote, ReadContext
from kbgen.ingest.titles import broken_text, read_title

_TITLE_LENGTH = 300
_ABSTRACT_LENGTH = 350


class Feed:
    """Alternating lines of title and abstract, after a page's own words."""

    name = "feed"

    def detect(self, text: str, name: str) -> float:
        """The share of the lines that are a title or an abstract in a pair."""
        lines = [line for line in text.split("\n") if line.strip()]
        pairs = _pairs(lines)
        if not pairs or any(line.startswith(("#", "|", "- ", "{")) for line in lines[:20]):
            return 0.0
        return min(0.9, 2 * len(pairs) / len(lines))

    def read(self, text: str, context: ReadContext) -> Draft:
        """One entry for each pair; other lines are noted."""
        numbered = [(number, line.strip()) for number, line in enumerate(text.split("\n"), 1) if line.strip()]
        lines = [line for _, line in numbered]
        papers: list[DraftPaper] = []
        notes: list[ImportNote] = []
        used: set[int] = set()
        for place in _pairs(lines):
            used |= {place, place + 1}
            number, written = numbered[place]
            abstract_number, abstract = numbered[place + 1]
            reading = read_title(written)
            if reading.fault:
                notes.append(context.note(reading.code, number, f'{reading.fault}: "{written}"', reading.title))
            if piece := broken_text(abstract):
                message = f'the abstract of "{reading.title}" has characters that lost their markup: "{piece}"'
                notes.append(context.fault("IM404", abstract_number, message, reading.title))
            papers.append(
                DraftPaper(
                    context.origin(number),
                    reading.title,
                    written,
                    abstract=abstract,
                    doubts=(("title", reading.fault),) if reading.fault else (),
                )
            )
        for place, (number, line) in enumerate(numbered):
            if place not in used:
                notes.append(context.note("IM001", number, f'neither a title nor an abstract: "{line[:80]}"'))
        return Draft(context.source, context.file, papers=tuple(papers), notes=tuple(notes))


def _pairs(lines: list[str]) -> list[int]:
    """Places of the titles: short lines with a long one behind them."""
    found: list[int] = []
    place = 0
    while place + 1 < len(lines):
        title, abstract = lines[place], lines[place + 1]
        if len(title) <= _TITLE_LENGTH and len(abstract) >= _ABSTRACT_LENGTH and len(abstract) > 2 * len(title):
            found.append(place)
            place += 2
        else:
            place += 1
    return found
