"""The form of a query: words, "exact words", ``-excluded`` and ``field:value``, read and written."""

import dataclasses
import re
from collections.abc import Iterator
from dataclasses import dataclass

from kbgen.model.finding import KbgenError
from kbgen.model.identifiers import parse_arxiv, parse_doi

FIELDS = {
    "author": "words that each begin a word of one author's name",
    "title": "these words, next to each other, in a title",
    "year": "a year, a range or a comparison",
    "added": "the day the record was added: a day, month or year, a range or a comparison",
    "venue": "a venue's key, short name, name or alias",
    "track": "the track, such as workshop",
    "kind": "what sort of paper it is",
    "topic": "a term of any axis",
    "dataset": "papers that introduce, use or report on a dataset",
    "family": "datasets of a family; papers that use one of them",
    "source": "records that came from a source",
    "has": "something is there, such as code",
    "is": "preprint or published",
    "id": "a record's id, or one it had before",
    "arxiv": "an arXiv identifier",
    "doi": "a DOI",
}
"""The fields that every knowledge base has; each axis of its taxonomy is one more."""

_FIELD = re.compile(r"(?P<name>[^\W\d_][\w-]*):")
_BARE = re.compile(r'[^\s",]+')
_WORD = re.compile(r'[^\s"]+')
_QUOTED = re.compile(r'"(?P<inside>(?:[^"\\]|\\.)*)"', re.DOTALL)
_ESCAPE = re.compile(r'\\(["\\])')
_COMPARED = re.compile(r"(?P<name>[^\W\d_][\w-]*)(?P<rest>(?:[<>]=?|=).+)")
_DASHES = "‐‑‒–—−"
_JOINERS = frozenset({"AND", "OR", "NOT"})


@dataclass(frozen=True, slots=True)
class Clause:
    """One condition: any of ``values`` will do, and none may where it is ``negated``.

    Without a ``field`` it asks for words anywhere in a record: for a word that a word there begins with, or, where it
    is ``exact``, for these words as they stand, next to each other.
    """

    values: tuple[str, ...]
    field: str = ""
    negated: bool = False
    exact: bool = False
    columns: tuple[int, ...] = dataclasses.field(default=(), compare=False)
    """Where each value begins, from 1."""
    column: int = dataclasses.field(default=1, compare=False)

    def __str__(self) -> str:
        minus = "-" if self.negated else ""
        if not self.field:
            return minus + (_quoted(self.values[0]) if self.exact else self.values[0])
        return f"{minus}{self.field}:{','.join(map(_value, self.values))}"


@dataclass(frozen=True, slots=True)
class Query:
    """Clauses that must all hold; none at all finds everything. As text it is the query again."""

    clauses: tuple[Clause, ...] = ()

    def __str__(self) -> str:
        return " ".join(map(str, self.clauses))

    def values(self) -> Iterator[tuple[Clause, str, int]]:
        """Every value with its clause and the column where it begins."""
        for clause in self.clauses:
            columns = clause.columns or (clause.column,) * len(clause.values)
            for value, column in zip(clause.values, columns, strict=True):
                yield clause, value, column


@dataclass(frozen=True, slots=True, order=True)
class QueryProblem:
    """What is wrong at a column of a query, from 1, and what would be right."""

    column: int
    message: str
    remedy: str = ""

    def __str__(self) -> str:
        return f"column {self.column}: {self.message}" + (f"; {self.remedy}" if self.remedy else "")


class QueryError(KbgenError):
    """Everything that is wrong with a query."""

    def __init__(self, text: str, problems: list[QueryProblem]) -> None:
        self.problems = tuple(sorted(problems))
        lines = "".join(f"\n  {problem}" for problem in self.problems)
        super().__init__(f"the query is not understood: {text}{lines}")


def scan(text: str) -> tuple[Query, list[QueryProblem]]:
    """The clauses that can be read, and what is wrong with the form of the others."""
    reader = _Reader(text)
    return Query(tuple(reader.clauses())), reader.problems


