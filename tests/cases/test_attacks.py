"""What somebody found who attacked the program with fresh eyes: each stands for its kind."""

import errno
import os
import sqlite3
import subprocess
import sys
import threading
from contextlib import closing
from hashlib import sha256
from pathlib import Path

import pytest

from records import NOW, VISIT, event, stamp, write_record
from running import at, timeline, unmeasured
from timeline.answers.answer import Answer
from timeline.eventlog.opened import open_log
from timeline.eventlog.store import EventLog
from timeline.problems import Refused
from timeline.record.append import append, check, ingest
from timeline.recordfile.once import Files
from timeline.recordfile.whole import only_writer, write_whole
from timeline.text.passages import inside_word

DINNER = "format = 1\n" + event("visit/dinner", "dinner", 'part_of = "visit"')


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder with a record and a log of it."""
    (tmp_path / "record").mkdir()
    with EventLog(tmp_path / "log.sqlite") as log:
        ingest(write_record(tmp_path / "record", VISIT), log)
    return tmp_path


@pytest.mark.parametrize("name", ["notes.txt", ".x.toml", ".hidden/x.toml", "UP.TOML"])
def test_what_no_record_reads_is_not_recorded(folder: Path, name: str) -> None:
    """It would be in the log, and in no record file, for ever."""
    path = folder / "record" / name
    path.parent.mkdir(exist_ok=True)
    path.write_text(DINNER, encoding="utf-8")
    with at(folder):
        ran = timeline("append", f"record/{name}", "--record", "record", "--log", "log.sqlite", "--by", "me")

    assert (2, True) == (ran.code, f"record/{name} is not a record file under record" in ran.err)
    assert DINNER == path.read_text(encoding="utf-8")


def test_nothing_is_written_where_a_link_leads(folder: Path) -> None:
    """Neither an entry, nor a file that is not whole yet; and a link to a folder is reported."""
    (folder / "outside").mkdir()
    (folder / "record" / "link").symlink_to(folder / "outside")
    with at(folder):
        ran = timeline(
            "withdraw", "visit/call", "--because", "x", "--file", "link/y.toml", "--record", "record", "--by", "me"
        )
        asked = timeline("log", "--record", "record")

    assert (1, []) == (ran.code, list((folder / "outside").iterdir()))
    assert (1, True) == (
        asked.code,
        "record/link: error[unreadable]: cannot read the file: it is a symbolic link" in asked.err,
    )


def test_a_file_that_is_not_whole_yet_has_a_name_that_nobody_guesses(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """And were it there, it would not be written through."""
    (victim := tmp_path / "victim").write_text("precious", encoding="utf-8")
    monkeypatch.setattr("secrets.token_hex", lambda _: "0")
    (tmp_path / f".timeline-{os.getpid()}-0.unfinished").symlink_to(victim)
    with pytest.raises(Refused, match="File exists"):
        write_whole(tmp_path / "file", "text")

    assert "precious" == victim.read_text(encoding="utf-8")


def test_what_is_not_ours_is_not_cleaned_away(folder: Path) -> None:
    """A folder, or a file of the user's, whatever it is called; ours are."""
    record = folder / "record"
    (record / ".timeline-x.unfinished").mkdir()
    (record / ".mine.unfinished").write_text("mine", encoding="utf-8")
    (record / ".timeline-1-0.unfinished").write_text("ours", encoding="utf-8")
    with only_writer(record):
        names = {path.name for path in record.iterdir() if path.name.startswith(".")}

    assert {".timeline-x.unfinished", ".mine.unfinished"} == names


def test_a_save_in_an_editor_is_not_lost(folder: Path) -> None:
    """Between what is read and what is renamed the draft is looked at again."""
    path = folder / "record" / "dinner.toml"
    path.write_text(DINNER, encoding="utf-8")

    def saved(step: str) -> None:
        if step == "rename":
            path.write_text(DINNER.replace("The dinner", "A day of work"), encoding="utf-8")

    with EventLog() as log, pytest.raises(Refused, match="changed while it was being recorded"):
        append(folder / "record", None, log, now=NOW, recorded_by="me", step=saved)

    assert "A day of work" in path.read_text(encoding="utf-8")
    assert "recorded_at" not in path.read_text(encoding="utf-8")


