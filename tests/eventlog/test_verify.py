"""Tampering: every way to alter a stored log is caught, and named."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from records import VISIT, event, stamp, write_record
from timeline.entries import Topic
from timeline.eventlog import rows, verify
from timeline.eventlog.derived import derived_faults
from timeline.eventlog.opened import open_log
from timeline.eventlog.read import LogReader
from timeline.eventlog.store import EventLog
from timeline.eventlog.verify import Expected, Verdict, verify_log
from timeline.problems import Damaged, Misused, Refused
from timeline.proof.checkpoint import ORIGIN, Checkpoint
from timeline.proof.merkle import Frontier, NotProved
from timeline.record.append import ingest

SIZES = (10, 20)
"""The sizes of which the verifier holds checkpoints."""


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Expected]]:
    """A log of some entries beyond the last checkpoint, and the checkpoints that the verifier holds."""
    folder = tmp_path_factory.mktemp("whole")
    more = [event(f"visit/more-{number}", "meeting", 'part_of = "visit"') for number in range(15)]
    path = folder / "log.sqlite"
    with EventLog(path) as log:
        ingest(write_record(folder, VISIT, *more), log)
        with log.reading() as reader:
            held = [Expected(f"{size}.checkpoint", Checkpoint(ORIGIN, size, reader.root_at(size))) for size in SIZES]
            assert reader.head().size > max(SIZES)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    connection.close()
    return path, held


class Copy:
    """A copy of the log to be tampered with."""

    def __init__(self, path: Path, held: list[Expected]) -> None:
        self.path = path
        self.held = held

    def altered(self, script: str) -> Verdict:
        """The verdict on the copy, once altered by an SQL script."""
        with closing(sqlite3.connect(self.path)) as connection, connection:
            connection.executescript(script)
        connection.close()
        return verify_log(self.path, self.held)


@pytest.fixture
def copy(whole: tuple[Path, list[Expected]], tmp_path: Path) -> Copy:
    """A copy of the whole log."""
    path, held = whole
    return Copy(Path(shutil.copy(path, tmp_path / "copy.sqlite")), held)


def reasons(verdict: Verdict) -> tuple[str, ...]:
    """What is wrong, in words, and the last good checkpoint."""
    assert not verdict.ok
    return (*(fault.message for fault in verdict.faults), verdict.good.name if verdict.good else "none good")


def test_a_log_that_is_as_it_was_verifies(copy: Copy) -> None:
    """Against both checkpoints, and beyond the last by itself; with none it is only whole in itself."""
    verdict = verify_log(copy.path, copy.held)

    assert (True, "20.checkpoint") == (verdict.ok, verdict.good and verdict.good.name)
    assert (True, None) == ((alone := verify_log(copy.path)).ok, alone.good)
    assert [] == list(derived_faults(copy.path))


INSERT = "INSERT INTO stored_events (rowid, originator_id, originator_version, topic, state)"
MOVE = "UPDATE stored_events SET rowid = rowid + 1000 WHERE rowid >= 12; UPDATE stored_events SET rowid = rowid - 999 WHERE rowid >= 1000"
SWAP = "UPDATE stored_events SET rowid = 1000 WHERE rowid = 12; UPDATE stored_events SET rowid = 12 WHERE rowid = 14; UPDATE stored_events SET rowid = 14 WHERE rowid = 1000"
COLUMNS = {"originator_id": "text", "topic": "text", "state": "blob"}


@pytest.mark.parametrize("rank", [1, 10, 11, 20, 21, 25])
@pytest.mark.parametrize("column", COLUMNS)
def test_one_byte_of_a_stored_row_that_was_flipped_names_the_entry(copy: Copy, column: str, rank: int) -> None:
    """Stream, topic and state, at the beginning, in the middle and at the end of each stretch."""
    with closing(sqlite3.connect(copy.path)) as connection, connection:
        ((value,),) = connection.execute(f"SELECT CAST({column} AS BLOB) FROM stored_events WHERE rowid = ?", (rank,))
    connection.close()
    at = len(value) // 2
    flipped = (value[:at] + bytes([value[at] ^ 1]) + value[at + 1 :]).hex()
    verdict = copy.altered(
        f"UPDATE stored_events SET {column} = CAST(x'{flipped}' AS {COLUMNS[column]}) WHERE rowid = {rank}"
    )

    assert rank == verdict.faults[0].position
    assert f"#{rank} was altered" in verdict.faults[0].message


def test_every_byte_of_a_row_counts(copy: Copy) -> None:
    """Each byte of the state of one entry, flipped in turn."""
    with closing(sqlite3.connect(copy.path)) as connection, connection:
        ((state,),) = connection.execute("SELECT state FROM stored_events WHERE rowid = 12")
        for at in range(len(state)):
            flipped = state[:at] + bytes([state[at] ^ 1]) + state[at + 1 :]
            connection.execute("UPDATE stored_events SET state = ? WHERE rowid = 12", (flipped,))
            connection.commit()
            assert 12 == verify_log(copy.path, copy.held).faults[0].position


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (
            "UPDATE stored_events SET rowid = 99 WHERE rowid = 12",
            ("#12 is missing", "10.checkpoint"),
        ),
        (
            "UPDATE stored_events SET originator_version = 77 WHERE rowid = 12",
            ("#12 was altered; the checkpoint 20.checkpoint of #20 does not verify", "10.checkpoint"),
        ),
        (
            "UPDATE stored_events SET state = CAST(state AS TEXT) WHERE rowid = 12",
            ("#12 is not stored as an entry", "10.checkpoint"),
        ),
        (
            "DELETE FROM stored_events WHERE rowid = 12",
            ("#12 is missing", "10.checkpoint"),
        ),
        (
            "DELETE FROM stored_events WHERE rowid = (SELECT max(rowid) FROM stored_events)",
            ("the log has 28 entries, but its head says 29", "20.checkpoint"),
        ),
        (
            "DELETE FROM stored_events WHERE rowid > 15; UPDATE head SET size = 15",
            ("the log ends at #15, before the checkpoint 20.checkpoint of #20", "10.checkpoint"),
        ),
        (
            f"{INSERT} VALUES (30, 'topics', 99, 'topic', CAST('{{}}' AS BLOB))",
            ("the log has 30 entries, but its head says 29", "20.checkpoint"),
        ),
        (
            f"{MOVE}; {INSERT} VALUES (12, 'topics', 99, 'topic', CAST('{{}}' AS BLOB)); UPDATE head SET size = 30",
            ("#12 was altered; the checkpoint 20.checkpoint of #20 does not verify", "10.checkpoint"),
        ),
        (
            SWAP,
            ("#12 was altered; the checkpoint 20.checkpoint of #20 does not verify", "10.checkpoint"),
        ),
        (
            "DELETE FROM ix_leaf; UPDATE stored_events SET topic = 'meetinf' WHERE rowid = 12",
            (
                "one or more of the entries #11 to #20 were altered after the checkpoint 20.checkpoint was written; the log alone does not show which",
                "10.checkpoint",
            ),
        ),
        ("UPDATE head SET size = 28", ("the log has 29 entries, but its head says 28", "20.checkpoint")),
        ("UPDATE head SET root = x'00'", ("the head of the log is damaged", "20.checkpoint")),
        (
            "UPDATE head SET root = zeroblob(32)",
            ("the root in the head of the log does not match its entries", "20.checkpoint"),
        ),
        (
            "UPDATE stored_events SET topic = CAST(x'ff' AS TEXT) WHERE rowid = 21",
            ("#21 was altered", "20.checkpoint"),
        ),
        (
            "ALTER TABLE stored_events RENAME TO others; CREATE VIEW stored_events AS SELECT rowid, * FROM others",
            ("PATH is not a log of this program: table `others` is not ours", "none good"),
        ),
        (
            "CREATE TRIGGER t AFTER INSERT ON head BEGIN SELECT 1; END",
            ("PATH is not a log of this program: trigger `t` is not ours", "none good"),
        ),
        (
            "ALTER TABLE stored_events ADD COLUMN more TEXT GENERATED ALWAYS AS (topic)",
            ("PATH is not a log of this program: table `stored_events` is not ours", "none good"),
        ),
        (
            "DROP TABLE ix_text; CREATE VIEW ix_text_data AS SELECT 1",
            ("PATH is not a log of this program: table `ix_text` is not ours", "none good"),
        ),
    ],
)
def test_each_tampering_is_named(copy: Copy, script: str, expected: tuple[str, ...]) -> None:
    """The first entry at fault, and the last checkpoint that still holds."""
    assert tuple(words.replace("PATH", str(copy.path)) for words in expected) == reasons(copy.altered(script))


def rewritten(path: Path, folder: Path, *records: str) -> None:
    """Write another log in place of the one at *path*, whole, with a tree of its own."""
    path.unlink()
    with EventLog(path) as log:
        ingest(write_record(folder, *records), log)


@pytest.mark.parametrize(
    ("more", "expected"),
    [
        (10, "one or more of the entries #11 to #20 were altered after the checkpoint 20.checkpoint was written"),
        (0, "the log ends at #14, before the checkpoint 20.checkpoint of #20"),
    ],
    ids=["refilled", "shorter"],
)
def test_a_log_that_was_written_anew_is_caught_though_it_is_whole_in_itself(
    copy: Copy, tmp_path: Path, more: int, expected: str
) -> None:
    """Cut and filled again, with a new tree, new leaf hashes and a new head: only a checkpoint kept elsewhere shows it."""
    others = [event(f"visit/other-{number}", "dinner", 'part_of = "visit"') for number in range(more)]
    rewritten(copy.path, tmp_path, VISIT.replace("The visit", "Another visit"), *others)

    assert verify_log(copy.path).ok
    assert expected in reasons(verify_log(copy.path, copy.held))[0]


def test_a_log_set_back_together_with_its_checkpoints_is_not_caught(copy: Copy) -> None:
    """By them alone: whoever kept a later checkpoint elsewhere sees it."""
    first = [one for one in copy.held if one.checkpoint.size == 10]
    root = first[0].checkpoint.root.hex()
    tree = Frontier()
    with open_log(copy.path) as log:
        for leaf in log.leaves(0, 10):
            tree.append(leaf)
    back = (
        "DELETE FROM stored_events WHERE rowid > 10;"
        f" UPDATE head SET size = 10, root = x'{root}', frontier = x'{tree.packed().hex()}'"
    )
    copy.held, later = first, copy.held

    assert copy.altered(back).ok
    assert ("the log ends at #10, before the checkpoint 20.checkpoint of #20", "10.checkpoint") == reasons(
        verify_log(copy.path, later)
    )


def test_what_no_checkpoint_vouches_for_yet_must_be_in_order(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Versions count, stamps never go back, and each row is an entry: who writes tree and head anew must keep to that."""
    monkeypatch.setattr(verify, "_head", lambda _log, _tree: ())
    for rank, column, value, expected in (
        (25, "originator_version", "99", "#25 is version 99 of its stream, and the next is"),
        (25, "state", "CAST('nothing' AS BLOB)", "#25 is no entry"),
        (25, "state", "CAST('{}' AS BLOB)", "#25 is no entry"),
        (
            29,
            "state",
            f"CAST(replace(state, '{stamp(16)}', '2024-01-01T00:00:00Z') AS BLOB)",
            "#29 was recorded at 2024",
        ),
    ):
        with closing(sqlite3.connect(copy.path)) as connection, connection:
            (before,) = connection.execute(f"SELECT {column} FROM stored_events WHERE rowid = {rank}").fetchone()
        connection.close()
        assert expected in reasons(copy.altered(f"UPDATE stored_events SET {column} = {value} WHERE rowid = {rank}"))[0]
        with closing(sqlite3.connect(copy.path)) as connection, connection:
            connection.execute(f"UPDATE stored_events SET {column} = ? WHERE rowid = {rank}", (before,))
        connection.close()


