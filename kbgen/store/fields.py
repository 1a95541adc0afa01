"""What a place of a record may hold, as its model says: keys, a list, or a single value."""

import types
import typing
from collections.abc import Iterator, Sequence
from typing import Annotated, Any, Literal

from pydantic import BaseModel

Shape = Literal["scalar", "list", "mapping", "record", "nothing"]
"""A single value, a list, a mapping with keys of one's own, one with the keys of a model, or no place at all."""


def known_keys(model: type[BaseModel], key_path: Sequence[str | int]) -> list[str]:
    """The keys that a mapping at this place of a record may have; empty where any key may stand."""
    annotation = _at(model, key_path)
    return list(annotation.model_fields) if _is_model(annotation) else []


def shape(model: type[BaseModel], key_path: Sequence[str | int]) -> Shape:
    """What a place of a record may hold."""
    annotation = _at(model, key_path)
    if annotation is None:
        return "nothing"
    if _is_model(annotation):
        return "record"
    origin = typing.get_origin(annotation)
    if origin is dict:
        return "mapping"
    return "list" if origin is tuple else "scalar"


def value_paths(model: type[BaseModel], above: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The way to each single value, list and mapping of a model, through its keys and those of the models within."""
    for name, field in model.model_fields.items():
        annotation = _bare(field.annotation)
        if _is_model(annotation):
            yield from value_paths(annotation, (*above, name))
        else:
            yield (*above, name)


def _at(model: type[BaseModel], key_path: Sequence[str | int]) -> Any:
    annotation: Any = model
    for step in key_path:
        annotation = _inside(annotation, step)
    return annotation


def _inside(annotation: Any, step: str | int) -> Any:
    """The type of what a key or an index leads to."""
    if _is_model(annotation):
        field = annotation.model_fields.get(step)
        return _bare(field.annotation) if field else None
    arguments, origin = typing.get_args(annotation), typing.get_origin(annotation)
    if origin is dict:
        return _bare(arguments[1])
    return _bare(arguments[0]) if origin is tuple else None


def _bare(annotation: Any) -> Any:
    """A type without ``Annotated`` and ``| None``."""
    if typing.get_origin(annotation) is Annotated:
        return _bare(typing.get_args(annotation)[0])
    if typing.get_origin(annotation) in {types.UnionType, typing.Union}:
        return _bare(next(choice for choice in typing.get_args(annotation) if choice is not type(None)))
    return annotation


def _is_model(annotation: Any) -> bool:
    return isinstance(annotation, type) and issubclass(annotation, BaseModel)
