"""`timeline cite`: the footnotes of an entry."""

import argparse

from timeline.answers.cite import CiteAnswer, cite_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_log_options

DESCRIPTION = """Print finished footnotes for an entry: one for each source that reports it, with the
passage and its address, and one for the entry itself, with the root of the log that proves it."""
EXAMPLE = "timeline cite jp-kh-2024-07/patrol-boats"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("entry", metavar="ENTRY", help="an event, attestation or source: its id, or its position #N")
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> CiteAnswer:
    """The footnotes."""
    return cite_of(asked, arguments.entry)
