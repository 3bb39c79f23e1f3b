"""Writing the log: one transaction an ingest, through the event-sourcing library's recorder.

The only importer of the library. An append takes the lock of the log by writing before it
reads, and is refused when the log has grown since.
"""

import sqlite3
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from time import monotonic, sleep
from typing import Self

from eventsourcing.persistence import PersistenceError, StoredEvent
from eventsourcing.sqlite import SQLiteApplicationRecorder, SQLiteCursor, SQLiteDatastore

from timeline.entries import Entry, Recorded, encode, stream
from timeline.eventlog.failures import failed
from timeline.eventlog.index import Indexer
from timeline.eventlog.looked import identity, look_at, remember
from timeline.eventlog.opened import refuse_foreign
from timeline.eventlog.read import Head, LogReader
from timeline.eventlog.rows import GUARDS
from timeline.eventlog.schema import APPLICATION_ID, CREATE_TABLES, odd, require_sqlite
from timeline.problems import BUILD_ANEW, damage, refusal
from timeline.proof.checkpoint import Stored, leaf_line
from timeline.proof.merkle import EMPTY_ROOT, Frontier, leaf_hash

_LOCK_TIMEOUT_S = 5
_AGAIN_S = 0.05
AGAIN = "nothing was written: run the command again"
"""The hint of an append that wrote nothing."""
_INSERT = "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state) VALUES (?, ?, ?, ?, ?)"


DATABASE_ERRORS = (sqlite3.DatabaseError, PersistenceError)
"""What SQLite says of a damaged file, and the library in its place."""


class LogRecorder(SQLiteApplicationRecorder):
    """The library's recorder, with the head of the log and the derived tables in its schema."""

    def construct_create_table_statements(self) -> list[str]:
        """All tables, made only where there are none: the library's statement comes first."""
        return [*super().construct_create_table_statements(), *CREATE_TABLES]

    def _create_table(self, c: SQLiteCursor) -> None:
        # The first write takes the lock, so that of two programs one makes all the tables.
        c.execute(f"PRAGMA application_id = {APPLICATION_ID}")
        c.execute("SELECT count(*) FROM sqlite_master WHERE name = 'head'")
        if c.fetchone()[0]:
            return
        super()._create_table(c)
        c.execute("INSERT INTO head VALUES (1, 0, ?, ?)", (EMPTY_ROOT, b""))

    def insert_within(self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], *, first: int) -> None:
        """Insert rows in the transaction of a cursor, the first of them at rank *first*."""
        self._insert_events(c, stored_events, first=first)

    def _insert_events(
        self, c: SQLiteCursor, stored_events: Sequence[StoredEvent], *, first: int | None = None, **_: object
    ) -> list[int]:
        if first is None:
            # As the library itself inserts; the ranks of an append are given.
            return list(super()._insert_events(c, stored_events) or [])
        rows = (
            (rank, e.originator_id, e.originator_version, e.topic, e.state)
            for rank, e in enumerate(stored_events, first)
        )
        c.executemany(_INSERT, rows)
        return list(range(first, first + len(stored_events)))


class Appending:
    """An append under way: nothing of it is in the log before it ends well."""

    def __init__(self, recorder: LogRecorder, cursor: SQLiteCursor, connection: sqlite3.Connection, head: Head) -> None:
        """Append after *head*, in the open transaction of *cursor*."""
        self._recorder = recorder
        self._cursor = cursor
        self._connection = connection
        self._frontier = _frontier(head)
        self._versions: dict[str, int] = {}
        self.log = LogReader(connection)
        """Reads what the transaction has written so far."""
        self._indexer = Indexer(connection, self.log)

    @property
    def size(self) -> int:
        """The size of the log with the entries added so far."""
        return self._frontier.size

    def add(self, entries: Sequence[Entry]) -> None:
        """Add a batch of stamped entries, of at most about 1,000."""
        rank = self.size
        rows = [
            Stored(rank + number, name := stream(entry), self._version(name), entry.what, encode(entry))
            for number, entry in enumerate(entries, 1)
        ]
        events = [StoredEvent(row.stream, row.version, row.topic, row.state) for row in rows]
        self._recorder.insert_within(self._cursor, events, first=rank + 1)
        hashes = [leaf_hash(leaf_line(row)) for row in rows]
        for hash_ in hashes:
            self._frontier.append(hash_)
        self._indexer.leaves(rank + 1, hashes)
        self._indexer.ids([Recorded(row.rank, entry) for row, entry in zip(rows, entries, strict=True)])  # type: ignore[arg-type]  # every Entry of the log is one of the union

    def relate(self, recorded: Recorded) -> None:
        """Make an added event findable by its states, once all that it refers to is added."""
        self._indexer.pairs(recorded)

    def file(self, recorded_at: str, *, first: int, digest: bytes) -> None:
        """Note that the entries from position *first* on are those of one record file, now checked."""
        self._indexer.settled()
        self._connection.execute(
            "INSERT INTO ix_file VALUES (?, ?, ?, ?)", (recorded_at, first, self.size - first + 1, digest)
        )

    def seen(self, recorded_at: str, *, digest: bytes) -> None:
        """Note the bytes of a record file whose entries were compared and found the same."""
        self._connection.execute("UPDATE ix_file SET digest = ? WHERE recorded_at = ?", (digest, recorded_at))

    def _version(self, name: str) -> int:
        if name not in self._versions:
            row = self._connection.execute(
                "SELECT max(originator_version) FROM stored_events WHERE originator_id = ?", (name,)
            ).fetchone()
            # Versions start at 1: the library treats 0 as "no stream".
            self._versions[name] = row[0] or 0
        self._versions[name] += 1
        return self._versions[name]

    def finish(self) -> None:
        """Write the head, from which the next append goes on."""
        self._connection.execute(
            "UPDATE head SET size = ?, root = ?, frontier = ?",
            (self.size, self._frontier.root(), self._frontier.packed()),
        )


