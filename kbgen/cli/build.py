"""``kbgen build``: the site."""

from pathlib import Path
from typing import cast, get_args

import click

from kbgen.cli.options import require_knowledge_base, root_option
from kbgen.cli.records import end_with
from kbgen.render.site.build import BrokenRecordsError, Options, build_site
from kbgen.render.site.engine import Engine


@click.command()
@root_option
@click.option(
    "--out",
    type=click.Path(file_okay=False, path_type=Path),
    default=None,
    show_default="site/ below the root",
    help="Folder to write the site to.",
)
@click.option(
    "--engine", type=click.Choice(get_args(Engine)), default="mkdocs", show_default=True, help="Makes the pages' frame."
)
@click.option("--no-search", is_flag=True, help="Leave the full-text search index out.")
@click.option("--clean", is_flag=True, help="Make everything anew instead of using what earlier builds left.")
def command(root: Path, out: Path | None, engine: str, no_search: bool, clean: bool) -> None:
    """Build the site.

        kbgen build                 writes site/
        kbgen build --no-search     quicker, without full-text search
        kbgen build -C ~/my-papers --out /var/www/papers

    Only what changed is rendered and only files that differ are written. A build that fails leaves the site as it was.
    Exit code 1 means that records are broken, 2 that the site could not be built.
    """
    options = Options(
        out or require_knowledge_base(root) / "site", cast("Engine", engine), search=not no_search, clean=clean
    )
    try:
        outcome = build_site(require_knowledge_base(root), options)
    except BrokenRecordsError as error:
        end_with(error.findings, str(error))
    for notice in outcome.notices:
        click.echo(f"kbgen: {notice}", err=True)
    click.echo(
        f"{options.out}: {outcome.total} files, {outcome.rendered} rendered, "
        f"{outcome.written} written, {outcome.removed} removed"
    )
    click.echo(f"Open {options.out / 'index.html'}, or run `kbgen serve`: full-text search needs a web server.")
