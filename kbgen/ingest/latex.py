"""Values of BibTeX fields as plain text: accents, ligatures, commands, formulas and protective braces."""

import logging
import re
from functools import cache, lru_cache
from typing import Any

from kbgen.ingest.plain_text import plain_text
from kbgen.model.maths import FORMULA, formula_text

_MARKED = re.compile(r"[\\$~]|--|``|''|[?!]`")
# BibTeX takes a percent sign in a value as it stands; a dollar sign that begins no formula is money.
_LITERAL = re.compile(r"(?<!\\)[%$]")
_HYPERLINK = re.compile(r"\\href\s*\{[^{}]*\}\s*(?=\{)")
_OTHER_MATHS = re.compile(r"\\\((.+?)\\\)|\\ensuremath\s*\{((?:[^{}]|\{[^{}]*\})*)\}")
_SCRIPT_MARK = re.compile(r"[\\^_]")
_SCRIPT_COMMAND = re.compile(r"\\(?:text|math)?(?P<up>super|sub)script\s*\{(?P<of>[^{}]*)\}|\\s(?P<short>[pb])\s*\{")
_PLAIN_LETTER = r"(?:\\[ij](?:\{\}|(?![A-Za-z]))|[A-Za-z])"
_ACCENTED = (
    rf"\\[`'^\"~=.]\s*(?:\{{\s*{_PLAIN_LETTER}\s*\}}|{_PLAIN_LETTER})"
    rf"|\\[uvHckdbr](?:\s*\{{\s*{_PLAIN_LETTER}\s*\}}|\s+{_PLAIN_LETTER})"
)
_SPECIAL = r"\\(?:[oOlLij]|ss|aa|AA|ae|AE|oe|OE|dj|DJ|th|TH|dh|DH)(?:\{\}|(?![A-Za-z])\s?)"
_LETTER = re.compile(rf"\{{(?:{_ACCENTED}|{_SPECIAL})\}}|{_ACCENTED}|{_SPECIAL}")
# What sorts an entry and is not printed; what is printed as another text.
_UNSEEN = re.compile(r"\\(?:noopsort|SortNoop|printfirst|switchargs)\s*\{[^{}]*\}")
_ADDRESS_ESCAPE = re.compile(r"\{?\\([_%&#~$])\}?")
_URL_COMMAND = re.compile(r"\\(?:url|path|nolinkurl)\s*\{([^{}]*)\}|\\href\s*\{([^{}]*)\}\s*\{[^{}]*\}")


@lru_cache(maxsize=4096)
def text_of_latex(value: str) -> str:
    """The text that a reader of the typeset bibliography would see, on one line; never raises.

    What is no valid LaTeX is kept as it stands, without its braces.
    """
    if not _MARKED.search(value):
        return plain_text(value.replace("{", "").replace("}", ""))
    value = _HYPERLINK.sub("", _UNSEEN.sub("", value))
    value = _OTHER_MATHS.sub(lambda found: f"${found[1] or found[2]}$", value)
    value = _SCRIPT_COMMAND.sub(_as_script, value)
    value = FORMULA.sub(lambda found: formula_text(found[1]), value)
    try:
        text = _converted(_LITERAL.sub(r"\\\g<0>", value))
    except Exception:  # noqa: BLE001 the converter raises what its parsers happen to raise on broken LaTeX
        text = value.replace("{", "").replace("}", "")
    # Some programs escape the formulas of a title, so that they are formulas only once that is undone.
    text = FORMULA.sub(lambda found: formula_text(found[1]) if _SCRIPT_MARK.search(found[1]) else found[0], text)
    return plain_text(text.replace("\u00a0", " "))


def with_letters(value: str) -> str:
    r"""LaTeX with its accented and special letters as Unicode, whatever braces stand around one: ``Rom\~ao`` is Romão.

    Only then can a text be cut at spaces and ties without cutting a letter in two.
    """
    return _LETTER.sub(lambda found: text_of_latex(found[0]) or found[0], value) if "\\" in value else value


def address_of_latex(value: str) -> str:
    r"""An address as a field writes it, freed of ``\url{}``, escapes and angle brackets."""
    if found := _URL_COMMAND.search(value):
        value = found[1] or found[2]
    value = _ADDRESS_ESCAPE.sub(r"\1", value)
    return plain_text(value.replace("{", "").replace("}", "")).strip("<> ")


def addresses_in(value: str) -> list[str]:
    r"""The addresses that a free text gives by ``\url{}`` or ``\href{}{}``, or as its only word."""
    found = [address_of_latex(one[0]) for one in _URL_COMMAND.finditer(value)]
    bare = address_of_latex(value)
    return found or ([bare] if re.fullmatch(r"https?://\S+", bare) else [])


def _as_script(found: re.Match[str]) -> str:
    if found["short"]:
        return ("^" if found["short"] == "p" else "_") + "{"
    return f"${'^' if found['up'] == 'super' else '_'}{{{found['of']}}}$"


def _converted(value: str) -> str:
    from pylatexenc.latexwalker import LatexWalker

    converter, context = _converter()
    nodes, _, _ = LatexWalker(value, latex_context=context).get_latex_nodes()
    return str(converter.nodelist_to_text(nodes))


@cache
def _converter() -> tuple[Any, Any]:
    """What turns parsed LaTeX into text, and what the parser knows of commands; both are costly to make."""
    from pylatexenc.latex2text import LatexNodes2Text, MacroTextSpec, get_default_latex_context_db
    from pylatexenc.latexwalker import get_default_latex_context_db as walker_context

    # Its warnings are about commands without their arguments, which a bibliography's author can do nothing with.
    logging.getLogger("pylatexenc").setLevel(logging.CRITICAL)
    context = get_default_latex_context_db()
    own = [
        MacroTextSpec("url", simplify_repl="%s"),
        *(MacroTextSpec(name, simplify_repl=name) for name in ("TeX", "LaTeX")),
        MacroTextSpec("BibTeX", simplify_repl="BibTeX"),
        MacroTextSpec("textasciicircum", simplify_repl="^"),
        MacroTextSpec("LaTeXe", simplify_repl="LaTeX2e"),
    ]
    context.add_context_category("bibliographies", macros=own, prepend=True)
    return LatexNodes2Text(latex_context=context, math_mode="text"), walker_context()
