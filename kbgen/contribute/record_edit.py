"""One record that is edited on request: what is asked for, what becomes of it, and what is wrong with that."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from pydantic import BaseModel, ValidationError

from kbgen.contribute.instructions import Instruction, InstructionError, follow, key_path_of, value_at
from kbgen.contribute.meant import meant
from kbgen.contribute.naming import Found
from kbgen.contribute.planned_edit import PlannedEdit
from kbgen.model.change import Change, Move
from kbgen.model.finding import Finding, Place
from kbgen.model.paper import Paper
from kbgen.store.edit import EditError, read_file
from kbgen.store.layout import LAYOUTS, relative_path
from kbgen.store.plain_data import as_read, differences
from kbgen.store.schema_findings import schema_findings
from kbgen.store.tree import Tree
from kbgen.store.writer import plain
from kbgen.store.yaml_layout import Value
from kbgen.store.yaml_reader import KeyPath
from kbgen.store.yaml_text import Positions, parse


@dataclass(frozen=True, slots=True)
class Fault:
    """Why an instruction cannot be followed for a record; ``code`` is that of the finding it would make, if any."""

    record: str
    said: str
    message: str
    remedy: str = ""
    code: str = ""

    def __str__(self) -> str:
        code = f"{self.code} " if self.code else ""
        return f"{self.said}: {code}{self.message}" + (f"; {self.remedy}" if self.remedy else "")


class RecordEdit:
    """A record and what becomes of it. Instructions that are wrong are left out, so that the others are checked too."""

    def __init__(self, tree: Tree, named: Found) -> None:
        self._tree = tree
        self._file = named.file
        self.id = named.file.id
        self.home = named.file.path
        self._model: type[BaseModel] = LAYOUTS[named.file.kind].model
        self.notes = [f"{named.former} is called {named.file.id} now"] if named.former else []
        self.faults: list[Fault] = []
        parsed = parse(read_file(tree.root, named.file.path), named.file.path)
        if parsed.data is None:
            raise EditError(parsed.findings)
        self._before: Value = parsed.data
        self._after: Value = parsed.data
        self._followed: dict[KeyPath, Instruction] = {}

    def follow(self, instructions: Sequence[Instruction]) -> None:
        """Follow instructions, each where the record then still is one.

        Items of lists that are taken away are numbered as they stand in the file, so the last one goes first.
        """
        old = {fault.message for fault in self._schema_faults(Instruction("set", ""), self._before)}
        resolved = list(self._resolved(instructions))
        unsets = sorted(
            (pair for pair in resolved if pair[1].action == "unset"), key=lambda pair: pair[0], reverse=True
        )
        for key_path, one in [*unsets, *(pair for pair in resolved if pair[1].action != "unset")]:
            try:
                after = follow(self._after, self._understood(one, key_path), key_path, self._model)
            except InstructionError as error:
                self.faults.append(Fault(self.id, one.said, error.message, error.remedy))
                continue
            wrong = [fault for fault in self._schema_faults(one, after) if fault.message not in old]
            self.faults += wrong
            if not wrong:
                self._after = after
                self._followed[_place_of(one, key_path, after)] = one

    def _resolved(self, instructions: Sequence[Instruction]) -> Iterator[tuple[KeyPath, Instruction]]:
        """The instructions with the places they name; those that name none are faults."""
        for one in instructions:
            try:
                key_path = key_path_of(self._model, one.key)
                if key_path[0] in ("id", "aliases"):
                    raise InstructionError("a record's name is permanent", "kbgen rename OLD NEW gives it another")
                yield key_path, one
            except InstructionError as error:
                self.faults.append(Fault(self.id, one.said, error.message, error.remedy))

    def changes(self) -> Iterator[Change | Move]:
        """What becomes of the file; a paper whose year changes moves to its year's folder."""
        path = self._file.path
        record, typed = _validated(self._model, self._after)
        for key_path, value in differences(self._before, self._after):
            yield Change(path, key_path, _as_typed(value, value_at(typed, key_path)))
        if isinstance(record, Paper) and (to := relative_path(record)) != path and self._moves():
            if (self._tree.root / to).exists():
                one = next(one for key_path, one in self._followed.items() if key_path == ("year",))
                self.faults.append(Fault(self.id, one.said, f"{to} is there already", "look at the two records"))
            else:
                self.home = to
                yield Move(path, to)

    def faults_in(self, planned: PlannedEdit) -> Iterator[Fault]:
        """The errors that the planned edit makes in this record or between it and another."""
        for finding in planned.errors:
            if self.home in (finding.place.path, *(place.path for place in finding.related)):
                yield self._fault(finding, planned)

    def _fault(self, finding: Finding, planned: PlannedEdit) -> Fault:
        """An error with the instruction that is its cause."""
        text = next((edit.after for edit in planned.edits if edit.path == self.home), None)
        positions = Positions.read(text or "", self.home)
        at = (finding.place.line, finding.place.column)
        for key_path, one in self._followed.items():
            values = (inner for inner, place in positions.values.items() if place == at)
            keys = (inner for inner, place in positions.keys.items() if place == at)
            if any(inner[: len(key_path)] == key_path for inner in values) or any(
                key_path[: len(inner)] == inner for inner in keys
            ):
                return Fault(self.id, one.said, finding.message, finding.remedy, finding.code)
        said = f"{finding.place} would be wrong"
        return Fault(self.id, said, finding.message, finding.remedy, finding.code)

    def _moves(self) -> bool:
        return value_at(self._before, ("year",)) != value_at(self._after, ("year",))

    def _understood(self, one: Instruction, key_path: KeyPath) -> Instruction:
        """The instruction with a venue, term or dataset by its identifier where it was given by name."""
        return replace(one, value=meant(self._tree.kb, key_path, one.value)) if one.value is not None else one

    def _schema_faults(self, one: Instruction, data: Value) -> Iterator[Fault]:
        try:
            self._model.model_validate(as_read(data))
        except ValidationError as error:
            for finding in schema_findings(error, self._model, _nowhere):
                yield Fault(self.id, one.said, finding.message, finding.remedy, finding.code)


