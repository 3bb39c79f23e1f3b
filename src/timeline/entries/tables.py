"""What a record file may say, derived from the types of the entries.

A shape turns plain data into a value of an entry, reports everything that is wrong at its
place, and describes itself as JSON Schema. The shorthands that people write (`by = "x"`
for a list of one participant) live here and nowhere else.
"""

from collections.abc import Mapping
from functools import cache

from msgspec import NODEFAULT, Struct, inspect

from timeline.entries import Evidence, Participant, Passage, Value
from timeline.entries.shapes import (
    BAD,
    Anything,
    Leaf,
    ListOf,
    OneOf,
    OneOrMany,
    Report,
    Scalar,
    Schema,
    Shape,
    kind_words,
    quoted,
)
from timeline.problems import KeyPath, meant

STAMPS = ("recorded_at", "recorded_by")
"""Fields of the file, not of its entries."""
_STAMP_HINT = "`recorded_at` and `recorded_by` are at the top of the file, where `timeline append` writes them"
_ONCE_HINT = 'write evidence = { source = "…", passage = … }, or state the source once: [defaults], then source = "…"'
_HINTS = {
    **dict.fromkeys(STAMPS, _STAMP_HINT), **dict.fromkeys(("passage", "passages", "paragraph", "via"), _ONCE_HINT),
}  # fmt: skip


class Field(Struct, frozen=True):
    """One field of a table."""

    attribute: str
    shape: Shape
    required: bool
    default: object


class Table(Struct, frozen=True):
    """A table whose keys are the fields of a Struct."""

    cls: type[Struct]
    fields: Mapping[str, Field]
    """By the name that files use."""

    def read(self, value: object, at: KeyPath, report: Report) -> object:
        """The Struct that the table describes."""
        table = _without_shorthand(self.cls, value)
        if not isinstance(table, dict):
            hint = _PASSAGE_HINT if self.cls is Passage else f"write {{ {', '.join(self._example())} }}"
            expected = "the first and last words of a passage" if self.cls is Passage else "a table"
            report(at, "wrong-type", f"expected {expected}, not {kind_words(value)}", hint=hint)
            return BAD
        return self.read_fields(table, at, report, extra={})

    def read_fields(
        self, table: Mapping[str, object], at: KeyPath, report: Report, *, extra: Mapping[str, object]
    ) -> object:
        """The Struct of a table, with *extra* attributes that the table does not contain."""
        known = {
            key: self.fields[key].shape.read(item, (*at, key), report)
            for key, item in table.items()
            if key in self.fields
        }
        for key in table.keys() - known.keys():
            report(
                (*at, key),
                "unknown-field",
                f"there is no field {quoted(key)} here",
                hint=_HINTS.get(key) or meant(key, self.fields) or f"the fields are {', '.join(self.fields)}",
                of_key=True,
            )
        missing = [key for key, field in self.fields.items() if field.required and key not in table]
        for key in missing:
            hint = f"write `{key} = …`: {wanted(self.fields[key].shape)}"
            report(at, "missing-field", f"the field `{key}` is missing", hint=hint, of_key=True)
        if missing or BAD in known.values():
            return BAD
        return self.cls(**{self.fields[key].attribute: item for key, item in known.items()}, **extra)

    def schema(self) -> Schema:
        """An object; for a value inside an entry, a reference to its definition."""
        if issubclass(self.cls, Value):
            return {"$ref": f"#/definitions/{self.cls.__name__}"}
        return self.definition()

    def definition(self) -> Schema:
        """The schema of an object, or of its shorthand."""
        table: Schema = {
            "type": "object",
            "additionalProperties": False,
            "properties": {key: field.shape.schema() for key, field in self.fields.items()},
            "required": [key for key, field in self.fields.items() if field.required],
        }
        if self.cls is Evidence:
            table["properties"]["passage"] = _table(Passage).schema()
        return _with_shorthand(self.cls, table)

    def _example(self) -> list[str]:
        return [f"{key} = …" for key, field in self.fields.items() if field.required]


