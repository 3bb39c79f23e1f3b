"""What both forms of a record file share: the header, entries with their places, problems at their places."""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import suppress
from datetime import datetime
from typing import Any

from msgspec import Struct

from timeline.entries import EVENT_TYPES, FORMAT, VERBS, Entry
from timeline.entries.shapes import PARSERS, Leaf
from timeline.entries.tables import table_of
from timeline.problems import MOST, KeyPath, Problem, Refused, brief, meant
from timeline.recordfile.places import LazyPlaces, json_places
from timeline.recordfile.shared import BLOCK, DEFAULTS, items
from timeline.recordfile.under import Under
from timeline.values import BadValue, format_instant

HEADER = ("format", "recorded_at", "recorded_by")
_NAME = Leaf("line", "Who recorded the entries")
LineAndColumn = tuple[int, int, str]


class Header(Struct, frozen=True):
    """What a record file says of itself."""

    recorded_at: str = ""
    """Empty in a draft."""
    recorded_by: str = ""


class Located(Struct, frozen=True):
    """An entry, and the places of its values."""

    entry: Entry
    path: str
    place: Callable[[KeyPath], LineAndColumn]
    """Line, column and line of text of a value of the entry."""

    def problem(self, at: KeyPath, code: str, message: str, *, hint: str = "") -> Problem:
        """A problem at the value that *at* leads to, such as `("evidence", 0, "source")`."""
        line, column, text = self.place(at)
        return Problem(self.path, line, column, code, brief(message), hint, text)