def test_another_programs_database_is_left_as_it_is(tmp_path: Path) -> None:
    """To the byte, before it is reported; nor is a log made that is called as a record file is."""
    path = tmp_path / "f.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("CREATE TABLE t (a)")
    before = path.read_bytes()
    (tmp_path / "record").mkdir()
    write_record(tmp_path / "record", VISIT)
    with at(tmp_path):
        ran = timeline("append", "--record", "record", "--log", "f.sqlite", "--by", "me")
        inside = timeline("append", "--record", "record", "--log", "record/log.toml", "--by", "me")

    assert (3, before) == (ran.code, path.read_bytes())
    assert (2, False) == (inside.code, (tmp_path / "record" / "log.toml").exists())


def test_a_log_that_another_holds_is_not_called_damaged(folder: Path) -> None:
    """Nor one on a disk that is full: a monitor would raise the alarm."""
    path = folder / "log.sqlite"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    held, done = threading.Event(), threading.Event()

    def hold() -> None:
        with closing(sqlite3.connect(path, isolation_level=None)) as connection:
            connection.execute("BEGIN EXCLUSIVE")
            held.set()
            done.wait(60)

    holder = threading.Thread(target=hold)
    holder.start()
    assert held.wait(30)
    ran = [timeline(command, "--json", "--log", str(path)) for command in ("sources", "verify")]
    done.set()
    holder.join()

    assert [1, 1] == [one.code for one in ran]
    assert {"error[log-busy]"} == {one.err.partition(":")[0] for one in ran}
    assert "another program has locked it" in ran[0].err


