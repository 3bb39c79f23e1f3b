"""`timeline source`: check a source's text against the record, or attach it."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from msgspec.structs import replace

from timeline.answers.coverage import checked_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asked import DONE, REFUSED, write_answer
from timeline.cli.asking import add_log_options, files_of, log_named, snapshot
from timeline.cli.output import Output
from timeline.record.attached import attach
from timeline.recordfile.files import read_text

DESCRIPTION = """Check a source's recorded passages against its text, or attach the text. `check` looks
for every cited passage: it must occur once, within one sentence or two adjacent ones, and the text must
match the SHA-256 in the record. Drafts in ./events count, so you can check before you append. The exit
code is 1 if a passage is missing, ambiguous, or begins or ends inside a word. `attach` checks the text
too, and keeps a copy in your data folder, outside the record: `show`, `audit` and the replay screen
then show each passage in its context."""
EXAMPLE = "timeline source check ccrs-2024-07-10 article.txt"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "do", metavar="ACTION", choices=["check", "attach"], help="check, or attach: check the text and keep a copy"
    )
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
    record = arguments.record or Path("events")
    if not log_named(arguments) and not arguments.known and record.is_dir() and files_of(arguments).drafts(record):
        arguments.drafts = True
    with snapshot(arguments) as asked:
        yield asked