class _Reader:
    """Reads a query from left to right; a clause that is wrong is reported and passed over."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._at = 0
        self.problems: list[QueryProblem] = []

    def clauses(self) -> list[Clause]:
        found = []
        while self._skip_space():
            start, known = self._at, len(self.problems)
            negated = self._take("-")
            clause = self._clause(negated, start + 1)
            if clause and len(self.problems) == known:
                found.append(clause)
        return found

    def _clause(self, negated: bool, column: int) -> Clause | None:
        if self._next() == '"':
            begins = self._at + 1
            phrase = self._quoted().strip()
            self._end_of_clause()
            if not any(char.isalnum() for char in phrase):
                self._wrong(begins, "there are no words in these quotation marks")
            return Clause((phrase,), "", negated, True, (begins,), column)
        whole = self._match(_WORD)
        if work := _identifier(whole):
            begins, self._at = self._at + 1, self._at + len(whole)
            self._end_of_clause()
            return Clause((work[1],), work[0], negated, False, (begins,), column)
        if named := _FIELD.match(self._text, self._at):
            self._at = named.end()
            values, columns = self._values(named["name"])
            name = named["name"].lower()
            return Clause(tuple(_canonical(name, one) for one in values), name, negated, False, columns, column)
        return self._word(whole, negated, column)

    def _word(self, word: str, negated: bool, column: int) -> Clause:
        begins, self._at = self._at + 1, self._at + len(word)
        if compared := _COMPARED.fullmatch(word):
            self._wrong(begins, f'"{word}" is no word', f"write {compared['name']}:{compared['rest']}")
        elif not word:
            self._wrong(column, "nothing follows the minus sign", "write it directly before what is to be excluded")
        elif word[0] in _DASHES and not negated:
            self._wrong(begins, f'"{word[0]}" is no minus sign', f"write -{word[1:]}")
        elif word[0] == ":":
            self._wrong(begins, f'no field stands before "{word}"', "write field:value without a space")
        elif word in _JOINERS:
            remedy = "all conditions must hold; write field:a,b for OR, -word for NOT"
            self._wrong(begins, f"{word} is no operator", remedy)
        elif not any(char.isalnum() for char in word):
            self._wrong(begins, f'"{word}" is no word', "leave it out")
        self._end_of_clause()
        return Clause((word,), "", negated, False, (begins,), column)

    def _values(self, name: str) -> tuple[list[str], tuple[int, ...]]:
        values: list[str] = []
        columns = []
        while True:
            begins = self._at + 1
            quoted = self._next() == '"'
            value = self._quoted().strip() if quoted else self._match(_BARE)
            self._at += 0 if quoted else len(value)
            if not value:
                what = f'nothing follows "{name}:"' if not values else "nothing follows the comma"
                self._wrong(begins, what, f"write {name}:value, or put words with a colon in quotation marks")
            values.append(value)
            columns.append(begins)
            if not self._take(","):
                self._end_of_clause()
                return values, tuple(columns)

    def _quoted(self) -> str:
        begins = self._at
        if found := _QUOTED.match(self._text, begins):
            self._at = found.end()
            return _ESCAPE.sub(r"\1", found["inside"])
        self._wrong(begins + 1, "these quotation marks are not closed", 'end the words with "')
        self._at = len(self._text)
        return self._text[begins + 1 :]

    def _end_of_clause(self) -> None:
        """A clause ends at white space; what follows directly is reported and passed over."""
        if self._at < len(self._text) and not self._text[self._at].isspace():
            self._wrong(self._at + 1, "there is no space after this clause", "put one between two clauses")
            while self._at < len(self._text) and not self._text[self._at].isspace():
                self._at += 1

    def _skip_space(self) -> bool:
        while self._at < len(self._text) and self._text[self._at].isspace():
            self._at += 1
        return self._at < len(self._text)

    def _next(self) -> str:
        return self._text[self._at : self._at + 1]

    def _take(self, char: str) -> bool:
        found = self._next() == char
        self._at += found
        return found

    def _match(self, pattern: re.Pattern[str]) -> str:
        found = pattern.match(self._text, self._at)
        return found[0] if found else ""

    def _wrong(self, column: int, message: str, remedy: str = "") -> None:
        self.problems.append(QueryProblem(column, message, remedy))


def _identifier(word: str) -> tuple[str, str] | None:
    """A pasted arXiv identifier, DOI, or address of either, as a field and its value."""
    if word.lower().startswith(("arxiv:", "doi:")):
        return None
    bare = word.rstrip(".,;)")
    if arxiv := parse_arxiv(bare):
        return "arxiv", arxiv.id
    doi = parse_doi(bare)
    return ("doi", doi) if doi else None


def _canonical(name: str, value: str) -> str:
    """An identifier in its one spelling; any other value as it is."""
    if name == "arxiv" and (arxiv := parse_arxiv(value)):
        return arxiv.id
    return (parse_doi(value) or value) if name == "doi" else value


def _value(value: str) -> str:
    return value if _BARE.fullmatch(value) else _quoted(value)


def _quoted(text: str) -> str:
    escaped = re.sub(r'(["\\])', r"\\\1", text)
    return f'"{escaped}"'
