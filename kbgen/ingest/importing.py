"""An import from beginning to end: read files, merge them into a knowledge base, write what changed."""

import datetime
import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from kbgen.ingest.awesome_list import AwesomeList
from kbgen.ingest.citation_lines import OVERLAY_FILE
from kbgen.ingest.coverage import count_paper_links
from kbgen.ingest.decoding import DecodedText, decode, tidied
from kbgen.ingest.differences import Takeable
from kbgen.ingest.draft import Draft, ImportNote, ReadContext
from kbgen.ingest.link_forms import link_forms
from kbgen.ingest.merge import MergeOptions, Outcome, merge
from kbgen.ingest.registry import choose_format
from kbgen.ingest.sources import addresses
from kbgen.ingest.unread import unread_lines
from kbgen.ingest.writing import edits_of
from kbgen.model.base import RECORD_ID_PATTERN
from kbgen.model.finding import KbgenError
from kbgen.model.knowledge_base import KnowledgeBase
from kbgen.model.text import slugify
from kbgen.store.edit import FileEdit, write_edits
from kbgen.store.layout import OVERLAY_FOLDER
from kbgen.store.lock import writing
from kbgen.store.overlay import write_overlay_file
from kbgen.store.tree import Tree, load_tree

_OVERLAY_PATH = f"{OVERLAY_FOLDER}/{OVERLAY_FILE}"
_MAX_BYTES = 200_000_000


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to import and the key that records keep of it; an empty key is made from the list's title or the name.

    ``content`` is given for what is no file, such as standard input.
    """

    path: Path
    key: str = ""
    content: bytes | None = None

    @classmethod
    def parse(cls, text: str) -> "SourceFile":
        """``FILE`` or ``KEY=FILE``; raises ``KbgenError`` where the key is no identifier."""
        key, equals, path = text.partition("=")
        if not equals or Path(text).exists():
            return cls(Path(text))
        if not re.match(RECORD_ID_PATTERN, key):
            raise KbgenError(f'"{key}" cannot name a source', "use lower-case letters, digits and hyphens")
        return cls(Path(path), key)


@dataclass(frozen=True, slots=True)
class ImportOptions:
    """``extend`` is ``None`` to allow new terms and venues exactly where the knowledge base has none of its own.

    ``urls`` are addresses of sources, as ``KEY=ADDRESS``. With ``update`` records that are there get what they lack,
    and of the fields to ``take`` what the sources say in place of their own; without it they stay as they are.
    """

    format: str = ""
    about: str = ""
    extend: bool | None = None
    urls: tuple[str, ...] = ()
    dry_run: bool = False
    today: datetime.date | None = None
    update: bool = False
    take: frozenset[Takeable] = frozenset()


@dataclass(frozen=True, slots=True)
class Imported:
    """What an import decided, and the files it wrote or (in a dry run) would write."""

    outcome: Outcome
    edits: tuple[FileEdit, ...]
    new_citations: bool = False

    @property
    def written(self) -> tuple[str, ...]:
        """The paths of the files that are there now, relative to the root."""
        paths = [edit.path for edit in self.edits if edit.after is not None]
        return tuple(sorted([*paths, _OVERLAY_PATH] if self.new_citations else paths))


def run_import(
    root: Path,
    files: Sequence[SourceFile],
    options: ImportOptions,
    progress: Callable[[Iterable[SourceFile]], Iterable[SourceFile]] = iter,
) -> Imported:
    """Import files into the knowledge base at ``root``, which is made where there is none.

    Raises ``KbgenError`` where a file cannot be read or understood, where the knowledge base holds files that cannot
    be read, because merging without them would make doubles, or where another process writes to it. The records are
    written all or none.
    """
    drafts = _read_all(progress(files), options)
    urls = addresses(options.urls, [draft.source for draft in drafts])
    if options.dry_run:
        return _decided(root, drafts, urls, options)
    root.mkdir(parents=True, exist_ok=True)
    with writing(root):
        imported = _decided(root, drafts, urls, options)
        write_edits(root, imported.edits)
        if imported.new_citations:
            write_overlay_file(root / _OVERLAY_PATH, imported.outcome.citation_lines)
    return imported


def _decided(root: Path, drafts: Sequence[Draft], urls: Mapping[str, str], options: ImportOptions) -> Imported:
    tree = load_tree(root) if (root / "data").is_dir() else Tree(root, KnowledgeBase())
    if tree.broken_ids or any(finding.code == "KB001" for finding in tree.findings):
        raise KbgenError(
            "some records cannot be read, and importing without them would make doubles", "see kbgen validate"
        )
    empty = not tree.kb.taxonomy.axes and not tree.kb.venues.venues
    merge_options = MergeOptions(
        extend=empty if options.extend is None else options.extend,
        today=options.today or datetime.date.today(),
        urls=urls,
        take=options.take,
    )
    lines = [line.record for line in tree.overlay if line.place.path == _OVERLAY_PATH]
    outcome = merge(tree.kb, drafts, merge_options, lines)
    after = {line.id: line for line in outcome.citation_lines}
    changed = bool(after) and after != {line.id: line for line in lines}
    return Imported(outcome, tuple(edits_of(tree, outcome, update=options.update)), changed)


def _read_all(files: Iterable[SourceFile], options: ImportOptions) -> list[Draft]:
    """The drafts of all files; raises ``KbgenError`` that names every file that cannot be read or understood."""
    drafts: list[Draft] = []
    failed: list[KbgenError] = []
    for file in files:
        try:
            drafts.append(read_file(file, options))
        except KbgenError as error:
            failed.append(error)
    if len(failed) == 1:
        raise failed[0]
    if failed:
        words = "".join(f"\n  {error}" for error in failed)
        raise KbgenError(f"nothing is imported, because {len(failed)} files cannot be read:{words}")
    return drafts


def read_file(file: SourceFile, options: ImportOptions) -> Draft:
    """The draft of one file; raises ``KbgenError`` where it cannot be read or its format is not known."""
    try:
        content = file.path.read_bytes() if file.content is None else file.content
    except OSError as error:
        raise KbgenError(f"cannot read {file.path}: {error.strerror}") from error
    if len(content) > _MAX_BYTES:
        raise KbgenError(f"{file.path} is larger than {_MAX_BYTES // 1_000_000} MB")
    return _read(decode(content), file, options)


def read_text(text: str, file: SourceFile, options: ImportOptions) -> Draft:
    """The draft of a file's text; raises ``KbgenError`` where its format is not known."""
    return _read(tidied(text), file, options)


