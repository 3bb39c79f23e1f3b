"""`timeline state`: what stands between two states on a day."""

import argparse

from timeline.cli.asking import add_log_options, add_on_option, day_of, questions
from timeline.cli.output import Output
from timeline.views.state import state_data, write_state

DESCRIPTION = """Tell what stands between two states on a day: formal status, last contact, documents
signed, promises, dialogues, initiatives, positions, conflicts; each with the event that set
it and who says so. What may have happened by then, but not certainly, is listed apart."""
EXAMPLE = "timeline state JP KH --on 2024-07-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("states", nargs=2, metavar="STATE", help="a state: its ISO code, id or name")
    parser.add_argument("--brief", action="store_true", help="without the evidence")
    add_on_option(parser)
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Tell."""
    on = day_of(arguments)
    with questions(arguments) as asked:
        one, other = map(asked.state, arguments.states)
        if asked.known == 0 and not arguments.json:
            output.write(output.page(), asked.basis(on))
            return 0
        standing, world = asked.standing(one, other, on)
        if arguments.json:
            output.data(state_data(standing, world, on), asked.basis(on))
            return 0
        page = output.page()
        write_state(page, standing, world, on, evidence=not arguments.brief)
        output.write(page, asked.basis(on))
    return 0
