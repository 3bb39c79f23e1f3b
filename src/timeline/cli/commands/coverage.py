"""`timeline coverage`: which sentences of a source are cited by which entries."""

import argparse
from pathlib import Path

from timeline.answers.coverage import CitationsAnswer, CoverageAnswer, citations_of, coverage_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_log_options
from timeline.recordfile.files import read_text

DESCRIPTION = """Tell which passages of a source are cited by which entries. With the text of the source
(--text), tell of every sentence what cites it, or why it carries no fact, and of every
passage whether it is found once, within one sentence or two adjoining ones; what had to be
folded to find it is told. Headings are skipped, and listed. Exit code 1 when a sentence is
not accounted for, a passage not found, or no sentence found at all."""
EXAMPLE = "timeline coverage ccrs-2024-07-10 --text article.txt"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("source", metavar="SOURCE", help="the id of a source")
    parser.add_argument("--text", metavar="FILE", type=Path, help="the text of the source")
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> CoverageAnswer | CitationsAnswer:
    """The coverage; without a text, what is cited."""
    if arguments.text is None:
        return citations_of(asked, arguments.source)
    return coverage_of(asked, arguments.source, read_text(arguments.text))
