"""The place of each value in a TOML or JSON text.

Neither parser gives the place of a nested value, so a small scanner walks the text again
after the parser has accepted it. It must not be given any other text.
"""

import json
import re
from bisect import bisect_right
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import tomli

from timeline.problems import KeyPath

_SPACE = re.compile(r"(?:[ \t\r\n]+|#[^\n]*)*")
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_SCALAR = re.compile(r"[^,\]}\n#]*")
_STRINGS = (
    re.compile(r'"""(?:[^"\\]|\\[\s\S]|"(?!""))*"""(?:"{0,2})'),
    re.compile(r"'''(?:[^']|'(?!''))*'''(?:'{0,2})"),
    re.compile(r'"(?:[^"\\]|\\[\s\S])*"'),
    re.compile(r"'[^']*'"),
)


class Spot(NamedTuple):
    """Where a key and its value begin, as offsets into the text."""

    key: int
    value: int


class Location(NamedTuple):
    """A place in a text, as an editor counts."""

    line: int
    """From 1."""
    column: int
    """From 1."""
    text: str
    """The line."""


class Places:
    """The places of all values of one text."""

    def __init__(self, text: str) -> None:
        """Keep *text* and the beginnings of its lines."""
        self._text = text
        self._lines = [0, *(found.end() for found in re.finditer("\n", text))]
        self._line = (0, "")
        self.spots: dict[KeyPath, Spot] = {(): Spot(0, 0)}

    def location(self, path: KeyPath, *, of_key: bool = False) -> Location:
        """The place of a value, or of its key.

        A path that the text does not spell out has the place of what it is inside.
        """
        while path not in self.spots:
            path = path[:-1]
        spot = self.spots[path]
        return self.at_offset(spot.key if of_key else spot.value)

    def at_offset(self, offset: int) -> Location:
        """The place of an offset."""
        line = bisect_right(self._lines, offset)
        start = self._lines[line - 1]
        if line != self._line[0]:
            # Problems of one line share its text: there may be thousands of both.
            end = self._lines[line] - 1 if line < len(self._lines) else len(self._text)
            self._line = (line, self._text[start:end])
        return Location(line, offset - start + 1, self._line[1])


class LazyPlaces:
    """The places of a text, found when they are first asked for: most texts have no problem."""

    def __init__(self, text: str, scan: Callable[[str], Places]) -> None:
        """Keep *text* for *scan*."""
        self._text = text
        self._scan = scan

    @cached_property
    def _found(self) -> Places:
        try:
            return self._scan(self._text)
        except RecursionError:
            # Nested without end: the problem is reported at the beginning of the text.
            return Places(self._text)

    def location(self, path: KeyPath, *, of_key: bool = False) -> Location:
        """The place of a value, or of its key."""
        return self._found.location(path, of_key=of_key)


def toml_places(text: str) -> Places:
    """The places of a TOML text that the parser has accepted, its line ends as line feeds."""
    scanner = _Scanner(text, separator="=")
    scanner.document()
    return scanner.places


def json_places(text: str) -> Places:
    """The places of a JSON text that the parser has accepted."""
    scanner = _Scanner(text, separator=":")
    scanner.space()
    scanner.value((), scanner.at)
    return scanner.places


_DEEPEST = 64
"""The most keys and indexes that lead to a value; a deeper value has the place of what it is in."""


class _Scanner:
    def __init__(self, text: str, *, separator: str) -> None:
        self.text = text
        self.at = 0
        self.separator = separator
        self.places = Places(text)
        self.arrays: dict[KeyPath, int] = {}

    def document(self) -> None:
        table: KeyPath = ()
        self.space()
        while self.at < len(self.text):
            start = self.at
            if self.text.startswith("[[", self.at):
                table = self.array_table(start)
            elif self.text[self.at] == "[":
                self.at += 1
                table = self.resolve(self.keys())
                self.at += 1
                self.places.spots.setdefault(table, Spot(start, start))
            else:
                self.pair(table)
            self.space()

    def array_table(self, start: int) -> KeyPath:
        self.at += 2
        *parents, last = self.keys()
        self.at += 2
        array = (*self.resolve(parents), last)
        self.arrays[array] = index = self.arrays.get(array, -1) + 1
        self.places.spots.setdefault(array, Spot(start, start))
        self.places.spots[*array, index] = Spot(start, start)
        return (*array, index)

    def resolve(self, keys: list[str]) -> KeyPath:
        path: KeyPath = ()
        for key in keys[:_DEEPEST]:
            path = (*path, key)
            if path in self.arrays:
                path = (*path, self.arrays[path])
        return path

    def pair(self, table: KeyPath) -> None:
        start = self.at
        path = table
        for key in self.keys():
            if len(path) >= _DEEPEST:
                break
            path = (*path, key)
            # A dotted key makes the tables on its way, and they have its place.
            self.places.spots.setdefault(path, Spot(start, start))
        self.at = self.text.index(self.separator, self.at) + 1
        self.space()
        self.value(path, start)

    def keys(self) -> list[str]:
        keys = [self.key()]
        while self.text.startswith(".", self.at):
            self.at += 1
            keys.append(self.key())
        return keys

    def key(self) -> str:
        self.space()
        if self.text[self.at] in "\"'":
            key = _string(self.string())
        else:
            found = _BARE_KEY.match(self.text, self.at)
            assert found is not None, "the parser accepted a key that is none"
            key, self.at = found.group(), found.end()
        self.space()
        return key

    def value(self, path: KeyPath, key: int) -> None:
        if len(path) < _DEEPEST or path not in self.places.spots:
            self.places.spots[path] = Spot(key, self.at)
        match self.text[self.at]:
            case '"' | "'":
                self.string()
            case "[":
                self.array(path)
            case "{":
                self.table(path)
            case _:
                found = _SCALAR.match(self.text, self.at)
                assert found is not None, "the empty text matches"
                self.at = found.end()

    def array(self, path: KeyPath) -> None:
        self.at += 1
        index = 0
        while not self.closes("]"):
            self.value((*path, index) if len(path) < _DEEPEST else path, self.at)
            index += 1

    def table(self, path: KeyPath) -> None:
        self.at += 1
        while not self.closes("}"):
            self.pair(path)

    def closes(self, bracket: str) -> bool:
        self.space()
        if self.text[self.at] == ",":
            self.at += 1
            self.space()
        if self.text[self.at] != bracket:
            return False
        self.at += 1
        return True

    def string(self) -> str:
        for pattern in _STRINGS:
            found = pattern.match(self.text, self.at)
            if found is not None:
                self.at = found.end()
                return found.group()
        raise AssertionError("the parser accepted a string that is none")

    def space(self) -> None:
        found = _SPACE.match(self.text, self.at)
        assert found is not None, "the empty text matches"
        self.at = found.end()


def _string(quoted: str) -> str:
    if "\\" not in quoted or quoted[0] == "'":
        return quoted[1:-1]
    try:
        text: str = json.loads(quoted)
    except ValueError:
        text = tomli.loads(f"key = {quoted}")["key"]
    return text
