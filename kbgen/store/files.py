"""Writing files so that a reader never sees half of one, and so that nothing is touched that does not change."""

import contextlib
import errno
import os
import stat
import tempfile
from collections.abc import Iterable, Iterator
from pathlib import Path

PART = ".kbgen-part"
"""Ending of the file in which content lies until it is whole; its name begins with a dot, so nothing reads it."""


def write_text(path: Path, text: str, *, durable: bool = False) -> bool:
    """Write text as UTF-8, its line ends as they are; returns whether the file changed."""
    return write_bytes(path, text.encode("utf-8"), durable=durable)


def write_bytes(path: Path, content: bytes, *, durable: bool = False) -> bool:
    """Put a file in place at once, folders included; returns whether it changed.

    A file that already has this content is not touched, so its modification time stays. A link stays one, and what it
    leads to is written. A pipe or a device is written to and never replaced. With ``durable`` the content is on disk
    before the name appears, and then the name. Raises :class:`OSError` that names the file where it cannot be written;
    the old one then stays.
    """
    with naming(path):
        if _is_special(path):
            path.write_bytes(content)
            return True
        if has_content(path, content):
            return False
        part = write_part(path, content, durable=durable)
        try:
            part.replace(target_of(path))
        except BaseException:
            remove(part)
            raise
        if durable:
            sync_folders(target_of(path))
        return True


def local_folder(folder: Path) -> None:
    """Make a folder whose files Git ignores, whatever the ignore rules of the repository around it."""
    folder.mkdir(parents=True, exist_ok=True)
    ignore = folder / ".gitignore"
    if not ignore.exists():
        write_text(ignore, "*\n")


def remove_parts(folders: Iterable[Path], names: Iterable[str] = ("",)) -> list[Path]:
    """Remove what a process left in folders that was killed while it wrote, whatever file or one of these names.

    Nobody may be writing them.
    """
    found = [path for folder in folders for name in names for path in folder.glob(f".{Path(name).name}*{PART}")]
    for path in found:
        remove(path)
    return found


def sync_folders(*paths: Path) -> None:
    """Bring the names of files to disk, and those of folders that were made for them, where the system can."""
    if os.name == "nt":  # pragma: no cover Windows opens no folder
        return
    for folder in {folder for path in paths for folder in (path.parent, path.parent.parent)}:
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        except OSError as error:
            # Some file systems cannot; the name is in place all the same.
            if error.errno not in (errno.EINVAL, errno.ENOTSUP, errno.EBADF):
                raise
        finally:
            os.close(handle)


@contextlib.contextmanager
def naming(path: Path) -> Iterator[None]:
    """Let an error name the file that was asked for: nobody knows the temporary one that the system refused."""
    try:
        yield
    except OSError as error:
        error.filename, error.filename2 = str(path), None
        raise


def write_part(path: Path, content: bytes, *, durable: bool) -> Path:
    """Write content beside the file it is for, in a file of its own that has the other's permissions."""
    path = target_of(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    handle, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=PART, dir=path.parent)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(content)
            # A temporary file is private; a record is as readable as any other file of the user's.
            Path(name).chmod(_mode_for(path))
            if durable:
                file.flush()
                os.fsync(file.fileno())
    except BaseException:
        remove(Path(name))
        raise
    return Path(name)


def target_of(path: Path) -> Path:
    """The file itself, where the path is a link to it."""
    return path.resolve() if path.is_symlink() else path


def remove(path: Path) -> None:
    """Remove a file that may be gone already."""
    with contextlib.suppress(FileNotFoundError):
        path.unlink()


def has_content(path: Path, content: bytes) -> bool:
    """Whether a file is there and holds exactly this."""
    try:
        return path.stat().st_size == len(content) and path.read_bytes() == content
    except (FileNotFoundError, NotADirectoryError):
        return False


def _is_special(path: Path) -> bool:
    """Whether a path leads to something that is neither a file nor a folder, such as ``/dev/null``."""
    try:
        mode = path.stat().st_mode
    except OSError:
        return False
    return not (stat.S_ISREG(mode) or stat.S_ISDIR(mode))


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
