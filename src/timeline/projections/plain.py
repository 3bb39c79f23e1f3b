"""Answers as plain data: what JSON, tables and notebooks are made of.

A Struct is a table of its fields, in their order; a field that is HIDDEN is left out. The values of
entries keep the names and the brevity that they have in the log. `DERIVED` names the properties of
a Struct that are written after its fields.
"""

from functools import cache
from typing import Annotated, Any, TypeVar, get_args, get_origin, get_type_hints

import msgspec
from msgspec import Struct

from timeline.entries import Entry, Value

Data = dict[str, Any]

HIDDEN = "hidden"
"""Marks a field that views use, and that is no part of an answer's plain data."""
FLAT = "flat"
"""Marks a field that is replaced by its own fields."""
_T = TypeVar("_T")
Hidden = Annotated[_T, HIDDEN]
Flat = Annotated[_T, FLAT]


def plain(value: Any) -> Any:  # noqa: ANN401 - any value of an answer, and plain data of any shape
    """*value* as tables, lists, texts and numbers."""
    match value:
        case str() | int() | float() | None:
            return value
        case Value() | Entry():
            return msgspec.to_builtins(value)
        case dict():
            return {key: plain(item) for key, item in value.items()}
        case tuple() | list() | frozenset():
            return [plain(item) for item in value]
        case _ if hasattr(value, "to_dict"):
            return value.to_dict()
        case Struct():
            return fields_of(value)
        case _:
            raise AssertionError(f"no plain data of {value!r}")


def fields_of(value: Struct) -> Data:
    """A Struct as plain data."""
    fields: Data = {}
    for name, attribute in json_fields(type(value)).items():
        item = plain(getattr(value, attribute))
        fields |= item if name.startswith(FLAT) else {name: item}
    return fields


@cache
def json_fields(cls: type[Struct]) -> dict[str, str]:
    """The names in the plain data of a Struct, in their order, with its attributes: fields, then what is DERIVED.

    A name that begins with FLAT is replaced by the fields of the attribute.
    """
    hints = get_type_hints(cls, include_extras=True)
    fields = zip(cls.__struct_encode_fields__, cls.__struct_fields__, strict=True)
    derived: tuple[str, ...] = getattr(cls, "DERIVED", ())
    names = {
        f"{FLAT} {name}" if is_marked(hints[field], FLAT) else name: field
        for name, field in fields
        if not is_marked(hints[field], HIDDEN)
    }
    return names | {field: field for field in derived}


def is_marked(hint: object, mark: str) -> bool:
    """Whether a type has a mark, HIDDEN or FLAT."""
    return get_origin(hint) is Annotated and mark in get_args(hint)
