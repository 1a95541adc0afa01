"""Turns libyaml's events into plain data, with a finding for everything that records do not use of YAML.

The stack is our own, because composing nodes recurses in C and a deeply nested file would end the process.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

import yaml
from yaml import events
from yaml.reader import ReaderError

from kbgen.model.change import Change, Fix
from kbgen.model.finding import Finding, Place

YamlValue = str | list["YamlValue"] | dict[str, "YamlValue"]
KeyPath = tuple[str | int, ...]
Position = tuple[int, int]

MAX_DEPTH = 64
"""Levels of nesting that are read; a record needs five."""

_NULLS = frozenset({"", "~", "null", "Null", "NULL"})
_TAB_INDENT = re.compile(r"^ *\t", re.MULTILINE)


class _Stop(Exception):  # noqa: N818 not an error: nothing more of the file is to be read
    """Ends the reading of a file."""


@dataclass(slots=True)
class _Frame:
    """An open mapping or list, and its key path. ``key`` is that whose value is awaited, ``None`` where a key is.

    The value of an unusable key is read and forgotten. A frame that ``is_key`` is itself an unusable key.
    """

    container: dict[str, YamlValue] | list[YamlValue]
    path: KeyPath = ()
    key: str | None = None
    usable: bool = True
    is_key: bool = False

    @property
    def awaits_key(self) -> bool:
        return self.key is None and isinstance(self.container, dict)


class Reader:
    """Reads one file's text.

    Reading fills ``findings``, ``dropped`` (key paths left out of the data) and ``repeated`` (keys given again, with
    the place), and with ``keep_positions`` also ``keys`` and ``values``.
    """

    def __init__(self, text: str, path: str, *, keep_positions: bool = False) -> None:
        self.text = text
        self.path = path
        self.findings: list[Finding] = []
        self.dropped: set[KeyPath] = set()
        self.repeated: list[tuple[KeyPath, Position]] = []
        self.keys: dict[KeyPath, Position] = {}
        self.values: dict[KeyPath, Position] = {}
        self._keep_positions = keep_positions
        self._frames: list[_Frame] = []
        self._root: YamlValue | None = None

    def read(self) -> dict[str, YamlValue] | None:
        """The root mapping, or ``None`` where the file is broken or its root is something else."""
        try:
            self._read_events()
        except _Stop:
            return None
        except UnicodeEncodeError as error:
            place = _place_of(self.text, error.start, self.path)
            self._report((place.line, place.column), "KB005", "holds half a character (a surrogate)", "remove it")
            return None
        except yaml.YAMLError as error:
            self.findings += _syntax_findings(error, self.text, self.path)
            return None
        if not isinstance(self._root, dict):
            if not self.findings:
                what = "holds no record" if self._root is None else "has no keys and values at its top"
                self._report((1, 1), "KB007", what, "begin with a line such as `id: …`")
            return None
        return self._root

    def _read_events(self) -> None:
        documents = 0
        next_event = yaml.CBaseLoader(self.text).get_event
        while (event := next_event()) is not None:
            if isinstance(event, events.ScalarEvent):
                self._scalar(event)
            elif isinstance(event, events.MappingStartEvent):
                self._open(event, {})
            elif isinstance(event, events.SequenceStartEvent):
                self._open(event, [])
            elif isinstance(event, events.CollectionEndEvent):
                self._close()
            elif isinstance(event, events.AliasEvent):
                self._report(_start(event), "KB009", f"refers to an anchor (*{event.anchor})", "write the value out")
                self._leave_out(event)
            elif isinstance(event, events.DocumentStartEvent):
                documents += 1
                if documents > 1:
                    self._report(_start(event), "KB006", "holds a second document", "put each record in its own file")
                    return
                if event.version or event.tags:
                    self._report(_start(event), "KB010", "has a YAML directive", "remove the line that begins with %")

    def _scalar(self, event: events.ScalarEvent) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        value: str = event.value
        is_null = value in _NULLS and event.implicit[0] and event.style != '"' and event.style != "'"
        frame = self._frames[-1] if self._frames else None
        if frame is not None and frame.awaits_key:
            self._key(frame, event, value, usable=not is_null)
        elif not is_null:
            self._put(event, value)
        elif value or frame is not None:
            path = self._path()
            what = f'"{path[-1]}" has no value' if path and isinstance(path[-1], str) else "has no value"
            # The word null may be meant as text; an item of a list that goes would give those behind it other numbers.
            is_bare_key = value in {"", "~"} and bool(path) and all(isinstance(step, str) and step for step in path)
            fix = (Change(self.path, path),) if is_bare_key else ()
            self._report(_start(event), "KB011", what, "leave it out, or put it in quotes if the word is meant", fix)
            self._leave_out(event)

    def _key(self, frame: _Frame, event: events.ScalarEvent, key: str, *, usable: bool) -> None:
        frame.key = key
        frame.usable = usable and key not in frame.container
        if not usable:
            self._report(_start(event), "KB014", "a value without a key", "name the key before the colon")
        elif not frame.usable:
            self.repeated.append((self._path(), _start(event)))
        elif self._keep_positions:
            self.keys[self._path()] = _start(event)

    def _open(self, event: events.CollectionStartEvent, container: dict[str, YamlValue] | list[YamlValue]) -> None:
        if event.anchor is not None or event.tag is not None:
            self._refuse_properties(event)
        if len(self._frames) >= MAX_DEPTH:
            self._report(_start(event), "KB012", f"is nested more than {MAX_DEPTH} levels deep", "write it flatter")
            raise _Stop
        if self._frames and self._frames[-1].awaits_key:
            self._report(_start(event), "KB014", "a list or mapping as a key", "use plain text as the key")
            self._frames.append(_Frame(container, is_key=True))
        else:
            path = self._path()
            self._put(event, container, opens=True)
            self._frames.append(_Frame(container, path))

    def _close(self) -> None:
        closed = self._frames.pop()
        if closed.is_key:
            self._frames[-1].key = ""
            self._frames[-1].usable = False
        elif self._frames and isinstance(self._frames[-1].container, dict):
            self._frames[-1].key = None

    def _put(self, event: events.NodeEvent, value: YamlValue, *, opens: bool = False) -> None:
        """Enter a value where it belongs; a container that ``opens`` keeps its key until it is closed."""
        if self._keep_positions:
            self.values.setdefault(self._path(), _start(event))
        if not self._frames:
            self._root = value
            return
        frame = self._frames[-1]
        if isinstance(frame.container, list):
            frame.container.append(value)
        else:
            if frame.usable and frame.key is not None:
                frame.container[frame.key] = value
            if not opens:
                frame.key = None

    def _leave_out(self, event: events.NodeEvent) -> None:
        """Forget a value that was reported; its key path is kept, so that it is not also reported as missing."""
        frame = self._frames[-1] if self._frames else None
        path = self._path()
        self.dropped.add(path)
        if self._keep_positions:
            self.values.setdefault(path, _start(event))
        if frame is None:
            return
        if isinstance(frame.container, list):
            # Holds the place, so that the items after it keep their numbers.
            frame.container.append("")
        elif frame.awaits_key:
            frame.key, frame.usable = "", False
        else:
            frame.key = None

    def _path(self) -> KeyPath:
        """The key path of what comes next."""
        if not self._frames:
            return ()
        frame = self._frames[-1]
        return (*frame.path, len(frame.container) if isinstance(frame.container, list) else frame.key or "")

    def _refuse_properties(self, event: events.NodeEvent) -> None:
        if event.anchor is not None:
            self._report(
                _start(event), "KB009", f"names an anchor (&{event.anchor})", "write the value out where needed"
            )
        tag = getattr(event, "tag", None)
        if tag is not None:
            self._report(
                _start(event), "KB010", f"has a tag ({tag})", "remove it; put text that begins with ! in quotes"
            )

    def _report(self, position: Position, code: str, message: str, remedy: str, fix: Fix = ()) -> None:
        self.findings.append(Finding(Place(self.path, *position), code, message, remedy, fix=fix))


def _start(event: events.Event) -> Position:
    """Line and column of an event, from 1."""
    mark = event.start_mark
    return (mark.line + 1, mark.column + 1) if mark else (1, 1)


def _syntax_findings(error: yaml.YAMLError, text: str, path: str) -> Iterator[Finding]:
    """What libyaml says about text that is not YAML."""
    if isinstance(error, ReaderError):
        before = text.encode("utf-8", "surrogatepass")[: error.position].decode("utf-8", "ignore")
        place = Place(path, before.count("\n") + 1, len(before) - (before.rfind("\n") + 1) + 1)
        yield Finding(place, "KB005", f"holds a character that YAML does not allow ({error.reason})", "remove it")
        return
    tabs = [_place_of(text, found.end() - 1, path) for found in _TAB_INDENT.finditer(text)]
    problem = getattr(error, "problem", None) or "the text cannot be read"
    mark = getattr(error, "problem_mark", None) or getattr(error, "context_mark", None)
    place = Place(path, mark.line + 1, mark.column + 1) if mark else Place(path)
    if any(tab.line == place.line for tab in tabs):
        for tab in tabs:
            yield Finding(tab, "KB004", "a tab is used to indent", "indent with spaces")
        return
    context = getattr(error, "context", None)
    message = f"is not valid YAML: {context + ': ' if context else ''}{problem}"
    yield Finding(place, "KB005", message, 'put text that holds ": " or begins with a special character in quotes')


def _place_of(text: str, offset: int, path: str) -> Place:
    return Place(path, text.count("\n", 0, offset) + 1, offset - (text.rfind("\n", 0, offset) + 1) + 1)
