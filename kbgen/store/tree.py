"""Loads a whole knowledge base from its files, and knows where in them everything stands."""

from collections.abc import Callable, Container, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, TypeVar

from kbgen.model.base import Record
from kbgen.model.dataset import Dataset
from kbgen.model.finding import Finding, KbgenError, Place
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.lists import ReadmeList
from kbgen.model.paper import Paper
from kbgen.model.source import Sources
from kbgen.model.vocabulary import Taxonomy, Venues
from kbgen.store.allowed import AllowList
from kbgen.store.cache import Cache, digest
from kbgen.store.garbage import without_garbage_collection
from kbgen.store.layout import CACHE_FOLDER, LAYOUTS, Kind
from kbgen.store.overlay import OverlayLine, merge_overlay
from kbgen.store.reading import Source, read_sources
from kbgen.store.scan import scan
from kbgen.store.transaction import NOTE
from kbgen.store.yaml_text import Positions, decode

_RecordT = TypeVar("_RecordT", bound=Record)
_MadeT = TypeVar("_MadeT")


class LoadedFile(NamedTuple):
    """A record's file. ``id`` is what the record calls itself, or the file's name where it has no valid record.

    ``digest`` names the content; ``model`` is ``None`` where the file has findings that leave no record.
    """

    kind: Kind
    id: str
    path: str
    digest: str
    model: Record | None

    @property
    def stem(self) -> str:
        """The file's name without its ending."""
        return _stem(self.path)


@dataclass(frozen=True)
class Tree:
    """A loaded knowledge base.

    ``records`` holds every file that was found, also broken ones and those that share an identifier; ``kb`` holds the
    valid records, of those with one identifier the first by path. ``notes`` are facts about the cache.
    ``content_digest`` names the content of all files together, ``overlay_digest`` that of the overlay. A ``placeless``
    tree does not look up where in a file something stands.
    """

    root: Path
    kb: KnowledgeBase
    records: tuple[LoadedFile, ...] = ()
    overlay: tuple[OverlayLine, ...] = ()
    findings: tuple[Finding, ...] = ()
    notes: tuple[str, ...] = ()
    content_digest: str = ""
    overlay_digest: str = ""
    placeless: bool = False
    _positions: dict[str, Positions] = field(default_factory=dict, repr=False, compare=False)
    _texts: dict[str, str] = field(default_factory=dict, repr=False, compare=False)
    _made: dict[object, Any] = field(default_factory=dict, repr=False, compare=False)

    def once(self, make: Callable[["Tree"], _MadeT]) -> _MadeT:
        """What a function makes of this tree, made when first asked for: rules share what several of them look at."""
        if make not in self._made:
            self._made[make] = make(self)
        made: _MadeT = self._made[make]
        return made

    def place(self, kind: Kind, record_id: str, *key_path: str | int, key: bool = False) -> Place:
        """Where a value (or with ``key`` its key) of a record stands; :class:`KeyError` for an unknown record."""
        return self.place_in(self._by_id[kind, record_id].path, *key_path, key=key)

    def place_in(self, path: str, *key_path: str | int, key: bool = False) -> Place:
        """Where a value stands in a file, which is read again for it; of a tree without places the file alone."""
        if self.placeless:
            return Place(path)
        if path not in self._positions:
            self._positions[path] = Positions.read(self.text_of(path), path)
        return self._positions[path].place(*key_path, key=key)

    def text_of(self, path: str) -> str:
        """A file's text, which is read again for it; empty where it cannot be."""
        if path in self._texts:
            return self._texts[path]
        try:
            text, _ = decode((self.root / path).read_bytes(), path)
        except OSError:
            # The file went away after it was loaded; its name is still the best place to give.
            return ""
        return text

    def without_places(self) -> "Tree":
        """This tree for those who ask what is wrong and not where, which saves reading the files again."""
        return replace(self, placeless=True)

    def share_places(self, other: "Tree", but_for: Container[str]) -> None:
        """Take from another tree the places that it has looked up in files which are the same here."""
        self._positions.update((path, places) for path, places in other._positions.items() if path not in but_for)

    def remember_text(self, path: str, text: str) -> None:
        """Take a file's text, and the places in it, from this, not from what is on disk."""
        self._texts[path] = text
        self._positions[path] = Positions.read(text, path)

    def digest(self, kind: Kind, record_id: str) -> str:
        """Names the content of a record's file; :class:`KeyError` where there is no such record."""
        return self._by_id[kind, record_id].digest

    def path(self, kind: Kind, record_id: str) -> str:
        """A record's file, from the root; :class:`KeyError` where there is no such record."""
        return self._by_id[kind, record_id].path

    def of_kind(self, kind: Kind, model: type[_RecordT]) -> Iterator[tuple[LoadedFile, _RecordT]]:
        """Every valid record of a kind with its file, also those that share an identifier, by path."""
        for file, record in self._valid.get(kind, ()):
            if isinstance(record, model):
                yield file, record

    @cached_property
    def _valid(self) -> dict[Kind, list[tuple[LoadedFile, Record]]]:
        """Files with their valid records by kind: a hundred rules ask for them."""
        found: dict[Kind, list[tuple[LoadedFile, Record]]] = {}
        for file in self.records:
            if file.model is not None:
                found.setdefault(file.kind, []).append((file, file.model))
        return found

    @cached_property
    def broken_ids(self) -> frozenset[tuple[Kind, str]]:
        """Kind and name of the files that hold no valid record: what refers to them is not wrong for that."""
        return frozenset((file.kind, file.stem) for file in self.records if file.model is None)

    @cached_property
    def unlisted(self) -> frozenset[Kind]:
        """Kinds of records of which not even the names are all known, because a folder cannot be read."""
        folders = [finding.place.path for finding in self.findings if finding.code == "KB001"]
        files = {file.path for file in self.records}
        return frozenset(
            kind
            for kind, layout in LAYOUTS.items()
            for path in folders
            if path not in files
            and (f"{path}/".startswith(f"{layout.location}/") or layout.location.startswith(f"{path}/"))
        )

    def lacks(self, *kinds: Kind) -> bool:
        """Whether some record of these kinds could not be read: what it would say, others are not wrong for."""
        return any(kind in self.unlisted or any(broken == kind for broken, _ in self.broken_ids) for kind in kinds)

    @cached_property
    def _by_id(self) -> dict[tuple[Kind, str], LoadedFile]:
        files: dict[tuple[Kind, str], LoadedFile] = {}
        for file in self.records:
            files.setdefault((file.kind, file.id), file)
            if LAYOUTS[file.kind].single:
                files.setdefault((file.kind, ""), file)
        return files


