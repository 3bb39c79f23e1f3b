"""`timeline source`: a source's text against the record, and held beside it."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from timeline import clock
from timeline.answers.coverage import checked_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asked import DONE, REFUSED, write_answer
from timeline.cli.asking import add_log_options, snapshot
from timeline.cli.output import Output
from timeline.record.append import preview
from timeline.record.attached import attach
from timeline.recordfile.files import read_text
from timeline.recordfile.once import Files

DESCRIPTION = """Hold a text of a source against the record. `check`: of every passage that is cited, whether it
stands in the text once, as it is or after folding white space, quotation marks and the like, and
within one sentence or two adjoining ones; and whether the text is the one whose SHA-256 the record
keeps. Exit code 1 when a passage is not there, begins or ends inside a word, or begins several
times. Drafts in ./events count, so check
before you append. `attach` checks too, and keeps a copy in your data folder, outside the record:
`show`, `audit` and the screen then show each passage in its place."""
EXAMPLE = "timeline source check ccrs-2024-07-10 article.txt"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("do", choices=["check", "attach"], help="what to do")
    parser.add_argument("id", metavar="ID", help="the id of a source")
    parser.add_argument("file", metavar="FILE", type=Path, help="the text of the source, in UTF-8")
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Check, or attach."""
    text = read_text(arguments.file)
    with _asked(arguments) as asked:
        answer = checked_of(asked, arguments.id, text)
    if arguments.do == "attach":
        kept = str(attach(answer.source, text)) if answer.is_text else None
        answer = replace(answer, attaching=True, kept=kept)
    write_answer(answer, arguments, output)
    return DONE if answer.complete else REFUSED


@contextmanager
def _asked(arguments: argparse.Namespace) -> Iterator[Snapshot]:
    """Questions to a log; to the record here with its drafts, so that a source is checked before it is recorded."""
    record, files = arguments.record or Path("events"), Files()
    if arguments.log or arguments.known or not record.is_dir() or not files.drafts(record):
        with snapshot(arguments) as asked:
            yield asked
        return
    with preview(record, files.drafts(record), now=clock.now(), files=files) as log, log.reading() as reader:
        yield Snapshot(reader, reader.head().size)
