"""`timeline show`: one entry whole."""

import argparse

from timeline import clock
from timeline.answers.entry import EntryAnswer, EventAnswer, entry_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_log_options
from timeline.record.attached import attached_texts

DESCRIPTION = """Show one entry in full: what happened, what it belongs to, who says so and who
recorded it. A visit is shown with its itinerary, a commitment with the stages it has reached."""
EXAMPLE = "timeline show jp-kh-2024-07/call-hun-manet"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("id", metavar="ID", help="the entry: its id or position (#87)")
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> EventAnswer | EntryAnswer:
    """The entry."""
    return entry_of(asked, arguments.id, clock.today(), texts=attached_texts)
