"""`timeline compare`: both readouts of a visit side by side."""

import argparse

from timeline.cli.asking import add_log_options, questions
from timeline.cli.output import Output
from timeline.exporters.compare import compare_data, write_compare

DESCRIPTION = """Set both readouts of a visit side by side, point by point. A side says a point, differs on
it, is silent (its own text was read in full), is not retold (a retelling of it was read in
full), or it is unknown. A side that took no part in a point has no cell."""
EXAMPLE = "timeline compare jp-kh-2024-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("visit", metavar="VISIT", help="the id of a visit")
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Compare."""
    with questions(arguments) as asked:
        visit = asked.visit(arguments.visit)
        rows, codes, world = asked.compare(visit)
        if arguments.json:
            output.data(compare_data(visit, rows, codes), asked.basis())
            return 0
        page = output.page()
        write_compare(page, world.accounts[visit].event.title, rows, codes, world)
        output.write(page, asked.basis())
    return 0
