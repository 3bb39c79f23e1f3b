"""What reading commands share: which log, known when, on which day.

`--known` takes a position, a day or month to its end in UTC, an instant, or a checkpoint file;
`--on` takes a day as people type it, and in `log` and `search` also a month or a year.
"""

import argparse
import os
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager
from datetime import date
from pathlib import Path

from timeline import clock
from timeline.answers.known import Period, day_typed, days_typed, known_position, period_typed
from timeline.answers.snapshot import Snapshot
from timeline.cli.output import Output
from timeline.eventlog.blamed import blamed
from timeline.eventlog.opened import open_log
from timeline.eventlog.read import LogReader
from timeline.problems import Misused, Refused, Unknown
from timeline.record.cached import record_log, same_files
from timeline.record.shipped import shipped_log, shipped_record
from timeline.recordfile.once import Files
from timeline.recordfile.paths import record_paths
from timeline.text import shown
from timeline.values import When, whole_number

LOG_VARIABLE = "TIMELINE_LOG"


def add_log_options(
    parser: argparse.ArgumentParser, *, known: bool = True, json: bool = True, drafts: bool = True
) -> None:
    """Add what every reading command takes; *known*, *json* and *drafts* where they have a meaning."""
    parser.add_argument(
        "--log", metavar="FILE", help=f"the log file to query (default: ${LOG_VARIABLE}, else the shipped record)"
    )
    parser.add_argument(
        "--record", metavar="DIR", type=Path, help="query a folder of record files instead of a log file"
    )
    if drafts:
        parser.add_argument(
            "--drafts",
            action="store_true",
            help="count the drafts of the record (default: ./events) as if recorded now",
        )
    if known:
        parser.add_argument(
            "--known",
            metavar="TIME",
            help="leave out what was recorded later: a log position (412), a date or month (to its end in UTC), "
            "an instant, or a checkpoint file",
        )
    if json:
        parser.add_argument("--json", action="store_true", help="print JSON")


def add_evidence_option(parser: argparse.ArgumentParser) -> None:
    """Add whether the passages are shown behind each claim."""
    parser.add_argument("--evidence", action="store_true", help="show the passages of the sources behind each line")


def add_all_option(parser: argparse.ArgumentParser, what: str = "show the whole answer") -> None:
    """Add whether the answer is shown whole."""
    parser.add_argument("--all", dest="whole", action="store_true", help=what)


def add_on_option(parser: argparse.ArgumentParser, *, default: str = "today") -> None:
    """Add the day in the world; *default* describes the default."""
    parser.add_argument(
        "--on",
        metavar="DAY",
        help=f'the situation on this date, such as 2024-07-06 or "6 July 2024" (default: {default})',
    )


def count(text: str) -> int:
    """A whole number above zero, as argparse asks for it."""
    number = whole_number(text)
    if not number:
        raise argparse.ArgumentTypeError(f"{shown(text)} is not a whole number above zero")
    return number


@contextmanager
def reader(arguments: argparse.Namespace) -> Iterator[LogReader]:
    """The log that is asked. Raises Damaged for what goes wrong because a log that was named is damaged."""
    named = log_named(arguments)
    with blamed(Path(named) if named else None), _opened(arguments, named) as log:
        yield log


def log_named(arguments: argparse.Namespace) -> str:
    """The log that is named, by the command or by the environment; empty when none is."""
    return str(arguments.log or ("" if arguments.record else os.environ.get(LOG_VARIABLE, "")))


def _opened(arguments: argparse.Namespace, named: str) -> AbstractContextManager[LogReader]:
    if arguments.log and arguments.record:
        raise Misused("--log and --record cannot be used together", hint="name one of them")
    drafts = getattr(arguments, "drafts", False)
    if drafts and getattr(arguments, "known", ""):
        message = "drafts are not recorded yet: at an earlier time nothing was known of them"
        raise Misused(message, hint="leave --drafts or the earlier time out")
    if named and drafts:
        raise Misused("a log has no drafts", hint="name the record folder: --record DIR --drafts")
    if named:
        return open_log(Path(named))
    if drafts:
        return _with_drafts(arguments)
    if arguments.record:
        if not arguments.record.is_dir():
            raise Misused(f"there is no record folder {arguments.record}", hint="name it with --record")
        return record_log(arguments.record, files_of(arguments))
    _note_other_record(Path("events"))
    return shipped_log()


