"""`timeline rests-on`: the claims that only one source supports."""

import argparse

from timeline.answers.rests_on import RestingAnswer, resting_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_all_option, add_log_options

DESCRIPTION = """List the claims supported only by one source, cited directly or through a text that
retells it: events that no other source reports, and values that no other source gives."""
EXAMPLE = "timeline rests-on kh-senate-president-readout"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("source", metavar="SOURCE", help="the id of a source")
    add_all_option(parser)
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> RestingAnswer:
    """What rests on the source."""
    return resting_of(asked, arguments.source)
