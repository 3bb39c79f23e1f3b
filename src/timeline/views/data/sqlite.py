"""The tables as a SQLite database, with the meaning of every table and column in it, and ten worked queries as views.

Lost: nothing of the tables. It is no log: the log, with its proofs, is what `export sqlite` copies without --answers.
"""

import re
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from importlib.resources import files
from pathlib import Path
from typing import NamedTuple

from timeline.answers.compare import ComparisonAnswer
from timeline.answers.facts import FactsAnswer
from timeline.text import shown
from timeline.views.data.tables import BASIS, READOUTS, TABLES, FactTable, Row, readout_rows

_TYPES = {"text": "TEXT", "integer": "INTEGER", "boolean": "INTEGER", "date": "TEXT"}
_INDEXES = ("participants (who)", "evidence (source)", "links (target)", "readouts (event)", "events (begun_by)")


class Query(NamedTuple):
    """A worked query: a view of the database."""

    name: str
    question: str
    statement: str


def queries() -> list[Query]:
    """The worked queries, in their order."""
    text = files("timeline.views.data").joinpath("queries.sql").read_text(encoding="utf-8")
    found = re.findall(r"-- (\w+): ([^\n]*)\n(.*?;)\n", text, re.DOTALL)
    return [Query(*parts) for parts in found]


def write_sqlite(path: Path, facts: Iterable[FactsAnswer], readouts: Iterable[ComparisonAnswer], basis: Row) -> None:
    """Write the database into a new file."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("PRAGMA journal_mode = OFF")
        connection.execute("PRAGMA synchronous = OFF")
        connection.execute("BEGIN")
        _create(connection)
        for part in facts:
            for table in TABLES:
                _insert(connection, table, table.rows(part))
        for comparison in readouts:
            _insert(connection, READOUTS, readout_rows(comparison))
        _insert(connection, BASIS, [basis])
        for number, columns in enumerate(_INDEXES):
            connection.execute(f"CREATE INDEX ix_{number} ON {columns}")
        for query in queries():
            connection.execute(query.statement)
        connection.execute("COMMIT")


def _create(connection: sqlite3.Connection) -> None:
    """The tables, and what each of them and each column means."""
    connection.execute("CREATE TABLE meanings (name TEXT NOT NULL, column_name TEXT, meaning TEXT NOT NULL) STRICT")
    for table in (*TABLES, READOUTS, BASIS):
        columns = ", ".join(f'"{column.name}" {_TYPES[column.kind]}' for column in table.columns)
        key = f", PRIMARY KEY ({', '.join(_quoted(table.key))})" if table.key else ""
        connection.execute(f"CREATE TABLE {table.name} ({columns}{key}) STRICT")
        connection.execute("INSERT INTO meanings VALUES (?, NULL, ?)", (table.name, table.meaning))
        columns_of = ((table.name, column.name, column.meaning) for column in table.columns)
        connection.executemany("INSERT INTO meanings VALUES (?, ?, ?)", columns_of)
    asked = ((query.name, None, query.question) for query in queries())
    connection.executemany("INSERT INTO meanings VALUES (?, ?, ?)", asked)


def _quoted(names: Iterable[str]) -> Iterator[str]:
    return (f'"{name}"' for name in names)


def _insert(connection: sqlite3.Connection, table: FactTable, rows: Iterable[Row]) -> None:
    marks = ", ".join("?" * len(table.columns))
    # Names of tables are our own. Who queries a database on a terminal is sent what it holds.
    safe = ([shown(value) if isinstance(value, str) else value for value in row] for row in rows)
    connection.executemany(f"INSERT INTO {table.name} VALUES ({marks})", safe)  # noqa: S608