def load_tree(root: Path, *, cache: bool = True) -> Tree:
    """Load everything in ``data/``; what is wrong with a file is a finding and does not stop the others.

    ``cache`` allows to read and write ``.kbgen/cache/``. Raises :class:`KbgenError` where there is no ``data/`` folder.
    """
    if not (root / "data").is_dir():
        raise KbgenError(f"no knowledge base here: {root / 'data'} is not a folder", "name its root with -C DIR")
    if (root / NOTE).exists():
        # A process is putting files in place, or was killed as it did: wait for it, or finish it.
        from kbgen.store.lock import writing

        with writing(root):
            pass
    with without_garbage_collection():
        store = Cache(root / CACHE_FOLDER)
        if cache:
            store.load()
        found, strays = scan(root)
        sources = read_sources(root, found, store)
        if cache:
            store.keep_only({file.path for file in found})
            store.save()
        return assemble(root, sources, strays, tuple(store.notes))


def _stem(path: str) -> str:
    return path.rpartition("/")[2].removesuffix(".yaml")


def assemble(root: Path, sources: Sequence[Source], strays: Iterable[Finding], notes: tuple[str, ...] = ()) -> Tree:
    """The tree of files that were read, with what was found wrong besides them."""
    files: list[LoadedFile] = []
    lines: list[OverlayLine] = []
    findings = list(strays)
    for source in sources:
        if source.findings:
            findings += source.findings
        if source.file.kind == "overlay":
            lines += [OverlayLine(Place(source.file.path, number), record) for number, record in source.lines]
            continue
        model = source.model
        own_id = model.id if isinstance(model, Paper | Dataset | ReadmeList) else _stem(source.file.path)
        files.append(LoadedFile(source.file.kind, own_id, source.file.path, source.digest, model))
    enrichment, conflicts = merge_overlay(lines)
    findings += conflicts
    kb = KnowledgeBase(
        papers=_by_id(files, "paper", Paper),
        datasets=_by_id(files, "dataset", Dataset),
        taxonomy=_single(files, "taxonomy", Taxonomy),
        venues=_single(files, "venues", Venues),
        lists=_by_id(files, "list", ReadmeList),
        sources=dict(sorted(_single(files, "sources", Sources).by_id.items())),
        enrichment=enrichment,
    )
    findings.sort(key=lambda finding: finding.sort_key)
    return Tree(
        root,
        kb,
        tuple(files),
        tuple(lines),
        tuple(findings),
        notes,
        _content(sources),
        _content(source for source in sources if source.file.kind == "overlay"),
    )


def _content(sources: Iterable[Source]) -> str:
    """Names the content of files, and their paths."""
    content = "\0".join(f"{source.file.path}\0{source.digest}" for source in sources)
    return digest(content.encode("utf-8", "replace"))


_NamedT = TypeVar("_NamedT", Paper, Dataset, ReadmeList)
_SingleT = TypeVar("_SingleT", Taxonomy, Venues, Sources, AllowList)


def _by_id(files: list[LoadedFile], kind: Kind, model: type[_NamedT]) -> dict[str, _NamedT]:
    found = {}
    for file in reversed(files):  # so that of those that share an identifier the first stays
        if file.kind == kind and isinstance(file.model, model):
            found[file.id] = file.model
    return dict(sorted(found.items()))


def _single(files: list[LoadedFile], kind: Kind, model: type[_SingleT]) -> _SingleT:
    return next((file.model for file in files if file.kind == kind and isinstance(file.model, model)), model())
