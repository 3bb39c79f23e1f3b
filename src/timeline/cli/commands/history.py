"""`timeline history`: everything that was ever recorded of one entry."""

import argparse

from timeline.answers.history import HistoryAnswer, history_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_log_options

DESCRIPTION = """Tell everything that was ever recorded of one entry, oldest first: the record itself, attestations,
contradictions, corrections, withdrawals; each with who and when, the passage, what it replaced
and why. Nothing is left out because it was corrected or withdrawn since."""
EXAMPLE = "timeline history jp-kh-2024-07/three-approaches"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("id", metavar="ID", help="the entry: its id, its position (#87), a state's code")
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> HistoryAnswer:
    """The history."""
    return history_of(asked, arguments.id)
