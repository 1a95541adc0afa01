"""Adds papers: finds out what each WHAT is, whether it is here already, and writes what is new or was asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from kbgen.checks.run import check
from kbgen.contribute.add_input import Wanted
from kbgen.contribute.add_known import Difference, Known, Likeness, Present, changes, differences
from kbgen.contribute.add_lookup import Found, Lookup
from kbgen.contribute.add_record import Draft, Wishes, record_of, skeleton
from kbgen.contribute.add_what import What, read_what
from kbgen.contribute.planned_edit import plan
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.metadata import Metadata
from kbgen.model.change import Change, Move
from kbgen.model.finding import Finding, KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.store.edit import FileEdit, edited_files, write_edits
from kbgen.store.layout import relative_path
from kbgen.store.lock import writing
from kbgen.store.planned import tree_after
from kbgen.store.tree import Tree
from kbgen.store.writer import dump

Status = Literal["added", "updated", "unchanged", "here", "failed"]
"""``here``: the work has a record and nothing was asked to be done about it; ``unchanged``: nothing was to be done."""

TopicChoice = Callable[[Draft, KnowledgeBase], Mapping[str, tuple[str, ...]]]
"""Asks a person for the topics of a new record; what comes back is terms by axis."""


@dataclass(frozen=True, slots=True)
class AddOptions:
    """``update`` fills what a record lacks, ``replace`` also replaces what differs; ``new`` adds what is only near.

    ``offline`` asks nobody; ``dry_run`` writes nothing.
    """

    wishes: Wishes = field(default_factory=Wishes)
    offline: bool = False
    dry_run: bool = False
    update: bool = False
    replace: bool = False
    new: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one WHAT. ``edits`` are the files that were (or in a dry run would be) written.

    ``problem`` says why it failed, or what the record that is here has in common with it; ``likeness`` says how sure
    that is. Where no service told about it (``looked_up``) nothing is known of differences.
    """

    what: str
    status: Status
    record: Paper | None = None
    path: str = ""
    edits: tuple[FileEdit, ...] = ()
    differences: tuple[Difference, ...] = ()
    notes: tuple[str, ...] = ()
    likeness: Likeness | None = None
    problem: str = ""
    remedy: str = ""
    looked_up: bool = True
    unreachable: bool = False

    @property
    def done(self) -> bool:
        """Whether what was asked for is so."""
        return self.status in {"added", "updated", "unchanged"}


