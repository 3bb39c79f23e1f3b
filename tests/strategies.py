"""Entries of every kind, drawn from the shapes that read them."""

from typing import Any

from hypothesis import strategies as st

from timeline.entries import ENTRY_TYPES, Entry
from timeline.entries.shapes import Anything, Leaf, ListOf, OneOf, OneOrMany, Scalar, Shape
from timeline.entries.tables import Table, table_of
from timeline.text import refused_character, stacked
from timeline.values import UNFILLED

_lines = (
    st.text(st.characters(exclude_categories=["Cs", "Cc", "Co", "Cn", "Cf", "Zl", "Zp"]), min_size=1, max_size=20)
    .map(str.strip)
    .filter(lambda text: text and text != UNFILLED and refused_character(text) is None and not stacked(text))
)
_slugs = st.from_regex(r"[a-z0-9]{1,5}(-[a-z0-9]{1,4})?", fullmatch=True)
_LEAVES: dict[str, st.SearchStrategy[str]] = {
    "line": _lines,
    "id": st.lists(_slugs, min_size=1, max_size=3).map("/".join),
    "when": st.sampled_from(
        ["2024-07-06", "2024-07", "2023~", "[..2024-07-05]", "2024-07-05/2024-07-06", "[2024-07-05,2024-07-09]"]
    ),
    "clock": st.sampled_from(["09:00", "23:59"]),
    "zone": st.sampled_from(["UTC", "Asia/Phnom_Penh"]),
    "instant": st.just("2026-01-31T09:00:00Z"),
    "amount": st.sampled_from(["59.6 million", "8,293 million", "386,000,000", "2.5"]),
    "currency": st.sampled_from(["USD", "JPY", "KHR"]),
    "state-code": st.sampled_from(["JP", "KH"]),
    "side": st.sampled_from(["JP", "KH", "press", "analyst"]),
    "party-code": st.sampled_from(["JP", "asean"]),
    "url": st.sampled_from(["https://example.org/", "http://example.org/a?b=c#d"]),
    "sha256": st.just("0" * 64),
    "wikidata": st.sampled_from(["Q1", "Q276275"]),
}


def written(shape: Shape) -> st.SearchStrategy[Any]:
    """Values that a shape accepts."""
    match shape:
        case Leaf(parser=parser):
            return _LEAVES[parser]
        case Scalar(kind=kind):
            # False is a default, and is never written.
            return st.just(True) if kind is bool else st.integers(1, 10**12)  # noqa: FBT003 - a value, not an argument
        case OneOf(words=words):
            return st.sampled_from(words)
        case ListOf(item=item):
            return st.lists(written(item), min_size=1, max_size=3).map(tuple)
        case OneOrMany(item=item):
            return written(item) | st.lists(written(item), min_size=2, max_size=3).map(tuple)
        case Anything():
            return st.one_of(
                _lines,
                st.integers(),
                st.booleans(),
                st.lists(_lines, min_size=2, max_size=2),
                st.dictionaries(_slugs, _lines, min_size=1),
            )
        case Table():
            return of_table(shape)
        case _:
            raise AssertionError(shape)


def of_table(table: Table) -> st.SearchStrategy[Any]:
    """Structs of a table, with any of the fields that may be left out."""
    required = {field.attribute: written(field.shape) for field in table.fields.values() if field.required}
    optional = {field.attribute: written(field.shape) for field in table.fields.values() if not field.required}
    return st.fixed_dictionaries(required, optional=optional).map(lambda fields: table.cls(**fields))


entries: st.SearchStrategy[Entry] = st.sampled_from(sorted(ENTRY_TYPES)).flatmap(
    lambda tag: of_table(table_of(ENTRY_TYPES[tag]))
)
