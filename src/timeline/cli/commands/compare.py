"""`timeline compare`: both readouts of a visit side by side."""

import argparse

from timeline.answers.compare import ComparisonAnswer, comparison_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_log_options, add_on_option, optional_day_of

DESCRIPTION = """Set both readouts of a visit side by side, point by point. A side says a point, differs on
it, is silent (its own text was read in full), is not retold (a retelling of it was read in full),
or it is unknown. A side that took no part in a point has no cell (–). Parties differ (≠) from each
other alone; what the press or an analyst tells otherwise has a sign of its own (!)."""
EXAMPLE = "timeline compare jp-kh-2024-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "visit", nargs="?", metavar="VISIT", help="the id of a visit, or of a part of one; the only visit if left out"
    )
    parser.add_argument(
        "--only",
        metavar="WHICH",
        help="only the points that one side says (its code: KH), that both say, on which they differ, that are "
        "disputed by the press or an analyst, or that neither says",
    )
    add_on_option(parser, default="all days")
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> ComparisonAnswer:
    """The comparison."""
    return comparison_of(asked, arguments.visit or "", optional_day_of(arguments), only=arguments.only or "")
