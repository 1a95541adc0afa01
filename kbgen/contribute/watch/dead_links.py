"""Links that the link check saw fail often and long enough."""

from collections.abc import Iterator, Sequence

from kbgen.checks.fixes import take_away
from kbgen.checks.links import all_links
from kbgen.checks.rule import Problem, rule
from kbgen.enrich.links.memory import Memory
from kbgen.store.tree import Tree


@rule("KB861", "dead-link", severity="warning", command="watch")
def dead_link(tree: Tree) -> Iterator[Problem]:
    """A link is dead.

    Its host said so on three different days, with a week or more between the first and the last. The edit puts the
    copy that the Internet Archive has in its place; where there is none, or the link is code, data, a model or a demo,
    it takes the link away.
    """
    records = {file.path: file.id for file in tree.records}
    failures = Memory.of(tree.kb.enrichment).failures
    for link in tree.once(all_links):
        failure = failures.get(records[link.path], {}).get(link.url)
        if failure and failure.dead:
            message = f"dead link {link.url}: {failure.why}, on {failure.days} days since {failure.first}"
            place = tree.place_in(link.path, *link.key_path)
            fix = take_away(link.path, link.key_path)
            yield Problem(place, message, "find its new address, or remove it", link.url, fix)


def keeps_copy(key_path: Sequence[str | int]) -> bool:
    """Whether a copy of the page does what a link is for: code, data and models are more than their page."""
    return key_path[1] not in {"code", "data", "model", "demo"}
