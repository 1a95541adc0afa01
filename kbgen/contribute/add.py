"""Adds papers: finds out what each WHAT is, whether it is here already, and writes what is new or was asked for."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Literal

from kbgen.contribute.add_known import Difference, Known, Likeness, Present, changes, differences
from kbgen.contribute.add_lookup import Found, Lookup
from kbgen.contribute.add_record import Draft, Wishes, record_of, skeleton
from kbgen.contribute.add_what import What, read_what
from kbgen.enrich.failure import ServiceError
from kbgen.enrich.metadata import Metadata
from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.paper import Paper
from kbgen.store.cache import NO_FILE
from kbgen.store.edit import FileEdit, edited_files, write_edits
from kbgen.store.layout import relative_path
from kbgen.store.lock import writing
from kbgen.store.reading import interpret
from kbgen.store.scan import FoundFile
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
        self._tree = tree
        if self._tree.broken_ids or any(finding.code == "KB001" for finding in self._tree.findings):
            raise KbgenError(
                "some records cannot be read, and adding without them would make doubles", "see kbgen validate"
            )
        self._options = options
        self._present = Present(self._tree.kb.papers.values())
        self._paths = {record_id: self._tree.path("paper", record_id) for record_id in self._tree.kb.papers}

    def add(self, text: str, lookup: Lookup | None, choose: TopicChoice | None = None) -> Outcome:
        """Add the work that a text names; whatever goes wrong with it is told in the outcome."""
        try:
            what = read_what(text)
        except KbgenError as error:
            return _failed(text, error)
        try:
            found = lookup.find(what) if lookup else Found(skeleton(what))
        except KbgenError as error:
            return self._not_found(text, what, error)
        return self.add_metadata(text, found.metadata, found.notes, choose)

    def _not_found(self, text: str, what: What, error: KbgenError) -> Outcome:
        """A work that no service could tell about; that it is here already can be said all the same."""
        known = self._present.find(self._draft(skeleton(what)).paper)
        if known and known.likeness == "same" and not self._options.update:
            path = self._paths[known.record.id]
            said = (str(error),)
            return Outcome(text, "here", known.record, path, notes=said, problem=known.words, looked_up=False)
        unreachable = isinstance(error, ServiceError) and error.kind == "unreachable"
        return Outcome(text, "failed", problem=error.message, remedy=error.remedy, unreachable=unreachable)

    def _draft(self, metadata: Metadata) -> Draft:
        return record_of(metadata, self._tree.kb, self._present.taken, self._options.wishes)

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

    def _added(self, text: str, draft: Draft, choose: TopicChoice | None) -> Outcome:
        paper = draft.paper
        if choose and not paper.topics:
            paper = paper.model_copy(update={"topics": dict(choose(draft, self._tree.kb))})
        path = relative_path(paper)
        edit = FileEdit(path, None, dump(paper))
        self._write([edit])
        self._enter(paper, path)
        return Outcome(text, "added", paper, path, (edit,), notes=draft.notes)

    def _known(self, text: str, draft: Draft, known: Known) -> Outcome:
        record, options = known.record, self._options
        said = {"kind"} if options.wishes.kind else ()
        found = tuple(differences(record, draft, said))
        outcome = Outcome(
            text, "here", record, self._paths[record.id], (), found, draft.notes, known.likeness, known.words
        )
        if known.likeness == "conflict":
            remedy = "one of the two has an identifier that is not its own: correct the record, or what you add"
            return replace(outcome, status="failed", differences=(), remedy=remedy)
        if not options.update:
            return outcome
        asked = changes(self._paths[record.id], found, replace=options.replace)
        if not asked:
            return replace(outcome, status="unchanged")
        if options.dry_run and not (self._tree.root / outcome.path).exists():
            return outcome
        edits, updated = _in_its_folder(edited_files(self._tree.root, asked))
        self._write(edits)
        path = edits[-1].path
        self._enter(updated, path)
        left = () if options.replace else tuple(one for one in found if one.here is not None)
        return replace(outcome, status="updated", record=updated, path=path, edits=edits, differences=left)

    def _write(self, edits: Sequence[FileEdit]) -> None:
        if self._options.dry_run:
            return
        root = self._tree.root
        with writing(root):
            for edit in edits:
                if edit.before is None and (root / edit.path).exists():
                    raise KbgenError(f"{edit.path} is there already", "another process wrote it; run the command again")
            write_edits(root, edits)

    def _enter(self, paper: Paper, path: str) -> None:
        self._present.add(paper)
        self._paths[paper.id] = path


def _in_its_folder(edits: Sequence[FileEdit]) -> tuple[tuple[FileEdit, ...], Paper]:
    """The edits of one record, which moves to another folder if its year changed, and what it says after them.

    Raises :class:`KbgenError` where it would not be a valid record any more.
    """
    edit = edits[0]
    record, findings = interpret((edit.after or "").encode(), FoundFile(edit.path, "paper", NO_FILE))
    if not isinstance(record, Paper):
        raise KbgenError(f"{edit.path} would not be valid: {'; '.join(map(str, findings))}")
    path = relative_path(record)
    if path == edit.path:
        return (edit,), record
    return (FileEdit(edit.path, edit.before, None), FileEdit(path, None, edit.after)), record


def _failed(text: str, error: KbgenError) -> Outcome:
    return Outcome(text, "failed", problem=error.message, remedy=error.remedy)
