"""Record files in: text to entries, with every problem at its place.

A TOML file is read whole; a JSON Lines file line by line, whatever its length. What two
entries must agree on is for `checks`; here each entry stands alone.
"""

import json
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from itertools import chain
from pathlib import Path
from typing import Any, BinaryIO

import tomli
from msgspec import Struct

from timeline.events import EVENT_TYPES, FORMAT, VERBS, Entry, verb
from timeline.problems import MOST, KeyPath, Problem, Refused, brief, meant
from timeline.recordfile.files import JSONL_LIMIT, LINE_LIMIT, TOML_LIMIT, cannot_read, open_regular
from timeline.recordfile.places import LazyPlaces, Places, json_places, toml_places
from timeline.shapes import PARSERS, Leaf, table_of
from timeline.text import unseen
from timeline.values import BadValue, format_instant

_HEADER = ("format", "recorded_at", "recorded_by")

_NAME = Leaf("line", "Who recorded the entries")

LineAndColumn = tuple[int, int, str]


class Header(Struct, frozen=True):
    """What a record file says of itself."""

    recorded_at: str = ""
    """Empty in a draft."""
    recorded_by: str = ""


class Located(Struct, frozen=True):
    """An entry, and where its values stand."""

    entry: Entry
    path: str
    place: Callable[[KeyPath], LineAndColumn]
    """Line, column and line of text of a value of the entry."""

    def problem(self, at: KeyPath, code: str, message: str, *, hint: str = "") -> Problem:
        """A problem at the value that *at* leads to, such as `("evidence", 0, "source")`."""
        line, column, text = self.place(at)
        return Problem(self.path, line, column, code, brief(message), hint, text)


class RecordFile(Struct):
    """One record file, open: its header, its entries as they are read, what was wrong so far.

    It is closed when all entries are read, or by `close`.
    """

    path: str
    header: Header
    entries: Iterator[Located]
    problems: list[Problem]
    """Grows while the entries are read."""
    broken: set[str]
    """The ids of tables that are no entries; grows while the entries are read."""
    close: Callable[[], None] = lambda: None
    """Close the file, when its entries are not read to the end."""

    @property
    def whole(self) -> bool:
        """Whether its entries were read to the end, and not only to one problem too many."""
        return not any(problem.code == _TOO_MANY for problem in self.problems)


_TOO_MANY = "too-many"


def too_many(name: str, line: int = 0) -> Problem:
    """That reading ended because there was too much to tell."""
    return Problem(name, line, 0, _TOO_MANY, f"there are more than {MOST} problems", "mend those that are told first")


def read_record_file(path: Path, *, name: str = "", stamp: Header | None = None) -> RecordFile:
    """The record file at *path*, called *name* in problems.

    stamp: what stands for the stamp of a draft; its entries are read as if it had it.
    Problems are in the result, not raised: those of a JSON Lines file, and of the entries
    of either, appear as the entries are read.
    """
    name = name or str(path)
    try:
        return _jsonl(path, name, stamp) if path.suffix == ".jsonl" else _toml(path, name, stamp)
    except Refused as refused:
        return _unreadable(name, refused)


def read_header(path: Path) -> RecordFile:
    """The record file at *path* with its header alone, closed."""
    file = read_record_file(path)
    file.close()
    return file


def parse_record_text(text: str, *, name: str) -> RecordFile:
    """The record file that a TOML *text* is, called *name* in problems."""
    try:
        return _parse_toml(text, name, None)
    except Refused as refused:
        return _unreadable(name, refused)


def _unreadable(name: str, refused: Refused) -> RecordFile:
    return RecordFile(name, Header(), iter(()), list(refused.problems), set())


# --- TOML -----------------------------------------------------------------------------


