"""Typesetting.

Bibliographies say how a title or a name is to be printed: in capitals, with braces that protect some, with commands for
accents. A record holds the text itself; how it is shown is decided where it is shown. Formulas between dollar signs are
text here.
"""

import re
from collections.abc import Callable, Iterator
from functools import cache
from typing import Any

from kbgen.checks.fixes import put
from kbgen.checks.rule import Problem, rule
from kbgen.checks.wording import texts
from kbgen.store.tree import Tree

_WORD = re.compile(r"[^\W\d_]{3,}")
_FORMULA = re.compile(r"\$[^$]*\$")
# A command, an accent over a letter, an escaped sign, or what is raised or lowered outside a formula; the code of a
# character (a backslash, u, four digits) is none.
_LATEX = re.compile(r"\\(?!u[0-9a-fA-F]{4})(?:[A-Za-z]+|['\"`^~=.](?=[A-Za-z{\\])|[&%#_{}])|[_^]\{")
_BRACE = re.compile(r"[{}]")
_LEFT = re.compile(r"[\\{}$]")
# LaTeX prints no space behind a command, which who wrote a title may not have known.
_DOUBTFUL = re.compile(r"[_^]\{|\\[A-Za-z]+\s")
_COMMAND = re.compile(r"\\([A-Za-z]+|.)")
_ACCENTS = frozenset("`'^\"~=.uvHtcdbrk")
_LETTERS = frozenset({"ss", "ae", "AE", "oe", "OE", "aa", "AA", "o", "O", "l", "L", "i", "j"})
_STYLES = frozenset({"emph", "text", "mbox", "textbf", "textit", "texttt", "textsc", "textrm", "textsf", "textup"})
_SIGNS = frozenset({"&", "%", "#", "_", "{", "}", "ldots", "dots", "textendash", "textemdash", "LaTeX", "TeX"})
_GREEK = frozenset(
    {"alpha", "beta", "gamma", "delta", "epsilon", "zeta", "eta", "theta", "lambda", "mu", "nu", "xi", "pi", "rho"}
    | {"sigma", "tau", "phi", "chi", "psi", "omega", "Gamma", "Delta", "Theta", "Lambda", "Xi", "Pi", "Sigma", "Phi"}
    | {"Psi", "Omega"}
)
_PRINTABLE = _ACCENTS | _LETTERS | _STYLES | _SIGNS | _GREEK
"""Commands of which it is clear what they print; any other may be a formula's, or the author's own."""

SHOUTED_WORDS = 3
"""Words in capitals from which a title is shouted; two may be a name and its abbreviation."""


@rule("KB347", "shouted-text", severity="warning")
def shouted_text(tree: Tree) -> Iterator[Problem]:
    """A title or an author's name is written in capitals throughout.

    Some publishers print so. Write it as the paper's first page or the rest of the literature does; nothing can tell by
    itself which words are abbreviations.
    """
    for path, key_path, text in tree.once(texts):
        if text.isupper() and key_path[0] != "summary":
            words = _WORD.findall(text)
            shouted = len(words) >= SHOUTED_WORDS or (key_path[0] == "authors" and len(words) >= 2)
            if shouted and any(len(word) > 3 for word in words):
                place = tree.place_in(path, *key_path)
                yield Problem(place, f'"{text}" is all in capitals', "write it in upper and lower case", text)


@rule("KB348", "protective-braces")
def protective_braces(tree: Tree) -> Iterator[Problem]:
    """A title or a name has the braces that protect capitals in BibTeX.

    The export puts them where they are needed. Write the text without them.
    """
    for path, key_path, text in tree.once(texts):
        if "{" not in text and "}" not in text:
            continue
        if _BRACE.search(plain := _FORMULA.sub("", text)) and not _LATEX.search(plain):
            place = tree.place_in(path, *key_path)
            bare = _outside_formulas(text, lambda part: _BRACE.sub("", part))
            fix = put(path, key_path, bare) if bare.strip() == bare and bare else ()
            yield Problem(place, f'"{text}" has braces in it', f'write "{bare}"', text, fix)


@rule("KB349", "latex-in-text")
def latex_in_text(tree: Tree) -> Iterator[Problem]:
    r"""A title or a name has LaTeX in it, such as `\"o` or `\emph`.

    It is shown as it stands, sorted wrongly, and not found by who searches for the name. Write the letters themselves,
    and a formula between dollar signs.
    """
    for path, key_path, text in tree.once(texts):
        if ("\\" in text or "{" in text) and (found := _LATEX.search(_FORMULA.sub("", text))):
            place = tree.place_in(path, *key_path)
            meant = _outside_formulas(text, _without_latex)
            clear = meant not in {text, ""} and meant.strip() == meant and not _LEFT.search(_FORMULA.sub("", meant))
            otherwise = (
                "put the formula between dollar signs" if found[0][-1] == "{" else "write the letters themselves"
            )
            remedy = f'write "{meant}"' if clear else otherwise
            fix = put(path, key_path, meant) if clear else ()
            yield Problem(place, f'"{found[0]}" in "{text}" is LaTeX', remedy, text, fix)


def _outside_formulas(text: str, change: Callable[[str], str]) -> str:
    """A text whose parts between formulas are changed."""
    result, end = "", 0
    for formula in _FORMULA.finditer(text):
        result += change(text[end : formula.start()]) + formula[0]
        end = formula.end()
    return result + change(text[end:])


def _without_latex(text: str) -> str:
    """The text that LaTeX would print, or the text itself where it is no valid LaTeX."""
    if not _PRINTABLE.issuperset(_COMMAND.findall(text)) or "$" in text or _DOUBTFUL.search(text):
        return text
    from pylatexenc.latexwalker import LatexWalkerError

    try:
        # A percent sign begins a comment in LaTeX, and is a percent sign here.
        printed: str = _converter().latex_to_text(re.sub(r"(?<!\\)%", r"\\%", text))
    except (LatexWalkerError, ValueError, IndexError):
        return text
    # The converter drops spaces at the ends, which part the text from the formulas beside it.
    return text[: len(text) - len(text.lstrip())] + printed.strip() + text[len(text.rstrip()) :]


@cache
def _converter() -> Any:
    from pylatexenc.latex2text import LatexNodes2Text

    return LatexNodes2Text(keep_comments=True)