class Adding:
    """A knowledge base while papers are added to it, one after the other, so that a later one knows of the earlier.

    Raises :class:`KbgenError` where records of the tree cannot be read, because adding would make doubles of them.
    """

    def __init__(self, tree: Tree, options: AddOptions) -> None:
        if tree.broken_ids or any(finding.code == "KB001" for finding in tree.findings):
            raise KbgenError(
                "some records cannot be read, and adding without them would make doubles", "see kbgen validate"
            )
        self._tree = tree
        self._new: set[str] = set()
        self._options = options
        self._present = Present(tree.kb.papers.values())

    def findings(self) -> list[Finding]:
        """What is wrong with the records that were added; what would be wrong with updated ones was not written."""
        found = check(self._tree).findings if self._new else ()
        return [finding for finding in found if finding.place.path in self._new]

    def add_wanted(self, wanted: Wanted, lookup: Lookup | None, choose: TopicChoice | None = None) -> Outcome:
        """Add one entry of what a person named; a bibliography's entry needs no service."""
        if wanted.problem:
            return Outcome(wanted.text, "failed", problem=wanted.problem)
        if wanted.metadata:
            return self.add_metadata(wanted.text, wanted.metadata, wanted.notes, choose)
        return self.add(wanted.text, lookup, choose)

    def add(self, text: str, lookup: Lookup | None, choose: TopicChoice | None = None) -> Outcome:
        """Add the work that a text names, asking nobody without ``lookup``; the outcome tells whatever goes wrong."""
        try:
            what = read_what(text)
        except KbgenError as error:
            return _failed(text, error)
        try:
            found = lookup.find(what) if lookup else Found(skeleton(what))
        except KbgenError as error:
            return self._not_found(text, what, error)
        return self.add_metadata(text, found.metadata, found.notes, choose)

    def add_metadata(
        self, text: str, metadata: Metadata, notes: Sequence[str] = (), choose: TopicChoice | None = None
    ) -> Outcome:
        """Add a work of which everything is known; ``text`` names it in messages."""
        try:
            draft = self._draft(metadata)
            known = self._present.find(draft.paper)
            if known and not (known.likeness == "near" and self._options.new):
                return self._known(text, replace(draft, notes=tuple(notes)), known)
            return self._added(text, replace(draft, notes=(*notes, *draft.notes)), choose)
        except KbgenError as error:
            return _failed(text, error)

    def _not_found(self, text: str, what: What, error: KbgenError) -> Outcome:
        """A work that no service could tell about; that it is here already can be said all the same."""
        known = self._present.find(self._draft(skeleton(what)).paper)
        if known and known.likeness != "conflict" and not (self._options.update or self._options.new):
            path = self._tree.path("paper", known.record.id)
            said = (str(error),)
            like = known.likeness
            return Outcome(text, "here", known.record, path, (), (), said, like, known.words, looked_up=False)
        unreachable = isinstance(error, ServiceError) and error.kind in {"unreachable", "silent"}
        return Outcome(text, "failed", problem=error.message, remedy=error.remedy, unreachable=unreachable)

    def _draft(self, metadata: Metadata) -> Draft:
        return record_of(metadata, self._tree.kb, self._present.taken, self._options.wishes)

    def _added(self, text: str, draft: Draft, choose: TopicChoice | None) -> Outcome:
        paper = draft.paper
        if choose and not paper.topics:
            paper = paper.model_copy(update={"topics": dict(choose(draft, self._tree.kb))})
        path = relative_path(paper)
        edit = FileEdit(path, None, dump(paper))
        self._make([edit])
        self._new.add(path)
        return Outcome(text, "added", paper, path, (edit,), notes=draft.notes)

    def _known(self, text: str, draft: Draft, known: Known) -> Outcome:
        record, options = known.record, self._options
        path = self._tree.path("paper", record.id)
        found = tuple(differences(record, draft, {"kind"} if options.wishes.kind else ()))
        outcome = Outcome(text, "here", record, path, (), found, draft.notes, known.likeness, known.words)
        if known.likeness == "conflict":
            remedy = "one of the two has an identifier that is not its own: correct the record, or what you add"
            return replace(outcome, status="failed", differences=(), remedy=remedy)
        return self._updated(outcome, replace_differing=options.replace) if options.update else outcome

    def update(self, outcome: Outcome, *, replace_differing: bool) -> Outcome:
        """Fill what the record of an outcome lacks; its differences say with what, and also replace what differs."""
        try:
            return self._updated(outcome, replace_differing=replace_differing)
        except KbgenError as error:
            return _failed(outcome.what, error)

    def edits_of(self, outcome: Outcome, *, replace_differing: bool) -> tuple[FileEdit, ...]:
        """What :meth:`update` would write; raises :class:`KbgenError` where the record would be wrong then."""
        asked = changes(outcome.path, outcome.differences, replace=replace_differing)
        return self._updates(outcome.path, asked) if asked else ()

    def _updated(self, outcome: Outcome, *, replace_differing: bool) -> Outcome:
        if outcome.record is None or not changes(outcome.path, outcome.differences, replace=replace_differing):
            return replace(outcome, status="unchanged")
        if self._options.dry_run and not (self._tree.root / outcome.path).exists():
            # It was added in this dry run, so there is no file to show a change of.
            return outcome
        edits = self.edits_of(outcome, replace_differing=replace_differing)
        self._make(edits)
        updated = self._tree.kb.papers[outcome.record.id]
        left = () if replace_differing else tuple(one for one in outcome.differences if one.here is not None)
        home = self._tree.path("paper", updated.id)
        return replace(outcome, status="updated", record=updated, path=home, edits=edits, differences=left)

    def _updates(self, path: str, asked: Sequence[Change]) -> tuple[FileEdit, ...]:
        """The edits that changes of one record make, which moves with its year; raises where it would be wrong then."""
        after = tree_after(self._tree, edited_files(self._tree.root, asked))
        record = next((file.model for file in after.records if file.path == path), None)
        moves = [Move(path, to)] if isinstance(record, Paper) and (to := relative_path(record)) != path else []
        planned = plan(self._tree, [*asked, *moves])
        if planned.errors:
            raise KbgenError("the record would be wrong: " + "; ".join(map(str, planned.errors)))
        return planned.edits

    def _make(self, edits: Sequence[FileEdit]) -> None:
        """Write edits, unless this is a dry run, and go on as if they were."""
        if not self._options.dry_run:
            root = self._tree.root
            with writing(root):
                for edit in edits:
                    if edit.before is None and (root / edit.path).exists():
                        remedy = "another process wrote it; run the command again"
                        raise KbgenError(f"{edit.path} is there already", remedy)
                write_edits(root, edits)
        self._tree = tree_after(self._tree, edits)
        for edit in edits:
            file = next((file for file in self._tree.records if file.path == edit.path), None)
            if file and isinstance(file.model, Paper):
                self._present.add(file.model)


def _failed(text: str, error: KbgenError) -> Outcome:
    return Outcome(text, "failed", problem=error.message, remedy=error.remedy)
