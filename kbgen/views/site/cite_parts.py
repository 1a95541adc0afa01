"""Into which files the citations are divided that the explorer and the reading list export.

A reader who exports three papers loads three small files and not one of all papers, and an edited record changes the
one file that its paper is in. ``site_templates/assets/src/lib/cited.ts`` finds a paper's file by the same rule.
"""

import zlib

FOLDER = "explore/cite/"
_PAPERS_A_FILE = 100


def parts(papers: int) -> int:
    """How many files there are: a power of two, so that one more paper seldom moves the others."""
    wanted = -(-papers // _PAPERS_A_FILE)
    return 1 << (wanted - 1).bit_length() if wanted else 1


def part_of(paper_id: str, count: int) -> int:
    """The number of a paper's file among ``count``: the remainder of the CRC-32 of its identifier in UTF-8."""
    return zlib.crc32(paper_id.encode()) % count
