"""Verification: the stored rows of a log, all of them in one pass, against checkpoints kept elsewhere.

No derived table is trusted. The leaf hashes that a log keeps beside its rows only help to
name the entry at fault; who altered those too leaves the stretch between two checkpoints.
"""

import marshal
import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterable, Iterator, Sequence
from hashlib import sha256
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from timeline.entries import NewerEntry, decode
from timeline.eventlog.failures import failed
from timeline.eventlog.opened import open_log, read_only
from timeline.eventlog.read import Head, LogReader
from timeline.eventlog.rows import BETWEEN, BLOCK, COLUMNS, LEAF, WHOLE, Hashed, hash_rows
from timeline.problems import Damaged
from timeline.proof.checkpoint import Checkpoint
from timeline.proof.merkle import EMPTY_ROOT, Frontier, NotProved, root_of

_SHARED = 100_000
"""Entries from which on the work is shared by processes: starting one takes as long as reading some ten thousand."""
_PROCESSES = 4
_ANY_ROWS = f"{COLUMNS}, {WHOLE}{BETWEEN} ORDER BY rowid"


class Fault(Struct, frozen=True):
    """One thing that is wrong with a log."""

    position: int
    """The first entry at fault; 0 when none can be named."""
    message: str


class Expected(Struct, frozen=True):
    """A checkpoint to verify the log against, and its name."""

    name: str
    checkpoint: Checkpoint


class Verdict(Struct, frozen=True):
    """What a verification found."""

    size: int
    """The number of entries in the log."""
    root: bytes
    """Of the tree of these."""
    good: Expected | None
    """The largest checkpoint that the log agrees with; None when there is none."""
    faults: tuple[Fault, ...]
    """The first of each kind; none when the log verifies."""

    @property
    def ok(self) -> bool:
        """Whether nothing is wrong."""
        return not self.faults


def verify_log(path: Path, held: Iterable[Expected] = ()) -> Verdict:
    """The verdict on the log at *path*, against checkpoints.

    Raises Misused when there is no log there. Anything wrong with a log that is there is a fault.
    """
    try:
        with open_log(path, whole=False) as log:
            return _verified(path, log, sorted(held, key=lambda expected: expected.checkpoint.size))
    except Damaged as damaged:
        return Verdict(0, EMPTY_ROOT, None, (Fault(0, damaged.problems[0].message),))
    except sqlite3.DatabaseError as error:
        refused = failed("the log cannot be read", error, writing=False)
        if not isinstance(refused, Damaged):
            raise refused from error
        return Verdict(0, EMPTY_ROOT, None, (Fault(0, f"the file of the log is damaged: {error}"),))


def _verified(path: Path, log: LogReader, held: Sequence[Expected]) -> Verdict:
    # One read transaction: what is appended meanwhile is not part of it.
    log.begin()
    first, last = log.ranks()
    sizes = [expected.checkpoint.size for expected in held]
    tree, wrong = _tree(path, log, last, [size for size in sizes if size <= last])
    if first < 1 and last:
        wrong = f"there is a row before the first position, at {first}"
    if wrong:
        return Verdict(tree.size, tree.root, None, (Fault(0, f"the file of the log is damaged: {wrong}"),))
    if tree.size != last:
        fault = _first_wrong(log, 0, last) or Fault(0, f"{last - tree.size} of {last} entries cannot be read")
        return Verdict(tree.size, tree.root, _good(held, tree, fault.position), (fault,))
    faults = list[Fault]()
    good: Expected | None = None
    for expected in held:
        size, root = expected.checkpoint.size, expected.checkpoint.root
        if size > last:
            faults.append(Fault(last + 1, f"the log ends at #{last}, before the checkpoint {expected.name} of #{size}"))
        elif tree.roots[size] != root:
            faults.append(_altered(log, good, expected))
        else:
            good = expected
            continue
        break
    faults += [] if faults else _head(log, tree)
    faults += [] if faults else _beyond(log, good.checkpoint.size if good else 0, last)
    return Verdict(last, tree.root, good, tuple(faults))


