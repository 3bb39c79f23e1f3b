"""Reading the log with SQLite alone, so that a question is answered quickly.

Knows the shape of the tables that `store` writes; a test holds the two together. Nothing
is kept: entries are read, used and dropped.
"""

import sqlite3
from collections.abc import Iterator
from pathlib import Path
from typing import Self

import msgspec
from msgspec import Struct

from timeline.checkpoint import Stored, leaf_line
from timeline.corrections import Withdrawn, as_it_stands, corrected, withdrawals
from timeline.events import (
    Actor,
    AnyEntry,
    Attestation,
    Correction,
    Entry,
    Event,
    NewerEntry,
    Recorded,
    decode,
)
from timeline.merkle import Frontier, leaf_hash
from timeline.problems import refusal

SELECT = "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"
_SELECT_BY_ID = f"{SELECT} WHERE rowid = (SELECT rank FROM ix_entry WHERE id = ?)"  # noqa: S608 - both are constants

_OUR_TABLES = {
    "stored_events": "table",
    "head": "table",
    "ix_entry": "table",
    "ix_kind": "table",
    "ix_link": "table",
    "ix_pair": "table",
    "ix_file": "table",
    "ix_frontier": "table",
    "ix_text": "table",
}
_SHADOWS = ("ix_text_data", "ix_text_idx", "ix_text_docsize", "ix_text_config")
"""The tables that the full-text index keeps for itself."""

_NEAR = 3
_ALL = 2**62
"""A position that no log reaches: the head is not yet written while an append is under way."""
APPLICATION_ID = 0x54494D45
"""`TIME`: marks the file as a log of ours (SQLite's `application_id`)."""


class Head(Struct, frozen=True):
    """What the log is at its end."""

    size: int
    root: bytes
    frontier: bytes
    """The peaks of the tree, from which it grows."""


class FileRow(Struct, frozen=True):
    """A record file as the log knows it."""

    first: int
    """The position of its first entry."""
    count: int
    digest: bytes
    """SHA-256 of its bytes when they were last compared."""


