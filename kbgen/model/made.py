"""Values that are made when they are first asked for, and shared by everything that shows them."""

from collections.abc import Callable
from typing import Generic, TypeVar

_Key = TypeVar("_Key")
_Value = TypeVar("_Value")


class Made(dict[_Key, _Value], Generic[_Key, _Value]):
    """A table that fills itself: ``make`` is called once for each key that is looked up."""

    def __init__(self, make: Callable[[_Key], _Value]) -> None:
        self._make = make

    def __missing__(self, key: _Key) -> _Value:
        value = self[key] = self._make(key)
        return value
