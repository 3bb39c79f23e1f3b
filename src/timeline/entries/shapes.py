"""How one value of an entry is written in a record file: strings with a meaning, numbers, words, lists.

A file's tables are in `tables`.
"""

from collections.abc import Callable
from datetime import date, time
from typing import Any, Protocol, TypeAlias

from msgspec import Struct

from timeline import values
from timeline.problems import KeyPath, meant
from timeline.values import BadValue

PARSERS: dict[str, Callable[[str], object]] = {
    "line": values.parse_line,
    "id": values.parse_id,
    "when": values.parse_when,
    "clock": values.parse_clock,
    "zone": values.parse_zone,
    "instant": values.parse_instant,
    "amount": values.parse_amount,
    "currency": values.parse_currency,
    "state-code": values.parse_state_code,
    "side": values.parse_side,
    "party-code": values.parse_party_code,
    "url": values.parse_url,
    "sha256": values.parse_sha256,
    "wikidata": values.parse_wikidata,
}
"""Who reads which string at the door; the names are those of the fields' marks."""
LARGEST_COUNT = 10**12
Schema: TypeAlias = dict[str, Any]


class Report(Protocol):
    """Where shapes report problems."""

    def __call__(self, at: KeyPath, code: str, message: str, *, hint: str = "", of_key: bool = False) -> None:
        """Report one problem at the value (or key) that *at* leads to."""


_DEEPEST = 16
"""Keys and indexes that lead to a value of a correction: a list of tables in a field, and some."""


class Bad:
    """Stands for a value that was reported as wrong."""


BAD = Bad()


class Shape(Protocol):
    """How one value of an entry is written in a record file."""

    def read(self, value: object, at: KeyPath, report: Report) -> object:
        """The value for the entry, or BAD after reporting why not."""

    def schema(self) -> Schema:
        """JSON Schema of what may be written."""


class Leaf(Struct, frozen=True):
    """A string with a meaning."""

    parser: str
    words: str

    def read(self, value: object, at: KeyPath, report: Report) -> object:
        """The string, when its parser accepts it."""
        if not isinstance(value, str):
            hint = ""
            if isinstance(value, date | time | int | float) and value is not True:
                shown = f"{value:%H:%M}" if isinstance(value, time) else value
                hint = f'put it in quotes: "{shown}"'
            report(at, "wrong-type", f"expected text in quotes, not {kind_words(value)}", hint=hint)
            return BAD
        if value == values.UNFILLED:
            report(at, "unfilled", "`…` is not filled in yet", hint="write what the source says, or remove the line")
            return BAD
        try:
            PARSERS[self.parser](value)
        except BadValue as bad:
            report(at, f"bad-{self.parser}", bad.message, hint=bad.hint)
            return BAD
        return value

    def schema(self) -> Schema:
        """A string with its description."""
        return {"type": "string", "minLength": 1, "description": self.words}


class Scalar(Struct, frozen=True):
    """A whole number above zero, or true or false."""

    kind: type

    def read(self, value: object, at: KeyPath, report: Report) -> object:
        """The number or truth value."""
        if type(value) is not self.kind:
            expected = "true or false" if self.kind is bool else "a whole number"
            report(at, "wrong-type", f"expected {expected}, not {kind_words(value)}")
            return BAD
        if self.kind is int and not 0 < value <= LARGEST_COUNT:  # type: ignore[operator]  # its type was just looked at
            report(at, "bad-number", f"{value} is out of range", hint=f"1 to {LARGEST_COUNT}")
            return BAD
        return value

    def schema(self) -> Schema:
        """A boolean or an integer within bounds."""
        if self.kind is bool:
            return {"type": "boolean"}
        return {"type": "integer", "minimum": 1, "maximum": LARGEST_COUNT}


class OneOf(Struct, frozen=True):
    """One of a closed list of words."""

    words: tuple[str, ...]

    def read(self, value: object, at: KeyPath, report: Report) -> object:
        """The word."""
        if value in self.words:
            return value
        if value == values.UNFILLED:
            report(at, "unfilled", "`…` is not filled in yet", hint=f"choose from: {', '.join(self.words)}")
            return BAD
        listed = ", ".join(self.words)
        report(at, "unknown-word", f"{quoted(value)} is not one of: {listed}", hint=meant(value, self.words))
        return BAD

    def schema(self) -> Schema:
        """An enumeration."""
        return {"enum": list(self.words)}


class Anything(Struct, frozen=True):
    """A value whose type depends on the field that it is for: `was` and `now`."""

    def read(self, value: object, at: KeyPath, report: Report) -> object:
        """The value as plain data, its texts and keys checked."""
        if len(at) > _DEEPEST:
            report(at, "syntax", "the value is nested deeper than any field", hint="write it as in the entry")
            return BAD
        match value:
            case str():
                return Leaf("line", "").read(value, at, report)
            case bool() | int():
                return value
            case list():
                items = [self.read(item, (*at, index), report) for index, item in enumerate(value)]
                return BAD if BAD in items else items
            case dict():
                keys = [Leaf("line", "").read(key, (*at, key), report) for key in value]
                table = {key: self.read(item, (*at, key), report) for key, item in value.items()}
                return BAD if BAD in (*keys, *table.values()) else table
            case _:
                report(at, "wrong-type", f"a field cannot be {kind_words(value)}", hint="write dates as text in quotes")
                return BAD

    def schema(self) -> Schema:
        """Anything."""
        return {"description": "The value of the field, written as in its entry"}


class ListOf(Struct, frozen=True):
    """A list; a single value is read as a list of one."""

    item: Shape

    def read(self, value: object, at: KeyPath, report: Report) -> object:
        """The list as a tuple."""
        if not isinstance(value, list):
            single = self.item.read(value, at, report)
            return BAD if single is BAD else (single,)
        items = tuple(self.item.read(item, (*at, index), report) for index, item in enumerate(value))
        return BAD if BAD in items else items

    def schema(self) -> Schema:
        """An array, or one item."""
        item = self.item.schema()
        return {"anyOf": [item, {"type": "array", "items": item}]}


class OneOrMany(Struct, frozen=True):
    """One value, or a list of several; a list of one is that one."""

    item: Shape

    def read(self, value: object, at: KeyPath, report: Report) -> object:
        """The value, or a tuple of several."""
        if not isinstance(value, list):
            return self.item.read(value, at, report)
        if not value:
            report(at, "wrong-type", "the list is empty", hint="name one, or leave it out")
            return BAD
        items = tuple(self.item.read(item, (*at, index), report) for index, item in enumerate(value))
        return BAD if BAD in items else items[0] if len(items) == 1 else items

    def schema(self) -> Schema:
        """An item, or an array of several."""
        item = self.item.schema()
        return {"anyOf": [item, {"type": "array", "items": item, "minItems": 1}]}


def kind_words(value: object) -> str:
    """What a value of a file is, in words: `text`, `a list`."""
    match value:
        case bool():
            return "true or false"
        case str():
            return "text"
        case int() | float():
            return "a number"
        case list():
            return "a list"
        case dict():
            return "a table"
        case None:
            return "nothing"
        case time():
            return "a time without quotes"
        case _:
            return "a date without quotes"


def quoted(value: object) -> str:
    """A text in its quotes; else what it is."""
    return f"`{value}`" if isinstance(value, str) else kind_words(value)
