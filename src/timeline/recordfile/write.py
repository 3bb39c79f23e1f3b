"""Record files out: entries as TOML that people edit, and the stamp on a draft."""

import json
import re
from collections.abc import Iterable

from msgspec import Struct

from timeline.entries import FORMAT, VERBS, Entry, Event, Evidence, Participant, verb
from timeline.entries.shapes import Leaf, ListOf, OneOf, Shape
from timeline.entries.tables import Table, plain, table_of
from timeline.recordfile.places import toml_places

SCHEMA_LINE = "#:schema ./record.schema.json\n"
_BARE_KEY = re.compile(r"[A-Za-z0-9_-]+")
_WIDTH = 100


_NOTED = ("when", "clock", "zone", "side", "amount")
_NOTES: dict[type[Struct], str] = {
    Participant: 'or { who = "…", as = "…" } for somebody who takes part as the holder of an office',
    Evidence: 'add via = "…" if the source retells another text',
}
"""What is not seen from a skeleton's fields alone."""


def format_record(entries: Iterable[Entry], *, recorded_by: str = "", noted: bool = False) -> str:
    """The text of a draft with *entries*, in the order in which the entries of a file are recorded.

    noted: add a comment on what may be written, where a field first occurs.
    """
    order = list(VERBS)
    text = f"{SCHEMA_LINE}format = {FORMAT}\n"
    if recorded_by:
        text += f"recorded_by = {_value(recorded_by)}\n"
    notes: set[str] | None = set() if noted else None
    entries = sorted(entries, key=lambda entry: order.index(verb(entry)))
    return text + "".join(format_entry(entry, notes=notes) for entry in entries)


def format_entry(entry: Entry, *, notes: set[str] | None = None) -> str:
    """One entry as a TOML table, with an empty line before it.

    notes: those that were written before; None writes none.
    """
    lines = ["", f"[[{verb(entry)}]]"]
    for key, field in table_of(type(entry)).fields.items():
        value = getattr(entry, field.attribute)
        if value != field.default:
            lines += _fresh_note(key, field.shape, notes)
            lines.append(_pair(key, plain(value)))
        if key == "id" and isinstance(entry, Event):
            lines.append(_pair("what", entry.what))
    return "\n".join(lines) + "\n"


def _fresh_note(key: str, shape: Shape, notes: set[str] | None) -> list[str]:
    note = _note(shape)
    own = note if isinstance(shape, ListOf) else f"{key}: {note}"
    if notes is None or not note or own in notes:
        return []
    notes.add(own)
    return [f"# {note}"]


def _note(shape: Shape) -> str:
    match shape:
        case OneOf(words=words):
            return f"one of {', '.join(words)}"
        case Leaf(parser=parser, words=words) if parser in _NOTED:
            return words
        case ListOf(item=item):
            return _note(item)
        case Table(cls=cls):
            return _NOTES.get(cls, "")
        case _:
            return ""


def stamped(text: str, *, recorded_at: str, recorded_by: str, jsonl: bool) -> str:
    """The text of a draft with the instant and the recorder in its header, else unchanged, its line ends too."""
    first, newline, rest = text.partition("\n")
    if jsonl:
        end = "\r" if first.endswith("\r") else ""
        header = json.loads(first) | {"recorded_at": recorded_at, "recorded_by": recorded_by}
        return json.dumps(header, ensure_ascii=False) + end + newline + rest
    places = toml_places(text.replace("\r\n", "\n"))
    line = places.location(("format",)).line
    # Only a line feed ends a line of TOML; other separators may stand in its comments.
    lines = text.split("\n")
    end = "\r" if lines[line - 1].endswith("\r") else ""
    stamp = [f"recorded_at = {recorded_at}{end}"]
    if ("recorded_by",) not in places.spots:
        stamp.append(f"recorded_by = {_value(recorded_by)}{end}")
    return "\n".join([*lines[:line], *stamp, *lines[line:]])


def _pair(key: str, value: object) -> str:
    line = f"{key} = {_value(value)}"
    if len(line) <= _WIDTH or not isinstance(value, list):
        return line
    items = "".join(f"  {_value(item)},\n" for item in value)
    return f"{key} = [\n{items}]"


def _value(value: object) -> str:
    match value:
        case dict():
            return "{ " + ", ".join(f"{_key(str(key))} = {_value(item)}" for key, item in value.items()) + " }"
        case list():
            return "[" + ", ".join(map(_value, value)) + "]"
        case _:
            # JSON spells strings, numbers and truth values as TOML does.
            return json.dumps(value, ensure_ascii=False)


def quoted(text: str) -> str:
    """A text as a string of TOML."""
    return _value(text)


def _key(key: str) -> str:
    return key if _BARE_KEY.fullmatch(key) else json.dumps(key, ensure_ascii=False)
