"""Choosing rules by what people call them: a code, the beginning of one, or a name."""

from collections.abc import Iterable

from kbgen.checks.registry import rules
from kbgen.model.finding import KbgenError
from kbgen.model.suggest import did_you_mean


def codes_of(names: Iterable[str]) -> frozenset[str]:
    """The codes that names stand for: ``KB104``, ``KB1`` for all that begin so, or ``unknown-venue``.

    Several may stand in one text with commas between them. Raises :class:`KbgenError` for a name that means no rule.
    """
    found: set[str] = set()
    for name in (part.strip() for text in names for part in text.split(",")):
        meant = {code for code, rule in rules().items() if name and _means(name, code, rule.name)}
        if not meant:
            raise KbgenError(f'no rule is called "{name}"', _remedy(name))
        found |= meant
    return frozenset(found)


def _means(name: str, code: str, rule_name: str) -> bool:
    return code.startswith(name.upper()) or rule_name == name.lower()


def _remedy(name: str) -> str:
    otherwise = "kbgen explain lists them"
    if name.upper().startswith("IM"):
        return "IM codes are notes of kbgen import, in docs/importing.md"
    if name[:1].isdigit() or name.upper().startswith("KB"):
        digits = "".join(char for char in name if char.isdigit())
        return did_you_mean(f"KB{digits}", rules(), otherwise)
    return did_you_mean(name, [rule.name for rule in rules().values()], otherwise)