def _read(decoded: DecodedText, file: SourceFile, options: ImportOptions) -> Draft:
    text = decoded.text
    name = file.path.name
    reader = choose_format(text, name, options.format)
    key = file.key or slugify(file.path.stem) or "import"
    draft = reader.read(text, ReadContext(key, name, options.about))
    if draft.is_list and not file.key and (title_key := slugify(draft.title)):
        draft = draft.under_key(title_key)
    if draft.is_list:
        links, links_read = count_paper_links(text, draft)
        unread = tuple(unread_lines(text, draft)) if reader.name == AwesomeList.name else ()
        draft = replace(draft, paper_links=links, paper_links_read=links_read, unread=unread)
    return replace(draft, format=reader.name, notes=(*_notes_of(decoded, name), *draft.notes, *link_forms(draft)))


def _notes_of(decoded: DecodedText, name: str) -> Iterator[ImportNote]:
    """What had to be assumed or given up to read a file as text."""
    if decoded.assumed:
        yield ImportNote("IM405", name, 1, f"the file is not UTF-8; it was read as {decoded.assumed}")
    if lost := decoded.undecodable:
        words = f"bytes that mean nothing in this encoding, in {len(lost)} {'line' if len(lost) == 1 else 'lines'}"
        yield ImportNote("IM406", name, lost[0], words, of_source=True)
    if decoded.controls:
        words = f"{decoded.controls} control characters were read as spaces"
        yield ImportNote("IM404", name, 1, words, of_source=True)