def _place_of(one: Instruction, key_path: KeyPath, after: Value) -> KeyPath:
    """Where an instruction that was followed left its value: an item that is added is a list's last."""
    found = value_at(after, key_path)
    if one.action == "add" and isinstance(found, Sequence) and not isinstance(found, str):
        return (*key_path, len(found) - 1)
    return key_path


def _validated(model: type[BaseModel], data: Value) -> tuple[BaseModel | None, Value]:
    """The record, and its fields as the model writes them; of one that is still broken, the fields that are right."""
    read = as_read(data)
    try:
        record = model.model_validate(read)
    except ValidationError as error:
        wrong = {details["loc"][0] for details in error.errors() if details["loc"]}
        rest = {key: value for key, value in read.items() if key not in wrong} if isinstance(read, dict) else {}
        # Nothing is to be had of a record that lacks what every one needs.
        return None, {} if wrong - set(read) else _validated(model, rest)[1]
    return record, plain(record)


def _nowhere(*key_path: str | int, key: bool = False) -> Place:
    return Place("")


def _as_typed(value: Value | None, typed: Value | None) -> Value | None:
    """A value with each scalar as the model writes it, so that a number is one."""
    if isinstance(value, Mapping):
        inner = typed if isinstance(typed, Mapping) else {}
        return {key: _as_typed(item, inner.get(key)) or item for key, item in value.items()}
    if isinstance(value, Sequence) and not isinstance(value, str):
        items = typed if isinstance(typed, Sequence) and not isinstance(typed, str) else [None] * len(value)
        return [_as_typed(item, other) or item for item, other in zip(value, items, strict=True)]
    is_scalar = typed is not None and not isinstance(typed, Mapping | tuple | list)
    return typed if value is not None and is_scalar else value
