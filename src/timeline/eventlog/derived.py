"""The derived tables of a log, against those that its entries make: rebuilt in memory, and compared row by row.

What a reading command finds, it finds through these tables; no proof rests on them.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby, islice, zip_longest
from pathlib import Path

from timeline.eventlog.read import LogReader, open_log
from timeline.eventlog.store import EventLog
from timeline.eventlog.verify import Fault
from timeline.events import Entry, Recorded

_TABLES = {
    "ix_entry": "rank, id",
    "ix_kind": "kind, rank",
    "ix_link": "target, relation, rank",
    "ix_pair": "one, other, rank",
    "ix_file": "recorded_at, first, count",
    "ix_leaf": "rank, hash",
    "ix_block": "number, hash",
    "words": "term, doc, col, offset",
}
"""The tables, with the columns that entries make: the digest of a file is the file's own."""
_WORDS = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, ix_text, instance)"
_BATCH = 1000


def derived_faults(path: Path) -> Iterator[Fault]:
    """The tables of the log at *path* that are not what its entries make.

    Raises Refused for an entry that this program does not know.
    """
    with open_log(path) as log, EventLog() as fresh:
        # What a look-up finds goes through indexes, which no comparison of rows would look at.
        ((told,),) = log.cursor().execute("PRAGMA integrity_check(1)").fetchmany(1)
        if told != "ok":
            yield Fault(0, f"the file of the log is damaged: {' '.join(str(told).split())}")
            return
        _rebuild(log, fresh)
        with closing(log.copied()) as ours, fresh.reading() as made, closing(made.copied()) as theirs:
            for connection in (ours, theirs):
                connection.execute(_WORDS)
            for table, columns in _TABLES.items():
                statement = f"SELECT {columns} FROM {table} ORDER BY {columns}"  # noqa: S608 - constants
                if not _same(ours.execute(statement), theirs.execute(statement)):
                    name = "ix_text" if table == "words" else table
                    yield Fault(0, f"the derived table {name} is not what the entries make: build the log anew")


def _rebuild(log: LogReader, fresh: EventLog) -> None:
    with fresh.appending(after=0) as appending:
        for stamp, entries in groupby(log.recorded(), key=lambda recorded: recorded.entry.recorded_at):
            first = appending.size + 1
            while batch := _batch(entries):
                appending.add(batch)
            for recorded in appending.log.recorded(first, appending.size):
                appending.relate(recorded)
            appending.file(stamp, first=first, digest=b"")


def _batch(entries: Iterator[Recorded]) -> list[Entry]:
    return [recorded.entry for recorded in islice(entries, _BATCH)]


def _same(one: Iterable[object], other: Iterable[object]) -> bool:
    return all(mine == theirs for mine, theirs in zip_longest(one, other))
