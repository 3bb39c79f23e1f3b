"""When something stands in the way: what is recorded is reported, nothing is lost, and the way out destroys nothing."""

import errno
import os
import re
import sqlite3
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import BinaryIO

import pytest

from records import VISIT, event, stamp, write_record
from running import at, timeline, unmeasured
from timeline.eventlog.opened import open_log
from timeline.eventlog.store import EventLog
from timeline.problems import Refused
from timeline.record import stamp as stamping
from timeline.record.append import append, check, ingest
from timeline.recordfile import whole
from timeline.recordfile.files import TOML_LIMIT
from timeline.recordfile.read import read_header
from timeline.values import format_instant, parse_instant

NEWEST = parse_instant(stamp(1))
"""When the newest file of the tests' record was recorded."""
SOON = NEWEST + timedelta(days=1)
AHEAD = stamping.AHEAD
"""As the program has it, whatever the other tests do with it."""


@pytest.fixture
def record(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A record with a draft, where clocks are doubted as they are anywhere."""
    monkeypatch.setattr(stamping, "AHEAD", AHEAD)
    (tmp_path / "record").mkdir()
    folder = write_record(tmp_path / "record", VISIT)
    draft(folder, "visit/dinner")
    return folder


def draft(folder: Path, name: str, text: str = "") -> Path:
    """Write a draft of one event."""
    path = folder / f"{name.rpartition('/')[2]}.toml"
    path.write_text("format = 1\n" + (text or event(name, "dinner", 'part_of = "visit"')), encoding="utf-8")
    return path


# --- the clock ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("now", "message"),
    [
        (NEWEST - timedelta(minutes=11), "11 minutes before 2025-01-02T00:00:00Z, the newest stamp"),
        (NEWEST - timedelta(days=20 * 365), "7300 days before"),
        (NEWEST + timedelta(days=401), "401 days after"),
        (NEWEST + timedelta(days=9000), "9000 days after"),
    ],
)
def test_a_clock_that_cannot_be_right_is_reported_and_nothing_is_stamped(
    record: Path, now: datetime, message: str
) -> None:
    """What it says is reported; the way out is to set it, never to take a stamp away."""
    with EventLog() as log, pytest.raises(Refused) as caught:
        append(record, None, log, now=now, recorded_by="me")
    (problem,) = caught.value.problems

    assert message in problem.message
    assert format_instant(now) in problem.message
    assert problem.hint.startswith("set the clock")
    assert "" == read_header(record / "dinner.toml").header.recorded_at


@pytest.mark.parametrize(
    ("now", "expected"),
    [
        (NEWEST - timedelta(minutes=10), NEWEST + timedelta(seconds=1)),
        (NEWEST, NEWEST + timedelta(seconds=1)),
        (NEWEST + timedelta(days=400), NEWEST + timedelta(days=400)),
    ],
)
def test_no_stamp_is_earlier_than_a_second_after_the_newest(record: Path, now: datetime, expected: datetime) -> None:
    """Clocks differ a little."""
    with EventLog() as log:
        append(record, None, log, now=now, recorded_by="me")

    assert format_instant(expected) == read_header(record / "dinner.toml").header.recorded_at


def test_who_knows_that_the_clock_is_right_says_so(record: Path) -> None:
    """A stamp that was made by a clock that was ahead locks nobody out."""
    with EventLog() as log:
        append(record, None, log, now=NEWEST - timedelta(days=30), recorded_by="me", clock_is_right=True)

    assert format_instant(NEWEST + timedelta(seconds=1)) == read_header(record / "dinner.toml").header.recorded_at


def test_nothing_that_reads_looks_at_the_clock(record: Path) -> None:
    """A record of the future is read, and checked with a warning."""
    with at(record.parent):
        old = datetime(1970, 1, 1, tzinfo=UTC)
        timeline.__globals__["clock"].now = lambda: old
        ran = [timeline(command, "--record", "record") for command in ("log", "verify", "check")]

    assert [0, 0, 0] == [one.code for one in ran]
    assert (
        "warning: its stamp 2025-01-01T00:00:00Z is ahead of this machine's clock, which says 1970-01-01" in ran[2].err
    )


# --- two programs at once -------------------------------------------------------------


def test_a_draft_that_another_program_records_meanwhile_is_recorded(record: Path) -> None:
    """Named before the record was held, it is one of the recorded files by then."""
    named = [record / "dinner.toml"]
    with EventLog() as log:
        append(record, None, log, now=SOON, recorded_by="another")
    with EventLog() as log:
        done = append(record, named, log, now=SOON, recorded_by="me")

    assert ((), 15) == (done.recorded, done.head.size)
    assert [] == check(record, named, now=SOON)


def test_a_program_waits_for_another_that_writes(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And then does its work."""
    waits = list[float]()
    with whole.only_writer(record):
        holding = threading.Event()

        def waiting(seconds: float) -> None:
            waits.append(seconds)
            holding.set()
            threading.Event().wait(0.01)

        monkeypatch.setattr("time.sleep", waiting)
        done = list[int]()

        def work() -> None:
            with EventLog() as log:
                done.append(append(record, None, log, now=SOON, recorded_by="me").head.size)

        other = threading.Thread(target=work)
        other.start()
        assert holding.wait(30)
    other.join(30)

    assert ([15], True) == (done, bool(waits))


@pytest.mark.parametrize("count", [2, 8])
def test_several_writers_at_once_record_each_draft_once(record: Path, count: int) -> None:
    """Each finds its draft recorded, by itself or another, and none is given a wrong message."""
    drafts = [draft(record, f"visit/d{number}") for number in range(count)]
    log = record.parent / "log.sqlite"
    command = [
        sys.executable,
        "-m",
        "timeline",
        "append",
        "--record",
        str(record),
        "--log",
        str(log),
        "--by",
        "me",
        "--clock-is-right",
    ]

    def run(_: Path) -> "subprocess.CompletedProcess[str]":
        return subprocess.run(command, capture_output=True, text=True, check=False, env=unmeasured())

    with ThreadPoolExecutor(count) as pool:
        ran = list(pool.map(run, drafts))

    assert [(0, "")] * count == [(one.returncode, one.stderr) for one in ran]
    assert 1 == sum("recorded " in one.stdout and "dinner.toml" in one.stdout for one in ran)
    with open_log(log) as reader, EventLog() as fresh:
        ingest(record, fresh)
        assert (15 + count, fresh.head().root) == (reader.head().size, reader.head().root)


# --- a disk that is full --------------------------------------------------------------


@contextmanager
def failing(monkeypatch: pytest.MonkeyPatch, after: int) -> Iterator[None]:
    """A disk that is full from the write of a number on."""
    create, count = whole._created, 0

    def full(temporary: Path, path: Path) -> BinaryIO:
        nonlocal count
        count += 1
        if count > after:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return create(temporary, path)

    with monkeypatch.context() as patch:
        patch.setattr(whole, "_created", full)
        yield


def test_a_file_that_cannot_be_written_is_as_it_was(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nothing was recorded, and that is what is reported."""
    before = (record / "dinner.toml").read_bytes()
    with failing(monkeypatch, 0), EventLog() as log, pytest.raises(Refused, match="No space left on device") as caught:
        append(record, None, log, now=SOON, recorded_by="me")

    assert ["unwritable"] == [problem.code for problem in caught.value.problems]
    assert before == (record / "dinner.toml").read_bytes()
    assert {"00.toml", "01.toml", "dinner.toml"} == {path.name for path in record.iterdir()}


def test_of_two_drafts_the_one_that_is_recorded_is_reported(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The other is a draft still; the next append takes both, and names what it took in."""
    draft(record, "visit/lunch")
    log_path = record.parent / "log.sqlite"
    with EventLog(log_path) as log:
        ingest(record, log)
    with failing(monkeypatch, 1), EventLog(log_path) as log, pytest.raises(Refused) as caught:
        append(record, None, log, now=SOON, recorded_by="me")
    problems = {(Path(problem.path).name, problem.code) for problem in caught.value.problems}
    with EventLog(log_path) as log:
        done = append(record, None, log, now=SOON, recorded_by="me")

    assert {("dinner.toml", "behind"), ("", "unwritable")} == problems
    assert not any("nothing was written" in problem.message + problem.hint for problem in caught.value.problems)
    assert ([record / "dinner.toml"], [record / "lunch.toml"]) == (list(done.taken_in), list(done.recorded))


def failing_commit(message: str, code: int) -> Callable[[object], None]:
    """A finish of an append that SQLite does not carry out."""

    def finish(_: object) -> None:
        error = sqlite3.OperationalError(message)
        error.sqlite_errorcode = code
        raise error

    return finish


@pytest.mark.parametrize(
    ("message", "code"),
    [("database or disk is full", sqlite3.SQLITE_FULL), ("disk I/O error", sqlite3.SQLITE_IOERR | 3 << 8)],
)
def test_a_log_that_cannot_be_written_after_the_stamp_is_reported_as_such(
    record: Path, monkeypatch: pytest.MonkeyPatch, message: str, code: int
) -> None:
    """The draft is recorded, the log is behind, and the next append says that it took it in."""
    log_path = record.parent / "log.sqlite"
    with EventLog(log_path) as log:
        ingest(record, log)
    command = ("append", "--record", "record", "--log", "log.sqlite", "--by", "me", "--clock-is-right")
    with at(record.parent):
        with monkeypatch.context() as patch:
            patch.setattr("timeline.eventlog.store.Appending.finish", failing_commit(message, code))
            failed = timeline(*command)
        again = timeline(*command)

    assert 1 == failed.code
    assert f"error[log-unwritten]: cannot write the log: {message}" in failed.err
    assert "record/dinner.toml: error[behind]: it is recorded, but not in the log yet" in failed.err
    assert "nothing was written" not in failed.err
    assert (0, True) == (again.code, "added record/dinner.toml, recorded before" in again.out)


def test_an_append_that_is_interrupted_says_what_is_recorded(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever presses Ctrl-C learns what became of their draft."""

    def interrupted(_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("timeline.eventlog.store.Appending.finish", interrupted)
    with EventLog() as log, pytest.raises(Refused) as caught:
        append(record, None, log, now=SOON, recorded_by="me")

    assert {"behind", "stopped"} == {problem.code for problem in caught.value.problems}


def test_a_draft_that_changes_while_it_is_recorded_is_not_stamped(record: Path) -> None:
    """What was checked is what is recorded."""
    path = record / "dinner.toml"

    def edited(step: str) -> None:
        if step == "checked":
            path.write_text(path.read_text(encoding="utf-8").replace("The dinner", "Another dinner"), encoding="utf-8")

    with EventLog() as log, pytest.raises(Refused, match="changed while it was being recorded"):
        append(record, None, log, now=SOON, recorded_by="me", step=edited)

    assert "" == read_header(path).header.recorded_at


# --- reaching the disk ----------------------------------------------------------------


def test_file_and_folder_reach_the_disk(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The file before it is renamed, its folder after: a power failure leaves the old file or the new one."""
    path, done = tmp_path / "file", list[str]()
    synced, replaced = os.fsync, Path.replace

    def fsync(descriptor: int) -> None:
        done.append(str(Path(f"/proc/self/fd/{descriptor}").readlink()))
        synced(descriptor)

    def replace(self: Path, target: Path) -> Path:
        done.append("rename")
        return replaced(self, target)

    monkeypatch.setattr(os, "fsync", fsync)
    monkeypatch.setattr(Path, "replace", replace)
    whole.write_whole(path, "text")

    assert re.fullmatch(rf"{tmp_path}/\.timeline-\d+-[0-9a-f]{{16}}\.unfinished", done[0])
    assert ["rename", str(tmp_path)] == done[1:]


@pytest.mark.parametrize(("number", "refused"), [(errno.EINVAL, False), (errno.EIO, True)])
def test_a_folder_that_does_not_reach_the_disk_is_reported(
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    number: int,
    refused: bool,  # noqa: FBT001 - two cases
) -> None:
    """Unless the file system has no such thing."""
    synced = os.fsync

    def fsync(descriptor: int) -> None:
        if os.path.isdir(f"/proc/self/fd/{descriptor}"):  # noqa: PTH112 - a descriptor
            raise OSError(number, os.strerror(number))
        synced(descriptor)

    monkeypatch.setattr(os, "fsync", fsync)
    code = ""
    try:
        whole.write_whole(tmp_path / "file", "text")
    except Refused as error:
        code = error.problems[0].code

    assert ("unsynced" if refused else "", "text") == (code, (tmp_path / "file").read_text(encoding="utf-8"))


def test_a_file_keeps_who_may_read_it(record: Path) -> None:
    """A stamp changes no permission."""
    path = record / "dinner.toml"
    path.chmod(0o640)
    with EventLog() as log:
        append(record, None, log, now=SOON, recorded_by="me")

    assert 0o640 == path.stat().st_mode & 0o777


@pytest.mark.parametrize("name", ["lunch.toml", "lunch.jsonl"])
def test_a_draft_keeps_its_line_ends(record: Path, name: str) -> None:
    """Those of Windows too, in the lines of the stamp as well."""
    lines = {
        "lunch.toml": "format = 1\n" + event("visit/lunch", "dinner", 'part_of = "visit"'),
        "lunch.jsonl": '{"format": 1}\n{"what": "topic", "id": "food", "name": "Food"}\n',
    }
    path = record / name
    path.write_bytes(lines[name].replace("\n", "\r\n").encode())
    with EventLog() as log:
        append(record, [path], log, now=SOON, recorded_by="me")
    data = path.read_bytes()

    assert data.count(b"\n") == data.count(b"\r\n")
    assert "me" == read_header(path).header.recorded_by
    with EventLog() as log:
        ingest(record, log)


# --- small files that would cost much -------------------------------------------------


def test_many_comments_above_the_header_cost_nothing(record: Path) -> None:
    """Whatever their line ends: how often a line can be read in two ways must not multiply."""
    path = record / "dinner.toml"
    path.write_bytes((b"# A licence.\r\n" * 60) + path.read_bytes().replace(b"\n", b"\r\n"))

    assert [] == check(record, None, now=SOON)


def test_what_is_nested_without_end_is_reported_at_its_place(record: Path) -> None:
    """Dotted keys within dotted keys, in a field of which only its kind is looked at."""
    deep = "1"
    for _ in range(40):
        deep = "{" + ".".join("a" * 900) + f" = {deep}}}"
    for text in (
        f"format = {deep}\n",
        f"format = 1\n[[event]]\nid = 'x'\nwhat = {deep}\n",
        f"format = 1\n[[event]]\nid = {deep}\n",
    ):
        (record / "dinner.toml").write_text(text, encoding="utf-8")
        (problem,) = check(record, None, now=SOON)
        assert ("syntax", text.count("\n")) == (problem.code, problem.line)


def test_quotes_without_end_are_reported_at_their_place(record: Path) -> None:
    """What a comma would be missing between is near."""
    (record / "dinner.toml").write_text("format = 1\nx = " + '\\"' * 20_000, encoding="utf-8")

    assert [(2, 5)] == [(problem.line, problem.column) for problem in check(record, None, now=SOON)]


def test_a_correction_and_a_withdrawal_of_each_other_are_reported(record: Path) -> None:
    """What cannot be corrected is not looked at as if it were."""
    draft(
        record,
        "dinner",
        '[[correct]]\nid = "c"\nentry = "w"\nfield = "because"\nnow = "x"\nbecause = "b"\n'
        '[[withdraw]]\nid = "w"\nentry = "c"\nbecause = "b"\n',
    )

    assert ["fixed"] == [problem.code for problem in check(record, None, now=SOON)]


def test_topics_and_offices_beyond_all_measure_are_reported(record: Path) -> None:
    """Each is looked at beside the others."""
    topics = "".join(f'[[topic]]\nid = "t{n}"\nname = "T"\nunder = "t{n + 1}"\n' for n in range(40))
    draft(record, "dinner", topics + '[[topic]]\nid = "t40"\nname = "T"\n')
    deep = {problem.code for problem in check(record, None, now=SOON)}
    office = 'person = "hun-manet"\noffice = "prime-minister-of-cambodia"\nchange = "assumed"\nby = -'
    draft(record, "dinner", "".join(event(f"o{n}", "office", f'{office}\nwhen = "{1000 + n}"') for n in range(201)))
    many = {problem.code for problem in check(record, None, now=SOON)}

    assert ({"too-deep"}, {"too-many"}) == (deep, many)


def test_a_draft_that_has_no_room_for_its_stamp_is_reported_before_any_is_stamped(record: Path) -> None:
    """By the check as well."""
    draft(record, "visit/lunch")
    path = record / "dinner.toml"
    path.write_text(path.read_text(encoding="utf-8") + "#" * (TOML_LIMIT - path.stat().st_size), encoding="utf-8")
    with EventLog() as log, pytest.raises(Refused, match="with its stamp it is larger") as caught:
        append(record, None, log, now=SOON, recorded_by="me")

    assert ["stamp"] == [problem.code for problem in caught.value.problems]
    assert ["stamp"] == [problem.code for problem in check(record, None, now=SOON)]
    assert "" == read_header(record / "lunch.toml").header.recorded_at
