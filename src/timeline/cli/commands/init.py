"""`timeline init`: a record of one's own."""

import argparse
from pathlib import Path

from timeline.cli.output import Output
from timeline.record.start import Scope, start_record
from timeline.values import UNFILLED

DESCRIPTION = """Start a new record in a new folder: a README that says what it holds (its period, its
selection, the languages of its sources), an empty folder of record files with their schema, and an
example of continuous integration. States and organisations need no registration: `append` takes them
from the registry that comes with the program."""
EXAMPLE = "timeline init us-china --title 'The United States and China' --period '2021 to 2024' --between US CN"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("folder", metavar="DIR", type=Path, help="the new folder")
    parser.add_argument("--title", metavar="TEXT", default=UNFILLED, help="what it is a record of")
    parser.add_argument("--period", metavar="TEXT", default=UNFILLED, help="from when to when")
    parser.add_argument("--selection", metavar="TEXT", default=UNFILLED, help="which engagements and sources it holds")
    parser.add_argument("--languages", metavar="TEXT", default=UNFILLED, help="the languages of its sources")
    parser.add_argument("--between", metavar="PARTY", nargs="+", default=(), help="parties, for its examples: US CN")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write it."""
    scope = Scope(arguments.title, arguments.period, arguments.selection, arguments.languages, tuple(arguments.between))
    for path in start_record(arguments.folder, scope):
        output.say(f"wrote {path}")
    output.note(f"next: cd {arguments.folder}, fill in the README, then run the commands that it lists\n")
    return 0
