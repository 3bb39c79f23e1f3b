"""Record files as JSON Lines: read line by line, whatever their length."""

import json
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any, BinaryIO

from timeline.entries import VERBS, verb
from timeline.problems import Problem, Refused, brief, meant
from timeline.recordfile.files import JSONL_LIMIT, LINE_LIMIT, cannot_read, open_regular
from timeline.recordfile.places import LazyPlaces, json_places
from timeline.recordfile.reader import (
    HEADER,
    TOO_DEEP,
    Enough,
    Header,
    Located,
    Reader,
    RecordFile,
    decode,
    deep,
    unseen_hint,
)
from timeline.text import unseen


def read_jsonl(path: Path, name: str, stamp: Header | None) -> RecordFile:
    """The file of JSON Lines at *path*; its first line is its header. Raises Refused when that cannot be read."""
    file = open_regular(path, name=name, limit=JSONL_LIMIT)
    lines = _lines(file, name)
    try:
        first, text = next(lines, (1, ""))
        table = _json_object(text, name, first)
    except Refused:
        file.close()
        raise
    reader = Reader(name, LazyPlaces(text, json_places), first_line=first)
    own = reader.header(table)
    header = stamp or own
    if first != 1:
        reader.report((), "format", "the first line of the file is empty", hint="the first line must be the header")
    with suppress(Enough):
        for key in table.keys() - set(HEADER):
            message = f"there is no field `{key}` in the first line"
            reader.report((key,), "unknown-field", message, hint=meant(key, HEADER), of_key=True)
    entries = reader.enough(_jsonl_entries(file, lines, header, reader))
    return RecordFile(name, header, entries, reader.problems, reader.broken, file.close)


def _lines(file: BinaryIO, name: str) -> Iterator[tuple[int, str]]:
    """The lines of *file* that are not empty, numbered from 1."""
    for number, line in enumerate(_raw_lines(file, name), 1):
        if len(line) > LINE_LIMIT:
            raise Refused([Problem(name, number, 1, "unreadable", f"the line is longer than {LINE_LIMIT} bytes")])
        if line.strip():
            yield number, decode(line, name, number).rstrip("\r\n")


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
        raise ValueError(f"the key {twice!r} occurs twice in one object")
    return table


def _no_number(text: str) -> float:
    raise ValueError(f"{text} is not a JSON number")


_json = json.JSONDecoder(object_pairs_hook=_once, parse_constant=_no_number)


def _json_object(text: str, name: str, line: int) -> dict[str, Any]:
    try:
        value = _json.decode(text or "null")
    except (ValueError, RecursionError) as error:
        column = error.colno if isinstance(error, json.JSONDecodeError) else 1
        reason = error.msg if isinstance(error, json.JSONDecodeError) else str(error)
        odd = unseen(text, column - 1)
        hint = unseen_hint(odd[0], text[odd[0]]) if odd else 'a line is one entry: {"what": "meeting", "id": "…", …}'
        reason = brief(f"this is not valid JSON: {odd[1] if odd else reason}")
        problem = Problem(name, line, odd[0] + 1 if odd else column, "syntax", reason, hint, text)
        raise Refused([problem]) from error
    if deep(value):
        raise Refused([Problem(name, line, 1, "syntax", TOO_DEEP, "write it as in the entry", text)])
    if not isinstance(value, dict):
        raise Refused(
            [Problem(name, line, 1, "syntax", "a line must be one JSON object", "begin with " + '{"format": 1}', text)]
        )
    return value


def _jsonl_entries(
    file: BinaryIO, lines: Iterator[tuple[int, str]], header: Header, reader: Reader
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
                hint = f"entries must be in this order: {', '.join(order)}"
                reader.add(located.problem((), "order", f"{order[place]} comes after {order[reached]}", hint=hint))
            reached = max(reached, place)
            yield located


def _resuming(lines: Iterator[tuple[int, str]], reader: Reader) -> Iterator[tuple[int, str]]:
    """*lines* until one cannot be read at all, which is a problem."""
    try:
        yield from lines
    except Refused as refused:
        reader.add(*refused.problems)


def _jsonl_entry(text: str, number: int, header: Header, reader: Reader) -> Located | None:
    try:
        table = _json_object(text, reader.name, number)
    except Refused as refused:
        reader.add(*refused.problems)
        return None
    what = table.get("what")
    name = what if isinstance(what, str) and what in VERBS and what != "event" else "event"
    if name != "event":
        table.pop("what")
    entry = reader.entry(name, table, (), header)
    return None if entry is None else reader.located(entry, ())
