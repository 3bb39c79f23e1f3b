"""`timeline diff`: what was recorded between two dates or positions."""

import argparse

from timeline.answers.diff import diff_of
from timeline.answers.known import known_position
from timeline.cli.asked import DONE, write_answer
from timeline.cli.asking import add_all_option, add_log_options, optional_day_of, reader, snapshot_of
from timeline.cli.output import Output

DESCRIPTION = """List what was recorded between two times: new actors, sources and topics, new events,
further reports of events, corrections and withdrawals. With --on, list only what concerns events that
had certainly begun by that date. A time is a position, a date, an instant or a checkpoint file."""
EXAMPLE = "timeline diff --from 187 --to 2026-11-24 --on 2024-07-06"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "--from", dest="since", metavar="TIME", required=True, help="list what was recorded after this time"
    )
    parser.add_argument("--to", dest="known", metavar="TIME", help="and up to this time (default: now)")
    parser.add_argument("--on", metavar="DAY", help="only what concerns events that had certainly begun by this date")
    add_all_option(parser)
    add_log_options(parser, known=False)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List."""
    on = optional_day_of(arguments)
    with reader(arguments) as log:
        since, known = known_position(log, arguments.since, "--from"), known_position(log, arguments.known, "--to")
        write_answer(diff_of(snapshot_of(log, known, arguments), since, on), arguments, output, whole=arguments.whole)
    return DONE
