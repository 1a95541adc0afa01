"""Lines of a list that hold a link of which nothing became part of a record: nothing is dropped in silence."""

import re
from collections.abc import Iterator

from kbgen.ingest.draft import Draft, UnreadLine

_IMAGE = re.compile(r"!\[[^\[\]]*\]\([^()\s]*(?:\([^()]*\))?[^()]*\)|<img\b[^<>]*>", re.IGNORECASE)
_LINK = re.compile(
    r"\]\(\s*(?!#)[^)]|(?:h?ttps?:)?//[\w.-]+\.\w|<a\s[^<>]*href\s*=\s*[\"']?(?![\"']?#)|(?<!>)`_{1,2}(?!\w)|<(?!#)[^<>\s]+>`_"
    r"|\[\[[^\]]+\]\[",
    re.IGNORECASE,
)
_ADDRESS = re.compile(r"(?:h?ttps?:)?//[^\s<>\"'`|]+", re.IGNORECASE)
_LENGTH = 300
"""Characters of a line that are reported."""


def unread_lines(text: str, draft: Draft) -> Iterator[UnreadLine]:
    """Each line with a link out of the document on which no entry, row or contents of the draft took one."""
    links = [link for paper in draft.papers for link in paper.links]
    links += [link for dataset in draft.datasets for link in dataset.links]
    lines = {link.line for link in links if link.href.strip()}
    taken = {_key(link.href) for link in links if link.href.strip()}
    own = [paper.origin.line for paper in draft.papers if paper.own_work]
    for number, line in enumerate(text.split("\n"), 1):
        bare = _IMAGE.sub(" ", line)
        if not _LINK.search(bare) or number in lines:
            continue
        if any(_known(found[0], taken) for found in _ADDRESS.finditer(bare)):
            continue
        # The entry of a block that a list asks to be cited by is read whole.
        if any(start <= number <= start + _LINES_OF_CITATION for start in own):
            continue
        yield UnreadLine(draft.file, number, " ".join(line.split())[:_LENGTH])


_LINES_OF_CITATION = 25


def _known(address: str, taken: set[str]) -> bool:
    """Whether an address, or its beginning up to a closing mark, is one that was taken."""
    key = _key(address)
    return key in taken or any(_key(key[: found.start()]) in taken for found in re.finditer(r"[)\]>,;.]", key))


def _key(address: str) -> str:
    return re.sub(r"^(?:h?ttps?:)?//", "", address.strip(), flags=re.IGNORECASE).rstrip("/).,;]>*")
