"""`timeline commitments`: who owes what to whom, with the stages."""

import argparse

from timeline.answers.commitments import CommitmentsAnswer, commitments_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_all_option, add_evidence_option, add_log_options, add_on_option, day_of

DESCRIPTION = """List commitments: who owes what to whom, when it is due, and each stage it has
reached. WHAT is two states, one state, a visit or a single commitment. "No word of delivery" means
that the record has no such report; it may have been delivered all the same. Of stages after the date,
only the number is shown."""
EXAMPLE = "timeline commitments JP KH --on 2024-07-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "states", nargs="*", metavar="WHAT", help="two states, one state, a visit or a commitment (default: all)"
    )
    parser.add_argument("--open", action="store_true", help="only those that are not fulfilled, cancelled or lapsed")
    parser.add_argument("--table", action="store_true", help="as a table: a column for each stage")
    add_all_option(parser)
    add_evidence_option(parser)
    add_on_option(parser)
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> CommitmentsAnswer:
    """The commitments."""
    return commitments_of(asked, arguments.states, day_of(arguments), only_open=arguments.open)
