"""Killed at any instant, on a full disk, beside others, under a wrong clock: an append leaves record and log as before or as after.

TIMELINE_KILLS sets how many random instants are tried (a few by default).
"""

import os
import random
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from records import NOW, VISIT, event, write_record
from running import unmeasured
from timeline.eventlog.store import EventLog
from timeline.proof.checkpoint import leaf_line
from timeline.proof.merkle import Frontier, leaf_hash
from timeline.record.append import append, ingest
from timeline.recordfile.once import Files
from timeline.recordfile.read import read_header

STEPS = ("begin", "checked", "write", "fsync", "rename", "renamed", "before-commit", "committed")
KILLS = int(os.environ.get("TIMELINE_KILLS", "12"))


@pytest.fixture
def record(tmp_path: Path) -> Path:
    """A record with one draft, and a log of the rest beside it."""
    (tmp_path / "record").mkdir()
    folder = write_record(tmp_path / "record", VISIT)
    with EventLog(tmp_path / "log.sqlite") as log:
        ingest(folder, log)
    (folder / "draft.toml").write_text(
        "format = 1\n" + event("visit/dinner", "dinner", 'part_of = "visit"'), encoding="utf-8"
    )
    return folder


def child(record: Path, step: int) -> subprocess.Popen[str]:
    """A program that appends the draft, and dies before a step."""
    here = Path(__file__).parent
    command = [sys.executable, str(here / "killed.py"), str(record), str(record.parent / "log.sqlite"), str(step)]
    # What is killed while it writes its coverage leaves half a file.
    return subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=unmeasured() | {"PYTHONPATH": str(here)})


def outcome(record: Path) -> tuple[bool, int]:
    """Whether the draft is stamped, and how many entries the log has; both are whole."""
    with EventLog(record.parent / "log.sqlite") as log, log.reading() as reader:
        frontier = Frontier()
        for stored in reader.stored():
            frontier.append(leaf_hash(leaf_line(stored)))
        head = reader.head()
        assert (frontier.size, frontier.root()) == (head.size, head.root)
    file = read_header(record / "draft.toml")
    assert [] == file.problems
    return bool(file.header.recorded_at), head.size


def finish(record: Path) -> None:
    """Append again; then everything is as if nothing had been killed."""
    with EventLog(record.parent / "log.sqlite") as log:
        append(record, Files().drafts(record), log, now=NOW, recorded_by="me")
    assert (True, 15) == outcome(record)
    assert {"00.toml", "01.toml", "draft.toml"} == {path.name for path in record.iterdir()}


@pytest.mark.parametrize("step", range(1, len(STEPS) + 1), ids=STEPS)
def test_killed_before_each_step_it_is_before_or_after(record: Path, step: int) -> None:
    """The file is stamped from its rename on, the log has the entries from the commit on."""
    process = child(record, step)
    assert -signal.SIGKILL == process.wait(30)
    assert process.stdout is not None
    process.stdout.close()

    assert (step > STEPS.index("rename") + 1, 15 if step == len(STEPS) else 14) == outcome(record)
    finish(record)


def test_the_steps_are_all_there_are(record: Path) -> None:
    """A new step is a new instant to be killed at."""
    seen: list[str] = []
    with EventLog(record.parent / "log.sqlite") as log:
        append(record, Files().drafts(record), log, now=NOW, recorded_by="me", step=seen.append)

    assert list(STEPS) == seen


def test_killed_at_random_instants_it_is_before_or_after(record: Path) -> None:
    """Both outcomes occur, and no other."""
    chance = random.Random(20240706)  # noqa: S311 - instants, not secrets
    draft = (record / "draft.toml").read_bytes()
    log = (record.parent / "log.sqlite").read_bytes()
    span, outcomes = 0.02, set()
    for _ in range(KILLS):
        process = child(record, 0)
        assert process.stdout is not None
        assert "ready\n" == process.stdout.readline()
        time.sleep(chance.uniform(0, span))
        process.kill()
        process.wait(30)
        process.stdout.close()
        found = outcome(record)
        assert found in {(False, 14), (True, 14), (True, 15)}
        outcomes.add(found[1])
        # The instants are drawn from the time that an append takes on this machine.
        span = span * 1.5 if found[1] == 14 else span * 0.8
        finish(record)
        (record / "draft.toml").write_bytes(draft)
        (record.parent / "log.sqlite").write_bytes(log)

    assert {14, 15} == outcomes


# --- many writers, full disks, wrong clocks --------------------------------------------


def command(record: Path, *more: str) -> list[str]:
    """An append, as a user runs it."""
    log = str(record.parent / "log.sqlite")
    return [sys.executable, "-m", "timeline", "append", "--record", str(record), "--log", log, "--by", "me", *more]


def alone() -> dict[str, str]:
    """The environment of a program that may be killed."""
    env = {name: value for name, value in unmeasured().items() if name != "TIMELINE_TRACEBACK"}
    # Lines as long as the names of the folders in which the tests happen to be.
    return env | {"COLUMNS": "1000"}


def ran(
    record: Path, *more: str, env: dict[str, str] | None = None, size: int | None = None
) -> "subprocess.CompletedProcess[str]":
    """An append in a process of its own, in which no file may grow beyond a size."""

    def limited() -> None:
        if size is not None:
            resource.setrlimit(resource.RLIMIT_FSIZE, (size, size))

    return subprocess.run(
        command(record, *more),
        env=alone() | (env or {}),
        capture_output=True,
        text=True,
        check=False,
        preexec_fn=limited,
    )