def _toml(path: Path, name: str, stamp: Header | None) -> RecordFile:
    with open_regular(path, name=name, limit=TOML_LIMIT) as file:
        try:
            data = file.read(TOML_LIMIT + 1)
        except OSError as error:
            raise cannot_read(name, error) from error
    text = _decode(data, name, 1)
    return _parse_toml(text, name, stamp)


def _decode(data: bytes, name: str, line: int) -> str:
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line += before.count(b"\n")
        column = len(before.rpartition(b"\n")[2].decode()) + 1
        raise Refused(
            [Problem(name, line, column, "not-utf-8", "this is not UTF-8", "save the file as UTF-8")]
        ) from error


_TOML_HINTS = (
    ("Illegal character", "a text ends on its line, with the quote that it began with"),
    ("Unterminated", "a text ends with the quotes that it began with"),
    ('Expected "\'"', "a text ends on its line, with the quote that it began with"),
    ("Invalid value", 'texts and dates stand in straight quotes: title = "A visit"'),
    ("Cannot overwrite", 'a field stands once in an entry; several values are a list: ["a", "b"]'),
    ("twice", "each entry begins with its kind in two brackets: [[event]]"),
    ("hex value", "write \\\\ for a backslash, or put the text in single quotes"),
    ("Unescaped", "write \\\\ for a backslash, or put the text in single quotes"),
    ("Unclosed array", "close the list with ]"),
    ("inline table", "close the table with }, on the same line"),
    ("Expected ']]'", "an entry begins with its kind in two brackets: [[event]]"),
)
"""What to do about what the parser says."""
_TOML_HINT = 'a line is a field, name = "value", or begins an entry, [[event]]'


def _parse_toml(text: str, name: str, stamp: Header | None) -> RecordFile:
    text = text.replace("\r\n", "\n")
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise Refused([_not_toml(text, name, error)]) from error
    except (RecursionError, ValueError) as error:
        # Nesting without end, or a number with more digits than Python reads.
        told = f"this is not TOML that can be read: {error}"
        raise Refused([Problem(name, 0, 0, "syntax", told)]) from error
    reader = _Reader(name, LazyPlaces(text, toml_places))
    reader.refuse_deep(table)
    own = reader.header(table)
    header = stamp or own
    entries = reader.enough(chain(reader.unknown_keys(table), reader.entries(table, header)))
    return RecordFile(name, header, entries, reader.problems, reader.broken)


_DEEPEST = 32
_TOO_DEEP = "the value is nested deeper than any field"
_NAMED = 3
"""Keys that lead to the field of an entry."""


def _deep(value: object, at: KeyPath = ()) -> KeyPath:
    """The way to the first value that is nested deeper than any field could be; empty when there is none."""
    if not isinstance(value, dict | list):
        return ()
    if len(at) > _DEEPEST:
        return at
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return next(filter(None, (_deep(one, (*at, key)) for key, one in items)), ())


def _not_toml(text: str, name: str, error: tomli.TOMLDecodeError) -> Problem:
    """What is wrong with a text that is no TOML, where, and what to do about it."""
    at = min(error.pos, len(text))
    odd = unseen(text, at)
    if odd is not None:
        at, told = odd
        hint = _unseen_hint(at, text[at])
    else:
        comma = _lacks_comma(text, at)
        told = error.msg
        hint = next((way for words, way in _TOML_HINTS if words in told), _TOML_HINT)
        if bare := _BARE_DAY.search(text[text.rfind("\n", 0, at) + 1 : at + 16]):
            hint = f'put it in quotes: "{bare[1]}"'
        if comma is not None:
            at, told, hint = (
                comma,
                "a comma is missing here",
                'values in a list or a table are parted by commas: ["a", "b"]',
            )
    line, column, excerpt = Places(text).at_offset(at)
    return Problem(name, line, column, "syntax", f"this is not TOML: {told}", hint, excerpt)


