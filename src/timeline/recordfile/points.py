"""Points in one line: `welcomes = "the signing of notes"` is a statement, `commits = "a road"` a commitment."""

from collections.abc import Iterator
from functools import cache
from typing import Any, get_args

from timeline.entries import EVENT_TYPES
from timeline.entries.fields import Act
from timeline.entries.shapes import Report
from timeline.entries.tables import table_of
from timeline.problems import KeyPath, nearest

COMMITS = "commits"
"""A commitment written with its title: `commits = "to build a road"`."""
SHORT = (*get_args(Act), COMMITS)
"""The keys with which a point is written in one line."""


def written_out(
    table: dict[str, Any], origins: dict[KeyPath, KeyPath], what: str, root: KeyPath, report: Report
) -> None:
    """A point that is written with its act as the key of its title: with the fields that the log has.

    what: the kind of event that the file states once; empty for none.
    """
    key, *others = [key for key in table if key in SHORT] or [_misspelt(table, root, report) if not what else ""]
    if not key:
        return
    for wrong, message, hint in _wrong(table, key, others):
        report((*root, wrong), "not-one-point", message, hint=hint, of_key=True)
        del table[wrong]
    kind = _kind(key)
    if table.get("what", what) != kind:
        table["what"] = kind
        origins["what",] = (key,)
    table["title"] = table.pop(key)
    origins["title",] = (key,)
    if key != COMMITS:
        table["act"] = key
        origins["act",] = (key,)


def _kind(key: str) -> str:
    return "commitment" if key == COMMITS else "statement"


def _wrong(table: dict[str, Any], key: str, others: list[str]) -> Iterator[tuple[str, str, str]]:
    """The keys that do not go with a point of one line, with a message and a way out each."""
    for other in others:
        yield other, f"a point has one act, and this one has `{key}`", f"write `{other}` as a point of its own"
    for field in ("title", "act"):
        if field in table:
            hint = f"remove it, or write `what`, `act` and `title` instead of `{key}`"
            yield field, f"`{key}` says the {field} of the point already", hint
    if table.get("what", _kind(key)) != _kind(key):
        hint = f"remove it, or write `title` instead of `{key}`"
        yield "what", f"`{key}` writes a {_kind(key)}, and no `{table['what']}`", hint


def _misspelt(table: dict[str, Any], root: KeyPath, report: Report) -> str:
    """The act that a key of an event without `what` was meant to be, reported and put right; empty for none."""
    if "what" in table:
        return ""
    for key in [key for key in table if key not in _fields()]:
        if near := nearest(key, SHORT):
            hint = f"did you mean `{near}`?"
            report((*root, key), "unknown-field", f"there is no act `{key}`", hint=hint, of_key=True)
            table[near] = table.pop(key)
            return near
    return ""


@cache
def _fields() -> frozenset[str]:
    """The fields of all kinds of events, and of evidence stated once."""
    own = (field for kind in EVENT_TYPES.values() for field in table_of(kind).fields)
    return frozenset((*own, "source", "via", "passage", "passages", "paragraph", "for"))
