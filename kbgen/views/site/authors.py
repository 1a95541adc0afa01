"""Authors as far as names tell: every spelling that makes the same slug is one person."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from kbgen.model.author_names import AUTHOR_SLUGS, SORT_NAMES
from kbgen.model.paper import Paper
from kbgen.views.view import View


class Author(View, frozen=True):
    """A person. ``name`` is the spelling that most papers have; ``papers`` are newest first."""

    slug: str
    name: str
    also_written: tuple[str, ...]
    papers: tuple[str, ...]


class Authors(Mapping[str, Author]):
    """The authors of ``papers`` by slug, sorted by it.

    They are many and a build looks at few of them, so each is put together when it is asked for.
    """

    def __init__(self, papers: Iterable[Paper], newest_first: Callable[[Iterable[str]], list[str]]) -> None:
        papers_of: dict[str, tuple[str, ...]] = {}
        for paper in papers:
            alone = (paper.id,)
            for name in dict.fromkeys(paper.authors):
                papers_of[name] = papers_of[name] + alone if name in papers_of else alone
        names: dict[str, str] = {}
        others: dict[str, list[str]] = {}
        for name in papers_of:
            slug = AUTHOR_SLUGS[name]
            if names.setdefault(slug, name) is not name:
                others.setdefault(slug, []).append(name)
        names.pop("", None)
        others.pop("", None)
        self._names = names
        self.papers = {slug: papers_of[names[slug]] for slug in sorted(names)}
        """Papers by slug, newest first."""
        self.also_written: dict[str, tuple[str, ...]] = {}
        """The other spellings of those whose name is written in several ways."""
        for slug, more in others.items():
            spellings = sorted([names[slug], *more], key=lambda name: (-len(papers_of[name]), name))
            names[slug], *rest = spellings
            self.also_written[slug] = tuple(rest)
            self.papers[slug] = tuple(newest_first({one for name in spellings for one in papers_of[name]}))

    def __getitem__(self, slug: str) -> Author:
        return Author(slug, self._names[slug], self.also_written.get(slug, ()), self.papers[slug])

    def __iter__(self) -> Iterator[str]:
        return iter(self.papers)

    def __len__(self) -> int:
        return len(self.papers)

    def name(self, slug: str) -> str:
        """How most papers write an author's name."""
        return self._names[slug]

    def by_name(self, slugs: Iterable[str]) -> list[str]:
        """Slugs in the order of the names, last word first."""
        names = self._names
        return sorted(sorted(slugs), key=lambda slug: SORT_NAMES[names[slug]])

    @cached_property
    def by_letter(self) -> dict[str, list[str]]:
        """Slugs, sorted, under the first letter of the name's last word; ``other`` holds what is not a to z."""
        found: dict[str, list[str]] = {}
        names = self._names
        for slug in self.papers:
            first = SORT_NAMES[names[slug]][:1]
            found.setdefault(first if "a" <= first <= "z" else "other", []).append(slug)
        return dict(sorted(found.items(), key=lambda one: (one[0] == "other", one[0])))