def _unseen_hint(at: int, character: str) -> str:
    """What to do about a character that people do not see, at an offset into a text."""
    if character == "\r":
        return "save the file with the line ends of Unix or Windows: a carriage return alone ends no line"
    if at == 0:
        return "save the file as UTF-8 without a byte order mark"
    return "write an ordinary space, or nothing, in its place"


_AROUND = 1000
"""Characters on each side of a fault that are looked at."""
_BARE_DAY = re.compile(r"=\s*(\d{4}-\d\d(?:-\d\d)?(?:[?~%]|/[\d.-]*)?)\s*(?:\n|$)")
"""A day, a month or an interval that lacks its quotes."""
_VALUE_AND_ANOTHER = re.compile(
    r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[\]}]|\b\d+|\btrue|\bfalse)[ \t\n]+(?=["'\[{]|[A-Za-z_]+[ \t]*=)"""
)


def _lacks_comma(text: str, at: int) -> int | None:
    """Where a comma is missing between two values of a list or table, if that is what stopped the parser at *at*."""
    # What stopped it is not far from the comma that is missing.
    start = max(text.rfind("\n[[", 0, at) + 1, text.rfind("\n", 0, max(at - _AROUND, 0)) + 1, at - 2 * _AROUND)
    for found in _VALUE_AND_ANOTHER.finditer(text, start, at + _AROUND):
        if found.start() <= at <= found.end() + 1 and _open_brackets(text[: found.start() + 1]):
            return found.end()
    return None


def _open_brackets(text: str) -> bool:
    """Whether a list or a table is open at the end of a text, as far as its last entry tells."""
    entry = re.sub(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*', "", text[text.rfind("\n[[") + 1 :][-_AROUND * 10 :])
    return entry.count("[") + entry.count("{") > entry.count("]") + entry.count("}")


class _Enough(Exception):  # noqa: N818 - it is what the message says
    """There is too much to tell."""


class _Reader:
    """One text with its places, and the problems found in it."""

    def __init__(self, name: str, places: LazyPlaces, *, first_line: int = 1) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self.places = places
        self.offset = first_line - 1

    def at_line(self, number: int, text: str) -> None:
        """Go on with another line of the same file."""
        self.places = LazyPlaces(text, json_places)
        self.offset = number - 1

    def report(self, at: KeyPath, code: str, message: str, *, hint: str = "", of_key: bool = False) -> None:
        line, column, text = self.places.line_and_column(at, of_key=of_key)
        self.tell(Problem(self.name, line + self.offset, column, code, brief(message), hint, text))

    def tell(self, *problems: Problem) -> None:
        """Keep problems; raises _Enough when there are too many."""
        self.problems += problems
        if len(self.problems) >= MOST:
            self.problems.append(too_many(self.name, self.problems[-1].line))
            raise _Enough

    def enough(self, entries: Iterator[Located]) -> Iterator[Located]:
        """*entries* until there are too many problems to tell."""
        with suppress(_Enough):
            yield from entries

    def refuse_deep(self, table: Mapping[str, Any]) -> None:
        """Raise Refused for a value that nothing could be made of, before anything tries."""
        if way := _deep(table):
            self.report(way[:_NAMED], "syntax", _TOO_DEEP, hint="write it as in the entry")
            raise Refused(self.problems)

    def header(self, table: Mapping[str, Any]) -> Header:
        if table.get("format") != FORMAT:
            self._wrong_format(table)
        recorded_at = self._recorded_at(table["recorded_at"]) if "recorded_at" in table else ""
        return Header(recorded_at, self._recorded_by(table))

    def _recorded_by(self, table: Mapping[str, Any]) -> str:
        if "recorded_by" not in table:
            if "recorded_at" in table:
                hint = "a stamp has both: `timeline append` writes them"
                self.report(("recorded_at",), "missing-field", "the field `recorded_by` is missing", hint=hint)
            return ""
        read = _NAME.read(table["recorded_by"], ("recorded_by",), self.report)
        return read if isinstance(read, str) else ""

    def _wrong_format(self, table: Mapping[str, Any]) -> None:
        if "format" not in table:
            self.report((), "format", "the file does not say its format", hint=f"begin it with `format = {FORMAT}`")
            return
        hint = (
            "a newer program wrote it: update this one"
            if isinstance(table["format"], int)
            else f"write `format = {FORMAT}`"
        )
        self.report(
            ("format",),
            "format",
            f"this program reads format {FORMAT}, not {json.dumps(table['format'], default=str)}",
            hint=hint,
        )

    def _recorded_at(self, value: object) -> str:
        try:
            if isinstance(value, datetime) and value.tzinfo is not None and value.microsecond == 0:
                value = format_instant(value)
            if isinstance(value, str):
                PARSERS["instant"](value)
                return value
        except (BadValue, OverflowError):
            pass
        hint = "leave it out: `timeline append` stamps it"
        self.report(("recorded_at",), "bad-instant", "this is not an instant in UTC", hint=hint)
        return ""

    def unknown_keys(self, table: Mapping[str, Any]) -> Iterator[Located]:
        """No entries: what else stands in a file is reported."""
        yield from ()
        for key in table.keys() - {*_HEADER, *VERBS}:
            self.report(
                (key,),
                "unknown-field",
                f"there is no field `{key}` here",
                hint=meant(key, (*_HEADER, *VERBS)) or f"a file has {', '.join((*_HEADER, *VERBS))}",
                of_key=True,
            )

    def entries(self, table: Mapping[str, Any], header: Header) -> Iterator[Located]:
        for name in VERBS:
            items = table.get(name, [])
            if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
                self.report((name,), "wrong-type", f"entries begin with [[{name}]], in two brackets")
                continue
            for index, item in enumerate(items):
                entry = self.entry(name, item, (name, index), header)
                if entry is not None:
                    yield self.located(entry, (name, index))

    def located(self, entry: Entry, root: KeyPath) -> Located:
        places, offset = self.places, self.offset

        def place(at: KeyPath) -> LineAndColumn:
            line, column, text = places.line_and_column((*root, *at))
            return line + offset, column, text

        return Located(entry, self.name, place)

    def entry(self, name: str, table: dict[str, Any], at: KeyPath, header: Header) -> Entry | None:
        """The entry of a table under *name*; None after reporting what is wrong."""
        kind: type[Entry] | None = VERBS[name]
        if name == "event":
            table = dict(table)
            kind = self.kind(table.pop("what", None), at)
        if kind is None:
            return None
        stamps = {"recorded_at": header.recorded_at, "recorded_by": header.recorded_by} if header.recorded_at else {}
        entry = table_of(kind).read_fields(table, at, self.report, extra=stamps)
        if isinstance(entry, Entry):
            return entry
        self.broken.add(str(table.get("id")))
        return None

    def kind(self, what: object, at: KeyPath) -> type[Entry] | None:
        if isinstance(what, str) and what in EVENT_TYPES:
            return EVENT_TYPES[what]
        if what is None:
            hint = f"say which kind of event it is: {', '.join(EVENT_TYPES)}"
            self.report(at, "missing-field", "the field `what` is missing", hint=hint, of_key=True)
        else:
            self.report(
                (*at, "what"),
                "unknown-kind",
                f"`{what}` is no kind of event",
                hint=meant(what, EVENT_TYPES) or f"one of {', '.join(EVENT_TYPES)}",
            )
        return None


# --- JSON Lines -----------------------------------------------------------------------


def _jsonl(path: Path, name: str, stamp: Header | None) -> RecordFile:
    file = open_regular(path, name=name, limit=JSONL_LIMIT)
    lines = _lines(file, name)
    try:
        first, text = next(lines, (1, ""))
        table = _json_object(text, name, first)
    except Refused:
        file.close()
        raise
    reader = _Reader(name, LazyPlaces(text, json_places), first_line=first)
    own = reader.header(table)
    header = stamp or own
    if first != 1:
        reader.report((), "format", "the first line of the file is empty", hint="begin the file with its header")
    with suppress(_Enough):
        for key in table.keys() - set(_HEADER):
            told = f"there is no field `{key}` in the first line"
            reader.report((key,), "unknown-field", told, hint=meant(key, _HEADER), of_key=True)
    entries = reader.enough(_jsonl_entries(file, lines, header, reader))
    return RecordFile(name, header, entries, reader.problems, reader.broken, file.close)


def _lines(file: BinaryIO, name: str) -> Iterator[tuple[int, str]]:
    """The lines of *file* that are not empty, numbered from 1."""
    for number, line in enumerate(_raw_lines(file, name), 1):
        if len(line) > LINE_LIMIT:
            raise Refused([Problem(name, number, 1, "unreadable", f"the line is longer than {LINE_LIMIT} bytes")])
        if line.strip():
            yield number, _decode(line, name, number).rstrip("\r\n")


def _raw_lines(file: BinaryIO, name: str) -> Iterator[bytes]:
    try:
        yield from iter(lambda: file.readline(LINE_LIMIT + 1), b"")
    except OSError as error:
        raise cannot_read(name, error) from error


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    """A JSON object whose keys differ, as those of a TOML table do."""
    table = dict(pairs)
    if len(table) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for number, key in enumerate(keys) if key in keys[:number])
        raise ValueError(f"the key {twice!r} stands twice in one object")
    return table


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is no number of JSON")


_json = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)


