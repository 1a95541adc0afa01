"""``kbgen add``: from an identifier, an address, a repository, BibTeX or a title to a record."""

import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, get_args

import click

from kbgen.cli.options import require_knowledge_base, root_option
from kbgen.cli.services import services
from kbgen.model.paper import PaperKind

if TYPE_CHECKING:
    from kbgen.contribute.add import Adding, Outcome, TopicChoice
    from kbgen.contribute.add_input import Wanted
    from kbgen.contribute.add_lookup import Lookup
    from kbgen.contribute.add_record import Draft
    from kbgen.model.knowledge_base import KnowledgeBase

_STANDARD_INPUT = "-"
_LONGEST_NAME = 255


@click.command("add")
@click.argument("whats", nargs=-1, metavar="[WHAT]...")
@click.option(
    "--from-file",
    "files",
    multiple=True,
    type=click.Path(exists=True, dir_okay=False, path_type=Path),
    metavar="FILE",
    help="Add everything that FILE names: one WHAT a line, or BibTeX.",
)
@click.option(
    "--topic",
    "topics",
    multiple=True,
    metavar="AXIS=TERM[,TERM]",
    help="File the new records under these terms, for example objective=clustering. May be repeated.",
)
@click.option("--kind", type=click.Choice(get_args(PaperKind)), help="What the new records are. [default: method]")
@click.option("--update", is_flag=True, help="Fill what the records of papers that are here already lack.")
@click.option("--replace", is_flag=True, help="With --update: also replace what differs.")
@click.option("--new", is_flag=True, help="Add a paper although one with nearly its title is here.")
@click.option(
    "--ask/--no-ask", default=None, help="Ask for topics, and before a record is updated. [default: at a terminal]"
)
@click.option("--offline", is_flag=True, help="Ask no service: make a skeleton from what WHAT says.")
@click.option("--dry-run", is_flag=True, help="Print the records or changes, write nothing.")
@root_option
@click.pass_context
def command(
    context: click.Context,
    whats: tuple[str, ...],
    files: tuple[Path, ...],
    topics: tuple[str, ...],
    kind: PaperKind | None,
    update: bool,
    replace: bool,
    new: bool,
    ask: bool | None,
    offline: bool,
    dry_run: bool,
    root: Path,
) -> None:
    """Add papers by identifier, address, title or BibTeX.

    WHAT is an arXiv identifier, a DOI, an address of arXiv, the ACL Anthology or OpenReview, a GitHub repository or a
    title; "-" reads BibTeX, or one WHAT a line, from standard input. Title, authors, year, venue and identifiers come
    from arXiv, Crossref, DataCite, OpenReview and GitHub. A paper that is here already, also as preprint or under
    another spelling of its title, is shown with what differs; at a terminal you are asked whether to update its record.

    Exit status: 0 all is added or up to date, 1 something is not, 2 could not run.

        kbgen add 2304.01008 https://doi.org/10.1109/ICCV.2017.73
        kbgen add --topic objective=matching --topic modality=audio,video arxiv:1705.08168
        kbgen add "Look, Listen and Learn" --dry-run
        kbgen add --update https://github.com/owner/name
        kbgen add - < new.bib
    """
    from kbgen.cli.add_dialogue import choose_topics, closing_lines, offer_update, outcome_lines, tell
    from kbgen.contribute.add import Adding, AddOptions
    from kbgen.contribute.add_record import Wishes
    from kbgen.contribute.add_topics import read_topics
    from kbgen.store.tree import load_tree

    if not whats and not files:
        raise click.UsageError("name what to add, or - for standard input.")
    if replace and not update:
        raise click.UsageError("--replace says what --update does with what differs; give both.")
    tree = load_tree(require_knowledge_base(root))
    wishes = Wishes(read_topics(topics, tree.kb.taxonomy), kind)
    adding = Adding(tree, AddOptions(wishes, offline, dry_run, update, replace, new))
    wanted = list(_wanted(whats, files))
    if ask is None:
        ask = _STANDARD_INPUT not in whats and sys.stdin.isatty() and sys.stderr.isatty()
    choose: TopicChoice | None = choose_topics if ask and not topics and tree.kb.taxonomy.axes else None
    outcomes: list[Outcome] = []
    texts = [one.text for one in wanted if one.metadata is None]
    with services(root, texts, offline=offline) as lookup:
        for one in wanted:
            outcome = _add(adding, one, lookup, choose)
            first = not any(earlier.status == "added" for earlier in outcomes)
            tell(outcome_lines(outcome, dry_run=dry_run, first=first, asks=ask and not dry_run))
            if ask and not dry_run and outcome.status == "here" and outcome.differences:
                updated = offer_update(adding, outcome)
                if updated is not outcome:
                    outcome = updated
                    tell(outcome_lines(outcome, dry_run=dry_run, first=first, asks=ask and not dry_run))
            outcomes.append(outcome)
    for line in closing_lines(outcomes, adding.findings(), dry_run=dry_run):
        click.echo(line, err=True)
    context.exit(0 if all(outcome.done for outcome in outcomes) else 1)


def _wanted(whats: tuple[str, ...], files: tuple[Path, ...]) -> Iterator["Wanted"]:
    """Everything that is to be added, in the order in which it was named."""
    from kbgen.contribute.add_input import Wanted, read_input

    for what in whats:
        if what == _STANDARD_INPUT:
            yield from read_input(sys.stdin.buffer.read(), "standard input")
        elif len(what) < _LONGEST_NAME and "\0" not in what and Path(what).is_file():
            yield Wanted(what, problem=f"that is a file; --from-file {what} adds what it names")
        else:
            yield Wanted(what)
    for file in files:
        yield from read_input(file.read_bytes(), file.name)


def _add(adding: "Adding", wanted: "Wanted", lookup: "Lookup | None", choose: "TopicChoice | None") -> "Outcome":
    """Add one, with something that moves on a terminal while the services are asked."""
    from rich.console import Console

    console = Console(stderr=True)
    if lookup is None or wanted.metadata or not console.is_terminal:
        return adding.add_wanted(wanted, lookup, choose)
    with console.status("Asking the services …") as status:

        def choose_in_peace(draft: "Draft", kb: "KnowledgeBase") -> "Mapping[str, tuple[str, ...]]":
            status.stop()
            return choose(draft, kb) if choose else {}

        return adding.add_wanted(wanted, lookup, choose_in_peace if choose else None)
