"""`timeline visits`: which visits there are."""

import argparse

from timeline.answers.snapshot import Snapshot
from timeline.answers.visits import VisitsAnswer, visits_of
from timeline.cli.asking import add_all_option, add_log_options, add_period_options, period_of

DESCRIPTION = """List the visits: when, who, where, and how many events are recorded within each. With
one state or two, list only the visits that concern them."""
EXAMPLE = "timeline visits JP KH --from 2024 --to 2024"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("states", nargs="*", metavar="STATE", help="a state: ISO code, id or name (default: all)")
    add_period_options(parser, "only visits")
    add_all_option(parser)
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> VisitsAnswer:
    """The visits."""
    return visits_of(asked, arguments.states, period_of(arguments))
