"""Killed at any instant, an append leaves record and log as before or as after.

TIMELINE_KILLS sets how many random instants are tried (a few by default).
"""

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from records import NOW, VISIT, event, write_record
from running import unmeasured
from timeline.checkpoint import leaf_line
from timeline.eventlog.store import EventLog
from timeline.ingest import append, ingest
from timeline.merkle import Frontier, leaf_hash
from timeline.recordfile.read import read_header
from timeline.stamping import drafts_of

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
        append(record, drafts_of(record), log, now=NOW, recorded_by="me")
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
        append(record, drafts_of(record), log, now=NOW, recorded_by="me", step=seen.append)

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


def test_two_programs_do_not_stamp_at_once(record: Path) -> None:
    """One wins; the other is told to run again, and then finds nothing left to do."""
    writers = [child(record, -1) for _ in range(2)]
    results = {writer.wait(30) for writer in writers}
    for writer in writers:
        assert writer.stdout is not None
        writer.stdout.close()

    assert 0 in results
    assert results <= {0, 1}
    finish(record)