def _json_object(text: str, name: str, line: int) -> dict[str, Any]:
    try:
        value = _json.decode(text or "null")
    except (ValueError, RecursionError) as error:
        column = error.colno if isinstance(error, json.JSONDecodeError) else 1
        told = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        odd = unseen(text, column - 1)
        hint = _unseen_hint(odd[0], text[odd[0]]) if odd else 'a line is one entry: {"what": "meeting", "id": "…", …}'
        told = brief(f"this is not JSON that can be read: {odd[1] if odd else told}")
        problem = Problem(name, line, odd[0] + 1 if odd else column, "syntax", told, hint, text)
        raise Refused([problem]) from error
    if _deep(value):
        raise Refused([Problem(name, line, 1, "syntax", _TOO_DEEP, "write it as in the entry", text)])
    if not isinstance(value, dict):
        raise Refused(
            [Problem(name, line, 1, "syntax", "a line holds one JSON object", "begin with " + '{"format": 1}', text)]
        )
    return value


def _jsonl_entries(
    file: BinaryIO, lines: Iterator[tuple[int, str]], header: Header, reader: _Reader
) -> Iterator[Located]:
    order = list(VERBS)
    reached = 0
    with file:
        for number, text in _resuming(lines, reader):
            reader.at_line(number, text)
            located = _jsonl_entry(text, number, header, reader)
            if located is None:
                continue
            place = order.index(verb(located.entry))
            if place < reached:
                hint = f"the order in a file is {', '.join(order)}"
                reader.tell(located.problem((), "order", f"{order[place]} stands after {order[reached]}", hint=hint))
            reached = max(reached, place)
            yield located


def _resuming(lines: Iterator[tuple[int, str]], reader: _Reader) -> Iterator[tuple[int, str]]:
    """*lines* until one cannot be read at all, which is a problem."""
    try:
        yield from lines
    except Refused as refused:
        reader.tell(*refused.problems)


def _jsonl_entry(text: str, number: int, header: Header, reader: _Reader) -> Located | None:
    try:
        table = _json_object(text, reader.name, number)
    except Refused as refused:
        reader.tell(*refused.problems)
        return None
    what = table.get("what")
    name = what if isinstance(what, str) and what in VERBS and what != "event" else "event"
    if name != "event":
        table.pop("what")
    entry = reader.entry(name, table, (), header)
    return None if entry is None else reader.located(entry, ())
