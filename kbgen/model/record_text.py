"""The words of a record, and looking for words in them."""

import re
from collections.abc import Iterable

from kbgen.model.dataset import Dataset
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.model.query_syntax import Clause
from kbgen.model.text import fold, words

_NO_WORD = re.compile(r"(?:[^\w\n]|_)+")
_HYPHENATED = re.compile(r"[^\W_][-‐‑][^\W_]")


def paper_words(paper: Paper, kb: KnowledgeBase) -> str:
    """What a paper's words are looked for in: titles, authors, summary, venue, year and the names of its terms."""
    venue = kb.venues.by_id.get(paper.venue) if paper.venue else None
    terms = [
        placed.term.name
        for axis, carried in paper.topics.items()
        for term in carried
        if (placed := kb.taxonomy.terms.get((axis, term)))
    ]
    parts = [paper.title, *paper.also_titled, *paper.authors, paper.summary or "", *terms, str(paper.year or "")]
    return _searchable(parts + ([venue.short, venue.name] if venue else []))


def dataset_words(dataset: Dataset) -> str:
    """What a dataset's words are looked for in: names, domain, tasks, summary and year."""
    parts = [dataset.name, *dataset.also_known_as, *dataset.domain, dataset.task_text or "", dataset.summary or ""]
    return _searchable([*parts, str(dataset.year or "")])


class WordSearch:
    """The words and exact words that a query asks for, which must all be in a record's words.

    A word is found where a word begins with it, and a hyphenated one ("multi-modal") also where it is written as one.
    Words in quotation marks, and all that are excluded, are found only as they stand.
    """

    def __init__(self, clauses: Iterable[Clause]) -> None:
        self._asked = [(clause, words(clause.values[0])) for clause in clauses]

    def __bool__(self) -> bool:
        return bool(self._asked)

    def finds(self, text: str) -> bool:
        """Whether a text of :func:`paper_words` or :func:`dataset_words` has all that is asked for."""
        return all(self._found(clause, asked, text) != clause.negated for clause, asked in self._asked)

    @staticmethod
    def _found(clause: Clause, asked: list[str], text: str) -> bool:
        if clause.exact or clause.negated:
            return f" {' '.join(asked)} " in text
        if all(_beginning(word) in text for word in asked):
            return True
        return len(asked) > 1 and _beginning("".join(asked)) in text


def _beginning(word: str) -> str:
    """A single letter is no beginning of a word that says anything."""
    return f" {word}" if len(word) > 1 else f" {word} "


def _searchable(parts: Iterable[str]) -> str:
    """The words of each part between spaces, hyphenated ones also as one word; no phrase reaches across parts."""
    folded = "\n".join([fold(part).replace("\n", " ") for part in parts if part])
    joined = [_NO_WORD.sub("", word) for word in folded.split() if _HYPHENATED.search(word)]
    lines = [_NO_WORD.sub(" ", folded), *joined]
    return " " + "\n".join(lines).replace("\n", " \n ") + " "
