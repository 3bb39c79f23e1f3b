"""The log, on every backend: one class of facts, run against memory and SQLite."""

import os
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory
from uuid import uuid4

import pytest
from eventsourcing.persistence import IntegrityError, StoredEvent
from eventsourcing.sqlite import SQLiteDatastore
from eventsourcing.tests.persistence import ApplicationRecorderTestCase

from timeline.entries import Actor, Entry, Topic
from timeline.eventlog import index, store
from timeline.eventlog.opened import open_log, refuse_foreign
from timeline.eventlog.read import LogReader
from timeline.eventlog.store import EventLog, LogRecorder
from timeline.problems import Damaged, Misused, Refused
from timeline.proof.checkpoint import leaf_line
from timeline.proof.merkle import EMPTY_ROOT, Frontier, leaf_hash


def topic(name: str) -> Entry:
    """A stamped topic."""
    return Topic(id=name, recorded_at="2026-01-31T09:00:00Z", recorded_by="me", name=name)


def state(name: str) -> Entry:
    """A stamped state with the code JP."""
    return Actor(id=name, recorded_at="2026-01-31T09:00:00Z", recorded_by="me", kind="state", name="Japan", code="JP")


def put(log: EventLog, *names: str) -> None:
    """Append topics, all in one append."""
    with log.appending(after=log.head().size) as appending:
        appending.add([topic(name) for name in names])


def verify_log(log: EventLog) -> list[bytes]:
    """The leaf lines, after looking that ranks are dense and the head is the tree's."""
    with log.reading() as reader:
        rows, head = list(reader.stored()), reader.head()
    frontier = Frontier()
    for rank, row in enumerate(rows, 1):
        assert rank == row.rank
        frontier.append(leaf_hash(leaf_line(row)))
    assert (frontier.size, frontier.root(), frontier.packed()) == (head.size, head.root, head.frontier)
    return [leaf_line(row) for row in rows]


class LogFacts:
    """What holds of every log."""

    @pytest.fixture
    def log(self) -> Iterator[EventLog]:
        """An empty log."""
        raise NotImplementedError

    def test_an_empty_log_has_the_root_of_nothing(self, log: EventLog) -> None:
        """Size 0, and the hash of no bytes."""
        assert (0, EMPTY_ROOT) == (log.head().size, log.head().root)

    def test_versions_count_within_a_stream_and_ranks_within_the_log(self, log: EventLog) -> None:
        """Across appends."""
        put(log, "one", "two")
        put(log, "three")
        with log.reading() as reader:
            found = [(row.rank, row.stream, row.version) for row in reader.stored()]

        assert [(1, "topics", 1), (2, "topics", 2), (3, "topics", 3)] == found
        verify_log(log)

    def test_an_append_that_fails_leaves_nothing(self, log: EventLog) -> None:
        """Whatever was added before it failed."""
        put(log, "one")
        before = verify_log(log)
        with pytest.raises(ValueError, match="in between"), log.appending(after=1) as appending:  # noqa: PT012 - the append is what fails
            appending.add([topic("two")])
            raise ValueError("in between")

        assert before == verify_log(log)

    def test_what_is_added_is_read_within_the_append(self, log: EventLog) -> None:
        """The checks of a file see its entries before they are committed."""
        with log.appending(after=0) as appending:
            appending.add([topic("one")])
            found = appending.log.find("one")

        assert found is not None
        assert 1 == found.position

    def test_an_append_to_a_log_that_grew_is_refused(self, log: EventLog) -> None:
        """What was checked against an older log is checked again."""
        put(log, "one")
        with pytest.raises(Refused, match="the log grew from #0 to #1"), log.appending(after=0):
            pass

        verify_log(log)

    def test_an_id_cannot_be_stored_twice(self, log: EventLog) -> None:
        """The index refuses what the checks would have."""
        put(log, "one")
        with pytest.raises(Damaged, match="UNIQUE constraint failed"):
            put(log, "one")

        assert 1 == len(verify_log(log))


