"""`timeline dossier`: one actor."""

import argparse

from timeline.cli.asking import add_log_options, add_on_option, day_of, questions
from timeline.cli.output import Output
from timeline.views.dossier import dossier_data, write_dossier

DESCRIPTION = """Tell of one actor (state, person, office, ministry, organisation) what the log holds on a day; of
a state, what all who act for it did and said. Engagements are those at which it was present itself."""
EXAMPLE = "timeline dossier hun-manet --on 2024-07-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "actor", metavar="ACTOR", help="an actor: its id, its name or a part of it, or a state's ISO code"
    )
    add_on_option(parser)
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Tell."""
    on = day_of(arguments)
    with questions(arguments) as asked:
        actor = asked.actor(arguments.actor)
        told, world = asked.dossier(actor, on)
        if arguments.json:
            output.data(dossier_data(told, world, on), asked.basis(on))
            return 0
        page = output.page()
        write_dossier(page, told, world, on)
        output.write(page, asked.basis(on))
    return 0
