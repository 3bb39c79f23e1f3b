"""Reading the log with SQLite alone, so that a question is answered quickly.

Knows the shape of the tables that `store` writes; a test holds the two together. Nothing
is kept: entries are read, used and dropped.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, Self

import msgspec
from msgspec import Struct

from timeline.entries import (
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
from timeline.entries.corrections import Withdrawn, as_it_stands, corrected, withdrawals
from timeline.eventlog.failures import failed
from timeline.eventlog.looked import cut_off, look_at
from timeline.eventlog.rows import BLOCK, connect
from timeline.eventlog.schema import APPLICATION_ID, odd, require_sqlite
from timeline.problems import BUILD_ANEW, Misused, Refused, damage, refusal
from timeline.proof.checkpoint import Stored
from timeline.proof.merkle import HASH_SIZE, root_of
from timeline.values import BadValue, format_instant, parse_instant

SELECT = "SELECT rowid, originator_id, originator_version, topic, state FROM stored_events"
_SELECT_BY_ID = f"{SELECT} WHERE rowid = (SELECT rank FROM ix_entry WHERE id = ?)"  # noqa: S608 - both are constants

_NEAR = 3
_ALL = 2**62
"""A position that no log reaches: the head is not yet written while an append is under way."""


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

    def _typed(self, kinds: tuple[type, ...], statement: str, *values: object) -> Iterator[Any]:
        """Rows of values of *kinds*, whatever a damaged file holds. Raises Damaged."""
        for row in self._rows(statement, *values):
            if tuple(map(type, row)) != kinds:
                raise damage("a table by which the log finds its entries is damaged", hint=BUILD_ANEW)
            yield row

    def head(self) -> Head:
        """The size, root and frontier."""
        rows = list(self._rows("SELECT size, root, frontier FROM head"))
        if len(rows) == 1 and list(map(type, rows[0])) == [int, bytes, bytes]:
            head = Head(*rows[0])  # type: ignore[arg-type]  # the types were looked at
            if head.size >= 0 and len(head.root) == HASH_SIZE:
                return head
        raise damage("the head of the log is damaged", hint=BUILD_ANEW)

    def copied(self, target: Path | None = None) -> sqlite3.Connection:
        """The log in another database: a file that is not there yet, else memory. Made by SQLite's backup."""
        copy = sqlite3.connect(":memory:" if target is None else target)
        self._connection.backup(copy)
        return copy

    # --- as it is stored, for who trusts nothing else ---

    def cursor(self, texts: type[str] | type[bytes] = str) -> sqlite3.Cursor:
        """A cursor of plain tuples; *texts* as they are, or as their bytes."""
        self._connection.text_factory = texts
        cursor = self._connection.cursor()
        cursor.row_factory = None
        return cursor

    def cut_off(self, path: Path) -> str:
        """That the file of the log, at *path*, lacks the end of its last page; empty when it does not."""
        return cut_off(self._connection, path)

    def begin(self) -> None:
        """See the log as it is now, until it is closed, whatever is appended meanwhile."""
        self._connection.execute("BEGIN")

    def ranks(self) -> tuple[int, int]:
        """The ranks of the first and the last row; 0 and 0 when there is none."""
        # Asked for in one, SQLite would read all rows.
        ((first, last),) = self._typed(
            (int, int),
            "SELECT ifnull((SELECT min(rowid) FROM stored_events), 0),"
            " ifnull((SELECT max(rowid) FROM stored_events), 0)",
        )
        return first, last

    def leaf(self, rank: int) -> bytes | None:
        """The leaf hash that is kept of an entry; None when it is lost."""
        rows = self._rows("SELECT hash FROM ix_leaf WHERE rank = ?", rank)
        return next((row[0] for row in rows if isinstance(row[0], bytes)), None)

    def version_before(self, stream: bytes, rank: int) -> int:
        """The version of the last entry of a stream before a rank; 0 when there is none."""
        statement = (
            "SELECT max(originator_version) FROM stored_events"
            " WHERE originator_id = CAST(? AS TEXT) AND rowid > 0 AND rowid < ?"
        )
        ((version,),) = self._rows(statement, stream, rank)
        return version if isinstance(version, int) else 0

    # --- the log's clock ---

    def stored(self, first: int = 1, last: int | None = None) -> Iterator[Stored]:
        """The rows from position *first* to *last*, else to the end of the log, as they are kept.

        Raises Damaged when one is missing.
        """
        end, rank = self.head().size if last is None else last, first
        for row in self._rows(f"{SELECT} WHERE rowid BETWEEN ? AND ? ORDER BY rowid", first, end):
            stored = _stored(row)
            if stored.rank != rank:
                break
            yield stored
            rank += 1
        # Who asks beyond the end of the log gets what there is.
        if rank <= end and rank <= self.head().size:
            raise damage(f"entry #{rank} is missing", hint=BUILD_ANEW)

    def recorded(self, first: int = 1, last: int | None = None) -> Iterator[Recorded]:
        """The entries from position *first* to *last*.

        Raises NewerEntry when one is of a kind that this program does not know.
        """
        return map(_decoded, self.stored(first, last))

    def position_at(self, instant: str) -> int:
        """The position of the last entry recorded by *instant* (a stamp); 0 before the first."""
        rows = self._typed(
            (int,),
            "SELECT first + count - 1 FROM ix_file WHERE recorded_at <= ? ORDER BY recorded_at DESC LIMIT 1",
            instant,
        )
        return next((position for (position,) in rows), 0)

    def root_at(self, size: int) -> bytes:
        """The root of the tree of the first *size* entries."""
        head = self.head()
        return head.root if size == head.size else self.subtree(0, size)

    def leaves(self, start: int, end: int) -> list[bytes]:
        """The hashes of the leaves from *start*, counted from 0, up to but not *end*."""
        return self._hashes("SELECT hash FROM ix_leaf WHERE rank > ? AND rank <= ? ORDER BY rank", start, end)

    def subtree(self, start: int, end: int) -> bytes:
        """The root of the subtree of the leaves from *start* up to but not *end*, as a proof names it."""
        if end - start <= BLOCK:
            return root_of(self.leaves(start, end))
        # A subtree of a proof that is larger than a block begins with one.
        first, full = start // BLOCK, end // BLOCK
        blocks = self._hashes("SELECT hash FROM ix_block WHERE number >= ? AND number < ? ORDER BY number", first, full)
        rest = self.leaves(full * BLOCK, end)
        return root_of([*blocks, *([root_of(rest)] if rest else [])])

    def _hashes(self, statement: str, first: int, end: int) -> list[bytes]:
        found = [row[0] for row in self._rows(statement, first, end)]
        if len(found) != end - first or any(not isinstance(one, bytes) for one in found):
            raise damage("the hashes that the log keeps of its entries are damaged", hint=BUILD_ANEW)
        return found  # type: ignore[return-value]  # each was looked at

    # --- look-ups ---

    def at(self, position: int) -> Recorded | None:
        """The entry at a position."""
        return next(map(_decode_row, self._rows(f"{SELECT} WHERE rowid = ?", position)), None)

    def find(self, name: str) -> Recorded | None:
        """The entry with an id."""
        found = next(map(_decode_row, self._rows(_SELECT_BY_ID, name)), None)
        if found is not None and found.entry.id != name:
            raise damage(f"by the id `{name}` the log finds another entry, #{found.position}", hint=BUILD_ANEW)
        return found

    def referring(self, target: str, *relations: str, known: int | None = None) -> Iterator[Recorded]:
        """The entries that name *target* in one of the fields *relations*, in recorded order.

        Those that did so at any time, as they were recorded: what corrections made of them is for who asks to look at.
        """
        marks = ", ".join("?" * len(relations))
        upto = "" if known is None else f" AND rank <= {known:d}"
        chosen = f"SELECT rank FROM ix_link WHERE target = ? AND relation IN ({marks}){upto}"  # noqa: S608 - marks and a number
        return map(_decode_row, self._rows(f"{SELECT} WHERE rowid IN ({chosen}) ORDER BY rowid", target, *relations))

    def attested(self, *, known: int) -> list[str]:
        """The events that something was attested of, by id, in the order in which that was recorded first."""
        rows = self._typed(
            (str,),
            "SELECT target FROM ix_link WHERE relation = 'event' AND rank <= ? GROUP BY target ORDER BY min(rank)",
            known,
        )
        return [target for (target,) in rows]

    def count_naming(self, target: str) -> int:
        """How many entries refer to *target*, in any field."""
        ((count,),) = self._typed((int,), "SELECT count(DISTINCT rank) FROM ix_link WHERE target = ?", target)
        return int(count)

    def concerning(self, one: str, other: str, *, known: int) -> Iterator[Recorded]:
        """The events that may concern two states, in recorded order."""
        pair = sorted((one, other))
        chosen = "SELECT rank FROM ix_pair WHERE one = ? AND other = ? AND rank <= ?"
        return map(_decode_row, self._rows(f"{SELECT} WHERE rowid IN ({chosen}) ORDER BY rowid", *pair, known))

    def matching(self, query: str, *, known: int) -> Iterator[Recorded]:
        """The entries that hold all words of *query* (an FTS5 expression), those with the fewest other words first.

        A rank that weighs words by how rare they are in the log would change with what was recorded since.
        """
        found = (
            "SELECT ix_text.rowid FROM ix_text JOIN ix_text_docsize AS told ON told.id = ix_text.rowid"
            # The number of words is kept as bytes that are the more, and the higher, the more words there are.
            " WHERE ix_text MATCH ? AND ix_text.rowid <= ? ORDER BY length(told.sz), told.sz, ix_text.rowid"
        )
        for (rank,) in self._rows(found, query, known):
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

    def near(self, name: str, kind: str = "") -> list[str]:
        """Some ids, of a listed kind or beginning as *name* does, among which a slip of the pen may be found."""
        start = name[:_NEAR]
        rows = self._typed((str,), "SELECT id FROM ix_entry WHERE id BETWEEN ? AND ? || '~' LIMIT 500", start, start)
        listed = "SELECT id FROM ix_entry WHERE rank IN (SELECT rank FROM ix_kind WHERE kind = ?) LIMIT 5000"
        of_kind = self._typed((str,), listed, kind) if kind else ()
        return list(dict.fromkeys(name for (name,) in (*rows, *of_kind)))

    def states(self, *, known: int | None = None) -> dict[str, str]:
        """The ids of the states in force, by their ISO codes; a code belongs to who had it first."""
        found: dict[str, str] = {}
        for recorded in self.of_kind("actor", known=_ALL if known is None else known):
            if isinstance(recorded.entry, Actor) and recorded.entry.kind == "state":
                now = self.in_force(recorded.entry.id, known=known)
                if now is not None and isinstance(now.entry, Actor):
                    found.setdefault(now.entry.code, now.entry.id)
        return found

    # --- record files ---

    def file(self, recorded_at: str) -> FileRow | None:
        """What the log knows of the record file with a stamp."""
        statement = "SELECT first, count, digest FROM ix_file WHERE recorded_at = ?"
        return next((FileRow(*row) for row in self._typed((int, int, bytes), statement, recorded_at)), None)

    def newest(self) -> str:
        """The newest stamp; empty before the first."""
        ((stamp,),) = self._typed((str,), "SELECT ifnull(max(recorded_at), '') FROM ix_file")
        try:
            return format_instant(parse_instant(stamp)) if stamp else ""
        except BadValue as error:
            raise damage(f"the log has a file with the stamp `{stamp}`", hint=BUILD_ANEW) from error

    def stamps(self) -> Iterator[str]:
        """The stamps of all record files in the log, oldest first."""
        return (stamp for (stamp,) in self._typed((str,), "SELECT recorded_at FROM ix_file ORDER BY recorded_at"))


