"""What can be watched, by the names that ``kbgen watch --only`` takes."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kbgen.contribute.watch import rules
from kbgen.model.finding import KbgenError
from kbgen.model.suggest import did_you_mean


@dataclass(frozen=True, slots=True)
class Kind:
    """Something to watch: the heading of its findings in a report, and their codes."""

    name: str
    heading: str
    codes: tuple[str, ...]


PUBLISHED = "published"
LINKS = "links"

_ALL = (
    Kind(PUBLISHED, "Preprints that were published", (rules.published.code,)),
    Kind("withdrawn", "Withdrawn papers", (rules.withdrawn.code,)),
    Kind("retracted", "Retracted and corrected papers", (rules.retracted.code, rules.corrected.code)),
    Kind("versions", "New versions", (rules.title_changed.code, rules.authors_changed.code)),
    Kind(
        "repositories",
        "Repositories",
        (
            rules.repository_renamed.code,
            rules.repository_archived.code,
            rules.repository_gone.code,
            rules.repository_empty.code,
        ),
    ),
    Kind("code", "Code that was found", (rules.code_found.code,)),
    Kind(LINKS, "Dead links", (rules.dead_link.code,)),
)

KINDS: Mapping[str, Kind] = {kind.name: kind for kind in _ALL}


def chosen(names: Iterable[str]) -> tuple[Kind, ...]:
    """The kinds of these names, several in one text with commas between them; all where none is named.

    Raises :class:`KbgenError` for a name that nothing has.
    """
    wanted = [name.strip() for text in names for name in text.split(",") if name.strip()]
    for name in wanted:
        if name not in KINDS:
            raise KbgenError(
                f'nothing to watch is called "{name}"', did_you_mean(name, KINDS, f"there are: {', '.join(KINDS)}")
            )
    return tuple(kind for name, kind in KINDS.items() if not wanted or name in wanted)


def codes_of(kinds: Iterable[Kind]) -> frozenset[str]:
    """The codes of what is watched."""
    return frozenset(code for kind in kinds for code in kind.codes)
