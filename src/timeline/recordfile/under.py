"""Ids that begin with `./`: a file says once what they are under.

Only what is an id is put there: words of a source that look like one stay as they are.
"""

import re
from collections.abc import Iterator, Mapping
from functools import cache
from typing import Any

from timeline.entries import EVENT_TYPES, VERBS, Correction, Entry, Participant
from timeline.entries.shapes import Leaf, ListOf, OneOrMany, Report, Shape
from timeline.entries.tables import Table, table_of
from timeline.problems import KeyPath

_RELATIVE = re.compile(r"\./[a-z0-9]+(?:-[a-z0-9]+)*(?:/[a-z0-9]+(?:-[a-z0-9]+)*)*(?:@[a-z0-9-]+)?")


class Under:
    """Where the ids of a file are put that begin with `./`."""

    def __init__(self, under: str, report: Report) -> None:
        """Under an id; empty when the file names none."""
        self._under, self._report = under, report

    def placed(self, kind: type[Entry], table: Mapping[str, Any], at: KeyPath) -> dict[str, Any]:
        """The table of an entry with these ids in their places."""
        placed = self._table(table_of(kind), table, at)
        if kind is Correction:
            names = str(table.get("field")).split(".")
            values = {key: table[key] for key in ("was", "now") if key in table}
            placed |= {key: self._of_correction(value, names, (*at, key)) for key, value in values.items()}
        return placed

    def _table(self, shape: Table, table: Mapping[str, Any], at: KeyPath) -> dict[str, Any]:
        return {
            key: self._value(shape.fields[key].shape, value, (*at, key)) if key in shape.fields else value
            for key, value in table.items()
        }

    def _value(self, shape: Shape, value: object, at: KeyPath) -> object:
        match shape:
            case ListOf(item=item) | OneOrMany(item=item):
                if isinstance(value, list):
                    return [self._value(item, one, (*at, index)) for index, one in enumerate(value)]
                return self._value(item, value, at)
            case Table():
                return self._table(shape, value, at) if isinstance(value, dict) else self._if_id(shape, value, at)
            case _:
                return self._if_id(shape, value, at)

    def _if_id(self, shape: Shape, value: object, at: KeyPath) -> object:
        return self._id(value, at) if _is_id(shape) else value

    def _of_correction(self, value: object, names: list[str], at: KeyPath) -> object:
        """A value of a field by its dotted path."""
        last = next((name for name in reversed(names) if not name.isdigit()), "")
        match value:
            case list():
                return [self._of_correction(one, names, (*at, index)) for index, one in enumerate(value)]
            case dict():
                return {key: self._of_correction(one, [key], (*at, key)) for key, one in value.items()}
            case _:
                return self._id(value, at) if last in _id_fields() else value

    def _id(self, value: object, at: KeyPath) -> object:
        if not isinstance(value, str) or not _RELATIVE.fullmatch(value):
            return value
        if not self._under:
            hint = 'write at the top of the file: [defaults], then under = "…"'
            self._report(at, "no-under", f"`{value}` is under nothing", hint=hint)
        return f"{self._under}/{value[2:]}" if self._under else value[2:]


def ids_of_correction(field: str, value: object) -> Iterator[str]:
    """The ids in a value of the field with a dotted path."""
    last = next((name for name in reversed(field.split(".")) if not name.isdigit()), "")
    match value:
        case str() if last in _id_fields():
            yield value
        case list() | tuple():
            for one in value:
                yield from ids_of_correction(last, one)
        case dict():
            for key, one in value.items():
                yield from ids_of_correction(key, one)
        case _:
            pass


def _is_id(shape: Shape) -> bool:
    """Whether a text of a shape is an id; a participant may be written as one."""
    return (isinstance(shape, Leaf) and shape.parser == "id") or (isinstance(shape, Table) and shape.cls is Participant)


@cache
def _id_fields() -> frozenset[str]:
    """The names of all fields, of entries and of values in them, that are ids."""
    found, waiting = set[str](), [table_of(kind) for kind in (*VERBS.values(), *EVENT_TYPES.values())]
    seen = set[type]()
    while waiting:
        table = waiting.pop()
        if table.cls in seen:
            continue
        seen.add(table.cls)
        for name, field in table.fields.items():
            shape = field.shape
            while isinstance(shape, ListOf | OneOrMany):
                shape = shape.item
            found |= {name} if _is_id(shape) else set()
            waiting += [shape] if isinstance(shape, Table) else []
    return frozenset(found)
