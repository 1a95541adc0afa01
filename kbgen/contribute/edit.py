"""Changes records as somebody asks, once everything asked for is known to be right."""

from collections.abc import Iterable, Iterator, Sequence
from pathlib import Path

from kbgen.contribute.instructions import Instruction
from kbgen.contribute.naming import find_file
from kbgen.contribute.planned_edit import PlannedEdit, plan
from kbgen.contribute.record_edit import Fault, RecordEdit
from kbgen.model.finding import KbgenError
from kbgen.store.edit import write_edits
from kbgen.store.lock import writing
from kbgen.store.tree import Tree, load_tree


class FaultsError(KbgenError):
    """What was asked is wrong; ``faults`` names all of it, and nothing was written."""

    def __init__(self, faults: Sequence[Fault]) -> None:
        records = list(dict.fromkeys(fault.record for fault in faults))
        lines = [f"{fault.record}: {fault}" if len(records) > 1 else str(fault) for fault in faults]
        count = f"{len(faults)} things are" if len(faults) > 1 else "something is"
        super().__init__("\n  ".join([f"{count} wrong, and nothing was written:", *lines]))
        self.faults = tuple(faults)


def edit_records(
    root: Path, names: Iterable[str], instructions: Sequence[Instruction], *, dry_run: bool = False
) -> PlannedEdit:
    """Follow all instructions for each of the records, or do nothing.

    Raises :class:`FaultsError` where any is wrong, and :class:`KbgenError` for a record that is not there.
    """
    if dry_run:
        return plan_edit(load_tree(root), names, instructions)
    with writing(root):
        planned = plan_edit(load_tree(root), names, instructions)
        write_edits(root, planned.edits)
    return planned


def plan_edit(tree: Tree, names: Iterable[str], instructions: Sequence[Instruction]) -> PlannedEdit:
    """What :func:`edit_records` writes, and what is then found that was not before."""
    records = [RecordEdit(tree, find_file(tree, name)) for name in dict.fromkeys(names)]
    for record in records:
        record.follow(instructions)
    changes = [change for record in records for change in record.changes()]
    planned = plan(tree, changes, notes=tuple(note for record in records for note in record.notes))
    if faults := list(_faults(records, planned, instructions)):
        raise FaultsError(faults)
    return planned


def _faults(
    records: Sequence[RecordEdit], planned: PlannedEdit, instructions: Sequence[Instruction]
) -> Iterator[Fault]:
    """All that is wrong, record by record, in the order of the instructions."""
    order = {one.said: number for number, one in enumerate(instructions)}
    for record in records:
        faults = [*record.faults, *record.faults_in(planned)]
        yield from sorted(faults, key=lambda fault: order.get(fault.said, len(order)))
