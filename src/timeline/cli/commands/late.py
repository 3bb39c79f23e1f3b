"""`timeline late`: what was recorded long after it happened."""

import argparse
import re

from timeline.answers.late import LateAnswer, late_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_all_option, add_log_options
from timeline.text import shown

DESCRIPTION = """List events, and further reports of events, that were recorded late: after the first
record file about the same visit, and more than --over after the latest day on which the event can have
begun. The longest delay comes first."""
EXAMPLE = "timeline late --over 30d"

_DAYS = {"d": 1, "w": 7, "y": 365}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "--over", metavar="TIME", type=_days, default=30, help="more than this: 30d, 2w or 1y (default: 30d)"
    )
    add_all_option(parser)
    add_log_options(parser)


def _days(text: str) -> int:
    found = re.fullmatch(r"(\d{1,6})([dwy])", text, re.ASCII)
    if found is None:
        raise argparse.ArgumentTypeError(f"{shown(text)} is not a duration: write 30d, 2w or 1y")
    return int(found[1]) * _DAYS[found[2]]


def answer(asked: Snapshot, arguments: argparse.Namespace) -> LateAnswer:
    """What was late."""
    return late_of(asked, arguments.over)
