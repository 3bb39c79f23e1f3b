"""`timeline append`: record drafts."""

import argparse
from pathlib import Path

from timeline import clock
from timeline.answers.answer import Basis
from timeline.cli.output import Output
from timeline.cli.recording import add_writing_options, log_to_write, record_folder, recorder, writing_log
from timeline.problems import Misused
from timeline.record.append import Ingested, append
from timeline.recordfile.paths import record_paths
from timeline.text import shown
from timeline.views import basis_text

DESCRIPTION = """Record drafts: check them, stamp them with the time and the recorder, and add them to
the log (--log). Either all of them are recorded, or none. Without FILES, all drafts of the record are
recorded."""
EXAMPLE = 'timeline append --by "timeline maintainers" --log record.sqlite'


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE", type=Path, help="drafts in the record folder (default: all)"
    )
    add_writing_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Record."""
    record = record_folder(arguments)
    there = {path.resolve() for path in record_paths(record)}
    for path in arguments.files:
        if path.resolve() not in there:
            hint = f"put it there first: every .toml or .jsonl file below {record} that is not hidden is a record file"
            raise Misused(f"{path} is not a record file under {record}", hint=hint)
    with writing_log(arguments) as log:
        done = append(
            record,
            arguments.files or None,
            log,
            now=clock.now(),
            recorded_by=recorder(arguments),
            clock_is_right=arguments.clock_is_right,
        )
    if log_to_write(arguments):
        _write_added(output, done)
    for path, by in zip(done.recorded, done.recorders, strict=True):
        # A draft may name its recorder; the user is told.
        output.say(f"recorded {path}" + (f", by {by}, as the file says" if by != recorder(arguments) else ""))
    if not done.recorded:
        output.say("no drafts to record")
    output.say(basis_text(Basis(done.head.size, done.head.root.hex())))
    if done.recorded and not log_to_write(arguments):
        output.note(f"query it with --record {shown(str(record))}, or keep a log file: --log FILE\n")
    return 0


def _write_added(output: Output, done: Ingested) -> None:
    """Name the files that were recorded earlier and are added only now; for a new log, their number."""
    if not done.before and len(done.taken_in) > 1:
        output.say(f"added {len(done.taken_in)} files that were recorded before")
        return
    for path in done.taken_in:
        output.say(f"added {path}, recorded before")