class TestMemory(LogFacts):
    """A log in memory."""

    @pytest.fixture
    def log(self) -> Iterator[EventLog]:
        """An empty log in memory."""
        with EventLog() as log:
            yield log


class TestSQLite(LogFacts):
    """A log in a file."""

    @pytest.fixture
    def log(self, tmp_path: Path) -> Iterator[EventLog]:
        """An empty log in a file."""
        with EventLog(tmp_path / "log.sqlite") as log:
            yield log

    def test_a_log_is_there_when_it_is_opened_again(self, log: EventLog, tmp_path: Path) -> None:
        """Another connection reads what was committed."""
        put(log, "one")
        with open_log(tmp_path / "log.sqlite") as reader:
            assert ["one"] == [recorded.entry.id for recorded in reader.recorded()]

    def test_two_programs_append_and_nothing_is_lost_or_doubled(self, log: EventLog, tmp_path: Path) -> None:
        """Each retries what is refused; every entry is there once."""
        script = (
            "import sys\nfrom pathlib import Path\nfrom test_store import EventLog, Refused, put\n"
            "with EventLog(Path(sys.argv[1])) as log:\n"
            "    for number in range(20):\n"
            "        while True:\n"
            "            try:\n                put(log, f'{sys.argv[2]}-{number}')\n                break\n"
            "            except Refused as refused:\n                assert 'run the command again' in refused.problems[0].hint\n"
        )
        command = [sys.executable, "-c", script, str(tmp_path / "log.sqlite")]
        here = os.environ | {"PYTHONPATH": str(Path(__file__).parent)}
        writers = [subprocess.Popen([*command, name], env=here) for name in ("a", "b")]

        assert [0, 0] == [writer.wait(60) for writer in writers]
        names = sorted(f"{name}-{number}" for name in "ab" for number in range(20))
        with log.reading() as reader:
            assert names == sorted(recorded.entry.id for recorded in reader.recorded())
        verify_log(log)

    def test_a_reader_and_the_store_agree_on_the_tables(self, log: EventLog, tmp_path: Path) -> None:
        """What `store` makes is what `read` accepts as ours."""
        put(log, "one")
        with open_log(tmp_path / "log.sqlite") as reader:
            assert log.head() == reader.head()


class TestLibraryFacts(ApplicationRecorderTestCase[LogRecorder]):
    """The library's own facts about recorders hold of ours."""

    # They only measure.
    test_performance = None  # type: ignore[assignment]  # how a test is taken out of a case
    test_concurrent_throughput = None  # type: ignore[assignment]  # as above
    # It ends while a thread of its own still reads, through connections that are closed by
    # then. Programs that write and read at once are tested above.
    test_concurrent_no_conflicts = None  # type: ignore[assignment]  # as above

    def setUp(self) -> None:
        """An empty database."""
        super().setUp()
        self.folder = TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)

    def new_originator_id(self) -> str:
        """Streams have names here."""
        return str(uuid4())

    def create_recorder(self) -> LogRecorder:
        """A recorder with its tables."""
        name = f"{Path(self.folder.name).as_uri()}/{len(list(Path(self.folder.name).iterdir()))}.sqlite"
        recorder = LogRecorder(SQLiteDatastore(name, originator_id_type="text"))
        self.addCleanup(recorder.datastore.close)
        recorder.create_table()
        return recorder


@pytest.mark.parametrize(
    ("damage", "message"),
    [
        ("CREATE VIEW extra AS SELECT 1", "view `extra`"),
        ("CREATE TRIGGER t AFTER INSERT ON head BEGIN SELECT 1; END", "trigger `t`"),
        ("DROP TABLE ix_file", "table `ix_file`"),
        ("DROP TABLE ix_pair; CREATE VIEW ix_pair AS SELECT 1 AS one, 2 AS other, 3 AS rank", "ix_pair"),
        ("PRAGMA application_id = 1", "not a log of this program"),
    ],
)
def test_a_file_whose_schema_is_not_ours_is_not_read(tmp_path: Path, damage: str, message: str) -> None:
    """A view or trigger in a table's place could say anything."""
    path = tmp_path / "log.sqlite"
    with EventLog(path) as log:
        put(log, "one")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.executescript(damage)
    connection.close()

    with pytest.raises(Refused, match=message):
        open_log(path)


