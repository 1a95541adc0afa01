"""The replica that enrichment is measured against: it knows the papers of a knowledge base, and keeps real limits.

    python -m benchmarks.enrich_replica ROOT

It prints its address, and serves until its standard input ends, so that it is gone when the one who started it is.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from benchmarks.enrich_base import Row, read_rows
from kbgen.model.identifiers import parse_github
from tests.enrich import answers
from tests.enrich.replica import Knowledge, running
from tests.enrich.replica.works import words

CITED = 20
"""Works in each reference list, half of them papers of the knowledge base."""

LIMITS: dict[str, tuple[int, float]] = {
    "arxiv": (1, 3),
    "crossref": (1, 1),
    "datacite": (500, 300),
    "semantic-scholar": (1, 1),
    "openalex": (10, 1),
    "opencitations": (180, 60),
    "dblp": (1, 2),
    "hugging-face": (500, 300),
    "github": (5_000, 3_600),
}
"""Requests in so many seconds that the services allow: without a key, except for Semantic Scholar and GitHub."""


class _Known(Mapping[str, Any]):
    """Answers that are made when they are asked for, so that they need no room."""

    def __init__(self, rows: dict[str, Row], make: Callable[[Row], Any]) -> None:
        self._rows = rows
        self._make = make

    def __getitem__(self, key: str) -> Any:
        return self._make(self._rows[key])

    def __iter__(self) -> Iterator[str]:
        return iter(self._rows)

    def __len__(self) -> int:
        return len(self._rows)


class _Papers:
    """The papers, and what each service says of one."""

    def __init__(self, rows: list[Row]) -> None:
        self.rows = rows
        self.place = {row.id: number for number, row in enumerate(rows)}

    def cited(self, row: Row) -> Iterator[tuple[int, Row | None]]:
        """The entries of a reference list: a number each, and the paper where it is one of these."""
        place = self.place[row.id]
        for number in range(CITED):
            known = self.rows[(place * 7 + number * 31 + 1) % len(self.rows)] if number % 2 else None
            yield place * CITED + number, known

    def arxiv(self, row: Row) -> str:
        more = {"comment": "12 pages, 5 figures", "summary": "An abstract of the length that they have. " * 25}
        return answers.entry(f"{row.arxiv}v2", row.title, row.authors, f"{row.year}-05-05", **more)

    def crossref(self, row: Row) -> Any:
        names = [(name.rpartition(" ")[0], name.rpartition(" ")[2]) for name in row.authors]
        dois = [(number, known.doi if known else None) for number, known in self.cited(row)]
        references = [{"key": str(number)} | ({"DOI": doi} if doi else {}) for number, doi in dois]
        work = answers.crossref_work(row.doi or "", row.title, names, row.year, "Journal of Measured Things")
        return work | {"is-referenced-by-count": 7, "reference": references}

    def datacite(self, row: Row) -> Any:
        attributes = {
            "doi": f"10.48550/arxiv.{row.arxiv}",
            "titles": [{"title": row.title}],
            "creators": [{"name": name} for name in row.authors],
            "publicationYear": row.year,
            "rightsList": [{"rightsUri": "https://creativecommons.org/licenses/by/4.0/"}],
        }
        return {"id": attributes["doi"], "attributes": attributes}

    def semantic_scholar(self, row: Row) -> Any:
        ids = {"ArXiv": row.arxiv} if row.arxiv else {"DOI": row.doi}
        references = [
            {"paperId": f"{number:040}", "externalIds": {"ArXiv": known.arxiv, "DOI": known.doi} if known else None}
            for number, known in self.cited(row)
        ]
        return {
            "paperId": f"{self.place[row.id]:040x}",
            "externalIds": ids,
            "title": row.title,
            "authors": [{"authorId": "1", "name": name} for name in row.authors],
            "year": row.year,
            "venue": "",
            "tldr": {"model": "tldr@v2", "text": "It is measured."},
            "citationCount": 100,
            "openAccessPdf": None,
            "references": references,
        }

    def openalex(self, row: Row) -> Any:
        return {
            "id": f"https://openalex.org/W{self.place[row.id] + 1}",
            "doi": f"https://doi.org/{row.doi or '10.48550/arxiv.' + str(row.arxiv)}",
            "title": row.title,
            "authorships": [{"author": {"display_name": name}} for name in row.authors],
            "publication_year": row.year,
            "type": "preprint" if row.arxiv else "article",
            "is_retracted": False,
            "cited_by_count": 90,
            "referenced_works": [
                f"https://openalex.org/W{self.place[known.id] + 1 if known else 10_000_000 + number}"
                for number, known in self.cited(row)
            ],
        }

    def opencitations(self, row: Row) -> Any:
        return [
            {"oci": f"1-{number}", "citing": f"omid:br/1 doi:{row.doi}", "cited": f"omid:br/{number} doi:{known.doi}"}
            for number, known in self.cited(row)
            if known and known.doi
        ]

    def dblp(self, row: Row) -> Any:
        return [answers.dblp_publication(f"conf/m/{self.place[row.id]}", row.title, row.authors, row.year, "Measured")]

    def hugging_face(self, row: Row) -> Any:
        return {"id": row.arxiv, "title": row.title, "authors": [{"name": name} for name in row.authors], "upvotes": 3}

    def github(self, path: str) -> Any:
        facts = {"stargazers_count": 100, "forks_count": 10, "pushed_at": "2025-05-05T05:05:05Z", "language": "Python"}
        return {"full_name": path, "size": 9, "license": {"spdx_id": "MIT"}, "topics": ["measured"], **facts}


def knowledge(rows: list[Row]) -> Knowledge:
    """What the services know of these papers."""
    papers = _Papers(rows)
    preprints = {row.arxiv: row for row in rows if row.arxiv}
    published = {row.doi.lower(): row for row in rows if row.doi}
    by_key = {f"ARXIV:{row.arxiv}" if row.arxiv else f"DOI:{row.doi}": row for row in rows}
    by_doi = {(row.doi or f"10.48550/arxiv.{row.arxiv}").lower(): row for row in rows}
    # Every third preprint was published, and DBLP knows where.
    titled = {words(row.title): row for row in list(preprints.values())[::3]}
    repositories = [one for row in rows for address in row.code if (one := parse_github(address))]
    github = {f"repos/{one.owner}/{one.name}".lower(): papers.github(f"{one.owner}/{one.name}") for one in repositories}
    return Knowledge(
        arxiv=_Known(preprints, papers.arxiv),
        crossref=_Known(published, papers.crossref),
        datacite=_Known({f"10.48550/arxiv.{arxiv}": row for arxiv, row in preprints.items()}, papers.datacite),
        openreview={},
        openreview_old={},
        semantic_scholar=_Known(by_key, papers.semantic_scholar),
        openalex=_Known(by_doi, papers.openalex),
        opencitations=_Known(published, papers.opencitations),
        dblp=_Known(titled, papers.dblp),
        # Every tenth preprint has a page there.
        hugging_face=_Known(dict(list(preprints.items())[::10]), papers.hugging_face),
        hugging_face_repositories={},
        github=github,
        github_files={},
        few=False,
    )


def main() -> None:
    rows = list(read_rows(Path(sys.argv[1])))
    with running(knowledge(rows)) as replica:
        for service, (requests, seconds) in LIMITS.items():
            replica.limit(service, requests, seconds)
        print(replica.url, flush=True)
        sys.stdin.read()


if __name__ == "__main__":
    main()
