"""Authors' names as addresses and as indexes sort them."""

from kbgen.model.made import Made
from kbgen.model.text import fold, slugify

_RESERVED_AUTHOR_SLUGS = frozenset({"by"})


def _author_slug(name: str) -> str:
    slug = slugify(name, max_length=60)
    return f"{slug}-" if slug in _RESERVED_AUTHOR_SLUGS else slug


def _sort_name(name: str) -> str:
    words = fold(name).split()
    return " ".join([words[-1], *words[:-1]]) if words else ""


AUTHOR_SLUGS = Made(_author_slug)
"""By name, what stands for it in an author's address; empty for a name without letters, which gets no page."""

SORT_NAMES = Made(_sort_name)
"""By name, what it is sorted by: its last word, then the rest, folded."""