def test_an_entry_of_a_newer_program_is_not_judged(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Its bytes are in the tree all the same."""
    monkeypatch.setattr(verify, "_head", lambda _log, _tree: ())
    state = f'{{"what":"summit","id":"s","recorded_at":"{stamp(16)}"}}'

    assert copy.altered(f"UPDATE stored_events SET state = CAST('{state}' AS BLOB) WHERE rowid = 29").ok


@pytest.mark.parametrize(
    ("script", "table"),
    [
        ("UPDATE ix_entry SET id = 'another' WHERE rank = 12", "ix_entry"),
        ("DELETE FROM ix_kind WHERE rank = (SELECT max(rank) FROM ix_kind)", "ix_kind"),
        ("DELETE FROM ix_link WHERE rank = (SELECT max(rank) FROM ix_link)", "ix_link"),
        ("INSERT INTO ix_pair VALUES ('cambodia', 'japan', 1)", "ix_pair"),
        ("UPDATE ix_file SET count = 1 WHERE first = 1", "ix_file"),
        ("UPDATE ix_leaf SET hash = x'00' WHERE rank = 12", "ix_leaf"),
        ("INSERT INTO ix_block VALUES (0, x'00')", "ix_block"),
        ("INSERT INTO ix_text (rowid, words) VALUES (12, 'slander')", "ix_text"),
    ],
)
def test_damage_to_a_derived_table_is_found_by_making_it_anew(copy: Copy, script: str, table: str) -> None:
    """The log itself verifies: nothing that is proved rests on such a table."""
    assert copy.altered(script).ok
    assert [f"the derived table {table} does not match the entries: rebuild the log"] == [
        fault.message for fault in derived_faults(copy.path)
    ]


PAGE = 4096


def page_of(path: Path, name: str) -> int:
    """Where the root page of a table or index begins in the file."""
    with closing(sqlite3.connect(path)) as connection, connection:
        (page,) = connection.execute("SELECT rootpage FROM sqlite_master WHERE name = ?", (name,)).fetchone()
    connection.close()
    return (int(page) - 1) * PAGE


def test_a_log_with_a_schema_of_its_own_is_not_grown(copy: Copy) -> None:
    """What stands in the way of a reader stands in the way of a writer."""
    copy.altered("CREATE INDEX more ON ix_link (rank)")
    with pytest.raises(Damaged, match="index `more` is not ours"):
        EventLog(copy.path)


def test_a_log_that_is_held_while_it_is_verified_is_not_damaged(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """It could not be verified, which is another matter."""

    def held(*_: object) -> None:
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    monkeypatch.setattr(verify, "_verified", held)
    with pytest.raises(Refused, match="database is locked") as caught:
        verify_log(copy.path)

    assert not isinstance(caught.value, Damaged)


@pytest.mark.parametrize(("where", "alone"), [("writable", 0), ("read-only", 1), ("with a journal", 0)])
def test_a_log_where_nothing_can_be_written_is_read_as_it_is(
    copy: Copy, monkeypatch: pytest.MonkeyPatch, where: str, alone: int
) -> None:
    """SQLite would make files beside it; unless there are some already, which it has to take in."""
    opened = list[str]()

    def connecting(uri: str) -> sqlite3.Connection:
        opened.append(uri)
        return rows.connect(uri)

    monkeypatch.setattr("timeline.eventlog.opened.connect", connecting)
    monkeypatch.setattr("os.access", lambda *_: where == "writable")
    if where == "with a journal":
        Path(f"{copy.path}-wal").touch()
    open_log(copy.path).__exit__()

    assert alone == opened[0].count("immutable=1")


def test_a_table_that_a_scan_and_a_look_up_read_otherwise_is_damaged(copy: Copy) -> None:
    """The keys of an inner page lead a look-up elsewhere than a scan goes."""
    data, page = bytearray(copy.path.read_bytes()), page_of(copy.path, "stored_events")
    assert 5 == data[page], "an inner page of a table"
    cell = page + int.from_bytes(data[page + 12 : page + 14], "big")
    data[cell + 4] = 1
    copy.path.write_bytes(bytes(data))

    assert "the file of the log is damaged: " in reasons(verify_log(copy.path, copy.held))[0]


def test_an_index_that_leads_elsewhere_is_found_with_the_derived_tables(copy: Copy) -> None:
    """Rows are compared, and so is what a look-up goes through."""
    data, page = bytearray(copy.path.read_bytes()), page_of(copy.path, "sqlite_autoindex_ix_entry_1")
    at = data.index(b"visit/more-14", page, page + PAGE)
    data[at : at + 13] = b"visit/more-xx"
    copy.path.write_bytes(bytes(data))

    assert verify_log(copy.path, copy.held).ok
    (fault,) = derived_faults(copy.path)
    assert "the file of the log is damaged: " in fault.message


@pytest.mark.parametrize(
    ("script", "expected"),
    [
        (
            f"{INSERT} SELECT -1, 'other', 1, topic, state FROM stored_events WHERE rowid = 12",
            "the file of the log is damaged: there is a row before the first position, at -1",
        ),
        ("DELETE FROM head", "the head of the log is damaged"),
        ("UPDATE head SET root = 'text'", "the head of the log is damaged"),
        ("UPDATE head SET size = 29.5", "the head of the log is damaged"),
        (
            "CREATE INDEX more ON ix_link (rank)",
            "PATH is not a log of this program: index `more` is not ours",
        ),
        (
            "ALTER TABLE ix_pair ADD COLUMN more TEXT",
            "PATH is not a log of this program: table `ix_pair` is not ours",
        ),
    ],
)
def test_what_stands_beside_the_rows_is_looked_at_too(copy: Copy, script: str, expected: str) -> None:
    """Rows before the first, another head, an index or a column that is not ours."""
    assert expected.replace("PATH", str(copy.path)) == reasons(copy.altered(script))[0]


def test_an_entry_that_cannot_be_read_is_reported_when_it_is_asked_for(copy: Copy) -> None:
    """With its position and the way out."""
    for state in (b"nothing", b'{"what":"topic","id":"\xff"}'):
        copy.altered(f"UPDATE stored_events SET state = x'{state.hex()}' WHERE rowid = 29")
        with open_log(copy.path) as log, pytest.raises(Refused, match="entry #29 cannot be read"):
            log.at(29)
    copy.altered(f"{INSERT} SELECT -1, 'other', 1, topic, state FROM stored_events WHERE rowid = 12")
    with open_log(copy.path) as log, pytest.raises(Refused, match="entry #-1 cannot be read"):
        log.at(-1)


def test_a_log_that_grows_meanwhile_verifies(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is appended after the first look is not part of it."""
    looked = verify._shape

    def grown(path: Path, reader: LogReader) -> str:
        with EventLog(copy.path) as log, log.appending(after=log.head().size) as appending:
            appending.add([Topic(id="late", name="Late", recorded_at=stamp(99), recorded_by="tests")])
        return looked(path, reader)

    monkeypatch.setattr(verify, "_shape", grown)
    with closing(sqlite3.connect(copy.path)) as connection, connection:
        connection.execute("PRAGMA journal_mode = WAL")
    connection.close()

    assert (True, 29) == ((verdict := verify_log(copy.path, copy.held)).ok, verdict.size)


def test_a_file_that_is_damaged_is_named_and_one_that_is_not_there_is_refused(copy: Copy, tmp_path: Path) -> None:
    """Pages of nothing are no rows; without a log there is nothing to verify."""
    data = bytearray(copy.path.read_bytes())
    data[4096:] = bytes(len(data) - 4096)
    copy.path.write_bytes(bytes(data))

    assert "the file of the log is damaged" in reasons(verify_log(copy.path, copy.held))[0]
    with pytest.raises(Misused, match="there is no log"):
        verify_log(tmp_path / "missing.sqlite")


def test_work_that_is_shared_by_processes_comes_to_the_same(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Stretches of whole blocks, the last one begun; a checkpoint within a block, at its end, at the end of all."""
    topics = "".join(f'[[topic]]\nid = "t{number}"\nname = "Topic {number}"\n' for number in range(2500))
    path = tmp_path / "log.sqlite"
    with EventLog(path) as log:
        ingest(write_record(tmp_path, topics), log)
        with log.reading() as reader:
            sizes = (0, 1, 1023, 1024, 1025, 2048, 2500)
            held = [Expected(str(size), Checkpoint(ORIGIN, size, reader.root_at(size))) for size in sizes]
    alone = verify_log(path, held)
    monkeypatch.setattr(verify, "_SHARED", 1)
    monkeypatch.setattr("os.cpu_count", lambda: 3)
    shared = verify_log(path, held)
    monkeypatch.setattr("sys.executable", shutil.which("false"))

    assert (True, "2500") == (alone.ok, alone.good and alone.good.name)
    assert alone == shared
    # What a process leaves undone is done all the same.
    assert alone == verify_log(path, held)


def test_a_false_checkpoint_beside_a_good_one_of_the_same_size_is_reported(copy: Copy) -> None:
    """The log is that of the good one; the other is of another."""
    false = Expected("false.checkpoint", Checkpoint(ORIGIN, 20, bytes(32)))

    assert (
        "the checkpoint false.checkpoint of #20 is of another log: a later one confirms these entries",
        "20.checkpoint",
    ) == reasons(verify_log(copy.path, [*copy.held, false]))


def test_an_empty_log_verifies(tmp_path: Path) -> None:
    """There is nothing in it."""
    path = tmp_path / "log.sqlite"
    EventLog(path).close()

    assert (True, 0) == ((verdict := verify_log(path)).ok, verdict.size)


HIDDEN = (
    "typeof(originator_id), typeof(originator_version), typeof(topic), typeof(state),"
    " originator_id, originator_version, topic, state"
)


def test_an_index_that_hides_behind_a_name_of_ours_is_refused(copy: Copy) -> None:
    """SQLite passes over the second of two tables of a name: between them an index of old rows could answer."""
    index = f"CREATE INDEX head ON stored_events({HIDDEN})"
    copy.altered(f"CREATE INDEX hidden ON stored_events({HIDDEN})")
    copy.altered(
        "PRAGMA writable_schema = ON;"
        f" UPDATE sqlite_master SET name = 'head', sql = '{index}' WHERE name = 'hidden';"
        " INSERT INTO sqlite_master SELECT type, name, tbl_name, rootpage,"
        " replace(sql, 'CREATE TABLE', 'CREATE TABLE IF NOT EXISTS') FROM sqlite_master"
        " WHERE name = 'head' AND type = 'table'"
    )

    with pytest.raises(Refused, match="is not a log"):
        open_log(copy.path)
    assert not verify_log(copy.path, copy.held).ok


def test_the_rows_themselves_are_hashed_whatever_an_index_holds(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were such an index let in, it would still not be asked."""
    monkeypatch.setattr("timeline.eventlog.opened.odd", lambda _: iter(()))
    copy.altered(f"CREATE INDEX hidden ON stored_events({HIDDEN})")
    with closing(sqlite3.connect(copy.path)) as connection, connection:
        asked = connection.execute(f"EXPLAIN QUERY PLAN {rows._ROWS}", (1, 9)).fetchall()
    connection.close()

    assert not any("hidden" in line[-1] for line in asked)


@pytest.mark.parametrize("frontier", ["zeroblob(length(frontier))", "x'00'"])
def test_a_tree_that_cannot_grow_is_reported_and_not_grown(copy: Copy, frontier: str) -> None:
    """The entries are as they were; what would be appended would come to a false root."""
    verdict = copy.altered(f"UPDATE head SET frontier = {frontier}")

    assert ["the frontier of the log does not match its root: rebuild the log"] == [
        fault.message for fault in verdict.faults
    ]
    with EventLog(copy.path) as log, pytest.raises(Refused, match="does not match its root"):  # noqa: SIM117
        with log.appending(after=log.head().size):
            pass


@pytest.mark.parametrize(
    "script",
    [
        "DELETE FROM ix_text_data",
        "UPDATE ix_text_data SET block = x'8000' WHERE id = 1",
        "UPDATE ix_text_idx SET pgno = 2 WHERE term <> x''; UPDATE ix_text_idx SET pgno = 9",
        "UPDATE ix_text_docsize SET sz = x'01'",
        "DELETE FROM ix_text_docsize",
    ],
)
def test_damage_to_the_word_index_is_reported(copy: Copy, script: str) -> None:
    """In its own tables too; never as a failure of the program."""
    assert copy.altered(script).ok
    assert list(derived_faults(copy.path))


def test_roots_are_those_of_rows(copy: Copy) -> None:
    """An altered row comes to another root, and one that is missing to none."""
    with open_log(copy.path) as log:
        root = log.root_at(20)
        assert {10, 20} == set(verify.roots_of_rows(copy.path, log, (10, 20)))
        assert root == verify.roots_of_rows(copy.path, log, (10, 20))[20]
    copy.altered("UPDATE stored_events SET topic = 'other' WHERE rowid = 12")
    with open_log(copy.path) as log:
        assert root != verify.roots_of_rows(copy.path, log, (10, 20))[20]
    copy.altered("DELETE FROM stored_events WHERE rowid = 12")
    with open_log(copy.path) as log, pytest.raises(NotProved, match="1 of 20 entries cannot be read"):
        verify.roots_of_rows(copy.path, log, (10, 20))


def test_a_row_of_another_type_is_reported_and_not_read(copy: Copy) -> None:
    """As an entry that cannot be read, with its position."""
    copy.altered("UPDATE stored_events SET state = 7 WHERE rowid = 12")
    with open_log(copy.path) as log, pytest.raises(Refused, match="entry #12 cannot be read"):
        log.at(12)


def test_a_log_with_something_unwritten_beside_it_says_so(copy: Copy, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where it cannot be taken in: SQLite says only that the database is read-only."""

    def refused(_: sqlite3.Connection) -> None:
        error = sqlite3.OperationalError("attempt to write a readonly database")
        error.sqlite_errorcode = sqlite3.SQLITE_READONLY
        raise error

    monkeypatch.setattr("timeline.eventlog.opened.odd", refused)
    with pytest.raises(Refused, match="cannot be read in a read-only folder"):
        open_log(copy.path)
