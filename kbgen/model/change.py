"""Edits of records as data, so that a check can propose them and a writer apply them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Change:
    """Put ``value`` at ``key_path`` of the YAML file ``path``, or take away what stands there where it is ``None``.

    ``path`` is relative to the knowledge base's root, with ``/``. Each step of ``key_path`` is a key or an index of a
    list, from 0; an index one past the end appends. Keys that lead to the place are made where they are missing.
    ``value`` is plain data as YAML holds it: text, numbers, lists and mappings with text as keys.
    """

    path: str
    key_path: tuple[str | int, ...]
    value: object = None


@dataclass(frozen=True, slots=True)
class Move:
    """Give the file ``path`` the path ``to``, both relative to the knowledge base's root with ``/``."""

    path: str
    to: str


@dataclass(frozen=True, slots=True)
class Resave:
    """Save the file ``path``, relative to the knowledge base's root with ``/``, without its byte order mark."""

    path: str


Fix = tuple[Change | Move | Resave, ...]
"""What mends one finding, in the order in which it is done."""
