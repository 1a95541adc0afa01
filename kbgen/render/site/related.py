"""The related papers of every paper with the reasons in words, kept from build to build.

They follow from what all papers have in common, so an edited title may change those of others as well. Where something
changed that they are made of (titles, summaries, abstracts, terms, datasets, relations or citations), another process
works out again those that may be others now, while pages are planned.
"""

from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from kbgen.render.site.output import key_of
from kbgen.render.site.paper_facts import PaperFacts
from kbgen.render.site.related_state import StateFile, packed
from kbgen.render.site.workers import Backed, Background
from kbgen.store.shards import Shards
from kbgen.views.site.index import SiteIndex
from kbgen.views.site.neighbourhood import SHOWN_RELATED, Near

if TYPE_CHECKING:
    from kbgen.graph.related_update import Update

_Found = tuple[dict[str, tuple[Near, ...]], bytes]
"""The related papers that were looked for again, and the state they came from."""


class RelatedPapersKept(Backed):
    """The related papers of each paper, kept in ``folder``; ``code`` is a digest of what works them out."""

    def __init__(self, index: SiteIndex, facts: PaperFacts, folder: Path, code: str) -> None:
        self._index = index
        self._facts = facts
        self._names = key_of(code, facts.vocabulary, facts.datasets)
        self._kept = Shards(folder, "related", code)
        self._kept.load()
        made_from = key_of(self._names, facts.all_ties, *facts.outlines, *facts.proses)
        self._state = StateFile(folder, made_from)
        stale = not self._state.is_there() or self._kept.values.keys() != index.kb.papers.keys()
        self._task = Background(self._look_again, len(index.kb.papers)) if stale else None

    def of(self, paper_id: str) -> tuple[Near, ...]:
        """The papers nearest to one, nearest first, with why."""
        near: tuple[Near, ...] = self._found[paper_id][1]
        return near

    def digest(self, paper_id: str) -> str:
        """Stands for what :meth:`of` gives; empty where it gives nothing."""
        digest: str = self._found[paper_id][0]
        return digest

    @cached_property
    def _found(self) -> dict[str, tuple[str, tuple[Near, ...]]]:
        if self._task:
            found, state = self._task.result()
            self._state.remove()
            for paper_id, near in found.items():
                known = self._kept.values.get(paper_id)
                if known is None or known[1] != near:
                    self._kept.put(paper_id, (key_of(repr(near)) if near else "", near))
            self._kept.keep_only(self._index.kb.papers.keys())
            self._kept.save()
            self._state.write(state)
        return self._kept.values

    def _look_again(self) -> _Found:
        # Imported where they are needed: most builds change nothing that papers are related by.
        from kbgen.graph.related_update import related_after, related_anew
        from kbgen.views.graph.words import reason_in_words

        kb, citations = self._index.kb, self._index.citations
        facts = self._facts_of_each()
        earlier = self._state.read(self._names)
        if earlier and self._kept.values.keys() == set(earlier[0].features.ids):
            state, known = earlier
            before = dict(zip(state.features.ids, known, strict=True))
            changed = [one for one, now in zip(kb.papers, facts, strict=True) if before.get(one) != now]
            update: Update = related_after(state, kb, citations, SHOWN_RELATED, changed)
        else:
            update = related_anew(kb, citations, SHOWN_RELATED)
        found = {
            paper_id: tuple((one.paper, tuple(reason_in_words(kb, reason) for reason in one.reasons)) for one in near)
            for paper_id, near in update.found.items()
        }
        return found, packed(update.state, facts, self._names)

    def _facts_of_each(self) -> list[str]:
        facts = self._facts
        return ["".join(said) for said in zip(facts.outlines, facts.proses, facts.ties_of_each, strict=True)]
