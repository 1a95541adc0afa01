"""Writing files so that a reader never sees half of one, and so that nothing is touched that does not change."""

import contextlib
import os
import tempfile
from pathlib import Path


def write_text(path: Path, text: str) -> bool:
    """Write text as UTF-8, its line ends as they are; returns whether the file changed."""
    return write_bytes(path, text.encode("utf-8"))


def write_bytes(path: Path, content: bytes, *, durable: bool = False) -> bool:
    """Put a file in place at once, folders included; returns whether it changed.

    A file that already has this content is not touched, so its modification time stays. With ``durable`` the content is
    on disk before the name appears. Raises :class:`OSError` that names the file where it cannot be written; the old one
    then stays.
    """
    try:
        return _replace(path, content, durable=durable)
    except OSError as error:
        # Nobody knows the temporary file that the system may have refused.
        error.filename, error.filename2 = str(path), None
        raise


def _replace(path: Path, content: bytes, *, durable: bool) -> bool:
    if _has_content(path, content):
        return False
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:80]}.", suffix=".tmp", dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            if durable:
                file.flush()
                os.fsync(file.fileno())
        # A temporary file is private; a record is as readable as any other file of the user's.
        Path(name).chmod(_mode_for(path))
        Path(name).replace(path)
    except BaseException:
        with contextlib.suppress(FileNotFoundError):
            Path(name).unlink()
        raise
    return True


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
