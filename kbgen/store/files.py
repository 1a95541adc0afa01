"""Writing files so that a reader never sees half of one, and so that nothing is touched that does not change."""

import contextlib
import os
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path

PART = ".kbgen-part"
"""Ending of the file in which content lies until it is whole; its name begins with a dot, so nothing reads it."""


def write_text(path: Path, text: str, *, durable: bool = False) -> bool:
    """Write text as UTF-8, its line ends as they are; returns whether the file changed."""
    return write_bytes(path, text.encode("utf-8"), durable=durable)


def write_bytes(path: Path, content: bytes, *, durable: bool = False) -> bool:
    """Put a file in place at once, folders included; returns whether it changed.

    A file that already has this content is not touched, so its modification time stays. A link stays one, and what it
    leads to is written. With ``durable`` the content is on disk before the name appears, and then the name. Raises
    :class:`OSError` that names the file where it cannot be written; the old one then stays.
    """
    with _naming(path):
        if _has_content(path, content):
            return False
        part = _write_part(path, content, durable=durable)
        try:
            _put_in_place(part, path)
        except BaseException:
            _remove(part)
            raise
        if durable:
            sync_folders([path.parent])
        return True


def write_files(contents: Mapping[Path, bytes | None]) -> list[Path]:
    """Write several files durably, or remove those whose content is ``None``; returns those that changed.

    Each is whole at any moment. Everything is on disk under another name before the first is put in place, so what may
    fail (no space, no permission) fails before anything changed. Raises :class:`OSError` that names the file.
    """
    changed = {path: content for path, content in contents.items() if not _is_so(path, content)}
    parts: dict[Path, Path] = {}
    try:
        for path, content in changed.items():
            if content is not None:
                with _naming(path):
                    parts[path] = _write_part(path, content, durable=True)
        for path, part in parts.items():
            with _naming(path):
                _put_in_place(part, path)
        for path, content in changed.items():
            if content is None:
                with _naming(path):
                    path.unlink()
    except BaseException:
        for part in parts.values():
            _remove(part)
        raise
    sync_folders(path.parent for path in changed)
    return list(changed)


def remove_parts(folders: Iterable[Path]) -> list[Path]:
    """Remove what a process left in folders that was killed while it wrote; nobody may be writing there."""
    found = [path for folder in folders for path in folder.glob(f".*{PART}")]
    for path in found:
        _remove(path)
    return found


def sync_folders(folders: Iterable[Path]) -> None:
    """Bring the names that were changed in folders to disk, where the system can."""
    if os.name == "nt":  # pragma: no cover Windows opens no folder
        return
    for folder in set(folders):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _naming(path: Path) -> Iterator[None]:
    """Let an error name the file that was asked for: nobody knows the temporary one that the system refused."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def _write_part(path: Path, content: bytes, *, durable: bool) -> Path:
    """Write content beside the file it is for, in a file of its own."""
    path = _target(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:60]}.", suffix=PART, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            # A temporary file is private; a record is as readable as any other file of the user's.
            Path(name).chmod(_mode_for(path))
            if durable:
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        _remove(Path(name))
        raise
    return Path(name)


def _put_in_place(part: Path, path: Path) -> None:
    part.replace(_target(path))


def _target(path: Path) -> Path:
    """The file itself, where the path is a link to it."""
    return path.resolve() if path.is_symlink() else path


def _remove(path: Path) -> None:
    with contextlib.suppress(FileNotFoundError):
        path.unlink()


def _is_so(path: Path, content: bytes | None) -> bool:
    return not path.is_symlink() and not path.exists() if content is None else _has_content(path, content)


def _has_content(path: Path, content: bytes) -> bool:
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError):
        return False


def _mode_for(path: Path) -> int:
    """The mode of the file that is replaced, or what the process's mask leaves of a new file's."""
    try:
        return path.stat().st_mode & 0o777
    except FileNotFoundError:
        return 0o666 & ~_UMASK


def _read_umask() -> int:
    mask = os.umask(0o022)
    os.umask(mask)
    return mask


_UMASK = _read_umask()
