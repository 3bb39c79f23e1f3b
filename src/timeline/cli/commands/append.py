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
from timeline.views.page import Page

DESCRIPTION = """Record drafts: check them, stamp them with the instant and the recorder, and bring the log
(--log) up to the record. All of it, or none. Without FILES, all drafts of the record; files
that are recorded already are left as they are."""
EXAMPLE = 'timeline append --by "timeline maintainers" --log record.sqlite'


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "files", nargs="*", metavar="FILE", type=Path, help="drafts under the record folder; all if left out"
    )
    add_writing_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Record."""
    record = record_folder(arguments)
    there = {path.resolve() for path in record_paths(record)}
    for path in arguments.files:
        if path.resolve() not in there:
            hint = f"put it there first: below {record} what ends in .toml or .jsonl and is not hidden is a record file"
            raise Misused(f"{path} is no record file under {record}", hint=hint)
    with writing_log(arguments) as log:
        done = append(
            record,
            arguments.files or None,
            log,
            now=clock.now(),
            recorded_by=recorder(arguments),
            clock_is_right=arguments.clock_is_right,
        )
    page = output.page()
    if log_to_write(arguments):
        _tell_taken_in(page, done)
    for path, by in zip(done.recorded, done.recorders, strict=True):
        # A draft may name somebody; who records it is told so.
        page.line(f"recorded {path}" + (f", by {by}, whom it names" if by != recorder(arguments) else ""))
    if not done.recorded:
        page.line("there was no draft to record")
    page.line(basis_text(Basis(done.head.size, done.head.root.hex())))
    output.write(page)
    if done.recorded and not log_to_write(arguments):
        output.tell(f"ask it with --record {shown(str(record))}, or keep a log of it: --log FILE\n")
    return 0


def _tell_taken_in(page: Page, done: Ingested) -> None:
    """Name what was recorded before and was not in the log yet; of a new log, how much."""
    if not done.before and len(done.taken_in) > 1:
        page.line(f"took in {len(done.taken_in)} files that were recorded before")
        return
    for path in done.taken_in:
        page.line(f"took in {path}, recorded before")
