"""`timeline state`: the relationship of two states on a day."""

import argparse

from timeline.answers.relationship import RelationshipAnswer, relationship_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_all_option, add_evidence_option, add_log_options, add_on_option, day_of

DESCRIPTION = """Show the relationship between two states on a date: formal status, last contact,
signed documents, commitments, dialogues, initiatives, positions and conflicts, each with the event it
comes from. What may have happened by then, but is not certain, is listed separately."""
EXAMPLE = "timeline state JP KH --on 2024-07-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("states", nargs=2, metavar="STATE", help="a state: ISO code, id or name")
    add_all_option(parser, "show every section in full")
    add_evidence_option(parser)
    add_on_option(parser)
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> RelationshipAnswer:
    """The relationship."""
    first, second = arguments.states
    return relationship_of(asked, first, second, day_of(arguments))
