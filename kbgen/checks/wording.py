"""Titles and names.

What a list or a page says of a paper often carries traces of how it was made: another encoding, lost markup, a
button's text. These rules look for the traces that no title has of its own.
"""

import html
import re
from collections.abc import Iterator

import ftfy

from kbgen.checks.fixes import KeyPath, put, take_away
from kbgen.checks.rule import Problem, rule
from kbgen.model.change import Fix
from kbgen.model.dataset import Dataset
from kbgen.model.paper import Paper
from kbgen.store.tree import Tree

_LOST_ESCAPE = re.compile(
    r"&?#?(?<![A-Za-z0-9])x20(?:1[0-9a-fA-F]|2[26]|3[23])(?![0-9A-Za-z]);?|&(?:[a-z]{2,8}|#\d{2,5}|#x[0-9a-fA-F]{2,5});|\\u[0-9a-fA-F]{4}"
)
_GLUED_WORD = re.compile(r"(Subscribe|Unsubscribe)(?=[A-Z])")
_SEVERAL_PEOPLE = re.compile(r"\bet\.? al\b|\bothers\b|\.\.\.|…|;| and | & |\bu\. ?a\.", re.IGNORECASE)
_AND_OTHERS = re.compile(r"(?:^|,?\s+)(?:and\s+)?(?:et\.? al\b\.?|others|u\. ?a\.|\.\.\.|…)$", re.IGNORECASE)
# A last word of three letters or more; shorter ones are abbreviations such as "Inc." or "vs.".
_FINAL_PERIOD = re.compile(r"(?<![.])\b[^\W\d_]{3,}[)\"']?\.$")
_ABBREVIATIONS = ("etc.", "inc.", "vol.", "ltd.")
_UNEVEN_SPACE = re.compile(r"\s{2,}|[\n\t]")


def texts(tree: Tree) -> list[tuple[str, KeyPath, str]]:
    """Titles, names, authors and summaries: file, key path and text."""
    return list(_texts(tree))


def _texts(tree: Tree) -> Iterator[tuple[str, KeyPath, str]]:
    for file, paper in tree.of_kind("paper", Paper):
        yield file.path, ("title",), paper.title
        yield from ((file.path, ("authors", index), author) for index, author in enumerate(paper.authors))
        if paper.summary:
            yield file.path, ("summary",), paper.summary
    for file, dataset in tree.of_kind("dataset", Dataset):
        yield file.path, ("name",), dataset.name
        if dataset.summary:
            yield file.path, ("summary",), dataset.summary


@rule("KB341", "mojibake")
def mojibake(tree: Tree) -> Iterator[Problem]:
    """A text was read in the wrong encoding, so that `â€™` stands for an apostrophe.

    The message shows what the text becomes when it is read as it was meant.
    """
    for path, key_path, text in tree.once(texts):
        if not text.isascii() and (mended := ftfy.fix_encoding(text)) != text:
            place = tree.place_in(path, *key_path)
            fix = put(path, key_path, mended)
            yield Problem(place, f'"{text}" was read in the wrong encoding', f'write "{mended}"', text, fix)


@rule("KB342", "final-period", severity="warning")
def final_period(tree: Tree) -> Iterator[Problem]:
    """A title ends with a period.

    Reference lists put a period behind titles, and it is copied with them.
    """
    for file, paper in tree.of_kind("paper", Paper):
        if _FINAL_PERIOD.search(paper.title) and not paper.title.lower().endswith(_ABBREVIATIONS):
            place = tree.place_in(file.path, "title")
            fix = put(file.path, ("title",), paper.title.removesuffix("."))
            yield Problem(place, "the title ends with a period", "remove it", paper.title, fix)


@rule("KB343", "lost-escape")
def lost_escape(tree: Tree) -> Iterator[Problem]:
    """A text shows the code of a character instead of the character, such as `x2013` or `&amp;`.

    It was taken from a web page or a program without being decoded. Write the character itself.
    """
    for path, key_path, text in tree.once(texts):
        if ("x20" in text or "&" in text or "\\u" in text) and (found := _LOST_ESCAPE.search(text)):
            place = tree.place_in(path, *key_path)
            meant = _LOST_ESCAPE.sub(lambda code: _character(code[0]), text)
            fix = put(path, key_path, meant) if meant != text and meant.strip() == meant else ()
            yield Problem(place, f'"{found[0]}" is the code of a character', "write the character", text, fix)


def _character(code: str) -> str:
    """The character that a code stands for, or the code itself where it stands for none."""
    if code.startswith("\\u"):
        found = chr(int(code[2:], 16))
    elif "x20" in code and not code.startswith("&#"):
        found = chr(int(code.strip("&#;").lstrip("x"), 16))
    else:
        found = html.unescape(code)
    return found if found.isprintable() else code


@rule("KB344", "glued-word")
def glued_word(tree: Tree) -> Iterator[Problem]:
    """A title begins with the text of a button that stood before it.

    A web page was copied with its "Subscribe" button, whose text stuck to the title.
    """
    for file, paper in tree.of_kind("paper", Paper):
        if found := _GLUED_WORD.match(paper.title):
            place = tree.place_in(file.path, "title")
            remedy = f'write "{paper.title[found.end() :]}"'
            fix = put(file.path, ("title",), paper.title[found.end() :])
            yield Problem(place, f'"{found[0]}" is glued to the title', remedy, paper.title, fix)


@rule("KB345", "uneven-space")
def uneven_space(tree: Tree) -> Iterator[Problem]:
    """A title or a name has a line break or several spaces in it.

    Titles are shown on one line, and compared and sorted as text.
    """
    for path, key_path, text in tree.once(texts):
        if key_path[0] != "summary" and _UNEVEN_SPACE.search(text):
            place = tree.place_in(path, *key_path)
            even = " ".join(text.split())
            fix = put(path, key_path, even)
            yield Problem(place, f'"{text}" has uneven white space', f'write "{even}"', text, fix)


@rule("KB346", "several-authors-in-one")
def several_authors_in_one(tree: Tree) -> Iterator[Problem]:
    """An author's entry names several people, or nobody in particular.

    Each author has a page and an entry of their own. What a source shortens to "et al." is left out until it is
    known.
    """
    for file, paper in tree.of_kind("paper", Paper):
        for index, author in enumerate(paper.authors):
            if _SEVERAL_PEOPLE.search(author):
                place = tree.place_in(file.path, "authors", index)
                fix = _without_others(file.path, index, author)
                yield Problem(place, f'"{author}" is not one person', "write one author an entry", author, fix)


def _without_others(path: str, index: int, author: str) -> Fix:
    """Leave out the "et al." behind a name, or an entry that says no more; who is who among several takes judgement."""
    name = _AND_OTHERS.sub("", author).strip()
    if not name:
        return take_away(path, ("authors", index))
    return put(path, ("authors", index), name) if name != author and not _SEVERAL_PEOPLE.search(name) else ()
