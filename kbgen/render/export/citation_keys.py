"""Citation keys: short, recognisable, and the same for good."""

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Mapping

from kbgen.model.paper import Paper
from kbgen.model.text import fold

# Words that do not make a key recognisable.
_SMALL_WORDS = frozenset(
    {"a", "an", "and", "are", "as", "at", "by", "can", "do", "does", "for", "from", "how", "in", "into", "is"}
    | {"it", "its", "of", "on", "or", "the", "to", "via", "what", "when", "why", "with"}
)
_WORDS = re.compile(r"[a-z0-9]+")


def citation_keys(papers: Iterable[Paper], bare_keys: Mapping[str, str] | None = None) -> dict[str, str]:
    """A citation key for each paper by its identifier: author, year and first word, ``arandjelovic2017look``.

    Papers that would share a key get a letter, beginning with the second one added to the knowledge base, so that a
    new paper never changes the key under which an earlier one has been cited. ``bare_keys`` are those of
    :func:`bare_key` that are known already.
    """
    known = bare_keys or {}
    papers = list(papers)
    keys = {paper.id: known.get(paper.id) or bare_key(paper) for paper in papers}
    shared = {key for key, count in Counter(keys.values()).items() if count > 1}
    rivals = [paper for paper in papers if keys[paper.id] in shared]
    taken = set(keys.values())
    repeats: Counter[str] = Counter()
    first: set[str] = set()
    for paper in sorted(rivals, key=lambda paper: (paper.added is None, paper.added, paper.id)):
        unique = key = keys[paper.id]
        if key not in first:
            first.add(key)
            continue
        while unique in taken:
            repeats[key] += 1
            unique = key + _letters(repeats[key])
        taken.add(unique)
        keys[paper.id] = unique
    return keys


def bare_key(paper: Paper) -> str:
    """The key that a paper would have if no other shared it."""
    words = [word for word in _WORDS.findall(_ascii(paper.title)) if word not in _SMALL_WORDS]
    # After a year, a word that begins with a digit could not be told from it.
    words.sort(key=lambda word: word[0].isdigit())
    author = _surname(paper.authors[0]) if paper.authors else ""
    return (author or "anonymous") + str(paper.year or "") + (words[0] if words else "")


def _surname(name: str) -> str:
    # Imported where it is needed: a build that changes no paper does without.
    from bibtexparser.middlewares.names import parse_single_name_into_parts

    last = "".join(parse_single_name_into_parts(name.replace("{", "").replace("}", ""), strict=False).last)
    return "".join(_WORDS.findall(_ascii(last)))


def _ascii(text: str) -> str:
    return unicodedata.normalize("NFKD", fold(text)).encode("ascii", "ignore").decode()


def _letters(number: int) -> str:
    """``a`` … ``z``, ``aa`` … for 1, 2, …: as spreadsheets count columns."""
    letters = ""
    while number:
        number, digit = divmod(number - 1, 26)
        letters = chr(ord("a") + digit) + letters
    return letters
