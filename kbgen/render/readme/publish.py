"""Putting a list's files in place, or telling how those in place differ."""

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path, PurePosixPath

from kbgen.model.finding import KbgenError
from kbgen.model.lists import ReadmeList
from kbgen.render.readme.files import MarkdownFile, parts_folder
from kbgen.render.readme.render import is_signed, is_written_by
from kbgen.store.files import write_text
from kbgen.store.lock import writing


def write_files(
    root: Path, files: tuple[MarkdownFile, ...], lists: Mapping[str, ReadmeList], *, overwrite: bool = False
) -> tuple[str, ...]:
    """Put files in place and remove parts that the lists no longer have; returns the paths that changed.

    A file that no list wrote is somebody's own work: it is replaced only with ``overwrite``. Raises :class:`OSError`
    where a file cannot be written, and :class:`KbgenError` where such a file, or a link that leads out of the knowledge
    base, is in the way; then nothing is written.
    """
    foreign = [str(file.path) for file in files if not overwrite and _is_foreign(root / file.path)]
    if foreign:
        raise KbgenError(
            f"{' and '.join(foreign)} was not written by `kbgen readme` and would be lost",
            "move it away, name another `output` in data/lists/, or replace it with --overwrite",
        )
    for file in files:
        if not (root / file.path).parent.resolve().is_relative_to(root.resolve()):
            raise KbgenError(
                f"{file.path} lies behind a link that leads out of the knowledge base", "name another output"
            )
    with writing(root):
        changed = [str(file.path) for file in files if write_text(root / file.path, file.text, durable=True)]
        for path in leftover_parts(root, files, lists):
            (root / path).unlink()
            changed.append(str(path))
    return tuple(sorted(changed))


def differences(root: Path, files: tuple[MarkdownFile, ...], lists: Mapping[str, ReadmeList]) -> Iterator[str]:
    """What writing the files would change, as unified diffs; nothing where all is in place."""
    wanted = {str(file.path): file.text for file in files}
    wanted.update((str(path), "") for path in leftover_parts(root, files, lists))
    for path, text in sorted(wanted.items()):
        old = _read(root / path)
        if old != text:
            lines = difflib.unified_diff(
                (old or "").splitlines(keepends=True),
                text.splitlines(keepends=True),
                path if old is not None else "/dev/null",
                path if text else "/dev/null",
            )
            yield "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def leftover_parts(
    root: Path, files: tuple[MarkdownFile, ...], lists: Mapping[str, ReadmeList]
) -> tuple[PurePosixPath, ...]:
    """Files beside a list that ``kbgen readme`` once wrote for it and that it no longer has."""
    kept = {file.path for file in files}
    found = []
    for one in lists.values():
        if one.output is None:
            continue
        folder = root / parts_folder(PurePosixPath(one.output))
        for path in sorted(folder.rglob("*.md")) if folder.is_dir() else ():
            relative = PurePosixPath(path.relative_to(root).as_posix())
            if relative not in kept and is_written_by(_read(path) or "", one.id):
                found.append(relative)
    return tuple(found)


def _is_foreign(path: Path) -> bool:
    text = _read(path)
    return bool(text and text.strip()) and not is_signed(text or "")


def _read(path: Path) -> str | None:
    """A file's text with its line ends as they are, ``None`` where there is no file."""
    try:
        return path.read_bytes().decode("utf-8", errors="replace")
    except (FileNotFoundError, NotADirectoryError):
        return None
