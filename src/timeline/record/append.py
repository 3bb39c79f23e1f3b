"""From record files to the log: all of them, or none. The one door into the log.

The record is the truth and the log a function of it: files enter in the order of their
stamps, a recorded file is compared with what the log has of it, and a draft is stamped
only when everything in it has been accepted.
"""

from collections.abc import Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from pathlib import Path
from types import MappingProxyType

from msgspec import Struct

from timeline.eventlog.read import Head
from timeline.eventlog.store import AGAIN, DATABASE_ERRORS, EventLog
from timeline.problems import Problem, Refused, refusal
from timeline.record.stamp import clock_problems, write_stamp
from timeline.record.take import Draft, Taken, take_all, take_recorded_files
from timeline.recordfile.once import Files, Once
from timeline.recordfile.read import read_header
from timeline.recordfile.reader import Header
from timeline.recordfile.whole import UNCHANGED, Step, no_step, only_writer


class Ingested(Struct, frozen=True):
    """What an ingest did."""

    before: int
    head: Head
    recorded: tuple[Path, ...] = ()
    """The drafts that were stamped, in the order of their stamps."""
    recorders: tuple[str, ...] = ()
    """By whom each of these is recorded."""
    taken_in: tuple[Path, ...] = ()
    """The files that were recorded before, and that the log did not have yet."""


def ingest(record: Path, log: EventLog, files: Files | None = None) -> Ingested:
    """Bring *log* up to the recorded files under *record*, whatever any clock says. Drafts are left alone.

    files: those that were read already.
    Raises Refused, with every problem, and changes nothing then. Doing it twice does no more.
    """
    before = log.head().size
    with log.appending(after=before) as appending:
        taken = take_recorded_files(record, appending, files or Files())
        if taken.problems:
            raise Refused(taken.problems)
    return Ingested(before, log.head(), taken_in=tuple(taken.files))


def append(
    record: Path,
    drafts: Sequence[Path] | None,
    log: EventLog,
    *,
    now: datetime,
    recorded_by: str,
    into: Mapping[Path, Path] = MappingProxyType({}),
    clock_is_right: bool = False,
    step: Step = no_step,
) -> Ingested:
    """Record *drafts*: check them, stamp them, and bring *log* up to the record.

    drafts: None for all of the record; those that are recorded by now are left as they are.
    into: where in the record to write a draft that is not in it yet.
    clock_is_right: *now* is not compared with the newest stamp.

    Killed at any point it leaves each draft either a draft or recorded; a recorded one that
    the log does not have yet enters it with the next append.
    Raises Refused, with every problem; unless one of these is `behind`, nothing was changed.
    """
    with only_writer(record):
        step("begin")
        # Listed while the record is locked: no other program records a draft meanwhile.
        files = Files()
        waiting = files.drafts(record) if drafts is None else drafts
        before, stamped = log.head().size, list[tuple[Path, Header]]()
        try:
            with log.appending(after=before) as appending:
                taken = take_all(record, waiting, appending, files, now=now, recorded_by=recorded_by)
                _refuse(taken, None if clock_is_right else now)
                step("checked")
                for draft in taken.drafts:
                    stamped.append((into.get(draft.path, draft.path), draft.header))
                    _stamp(draft, files[draft.path], into, step)
                step("before-commit")
        except (Refused, OSError, KeyboardInterrupt, *DATABASE_ERRORS) as error:
            _report_recorded(stamped, error)
            raise
        step("committed")
    paths, recorders = (path for path, _ in stamped), (header.recorded_by for _, header in stamped)
    return Ingested(before, log.head(), tuple(paths), tuple(recorders), tuple(taken.files))


def _refuse(taken: "Taken", now: datetime | None) -> None:
    """Raise Refused for every problem, including the clock.

    now: None when the user says that the clock is right.
    """
    if taken.drafts and now is not None:
        taken.problems += clock_problems(now, taken.newest, taken.drafts[-1].header.recorded_at)
    if taken.problems:
        raise Refused(taken.problems)


def _stamp(draft: Draft, file: Once, into: Mapping[Path, Path], step: Step) -> None:
    target = into.get(draft.path, draft.path)
    if (draft.path in into or file.is_new) and target.exists():
        # Checked while the record is locked, so that no other program can come between.
        raise refusal("exists", "the file already exists", hint="name another", path=str(target))
    write_stamp(file, target, draft.header, step=step)


def _report_recorded(stamped: Sequence[tuple[Path, Header]], error: BaseException) -> None:
    """Raise Refused for an append that stopped after drafts were stamped: it names what is recorded, and what to do."""
    recorded = [path for path, header in stamped if path.exists() and read_header(path).header == header]
    if not recorded:
        return
    problems = error.problems if isinstance(error, Refused) else ()
    why = [problem._replace(hint="") for problem in problems if problem.hint == AGAIN]
    # Another file was recorded, whatever is said of the one that could not be written.
    told = [problem._replace(hint=problem.hint.removeprefix(UNCHANGED)) for problem in problems]
    reasons = why or told or [Problem("", 0, 0, "stopped", str(error) or "the program was interrupted")]
    behind = [
        Problem(
            str(path), 0, 0, "behind", "it is recorded, but not in the log yet",
            "keep it: once the problem is fixed, the next `timeline append` adds it to the log",
        )
        for path in recorded
    ]  # fmt: skip
    raise Refused([*reasons, *behind]) from error


def check(
    record: Path,
    drafts: Sequence[Path] | None,
    *,
    now: datetime,
    log: EventLog | None = None,
    files: Files | None = None,
) -> list[Problem]:
    """What is wrong with the record and with *drafts* on top of it; nothing is written.

    drafts: None for all of the record.
    log: what recorded files are compared with; without one nobody knows what they were.
    files: those that were read already.
    """
    with EventLog() if log is None else nullcontext(log) as trial:
        try:
            files = files or Files()
            waiting = files.drafts(record) if drafts is None else drafts
            with trial.trying() as appending:
                taken = take_all(record, waiting, appending, files, now=now, recorded_by=_TRIAL)
        except Refused as refused:
            return list(refused.problems)
        return sorted(set(taken.problems))


_TRIAL = "a trial"


def preview(record: Path | None, drafts: Sequence[Path], *, now: datetime, files: Files | None = None) -> EventLog:
    """A log in memory of the record with *drafts* as if they were recorded now.

    files: those that were read already. Raises Refused, with every problem.
    """
    log = EventLog()
    try:
        with log.appending(after=0) as appending:
            taken = take_all(record, drafts, appending, files or Files(), now=now, recorded_by=_TRIAL)
            if taken.problems:
                raise Refused(taken.problems)
    except BaseException:
        log.close()
        raise
    return log
