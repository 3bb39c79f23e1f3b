"""`timeline rests-on`: what stands or falls with one source."""

import argparse

from timeline.answers.rests_on import RestingAnswer, resting_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_log_options

DESCRIPTION = """Tell what rests on one source, cited itself or through a text that retells it: the events that
nothing else tells of, and, of events that others tell too, the values that it alone gives."""
EXAMPLE = "timeline rests-on kh-senate-president-readout"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("source", metavar="SOURCE", help="the id of a source")
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> RestingAnswer:
    """What rests on the source."""
    return resting_of(asked, arguments.source)
