"""`timeline source`: a source's text against the record, and held beside it."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from hashlib import sha256
from pathlib import Path

from timeline.answers.snapshot import Questions
from timeline.cli import clock
from timeline.cli.asking import add_log_options, questions
from timeline.cli.output import Output
from timeline.projections.coverage import coverage
from timeline.record.append import preview
from timeline.record.attached import attach
from timeline.record.stamp import drafts_of
from timeline.recordfile.files import read_text
from timeline.views.page import Span
from timeline.views.sources import Checked, checked_data, write_checked

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
        source = asked.source(arguments.id)
        digest = sha256(text.encode()).hexdigest()
        passages = coverage(text, asked.passages(source), language=source.language).cited
        checked = Checked(source.id, source.sha256, digest, passages)
        page, kept = output.page(), None
        write_checked(page, source.title, checked)
        if arguments.do == "attach" and checked.is_text:
            kept = str(attach(source.id, text))
            page.line(f"kept as {kept}")
            if not source.sha256 and all(one.located.found == "absent" for one in checked.passages):
                page.line(
                    Span("nothing shows that it is the text of this source: remove the file if it is not", "warn")
                )
        elif arguments.do == "attach":
            page.line("not kept: it is another text")
        if arguments.json:
            output.data(checked_data(checked) | ({"kept": kept} if arguments.do == "attach" else {}), asked.basis())
        else:
            output.write(page, asked.basis())
    return 0 if checked.is_whole else 1


@contextmanager
def _asked(arguments: argparse.Namespace) -> Iterator[Questions]:
    """Questions to a log; to the record here with its drafts, so that a source is checked before it is recorded."""
    record = arguments.record or Path("events")
    if arguments.log or arguments.known or not record.is_dir() or not drafts_of(record):
        with questions(arguments) as asked:
            yield asked
        return
    with preview(record, drafts_of(record), now=clock.now()) as log, log.reading() as reader:
        yield Questions(reader, reader.head().size)
