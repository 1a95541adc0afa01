"""What is worked out of names and titles alone, kept from build to build: names are many and seldom change."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from kbgen.model.author_names import AUTHOR_SLUGS, SORT_NAMES
from kbgen.model.made import Made
from kbgen.store.shards import Shards
from kbgen.views.titles import READABLE_TITLES

_TABLES: dict[str, Made[str, str]] = {"slugs": AUTHOR_SLUGS, "sort-names": SORT_NAMES, "titles": READABLE_TITLES}


@contextmanager
def remembered(folder: Path, code: str) -> Iterator[None]:
    """Within it, what earlier builds worked out is known; ``code`` is a digest of what works it out."""
    kept = Shards(folder, "texts", code, count=1)
    kept.load()
    for name, table in _TABLES.items():
        table.update(kept.values.get(name, {}))
    sizes = {name: len(table) for name, table in _TABLES.items()}
    yield
    for name, table in _TABLES.items():
        if len(table) > sizes[name] or name not in kept.values:
            kept.put(name, dict(table))
    kept.save()
