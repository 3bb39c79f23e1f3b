"""`timeline meetings`: who met whom."""

import argparse

from timeline.answers.meetings import MeetingsAnswer, meetings_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_all_option, add_log_options, add_period_options, period_of

DESCRIPTION = """List the meetings of one actor, or of two with each other: when and where, and who took
part in which office. A state includes everybody who acts for it. The office is the one that a source
gives; if none does, the one that the person is recorded to have held. Those who were represented by
somebody else are not listed as present. A visit is not a meeting; its meetings are its parts."""
EXAMPLE = "timeline meetings JP KH --from 2024 --to 2024"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "actors", nargs="+", metavar="ACTOR", help="one actor or two: id, name or part of a name, or a state's ISO code"
    )
    add_period_options(parser, "only meetings")
    add_all_option(parser)
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> MeetingsAnswer:
    """The meetings."""
    return meetings_of(asked, arguments.actors, period_of(arguments))