def whole(record: Path, drafts: int) -> None:
    """Append what is left; then each draft is recorded once, and the log is that of the files."""
    done = ran(record, "--clock-is-right")
    assert (0, "") == (done.returncode, done.stderr)
    paths = sorted(record.glob("d*.toml"))
    stamps = [read_header(path).header.recorded_at for path in paths]
    assert (drafts, drafts, True) == (len(stamps), len(set(stamps)), all(stamps))
    with EventLog(record.parent / "log.sqlite") as log, EventLog() as fresh:
        ingest(record, fresh)
        assert lines(log) == lines(fresh)
    assert [] == list(record.glob(".*"))


def lines(log: EventLog) -> list[bytes]:
    """The leaf lines of a log."""
    with log.reading() as reader:
        return [leaf_line(stored) for stored in reader.stored()]


@pytest.mark.parametrize("seed", range(max(1, KILLS // 12)))
def test_writers_that_are_killed_lose_and_double_nothing(record: Path, seed: int) -> None:
    """Two to eight at once, some of them killed, each at an instant of its own."""
    chance = random.Random(seed)  # noqa: S311 - instants, not secrets
    count = chance.randint(2, 8)
    for number in range(count):
        text = "format = 1\n" + event(f"visit/d{number}", "dinner", 'part_of = "visit"')
        (record / f"d{number}.toml").write_text(text, encoding="utf-8")
    writers = [
        subprocess.Popen(command(record, "--clock-is-right"), env=alone(), stdout=-3, stderr=subprocess.PIPE, text=True)
        for _ in range(count)
    ]
    killed = chance.sample(writers, count // 2)
    for writer in killed:
        time.sleep(chance.uniform(0, 0.3))
        writer.kill()
    output = [(writer.communicate(timeout=120)[1], writer.returncode) for writer in writers if writer not in killed]
    for writer in killed:
        writer.communicate(timeout=120)

    assert [("", 0)] * len(output) == output
    whole(record, count + 1)


@pytest.mark.parametrize("size", [0, 100, 20_000, 32_000, 36_000, 44_000, 50_000, 60_000, 90_000])
def test_a_disk_that_is_full_is_reported_as_it_is(record: Path, size: int) -> None:
    """Whatever could not be written: who is told that nothing was recorded can rely on it, and the rest is taken in."""
    for name, more in (("d1", ""), ("d2", f"# {'x' * 70_000}\n")):
        text = f"format = 1\n{more}" + event(f"visit/{name}", "dinner", 'part_of = "visit"')
        (record / f"{name}.toml").write_text(text, encoding="utf-8")
    done = ran(record, "--clock-is-right", size=size)
    recorded = [path for path in sorted(record.glob("d*.toml")) if read_header(path).header.recorded_at]
    output = done.stdout + done.stderr
    with EventLog(record.parent / "log.sqlite") as log:
        behind = 14 + len(recorded) - log.head().size

    assert "Traceback" not in output
    if done.returncode == 0:
        assert (3, 0) == (len(recorded), behind)
    else:
        assert 1 == done.returncode
        assert recorded == [path for path in recorded if f"{path}: error[behind]: it is recorded" in done.stderr]
        assert ("nothing was written" not in output and "it is as it was" not in output) or not recorded
        assert len(recorded) == behind
    again = ran(record, "--clock-is-right")
    assert 0 == again.returncode
    assert all(f"added {path}, recorded before" in " ".join(again.stdout.split()) for path in recorded if behind)
    whole(record, 3)


FAKETIME = next(iter(sorted(Path("/usr/lib").glob("*/faketime/libfaketime.so.1"))), None)


@pytest.mark.skipif(FAKETIME is None, reason="libfaketime is not installed")
@pytest.mark.parametrize(
    ("clock", "code", "output"),
    [
        ("2024-12-31 12:00:00", 1, "36 hours before"),
        ("1999-01-01 00:00:00", 1, "days before"),
        ("2025-01-01 23:55:00", 0, ""),
        ("2025-01-02 00:00:30", 0, ""),
        ("2026-01-02 00:00:00", 0, ""),
        ("2026-02-07 00:00:00", 1, "401 days after"),
        ("2040-01-01 00:00:00", 1, "days after"),
    ],
)
def test_a_machine_whose_clock_is_wrong_records_nothing_and_reads_everything(
    record: Path, clock: str, code: int, output: str
) -> None:
    """What it stamps is later than the newest; the way out is the clock, or somebody's word."""
    env = {"LD_PRELOAD": str(FAKETIME), "FAKETIME": clock, "TZ": "UTC"}
    done = ran(record, env=env)
    read = subprocess.run(
        [sys.executable, "-m", "timeline", "log", "--record", str(record)],
        env=alone() | env, capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (code, True, 0) == (done.returncode, output in done.stderr, read.returncode)
    assert bool(code) == (read_header(record / "draft.toml").header.recorded_at == "")
    if code:
        assert f"this machine's clock says {clock[:10]}T" in done.stderr
        assert "hint: set the clock" in done.stderr
        assert "remove" not in done.stderr
        done = ran(record, "--clock-is-right", env=env)
        assert 0 == done.returncode
    assert read_header(record / "draft.toml").header.recorded_at > "2025-01-02T00:00:00Z"
    whole(record, 1)
