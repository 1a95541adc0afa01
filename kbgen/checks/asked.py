"""Which findings somebody asked for."""

from collections.abc import Iterable
from dataclasses import dataclass, replace
from pathlib import Path

from kbgen.checks.codes import codes_of
from kbgen.checks.registry import rules
from kbgen.checks.scope import Scope, scope_of_change, scope_of_paths
from kbgen.model.finding import Finding, KbgenError
from kbgen.store.tree import Tree


@dataclass(frozen=True, slots=True)
class Asked:
    """The files and the rules of interest; as it is made here, all of them.

    A finding is wanted that concerns every one of the ``scopes``, whose code is among ``select`` where that is given,
    and not among ``ignore``. Of rules that look at the whole nothing is wanted where there are scopes.
    """

    scopes: tuple[Scope, ...] = ()
    select: frozenset[str] | None = None
    ignore: frozenset[str] = frozenset()

    def wants(self, finding: Finding) -> bool:
        """Whether a finding was asked for."""
        chosen = (self.select is None or finding.code in self.select) and finding.code not in self.ignore
        if self.scopes and rules()[finding.code].of_the_whole:
            return False
        return chosen and all(scope.concerns(finding) for scope in self.scopes)

    def with_files(self, paths: Iterable[str]) -> "Asked":
        """What was asked for, and these files."""
        more = frozenset(paths)
        return replace(self, scopes=tuple(replace(scope, files=scope.files | more) for scope in self.scopes))

    def covers(self, path: str) -> bool:
        """Whether a file was asked about."""
        return all(scope.holds(path) for scope in self.scopes)


def asked_for(
    tree: Tree,
    paths: Iterable[Path] = (),
    changed_since: str | None = None,
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> Asked:
    """What the arguments of ``kbgen validate`` ask for.

    Raises :class:`KbgenError` for a path, a revision or a code that means nothing.
    """
    scopes: list[Scope] = []
    if named := tuple(paths):
        scopes.append(scope_of_paths(tree.root, named))
    if changed_since is not None:
        scopes.append(scope_of_change(tree, changed_since))
    selected = tuple(select)
    return Asked(tuple(scopes), _validated(selected) if selected else None, codes_of(ignore))


def _validated(names: Iterable[str]) -> frozenset[str]:
    """The codes that names stand for, of rules that ``kbgen validate`` asks."""
    codes = codes_of(names)
    found = frozenset(code for code in codes if rules()[code].command == "validate")
    if not found:
        raise KbgenError(f"{', '.join(sorted(codes))}: only kbgen watch finds that", "kbgen watch --help")
    return found