class LogReader:
    """A log, open for reading."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        """Read through *connection*, which the caller keeps."""
        self._connection = connection

    def _rows(self, statement: str, *values: object) -> Iterator[tuple[object, ...]]:
        cursor = self._connection.cursor()
        # Plain tuples, whatever the library has set for its own connections.
        cursor.row_factory = None
        try:
            return cursor.execute(statement, values)
        except UnicodeEncodeError:
            # A word that is no Unicode, such as a shell may pass on, stands nowhere in a log.
            return iter(())

    def head(self) -> Head:
        """The size, root and frontier."""
        (row,) = self._rows("SELECT size, root, frontier FROM head")
        return Head(*row)  # type: ignore[arg-type]  # the table's columns have these types

    # --- the log's clock ---

    def stored(self, first: int = 1, last: int | None = None) -> Iterator[Stored]:
        """The rows from position *first* to *last*, as they are kept."""
        last = self.head().size if last is None else last
        for row in self._rows(f"{SELECT} WHERE rowid BETWEEN ? AND ? ORDER BY rowid", first, last):
            yield Stored(*row)  # type: ignore[arg-type]  # as above

    def recorded(self, first: int = 1, last: int | None = None) -> Iterator[Recorded]:
        """The entries from position *first* to *last*.

        Raises NewerEntry when one is of a kind that this program does not know.
        """
        return map(_decoded, self.stored(first, last))

    def position_at(self, instant: str) -> int:
        """The position of the last entry recorded by *instant* (a stamp); 0 before the first."""
        rows = self._rows(
            "SELECT first + count - 1 FROM ix_file WHERE recorded_at <= ? ORDER BY recorded_at DESC LIMIT 1", instant
        )
        return next((int(str(row[0])) for row in rows), 0)

    def root_at(self, size: int) -> bytes:
        """The root of the tree of the first *size* entries."""
        head = self.head()
        if size == head.size:
            return head.root
        rows = self._rows("SELECT size, peaks FROM ix_frontier WHERE size <= ? ORDER BY size DESC LIMIT 1", size)
        frontier = next((Frontier(*row) for row in rows), Frontier())  # type: ignore[arg-type]  # as above
        for stored in self.stored(frontier.size + 1, size):
            frontier.append(leaf_hash(leaf_line(stored)))
        return frontier.root()

    # --- look-ups ---

    def at(self, position: int) -> Recorded | None:
        """The entry at a position."""
        return next(self.recorded(position, position), None)

    def find(self, name: str) -> Recorded | None:
        """The entry with an id."""
        rows = self._rows(_SELECT_BY_ID, name)
        return next(map(_decode_row, rows), None)

    def referring(self, target: str, *relations: str, known: int | None = None) -> Iterator[Recorded]:
        """The entries that name *target* in one of the fields *relations*, in recorded order.

        Those that did so at any time, as they were recorded: what corrections made of them is for who asks to look at.
        """
        marks = ", ".join("?" * len(relations))
        upto = "" if known is None else f" AND rank <= {known:d}"
        chosen = f"SELECT rank FROM ix_link WHERE target = ? AND relation IN ({marks}){upto}"  # noqa: S608 - marks and a number
        return map(_decode_row, self._rows(f"{SELECT} WHERE rowid IN ({chosen}) ORDER BY rowid", target, *relations))

    def count_naming(self, target: str) -> int:
        """How many entries refer to *target*, in any field."""
        ((count,),) = self._rows("SELECT count(DISTINCT rank) FROM ix_link WHERE target = ?", target)
        return int(str(count))

    def concerning(self, one: str, other: str, *, known: int) -> Iterator[Recorded]:
        """The events that may concern two states, in recorded order."""
        pair = sorted((one, other))
        chosen = "SELECT rank FROM ix_pair WHERE one = ? AND other = ? AND rank <= ?"
        return map(_decode_row, self._rows(f"{SELECT} WHERE rowid IN ({chosen}) ORDER BY rowid", *pair, known))

    def matching(self, query: str, *, known: int, limit: int) -> Iterator[Recorded]:
        """The entries that hold all words of *query* (an FTS5 expression), best first."""
        found = "SELECT rowid FROM ix_text WHERE ix_text MATCH ? AND rowid <= ? ORDER BY bm25(ix_text), rowid LIMIT ?"
        ranks = [row[0] for row in self._rows(found, query, known, limit)]
        for rank in ranks:
            yield from map(_decode_row, self._rows(f"{SELECT} WHERE rowid = ?", rank))

    def of_kind(self, kind: str, *, known: int = _ALL) -> Iterator[Recorded]:
        """The entries of a kind that is listed (`index.LISTED`), in recorded order."""
        chosen = "SELECT rank FROM ix_kind WHERE kind = ? AND rank <= ?"
        return map(_decode_row, self._rows(f"{SELECT} WHERE rowid IN ({chosen}) ORDER BY rowid", kind, known))

    def versions(self, name: str) -> Iterator[AnyEntry]:
        """An entry as recorded, as corrections (alone, together, in force) and as attestations have it."""
        found = self.find(name)
        if found is None:
            return
        yield found.entry
        together: Entry = found.entry
        for recorded in self.referring(name, "entry", "event"):
            match recorded.entry:
                case Correction():
                    alone, together = corrected(found.entry, recorded.entry), corrected(together, recorded.entry)
                    yield from (alone, together)  # type: ignore[misc]  # correcting keeps the type
                case Attestation(says=says) if isinstance(found.entry, Event):
                    yield msgspec.structs.replace(found.entry, by=says.by, to=says.to, part_of=says.part_of)
                case _:
                    pass
        # Those in force are others than all together once one of them was withdrawn.
        yield as_it_stands(found.entry, self.about(name, "entry"))  # type: ignore[misc]  # as above

    def about(self, name: str, *relations: str, known: int | None = None) -> list[Recorded]:
        """The entries that name *name* in *relations*, and those that so name one of these, in recorded order."""
        found: dict[str, Recorded] = {}
        waiting = [name]
        while waiting:
            for other in self.referring(waiting.pop(), *relations, known=known):
                if other.entry.id not in found:
                    found[other.entry.id] = other
                    waiting.append(other.entry.id)
        return sorted(found.values(), key=lambda other: other.position)

    def current(self, name: str, *, known: int | None = None) -> Recorded | None:
        """The entry with an id, corrected, whether or not it is withdrawn."""
        found = self.find(name)
        if found is None or (known is not None and found.position > known):
            return None
        entry = as_it_stands(found.entry, self.about(name, "entry", known=known))
        return Recorded(found.position, entry)  # type: ignore[arg-type]  # correcting keeps the type

    def withdrawal(self, name: str, *, known: int | None = None) -> Withdrawn | None:
        """The withdrawal of an entry, if there is one that stands."""
        return withdrawals(self.about(name, "entry", known=known)).get(name)

    def in_force(self, name: str, *, known: int | None = None) -> Recorded | None:
        """The entry with an id, corrected; None when there is none or it is withdrawn."""
        return None if self.withdrawal(name, known=known) else self.current(name, known=known)

    def near(self, name: str) -> list[str]:
        """Some ids that begin as *name* does, among which a slip of the pen may be found."""
        start = name[:_NEAR]
        rows = self._rows("SELECT id FROM ix_entry WHERE id BETWEEN ? AND ? || '~' LIMIT 500", start, start)
        return [str(row[0]) for row in rows]

    def states(self) -> dict[str, str]:
        """The ids of the states in force, by their ISO codes; a code belongs to who had it first."""
        found: dict[str, str] = {}
        for recorded in self.of_kind("actor"):
            if isinstance(recorded.entry, Actor) and recorded.entry.kind == "state":
                now = self.in_force(recorded.entry.id)
                if now is not None and isinstance(now.entry, Actor):
                    found.setdefault(now.entry.code, now.entry.id)
        return found

    # --- record files ---

    def file(self, recorded_at: str) -> FileRow | None:
        """What the log knows of the record file with a stamp."""
        rows = self._rows("SELECT first, count, digest FROM ix_file WHERE recorded_at = ?", recorded_at)
        return next((FileRow(*row) for row in rows), None)  # type: ignore[arg-type]  # as above

    def newest(self) -> str:
        """The newest stamp; empty before the first."""
        ((stamp,),) = self._rows("SELECT max(recorded_at) FROM ix_file")
        return str(stamp or "")

    def stamps(self) -> Iterator[str]:
        """The stamps of all record files in the log, oldest first."""
        return (str(row[0]) for row in self._rows("SELECT recorded_at FROM ix_file ORDER BY recorded_at"))


class OpenLog(LogReader):
    """A log file, open for reading until it is closed."""

    def __enter__(self) -> Self:
        """The reader itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._connection.close()


