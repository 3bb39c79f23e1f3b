"""What an entry refers to, field by field, derived from the types of the entries.

A field says in its type which kind of entry it names; nothing else needs to know.
"""

from collections.abc import Callable, Iterator
from functools import cache
from typing import Any, NamedTuple

from msgspec import Struct, inspect

from timeline.entries import Entry


class Link(NamedTuple):
    """One reference of an entry to another."""

    at: tuple[str | int, ...]
    """The names and indexes that lead to it, as in a record file."""
    refers: str
    """The kind of what it names: actor, state, person, office, source, topic, event,
    commitment or entry."""
    target: str
    """The id that it names."""

    @property
    def relation(self) -> str:
        """The name of its field, such as `part_of` or `source`."""
        return next(str(step) for step in reversed(self.at) if isinstance(step, str))


_Walk = Callable[[Any, tuple[str | int, ...]], Iterator[Link]]


def links(entry: Entry) -> Iterator[Link]:
    """The references of an entry, in the order of its fields."""
    return _entry_walk(type(entry))(entry, ())


@cache
def _entry_walk(cls: type[Struct]) -> _Walk:
    info = inspect.type_info(cls)
    assert isinstance(info, inspect.StructType)
    return _struct_walk(info)


def _struct_walk(info: inspect.StructType) -> _Walk:
    walks = [(field.name, field.encode_name, _walk(field.type)) for field in info.fields]
    fields = [(name, key, walk) for name, key, walk in walks if walk is not None]

    def walk_struct(value: Any, at: tuple[str | int, ...]) -> Iterator[Link]:  # noqa: ANN401 - the Struct that was asked for
        for name, key, walk in fields:
            item = getattr(value, name)
            if item:
                yield from walk(item, (*at, key))

    return walk_struct


def _walk(kind: inspect.Type) -> _Walk | None:
    match kind:
        case inspect.Metadata(extra={"refers": str(refers)}) if refers:
            return lambda value, at: iter((Link(at, refers, value),))
        case inspect.VarTupleType(item_type=item):
            return _items(_walk(item))
        case inspect.StructType():
            return _struct_walk(kind)
        case inspect.UnionType(types=types):
            return _one_or_many([walk for walk in map(_walk, types) if walk])
        case _:
            return None


def _one_or_many(walks: list[_Walk]) -> _Walk | None:
    """The walk of a value that may be missing; of one that may be several, that of one, then that of several."""
    if len(walks) <= 1:
        return walks[0] if walks else None
    one, many = walks
    return lambda value, at: many(value, at) if isinstance(value, tuple) else one(value, at)


def _items(walk: _Walk | None) -> _Walk | None:
    if walk is None:
        return None

    def walk_items(value: Any, at: tuple[str | int, ...]) -> Iterator[Link]:  # noqa: ANN401 - a tuple of what the item's type says
        for index, item in enumerate(value):
            yield from walk(item, (*at, index))

    return walk_items
