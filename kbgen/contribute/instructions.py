"""What somebody asks to change in a record: keys with a dot between the levels, and values as text."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from pydantic import BaseModel

from kbgen.model.suggest import did_you_mean
from kbgen.store.fields import known_keys, shape, value_paths
from kbgen.store.plain_data import ImpossibleChangeError, with_change
from kbgen.store.yaml_layout import Value
from kbgen.store.yaml_reader import KeyPath, YamlValue
from kbgen.store.yaml_text import parse

Action = Literal["set", "unset", "add", "remove"]


@dataclass(frozen=True, slots=True)
class Instruction:
    """One thing to do with a key; ``said`` is how it was written, so that a fault can name it.

    ``add`` and ``remove`` are about an item of a list, or a value that must be that one. Without ``value``, ``remove``
    takes away whatever is there, as ``unset`` does.
    """

    action: Action
    key: str
    value: str | None = None
    said: str = ""


class InstructionError(ValueError):
    """An instruction that cannot be followed, and what would be right."""

    def __init__(self, message: str, remedy: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.remedy = remedy


def key_path_of(model: type[BaseModel], key: str) -> KeyPath:
    """The place that a key such as ``links.code`` or ``results.2.value`` names; items are counted from 1."""
    path: KeyPath = ()
    rest = key
    while rest:
        kind = shape(model, path)
        if kind == "mapping" and shape(model, (*path, "")) == "scalar":
            # Its keys are free text, dots included.
            step, rest = rest, ""
        else:
            step, _, rest = rest.partition(".")
        if kind == "list" and step.isascii() and step.isdigit() and int(step) > 0:
            path = (*path, int(step) - 1)
        elif kind == "mapping" or (kind == "record" and step in known_keys(model, path)):
            path = (*path, step)
        else:
            raise InstructionError(f'there is no key "{key}"', _remedy(model, key))
    if not path:
        raise InstructionError("the key is missing", "write KEY=VALUE")
    if key.endswith("."):
        raise InstructionError(f'there is no key "{key}"', f'did you mean "{key.rstrip(".")}"?')
    return path


def follow(data: Value, instruction: Instruction, key_path: KeyPath, model: type[BaseModel]) -> Value:
    """The data as an instruction asks; the same where it asks for what is so already.

    Raises :class:`InstructionError` where the place is of another kind than the instruction needs.
    """
    try:
        return _followed(data, instruction, key_path, model)
    except ImpossibleChangeError as error:
        raise InstructionError(str(error)) from None


def _followed(data: Value, instruction: Instruction, key_path: KeyPath, model: type[BaseModel]) -> Value:
    present = value_at(data, key_path)
    kind = shape(model, key_path)
    match instruction.action:
        case "set":
            value = _value(instruction, key_path, model)
            # What is empty is left out.
            return with_change(data, key_path, value if isinstance(value, str) else value or None)
        case "remove" | "unset" if instruction.value is None:
            if present is None:
                raise InstructionError(f'"{instruction.key}" is not there')
            return with_change(data, key_path, None)
        case "add":
            return _added(data, instruction, key_path, model, present)
        case "remove" if kind == "list":
            return _removed(data, instruction, key_path, model, present)
        case _:
            return _taken_away(data, instruction, key_path, present)


def _added(
    data: Value, instruction: Instruction, key_path: KeyPath, model: type[BaseModel], present: Value | None
) -> Value:
    kind = shape(model, key_path)
    if kind == "scalar":
        value = _value(instruction, key_path, model)
        if present not in (None, value):
            raise InstructionError(
                f'"{instruction.key}" is already {present}', f"--set {instruction.key}=… replaces it"
            )
        return with_change(data, key_path, value)
    if kind != "list":
        raise InstructionError(f'"{instruction.key}" is no list', _inner_remedy(model, key_path, instruction.key))
    items = present if isinstance(present, Sequence) and not isinstance(present, str) else []
    item = _value(instruction, (*key_path, 0), model)
    return data if item in items else with_change(data, (*key_path, len(items)), item)


def _removed(
    data: Value, instruction: Instruction, key_path: KeyPath, model: type[BaseModel], present: Value | None
) -> Value:
    items = list(present) if isinstance(present, Sequence) and not isinstance(present, str) else []
    wanted = _value(instruction, (*key_path, 0), model)
    found = [index for index, item in enumerate(items) if _matches(item, wanted)]
    if not found:
        names = [next(iter(item.values())) if isinstance(item, Mapping) else item for item in items]
        texts = [name for name in names if isinstance(name, str)]
        remedy = did_you_mean(str(instruction.value), texts, f"there are: {', '.join(texts)}" if texts else "")
        raise InstructionError(f'"{instruction.value}" is not in {instruction.key}', remedy)
    if len(found) > 1:
        numbers = " or ".join(f"--unset {instruction.key}.{index + 1}" for index in found)
        raise InstructionError(f'"{instruction.value}" is in {instruction.key} {len(found)} times', f"say {numbers}")
    return with_change(data, (*key_path, found[0]), None)


def _taken_away(data: Value, instruction: Instruction, key_path: KeyPath, present: Value | None) -> Value:
    if present is None:
        raise InstructionError(f'"{instruction.key}" is not there')
    if present != instruction.value:
        raise InstructionError(f'"{instruction.key}" is {present}, not {instruction.value}')
    return with_change(data, key_path, None)


def _matches(item: Value, wanted: Value) -> bool:
    if isinstance(item, Mapping) and isinstance(wanted, Mapping):
        return all(item.get(key) == value for key, value in wanted.items())
    return item == wanted


def _value(instruction: Instruction, key_path: KeyPath, model: type[BaseModel]) -> YamlValue:
    """The value as the place needs it: plain text for a single value, else what the text says as YAML.

    A list may be given as its only item, and an item that has keys as the value of its first one.
    """
    text = instruction.value
    if text is None:
        raise InstructionError("the value is missing", f"write {instruction.key}=VALUE")
    if not text.isascii() and any("\ud800" <= character <= "\udfff" for character in text):
        raise InstructionError("the value is not UTF-8", "look at the terminal's language settings")
    kind = shape(model, key_path)
    if kind == "scalar":
        return text
    if text.lstrip().startswith(("[", "{")):
        return _read(text)
    if kind == "list":
        return [_value(instruction, (*key_path, 0), model)]
    if kind == "record" and (keys := known_keys(model, key_path)):
        return {keys[0]: text}
    raise InstructionError(
        f'"{instruction.key}" holds keys and values', _inner_remedy(model, key_path, instruction.key)
    )


def _read(text: str) -> YamlValue:
    parsed = parse(f"value: {text}\n", "")
    if parsed.data is None or parsed.findings:
        raise InstructionError(f"{text} is not YAML: {parsed.findings[0].message}", "for example [one, two]")
    return parsed.data["value"]


def value_at(data: Value, key_path: KeyPath) -> Value | None:
    """What stands at a key path, or ``None``."""
    found: Value | None = data
    for step in key_path:
        if isinstance(step, str) and isinstance(found, Mapping):
            found = found.get(step)
        elif isinstance(step, int) and isinstance(found, Sequence) and not isinstance(found, str):
            found = found[step] if step < len(found) else None
        else:
            return None
    return found


def _remedy(model: type[BaseModel], key: str) -> str:
    """The key that was probably meant: one that ends so, or else the nearest."""
    known = [".".join(path) for path in value_paths(model)]
    meant = [name for name in known if name.endswith(f".{key}")]
    if meant:
        return "did you mean " + " or ".join(f'"{name}"' for name in meant) + "?"
    return did_you_mean(key, known, f"keys: {', '.join(_first_steps(known))}")


def _first_steps(known: Sequence[str]) -> Iterator[str]:
    return iter(dict.fromkeys(name.partition(".")[0] for name in known))


def _inner_remedy(model: type[BaseModel], key_path: KeyPath, key: str) -> str:
    keys = known_keys(model, key_path)
    return f"name one of its keys: {', '.join(f'{key}.{inner}' for inner in keys) or f'{key}.…'}"
