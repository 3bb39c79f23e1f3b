"""`timeline history`: everything that was ever recorded of one entry."""

import argparse

from timeline.cli.asking import add_log_options, questions
from timeline.cli.output import Output
from timeline.views.history import write_history
from timeline.views.page import Span
from timeline.views.plain_data import entry_data

DESCRIPTION = """Tell everything that was ever recorded of one entry, oldest first: the record itself, attestations,
contradictions, corrections, withdrawals; each with who and when, the passage, what it replaced
and why. Nothing is left out because it was corrected or withdrawn since."""
EXAMPLE = "timeline history jp-kh-2024-07/three-approaches"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("id", metavar="ID", help="the entry: its id, its position (#87), a state's code")
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Tell."""
    with questions(arguments) as asked:
        entry = asked.named(arguments.id)
        entries, world = asked.history(entry.id)
        if arguments.json:
            told = [entry_data(recorded, world) for recorded in entries]
            output.data({"id": entry.id, "history": told}, asked.basis())
            return 0
        page = output.page()
        page.line(Span(entry.id, "strong"))
        write_history(page, entries, world)
        output.write(page, asked.basis())
    return 0
