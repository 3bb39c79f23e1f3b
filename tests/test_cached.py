"""The cache of a record: never of another record, never another user's, never damaged for long."""

import errno
import io
import os
import shutil
import sqlite3
import stat
from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

import pytest

from records import VISIT, event, stamp, write_record
from running import timeline
from timeline.eventlog import store
from timeline.eventlog.read import LogReader
from timeline.eventlog.store import EventLog
from timeline.problems import Refused
from timeline.record import cached
from timeline.record.append import ingest
from timeline.recordfile.once import Files, Once


@pytest.fixture
def cache(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The folder of the cache, which is not there yet."""
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    return tmp_path / "cache" / "timeline"


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record of a visit."""
    (tmp_path / "record").mkdir()
    return write_record(tmp_path / "record", VISIT)


def asked(record: Path) -> str:
    """What a reading command answers of a record."""
    ran = timeline("log", "--record", str(record))
    assert (0, "") == (ran.code, ran.err)
    return ran.out


def kept(cache: Path) -> Path:
    """The only log that is kept."""
    (path,) = cache.glob("record-*.sqlite")
    return path


# --- which files are recorded ---------------------------------------------------------

STAMP = f'= {stamp(9)}\nrecorded_by = "me"\n'
LUNCH = event("visit/lunch", "dinner", 'part_of = "visit"')


def bulk(record: Path) -> None:
    """Add a file that is not held while it is read."""
    head = f'{{"format": 1, "recorded_at": "{stamp(8)}", "recorded_by": "me"}}'
    text = f'{head}\n{{"what": "topic", "id": "bulk", "name": "Bulk"}}\n'
    (record / "bulk.jsonl").write_text(text, encoding="utf-8")


@pytest.mark.parametrize(
    "key",
    [
        "recorded_at",
        '"recorded_at"',
        "'recorded_at'",
        r'"\x72ecorded_at"',
        r'"\u0072ecorded_at"',
        r'"\U00000072ecorded_at"',
        r'"recorded\u005Fat"',
        r'"\x72\x65\x63\x6f\x72\x64\x65\x64\x5f\x61\x74"',
    ],
)
def test_a_recorded_file_is_noticed_however_its_key_is_written(record: Path, cache: Path, key: str) -> None:
    """What is edited, or deleted, is another record."""
    path = record / "odd.toml"
    path.write_text(f"format = 1\n{key} {STAMP}{LUNCH}", encoding="utf-8")
    first = asked(record)
    path.write_text(path.read_text(encoding="utf-8").replace("The dinner", "Another dinner"), encoding="utf-8")
    edited = asked(record)
    path.unlink()

    assert ("The dinner visit/lunch" in first, "Another dinner visit/lunch" in edited) == (True, True)
    assert "visit/lunch" not in asked(record)
    assert 3 == len(list(cache.iterdir()))


@pytest.mark.parametrize("key", [r"recorded_at", r"\u0072ecorded_at", r"recorded\u005fat"])
def test_a_recorded_file_of_json_lines_is_noticed_however_its_key_is_written(
    record: Path, cache: Path, key: str
) -> None:
    """Escapes of JSON too; empty lines above the header are none of its lines."""
    path = record / "odd.jsonl"
    line = '{"what": "topic", "id": "food", "name": "Food"}\n'
    path.write_text(f'{{"format": 1, "{key}": "{stamp(9)}", "recorded_by": "me"}}\n{line}', encoding="utf-8")
    first = asked(record)
    path.unlink()

    assert "food" in first
    assert "food" not in asked(record)
    assert 2 == len(list(cache.iterdir()))


@pytest.mark.parametrize(
    ("name", "text", "recorded"),
    [
        ("a.toml", "format = 1\n", False),
        ("a.toml", f"# recorded_at {STAMP}format = 1\n{LUNCH}", False),
        ("a.toml", "format = 1\n" + event("x", "meeting", 'text = "recorded_at"'), False),
        ("a.toml", f"format = 1\n{event('x', 'meeting')}recorded_at {STAMP}", False),
        ("a.toml", f"# A comment.\n\n  format = 1\r\nrecorded_by = 'me'\n recorded_at {STAMP}", True),
        ("a.toml", f"format = 1\n{LUNCH}[other]\n'recorded_at' {STAMP}", False),
        ("a.toml", "format = \\x72\n", True),
        ("a.toml", "this is not TOML\n", False),
        ("a.jsonl", '{"format": 1}\n{"recorded_at": 1}\n', False),
        ("a.jsonl", '\n\n{"format": 1, "\\u0072ecorded_at": 1}\n', True),
        ("a.jsonl", '["recorded_at"]\n', True),
        ("a.jsonl", "", False),
    ],
)
def test_the_header_decides_whether_a_file_is_recorded(tmp_path: Path, name: str, text: str, recorded: bool) -> None:  # noqa: FBT001 - a case
    """A comment, a text, another table decide nothing; what cannot be read may be recorded."""
    (tmp_path / name).write_bytes(text.encode())

    assert recorded is Once(tmp_path / name).may_be_recorded


def test_a_draft_that_cannot_be_read_is_none_of_a_readers_business(record: Path, cache: Path) -> None:
    """Whether or not a log is kept already."""
    expected = asked(record)
    shutil.rmtree(cache)
    (record / "draft.toml").write_text("this is not TOML\n", encoding="utf-8")

    # It is counted as a draft that is left out.
    assert expected == asked(record).replace("; 1 draft not counted (--drafts)", "")


# --- what is kept ---------------------------------------------------------------------


def test_what_is_kept_is_the_users_alone_and_stands_alone(record: Path, cache: Path) -> None:
    """One file, no journal beside it, for nobody else to write or read."""
    asked(record)
    (path,) = cache.iterdir()

    assert (0o700, 0o600) == (stat.S_IMODE(cache.stat().st_mode), stat.S_IMODE(path.stat().st_mode))
    assert b"\1\1" == path.read_bytes()[18:20], "the journal is not a write-ahead log"


def emptied(path: Path) -> None:
    """Nothing is left of it."""
    path.write_bytes(b"")


def cut(path: Path) -> None:
    """Half of it is left."""
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def overwritten(path: Path) -> None:
    """A page of it is lost."""
    data = bytearray(path.read_bytes())
    data[3 * 4096 : 4 * 4096] = bytes(4096)
    path.write_bytes(bytes(data))


def another(path: Path) -> None:
    """It is a text."""
    path.write_text("a text", encoding="utf-8")


def linked(path: Path) -> None:
    """It leads elsewhere."""
    path.rename(path.with_name("elsewhere"))
    path.symlink_to("elsewhere")


def open_to_all(path: Path) -> None:
    """Anybody could have written it."""
    path.chmod(0o666)


@pytest.mark.parametrize("damage", [emptied, cut, overwritten, another, linked, open_to_all])
def test_what_is_damaged_is_built_anew_and_put_in_its_place(
    record: Path, cache: Path, damage: Callable[[Path], None]
) -> None:
    """The answer is the same, and the file is whole again."""
    expected = asked(record)
    whole = kept(cache).read_bytes()
    damage(kept(cache))
    before = kept(cache).lstat().st_ino

    assert expected == asked(record)
    assert (whole, 0o600) == (kept(cache).read_bytes(), stat.S_IMODE(kept(cache).lstat().st_mode))
    assert before != kept(cache).lstat().st_ino, "it was built aside and renamed"
    assert 1 == len([one for one in cache.iterdir() if one.suffix == ".sqlite"])


def test_what_was_built_otherwise_makes_room(record: Path, cache: Path) -> None:
    """One log is kept of a record, under the name that names its bytes."""
    expected = asked(record)
    path = kept(cache)
    digest = path.name.split("-")[1]
    path.rename(path.with_name(f"record-{digest}-{'0' * 32}.sqlite"))

    assert expected == asked(record)
    assert path == kept(cache)


def test_a_log_whose_words_rotted_is_built_anew(record: Path, cache: Path) -> None:
    """Though its pages are whole: an answer would bear the true root."""
    expected = asked(record)
    kept(cache).write_bytes(kept(cache).read_bytes().replace(b"A call", b"A ball"))

    assert expected == asked(record)
    assert 0 == timeline("verify", "--record", str(record), "--derived").code


def test_a_large_log_is_built_anew_when_it_was_touched(
    record: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Its bytes are not read each time."""
    monkeypatch.setattr("timeline.eventlog.looked.SMALL", 0)
    monkeypatch.setattr(cached, "SMALL", 0)
    expected = asked(record)
    before = kept(cache).stat().st_ino
    assert (expected, before) == (asked(record), kept(cache).stat().st_ino)
    kept(cache).write_bytes(kept(cache).read_bytes().replace(b"A call", b"A ball"))

    assert expected == asked(record)
    assert before != kept(cache).stat().st_ino


@pytest.mark.parametrize(("built", "left"), [(1, 20), (4_000_000_000, 21)])
def test_logs_of_long_ago_are_removed(record: Path, cache: Path, built: int, left: int) -> None:
    """The newest twenty stay, and the one that is asked; what a killed program left does not."""
    cache.mkdir(parents=True)
    for number in range(25):
        (other := cache / f"record-{number:032}-{number:032}.sqlite").write_bytes(b"x")
        os.utime(other, (built, built))
    for name in (".building-x", ".building-y"):
        (cache / name).mkdir()
    os.utime(cache / ".building-x", (1, 1))
    asked(record)

    assert left == len(list(cache.glob("record-*")))
    assert [cache / ".building-y"] == list(cache.glob(".building-*"))


@pytest.mark.parametrize("whose", ["file", "folder"])
def test_what_is_another_users_is_left_alone_and_memory_is_used(
    record: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, whose: str
) -> None:
    """Neither read nor written, however well it looks."""
    expected = asked(record)
    path = kept(cache)
    path.write_bytes(b"theirs")
    if whose == "folder":
        monkeypatch.setattr(os, "geteuid", lambda: os.getuid() + 1)
    else:
        owner = cache.stat().st_uid
        monkeypatch.setattr(cached, "another", lambda one: one == path)
        assert owner == os.geteuid()

    assert expected == asked(record)
    assert [b"theirs"] == [one.read_bytes() for one in cache.iterdir()]


@pytest.mark.skipif(os.geteuid() != 0, reason="only root gives files away")
def test_a_file_of_another_user_is_left_alone(record: Path, cache: Path) -> None:
    """As root sees it."""
    expected = asked(record)
    path = kept(cache)
    path.write_bytes(b"theirs")
    os.chown(path, 12345, 12345)

    assert expected == asked(record)
    assert b"theirs" == path.read_bytes()


def no_room(*_: object, **__: object) -> None:
    """As the system says it."""
    raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))


def full(*_: object) -> None:
    """As SQLite says it."""
    error = sqlite3.OperationalError("database or disk is full")
    error.sqlite_errorcode = sqlite3.SQLITE_FULL
    raise error


FULL = [
    (sqlite3, "connect", no_room),
    (store.Appending, "finish", full),
    (Path, "chmod", no_room),
    (Path, "mkdir", no_room),
]


@pytest.mark.parametrize(("place", "name", "failing"), FULL, ids=[name for _, name, _ in FULL])
def test_a_disk_that_is_full_sends_the_log_into_memory(
    record: Path, cache: Path, monkeypatch: pytest.MonkeyPatch, place: object, name: str, failing: Callable[..., None]
) -> None:
    """Whatever fails to be written: the answer is the same, and nothing half done is left."""
    expected = asked(record)
    (path,) = cache.iterdir()
    path.unlink()
    with monkeypatch.context() as patch:
        patch.setattr(cached, "_in_memory", in_memory(record))
        patch.setattr(place, name, failing)
        found = asked(record)

    assert expected == found
    assert [] == list(cache.iterdir())
    assert expected == asked(record)


def in_memory(record: Path) -> Callable[[Path], AbstractContextManager[LogReader]]:
    """A log in memory that was built while there was room."""
    log = store.EventLog()
    ingest(record, log)
    return lambda _: log.reading()


def test_where_no_log_can_be_written_at_all_that_is_reported(
    record: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """`verify` needs a file, and says where it looked for room."""
    monkeypatch.setattr(store.Appending, "finish", full)
    with pytest.raises(Refused, match="can be written neither to the cache nor to"), cached.log_file(record):
        pass

    assert [] == list(cache.iterdir())


def test_a_record_that_changes_while_its_log_is_built_is_built_again(
    record: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """What is kept under a name was built from what the name says."""
    build, times = cached._build, list[Path]()

    bulk(record)

    def growing(folder: Path, path: Path, files: Files) -> bool:
        done = build(folder, path, files)
        times.append(path)
        if len(times) == 1:
            (record / "late.toml").write_text(f"format = 1\nrecorded_at {STAMP}{LUNCH}", encoding="utf-8")
        return done

    monkeypatch.setattr(cached, "_build", growing)

    assert "visit/lunch" in asked(record)
    assert 2 == len(times)
    assert 1 == len(list(cache.iterdir()))


def test_what_is_held_while_it_is_read_is_what_the_log_is_named_by(
    record: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A file that changes meanwhile is there for who asks next."""
    build = cached._build

    def growing(folder: Path, path: Path, files: Files) -> bool:
        (record / "late.toml").write_text(f"format = 1\nrecorded_at {STAMP}{LUNCH}", encoding="utf-8")
        return build(folder, path, files)

    monkeypatch.setattr(cached, "_build", growing)
    before, after = asked(record), asked(record)

    assert "visit/lunch" not in before
    assert "visit/lunch" in after
    assert 2 == len(list(cache.iterdir()))


def test_a_record_that_never_stands_still_is_read_into_memory(
    record: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """After some tries; nothing is kept under a name that is not its own."""
    bulk(record)
    expected = asked(record)
    shutil.rmtree(cache)
    digests = iter(f"{number:032}" for number in range(99))
    monkeypatch.setattr(cached, "_digest", lambda *_: next(digests))

    assert expected == asked(record)
    assert [] == list(cache.iterdir())


def test_a_file_that_cannot_be_read_is_reported(record: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Nobody can tell whether it is recorded."""

    class Unreadable(io.BytesIO):
        def read(self, _: int | None = -1, /) -> bytes:
            raise OSError(errno.EIO, os.strerror(errno.EIO))

    monkeypatch.setattr("timeline.recordfile.once.open_regular", lambda *_, **__: Unreadable())
    with pytest.raises(Refused, match="cannot read the file: Input/output error"):
        assert Once(record / "00.toml").may_be_recorded


def test_a_damaged_record_is_refused_and_nothing_is_kept(record: Path, cache: Path) -> None:
    """With every problem."""
    (record / "odd.toml").write_text(f"format = 1\nrecorded_at {STAMP}x = 1\n", encoding="utf-8")
    with pytest.raises(Refused, match="a file has no `x`"), cached.record_log(record):
        pass

    assert [] == list(cache.iterdir())


def test_a_log_in_a_file_that_cannot_be_kept_is_gone_afterwards(record: Path, cache: Path) -> None:
    """`verify` needs a file."""
    cache.parent.mkdir()
    cache.write_text("a file where the folder would be", encoding="utf-8")
    with cached.log_file(record) as path, EventLog(path) as log:
        assert 14 == log.head().size
        assert () == ingest(record, log).taken_in

    assert not path.exists()
