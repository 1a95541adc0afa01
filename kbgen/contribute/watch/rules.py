"""What has changed since.

What services say stands in `data/enriched/`, and what became of links in `data/enriched/links.jsonl`. `kbgen watch`
holds the records against it and proposes edits, which `--write` makes. None of this makes a record wrong, so
`kbgen validate` does not report it. A finding that you looked at and decided against goes into `data/allowed.yaml` as
any other, and is not shown again.
"""

from kbgen.contribute.watch.dead_links import dead_link
from kbgen.contribute.watch.found_code import code_found
from kbgen.contribute.watch.published import published
from kbgen.contribute.watch.repositories import (
    repository_archived,
    repository_empty,
    repository_gone,
    repository_renamed,
)
from kbgen.contribute.watch.standing import corrected, retracted, withdrawn
from kbgen.contribute.watch.versions import authors_changed, title_changed

__all__ = [
    "authors_changed",
    "code_found",
    "corrected",
    "dead_link",
    "published",
    "repository_archived",
    "repository_empty",
    "repository_gone",
    "repository_renamed",
    "retracted",
    "title_changed",
    "withdrawn",
]
