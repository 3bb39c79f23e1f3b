"""What writing commands share: which record, which log, who records."""

import argparse
import os
import sys
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from timeline import clock
from timeline.answers.names import entry_named
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import LOG_VARIABLE
from timeline.cli.output import Output
from timeline.entries import Entry
from timeline.eventlog.store import EventLog
from timeline.problems import Misused, Refused, Unknown, brief
from timeline.record.append import Ingested, append
from timeline.recordfile.once import Files
from timeline.recordfile.paths import SUFFIXES
from timeline.recordfile.write import format_record
from timeline.values import BadValue, parse_line

RECORDER_VARIABLE = "TIMELINE_RECORDED_BY"


def add_record_option(parser: argparse.ArgumentParser) -> None:
    """Add the record folder."""
    parser.add_argument("--record", metavar="DIR", type=Path, help="the folder of record files (default: ./events)")


def add_writing_options(parser: argparse.ArgumentParser) -> None:
    """Add what every command takes that records something."""
    add_record_option(parser)
    parser.add_argument("--log", metavar="FILE", help=f"the log file to update (default: ${LOG_VARIABLE}, else none)")
    parser.add_argument("--by", metavar="NAME", help=f"who records it (default: ${RECORDER_VARIABLE})")
    parser.add_argument(
        "--clock-is-right",
        action="store_true",
        help="record even if this machine's clock is far from the time of the newest entry",
    )


def record_folder(arguments: argparse.Namespace) -> Path:
    """The record folder. Raises Misused when there is none."""
    folder: Path = arguments.record or Path("events")
    if not folder.is_dir():
        raise Misused(
            f"there is no record folder {folder}",
            hint="name it with --record",
        )
    return folder


def entry_recorded(snapshot: Snapshot, word: str, record: Path) -> Entry:
    """The recorded entry that *word* names. Raises Misused, for one of a draft with the name of its file."""
    try:
        return entry_named(snapshot, word)
    except Unknown as unknown:
        files = Files()
        for path in files.drafts(record):
            if any(located.entry.id == word for located in files[path].read().entries):
                hint = f"edit {path}: what is not recorded yet needs no correction"
                raise Misused(f"`{word}` is in a draft", hint=hint) from unknown
        raise


def recorder(arguments: argparse.Namespace) -> str:
    """Who records; empty when nobody is named, which a draft's own header may do. Raises Misused for no name."""
    named = arguments.by or os.environ.get(RECORDER_VARIABLE, "")
    try:
        return parse_line(named) if named else ""
    except BadValue as bad:
        where = "--by" if arguments.by else f"${RECORDER_VARIABLE}"
        raise Misused(f"{where}: {bad.message}", hint=bad.hint) from bad


@contextmanager
def writing_log(arguments: argparse.Namespace) -> Iterator[EventLog]:
    """The log to write: the one that is named, else one in memory to check against."""
    named = log_to_write(arguments)
    with EventLog(Path(named) if named else None) as log:
        yield log


def log_to_write(arguments: argparse.Namespace) -> str:
    """The log that is to be written; empty when none is named. Raises Misused for the name of a record file."""
    named: str = arguments.log or os.environ.get(LOG_VARIABLE, "")
    if named.endswith(SUFFIXES):
        raise Misused(f"{named} has the name of a record file", hint="give the log another name: --log record.sqlite")
    return named


def _plain_name(name: str, record: Path) -> Path:
    """A file name below the record folder, under which the file is read again. Raises Misused."""
    path = Path(name)
    if path.parts[: len(record.parts)] == record.parts and not path.is_absolute():
        path = path.relative_to(record)
    hidden = any(part.startswith(".") for part in path.parts)
    folder = (record / path).parent
    elsewhere = not folder.is_dir() or folder.resolve() != record.resolve().joinpath(*path.parts[:-1])
    if path.is_absolute() or hidden or path.suffix != ".toml" or elsewhere:
        raise Misused(
            f"{name} is not a valid name of a record file",
            hint=f"name a .toml file in an existing folder of {record}",
        )
    return path


def _written(entries: Iterable[Entry]) -> str:
    """The text of entries. Raises Misused for what no record file can contain."""
    try:
        text = format_record(entries)
        text.encode()
    except (TypeError, ValueError, RecursionError) as error:
        hint = "write values as in a record file: text in UTF-8, dates in quotes"
        raise Misused(f"an argument is not a valid value: {brief(str(error))}", hint=hint) from error
    return text


def add_yes_option(parser: argparse.ArgumentParser) -> None:
    """Add whether nobody is asked."""
    parser.add_argument("--yes", action="store_true", help="record it without asking")


def confirmed(arguments: argparse.Namespace, output: Output) -> bool:
    """Whether the user wants what was shown to be recorded; where nobody can be asked, it is wanted."""
    if arguments.yes or not (sys.stdin is not None and sys.stdin.isatty() and output.to_terminal):
        return True
    output.flush()
    output.note("record this? [y/N] ")
    if sys.stdin.readline().strip().casefold() in {"y", "yes"}:
        return True
    output.note("nothing was recorded\n")
    return False


def record_entries(arguments: argparse.Namespace, entries: Sequence[Entry], name: str) -> Ingested:
    """Record entries in a new file *name* of the record, and in the log.

    Raises Refused, and Misused when the file already exists.
    """
    record = record_folder(arguments)
    target = record / _plain_name(name, record)
    if target.exists():
        raise Misused(f"{target} already exists", hint="name another file with --file")
    with tempfile.TemporaryDirectory() as folder, writing_log(arguments) as log:
        draft = Path(folder) / target.name
        draft.write_text(_written(entries), encoding="utf-8")
        try:
            return append(
                record,
                [draft],
                log,
                now=clock.now(),
                recorded_by=recorder(arguments),
                into={draft: target},
                clock_is_right=arguments.clock_is_right,
            )
        except Refused as refused:
            # The draft was never in the record: the problem is in the command line.
            own = (problem.path == str(draft) for problem in refused.problems)
            problems = (
                problem._replace(path="", line=0, column=0, source_line="") if here else problem
                for problem, here in zip(refused.problems, own, strict=True)
            )
            raise Refused(problems) from refused
