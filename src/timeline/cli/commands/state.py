"""`timeline state`: what stands between two states on a day."""

import argparse

from timeline.answers.relationship import RelationshipAnswer, relationship_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_log_options, add_on_option, day_of

DESCRIPTION = """Tell what stands between two states on a day: formal status, last contact, documents
signed, promises, dialogues, initiatives, positions, conflicts; each with the event that set
it and who says so. What may have happened by then, but not certainly, is listed apart."""
EXAMPLE = "timeline state JP KH --on 2024-07-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("states", nargs=2, metavar="STATE", help="a state: its ISO code, id or name")
    parser.add_argument("--brief", action="store_true", help="without the evidence")
    add_on_option(parser)
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> RelationshipAnswer:
    """The relationship."""
    first, second = arguments.states
    return relationship_of(asked, first, second, day_of(arguments))


def options(arguments: argparse.Namespace) -> dict[str, bool]:
    """With the evidence, unless it is to be brief."""
    return {"evidence": not arguments.brief}
