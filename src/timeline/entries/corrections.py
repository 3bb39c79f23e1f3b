"""What corrections and withdrawals make of an entry.

A value is read as a record file's, shorthands and all, so that a correction is written as
the entry was.
"""

from collections.abc import Iterable, Sequence
from typing import Any, NamedTuple

import msgspec

from timeline.entries import Actor, Correction, Entry, Recorded, Withdrawal, encode
from timeline.entries.tables import STAMPS, table_of
from timeline.problems import KeyPath

FIXED_FIELDS = ("what", "id", *STAMPS)
"""Fields that no correction can change: withdraw, and record anew."""


_DIGITS = 7
"""More than these number no item of a list."""


class NoSuchField(Exception):  # noqa: N818 - it is what the message says
    """The dotted path does not lead to a field."""


class Unfit(Exception):  # noqa: N818 - it is what the message says
    """The value is not valid in the field."""

    def __init__(self, message: str, *, hint: str = "") -> None:
        """Say why, and the way out if there is a particular one."""
        self.hint = hint
        super().__init__(message)


def amended(entry: Entry, path: str, value: object) -> Entry:
    """*entry* with *value* at the dotted *path*; None takes the value away.

    Raises NoSuchField when the path leads nowhere, and Unfit when the value is not valid
    there.
    """
    tree = _plain(entry)
    *parents, last = _steps(tree, path)
    node: Any = tree
    for name, following in zip(parents, [*parents, last][1:], strict=True):
        node = _child(node, name, path, missing=[] if _is_index(following) else {})
    _put(node, last, value, path)
    wrong: list[Unfit] = []

    def report(at: KeyPath, code: str, message: str, *, hint: str = "", of_key: bool = False) -> None:
        # The problem is reported at the correction, not at the value in the entry.
        del at, code, of_key
        wrong.append(Unfit(message, hint=hint))

    stamps = {name: getattr(entry, name) for name in STAMPS}
    read = table_of(type(entry)).read_fields(tree, (), report, extra=stamps)
    if not isinstance(read, Entry):
        raise wrong[0]
    return read


def corrected(entry: Entry, correction: Correction) -> Entry:
    """What a correction makes of an entry.

    An invalid correction, which only a log written by other means can contain, changes nothing.
    """
    try:
        return amended(entry, correction.field, correction.now)
    except (NoSuchField, Unfit):
        return entry


class Withdrawn(NamedTuple):
    """A withdrawal in force, with its position."""

    position: int
    withdrawal: Withdrawal


def withdrawals(others: Iterable[Recorded]) -> dict[str, Withdrawn]:
    """The withdrawals in force among entries in recorded order, by the id of what they withdraw.

    A withdrawal reaches back, never forward, so that no two can withdraw each other; the
    last withdrawal of each entry decides.
    """
    in_force: dict[str, Withdrawn] = {}
    found = [Withdrawn(other.position, other.entry) for other in others if isinstance(other.entry, Withdrawal)]
    # Backwards: only a later withdrawal can withdraw a withdrawal.
    for withdrawn in reversed(found):
        if withdrawn.withdrawal.id not in in_force:
            in_force[withdrawn.withdrawal.entry] = withdrawn
    return in_force


def as_corrected(entry: Entry, others: Sequence[Recorded]) -> Entry:
    """*entry* with its corrections in force among *others*, applied in recorded order."""
    withdrawn = withdrawals(others)
    for other in others:
        if isinstance(other.entry, Correction) and other.entry.entry == entry.id and other.entry.id not in withdrawn:
            entry = corrected(entry, other.entry)
    return entry


def all_as_corrected(entries: Iterable[Recorded], others: Sequence[Recorded]) -> dict[str, Recorded]:
    """Entries by id, with their corrections in force among *others*, applied in recorded order."""
    found = {recorded.entry.id: recorded for recorded in entries}
    withdrawn = withdrawals(others)
    for other in others:
        correction = other.entry
        if isinstance(correction, Correction) and correction.entry in found and correction.id not in withdrawn:
            old = found[correction.entry]
            found[correction.entry] = Recorded(old.position, corrected(old.entry, correction))  # type: ignore[arg-type]  # correcting keeps the type
    return found


def parties_in_force(actors: Iterable[Recorded], others: Sequence[Recorded]) -> dict[str, str]:
    """The ids of the parties among *actors* that are not withdrawn, by their codes, or by their ids without one.

    A code belongs to its first, and a former code to whoever had it last. others: the corrections and withdrawals of
    these, in recorded order.
    """
    withdrawn, found, former = withdrawals(others), dict[str, str](), dict[str, str]()
    for recorded in all_as_corrected(actors, others).values():
        actor = recorded.entry
        if isinstance(actor, Actor) and actor.is_party and actor.id not in withdrawn:
            found.setdefault(actor.sign, actor.id)
            former |= {called.code: actor.id for called in actor.called if called.code}
    return former | found


def value_at(entry: Entry, path: str) -> object:
    """The value at a dotted path, as plain data; None when the field has none."""
    node: Any = _plain(entry)
    for name in _steps(node, path):
        node = _at(node, name)
    return node


def _steps(tree: Any, path: str) -> list[str]:  # noqa: ANN401 - plain data: tables and lists
    """The keys and indexes that a dotted path leads through, in the stored form.

    A record file writes the only passage of an evidence item as `passage`: a path means what it means there.
    """
    steps, node = list[str](), tree
    for name in path.split("."):
        keys = [name]
        if name == "passage" and isinstance(node, dict) and "source" in node and len(node.get("passages", ())) <= 1:
            keys = ["passages", "0"]
        for key in keys:
            steps.append(key)
            node = _at(node, key)
    return steps


def _at(node: Any, name: str) -> Any:  # noqa: ANN401 - as above
    """The value in plain data at a key or an index; None when there is none."""
    if isinstance(node, dict):
        return node.get(name)
    return node[int(name)] if isinstance(node, list) and _is_index(name) and int(name) < len(node) else None


def _is_index(name: str) -> bool:
    return name.isascii() and name.isdigit() and len(name) < _DIGITS


def _plain(entry: Entry) -> Any:  # noqa: ANN401 - plain data: tables and lists
    tree = msgspec.json.decode(encode(entry))
    for name in ("what", *STAMPS):
        tree.pop(name, None)
    return tree


def _child(node: Any, name: str, path: str, *, missing: object) -> Any:  # noqa: ANN401 - plain data of any shape
    if isinstance(node, list) and _is_index(name) and int(name) < len(node):
        return node[int(name)]
    if isinstance(node, dict):
        return node.setdefault(name, missing)
    raise NoSuchField(path)


def _put(node: Any, name: str, value: object, path: str) -> None:  # noqa: ANN401 - as above
    if isinstance(node, dict):
        node.pop(name, None)
        if value is not None:
            node[name] = value
    elif isinstance(node, list) and _is_index(name) and int(name) <= len(node):
        node[int(name) : int(name) + 1] = [] if value is None else [value]
    else:
        raise NoSuchField(path)
