"""The schema of a log: which tables there are, to the letter.

A file whose schema says anything else is not read: a view, a trigger, an index or a type of
its own could give other answers than the rows do.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator
from contextlib import closing

from timeline.problems import refusal

OLDEST = (3, 31, 0)
"""The oldest supported SQLite: the first that has `trusted_schema=OFF`."""


_MODULES = {"fts5": "full-text search (FTS5)", "json_each": "functions for JSON"}


def require_sqlite() -> None:
    """Raise Refused when the SQLite of this Python is too old, or has no full-text search."""
    message = "" if sqlite3.sqlite_version_info >= OLDEST else f"it is SQLite {sqlite3.sqlite_version}"
    if not message:
        with closing(sqlite3.connect(":memory:")) as connection:
            found = {name for (name,) in connection.execute("SELECT name FROM pragma_module_list")}
        lacking = [words for module, words in _MODULES.items() if module not in found]
        message = f"it has no {' and no '.join(lacking)}" if lacking else ""
    if message:
        needed = ".".join(map(str, OLDEST[:2]))
        raise refusal(
            "old-sqlite",
            f"the SQLite of this Python cannot store a log: {message}",
            hint=f"use a Python with SQLite {needed} or later, FTS5 and JSON, such as those of python.org and Debian",
        )


APPLICATION_ID = 0x54494D45
"""`TIME`: marks the file as a log of ours (SQLite's `application_id`)."""

CREATE_TABLES = (
    """CREATE TABLE head (one INTEGER PRIMARY KEY CHECK (one = 1), size INTEGER NOT NULL,
    root BLOB NOT NULL, frontier BLOB NOT NULL)""",
    "CREATE TABLE ix_entry (rank INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE)",
    "CREATE TABLE ix_kind (kind TEXT NOT NULL, rank INTEGER NOT NULL, PRIMARY KEY (kind, rank)) WITHOUT ROWID",
    """CREATE TABLE ix_link (target TEXT NOT NULL, relation TEXT NOT NULL, rank INTEGER NOT NULL,
    PRIMARY KEY (target, relation, rank)) WITHOUT ROWID""",
    """CREATE TABLE ix_pair (one TEXT NOT NULL, other TEXT NOT NULL, rank INTEGER NOT NULL,
    PRIMARY KEY (one, other, rank)) WITHOUT ROWID""",
    """CREATE TABLE ix_file (recorded_at TEXT PRIMARY KEY, first INTEGER NOT NULL,
    count INTEGER NOT NULL, digest BLOB NOT NULL) WITHOUT ROWID""",
    "CREATE TABLE ix_leaf (rank INTEGER PRIMARY KEY, hash BLOB NOT NULL)",
    "CREATE TABLE ix_block (number INTEGER PRIMARY KEY, hash BLOB NOT NULL)",
    "CREATE VIRTUAL TABLE ix_text USING fts5 (words, content='', tokenize='unicode61 remove_diacritics 0')",
)
"""What we make: the head, and the derived tables. That of the entries is the event-sourcing library's."""

_BY_OTHERS = (
    """CREATE TABLE stored_events (originator_id TEXT, originator_version INTEGER, topic TEXT, state BLOB,
    PRIMARY KEY (originator_id, originator_version))""",
    # What the full-text index keeps for itself.
    "CREATE TABLE 'ix_text_data'(id INTEGER PRIMARY KEY, block BLOB)",
    "CREATE TABLE 'ix_text_idx'(segid, term, pgno, PRIMARY KEY(segid, term)) WITHOUT ROWID",
    "CREATE TABLE 'ix_text_docsize'(id INTEGER PRIMARY KEY, sz BLOB)",
    "CREATE TABLE 'ix_text_config'(k PRIMARY KEY, v) WITHOUT ROWID",
)

_Item = tuple[str, str, str, str]
"""Type, name, table and statement, as SQLite keeps them; the statement with its spaces folded."""


def _table(statement: str) -> _Item:
    folded = " ".join(statement.split())
    name = folded.replace("VIRTUAL ", "").removeprefix("CREATE TABLE ").replace("(", " ").split()[0].strip("'")
    return "table", name, name, folded


_SCHEMA = Counter(
    [
        *map(_table, (*_BY_OTHERS, *CREATE_TABLES)),
        # The indexes that keep a table's own keys have no statement.
        *(("index", f"sqlite_autoindex_{table}_1", table, "") for table in ("stored_events", "ix_entry")),
    ]
)


def odd(connection: sqlite3.Connection) -> Iterator[tuple[str, str]]:
    """What is there and should not be, or should be and is not: its type and its name."""
    statement = "SELECT type, name, tbl_name, coalesce(sql, '') FROM sqlite_master"
    found = Counter(
        (str(kind), str(name), str(table), " ".join(str(sql).split()))
        for kind, name, table, sql in connection.execute(statement)
    )
    # Counted: of two with one name, SQLite may heed either.
    yield from sorted({item[:2] for item in (found - _SCHEMA) + (_SCHEMA - found)}, key=lambda item: item[::-1])
    ((encoding,),) = connection.execute("PRAGMA encoding")
    if encoding != "UTF-8":
        yield "encoding", "UTF-8"
