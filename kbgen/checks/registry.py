"""Finds the rules: every :class:`Rule` that a module of this package defines, or of those named in ``ELSEWHERE``."""

import importlib
import pkgutil
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

import kbgen.checks
from kbgen.checks.rule import Rule

ELSEWHERE: Mapping[str, str] = {
    "services": "kbgen.contribute.service_rules",
    "watching": "kbgen.contribute.watch.rules",
    "graph": "kbgen.graph.rules",
}
"""Families that live beside their data, on a floor above: named here, so that nothing of that floor is imported."""


@dataclass(frozen=True, slots=True)
class Family:
    """The rules of one module; its docstring introduces them."""

    name: str
    title: str
    introduction: str
    rules: tuple[Rule, ...]


@cache
def families() -> tuple[Family, ...]:
    """Families by the code of their first rule."""
    found = []
    here = {info.name: f"kbgen.checks.{info.name}" for info in pkgutil.iter_modules(kbgen.checks.__path__)}
    for name, path in {**here, **ELSEWHERE}.items():
        module = importlib.import_module(path)
        rules = [value for value in vars(module).values() if isinstance(value, Rule)]
        if rules:
            title, _, introduction = (module.__doc__ or name).partition("\n\n")
            found.append(
                Family(name, title.rstrip("."), introduction.strip(), tuple(sorted(rules, key=lambda r: r.code)))
            )
    return tuple(sorted(found, key=lambda family: family.rules[0].code))


@cache
def rules() -> Mapping[str, Rule]:
    """Rules by code; :class:`ValueError` where two rules claim one code."""
    found: dict[str, Rule] = {}
    for family in families():
        for rule in family.rules:
            if rule.code in found:
                raise ValueError(f"{rule.code} is the code of {found[rule.code].name} and of {rule.name}")
            found[rule.code] = rule
    return dict(sorted(found.items()))