class EventLog:
    """A log that can be appended to: a file, or memory that one connection shares."""

    def __init__(self, path: Path | None = None) -> None:
        """Open or create the log at *path*; in memory without a path.

        Raises Damaged when the file is no log or not whole, Refused when it cannot be written or another
        program holds it.
        """
        name = ":memory:" if path is None else path.resolve().as_uri()
        self._path = path
        self._whole = False
        require_sqlite()
        if path is not None and path.is_file() and path.stat().st_size:
            # Looked at before the library opens it, which changes what it opens.
            refuse_foreign(path)
        try:
            self._open(name)
        except (*DATABASE_ERRORS, UnicodeDecodeError) as error:
            hint = "check the free disk space, and that you can write to the folder"
            raise failed(f"cannot open the log {path}", error, writing=True, hint=hint) from error

    def _open(self, name: str) -> None:
        """Open or create; while another program creates the log, again: to set its journal, SQLite does not wait."""
        until = monotonic() + _LOCK_TIMEOUT_S
        while True:
            self._datastore = SQLiteDatastore(
                name, lock_timeout=_LOCK_TIMEOUT_S, pool_size=1, max_overflow=0, originator_id_type="text"
            )
            self._recorder = LogRecorder(self._datastore)
            try:
                with self._datastore.transaction(commit=True) as cursor:
                    self._check_ours(cursor)
                self._recorder.create_table()
                return  # noqa: TRY300 - what is opened is used
            except DATABASE_ERRORS as error:
                self._datastore.close()
                if "locked" not in str(error) or monotonic() > until:
                    raise
                sleep(_AGAIN_S)

    def _check_ours(self, cursor: SQLiteCursor) -> None:
        """Raise Damaged unless the file is new, or a log of ours and whole."""
        for guard in GUARDS:
            cursor.execute(f"PRAGMA {guard}")
        cursor.execute("SELECT count(*) FROM sqlite_master")
        if not cursor.fetchone()[0]:
            return
        connection = cursor.sqlite_cursor.connection
        for kind, name in odd(connection):
            message = f"{self._path} is not a log of this program: {kind} `{name}` is not ours"
            raise damage(message, hint="name a new file: the log is built from the record")
        assert self._path is not None, "a log in memory is new"
        look_at(connection, self._path)
        self._whole = True

    def __enter__(self) -> Self:
        """The log itself."""
        return self

    def __exit__(self, *_: object) -> None:
        """Close the log."""
        self.close()

    def close(self) -> None:
        """Close the log, and remember that it is whole if it was when it was opened."""
        self._datastore.close()
        if self._path is not None and self._whole:
            remember(self._path, identity(self._path))

    def head(self) -> Head:
        """The size, root and frontier."""
        with self.reading() as log:
            return log.head()

    @contextmanager
    def reading(self) -> Iterator[LogReader]:
        """A reader of the log as it is now."""
        with self._datastore.transaction(commit=False) as cursor:
            yield LogReader(cursor.sqlite_cursor.connection)

    @contextmanager
    def appending(self, *, after: int) -> Iterator[Appending]:
        """One append to a log of *after* entries: all of it, or none.

        Raises Refused when the log has another size by now, or another program holds it.
        What is raised within undoes the append.
        """
        try:
            with self._datastore.transaction(commit=True) as cursor:
                connection = cursor.sqlite_cursor.connection
                # Write before reading: the first statement takes the lock of the log.
                cursor.execute("UPDATE head SET size = size")
                head = LogReader(connection).head()
                if head.size != after:
                    raise refusal(
                        "log-grew",
                        f"the log grew from #{after} to #{head.size} meanwhile",
                        hint=AGAIN,
                    )
                appending = Appending(self._recorder, cursor, connection, head)
                yield appending
                appending.finish()
        except DATABASE_ERRORS as error:
            raise failed("cannot write the log", error, writing=True, hint=AGAIN) from error

    @contextmanager
    def trying(self) -> Iterator[Appending]:
        """One append that is undone at its end, whatever comes of it."""
        with suppress(_Undone), self.appending(after=self.head().size) as appending:
            yield appending
            raise _Undone


class _Undone(Exception):  # noqa: N818 - it is what the message says
    """An append that was only tried is undone."""


def _frontier(head: Head) -> Frontier:
    """The tree, to grow further. Raises Refused when it is not that of the root."""
    try:
        frontier = Frontier(head.size, head.frontier)
        if frontier.root() == head.root:
            return frontier
    except ValueError:
        pass
    raise damage("the head of the log is damaged: its frontier does not match its root", hint=BUILD_ANEW)