class OpenLog(LogReader):
    """A log file, open for reading until it is closed."""

    def __enter__(self) -> Self:
        """The reader itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the file."""
        self._connection.close()


def read_only(path: Path, *, immutable: bool = False) -> str:
    """The name by which SQLite opens the database at *path* for reading and nothing else."""
    return f"{path.resolve().as_uri()}?mode=ro{'&immutable=1' if immutable else ''}"


def open_log(path: Path, *, immutable: bool = False, whole: bool = True) -> OpenLog:
    """The log at *path*, opened for reading and nothing else.

    immutable: nobody writes the file any more, so that it is read without locks.
    whole: SQLite finds its pages and indexes whole; who looks at what is damaged leaves this out.
    Raises Misused when there is no file, Damaged when it is not whole or its schema is not ours: a view or a
    trigger in a table's place could say anything.
    """
    if not path.is_file():
        raise Misused(f"there is no log at {path}", hint="make one with `timeline append --log`")
    require_sqlite()
    # In a folder where it can write nothing, SQLite cannot look whether somebody writes the file: nobody does.
    alone = immutable or not (os.access(path.parent, os.W_OK) or Path(f"{path}-wal").exists())
    try:
        connection = connect(read_only(path, immutable=alone))
    except sqlite3.DatabaseError as error:
        raise _unreadable(path, error) from error
    try:
        _check_schema(connection, path)
        if whole:
            look_at(connection, path)
    except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
        # A damaged schema can be such that SQLite's own words of it are no Unicode.
        connection.close()
        raise _unreadable(path, error) from error
    except BaseException:
        connection.close()
        raise
    return OpenLog(connection)


