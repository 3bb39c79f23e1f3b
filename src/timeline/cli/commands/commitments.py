"""`timeline commitments`: the promises, with their stages."""

import argparse

from timeline.answers.commitments import CommitmentsAnswer, commitments_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_log_options, add_on_option, day_of

DESCRIPTION = """List the promises between two states, those of and to one, those of a visit, or all of them: who owes
what to whom, due when, and each stage that it reached with its evidence; or tell of one alone. No entry
about delivery is "no word of delivery", never "not delivered". Stages after the day that is asked of are
counted, and left out."""
EXAMPLE = "timeline commitments JP KH --on 2024-07-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "states", nargs="*", metavar="WHAT", help="two states, one, or the id of a promise or visit; all if left out"
    )
    parser.add_argument("--open", action="store_true", help="only those neither delivered nor lapsed")
    add_on_option(parser)
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> CommitmentsAnswer:
    """The commitments."""
    return commitments_of(asked, arguments.states, day_of(arguments), only_open=arguments.open)
