"""`timeline rests-on`: what stands or falls with one source."""

import argparse

from timeline.cli.asking import add_log_options, questions
from timeline.cli.output import Output
from timeline.views.history import resting_data, write_resting

DESCRIPTION = """Tell what rests on one source, cited itself or through a text that retells it: the events that
nothing else tells of, and, of events that others tell too, the values that it alone gives."""
EXAMPLE = "timeline rests-on kh-senate-president-readout"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("source", metavar="SOURCE", help="the id of a source")
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Tell."""
    with questions(arguments) as asked:
        source = asked.source(arguments.source)
        found, world = asked.resting(source.id)
        if arguments.json:
            output.data(resting_data(source.id, found), asked.basis())
            return 0
        page = output.page()
        write_resting(page, source.title, found, world)
        output.write(page, asked.basis())
    return 0
