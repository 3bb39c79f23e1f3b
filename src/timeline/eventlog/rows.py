"""The stored rows, hashed in blocks.

Knows of SQLite and hashes alone, so that a process which shares the work of a verification
begins at once: `python -m timeline.eventlog.rows URI START END [SIZE...]` writes what
`hash_rows` gives, marshalled.
"""

import marshal
import sqlite3
import sys
from collections.abc import Sequence
from hashlib import sha256
from typing import NamedTuple

from timeline.proof.merkle import root_of

BLOCK = 1024
"""The entries per block: each block has one stored hash, so that no root or proof needs all leaves."""

LEAF = b'\x00{"rank":%d,"stream":"%b","version":%d,"topic":"%b","state":%b}'
"""What is hashed of a row: as `leaf_line` writes it for ids of streams and tags, which need no escapes."""

COLUMNS = "SELECT rowid, originator_id, originator_version, topic, state"

WHOLE = (
    "typeof(originator_id) = 'text' AND typeof(originator_version) = 'integer'"
    " AND typeof(topic) = 'text' AND typeof(state) = 'blob'"
)
"""Whether each value of a row is of its type."""

BETWEEN = " FROM stored_events NOT INDEXED WHERE rowid BETWEEN ? AND ?"
"""The table itself is read: an index could hold other rows."""

_ROWS = f"{COLUMNS}{BETWEEN} AND {WHOLE} ORDER BY rowid"


GUARDS = ("trusted_schema = OFF", "cell_size_check = ON")
"""What keeps a file that a stranger made from running anything, or from being read past its damage."""


def connect(uri: str) -> sqlite3.Connection:
    """A connection to the database at *uri* that reads and trusts nothing in it."""
    connection = sqlite3.connect(uri, uri=True, isolation_level=None)
    for pragma in ("query_only = ON", *GUARDS):
        connection.execute(f"PRAGMA {pragma}")
    return connection


class Hashed(NamedTuple):
    """What a stretch of whole blocks, the last of them perhaps begun, comes to."""

    rows: int
    """How many were read."""
    blocks: list[bytes]
    """The root of each block."""
    begun: dict[int, bytes]
    """The root of the block in which a size falls, up to it; by sizes."""


def hash_rows(uri: str, start: int, end: int, sizes: Sequence[int]) -> Hashed:
    """The blocks of the rows after *start* up to *end*, and of those begun at *sizes*.

    Raises sqlite3.DatabaseError when the file is damaged.
    """
    connection = connect(uri)
    connection.text_factory = bytes
    count, blocks, begun = 0, list[bytes](), dict[int, bytes]()
    try:
        cursor = connection.execute(_ROWS, (start + 1, end))
        # A damaged table could give rows without end.
        while count < end - start and (rows := cursor.fetchmany(BLOCK)):
            hashes = [sha256(LEAF % row).digest() for row in rows]
            first = start + count
            begun |= {size: root_of(hashes[: size - first]) for size in sizes if first < size < first + BLOCK}
            blocks.append(root_of(hashes))
            count += len(rows)
    finally:
        connection.close()
    return Hashed(count, blocks, begun)


def _main(uri: str, *numbers: str) -> None:
    start, end, *sizes = map(int, numbers)
    marshal.dump(tuple(hash_rows(uri, start, end, sizes)), sys.stdout.buffer)


if __name__ == "__main__":
    _main(*sys.argv[1:])