def open_log(path: Path, *, immutable: bool = False) -> OpenLog:
    """The log at *path*, opened for reading and nothing else.

    immutable: nobody writes the file any more, so that it is read without locks.
    Raises Refused when there is no log there, or when its schema is not ours: a view or a
    trigger in a table's place could say anything.
    """
    if not path.is_file():
        raise refusal("no-log", f"there is no log at {path}", hint="make one with `timeline append --log`")
    mode = "mode=ro&immutable=1" if immutable else "mode=ro"
    connection = sqlite3.connect(f"{path.resolve().as_uri()}?{mode}", uri=True, isolation_level=None)
    try:
        for pragma in ("query_only = ON", "trusted_schema = OFF", "cell_size_check = ON"):
            connection.execute(f"PRAGMA {pragma}")
        _check_schema(connection, path)
    except sqlite3.DatabaseError as error:
        connection.close()
        raise refusal(
            "no-log", f"{path} is not a log: {error}", hint="name the file that `timeline append --log` made"
        ) from error
    except BaseException:
        connection.close()
        raise
    return OpenLog(connection)


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    found = dict(connection.execute("SELECT name, type FROM sqlite_master WHERE type != 'index'"))
    ours = {name: kind for name, kind in found.items() if name not in _SHADOWS}
    if mark != APPLICATION_ID or ours != _OUR_TABLES:
        odd = sorted(set(ours.items()) ^ set(_OUR_TABLES.items()))
        told = f": {odd[0][1]} `{odd[0][0]}` is not as it should be" if odd and mark == APPLICATION_ID else ""
        raise refusal(
            "not-our-log",
            f"{path} is not a log of this program{told}",
            hint="build it anew from the record: `timeline append --log NEW`",
        )


def _decoded(stored: Stored) -> Recorded:
    try:
        return Recorded(stored.rank, decode(stored.state))
    except NewerEntry as error:
        raise refusal(
            "newer-entry",
            f"entry #{stored.rank} was written by a newer program: {error}",
            hint="update this program; `timeline export log` still works on the bytes",
        ) from error


def _decode_row(row: tuple[object, ...]) -> Recorded:
    return _decoded(Stored(*row))  # type: ignore[arg-type]  # the table's columns have these types