def roots_of_rows(path: Path, log: LogReader, sizes: Sequence[int]) -> dict[int, bytes]:
    """The roots of the log at *sizes*, from its stored rows alone. Raises NotProved when these are not all there."""
    last = max(sizes)
    tree, wrong = _tree(path, log, last, sizes)
    if wrong or tree.size != last:
        raise NotProved(wrong or f"{last - tree.size} of {last} entries cannot be read")
    return tree.roots


def _good(held: Sequence[Expected], tree: "_Tree", wrong: int) -> Expected | None:
    """The largest checkpoint before the wrong entry that can still be verified."""
    before = [expected for expected in held if expected.checkpoint.size < wrong]
    whole = [expected for expected in before if tree.roots.get(expected.checkpoint.size) == expected.checkpoint.root]
    return whole[-1] if whole else None


# --- the tree -------------------------------------------------------------------------


class _Tree(Struct, frozen=True):
    size: int
    """Rows that were read."""
    root: bytes
    roots: dict[int, bytes]
    """The roots at the sizes that were asked for."""


def _tree(path: Path, log: LogReader, last: int, sizes: Sequence[int]) -> tuple[_Tree, str]:
    """The tree of the rows up to *last*; and what SQLite finds wrong with the shape of their table."""
    parts, wrong = _parts(path, log, last, [*sizes, last])
    blocks = [block for part in parts for block in part.blocks]
    begun = {size: root for part in parts for size, root in part.begun.items()}
    roots = {
        size: root_of([*blocks[: size // BLOCK], *([begun[size]] if size in begun else [])]) for size in {*sizes, last}
    }
    return _Tree(sum(part.rows for part in parts), roots[last], roots), wrong


class _Stretch(NamedTuple):
    """Rows that one process hashes, as `hash_rows` takes them."""

    uri: str
    start: int
    end: int
    sizes: Sequence[int]


def _parts(path: Path, log: LogReader, last: int, sizes: Sequence[int]) -> tuple[list[Hashed], str]:
    processes = min(_PROCESSES, os.cpu_count() or 1) if last >= _SHARED else 1
    each = -(-last // (processes * BLOCK)) * BLOCK or BLOCK
    stretches = [_Stretch(read_only(path), at, min(at + each, last), sizes) for at in range(0, last or 1, each)]
    if len(stretches) == 1:
        return [hash_rows(*stretches[0])], _shape(path, log)
    started = list["subprocess.Popen[bytes]"]()
    try:
        started.extend(map(_started, stretches))
        # While others hash, we look at the shape.
        wrong = _shape(path, log)
        return list(map(_finished, started, stretches)), wrong
    finally:
        for process in started:
            with process:
                process.kill()


def _shape(path: Path, log: LogReader) -> str:
    """What SQLite finds wrong with the pages of the stored rows; empty when it finds nothing.

    Where it finds nothing, a scan and a look-up find the same rows.
    """
    ((result,),) = log.cursor().execute("PRAGMA quick_check('stored_events')").fetchmany(1)
    return log.cut_off(path) if result == "ok" else " ".join(str(result).split())


def _started(stretch: _Stretch) -> "subprocess.Popen[bytes]":
    words = map(str, (*stretch[:-1], *stretch.sizes))
    # -P: nothing is imported from the folder in which we happen to be.
    command = [sys.executable, "-P", "-m", "timeline.eventlog.rows", *words]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)  # noqa: S603 - our own module


def _finished(process: "subprocess.Popen[bytes]", stretch: _Stretch) -> Hashed:
    printed, _ = process.communicate()
    try:
        return Hashed(*marshal.loads(printed))  # noqa: S302 - our own process
    except (ValueError, EOFError, TypeError):
        # The range of a failed worker is checked here, where the fault can be named.
        return hash_rows(*stretch)


# --- what is wrong --------------------------------------------------------------------


def _altered(log: LogReader, good: Expected | None, bad: Expected) -> Fault:
    """The fault of an entry that was altered between the last good checkpoint and a failing one."""
    start, end = good.checkpoint.size if good else 0, bad.checkpoint.size
    found = _first_wrong(log, start, end)
    if found:
        return Fault(found.position, f"{found.message}; the checkpoint {bad.name} of #{end} does not verify")
    if start >= end:
        return Fault(0, f"the checkpoint {bad.name} of #{end} is of another log: a later one confirms these entries")
    return Fault(
        start + 1,
        f"one or more of the entries #{start + 1} to #{end} were altered after the checkpoint {bad.name} was written;"
        " the log alone does not show which",
    )


def _first_wrong(log: LogReader, start: int, end: int) -> Fault | None:
    """The first entry that is missing, or of which the log keeps another hash."""
    for rank, row in enumerate(_rows_of(log, start, end), start + 1):
        if row.rank != rank:
            return Fault(rank, f"#{rank} is missing")
        kept = log.leaf(rank)
        if not row.whole:
            return Fault(rank, f"#{rank} is not stored as an entry")
        if kept is not None and sha256(LEAF % row[:-1]).digest() != kept:
            return Fault(rank, f"#{rank} was altered")
    return None


class _Row(NamedTuple):
    """A stored row, texts as their bytes."""

    rank: int
    stream: bytes
    version: int
    topic: bytes
    state: bytes
    whole: int
    """Whether each value is of its type."""


def _rows_of(log: LogReader, start: int, end: int) -> Iterator[_Row]:
    rows = log.cursor(texts=bytes).execute(_ANY_ROWS, (start + 1, end))
    return map(_Row._make, rows)


def _head(log: LogReader, tree: _Tree) -> Iterator[Fault]:
    """The log's own word of its end, against its rows."""
    try:
        head = log.head()
    except Damaged as damaged:
        yield Fault(0, damaged.problems[0].message)
        return
    if head.size != tree.size:
        yield Fault(min(head.size, tree.size) + 1, f"the log has {tree.size} entries, but its head says {head.size}")
    elif head.root != tree.root:
        found = _first_wrong(log, 0, tree.size)
        yield found or Fault(0, "the root in the head of the log does not match its entries")
    elif not _grows(head):
        yield Fault(0, "the frontier of the log does not match its root: rebuild the log")


class _AnyEntry(Struct):
    """What every entry has, of whatever program."""

    what: str
    id: str
    recorded_at: str


def _grows(head: Head) -> bool:
    """Whether the peaks that the log keeps are those of its tree: no others come to its root."""
    try:
        return Frontier(head.size, head.frontier).root() == head.root
    except ValueError:
        return False


def _beyond(log: LogReader, start: int, last: int) -> Iterator[Fault]:
    """What no checkpoint vouches for yet: that it can be read, and is in order."""
    versions, before = dict[bytes, int](), ""
    for row in _rows_of(log, max(start - 1, 0), last):
        wrong, stamp = "", before
        try:
            # What else it says is not for this program to judge, where it is newer; its bytes are in the tree.
            stamp = msgspec.json.decode(row.state, type=_AnyEntry).recorded_at
            decode(row.state)
        except NewerEntry:
            pass
        except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
            wrong = "is no entry"
        expected = versions.get(row.stream) or log.version_before(row.stream, row.rank)
        versions[row.stream] = expected + 1
        if row.version != expected + 1:
            wrong = f"is version {row.version} of its stream, and the next is {expected + 1}"
        elif stamp < before:
            wrong = f"was recorded at {stamp}, earlier than the entry before it"
        if wrong:
            yield Fault(row.rank, f"#{row.rank} {wrong}")
            return
        before = stamp