def refuse_foreign(path: Path) -> None:
    """Raise Damaged for the database of another program, or what is none, without changing anything of it."""
    try:
        with closing(connect(read_only(path))) as connection:
            ((mark,),) = connection.execute("PRAGMA application_id")
            ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.DatabaseError as error:
        if getattr(error, "sqlite_errorcode", 0) == sqlite3.SQLITE_NOTADB:
            raise _unreadable(path, error) from error
        # What else is wrong is told when it is opened to be written.
        return
    if tables and mark != APPLICATION_ID:
        hint = "name a new file: the log is built from the record"
        raise damage(f"{path} is not a log of this program", hint=hint)


def _unreadable(path: Path, error: Exception) -> Refused:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY:
        # What an interrupted or a running writer left beside the file has to be taken in first.
        return damage(
            f"{path} cannot be read where it cannot be written: what was last written may stand in a file beside it",
            hint=f"copy it, with {path.name}-wal or {path.name}-journal, to a folder in which you can write",
        )
    return failed(f"{path} cannot be read as a log", error, writing=False)


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    wrong = list(odd(connection))
    if mark != APPLICATION_ID or wrong:
        told = f": {wrong[0][0]} `{wrong[0][1]}` is not as it should be" if wrong and mark == APPLICATION_ID else ""
        hint = "name a log of this program, or build it anew from the record: `timeline append --log NEW`"
        raise damage(f"{path} is not a log of this program{told}", hint=hint)


_KINDS = (int, str, int, str, bytes)


def _stored(row: tuple[object, ...]) -> Stored:
    if tuple(map(type, row)) != _KINDS:
        raise damage(f"entry #{row[0]} cannot be read: it is not stored as entries are", hint=BUILD_ANEW)
    return Stored(*row)  # type: ignore[arg-type]  # the types were looked at


def _decoded(stored: Stored) -> Recorded:
    try:
        if stored.rank < 1:
            raise msgspec.DecodeError("it has no rank")
        return _named(Recorded(stored.rank, decode(stored.state)))
    except NewerEntry as error:
        raise refusal(
            "newer-entry",
            f"entry #{stored.rank} was written by a newer program: {error}",
            hint="update this program; `timeline export log` still works on the bytes",
        ) from error
    except msgspec.DecodeError as error:
        raise damage(f"entry #{stored.rank} cannot be read: {error}", hint=BUILD_ANEW) from error


def _named(recorded: Recorded) -> Recorded:
    if not recorded.entry.id:
        raise msgspec.DecodeError("it has no id")
    return recorded


def _decode_row(row: tuple[object, ...]) -> Recorded:
    return _decoded(_stored(row))
