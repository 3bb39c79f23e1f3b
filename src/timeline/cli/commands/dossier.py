"""`timeline dossier`: one actor."""

import argparse

from timeline.answers.dossier import DossierAnswer, dossier_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_all_option, add_log_options, add_on_option, day_of

DESCRIPTION = """Show what the log holds about one actor on a date. For a state, this includes
everybody who acts for it. Engagements are those at which the actor was present."""
EXAMPLE = "timeline dossier hun-manet --on 2024-07-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("actor", metavar="ACTOR", help="an actor: id, name or part of a name, or a state's ISO code")
    add_on_option(parser)
    add_all_option(parser)
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> DossierAnswer:
    """The dossier."""
    return dossier_of(asked, arguments.actor, day_of(arguments))
