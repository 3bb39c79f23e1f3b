"""What is accepted is answered: strange records go through every command, and the laws of the log hold for them.

TIMELINE_EXAMPLES sets how many records are drawn (a few by default).
"""

import json
import os
import random
import re
import shutil
from contextlib import closing
from pathlib import Path
from tempfile import TemporaryDirectory

from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

from accepted import accepted
from running import Ran, at, timeline
from timeline.entries import Event, Source
from timeline.eventlog.derived import derived_faults
from timeline.eventlog.store import EventLog
from timeline.eventlog.verify import verify_log
from timeline.proof.checkpoint import leaf_line
from timeline.record.append import ingest

EXAMPLES = int(os.environ.get("TIMELINE_EXAMPLES", "6"))
RAW = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ufeff\U000e0000-\U000e007f\ue000-\uf8ff]")
"""What no answer may hold: controls but the line feed, bidi overrides, hidden and private characters."""
MOST = 40
"""Answers of one kind that are asked for: as many entries, and as many positions."""

many = settings(
    max_examples=EXAMPLES,
    phases=(Phase.generate,),
    suppress_health_check=list(HealthCheck),
    derandomize="TIMELINE_EXAMPLES" not in os.environ,
)


seeds = st.integers(0, 2**32)


def commands(log: EventLog) -> list[list[str]]:
    """Every question that a log can be asked, of everything in it."""
    with log.reading() as reader:
        entries = [recorded.entry for recorded in reader.recorded()]
    events = [entry.id for entry in entries if isinstance(entry, Event)]
    visits = [entry.id for entry in entries if entry.what == "visit"]
    of_all = [
        ["log"], ["sources"], ["conflicts"], ["late"], ["search", "a"], ["search", "កម្ពុជា"], ["replay", "JP", "KH"],
        ["replay", "JP", "KH", "--recorded"], ["commitments"], ["commitments", "JP", "KH", "--on", "2024-07-06"],
        ["state", "JP", "KH"], ["state", "JP", "KH", "--on", "2024-07-06"], ["state", "KH", "UA", "--on", "9999-12-31"],
        ["state", "JP", "KH", "--on", "0001-01-01"], ["diff", "--from", "0"], ["dossier", "kamikawa"],
        ["conflicts", "--on", "2024-07-06"], ["log", "--on", "2024"], ["dossier", "hun-manet", "--on", "2024-07-06"],
    ]  # fmt: skip
    of_events = [[name, one] for one in events[-MOST:] for name in ("show", "audit", "history")]
    of_visits = [[name, one] for one in visits[-MOST:] for name in ("replay", "compare")]
    of_others = [["show", entry.id] for entry in entries[-MOST:] if not isinstance(entry, Event)]
    of_sources = [
        [name, entry.id] for entry in entries if isinstance(entry, Source) for name in ("coverage", "rests-on")
    ]
    return [*of_all, *of_events, *of_visits, *of_others, *of_sources]


def answered(ran: Ran, *, json_wanted: bool) -> None:
    """Look that a command answered, or said that it was wrongly used, and that nothing of it is obeyed by a terminal."""
    assert ran.code in {0, 2}, ran.err
    assert RAW.findall(ran.out + ran.err) == []
    if json_wanted and ran.code == 0:
        for line in ran.out.splitlines():
            json.loads(line)


def lines(log: EventLog) -> list[bytes]:
    """The leaf lines of a log."""
    with log.reading() as reader:
        return [leaf_line(stored) for stored in reader.stored()]


@many
@given(seeds)
def test_every_question_of_whatever_is_accepted_has_an_answer(seed: int) -> None:
    """In text and as JSON; nothing raw reaches a terminal."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (record := folder / "record").mkdir()
        *_, _ = accepted(seed, record, count=10, files=2)
        with EventLog(folder / "log.sqlite") as log:
            ingest(record, log)
            asked = commands(log)
        with at(folder):
            for command in asked:
                for more in ([], ["--json"]):
                    ran = timeline(*command, *more, "--log", "log.sqlite")
                    answered(ran, json_wanted=bool(more))
        assert verify_log(folder / "log.sqlite").ok
        assert [] == list(derived_faults(folder / "log.sqlite"))


@many
@given(seeds)
def test_the_log_is_the_same_in_whatever_order_files_are_found_or_added(seed: int) -> None:
    """Read in any order, grown file by file or built afresh: the same bytes."""
    with TemporaryDirectory() as name:
        (record := Path(name) / "record").mkdir()
        with EventLog() as grown:
            for _ in accepted(seed, record, count=8, files=3):
                ingest(record, grown)
            (other := Path(name) / "other").mkdir()
            paths = sorted(record.glob("*.toml"))
            names = [f"{number}.toml" for number in range(len(paths))]
            random.Random(seed).shuffle(names)  # noqa: S311 - an order
            for path, new in zip(paths, names, strict=True):
                shutil.copy(path, other / new)
            with EventLog() as fresh, EventLog() as shuffled:
                ingest(record, fresh)
                ingest(other, shuffled)

                assert lines(grown) == lines(fresh) == lines(shuffled)


@many
@given(seeds)
def test_an_answer_as_of_a_position_is_that_of_the_log_as_it_was_then(seed: int) -> None:
    """What was recorded since has no say; every position between has an answer."""
    with TemporaryDirectory() as name:
        folder = Path(name)
        (record := folder / "record").mkdir()
        then = list[tuple[int, list[list[str]], list[Ran]]]()
        path = folder / "log.sqlite"
        with at(folder):
            for _ in accepted(seed, record, count=8, files=2):
                with closing(EventLog(path)) as log:
                    size = ingest(record, log).head.size
                    asked = commands(log)
                then.append((size, asked, [timeline(*command, "--json", "--log", "log.sqlite") for command in asked]))
            for size, asked, answers in then:
                for command, answer in zip(asked, answers, strict=True):
                    known = [] if command[0] == "diff" else ["--known", str(size)]
                    now = timeline(*command, *known, "--json", "--log", "log.sqlite")
                    if known:
                        assert (answer.code, answer.out) == (now.code, now.out), (command, size)
            for position in range(then[0][0], then[-1][0]):
                for command in (["state", "JP", "KH"], ["conflicts"], ["replay", "JP", "KH"], ["compare", "visit"]):
                    answered(timeline(*command, "--known", str(position), "--log", "log.sqlite"), json_wanted=False)


def test_what_is_drawn_is_of_every_kind_and_verb() -> None:
    """A generator of whose entries none is accepted tests nothing."""
    found = set[str]()

    @settings(max_examples=12, phases=(Phase.generate,), suppress_health_check=list(HealthCheck), derandomize=True)
    @given(seeds)
    def draw(seed: int) -> None:
        with TemporaryDirectory() as name, EventLog() as log:
            *_, _ = accepted(seed, Path(name), count=14, files=2)
            ingest(Path(name), log)
            with log.reading() as reader:
                found.update(recorded.entry.what for recorded in reader.recorded())

    draw()

    assert {"correct", "withdraw", "attest", "actor", "source", "topic"} <= found
    assert len(found) > 15
