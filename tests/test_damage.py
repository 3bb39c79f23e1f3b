"""Damaged logs: whatever is wrong with the file, every command answers, refuses or says that it is damaged.

Never with a traceback, and never with an answer where SQLite sees that pages and indexes differ.
TIMELINE_DAMAGES sets how many random damages are tried (a few by default).
"""

import json
import os
import random
import shutil
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

import pytest
from msgspec import structs

from records import PROMISE, SIGNING, VISIT, amount, event, stamp, write_record
from running import at, timeline
from timeline.cli.registry import COMMANDS
from timeline.entries import Event
from timeline.eventlog import looked
from timeline.eventlog.derived import derived_faults
from timeline.eventlog.store import EventLog
from timeline.proof.checkpoint import ORIGIN, Checkpoint, format_checkpoint
from timeline.record.append import ingest

DAMAGES = int(os.environ.get("TIMELINE_DAMAGES", "15"))
PAGE = 4096

RECORD = (
    VISIT
    + PROMISE
    + SIGNING
    + event("visit/said", "statement", 'part_of = "visit/call"\nact = "affirms"\ntopics = "roads"')
    + amount("51.5 million")
    + '[[correct]]\nid = "visit/call@c"\nentry = "visit/call"\nfield = "place"\nnow = "Phnom Penh"\nbecause = "why"\n'
    + '[[withdraw]]\nid = "visit/said@w"\nentry = "visit/said"\nbecause = "why"\n'
)

