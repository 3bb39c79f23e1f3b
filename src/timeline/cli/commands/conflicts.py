"""`timeline conflicts`: where sources disagree."""

import argparse

from timeline.answers.conflicts import KINDS, ConflictsAnswer, conflicts_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_all_option, add_log_options, add_on_option, optional_day_of

DESCRIPTION = """List where sources disagree: values that cannot both be true, and contradictions that
the recorder noted. WHAT is a visit or event with its parts, or two states. Every value is shown with
its sources, and none is chosen. A value that is only more precise, or in another currency, is not a
conflict; a point that one side leaves out is not a conflict either (see `compare`)."""
EXAMPLE = "timeline conflicts jp-kh-2024-07 --kind values"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "what", nargs="*", metavar="WHAT", help="a visit or event, or two states (default: the whole log)"
    )
    parser.add_argument(
        "--kind", choices=KINDS, action="append", help="only conflicts of this kind (repeatable)", default=None
    )
    add_all_option(parser)
    add_on_option(parser, default="all days")
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> ConflictsAnswer:
    """The disagreements."""
    return conflicts_of(asked, arguments.what, optional_day_of(arguments), kinds=arguments.kind or KINDS)
