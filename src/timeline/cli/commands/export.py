"""`timeline export`: the log in another form."""

import argparse
import sys

from timeline.checkpoint import leaf_line
from timeline.cli.asking import add_log_options, known_position, reader
from timeline.cli.output import Output
from timeline.exporters.log_lines import export_log
from timeline.text import escaped

DESCRIPTION = """Write the log in another form. `log`: the leaf line of each entry, as JSON Lines, with rank,
stream, version, topic and the stored bytes verbatim; hashed as RFC 6962 has it, they give
the root of the log."""
EXAMPLE = "timeline export log > record.jsonl"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("form", choices=["log"], help="the form")
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write."""
    with reader(arguments) as log:
        output.flush()
        rows = log.stored(1, known_position(arguments.known, log))
        if output.to_terminal:
            # A terminal obeys what a file keeps: the same JSON, but not the bytes that are hashed.
            for stored in rows:
                output.text(escaped(leaf_line(stored).decode("utf-8", "backslashreplace")) + "\n")
        else:
            export_log(rows, sys.stdout.buffer)
    return 0
