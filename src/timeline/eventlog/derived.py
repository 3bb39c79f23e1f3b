"""The derived tables of a log, against those that its entries make: rebuilt in memory, and compared row by row.

What a reading command finds, it finds through these tables; no proof rests on them.
"""

from collections.abc import Iterable, Iterator
from contextlib import closing
from itertools import groupby, islice, zip_longest
from pathlib import Path

from timeline.entries import Entry, Recorded
from timeline.eventlog.opened import open_log
from timeline.eventlog.read import LogReader
from timeline.eventlog.store import DATABASE_ERRORS, EventLog
from timeline.eventlog.verify import Fault
from timeline.problems import Damaged

_TABLES = {
    "ix_entry": ["SELECT rank, id FROM ix_entry ORDER BY rank, id"],
    "ix_kind": ["SELECT kind, rank FROM ix_kind ORDER BY kind, rank"],
    "ix_link": ["SELECT target, relation, rank FROM ix_link ORDER BY target, relation, rank"],
    "ix_pair": ["SELECT one, other, rank FROM ix_pair ORDER BY one, other, rank"],
    # The digest of a file is the file's own.
    "ix_file": ["SELECT recorded_at, first, count FROM ix_file ORDER BY recorded_at"],
    "ix_leaf": ["SELECT rank, hash FROM ix_leaf ORDER BY rank"],
    "ix_block": ["SELECT number, hash FROM ix_block ORDER BY number"],
    "ix_text": [
        "SELECT term, doc, col, offset FROM words ORDER BY term, doc, col, offset",
        "SELECT id, sz FROM ix_text_docsize ORDER BY id",
        # How many texts and words there are.
        "SELECT block FROM ix_text_data WHERE id = 1",
    ],
}
"""What the tables say that entries make."""
_WORDS = "CREATE VIRTUAL TABLE temp.words USING fts5vocab(main, ix_text, instance)"
_BATCH = 1000


def derived_faults(path: Path) -> Iterator[Fault]:
    """The tables of the log at *path* that are not what its entries make.

    Raises Refused for an entry that this program does not know.
    """
    try:
        yield from _faults(path)
    except Damaged as damaged:
        yield Fault(0, damaged.problems[0].message)
    except (*DATABASE_ERRORS, UnicodeDecodeError) as error:
        yield Fault(0, f"the file of the log is damaged: {error}")


def _faults(path: Path) -> Iterator[Fault]:
    with open_log(path, whole=False) as log, EventLog() as fresh:
        # What a look-up finds goes through indexes, which no comparison of rows would look at.
        ((result,),) = log.cursor().execute("PRAGMA integrity_check(1)").fetchmany(1)
        if result != "ok":
            yield Fault(0, f"the file of the log is damaged: {' '.join(str(result).split())}")
            return
        _rebuild(log, fresh)
        with closing(log.copied()) as ours, fresh.reading() as made, closing(made.copied()) as theirs:
            for connection in (ours, theirs):
                connection.execute(_WORDS)
            # What a search goes through, against what it finds there: an error when they differ.
            ours.execute("INSERT INTO ix_text (ix_text) VALUES ('integrity-check')")
            for table, listings in _TABLES.items():
                if not all(_same(ours.execute(listing), theirs.execute(listing)) for listing in listings):
                    yield Fault(0, f"the derived table {table} does not match the entries: rebuild the log")


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