READING = [
    ["replay", "visit"],
    ["replay", "visit", "--recorded"],
    ["replay", "JP", "KH"],
    ["log"],
    ["show", "visit/call"],
    ["show", "#12"],
    ["state", "JP", "KH", "--on", "2025-01-01"],
    ["compare", "visit"],
    ["commitments", "--on", "2025-01-01"],
    ["conflicts"],
    ["dossier", "kamikawa", "--on", "2025-01-01"],
    ["search", "visit"],
    ["audit", "visit/call"],
    ["history", "visit/call"],
    ["diff", "--from", "5", "--to", "15"],
    ["late"],
    ["rests-on", "article"],
    ["sources"],
    ["coverage", "article"],
    ["visits"],
    ["brief", "visit", "--on", "2025-01-01"],
    ["brief", "JP", "KH", "--on", "2025-01-01"],
    ["cite", "visit/call"],
    ["meetings", "JP", "KH"],
    ["changes", "JP", "KH", "--to", "2025-01-01"],
    ["compare", "visit/call", "visit/loan"],
]
"""Commands that answer from a log, in text and as JSON."""
PROVING = [
    ["verify"],
    ["verify", "--derived"],
    ["consistency", "5", "12"],
    ["consistency", "5", "12.checkpoint"],
    ["prove", "visit/call"],
    ["export", "log"],
    ["plot", "commitments", "--on", "2025-01-01"],
    ["plot", "readouts", "visit"],
    ["export", "sqlite", "copy-of-it.sqlite"],
    ["export", "sqlite", "facts.sqlite", "--answers"],
    ["export", "csv", "facts"],
    ["export", "jsonld"],
    ["archive", "site"],
    ["check", "--record", "record"],
    ["append", "--record", "record", "--by", "tests"],
]
WITH_JSON = {"verify", "consistency", *(command[0] for command in READING)}


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with a record, a log of it and a checkpoint."""
    folder = tmp_path_factory.mktemp("whole")
    (folder / "record").mkdir()
    write_record(folder / "record", RECORD)
    path = folder / "log.sqlite"
    with EventLog(path) as log:
        ingest(folder / "record", log)
        with log.reading() as reader:
            checkpoint = Checkpoint(ORIGIN, 12, reader.root_at(12))
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    (folder / "12.checkpoint").write_text(format_checkpoint(checkpoint), encoding="utf-8")
    return folder


@pytest.fixture
def folder(whole: Path, tmp_path: Path) -> Path:
    """A copy of it to be damaged."""
    return Path(shutil.copytree(whole, tmp_path / "copy"))


def asked(folder: Path) -> Iterator[tuple[list[str], int]]:
    """Every command and its exit code, asked of the log of a folder; each says as JSON when it does not verify."""
    path = folder / "log.sqlite"
    kept = path.read_bytes()
    with at(folder):
        for command in [*READING, *PROVING]:
            for more in ([], ["--json"]) if command[0] in WITH_JSON else ([],):
                ran = timeline(*command, *more, "--log", "log.sqlite")
                assert ran.code in {0, 1, 2, 3}, command
                if ran.code == 3 and more:
                    assert json.loads(ran.out.splitlines()[-1])["ok"] is False
                elif ran.code == 3:
                    assert ran.out.startswith(("the log does not", "verification failed")) or "error[" in ran.err, (
                        command
                    )
                (folder / "copy-of-it.sqlite").unlink(missing_ok=True)
                # What an append wrote is not damage.
                path.write_bytes(kept)
                yield command, ran.code


def test_every_command_that_reads_a_log_is_asked() -> None:
    """A new one is added here, or named as one that reads none."""
    none = {
        "checkpoint",
        "completion",
        "correct",
        "init",
        "licences",
        "new",
        "registry",
        "schema",
        "source",
        "verify-proof",
        "withdraw",
    }

    assert set(COMMANDS) - none == {command[0] for command in [*READING, *PROVING]}


def test_a_whole_log_answers_everything(folder: Path) -> None:
    """What is asked below has an answer."""
    assert {0} == {code for _, code in asked(folder)}


@pytest.mark.parametrize("size", [0, 1, 99, 100, PAGE - 1, PAGE, 2 * PAGE, -PAGE, -1])
def test_a_log_that_is_cut_off_is_damaged(folder: Path, size: int) -> None:
    """To every command that reads it; an empty file is a new log to an append alone."""
    path = folder / "log.sqlite"
    path.write_bytes(path.read_bytes()[:size])
    codes = {(command[0], code) for command, code in asked(folder)}

    assert {3} == {code for name, code in codes if name not in {"append", "check"}}


def other_text(path: Path) -> None:
    """A text."""
    path.write_text("not a database, and long enough to be looked at by SQLite as one" * 99, encoding="utf-8")


def other_database(path: Path) -> None:
    """A database of another program."""
    path.unlink()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE t (x)")


@pytest.mark.parametrize("other", [other_text, other_database])
def test_what_is_no_log_is_reported_by_every_command(folder: Path, other: Callable[[Path], None]) -> None:
    """A text, or the database of another program; it is left as it is."""
    path = folder / "log.sqlite"
    other(path)
    before = path.read_bytes()

    assert {3} == {code for _, code in asked(folder)}
    assert before == path.read_bytes()


def test_a_log_that_is_missing_is_wrong_use_of_every_command(folder: Path) -> None:
    """The same exit code, and the same words; an append makes a new one."""
    with at(folder):
        ran = [
            timeline(*command, "--log", "nowhere.sqlite") for command in [*READING, *PROVING] if command[0] != "append"
        ]

    assert {(2, "error: there is no log at nowhere.sqlite")} == {(one.code, one.err.splitlines()[0]) for one in ran}


def overwritten(path: Path, at_byte: int, data: bytes) -> None:
    """Write over some bytes of a file."""
    with path.open("r+b") as file:
        file.seek(at_byte)
        file.write(data)


@pytest.mark.parametrize("seed", range(DAMAGES))
def test_no_damage_to_pages_ends_in_a_traceback(folder: Path, seed: int) -> None:
    """A byte flipped, a page emptied, a page of noise, somewhere; and what SQLite sees is never answered from."""
    path, chance = folder / "log.sqlite", random.Random(seed)  # noqa: S311 - places, not secrets
    size = path.stat().st_size
    page = chance.randrange(size // PAGE) * PAGE
    at_byte = chance.randrange(size)
    match seed % 3:
        case 0:
            overwritten(path, at_byte, bytes([path.read_bytes()[at_byte] ^ 1 << chance.randrange(8)]))
        case 1:
            overwritten(path, page, bytes(PAGE))
        case _:
            overwritten(path, page + chance.randrange(PAGE // 2), chance.randbytes(PAGE // 2))
    codes = {code for command, code in asked(folder) if command in READING}
    try:
        with closing(sqlite3.connect(path)) as connection:
            ((verdict,),) = connection.execute("PRAGMA integrity_check(1)").fetchmany(1)
    except (sqlite3.DatabaseError, ValueError):
        verdict = "damaged"

    assert verdict == "ok" or codes == {3}


COLUMNS = {
    "stored_events": ("originator_id", "originator_version", "topic", "state"),
    "head": ("size", "root", "frontier"),
    "ix_entry": ("id",),
    "ix_kind": ("kind", "rank"),
    "ix_link": ("target", "relation", "rank"),
    "ix_pair": ("one", "other", "rank"),
    "ix_file": ("recorded_at", "first", "count", "digest"),
    "ix_leaf": ("hash",),
    "ix_block": ("hash",),
    "ix_text_data": ("block",),
    "ix_text_idx": ("term", "pgno"),
    "ix_text_docsize": ("sz",),
}
VALUES = ("7", "-1", "1.5", "9223372036854775807", "'words'", "x'00ff'", "CAST(x'ff' AS TEXT)", "''")


@pytest.mark.parametrize("table", COLUMNS)
def test_no_value_of_another_kind_ends_in_a_traceback(folder: Path, table: str) -> None:
    """In any column of any table, of all rows or of one; and no rows at all."""
    path, chance = folder / "log.sqlite", random.Random(table)  # noqa: S311 - as above
    kept = path.read_bytes()
    scripts = [f"DELETE FROM {table}"] + [
        f"UPDATE OR REPLACE {table} SET {column} = {value}{where}"
        for column in COLUMNS[table]
        for value in chance.sample(VALUES, 2)
        for where in ("", f" WHERE {column} = (SELECT max({column}) FROM {table})")[:: chance.choice((1, -1))][:1]
    ]
    for script in scripts:
        path.write_bytes(kept)
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(script)
        assert list(asked(folder)), script


FIELDS = {
    "when": ("2024-07-0F", "2024-13-01", ""),
    "what": ("another", "visit"),
    "part_of": (["nobody"], "visit", ["visit/call"]),
    "recorded_at": ("yesterday", "2025"),
    "by": ([{"who": "nobody"}], [], "kamikawa"),
    "evidence": ([{"source": "nobody"}], [], 7),
}


@pytest.mark.parametrize("field", FIELDS)
def test_no_value_that_no_file_may_hold_ends_in_a_traceback(folder: Path, field: str) -> None:
    """In an entry whose row was altered."""
    path = folder / "log.sqlite"
    kept = path.read_bytes()
    for value in FIELDS[field]:
        path.write_bytes(kept)
        with closing(sqlite3.connect(path)) as connection, connection:
            connection.execute(
                f"UPDATE stored_events SET state = CAST(json_set(CAST(state AS TEXT), '$.{field}', json(?)) AS BLOB)"
                " WHERE json_extract(CAST(state AS TEXT), '$.what') IN ('courtesy-call', 'signing')",
                (json.dumps(value),),
            )
        assert list(asked(folder)), value


def test_a_log_made_at_home_of_values_that_no_file_may_hold_is_damaged(folder: Path) -> None:
    """Its tree is right, and no answer would be."""
    with EventLog(folder / "log.sqlite") as good, good.reading() as reader:
        entries = [recorded.entry for recorded in reader.recorded()]
    (folder / "log.sqlite").unlink()
    with EventLog(folder / "log.sqlite") as bad, bad.appending(after=0) as appending:
        for entry in entries:
            wrong = {"when": "2024-07-0F"} if isinstance(entry, Event) else {}
            appending.add([structs.replace(entry, recorded_at=stamp(0), **wrong)])
        for recorded in appending.log.recorded(1, appending.size):
            appending.relate(recorded)
        appending.file(stamp(0), first=1, digest=b"")
    with at(folder):
        ran = timeline("replay", "visit", "--json", "--log", "log.sqlite")

    assert (3, True) == (ran.code, "it contains what no record file may contain" in ran.err)
    assert list(asked(folder))


def test_pages_and_indexes_that_differ_are_never_answered_from(folder: Path) -> None:
    """An index that names another entry than its table: every command but the proofs of rows says so."""
    path = folder / "log.sqlite"
    data = bytearray(path.read_bytes())
    with closing(sqlite3.connect(path)) as connection:
        statement = "SELECT rootpage FROM sqlite_master WHERE name = 'sqlite_autoindex_ix_entry_1'"
        (page,) = connection.execute(statement).fetchone()
    start = (page - 1) * PAGE
    where = data.index(b"visit/said", start, start + PAGE)
    data[where : where + 10] = b"visit/sa1d"
    path.write_bytes(bytes(data))

    rows_alone = {"verify", "consistency", "export", "prove"}
    codes = {(" ".join(command[:2]), code) for command, code in asked(folder)}

    assert {3} == {
        code for name, code in codes if name.partition(" ")[0] not in rows_alone or name == "verify --derived"
    }


def test_an_id_that_leads_to_another_entry_is_no_answer(folder: Path) -> None:
    """Where table and index agree, the entry itself says what it is."""
    path = folder / "log.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE ix_entry SET id = 'visit/another' WHERE id = 'visit/call'")
    ran = timeline("show", "visit/another", "--log", str(path))

    assert (3, "", True) == (ran.code, ran.out, "the id `visit/another` leads to another entry" in ran.err)


def test_a_file_that_changes_while_it_is_looked_at_is_not_remembered(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What was seen is not what is there now."""
    monkeypatch.setattr(looked, "SMALL", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = folder / "log.sqlite"

    def touched(_: sqlite3.Connection, path: Path) -> str:
        os.utime(path, (1, 1))
        return ""

    monkeypatch.setattr(looked, "cut_off", touched)

    assert 0 == timeline("log", "--log", str(path)).code
    assert not looked.is_known(path, looked.identity(path))


def test_a_file_with_a_stamp_that_is_none_is_damage(folder: Path) -> None:
    """To whoever would record after it."""
    path = folder / "log.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("UPDATE ix_file SET recorded_at = 'yesterday' WHERE first = 1")
    with at(folder):
        ran = timeline("append", "--record", "record", "--by", "tests", "--log", "log.sqlite")

    assert (3, True) == (ran.code, "the log has a file with the stamp `yesterday`" in ran.err)


def test_a_log_that_cannot_be_opened_is_reported(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """As one that cannot be read as a log; the derived tables of one that is none are no traceback either."""
    path = folder / "log.sqlite"
    (folder / "text").write_text("a text", encoding="utf-8")
    faults = [fault.message for fault in derived_faults(folder / "text")]

    def unable(_: str) -> None:
        raise sqlite3.OperationalError("unable to open database file")

    monkeypatch.setattr("timeline.eventlog.opened.connect", unable)
    ran = timeline("log", "--log", str(path))

    assert (3, True) == (ran.code, "cannot be read as a log: unable to open database file" in ran.err)
    assert [f"{folder / 'text'} cannot be read as a log: file is not a database"] == faults


def test_a_mark_of_another_user_says_nothing(folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """That a large log was looked at is remembered for oneself."""
    monkeypatch.setattr(looked, "SMALL", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = folder / "log.sqlite"
    looked.remember(path, now := looked.identity(path))
    mine = looked.is_known(path, now)
    monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)

    assert (True, False) == (mine, looked.is_known(path, now))


def test_a_large_log_is_looked_at_once_and_again_when_it_changes(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """What is remembered is remembered of one file as it is."""
    monkeypatch.setattr(looked, "SMALL", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    looks = list[Path]()

    def whole_file(_: sqlite3.Connection, path: Path) -> str:
        looks.append(path)
        return ""

    monkeypatch.setattr(looked, "cut_off", whole_file)
    path = folder / "log.sqlite"
    codes = [timeline("log", "--log", str(path)).code for _ in range(2)]

    assert ([0, 0], [path]) == (codes, looks)
    overwritten(path, path.stat().st_size - PAGE, bytes(PAGE))
    assert 3 == timeline("log", "--log", str(path)).code


def test_an_append_to_a_large_log_that_was_whole_leaves_it_known(
    folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    """The next reader need not look again at all of it."""
    monkeypatch.setattr(looked, "SMALL", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    path = folder / "log.sqlite"
    (folder / "record" / "more.toml").write_text("format = 1\n" + event("visit/more", "dinner"), encoding="utf-8")
    with at(folder):
        assert 0 == timeline("append", "--record", "record", "--log", "log.sqlite", "--by", "tests").code

    assert looked.is_known(path, looked.identity(path))