def test_a_log_in_another_encoding_is_not_ours(tmp_path: Path) -> None:
    """Its texts would not be the bytes that are hashed."""
    path, other = tmp_path / "log.sqlite", tmp_path / "other.sqlite"
    with EventLog(path) as log:
        put(log, "one")
    with closing(sqlite3.connect(path)) as ours, closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("PRAGMA encoding = 'UTF-16le'")
        mark = ours.execute("PRAGMA application_id").fetchone()[0]
        connection.execute(f"PRAGMA application_id = {mark}")
        tables = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL AND name NOT LIKE 'ix_text_%'"
        for (statement,) in ours.execute(tables):
            connection.execute(statement)
    ours.close()
    connection.close()

    with pytest.raises(Refused, match="encoding `UTF-8` is not ours"):
        open_log(other)


def test_an_append_takes_the_lock_before_it_looks(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two that had both looked would both go on, and one would fail when all its work is done."""
    monkeypatch.setattr(store, "_LOCK_TIMEOUT_S", 0)
    path, begun = tmp_path / "log.sqlite", list[int]()
    with (
        EventLog(path) as one,
        EventLog(path) as other,
        one.appending(after=0),
        pytest.raises(Refused, match="locked"),
        other.appending(after=0),
    ):
        begun.append(1)

    assert not begun


@pytest.mark.parametrize("writing", [False, True])
def test_a_file_of_a_stranger_is_trusted_by_neither_reader_nor_writer(tmp_path: Path, writing: bool) -> None:  # noqa: FBT001 - two cases
    """Its schema runs nothing, and its cells are looked at before they are read; a reader can write nothing."""
    path = tmp_path / "log.sqlite"
    with EventLog(path) as log:
        put(log, "one")
        with log.reading() as reader:
            connection = reader._connection
            found = {name: _pragma(connection, name) for name in ("trusted_schema", "cell_size_check", "query_only")}
    if not writing:
        with open_log(path) as reader:
            connection = reader._connection
            found = {name: _pragma(connection, name) for name in ("trusted_schema", "cell_size_check", "query_only")}

    assert {"trusted_schema": 0, "cell_size_check": 1, "query_only": 0 if writing else 1} == found


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    return int(connection.execute(f"PRAGMA {name}").fetchone()[0])


def test_what_is_no_log_is_reported(tmp_path: Path) -> None:
    """No file, no database, another database."""
    text = tmp_path / "text"
    text.write_text("not a database, and long enough to be looked at by SQLite as one" * 20, encoding="utf-8")
    other = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(other)) as connection, connection:
        connection.execute("CREATE TABLE t (x)")
    connection.close()

    for path in (text, other):
        with pytest.raises(Damaged):
            open_log(path)
        with pytest.raises(Damaged):
            EventLog(path)
    for path in (tmp_path / "missing", tmp_path):
        with pytest.raises(Misused, match="there is no log"):
            open_log(path)
    with pytest.raises(Refused, match="cannot open the log"):
        EventLog(tmp_path)


def test_a_log_is_opened_for_reading_and_nothing_else(tmp_path: Path) -> None:
    """A reading command cannot write, whatever it is reported."""
    path = tmp_path / "log.sqlite"
    with EventLog(path) as log:
        put(log, "one")
    with open_log(path) as reader, pytest.raises(sqlite3.OperationalError):
        reader._connection.execute("DELETE FROM head")


def test_a_newer_entry_is_reported_with_its_position_and_its_bytes_still_go_out(tmp_path: Path) -> None:
    """Never skipped silently; work on the bytes goes on."""
    path = tmp_path / "log.sqlite"
    with EventLog(path) as log:
        put(log, "one", "two")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            """UPDATE stored_events SET state = CAST('{"what":"summit","id":"two"}' AS BLOB) WHERE rowid = 2"""
        )
    connection.close()
    with open_log(path) as reader:
        with pytest.raises(Refused, match="entry #2 was written by a newer program"):
            list(reader.recorded())
        with pytest.raises(Refused, match="#2"):
            reader.find("two")
        assert 2 == len(list(reader.stored()))


def test_a_log_that_another_program_holds_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """After a while, with the way out; nothing is written."""
    monkeypatch.setattr(store, "_LOCK_TIMEOUT_S", 1)
    with EventLog(tmp_path / "log.sqlite") as log:
        other = sqlite3.connect(tmp_path / "log.sqlite", isolation_level=None)
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(Refused, match="cannot write the log"):
            put(log, "one")
        other.close()

        assert [] == verify_log(log)


def test_states_are_looked_up_anew_when_too_many_are_kept(monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept of states is bounded."""
    monkeypatch.setattr(index, "_CACHED", 0)
    with EventLog() as log, log.appending(after=0) as appending:
        indexer = index.Indexer(appending.log._connection, appending.log)
        assert [(set(), set())] * 2 == [indexer._versions_of("one"), indexer._versions_of("two")]


def test_states_have_their_codes_from_their_registrations() -> None:
    """A code belongs to the state that had it first."""
    with EventLog() as log:
        with log.appending(after=0) as appending:
            appending.add([state("japan"), state("nippon")])
        with log.reading() as reader:
            assert {"JP": "japan"} == reader.parties()
            assert isinstance(reader, LogReader)


def test_a_stored_row_is_never_replaced() -> None:
    """A rank that is taken is refused by the table itself."""
    datastore = SQLiteDatastore(":memory:", originator_id_type="text")
    recorder = LogRecorder(datastore)
    recorder.create_table()
    recorder.insert_events([StoredEvent("a", 1, "t", b"")], first=1)

    with pytest.raises(IntegrityError):
        recorder.insert_events([StoredEvent("b", 1, "t", b"")], first=1)


def test_a_set_of_entries_is_found_by_their_ids_and_no_others(tmp_path: Path) -> None:
    """An index that leads to another entry is damage; what is no id of any entry is not found."""
    with EventLog(tmp_path / "log.sqlite") as log:
        put(log, "one")
        put(log, "two")
        with log.reading() as reader:
            assert ["one", "two"] == list(reader.named(["two", "one", "three", "één", "\udc80"], known=9))
            assert ["one"] == list(reader.named(["two", "one"], known=1))
            assert [{}, [], []] == [
                reader.named([], known=9),
                reader.naming([], "by", known=9),
                reader.said_of([], "by", known=9),
            ]
            reader._connection.execute("UPDATE ix_entry SET id = 'other' WHERE id = 'one'")
            with pytest.raises(Damaged, match="the id `other` leads to another entry, #1"):
                reader.named(["other"], known=9)


def test_a_file_that_is_locked_is_not_called_foreign(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Who opens it for writing waits for it, and says so if in vain."""
    tried = list[str]()

    def locked(uri: str) -> sqlite3.Connection:
        tried.append(uri)
        error = sqlite3.OperationalError("database is locked")
        error.sqlite_errorcode = sqlite3.SQLITE_BUSY
        raise error

    monkeypatch.setattr("timeline.eventlog.opened.connect", locked)

    refuse_foreign(tmp_path / "log.sqlite")

    assert 1 == len(tried)


def test_a_log_that_another_program_is_creating_is_opened_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """SQLite does not wait when it sets the journal; whatever else is wrong is reported at once."""
    made, tried = LogRecorder.create_table, list[str]()

    def create_table(recorder: LogRecorder) -> None:
        tried.append("x")
        if len(tried) == 1:
            raise sqlite3.OperationalError("database is locked")
        made(recorder)

    monkeypatch.setattr(LogRecorder, "create_table", create_table)
    with EventLog(tmp_path / "log.sqlite") as log:
        assert (2, 0) == (len(tried), log.head().size)
