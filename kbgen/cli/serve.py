"""``kbgen serve``: build, show, and build again on every change."""

import subprocess
import sys
import threading
import webbrowser
from pathlib import Path
from typing import get_args

import click

from kbgen.cli.options import require_knowledge_base, root_option
from kbgen.render.site.config import read_config
from kbgen.render.site.engine import Engine
from kbgen.render.site.preview import Builds, PreviewServer
from kbgen.render.site.watch import Changes
from kbgen.store.layout import LOCAL_FOLDER


@click.command()
@root_option
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0 takes any free port.")
@click.option("--no-open", is_flag=True, help="Do not open a browser.")
@click.option(
    "--engine", type=click.Choice(get_args(Engine)), default="mkdocs", show_default=True, help="Makes the pages' frame."
)
@click.option("--no-search", is_flag=True, help="Leave the full-text search index out.")
def command(root: Path, port: int, no_open: bool, engine: str, no_search: bool) -> None:
    """Build the site, show it, and rebuild on every change.

    Open pages reload by themselves. What is wrong with a record is said here, and the last good site stays. The site is
    shown from a folder of its own; site/ is not touched.
    """
    require_knowledge_base(root)
    out = root / LOCAL_FOLDER / "preview"
    command = [sys.executable, "-m", "kbgen", "build", "--root", str(root), "--out", str(out), "--engine", engine]
    command += ["--no-search"] if no_search else []
    builds = Builds()
    server = PreviewServer(out, port, read_config(root).site.url, builds)
    changes = Changes(root)
    changes.start()
    threading.Thread(target=server.serve_forever, daemon=True).start()
    try:
        _build(command)
        click.echo(f"Showing {server.url} – end with Ctrl+C")
        if not no_open:
            webbrowser.open(server.url)
        while True:
            changes.wait()
            if _build(command):
                builds.announce()
    except KeyboardInterrupt:
        click.echo()
    finally:
        changes.stop()
        builds.close()
        server.shutdown()
        server.server_close()


def _build(command: list[str]) -> bool:
    """Build in a process of its own, whose messages appear here; returns whether the site was built."""
    return subprocess.run(command, check=False).returncode == 0
