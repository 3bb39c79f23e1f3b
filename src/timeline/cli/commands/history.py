"""`timeline history`: everything that was ever recorded of one entry."""

import argparse

from timeline.answers.history import HistoryAnswer, history_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_log_options

DESCRIPTION = """Show everything that was ever recorded about one entry, oldest first: the entry
itself, attestations, contradictions, corrections and withdrawals, each with who recorded it, when, why,
and the value that it replaced."""
EXAMPLE = "timeline history jp-kh-2024-07/three-approaches"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("id", metavar="ID", help="the entry: its id or position (#87), or a state's ISO code")
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> HistoryAnswer:
    """The history."""
    return history_of(asked, arguments.id)
