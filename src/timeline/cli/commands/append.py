"""`timeline append`: record drafts."""

import argparse
from pathlib import Path

from timeline.cli import clock
from timeline.cli.output import Output, basis_text
from timeline.cli.recording import add_writing_options, log_named, record_folder, recorder, writing_log
from timeline.ingest import append, drafts_of
from timeline.problems import Misused
from timeline.queries import Basis

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
    for path in arguments.files:
        if record.resolve() not in path.resolve().parents or not path.exists():
            raise Misused(f"{path} is no file under {record}", hint="put it there first, or name another --record")
    drafts = drafts_of(record)
    if arguments.files:
        chosen = {path.resolve() for path in arguments.files}
        drafts = [path for path in drafts if path.resolve() in chosen]
    with writing_log(arguments) as log:
        done = append(record, drafts, log, now=clock.now(), recorded_by=recorder(arguments))
    page = output.page()
    for path in done.recorded:
        page.line(f"recorded {path}")
    if not done.recorded:
        page.line("there was no draft to record")
    page.line(basis_text(Basis(done.head.size, done.head.root.hex())))
    output.write(page)
    if done.recorded and not log_named(arguments):
        output.tell(f"ask it with --record {record}, or keep a log of it: --log FILE\n")
    return 0
