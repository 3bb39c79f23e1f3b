"""`timeline changes`: what changed between two states over a period."""

import argparse

from timeline import clock
from timeline.answers.changes import ChangesAnswer, changes_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_all_option, add_log_options, add_period_options, period_of

DESCRIPTION = """Show what changed between two states over a period: their engagements, then what is new
in their relationship, what changed and what ended, each with the event that brought it. Without --from,
from the first event on; without --to, until today."""
EXAMPLE = "timeline changes JP KH --from 2024 --to 2024"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("states", nargs=2, metavar="STATE", help="a state: ISO code, id or name")
    add_period_options(parser, "only changes")
    add_all_option(parser)
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> ChangesAnswer:
    """The changes."""
    arguments.last = arguments.last or clock.today().isoformat()
    one, other = arguments.states
    return changes_of(asked, one, other, period_of(arguments))
