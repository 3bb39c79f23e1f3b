"""Reading the log with SQLite alone, so that a question is answered quickly.

Knows the shape of the tables that `store` writes; a test keeps the two together. Nothing
is kept: entries are read, used and dropped.
"""

import sqlite3
from collections.abc import Collection, Iterable, Iterator
from pathlib import Path
from typing import Any, NamedTuple

import msgspec
from msgspec import Struct

from timeline.entries import (
    Recorded,
)
from timeline.entries.corrections import Withdrawn, as_corrected, parties_in_force, withdrawals
from timeline.eventlog.looked import cut_off
from timeline.eventlog.rows import BLOCK
from timeline.eventlog.stored import SELECT, decoded, decoded_row, stored_row
from timeline.problems import BUILD_ANEW, Damaged, damage
from timeline.proof.checkpoint import Stored
from timeline.proof.merkle import HASH_SIZE, root_of
from timeline.values import BadValue, format_instant, parse_instant

_SELECT_BY_ID = f"{SELECT} WHERE rowid = (SELECT rank FROM ix_entry WHERE id = ?)"  # noqa: S608 - both are constants
_COLUMNS = "stored_events.rowid, originator_id, originator_version, topic, state"
_NEAR = 3


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


class Ranks(NamedTuple):
    """The ranks of the first and the last row; 0 and 0 when there is none."""

    first: int
    last: int


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
            # A word that is not Unicode, which a shell may pass on, is nowhere in a log.
            return iter(())

    def _typed(self, kinds: tuple[type, ...], statement: str, *values: object) -> Iterator[Any]:
        """Rows whose values have the types *kinds*. Raises Damaged for any other value."""
        for row in self._rows(statement, *values):
            if tuple(map(type, row)) != kinds:
                raise damage("a lookup table of the log is damaged", hint=BUILD_ANEW)
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

    def ranks(self) -> Ranks:
        """The ranks of the first and the last row."""
        # Asked for in one, SQLite would read all rows.
        ((first, last),) = self._typed(
            (int, int),
            "SELECT ifnull((SELECT min(rowid) FROM stored_events), 0),"
            " ifnull((SELECT max(rowid) FROM stored_events), 0)",
        )
        return Ranks(first, last)

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
            stored = stored_row(row)
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
        return map(decoded, self.stored(first, last))

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
        if len(found) != end - first or any(not isinstance(hash_, bytes) for hash_ in found):
            raise damage("the stored hashes of the log are damaged", hint=BUILD_ANEW)
        return found  # type: ignore[return-value]  # each was looked at

    # --- look-ups in the whole log, one at a time: for those who write it ---

    def at(self, position: int) -> Recorded | None:
        """The entry at a position."""
        return next(map(decoded_row, self._rows(f"{SELECT} WHERE rowid = ?", position)), None)

    def find(self, id: str) -> Recorded | None:
        """The entry with an id."""
        found = next(map(decoded_row, self._rows(_SELECT_BY_ID, id)), None)
        if found is not None and found.entry.id != id:
            raise _mistaken(id, found)
        return found

    def referring(self, target: str, *relations: str) -> Iterator[Recorded]:
        """The entries that name *target* in one of the fields *relations*, in recorded order.

        Those that did so at any time, as they were recorded: what corrections made of them is for who asks to look at.
        """
        marks = ", ".join("?" * len(relations))
        chosen = f"SELECT rank FROM ix_link WHERE target = ? AND relation IN ({marks})"  # noqa: S608 - marks
        return map(decoded_row, self._rows(f"{SELECT} WHERE rowid IN ({chosen}) ORDER BY rowid", target, *relations))

    def about(self, id: str, *relations: str) -> list[Recorded]:
        """The entries that refer to *id* by *relations*, and those that refer so to one of these, in recorded order."""
        found: dict[str, Recorded] = {}
        waiting = [id]
        while waiting:
            for other in self.referring(waiting.pop(), *relations):
                if other.entry.id not in found:
                    found[other.entry.id] = other
                    waiting.append(other.entry.id)
        return sorted(found.values(), key=lambda other: other.position)

    def current(self, id: str) -> Recorded | None:
        """The entry with an id, corrected, whether or not it is withdrawn."""
        found = self.find(id)
        if found is None:
            return None
        return Recorded(found.position, as_corrected(found.entry, self.about(id, "entry")))  # type: ignore[arg-type]  # correcting keeps the type

    def withdrawal(self, id: str) -> Withdrawn | None:
        """The withdrawal of an entry that is in force, if there is one."""
        return withdrawals(self.about(id, "entry")).get(id)

    def in_force(self, id: str) -> Recorded | None:
        """The entry with an id, corrected; None when it is unknown or withdrawn."""
        return None if self.withdrawal(id) else self.current(id)

    def count_naming(self, target: str) -> int:
        """How many entries refer to *target*, in any field."""
        ((count,),) = self._typed((int,), "SELECT count(DISTINCT rank) FROM ix_link WHERE target = ?", target)
        return int(count)

    def near(self, id: str, kind: str = "") -> list[str]:
        """Some ids, of a kind, with the same beginning as *id* or *id* as their end, to find a misspelt one among."""
        start = id[:_NEAR]
        rows = self._typed((str,), "SELECT id FROM ix_entry WHERE id BETWEEN ? AND ? || '~' LIMIT 500", start, start)
        listed = "SELECT id FROM ix_entry WHERE rank IN (SELECT rank FROM ix_kind WHERE kind = ?) LIMIT 5000"
        of_kind = self._typed((str,), listed, kind) if kind else ()
        ending = "SELECT id FROM ix_entry WHERE substr(id, -length(?) - 1) = '/' || ? LIMIT 50"
        return list(dict.fromkeys(id for (id,) in (*rows, *of_kind, *self._typed((str,), ending, id, id))))

    def ids(self, kind: str = "") -> list[str]:
        """The ids of the entries of a kind, or of all, in recorded order."""
        of_kind = " WHERE rank IN (SELECT rank FROM ix_kind WHERE kind = ?)" if kind else ""
        statement = f"SELECT id FROM ix_entry{of_kind} ORDER BY rank"  # noqa: S608 - constants
        return [id for (id,) in self._typed((str,), statement, *([kind] if kind else []))]

    def parties(self) -> dict[str, str]:
        """The ids of the parties in force, by their codes: see `parties_in_force`."""
        end = self.ranks().last
        actors = self.of_kind("actor", known=end)
        return parties_in_force(actors, self.said_of([recorded.entry.id for recorded in actors], "entry", known=end))

    # --- sets of entries as of a position: one statement, however many ---

    def named(self, ids: Collection[str], *, known: int) -> dict[str, Recorded]:
        """The entries with some ids that were recorded by position *known*, as they were recorded."""
        statement = (
            f"SELECT {_COLUMNS}, ix_entry.id FROM json_each(?) JOIN ix_entry ON ix_entry.id = json_each.value"  # noqa: S608 - constants
            " JOIN stored_events ON stored_events.rowid = ix_entry.rank"
            " WHERE ix_entry.rank <= ? ORDER BY ix_entry.rank"
        )
        found = {}
        for *row, id in self._rows(statement, _json(ids), known) if ids else ():
            recorded = decoded_row(tuple(row))
            if recorded.entry.id != id:
                raise _mistaken(str(id), recorded)
            found[recorded.entry.id] = recorded
        return found

    def naming(self, targets: Collection[str], *relations: str, known: int) -> list[Recorded]:
        """The entries that name one of *targets* in one of the fields *relations*, as `referring` has them."""
        chosen = (
            "SELECT rank FROM ix_link WHERE target IN (SELECT value FROM json_each(?))"
            " AND relation IN (SELECT value FROM json_each(?)) AND rank <= ?"
        )
        statement = f"{SELECT} WHERE rowid IN ({chosen}) ORDER BY rowid"
        return list(map(decoded_row, self._rows(statement, _json(targets), _json(relations), known))) if targets else []

    def said_of(self, ids: Collection[str], *relations: str, known: int) -> list[Recorded]:
        """The entries that refer to one of *ids* by *relations*, or to one of these, and so on, in recorded order."""
        statement = (
            "WITH RECURSIVE chosen(rank) AS ("  # noqa: S608 - constants
            " SELECT rank FROM ix_link WHERE target IN (SELECT value FROM json_each(?))"
            " AND relation IN (SELECT value FROM json_each(?)) AND rank <= ?"
            " UNION SELECT ix_link.rank FROM chosen JOIN ix_entry ON ix_entry.rank = chosen.rank"
            " JOIN ix_link ON ix_link.target = ix_entry.id"
            " WHERE ix_link.relation IN (SELECT value FROM json_each(?)) AND ix_link.rank <= ?"
            f") {SELECT} WHERE rowid IN (SELECT rank FROM chosen) ORDER BY rowid"
        )
        values = (_json(ids), *(_json(relations), known) * 2)
        return list(map(decoded_row, self._rows(statement, *values))) if ids else []

    def attested(self, *, known: int) -> list[str]:
        """The events that something was attested of, by id, in the order in which that was recorded first."""
        rows = self._typed(
            (str,),
            "SELECT target FROM ix_link WHERE relation = 'event' AND rank <= ? GROUP BY target ORDER BY min(rank)",
            known,
        )
        return [target for (target,) in rows]

    def concerning(self, one: str, other: str, *, known: int) -> list[Recorded]:
        """The events that may concern two parties, in recorded order."""
        chosen = "SELECT rank FROM ix_pair WHERE one = ? AND other = ? AND rank <= ?"
        rows = self._rows(f"{SELECT} WHERE rowid IN ({chosen}) ORDER BY rowid", *sorted((one, other)), known)
        return list(map(decoded_row, rows))

    def of_kind(self, kind: str, *, known: int) -> list[Recorded]:
        """The entries of a kind, such as `visit` or `actor`, in recorded order."""
        chosen = "SELECT rank FROM ix_kind WHERE kind = ? AND rank <= ?"
        return list(map(decoded_row, self._rows(f"{SELECT} WHERE rowid IN ({chosen}) ORDER BY rowid", kind, known)))

    def matching(self, query: str, *, known: int) -> Iterator[Recorded]:
        """The entries that match *query* (an FTS5 expression), those with the fewest other words first.

        A rank by how rare a word is in the log would change with later entries.
        """
        statement = (
            f"SELECT {_COLUMNS} FROM stored_events JOIN ix_text ON ix_text.rowid = stored_events.rowid"  # noqa: S608 - constants
            " JOIN ix_text_docsize AS told ON told.id = ix_text.rowid"
            # The number of words is kept as bytes that are the more, and the higher, the more words there are.
            " WHERE ix_text MATCH ? AND ix_text.rowid <= ? ORDER BY length(told.sz), told.sz, ix_text.rowid"
        )
        return map(decoded_row, self._rows(statement, query, known))

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


def _json(ids: Iterable[str]) -> str:
    """Ids as one parameter of a statement; what is not ASCII is not an id."""
    return msgspec.json.encode([id for id in ids if id.isascii()]).decode()


def _mistaken(id: str, found: Recorded) -> Damaged:
    return damage(
        f"a lookup table is damaged: the id `{id}` leads to another entry, #{found.position}", hint=BUILD_ANEW
    )
