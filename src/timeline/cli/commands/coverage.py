"""`timeline coverage`: which sentences of a source are cited by which entries."""

import argparse
from pathlib import Path

from timeline.answers.coverage import CitationsAnswer, CoverageAnswer, citations_of, coverage_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_all_option, add_log_options
from timeline.recordfile.files import read_text

DESCRIPTION = """Show which passages of a source are cited, and by which entries. With its text
(--text), show for every sentence which entries cite it or, if none does, why it states no fact.
Headings are skipped, and listed. The exit code is 1 if a sentence is neither cited nor explained, a
passage is not found, or the text has no sentence."""
EXAMPLE = "timeline coverage ccrs-2024-07-10 --text article.txt"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("source", metavar="SOURCE", help="the id of a source")
    parser.add_argument("--text", metavar="FILE", type=Path, help="the text of the source, in UTF-8")
    add_all_option(parser)
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> CoverageAnswer | CitationsAnswer:
    """The coverage; without a text, the cited passages."""
    if arguments.text is None:
        return citations_of(asked, arguments.source)
    return coverage_of(asked, arguments.source, read_text(arguments.text))
