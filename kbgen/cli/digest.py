"""``kbgen digest``: what came in, ready to be sent or posted."""

import datetime
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, cast

import click

from kbgen.cli.options import OutputFile, root_option
from kbgen.cli.records import list_called, readable_records
from kbgen.model.finding import KbgenError

if TYPE_CHECKING:
    from kbgen.render.digest import DigestFormat
    from kbgen.views.digest import Wanted
    from kbgen.views.site.index import SiteIndex

_FORMATS = ("text", "markdown", "html", "json", "eml")


@click.command("digest")
@root_option
@click.option("--since", required=True, metavar="WHEN", help="First day: 2026-11-16, 2026-W47, or 7d and 2w back.")
@click.option("--until", metavar="DAY", help="Last day, included.  [default: today]")
@click.option("--list", "list_id", metavar="ID", help="Only what this list of data/lists/ finds.")
@click.option("--where", metavar="QUERY", default="", help="Only what the query finds; see docs/queries.md.")
@click.option(
    "--format", "form", type=click.Choice(_FORMATS), default="text", show_default=True, help="How it is written."
)
@click.option(
    "--limit", type=click.IntRange(min=1), default=100, show_default=True, help="Tell no more papers and datasets each."
)
@click.option("-o", "--output", type=OutputFile(), metavar="FILE", help="Write to FILE instead of standard output.")
def command(
    root: Path,
    since: str,
    until: str | None,
    list_id: str | None,
    where: str,
    form: str,
    limit: int,
    output: Path | None,
) -> None:
    """Tell what came in, ready to be sent or posted.

    Records count by the day in their field `added`. A number of days or weeks counts back from the last day, so that
    7d are the seven days that end with it; a week such as 2026-W47 is its Monday to Sunday.

        text       for reading, and for the plain part of a message
        markdown   for a discussion, a release or a chat
        html       the body of a message, with its styles in each element
        json       for programs
        eml        a whole message with both bodies, without sender and recipients

    Exit code 0 means that something came in; 1 that nothing did, or that records are broken, and nothing was written;
    2 that it could not run.

        kbgen digest --since 7d
        kbgen digest --since 2026-W47 --format markdown -o digest.md
        kbgen digest --since 2w --where 'modality:audio has:code' --format eml
    """
    from kbgen.model.words import speaking
    from kbgen.render.digest import write_digest
    from kbgen.render.site.config import read_config
    from kbgen.render.words import read_words
    from kbgen.store.files import write_bytes
    from kbgen.views.digest import digest
    from kbgen.views.site.index import SiteIndex

    first, last = _days(since, until, datetime.datetime.now(datetime.UTC).date())
    tree = readable_records(root, "there is no digest")
    index = SiteIndex(tree.kb)
    config = read_config(root)
    words = read_words(root, config.language)
    for notice in words.notices:
        click.echo(f"kbgen: {notice}", err=True)
    with speaking(words.language):
        made = digest(index, config.site, _wanted(index, list_id, where.strip()), first, last, limit)
    if made.undated:
        one = made.undated == 1
        records = "1 record does not say when it" if one else f"{made.undated} records do not say when they"
        click.echo(f"kbgen: {records} came in, and cannot be in a digest", err=True)
    if made.is_empty:
        click.echo(f"kbgen: nothing came in from {first} to {last}", err=True)
        sys.exit(1)
    with speaking(words.language):
        subject, content = made.subject, write_digest(made, cast("DigestFormat", form), root)
    if output is not None:
        write_bytes(output, content)
        click.echo(f"{subject} ({output})", err=True)
        return
    sys.stdout.buffer.write(content)
    sys.stdout.buffer.flush()


def _wanted(index: "SiteIndex", list_id: str | None, where: str) -> "Wanted":
    """Which records are asked for: those of a list that a query finds too."""
    from kbgen.model.conditions import dataset_test, paper_test
    from kbgen.model.query import read_query
    from kbgen.views.digest import Wanted
    from kbgen.views.site.lists import members

    clauses = read_query(where, index.kb).clauses if where else ()
    of_papers, of_datasets = paper_test(index.kb, clauses), dataset_test(index.kb, clauses)
    if list_id is None:
        return Wanted(of_papers, of_datasets, where)
    chosen = list_called(list_id, index.kb)
    found = members(index, chosen)
    papers, datasets = frozenset(found.papers), frozenset(found.datasets)
    return Wanted(
        lambda paper: paper.id in papers and of_papers(paper),
        lambda dataset: dataset.id in datasets and of_datasets(dataset),
        f"{chosen.title} ({where})" if where else chosen.title,
    )


def _days(since: str, until: str | None, today: datetime.date) -> tuple[datetime.date, datetime.date]:
    """First and last day, both included."""
    last = _day(until, "--until") if until else today
    if back := re.fullmatch(r"(\d{1,4})\s*([dw])", since.strip().lower()):
        first = _back(since, int(back[1]) * (7 if back[2] == "w" else 1), last)
    elif week := re.fullmatch(r"(\d{4})-?W(\d{2})", since.strip(), re.IGNORECASE):
        first, sunday = _week(since, int(week[1]), int(week[2]))
        last = last if until else sunday
    else:
        first = _day(since, "--since")
    if first > last:
        raise KbgenError(f"--since {first} is after the last day, {last}", "name an earlier day")
    return first, last


def _back(since: str, days: int, last: datetime.date) -> datetime.date:
    """The first of so many days that end with the last."""
    if not days:
        raise KbgenError(f"--since {since}: no day is in that", "7d are the last seven days")
    try:
        return last - datetime.timedelta(days=days - 1)
    except OverflowError as error:
        raise KbgenError(f"--since {since}: no calendar goes so far back from {last}", "name fewer days") from error


def _week(since: str, year: int, number: int) -> tuple[datetime.date, datetime.date]:
    """Monday and Sunday of a week."""
    try:
        return datetime.date.fromisocalendar(year, number, 1), datetime.date.fromisocalendar(year, number, 7)
    except ValueError as error:
        raise KbgenError(f"--since {since}: there is no such week", "a year has 52 or 53 weeks") from error


def _day(text: str, option: str) -> datetime.date:
    if re.fullmatch(r"\d{4}-\d{2}-\d{2}", text.strip()):
        try:
            return datetime.date.fromisoformat(text.strip())
        except ValueError:
            pass
    also = ", a week such as 2026-W47, or 7d or 2w" if option == "--since" else ""
    raise KbgenError(f'{option}: "{text}" is no day', f"write a day such as 2026-11-20{also}")
