"""`timeline search`: entries by words."""

import argparse

from timeline.answers.listing import search_of
from timeline.cli.asking import add_log_options, add_range_option, count, range_of, snapshot
from timeline.cli.commands.log import write_entries
from timeline.cli.output import Output
from timeline.views import write_basis

DESCRIPTION = """Find entries that contain all the words, those with the fewest other words first.
Capitals, accents, and full-width or half-width characters make no difference. A word also matches
longer words that begin with it, and in scripts without spaces it matches anywhere. With --json, each
entry is one object on a line."""
EXAMPLE = "timeline search patrol boats"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("words", nargs="+", metavar="WORD", help="the words to find")
    parser.add_argument("--limit", metavar="N", type=count, default=50, help="at most N entries (default: 50)")
    add_range_option(parser)
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Find."""
    with snapshot(arguments) as asked:
        found = search_of(asked, " ".join(arguments.words), arguments.limit, within=range_of(arguments))
        write_entries(found, arguments, output)
    if not arguments.json:
        page = output.page()
        page.line(f"{len(found.entries)} found" if found.entries else "nothing found")
        write_basis(page, found.basis)
        output.write(page)
    return 0
