"""The record that somebody names: by its identifier, one it had before, its file or its page."""

from typing import NamedTuple

from kbgen.model.dataset import Dataset
from kbgen.model.finding import KbgenError
from kbgen.model.paper import Paper
from kbgen.model.suggest import did_you_mean
from kbgen.store.tree import LoadedFile, Tree

_FOLDERS = {"papers": "paper", "datasets": "dataset"}


class Found(NamedTuple):
    """A record's file; ``former`` is the name that was asked for where the record is called otherwise by now."""

    file: LoadedFile
    former: str = ""


class Named(NamedTuple):
    """A record with its file; ``former`` as in :class:`Found`."""

    file: LoadedFile
    record: Paper | Dataset
    former: str = ""


def find_record(tree: Tree, name: str) -> Named:
    """The paper or dataset of a name; raises :class:`KbgenError` as :func:`find_file` does, and for a broken record."""
    file, former = find_file(tree, name)
    if not isinstance(file.model, Paper | Dataset):
        raise KbgenError(f"{file.path} holds no valid record", f"mend it first: kbgen validate {file.path}")
    return Named(file, file.model, former)


def find_file(tree: Tree, name: str) -> Found:
    """The file of the paper or dataset of a name; ``papers/ID`` and ``datasets/ID`` tell apart two of one name.

    Raises :class:`KbgenError` where there is none, and where two are meant.
    """
    stem = name.strip().rstrip("/").rpartition("/")[2].removesuffix(".yaml")
    folder = next((kind for part, kind in _FOLDERS.items() if part in name.split("/")[:-1]), None)
    files = [file for file in tree.records if file.kind in _FOLDERS.values() and folder in (None, file.kind)]
    found = [file for file in files if file.path == name] or [file for file in files if file.id == stem]
    found = found or [file for file in files if file.stem == stem]
    former = [file for file in files if isinstance(file.model, Paper | Dataset) and stem in file.model.aliases]
    chosen = found or former
    if not chosen:
        raise KbgenError(f'there is no record "{stem}"', did_you_mean(stem, (file.id for file in files)))
    if len(chosen) > 1:
        where = " and ".join(file.path for file in chosen)
        remedy = (
            f"write papers/{stem} or datasets/{stem}" if len({file.kind for file in chosen}) > 1 else "name the file"
        )
        raise KbgenError(f'"{stem}" is the name of {where}', remedy)
    return Found(chosen[0], "" if found else stem)
