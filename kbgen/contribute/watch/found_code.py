"""Code that a paper's authors, or somebody else, say is the paper's, and that the record does not link."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from kbgen.checks.fixes import put
from kbgen.checks.links import all_links
from kbgen.checks.rule import Problem, rule
from kbgen.contribute.watch.stated import listed, papers, said, title_of
from kbgen.enrich.fields import ABSTRACT, REPOSITORIES
from kbgen.enrich.settings import ARXIV
from kbgen.enrich.values import items_at, text_at
from kbgen.model.enrichment import Known
from kbgen.model.identifiers import GitHubRepository, parse_github
from kbgen.model.identity import family_name
from kbgen.model.paper import Paper
from kbgen.model.text import fold, normalise_title, words
from kbgen.store.tree import Tree

_ADDRESS = re.compile(r"(?:https?://)?(?:www\.)?github\.com/[\w.-]+/[\w.-]+", re.IGNORECASE)
_BEFORE = 120
# "Code is available at", "our implementation:", "source code released under"
_OWN = re.compile(
    r"\b(?:code|codes|codebase|implementations?|source|repository|repo|models?|available)\b", re.IGNORECASE
)
_ANOTHERS = re.compile(
    r"\b(?:based on|build(?:s|ing)? (?:up)?on|built (?:up)?on|adapted from|borrow\w*|thanks? to|follow(?:s|ing)?|"
    r"modified from|fork(?:ed)? (?:of|from)|code (?:of|from|by) \w+ et al)\b",
    re.IGNORECASE,
)
_SENTENCE_ENDS = re.compile(r"[.;!?]\s+(?=[A-Z(])")
_SHORTEST_NAME = 4
_SHORTEST_ACRONYM = 3


@dataclass(slots=True)
class _Candidate:
    """A repository with where it is named; ``own`` where the authors name it, ``claimed`` where as their code."""

    repository: GitHubRepository
    places: list[str]
    own: bool = False
    claimed: bool = False


@rule("KB862", "code-found", severity="warning", command="watch")
def code_found(tree: Tree) -> Iterator[Problem]:
    """A repository is named for a paper that does not link it.

    Authors name it in the abstract or in their comment on arXiv, or somebody linked it to the paper on Hugging Face.
    The edit adds it only where its authors say that it is their code, or where they name it and its name or its
    owner's fits the paper; a link that somebody else made is taken only where the name fits the title and the owner is
    one of the authors. Whatever else is named is shown for a person to decide on.
    """
    owners = _linked_by(tree)
    for file, paper, known in papers(tree):
        mine = {repository.key for repository in _repositories(paper)} | _former(known)
        for one in _candidates(known).values():
            if one.repository.key in mine:
                continue
            others = sorted(owners.get(one.repository.key, set()) - {paper.id})
            signs = list(_signs(paper, one))
            taken = not others and not paper.links.code and _is_enough(one, signs)
            if paper.links.code and not (one.claimed and signs):
                continue
            url = one.repository.url
            message = f"{listed(one.places)} name{'s' if len(one.places) == 1 else ''} {url} for this paper"
            if signs:
                message += f": {listed(signs)}"
            if others:
                message += f"; it is linked by {listed(others)}"
            fix = put(file.path, ("links", "code", len(paper.links.code)), url) if taken else ()
            remedy = (
                f"write links -> code: [{url}]"
                if taken
                else f"if it is its code: kbgen edit {paper.id} --add-link code={url}"
            )
            yield Problem(tree.place_in(file.path, "title"), message, remedy, url, fix)


def _is_enough(one: _Candidate, signs: list[str]) -> bool:
    if one.own:
        return one.claimed or bool(signs)
    return len(signs) == 2


def _candidates(known: Known) -> dict[str, _Candidate]:
    """The repositories that are named, by key."""
    found: dict[str, _Candidate] = {}
    texts = [
        ("the authors' comment on arXiv", said(known, "comment", ARXIV.name)),
        ("the abstract", said(known, ABSTRACT)),
    ]
    for where, text in texts:
        for match in _ADDRESS.finditer(text):
            repository = parse_github(match[0].rstrip(".,;:"))
            if repository is None:
                continue
            one = found.setdefault(repository.key, _Candidate(repository, []))
            if where not in one.places:
                one.places.append(where)
            one.own = True
            one.claimed = one.claimed or _is_claimed(text[max(0, match.start() - _BEFORE) : match.start()])
    linked = known.get("hub_code")
    repository = parse_github(text_at(linked.value)) if linked else None
    if linked and repository:
        one = found.setdefault(repository.key, _Candidate(GitHubRepository(repository.owner, repository.name), []))
        one.places.append(f"the paper's page at {title_of(linked.source)}")
    return found


def _is_claimed(before: str) -> bool:
    """Whether the words before an address say that it is the paper's own code."""
    sentence = _SENTENCE_ENDS.split(before)[-1]
    return bool(_OWN.search(sentence)) and not _ANOTHERS.search(sentence)


def _signs(paper: Paper, one: _Candidate) -> Iterator[str]:
    """What agrees with the paper."""
    if any(_fits(one.repository.name, title) for title in (paper.title, *paper.also_titled)):
        yield "its name fits the title"
    owner = fold(re.sub(r"[^A-Za-z]", "", one.repository.owner))
    for author in paper.authors:
        family = normalise_title(family_name(author))
        given = normalise_title(author.rpartition(" ")[0])
        if (len(family) >= _SHORTEST_NAME and family in owner) or (given and owner in {given + family, family + given}):
            yield f"its owner is {author}"
            break


def _fits(name: str, title: str) -> bool:
    """Whether a repository's name is the title's short name, its initials, or made of its words."""
    plain = normalise_title(name)
    head = normalise_title(re.split(r":|\s[-–—]\s", title)[0])
    initials = "".join(word[0] for word in words(title))
    if len(plain) >= _SHORTEST_ACRONYM and plain in (head, normalise_title(title), initials):
        return True
    capitals = {normalise_title(one) for one in re.findall(r"\b\w*[A-Z]\w*[A-Z]\w*\b", title)}
    parts = {part for part in words(name) if len(part) >= _SHORTEST_ACRONYM}
    return (
        bool(parts & capitals) or len({part for part in parts if len(part) >= _SHORTEST_NAME} & set(words(title))) > 1
    )


def _repositories(paper: Paper) -> Iterator[GitHubRepository]:
    for name in type(paper.links).model_fields:
        value = getattr(paper.links, name)
        for url in (value,) if isinstance(value, str) else value or ():
            if repository := parse_github(url):
                yield repository


def _former(known: Known) -> set[str]:
    """The names under which the record's repositories are now known."""
    value = known.get(REPOSITORIES)
    rows = items_at(value.value) if value else ()
    return {text_at(row, "renamed").lower() for row in rows}


def _linked_by(tree: Tree) -> dict[str, set[str]]:
    """The records that link each repository."""
    records = {file.path: file.id for file in tree.records}
    found: dict[str, set[str]] = {}
    for link in tree.once(all_links):
        if link.host == "github.com" and (repository := parse_github(link.url)):
            found.setdefault(repository.key, set()).add(records[link.path])
    return found
