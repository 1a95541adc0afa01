"""What became of the repositories that records link."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from kbgen.checks.fixes import put, take_away
from kbgen.checks.links import Link, all_links
from kbgen.checks.rule import Problem, rule
from kbgen.enrich.fields import REPOSITORIES
from kbgen.enrich.links.memory import Memory
from kbgen.enrich.values import at, items_at, text_at
from kbgen.model.change import Change, Fix
from kbgen.model.finding import Place
from kbgen.model.identifiers import GitHubRepository, parse_github
from kbgen.store.allowed import AllowList
from kbgen.store.layout import LAYOUTS
from kbgen.store.tree import Tree

_ALLOWED = LAYOUTS["allowed"].location


@dataclass(frozen=True, slots=True)
class _Linked:
    """A link to a repository, what GitHub says of it, and the day on which it said so."""

    record: str
    link: Link
    repository: GitHubRepository
    facts: object
    day: str

    @property
    def name(self) -> str:
        """The place of the link and the repository in words."""
        return f"{self.link.name} {self.repository.owner}/{self.repository.name}"

    @property
    def is_gone(self) -> bool:
        return at(self.facts, "missing") is True

    @property
    def is_empty(self) -> bool:
        return at(self.facts, "empty") is True and not self.is_gone

    @property
    def is_archived(self) -> bool:
        return at(self.facts, "archived") is True and not self.is_gone and not self.is_empty

    @property
    def now(self) -> GitHubRepository | None:
        """The repository under its new name, where it has one."""
        name = parse_github(text_at(self.facts, "renamed"))
        renamed = name and name.key != self.repository.key and not self.is_gone and not self.is_empty
        return GitHubRepository(name.owner, name.name, self.repository.path) if name and renamed else None


def _linked(tree: Tree) -> list[_Linked]:
    """Every link to a repository of which GitHub said something."""
    known: dict[str, tuple[str, Mapping[str, object]]] = {}
    records = {file.path: file.id for file in tree.records}
    found = []
    for link in tree.once(all_links):
        repository = parse_github(link.url) if link.host == "github.com" else None
        record_id = records[link.path]
        if repository and record_id not in known:
            value = tree.kb.enrichment.get(record_id, {}).get(REPOSITORIES)
            rows = items_at(value.value) if value else ()
            known[record_id] = (
                value.fetched.isoformat() if value else "",
                {text_at(row, "repository").lower(): row for row in rows},
            )
        if repository and (facts := known[record_id][1].get(repository.key)):
            found.append(_Linked(record_id, link, repository, facts, known[record_id][0]))
    return found


@rule("KB855", "repository-renamed", severity="warning", command="watch")
def repository_renamed(tree: Tree) -> Iterator[Problem]:
    """A linked repository has another name or another owner now.

    GitHub leads from the old name to the new one until somebody takes the old name again, and then the link leads to
    something else. The edit follows the new name.
    """
    for one in tree.once(_linked):
        if now := one.now:
            message = (
                f"{one.link.name} {one.repository.owner}/{one.repository.name} is called {now.owner}/{now.name} now"
            )
            fix = _instead(tree, one.link, now)
            yield Problem(_place(tree, one), message, f"write {now.url}", one.link.url, fix)


def _instead(tree: Tree, link: Link, now: GitHubRepository) -> Fix:
    """Put the new address, or take the old one away where the record has the new one too."""
    known = any(other.path == link.path and _leads_to(other.url, now) for other in tree.once(all_links))
    return take_away(link.path, link.key_path) if known else put(link.path, link.key_path, now.url)


def _leads_to(url: str, repository: GitHubRepository) -> bool:
    known = parse_github(url)
    return known is not None and known.key == repository.key and known.path == repository.path


@rule("KB856", "repository-archived", severity="warning", command="watch")
def repository_archived(tree: Tree) -> Iterator[Problem]:
    """The owner of a linked repository archived it: it can be read, and nobody works on it any more.

    The link stays as it is. The edit notes in `data/allowed.yaml` that this was seen, so that it is told only once;
    look whether the work goes on elsewhere before you take it.
    """
    entries = next((model.allowed for _, model in tree.of_kind("allowed", AllowList)), ())
    for one in tree.once(_linked):
        if one.is_archived and one.now is None:
            entry = {
                "code": "KB856",
                "path": one.link.path,
                "subject": one.link.url,
                "reason": "Archived by its owner; it can still be read.",
                "reviewed": one.day,
            }
            message = f"{one.name} was archived by its owner"
            fix = (Change(_ALLOWED, ("allowed", len(entries)), entry),)
            yield Problem(_place(tree, one), message, f"note in {_ALLOWED} that this is known", one.link.url, fix)


@rule("KB857", "repository-gone", severity="warning", command="watch")
def repository_gone(tree: Tree) -> Iterator[Problem]:
    """GitHub does not show a linked repository any more.

    It was removed or made private, which may pass, so nothing is proposed yet. If it stays away the link check calls
    the link dead and proposes to take it away (KB861).
    """
    failures = Memory.of(tree.kb.enrichment).failures
    for one in tree.once(_linked):
        failure = failures.get(one.record, {}).get(one.link.url)
        if one.is_gone and not (failure and failure.dead):
            message = f"{one.name} is not to be seen on GitHub"
            remedy = "look where it went; kbgen watch proposes to remove the link once it has failed long enough"
            yield Problem(_place(tree, one), message, remedy, one.link.url)


@rule("KB858", "repository-empty", severity="warning", command="watch")
def repository_empty(tree: Tree) -> Iterator[Problem]:
    """A linked repository has no files.

    The code was announced and never came, or was taken away. Readers who look for code find none, so the edit removes
    the link.
    """
    for one in tree.once(_linked):
        if one.is_empty:
            message = f"{one.name} has no files"
            fix = take_away(one.link.path, one.link.key_path)
            yield Problem(_place(tree, one), message, "remove the link", one.link.url, fix)


def _place(tree: Tree, one: _Linked) -> Place:
    return tree.place_in(one.link.path, *one.link.key_path)
