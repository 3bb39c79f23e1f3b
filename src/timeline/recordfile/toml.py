"""Record files in TOML: read whole, with every problem at its place."""

import re
from pathlib import Path

import tomli

from timeline.problems import Problem, Refused
from timeline.recordfile.files import TOML_LIMIT, cannot_read, open_regular
from timeline.recordfile.places import LazyPlaces, Places, toml_places
from timeline.recordfile.reader import (
    Header,
    Reader,
    RecordFile,
    decode,
    unseen_hint,
)
from timeline.text import unseen


def read_toml(path: Path, name: str, stamp: Header | None) -> RecordFile:
    """The TOML file at *path*. Raises Refused when it cannot be read at all."""
    with open_regular(path, name=name, limit=TOML_LIMIT) as file:
        try:
            data = file.read(TOML_LIMIT + 1)
        except OSError as error:
            raise cannot_read(name, error) from error
    text = decode(data, name, 1)
    return parse_toml(text, name, stamp)


_TOML_HINTS = (
    ("Illegal character", "close the text on its line, with the quote that it began with"),
    ("Unterminated", "close the text with the quotes that it began with"),
    ('Expected "\'"', "close the text on its line, with the quote that it began with"),
    ("Invalid value", 'write texts and dates in straight quotes: title = "A visit"'),
    ("Cannot overwrite", 'write each field once in an entry; several values are a list: ["a", "b"]'),
    ("twice", "begin each entry with its kind in double brackets: [[event]]"),
    ("hex value", "write \\\\ for a backslash, or put the text in single quotes"),
    ("Unescaped", "write \\\\ for a backslash, or put the text in single quotes"),
    ("Unclosed array", "close the list with ]"),
    ("inline table", "close the table with }, on the same line"),
    ("Expected ']]'", "begin an entry with its kind in double brackets: [[event]]"),
)
"""What to do about what the parser says."""
_TOML_HINT = 'write a field, name = "value", or begin an entry, [[event]]'


def parse_toml(text: str, name: str, stamp: Header | None) -> RecordFile:
    """The record file that a TOML *text* is. Raises Refused when it is no TOML."""
    text = text.replace("\r\n", "\n")
    try:
        table = tomli.loads(text)
    except tomli.TOMLDecodeError as error:
        raise Refused([_not_toml(text, name, error)]) from error
    except (RecursionError, ValueError) as error:
        # Nesting without end, or a number with more digits than Python reads.
        message = f"this is not valid TOML: {error}"
        raise Refused([Problem(name, 0, 0, "syntax", message)]) from error
    reader = Reader(name, LazyPlaces(text, toml_places))
    reader.refuse_deep(table)
    own = reader.header(table)
    header = stamp or own
    entries = reader.enough(reader.entries(table, header))
    return RecordFile(name, header, entries, reader.problems, reader.broken)


def _not_toml(text: str, name: str, error: tomli.TOMLDecodeError) -> Problem:
    """What is wrong with a text that is no TOML, where, and what to do about it."""
    at = min(error.pos, len(text))
    odd = unseen(text, at)
    if odd is not None:
        at, reason = odd
        hint = unseen_hint(at, text[at])
    else:
        comma = _lacks_comma(text, at)
        reason = error.msg
        hint = next((way for words, way in _TOML_HINTS if words in reason), _TOML_HINT)
        if bare := _BARE_DAY.search(text[text.rfind("\n", 0, at) + 1 : at + 16]):
            hint = f'put it in quotes: "{bare[1]}"'
        if comma is not None:
            at, reason, hint = (
                comma,
                "a comma is missing here",
                'separate the values of a list or table by commas: ["a", "b"]',
            )
    line, column, excerpt = Places(text).at_offset(at)
    return Problem(name, line, column, "syntax", f"this is not valid TOML: {reason}", hint, excerpt)


_AROUND = 1000
"""The characters on each side of a fault that are examined."""
_BARE_DAY = re.compile(r"=\s*(\d{4}-\d\d(?:-\d\d)?(?:[?~%]|/[\d.-]*)?)\s*(?:\n|$)")
"""A day, a month or an interval that lacks its quotes."""
_VALUE_AND_ANOTHER = re.compile(
    r"""(?:"(?:[^"\\\n]|\\.)*"|'[^'\n]*'|[\]}]|\b\d+|\btrue|\bfalse)[ \t\n]+(?=["'\[{]|[A-Za-z_]+[ \t]*=)"""
)

_HEADER_LINE = re.compile(r"[ \t]*\[\[?[A-Za-z_]*\]?")


def _lacks_comma(text: str, at: int) -> int | None:
    """Where a comma is missing between two values of a list or table, if that is what stopped the parser at *at*."""
    # What stopped it is not far from the comma that is missing.
    start = max(text.rfind("\n[[", 0, at) + 1, text.rfind("\n", 0, max(at - _AROUND, 0)) + 1, at - 2 * _AROUND)
    for found in _VALUE_AND_ANOTHER.finditer(text, start, at + _AROUND):
        if _HEADER_LINE.fullmatch(text, text.rfind("\n", 0, found.start()) + 1, found.start() + 1):
            # `[[event]`: the bracket that is open is that of the entry's own beginning.
            continue
        if found.start() <= at <= found.end() + 1 and _open_brackets(text[: found.start() + 1]):
            return found.end()
    return None


def _open_brackets(text: str) -> bool:
    """Whether a list or a table is open at the end of a text, judging by its last entry."""
    entry = re.sub(r'"(?:[^"\\\n]|\\.)*"|\'[^\'\n]*\'|#[^\n]*', "", text[text.rfind("\n[[") + 1 :][-_AROUND * 10 :])
    return entry.count("[") + entry.count("{") > entry.count("]") + entry.count("}")
