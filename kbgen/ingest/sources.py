"""Sources after an import: one entry for each file that was read, with the faults of the document itself."""

from collections.abc import Iterable, Mapping, Sequence

from kbgen.ingest.draft import Draft, ImportNote
from kbgen.ingest.links import valid_address
from kbgen.model.finding import KbgenError
from kbgen.model.source import Source, SourceFault, SourceKind

_KINDS: dict[str, SourceKind] = {
    "list": "awesome-list",
    "paper-page": "paper-page",
    "notes": "notes",
    "feed": "feed",
    "facts": "facts",
    "citations": "citations",
    "coverage": "citations",
    "bibtex": "bibliography",
    "csl-json": "bibliography",
    "ris": "bibliography",
    "zotero-json": "bibliography",
    "openalex-json": "bibliography",
    "csv": "bibliography",
    "records": "bibliography",
}


def is_bibliography(draft: Draft) -> bool:
    """Whether a draft was read from a bibliography."""
    return _KINDS.get(draft.format) == "bibliography"


def addresses(texts: Iterable[str], keys: Sequence[str]) -> dict[str, str]:
    """Addresses by the key of the source, out of ``KEY=ADDRESS``, or ``ADDRESS`` where but one source is read.

    Raises ``KbgenError`` where an address is none, or names a source that is not read.
    """
    found: dict[str, str] = {}
    for text in texts:
        key, equals, address = text.partition("=")
        if valid_address(text) or not equals:
            key, address = keys[0] if len(set(keys)) == 1 else "", text
        if not valid_address(address):
            raise KbgenError(f'"{address}" is not a web address', "write KEY=https://…")
        if key not in keys:
            named = f'no source "{key}" is read' if key else "it is not said whose address this is"
            raise KbgenError(f"{text}: {named}", f"write KEY=ADDRESS with one of: {', '.join(sorted(set(keys)))}")
        found[key] = address
    return found


def sources_after(
    known: Mapping[str, Source],
    drafts: Sequence[Draft],
    faults: Iterable[tuple[str, ImportNote]],
    urls: Mapping[str, str],
) -> dict[str, Source]:
    """The sources that were read, as they are now; ``faults`` come with the key of their source.

    What an entry says stays, except for the file's name and the faults, which are those of the document just read.
    """
    by_source: dict[str, dict[ImportNote, None]] = {}
    for key, note in faults:
        by_source.setdefault(key, {})[note] = None
    found: dict[str, Source] = {}
    for draft in drafts:
        if draft.source in found:
            continue
        old = known.get(draft.source)
        base = old or Source(
            id=draft.source, name=draft.title or draft.source, kind=_KINDS.get(draft.format, "other"), file=draft.file
        )
        update = {"file": draft.file, "faults": _faults(draft.file, by_source.get(draft.source, ()))}
        if draft.source in urls:
            update["url"] = urls[draft.source]
        # Copying skips validation, so the whole entry is validated once here.
        found[draft.source] = Source.model_validate(base.model_copy(update=update).model_dump())
    return found


def _faults(file: str, notes: Iterable[ImportNote]) -> tuple[SourceFault, ...]:
    """Faults by line and code, one each, so that each can be named; those of a second file of the source say so."""
    texts: dict[tuple[int, str], list[str]] = {}
    for note in notes:
        words = note.message if note.file == file else f"{note.file}: {note.message}"
        texts.setdefault((note.line, note.code), []).append(words)
    return tuple(
        SourceFault(line=line, code=code, text="; ".join(words)) for (line, code), words in sorted(texts.items())
    )
