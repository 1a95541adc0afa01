"""Find a Chromium for the browser tests, or install one: ``python tools/chromium.py`` prints its path.

The system's own browser is taken first, then one that Playwright has. Where there is none, Debian's or Ubuntu's
package is installed if this runs as root, else Playwright's own download is tried.
"""

import os
import shutil
import subprocess
import sys
from pathlib import Path

NAMES = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome")
FLAGS = (
    "--headless",
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
)
"""Flags that keep a browser under test quiet: it asks for nothing but the pages."""


_OWN = """
from playwright.sync_api import sync_playwright
with sync_playwright() as playwright:
    print(playwright.chromium.executable_path)
"""


def find() -> Path | None:
    """The browser named by ``KBGEN_CHROMIUM``, else the system's, else Playwright's."""
    return _system() or _playwrights_own()


def _system() -> Path | None:
    if named := os.environ.get("KBGEN_CHROMIUM"):
        return Path(named)
    return next((Path(path) for name in NAMES if (path := shutil.which(name))), None)


def _playwrights_own() -> Path | None:
    """Asked in a process of its own: where libraries are missing, Playwright's driver does not even start."""
    asked = subprocess.run([sys.executable, "-c", _OWN], capture_output=True, text=True, check=False)
    path = Path(asked.stdout.strip() or os.devnull)
    return path if asked.returncode == 0 and path.is_file() else None


def _is_root() -> bool:
    return hasattr(os, "geteuid") and os.geteuid() == 0


def install_packages(*packages: str) -> None:
    """Install packages of Debian's or Ubuntu's, if this may."""
    if _is_root() and shutil.which("apt-get"):
        quiet = os.environ | {"DEBIAN_FRONTEND": "noninteractive"}
        subprocess.run(["apt-get", "update", "-qq"], check=False, env=quiet, stdout=sys.stderr)
        command = ["apt-get", "install", "-y", "-qq", "--no-install-recommends", *packages]
        subprocess.run(command, check=False, env=quiet, stdout=sys.stderr)


def _install() -> None:
    """Install the package with what Node needs beside it."""
    install_packages("chromium", "libatomic1")


def _download() -> None:
    """Let Playwright download its own browser."""
    subprocess.run([sys.executable, "-m", "playwright", "install", "chromium"], check=False, stdout=sys.stderr)


def flags() -> list[str]:
    """The flags to start the browser with; as root it cannot make its own sandbox."""
    return [*FLAGS, *(["--no-sandbox"] if _is_root() else [])]


def main() -> None:
    """Print the path of a browser that is there, installing one first where there is none."""
    path = find()
    for install in (_install, _download):
        if not path:
            install()
            path = find()
    if not path:
        sys.exit("no Chromium for the browser tests: install the package `chromium`, or name one in KBGEN_CHROMIUM")
    print(path)


if __name__ == "__main__":
    main()