@contextmanager
def _with_drafts(arguments: argparse.Namespace) -> Iterator[LogReader]:
    """The log in memory of a record with its drafts, as if they were recorded now."""
    from timeline.record.append import preview  # noqa: PLC0415 - only drafts need the writing side

    record, files = _record_of(arguments), files_of(arguments)
    with preview(record, files.drafts(record), now=clock.now(), files=files) as log, log.reading() as reading:
        yield reading


def files_of(arguments: argparse.Namespace) -> Files:
    """The record files that a command reads, each once."""
    files: Files = vars(arguments).setdefault("files_read", Files())
    return files


def _record_of(arguments: argparse.Namespace) -> Path:
    """The record folder that is asked with its drafts. Raises Misused when there is none."""
    record: Path = arguments.record or Path("events")
    if not record.is_dir():
        raise Misused(f"there is no record folder {record}", hint="name it with --record")
    return record


def _note_other_record(here: Path) -> None:
    """Note that the answer is from the shipped record, when there is a record in the current folder."""
    try:
        other = here.is_dir() and record_paths(here) and not same_files(here, shipped_record())
    except Refused:
        # A record that cannot be read is another one; its problems are reported when it is queried.
        other = True
    if other:
        Output().note(f"using the record that comes with the program; for the one in this folder: --record {here}\n")


@contextmanager
def snapshot(arguments: argparse.Namespace) -> Iterator[Snapshot]:
    """The log as it was known. A word that names nothing in it may be one of a draft: the hint says so."""
    with reader(arguments) as log:
        asked = snapshot_of(log, known_position(log, arguments.known), arguments)
        try:
            yield asked
        except Unknown as unknown:
            basis = asked.basis()
            if not basis.drafts or basis.counted:
                raise
            count = f"{basis.drafts} {'draft is' if basis.drafts == 1 else 'drafts are'}"
            hints = "; ".join(filter(None, (unknown.hint, f"{count} not counted (--drafts)")))
            raise Unknown(unknown.message, hint=hints) from unknown


def snapshot_of(log: LogReader, known: int, arguments: argparse.Namespace) -> Snapshot:
    """A log as it was at a position, with how many drafts its record has."""
    counted = bool(getattr(arguments, "drafts", False))
    record = _record_of(arguments) if counted else None if log_named(arguments) else arguments.record
    drafts = len(files_of(arguments).drafts(record)) if record else 0
    return Snapshot(log, known, drafts=drafts, counted=counted and bool(drafts))


def day_of(arguments: argparse.Namespace) -> date:
    """The day that `--on` means; today if it was left out."""
    return day_typed(arguments.on) if arguments.on else clock.today()


def optional_day_of(arguments: argparse.Namespace) -> date | None:
    """The day that `--on` means; None if it was left out: then all days count."""
    return day_of(arguments) if arguments.on else None


def add_range_option(parser: argparse.ArgumentParser) -> None:
    """Add the days in the world of which entries are sought."""
    parser.add_argument(
        "--on",
        metavar="WHEN",
        help="only events that may have begun on this date, or in this month or year",
    )


def range_of(arguments: argparse.Namespace) -> When | None:
    """The days that `--on` means where it takes several; None if it was left out. Raises Misused."""
    return days_typed(arguments.on) if arguments.on else None


def add_period_options(parser: argparse.ArgumentParser, what: str) -> None:
    """Add the first and the last day; *what* is limited to them."""
    parser.add_argument("--from", dest="first", metavar="WHEN", help=f"{what} from this day, month or year on")
    parser.add_argument("--to", dest="last", metavar="WHEN", help="until the end of this day, month or year")


def period_of(arguments: argparse.Namespace) -> Period:
    """The days from `--from` to `--to`. Raises Misused."""
    return period_typed(arguments.first, arguments.last)