def test_a_fault_of_the_program_is_not_laid_on_a_log(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What verifies is not called damaged."""
    monkeypatch.delenv("TIMELINE_TRACEBACK")
    monkeypatch.setattr("timeline.cli.commands.sources.answer", _failing)
    ran = timeline("sources", "--log", str(folder / "log.sqlite"))

    assert (1, True) == (ran.code, "this is a bug in the program" in ran.err)


def _failing(*_: object) -> Answer:
    raise RecursionError


def test_joiners_without_end_are_no_recursion() -> None:
    """Whatever stands before a place in a text."""
    joiners = "\u00ad" * 5000
    text = f"x{joiners}visit"

    assert inside_word(text, text.index("visit"))
    assert not inside_word(f"x {joiners}visit", 5002)


def test_an_event_without_an_id_hangs_nothing(folder: Path) -> None:
    """A row that was altered is reported as what it is."""
    path = folder / "log.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            'UPDATE stored_events SET state = CAST(replace(CAST(state AS TEXT), \'"id":"visit/call"\', \'"id":""\') AS BLOB)'
        )
        connection.execute("UPDATE ix_entry SET id = '' WHERE id = 'visit/call'")
    for command in (["state", "JP", "KH"], ["replay", "visit"], ["compare", "visit"]):
        assert 3 == timeline(*command, "--log", str(path)).code


def test_a_gap_is_never_passed_over(folder: Path) -> None:
    """Of rows that are missing every listing says so."""
    path = folder / "log.sqlite"
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM stored_events WHERE rowid BETWEEN 10 AND 11")
    for command in (["export", "log"], ["log"], ["log", "--known", "11"]):
        ran = timeline(*command, "--log", str(path))
        assert (3, True) == (ran.code, "entry #10 is missing" in ran.err), command
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM stored_events WHERE rowid > 11")
    with open_log(path) as log, pytest.raises(Refused, match="entry #10 is missing"):
        list(log.stored(1, 11))


def test_what_was_recorded_is_not_reported_as_refused(folder: Path) -> None:
    """An answer that cannot be written is another matter."""
    (folder / "record" / "dinner.toml").write_text(DINNER, encoding="utf-8")
    command = [
        sys.executable,
        "-m",
        "timeline",
        "append",
        "--record",
        str(folder / "record"),
        "--by",
        "me",
        "--clock-is-right",
    ]
    with Path("/dev/full").open("w", encoding="utf-8") as full:
        ran = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, text=True, check=False, env=unmeasured())

    assert (1, True) == (
        ran.returncode,
        "the output could not be written (if no other error is shown, everything was recorded)" in ran.stderr,
    )
    assert "recorded_at" in (folder / "record" / "dinner.toml").read_text(encoding="utf-8")


def test_a_verification_beside_an_append_is_made_again(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """What was recorded between two looks is no alteration."""
    record = folder / "record"

    def growing(target: Path, log: EventLog, *files: Files) -> object:
        late = record / "late.toml"
        if not late.exists():
            text = DINNER.replace("format = 1\n", f'format = 1\nrecorded_at = {stamp(9)}\nrecorded_by = "me"\n')
            late.write_text(text, encoding="utf-8")
        return ingest(target, log, *files)

    assert 0 == timeline("log", "--record", str(record)).code
    monkeypatch.setattr("timeline.record.append.ingest", growing)

    assert 0 == timeline("verify", "--record", str(record)).code


def test_a_log_that_the_environment_names_is_verified_once(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """It is of no record that could have grown meanwhile."""
    with closing(sqlite3.connect(folder / "log.sqlite")) as connection, connection:
        connection.execute("UPDATE stored_events SET topic = 'x' WHERE rowid = 3")
    monkeypatch.setenv("TIMELINE_LOG", str(folder / "log.sqlite"))
    monkeypatch.delattr("timeline.cli.commands.verify._grew")

    assert 3 == timeline("verify").code


def test_a_log_of_another_record_is_not_mended_by_taking_stamps_away(folder: Path) -> None:
    """The way out is another log."""
    (folder / "other").mkdir()
    write_record(folder / "other", event("elsewhere", "meeting", 'evidence = -\nby = "japan"'))
    (folder / "other" / "00.toml").unlink()
    with EventLog(folder / "log.sqlite") as log, pytest.raises(Refused) as caught:
        ingest(folder / "other", log)

    missing = [problem for problem in caught.value.problems if problem.code == "removed" and not problem.path]
    assert ["`timeline append --log NEW`" in problem.hint for problem in missing] == [True]


@pytest.mark.parametrize("now", ["[2024-07-06]", "{ a = 2024-07-06 }", "9" * 5000, "[" * 5000, "\udcff"])
def test_a_value_that_no_record_holds_is_wrong_use(folder: Path, now: str) -> None:
    """Dates without quotes, numbers and lists without end, bytes that are no text."""
    with at(folder):
        ran = timeline(
            "correct", "visit/call", "place", "--now", now, "--because", "x", "--record", "record", "--by", "me"
        )

    assert ran.code in {1, 2}
    assert "error" in ran.err


def test_the_last_instant_leaves_no_room_and_a_zone_is_no_novel(folder: Path) -> None:
    """Both are reported at their places."""
    (folder / "record" / "dinner.toml").write_text(
        DINNER.replace('part_of = "visit"', f'part_of = "visit"\nstart = "09:00"\nzone = "{"a/" * 900}a"'),
        encoding="utf-8",
    )
    zone = [problem.code for problem in check(folder / "record", None, now=NOW)]
    (folder / "record" / "dinner.toml").write_text(DINNER, encoding="utf-8")
    header = 'format = 1\nrecorded_at = 9999-12-31T23:59:59Z\nrecorded_by = "x"\n'
    (folder / "record" / "end.toml").write_text(header + event("end", "meeting"), encoding="utf-8")
    last = [problem.code for problem in check(folder / "record", None, now=NOW)]

    assert (["bad-zone"], ["stamp"]) == (zone, last)


def test_the_name_of_a_folder_obeys_nothing(tmp_path: Path) -> None:
    """Nor does that of a key."""
    folder = tmp_path / "ev\x1b[31mX\a"
    folder.mkdir()
    write_record(folder, VISIT)
    (folder / "dinner.toml").write_text(DINNER, encoding="utf-8")
    ran = timeline("append", "--record", str(folder), "--by", "me")

    assert 0 == ran.code
    assert "\x1b" not in ran.out + ran.err
    assert "\a" not in ran.out + ran.err


def test_a_mark_is_written_into_nothing_of_a_strangers(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nor through a link that waits in its place."""
    monkeypatch.setattr("timeline.eventlog.looked.SMALL", 0)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    (marks := folder / "cache" / "timeline" / "whole").mkdir(parents=True)
    (mine := folder / "mine.txt").write_text("mine", encoding="utf-8")
    path = folder / "log.sqlite"
    (marks / sha256(os.fsencode(path.resolve())).hexdigest()[:32]).symlink_to(mine)
    answered = timeline("log", "--log", str(path)).code
    monkeypatch.setattr("timeline.folders.another", lambda _: True)
    stranger = timeline("log", "--log", str(path)).code

    assert ([0, 0], "mine") == ([answered, stranger], mine.read_text(encoding="utf-8"))


def test_a_search_for_very_many_words_is_wrong_use(folder: Path) -> None:
    """Each is sought beside the others."""
    ran = timeline("search", "a " * 2000, "--log", str(folder / "log.sqlite"))

    assert (2, True) == (ran.code, "more than 50 words" in ran.err)


def test_who_has_no_home_has_no_cache(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """And is answered all the same."""

    def homeless() -> Path:
        raise RuntimeError("Could not determine home directory.")

    monkeypatch.delenv("XDG_CACHE_HOME")
    monkeypatch.setattr(Path, "home", homeless)

    assert [0, 0] == [
        timeline("log", *where).code
        for where in (["--log", str(folder / "log.sqlite")], ["--record", str(folder / "record")])
    ]


def test_a_record_that_cannot_be_read_is_not_reported_as_a_lack_of_room(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The system says which folder it is."""
    blocked = folder / "record" / "sub"

    def refused(*_: object) -> None:
        raise PermissionError(errno.EACCES, os.strerror(errno.EACCES), str(blocked))

    monkeypatch.setattr("timeline.record.take._recorded_files", refused)
    monkeypatch.setenv("XDG_CACHE_HOME", str(folder / "cache"))
    ran = timeline("verify", "--record", str(folder / "record"))

    assert (1, True) == (ran.code, f"{blocked}: Permission denied" in ran.err)


def test_a_checkpoint_of_another_log_is_reported_as_such_by_a_proof(folder: Path) -> None:
    """The log is as it was; and a checkpoint that cannot be read is not passed over."""
    (other := folder / "other").write_text("timeline/record\n14\n" + "A" * 43 + "=\n", encoding="utf-8")
    ran = timeline("prove", "visit/call", "--log", str(folder / "log.sqlite"), "--checkpoint", str(other))
    (folder / "record" / "checkpoints").mkdir()
    (folder / "record" / "checkpoints" / "14.checkpoint").write_text("nothing\n", encoding="utf-8")
    damaged = timeline("prove", "visit/call", "--record", str(folder / "record"))
    unread = timeline(
        "consistency",
        "5",
        str(folder / "record" / "checkpoints" / "14.checkpoint"),
        "--json",
        "--log",
        str(folder / "log.sqlite"),
    )
    (folder / "proof").write_bytes(b"\xff")
    proof = timeline("verify-proof", str(folder / "proof"), "--json")

    assert (1, True) == (ran.code, "is a checkpoint of another log" in ran.err)
    assert (1, True) == (damaged.code, "it is not a checkpoint" in damaged.err)
    assert [(3, True), (3, True)] == [(one.code, one.out.startswith('{"ok":false')) for one in (unread, proof)]
