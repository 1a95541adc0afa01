"""Noticing that something a site is made from has changed."""

import threading
import time
from collections.abc import Iterable
from pathlib import Path

from watchdog.events import FileSystemEvent, FileSystemEventHandler
from watchdog.observers import Observer

from kbgen.render.site.config import FILE as CONFIG
from kbgen.render.templates import template_folders

_CHANGES = frozenset({"created", "modified", "moved", "deleted"})
_QUIET = 0.15
_SOURCES = ("data", "docs", "site_templates", CONFIG)


class Changes(FileSystemEventHandler):
    """Watches a knowledge base's records, pages, templates and configuration.

    An editor saves in several steps; :meth:`wait` returns when nothing has happened for a moment.
    """

    def __init__(self, root: Path) -> None:
        self._root = root.resolve()
        self._changed = threading.Event()
        self._observer = Observer()
        # The root itself is watched flat: mkdocs.yml lies there, and folders of the site may yet be made.
        self._observer.schedule(self, str(self._root), recursive=False)
        for folder in self._folders():
            self._observer.schedule(self, str(folder), recursive=True)

    def _folders(self) -> Iterable[Path]:
        own = [self._root / name for name in _SOURCES]
        return dict.fromkeys(folder for folder in (*own, *template_folders(self._root)) if folder.is_dir())

    def start(self) -> None:
        """Begin to watch."""
        self._observer.start()

    def stop(self) -> None:
        """End watching, and let :meth:`wait` return."""
        self._observer.stop()
        self._changed.set()

    def wait(self) -> None:
        """Wait for a change, and then until there is quiet."""
        self._changed.wait()
        while self._changed.is_set():
            self._changed.clear()
            time.sleep(_QUIET)

    def dispatch(self, event: FileSystemEvent) -> None:
        """Take note of an event that concerns the site."""
        if event.is_directory and event.event_type == "modified":
            return  # what changed in it has an event of its own
        if event.event_type in _CHANGES and any(
            self._concerns(Path(str(path))) for path in (event.src_path, event.dest_path) if path
        ):
            self._changed.set()

    def _concerns(self, path: Path) -> bool:
        if path.name.startswith(".") or path.name.endswith(("~", ".tmp", ".swp")):
            return False
        try:
            inside = path.relative_to(self._root)
        except ValueError:
            return True  # a template of the package
        return bool(inside.parts) and inside.parts[0] in _SOURCES
