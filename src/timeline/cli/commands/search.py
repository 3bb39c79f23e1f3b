"""`timeline search`: entries by words."""

import argparse

from timeline.answers.snapshot import Questions
from timeline.cli.asking import add_log_options, add_range_option, count, known_position, range_of, reader
from timeline.cli.commands.log import write_batch
from timeline.cli.output import Output

DESCRIPTION = """Find entries that hold all words, best first. Case, width and accents are no matter; a word also finds
what begins with it, and in a script without spaces what it stands in. With --json each is one object a line, as
`timeline log --json` has it."""
EXAMPLE = "timeline search patrol boats"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("words", nargs="+", metavar="WORD", help="what to find")
    parser.add_argument("--limit", metavar="N", type=count, default=50, help="at most so many (50)")
    add_range_option(parser)
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Find."""
    with reader(arguments) as log:
        asked = Questions(log, known_position(arguments.known, log))
        found = asked.search(" ".join(arguments.words), arguments.limit, range_of(arguments))
        write_batch(found, log, asked, arguments.json, output)
        if not arguments.json:
            page = output.page()
            page.line(f"{len(found)} found" if found else "nothing found")
            output.write(page, asked.basis())
    return 0
