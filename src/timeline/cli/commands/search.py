"""`timeline search`: entries by words."""

import argparse

from timeline.cli.asking import add_log_options, count, known_position, reader
from timeline.cli.commands.log import write_batch
from timeline.cli.output import Output
from timeline.queries import Questions

DESCRIPTION = """Find entries that hold all words, best first; a word also finds what begins with it. With --json each
is one object a line, as `timeline log --json` has it."""
EXAMPLE = "timeline search patrol boats"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("words", nargs="+", metavar="WORD", help="what to find")
    parser.add_argument("--limit", metavar="N", type=count, default=50, help="at most so many (50)")
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Find."""
    with reader(arguments) as log:
        asked = Questions(log, known_position(arguments.known, log))
        found = list(asked.search(" ".join(arguments.words), arguments.limit))
        write_batch(found, log, asked, arguments.json, output)
        if not arguments.json:
            page = output.page()
            page.line(f"{len(found)} found" if found else "nothing found")
            output.write(page, asked.basis())
    return 0
