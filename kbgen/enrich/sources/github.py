"""GitHub: which paper a repository belongs to. https://docs.github.com/en/rest/repos/repos.

A repository is code for a paper and never the paper itself. Its home page, description, citation file and README may
name the work; where they name several, nobody but a person can tell which is meant.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kbgen.enrich.http import Session
from kbgen.enrich.settings import GITHUB
from kbgen.enrich.text import plain
from kbgen.enrich.values import at, items_at, text_at
from kbgen.model.identifiers import GitHubRepository, Identifier, identify, parse_github
from kbgen.store.yaml_text import parse as parse_yaml

_RAW = "application/vnd.github.raw+json"
_ADDRESS = re.compile(r"https?://[^\s<>\"'`()\[\]{}|\\^]+|\b10\.\d{4,9}/[^\s<>\"'`{}|\\^,;]+|\barxiv:\s*[\w./-]+", re.I)
_EPRINT = re.compile(r"\b(?:eprint|arxivid)\s*=\s*[{\"]?\s*([\w./-]+)", re.I)
_CITATION = re.compile(r"^@\w+\s*\{", re.MULTILINE)
_LONGEST_README = 500_000


@dataclass(frozen=True, slots=True)
class RepositoryFacts:
    """A repository under the name it has now, and the works that it names, each with the place that names it."""

    repository: GitHubRepository
    description: str
    works: tuple[tuple[Identifier, str], ...] = ()

    @property
    def candidates(self) -> tuple[Identifier, ...]:
        """The works, each once."""
        return tuple(dict.fromkeys(work for work, _ in self.works))


def repository(session: Session, wanted: GitHubRepository) -> RepositoryFacts | None:
    """What a repository says of itself; ``None`` where GitHub does not know it or does not show it.

    The places are asked in the order of their weight, and only until one names a work.
    """
    path = f"repos/{wanted.owner}/{wanted.name}"
    answer = session.get(GITHUB, path, accept="application/vnd.github+json")
    if answer is None:
        return None
    value = answer.json()
    current = parse_github(text_at(value, "full_name")) or wanted
    description = plain(text_at(value, "description"))
    works = [(work, "home page") for work in _named(text_at(value, "homepage"))]
    works += [(work, "description") for work in _named(text_at(value, "description"))]
    if not works:
        works = [(work, "CITATION.cff") for work in _of_citation_file(_file(session, f"{path}/contents/CITATION.cff"))]
    if not works:
        works = [(work, "README") for work in _of_readme(_file(session, f"{path}/readme"))]
    return RepositoryFacts(GitHubRepository(current.owner, current.name), description, tuple(works))


def _file(session: Session, path: str) -> str:
    answer = session.get(GITHUB, path, accept=_RAW)
    return answer.content[:_LONGEST_README].decode("utf-8", "replace") if answer else ""


def _named(text: str) -> Iterator[Identifier]:
    """The works that a text names by address or identifier, each once."""
    addresses = (found[0].rstrip(".,;:*_") for found in _ADDRESS.finditer(text))
    known = (identify(address) for address in addresses)
    yield from dict.fromkeys(identifier for identifier in known if identifier)


def _of_citation_file(text: str) -> Iterator[Identifier]:
    """The work that a citation file (https://citation-file-format.github.io/) asks to be cited."""
    data = parse_yaml(text, "CITATION.cff").data if text else None
    preferred = at(data, "preferred-citation")
    for part in (preferred, data) if preferred else (data,):
        stated = [text_at(part, "doi"), text_at(part, "url")]
        stated += [text_at(one, "value") for one in items_at(part, "identifiers")]
        if found := list(dict.fromkeys(work for one in stated if (work := identify(one)))):
            # A software's own archive (Zenodo) is no paper.
            yield from (work for work in found if not work.value.lower().startswith("10.5281/zenodo"))
            return


def _of_readme(text: str) -> Iterator[Identifier]:
    """The works of a README: of its one BibTeX entry where it has just one, else all that it names."""
    starts = [found.start() for found in _CITATION.finditer(text)]
    if len(starts) == 1:
        entry = text[starts[0] : starts[0] + 3_000].partition("```")[0]
        cited = [work for found in _EPRINT.finditer(entry) if (work := identify(found[1]))]
        if cited := [*cited, *_named(entry)]:
            yield from dict.fromkeys(cited)
            return
    yield from _named(text)
