"""What reading commands share: which log, known when, on which day.

`--known` takes a position, a day, month or year to its end in UTC, or a checkpoint file;
`--on` takes a day as people type it, and in `log` and `search` also a month or a year.
"""

import argparse
import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import date
from itertools import chain
from pathlib import Path

from timeline.answers.snapshot import Snapshot
from timeline.cli import clock
from timeline.cli.output import Output
from timeline.eventlog.failures import failed
from timeline.eventlog.opened import open_log
from timeline.eventlog.read import LogReader
from timeline.problems import BUILD_ANEW, Misused, Refused, brief, damage, refusal
from timeline.record.cached import record_log, same_files
from timeline.record.shipped import shipped_log, shipped_record
from timeline.recordfile.paths import is_file, record_paths
from timeline.text import shown
from timeline.values import BadValue, NoDay, When, format_instant, parse_instant, typed_day, typed_span, whole_number

LOG_VARIABLE = "TIMELINE_LOG"


def add_log_options(parser: argparse.ArgumentParser, *, known: bool = True, json: bool = True) -> None:
    """Add what every reading command takes; *known* and *json* where they have a meaning."""
    parser.add_argument("--log", metavar="FILE", help=f"the log to ask; else ${LOG_VARIABLE}, else the shipped record")
    parser.add_argument(
        "--record", metavar="DIR", type=Path, help="ask what is recorded in a folder of record files, instead of a log"
    )
    if known:
        parser.add_argument(
            "--known",
            metavar="TIME",
            help="what the log knew then: a position (412), a day, month or year (to its end, UTC), an instant as the "
            "log tells it, or a checkpoint file",
        )
    if json:
        parser.add_argument("--json", action="store_true", help="answer as JSON")


def add_on_option(parser: argparse.ArgumentParser, *, default: str = "today") -> None:
    """Add the day in the world; *default* says what stands for it."""
    parser.add_argument("--on", metavar="DAY", help=f"the day in the world, as you type it; {default} if left out")


def count(text: str) -> int:
    """A whole number above zero, as argparse asks for it."""
    number = whole_number(text)
    if not number:
        raise argparse.ArgumentTypeError(f"{shown(text)} is no whole number above zero")
    return number


@contextmanager
def reader(arguments: argparse.Namespace) -> Iterator[LogReader]:
    """The log that is asked. Raises Damaged for what goes wrong because a log that was named is damaged."""
    try:
        with _opened(arguments) as log:
            yield log
    except (Refused, Misused, OSError):
        raise
    except sqlite3.DatabaseError as error:
        raise failed("the log cannot be read", error, writing=False) from error
    except Exception as error:
        named = _named(arguments)
        told = _blamed(Path(named), error) if named else ""
        if not told:
            raise
        raise damage(f"the log cannot be answered from: {told}", hint=BUILD_ANEW) from error


def _named(arguments: argparse.Namespace) -> str:
    """The log that is named, by the command or by the environment; empty when none is."""
    return str(arguments.log or ("" if arguments.record else os.environ.get(LOG_VARIABLE, "")))


def _blamed(path: Path, error: Exception) -> str:
    """What in a log made a question fail: its first fault, or a value that no file may hold; empty when nothing."""
    from timeline.eventlog.derived import derived_faults  # noqa: PLC0415 - only what is damaged needs it
    from timeline.eventlog.verify import verify_log  # noqa: PLC0415 - as above

    fault = next(chain(verify_log(path).faults, derived_faults(path)), None)
    if fault:
        return fault.message
    return f"it holds what no record file may hold: {error}" if isinstance(error, BadValue) else ""


def _opened(arguments: argparse.Namespace) -> AbstractContextManager[LogReader]:
    named = _named(arguments)
    if arguments.log and arguments.record:
        raise Misused("--log and --record cannot be used together", hint="name one of them")
    if named:
        return open_log(Path(named))
    if arguments.record:
        if not arguments.record.is_dir():
            raise Misused(f"there is no record folder {arguments.record}", hint="name it with --record")
        return record_log(arguments.record)
    _tell_of_another_record(Path("events"))
    return shipped_log()


def _tell_of_another_record(here: Path) -> None:
    """Say so, when who stands beside a record of their own is answered from the shipped one."""
    try:
        other = here.is_dir() and record_paths(here) and not same_files(here, shipped_record())
    except Refused:
        # What cannot be read is another; what is wrong with it is told when it is asked.
        other = True
    if other:
        Output().tell(f"this answers from the shipped record; --record {here} asks the one here\n")


@contextmanager
def snapshot(arguments: argparse.Namespace) -> Iterator[Snapshot]:
    """The log as it was known."""
    with reader(arguments) as log:
        yield Snapshot(log, known_position(arguments.known, log))


def known_position(text: str | None, log: LogReader, option: str = "--known") -> int:
    """The position that `--known`, or another *option*, means. Raises Misused, and Refused for a false checkpoint."""
    size = log.head().size
    if text is None:
        return size
    position = whole_number(text.removeprefix("#"))
    if position is not None:
        # Four digits alone are a position, not a year.
        if position > size:
            raise Misused(f"the log ends at #{size}, before #{position}", hint="ask for a position that it has")
        return position
    if is_file(text):
        return _of_checkpoint(Path(text), log, size)
    with suppress(BadValue):
        return log.position_at(format_instant(parse_instant(text)))
    try:
        last = date.fromordinal(typed_span(text).end_latest)
    except NoDay as bad:
        raise Misused(
            f"{option} {brief(text)} is no time of the log, and there is no such file",
            hint="write a position (412), a day (2026-11-24), an instant as the log tells it, or a checkpoint file",
        ) from bad
    except BadValue as bad:
        raise Misused(f"{option} {bad.message}", hint=bad.hint) from bad
    return log.position_at(f"{last.isoformat()}T23:59:59Z")


def _of_checkpoint(path: Path, log: LogReader, size: int) -> int:
    from timeline.recordfile.checkpoints import read_checkpoint  # noqa: PLC0415 - rarely asked for

    try:
        checkpoint = read_checkpoint(path).checkpoint
    except Refused as error:
        raise Misused(f"{path}: {error.problems[0].message}", hint="name a file of events/checkpoints/") from error
    if checkpoint.size > size or log.root_at(checkpoint.size) != checkpoint.root:
        raise refusal(
            "other-log",
            f"{path} is a checkpoint of another log, or this one was altered",
            hint="ask the log that it belongs to",
        )
    return checkpoint.size


def day_of(arguments: argparse.Namespace) -> date:
    """The day that `--on` means; today if it was left out."""
    return _day(arguments.on, "--on") if arguments.on else clock.today()


def optional_day_of(arguments: argparse.Namespace) -> date | None:
    """The day that `--on` means; None if it was left out: then all days count."""
    return day_of(arguments) if arguments.on else None


def _day(text: str, option: str) -> date:
    try:
        return typed_day(text)
    except BadValue as bad:
        raise Misused(f"{option} {bad.message}", hint=bad.hint) from bad


def add_range_option(parser: argparse.ArgumentParser) -> None:
    """Add the days in the world of which entries are sought."""
    parser.add_argument(
        "--on",
        metavar="WHEN",
        help="only events that may have begun on this day, or in this month or year",
    )


def range_of(arguments: argparse.Namespace) -> When | None:
    """The days that `--on` means where it takes several; None if it was left out. Raises Misused."""
    try:
        return typed_span(arguments.on) if arguments.on else None
    except BadValue as bad:
        raise Misused(f"--on {bad.message}", hint=bad.hint) from bad
