"""A knowledge base as edits would leave it, so that they can be checked before they are written."""

from collections.abc import Container, Iterable, Iterator
from dataclasses import replace

from kbgen.model.enrichment import EnrichmentLine
from kbgen.store.cache import NO_FILE, digest
from kbgen.store.edit import FileEdit
from kbgen.store.layout import kind_of
from kbgen.store.reading import Source, interpret
from kbgen.store.scan import FoundFile
from kbgen.store.tree import Tree, assemble


def tree_after(tree: Tree, edits: Iterable[FileEdit]) -> Tree:
    """The tree with the edits made; nothing is written. Files that hold no record change nothing."""
    by_path = {edit.path: edit for edit in edits}
    sources = [*_kept(tree, by_path.keys()), *(source for edit in by_path.values() for source in _read(edit))]
    sources.sort(key=lambda source: source.file.path)
    # What is wrong between two overlay files is found again.
    elsewhere = [finding for finding in tree.findings if finding.place.path not in by_path]
    planned = assemble(tree.root, sources, elsewhere)
    planned = replace(planned, findings=tuple(dict.fromkeys(planned.findings)))
    planned.share_places(tree, by_path.keys())
    for edit in by_path.values():
        planned.remember_text(edit.path, edit.after or "")
    return planned


def _kept(tree: Tree, edited: Container[str]) -> Iterator[Source]:
    for file in tree.records:
        if file.path not in edited:
            yield Source(FoundFile(file.path, file.kind, NO_FILE), file.digest, file.model)
    by_path: dict[str, list[tuple[int, EnrichmentLine]]] = {}
    for line in tree.overlay:
        by_path.setdefault(line.place.path, []).append((line.place.line, line.record))
    for path, lines in by_path.items():
        if path not in edited:
            yield Source(FoundFile(path, "overlay", NO_FILE), "", lines=tuple(lines))


def _read(edit: FileEdit) -> Iterator[Source]:
    is_overlay = edit.path.endswith(".jsonl")
    kind = "overlay" if is_overlay else kind_of(edit.path)
    if edit.after is None or kind is None:
        return
    content = edit.after.encode("utf-8", "surrogatepass")
    file = FoundFile(edit.path, kind, NO_FILE)
    value, findings = interpret(content, file)
    if isinstance(value, tuple):
        yield Source(file, digest(content), lines=value, findings=findings)
    else:
        yield Source(file, digest(content), value, findings=findings)