class RecordFile(Struct):
    """One open record file: its header, its entries as they are read, and the problems so far.

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
    """The problem that reading ended because there were too many problems."""
    return Problem(name, line, 0, _TOO_MANY, f"there are more than {MOST} problems", "fix the ones listed first")


def unreadable(name: str, refused: Refused) -> RecordFile:
    """A record file of which nothing could be read, with the problem."""
    return RecordFile(name, Header(), iter(()), list(refused.problems), set())


def decode(data: bytes, name: str, line: int) -> str:
    """*data* as UTF-8; it begins on *line*. Raises Refused at the first invalid byte."""
    try:
        return data.decode()
    except UnicodeDecodeError as error:
        before = data[: error.start]
        line += before.count(b"\n")
        column = len(before.rpartition(b"\n")[2].decode()) + 1
        raise Refused(
            [Problem(name, line, column, "not-utf-8", "this is not UTF-8", "save the file as UTF-8")]
        ) from error


_DEEPEST = 32
TOO_DEEP = "the value is nested deeper than any field"
_NAMED = 3
"""Keys that lead to the field of an entry."""


def deep(value: object, at: KeyPath = ()) -> KeyPath:
    """The keys to the first value that is nested deeper than any field; empty when there is none."""
    if not isinstance(value, dict | list):
        return ()
    if len(at) > _DEEPEST:
        return at
    items = value.items() if isinstance(value, dict) else enumerate(value)
    return next(filter(None, (deep(item, (*at, key)) for key, item in items)), ())


def unseen_hint(at: int, character: str) -> str:
    """What to do about a character that people do not see, at an offset into a text."""
    if character == "\r":
        return "save the file with Unix or Windows line ends, not with carriage returns alone"
    if at == 0:
        return "save the file as UTF-8 without a byte order mark"
    return "replace it with an ordinary space, or remove it"


def _moved(root: KeyPath, there: KeyPath) -> KeyPath:
    """Where a value is: in the entry itself under another key, or where it is stated once."""
    return there if there[0] in {DEFAULTS, BLOCK} else (*root, *there)


def _there(at: KeyPath, moved: Mapping[KeyPath, KeyPath]) -> KeyPath:
    """The place of a value, if it or what it is inside is elsewhere in the file."""
    ends = range(len(at), 0, -1) if moved else ()
    return next((moved[at[:end]] + at[end:] for end in ends if at[:end] in moved), at)


class Enough(Exception):  # noqa: N818 - it is what the message says
    """There are too many problems."""


class Reader:
    """One text with its places, and the problems found in it."""

    def __init__(self, name: str, places: LazyPlaces, *, first_line: int = 1) -> None:
        self.name = name
        self.problems: list[Problem] = []
        self.broken: set[str] = set()
        self.places = places
        self.moved: dict[KeyPath, KeyPath] = {}
        """Where the values of the entry that is read are, if they are not in its own table."""
        self._seen = set[Problem]()
        self.offset = first_line - 1

    def at_line(self, number: int, text: str) -> None:
        """Go on with another line of the same file."""
        self.places = LazyPlaces(text, json_places)
        self.offset = number - 1

    def report(self, at: KeyPath, code: str, message: str, *, hint: str = "", of_key: bool = False) -> None:
        """Keep a problem at the value, or the key, that *at* leads to."""
        line, column, text = self.places.location(_there(at, self.moved), of_key=of_key)
        self.add(Problem(self.name, line + self.offset, column, code, brief(message), hint, text))

    def add(self, *problems: Problem) -> None:
        """Keep problems, each once: a value that many entries share has one. Raises Enough when there are too many."""
        self.problems += [problem for problem in problems if problem not in self._seen]
        self._seen.update(problems)
        if len(self.problems) >= MOST:
            self.problems.append(too_many(self.name, self.problems[-1].line))
            raise Enough

    def enough(self, entries: Iterator[Located]) -> Iterator[Located]:
        """*entries* until there are too many problems."""
        with suppress(Enough):
            yield from entries

    def refuse_deep(self, table: Mapping[str, Any]) -> None:
        """Raise Refused for a value that nothing could be made of, before anything tries."""
        if way := deep(table):
            self.report(way[:_NAMED], "syntax", TOO_DEEP, hint="write it as in the entry")
            raise Refused(self.problems)

    def header(self, table: Mapping[str, Any]) -> Header:
        """The header of a file; problems of its format and stamp are reported."""
        if table.get("format") != FORMAT:
            self._wrong_format(table)
        recorded_at = self._recorded_at(table["recorded_at"]) if "recorded_at" in table else ""
        return Header(recorded_at, self._recorded_by(table))

    def _recorded_by(self, table: Mapping[str, Any]) -> str:
        if "recorded_by" not in table:
            if "recorded_at" in table:
                hint = "a stamp has both fields: `timeline append` writes them"
                self.report(("recorded_at",), "missing-field", "the field `recorded_by` is missing", hint=hint)
            return ""
        read = _NAME.read(table["recorded_by"], ("recorded_by",), self.report)
        return read if isinstance(read, str) else ""

    def _wrong_format(self, table: Mapping[str, Any]) -> None:
        if "format" not in table:
            self.report((), "format", "the file has no `format`", hint=f"begin it with `format = {FORMAT}`")
            return
        hint = (
            "the file is for a newer version: update this program"
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

    def _report_unknown_keys(self, table: Mapping[str, Any]) -> None:
        known = (*HEADER, *VERBS, DEFAULTS, BLOCK)
        for key in table.keys() - {*known}:
            hint = meant(key, known) or f"it has {', '.join(known)}"
            self.report((key,), "unknown-field", f"a file has no `{key}`", hint=hint, of_key=True)

    def entries(self, table: Mapping[str, Any], header: Header) -> Iterator[Located]:
        """The entries of a whole file, in the order in which they enter the log."""
        self._report_unknown_keys(table)
        for item in items(table, self.report):
            self.moved = {(*item.root, *own): _moved(item.root, there) for own, there in item.origins.items()}
            entry = self.entry(item.verb, item.table, item.root, header, Under(item.under, self.report))
            if entry is not None:
                yield self.located(entry, item.root)
        self.moved = {}

    def located(self, entry: Entry, root: KeyPath) -> Located:
        """An entry with the places of the values below *root*."""
        places, offset, moved = self.places, self.offset, self.moved

        def place(at: KeyPath) -> LineAndColumn:
            line, column, text = places.location(_there((*root, *at), moved))
            return line + offset, column, text

        return Located(entry, self.name, place)

    def entry(
        self, name: str, table: dict[str, Any], at: KeyPath, header: Header, under: Under | None = None
    ) -> Entry | None:
        """The entry of a table under *name*; None after reporting its problems.

        under: what puts its ids in their places; None where they are whole.
        """
        kind: type[Entry] | None = VERBS[name]
        if name == "event":
            table = dict(table)
            kind = self._kind(table.pop("what", None), at)
        if kind is None:
            return None
        stamps = {"recorded_at": header.recorded_at, "recorded_by": header.recorded_by} if header.recorded_at else {}
        table = under.placed(kind, table, at) if under else table
        entry = table_of(kind).read_fields(table, at, self.report, extra=stamps)
        if isinstance(entry, Entry):
            return entry
        self.broken.add(str(table.get("id")))
        return None

    def _kind(self, what: object, at: KeyPath) -> type[Entry] | None:
        if isinstance(what, str) and what in EVENT_TYPES:
            return EVENT_TYPES[what]
        if what is None:
            hint = f"name the kind of event: {', '.join(EVENT_TYPES)}"
            self.report(at, "missing-field", "the field `what` is missing", hint=hint, of_key=True)
        else:
            self.report(
                (*at, "what"),
                "unknown-kind",
                f"`{what}` is not a kind of event",
                hint=meant(what, EVENT_TYPES) or f"choose from: {', '.join(EVENT_TYPES)}",
            )
        return None
