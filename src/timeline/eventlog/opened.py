"""Opening a log file for reading and nothing else: only one that is whole, and whose schema is ours."""

import os
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Self

from timeline.eventlog.failures import failed
from timeline.eventlog.looked import look_at
from timeline.eventlog.read import LogReader
from timeline.eventlog.rows import connect
from timeline.eventlog.schema import APPLICATION_ID, odd, require_sqlite
from timeline.problems import Misused, Refused, damage


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
    whole: check that its pages and indexes are intact; left out to examine a damaged file.
    Raises Misused when there is no file, Damaged when it is not whole or its schema is not ours: a view or a
    trigger in a table's place could say anything.
    """
    if not path.is_file():
        raise Misused(f"there is no log at {path}", hint="create one with `timeline append --log`")
    require_sqlite()
    # In a read-only folder SQLite cannot see whether another program writes the file: none does.
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
    """Raise Damaged for a file that is another program's database, or not a database; it is not changed."""
    try:
        with closing(connect(read_only(path))) as connection:
            ((mark,),) = connection.execute("PRAGMA application_id")
            ((tables,),) = connection.execute("SELECT count(*) FROM sqlite_master")
    except sqlite3.DatabaseError as error:
        # The library would leave the connection open on which it finds this out.
        if getattr(error, "sqlite_errorcode", 0) & 0xFF in {sqlite3.SQLITE_NOTADB, sqlite3.SQLITE_CORRUPT}:
            raise _unreadable(path, error) from error
        # Other problems are reported when it is opened for writing.
        return
    if tables and mark != APPLICATION_ID:
        hint = "name a new file: the log is built from the record"
        raise damage(f"{path} is not a log of this program", hint=hint)


def _unreadable(path: Path, error: Exception) -> Refused:
    if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY:
        # What an interrupted or a running writer left beside the file has to be taken in first.
        return damage(
            f"{path} cannot be read in a read-only folder: its latest entries may be in a file next to it",
            hint=f"copy it, with {path.name}-wal or {path.name}-journal, to a folder where you can write",
        )
    return failed(f"{path} cannot be read as a log", error, writing=False)


def _check_schema(connection: sqlite3.Connection, path: Path) -> None:
    (mark,) = connection.execute("PRAGMA application_id").fetchone()
    wrong = list(odd(connection))
    if mark != APPLICATION_ID or wrong:
        reason = f": {wrong[0][0]} `{wrong[0][1]}` is not ours" if wrong and mark == APPLICATION_ID else ""
        hint = "name a log of this program, or rebuild it from the record: `timeline append --log NEW`"
        raise damage(f"{path} is not a log of this program{reason}", hint=hint)
