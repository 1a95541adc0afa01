"""What Git knows of a knowledge base: which files a change touches, and what they were before it."""

import subprocess
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from kbgen.model.finding import KbgenError

Status = Literal["added", "changed", "removed"]

_STATUS_OF: dict[str, Status] = {"A": "added", "D": "removed"}
"""What Git's letters mean; every other one is a change."""

_REGULAR = frozenset({"100644", "100755"})


@dataclass(frozen=True, slots=True, order=True)
class ChangedFile:
    """A file that a change touches: its path from the knowledge base's root, and what happened to it.

    A renamed file is one that was removed and one that was added.
    """

    path: str
    status: Status


def merge_base(root: Path, revision: str) -> str:
    """The commit at which the work in ``root`` left ``revision``, as a full hash.

    Raises :class:`KbgenError` where there is no Git repository, no such revision, or no common history.
    """
    commit = _git_or_none(root, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}")
    if commit is None:
        _git(root, "rev-parse", "--git-dir")
        raise KbgenError(f"Git knows no revision {revision!r} here", _fetch_more(root))
    base = _git_or_none(root, "merge-base", commit.strip(), "HEAD")
    if base is None:
        raise KbgenError(f"{revision!r} and the work here share no commit", _fetch_more(root))
    return base.strip()


def changed_files(root: Path, base: str) -> tuple[ChangedFile, ...]:
    """What differs between the commit ``base`` and the files as they lie in ``root``, by path; new files included."""
    found: dict[str, Status] = {}
    fields = iter(_split(_git(root, "diff", "--name-status", "--no-renames", "--relative", "-z", base, "--", ".")))
    for letter, path in zip(fields, fields, strict=True):
        found[path] = _STATUS_OF.get(letter, "changed")
    for path in _split(_git(root, "ls-files", "--others", "--exclude-standard", "-z", "--", ".")):
        found.setdefault(path, "added")
    return tuple(sorted(ChangedFile(path, status) for path, status in found.items()))


def contents_at(root: Path, commit: str, paths: Iterable[str]) -> dict[str, bytes]:
    """What regular files held at ``commit``, by path; those that were not there are left out."""
    wanted = set(paths)
    listed = _regular(_split(_git(root, "ls-tree", "-r", "-z", commit, "--", "."))) if wanted else []
    blobs = [(path, digest) for path, digest in listed if path in wanted]
    return {path: content for (path, _), content in zip(blobs, _contents(root, [d for _, d in blobs]), strict=True)}


def _regular(listed: Iterable[str]) -> list[tuple[str, str]]:
    """Path and digest of each regular file among the lines of ``git ls-tree``."""
    blobs = []
    for line in listed:
        head, _, path = line.partition("\t")
        mode, _, digest = head.split()
        if mode in _REGULAR:
            blobs.append((path, digest))
    return blobs


def _contents(root: Path, digests: Sequence[str]) -> Iterator[bytes]:
    """The content of each blob; ``git cat-file --batch`` answers with a line of digest, type and size before it."""
    answer = _run(root, ["cat-file", "--batch"], "".join(f"{digest}\n" for digest in digests).encode()).stdout
    position = 0
    for digest in digests:
        end = answer.index(b"\n", position)
        name, _, size = answer[position:end].decode("ascii").split()
        if name != digest:
            raise KbgenError(f"Git answered with {name} for {digest}", "check the repository with git fsck")
        start, position = end + 1, end + 2 + int(size)
        yield answer[start : position - 1]


def _fetch_more(root: Path) -> str:
    shallow = (_git_or_none(root, "rev-parse", "--is-shallow-repository") or "").strip() == "true"
    if shallow:
        return "this clone holds only the newest commits: git fetch --unshallow"
    return "name a branch, tag or commit, such as origin/main"


def _split(output: str) -> list[str]:
    return [part for part in output.split("\0") if part]


def _git(root: Path, *arguments: str) -> str:
    run = _run(root, arguments)
    if run.returncode:
        said = " ".join(run.stderr.decode("utf-8", "replace").split())
        raise KbgenError(f"git {arguments[0]} failed in {root}: {said}", "this needs a Git repository")
    return run.stdout.decode("utf-8", "surrogateescape")


def _git_or_none(root: Path, *arguments: str) -> str | None:
    run = _run(root, arguments)
    return None if run.returncode else run.stdout.decode("utf-8", "surrogateescape")


def _run(root: Path, arguments: Sequence[str], answer: bytes = b"") -> subprocess.CompletedProcess[bytes]:
    # Without the setting, Git quotes names that are not ASCII; without the option, it may wait for an editor's lock.
    command = ["git", "-C", str(root), "--no-optional-locks", "-c", "core.quotePath=false", *arguments]
    try:
        return subprocess.run(command, input=answer, capture_output=True, check=False)
    except FileNotFoundError as error:
        raise KbgenError("there is no git on this machine", "install Git") from error