def wanted(shape: Shape) -> str:
    """What a value is to be, in words: `one of initiative, package, plan, part`."""
    match shape:
        case OneOf(words=words):
            return f"one of {', '.join(words)}"
        case Leaf(words=words):
            return words[:1].lower() + words[1:]
        case ListOf(item=item) | OneOrMany(item=item):
            return wanted(item)
        case Table(cls=cls):
            return (cls.__doc__ or "").partition("\n")[0].rstrip(".").lower()
        case _:
            return "true or false, or a number"


_PASSAGE_HINT = 'write ["first words", "last words"], or one text for a short passage; for several use `passages`'
_START_AND_END = 2


def _without_shorthand(cls: type[Struct], value: object) -> object:
    """The table that a shorthand abbreviates; anything else unchanged."""
    if cls is Participant and isinstance(value, str):
        return {"who": value}
    if cls is Passage and isinstance(value, str):
        return {"start": value}
    if cls is Passage and isinstance(value, list) and len(value) == _START_AND_END:
        return {"start": value[0], "end": value[1]}
    if cls is Evidence and isinstance(value, dict) and "passage" in value and "passages" not in value:
        return {
            ("passages" if key == "passage" else key): ([item] if key == "passage" else item)
            for key, item in value.items()
        }
    return value


def _with_shorthand(cls: type[Struct], table: Schema) -> Schema:
    text = {"type": "string", "minLength": 1}
    if cls is Participant:
        return {"anyOf": [text, table]}
    if cls is Passage:
        pair = {"type": "array", "items": text, "minItems": _START_AND_END, "maxItems": _START_AND_END}
        return {"anyOf": [text, pair, table]}
    return table


def shorthand(value: Value) -> object:
    """How a value inside an entry is best written: the inverse of reading it."""
    plain = {key: field for key, field in _plain_fields(value).items() if field != ()}
    if isinstance(value, Participant) and plain.keys() == {"who"}:
        return value.who
    if isinstance(value, Passage):
        return [value.start, value.end] if value.end else value.start
    if isinstance(value, Evidence) and len(value.passages) == 1:
        return {
            ("passage" if key == "passages" else key): (shorthand(value.passages[0]) if key == "passages" else item)
            for key, item in plain.items()
        }
    return plain


def _plain_fields(value: Value) -> dict[str, object]:
    return {
        key: plain(getattr(value, field.attribute))
        for key, field in _table(type(value)).fields.items()
        if getattr(value, field.attribute) != field.default
    }


def plain(value: object) -> object:
    """*value* as a record file writes it: a list of one as its item, tables as shorthands."""
    if isinstance(value, Value):
        return shorthand(value)
    if isinstance(value, tuple):
        items = [plain(item) for item in value]
        return items[0] if len(items) == 1 and isinstance(items[0], str) else items
    return value


@cache
def _table(cls: type[Struct]) -> Table:
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    fields = {
        field.encode_name: Field(field.name, _shape(field.type), field.required, _default(field))
        for field in info.fields
        if field.name not in STAMPS
    }
    return Table(cls, fields)


table_of = _table
"""The shape of a Struct's table, without the stamps of its file."""


def value_tables() -> tuple[Table, ...]:
    """The shapes of all values inside entries."""
    return tuple(_table(cls) for cls in Value.__subclasses__())


def _default(field: inspect.Field) -> object:
    if field.default is not NODEFAULT:
        return field.default
    return None if field.default_factory is NODEFAULT else field.default_factory()


def _shape(kind: inspect.Type) -> Shape:
    match kind:
        case inspect.Metadata(type=inspect.StrType(), extra=extra, extra_json_schema=schema):
            assert extra is not None
            assert schema is not None
            return Leaf(extra["leaf"], schema["description"])
        case inspect.IntType():
            return Scalar(int)
        case inspect.BoolType():
            return Scalar(bool)
        case inspect.LiteralType(values=words):
            return OneOf(tuple(str(word) for word in words))
        case inspect.VarTupleType(item_type=item):
            return ListOf(_shape(item))
        case inspect.StructType(cls=cls):
            return _table(cls)
        case inspect.UnionType(types=types):
            inner = [kind for kind in types if not isinstance(kind, inspect.NoneType)]
            return _shape(inner[0]) if len(inner) == 1 else OneOrMany(_shape(inner[0]))
        case inspect.AnyType():
            return Anything()
        case _:
            raise AssertionError(f"no shape for {kind}: say here how files write it")
