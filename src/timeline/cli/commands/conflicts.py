"""`timeline conflicts`: where sources disagree."""

import argparse

from timeline.answers.conflicts import KINDS, ConflictsAnswer, conflicts_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_log_options, add_on_option, optional_day_of

DESCRIPTION = """List where sources disagree, of a visit or event with its parts, of two states, or of the whole log:
values that cannot both be true, and contradictions that were declared; points that one side alone
tells are in `compare`. Every value stands with its sources; none is chosen. What only says it
more exactly, or in another currency, is no conflict: see `show` and `audit`."""
EXAMPLE = "timeline conflicts jp-kh-2024-07 --kind values"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("what", nargs="*", metavar="WHAT", help="a visit or event, or two states; all if left out")
    parser.add_argument("--kind", choices=KINDS, action="append", help="only these; may be repeated", default=None)
    add_on_option(parser, default="all days")
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> ConflictsAnswer:
    """The disagreements."""
    return conflicts_of(asked, arguments.what, optional_day_of(arguments), kinds=arguments.kind or KINDS)
