"""Fixes that several rules propose."""

from kbgen.model.change import Change, Fix, Move
from kbgen.model.paper import Paper
from kbgen.store.layout import LAYOUTS, UNDATED
from kbgen.store.tree import LoadedFile, Tree

KeyPath = tuple[str | int, ...]


def put(path: str, key_path: KeyPath, value: object) -> Fix:
    """Write a value where another one stands."""
    return (Change(path, key_path, value),)


def take_away(path: str, key_path: KeyPath) -> Fix:
    """Remove a value, and what is then left empty."""
    return (Change(path, key_path),)


def name_instead(path: str, key_path: KeyPath, name: str | None, names: tuple[str, ...]) -> Fix:
    """Replace an item of the list ``names`` by the name that was meant, or remove it where the list has that too."""
    if name is None:
        return ()
    return take_away(path, key_path) if name in names else put(path, key_path, name)


def move_home(tree: Tree, file: LoadedFile, paper: Paper) -> Fix:
    """Move a file to the folder of its paper's year, unless another file has its name there."""
    home = f"{LAYOUTS['paper'].location}/{paper.year or UNDATED}/{file.stem}.yaml"
    return () if home == file.path else move(tree, file.path, home)


def move(tree: Tree, path: str, to: str) -> Fix:
    """Give a file another path, unless another file has it."""
    return () if (tree.root / to).exists() else (Move(path, to),)
