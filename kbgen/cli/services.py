"""The services that commands which add papers ask about them."""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import click

if TYPE_CHECKING:
    from kbgen.contribute.add_lookup import Lookup


@contextmanager
def services(root: Path, wanted: Iterable[str], *, offline: bool) -> Iterator["Lookup | None"]:
    """What asks the services about the papers that are ``wanted``; nothing where nobody is to be asked.

    What is to be told of the session, such as a cache that could not be read, goes to standard error.
    """
    if offline:
        yield None
        return
    # Imported where they are needed: without them a command that asks nobody starts sooner.
    from kbgen.contribute.add_lookup import Lookup
    from kbgen.enrich.http import Session
    from kbgen.enrich.settings import read_settings

    with Session(read_settings(root, os.environ)) as session:
        for note in session.notes:
            click.echo(f"kbgen: {note}", err=True)
        yield Lookup(session, wanted)
