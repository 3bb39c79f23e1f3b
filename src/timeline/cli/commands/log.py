"""`timeline log`: the entries in the order in which they were recorded."""

import argparse

from timeline.answers.known import known_position
from timeline.answers.listing import ListingAnswer, log_of
from timeline.cli.asking import add_log_options, add_range_option, count, range_of, reader, snapshot_of
from timeline.cli.output import Output
from timeline.views import write_basis
from timeline.views.json import json_text
from timeline.views.listing import write as write_lines

DESCRIPTION = """List the entries in the order they were recorded, oldest first. An event is shown with
its date and with the sides that report it. With --json, each entry is one object on a line."""
EXAMPLE = "timeline log --kind event --last 20"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "--kind",
        metavar="KIND",
        help="only these: event, attest, correct, withdraw, actor, source, topic, or a kind of event such as meeting",
    )
    parser.add_argument(
        "--since", metavar="TIME", help="only what was recorded after this position, date, instant or checkpoint"
    )
    parser.add_argument("--last", metavar="N", type=count, help="only the last N entries")
    add_range_option(parser)
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List."""
    with reader(arguments) as log:
        known = known_position(log, arguments.known)
        first = known_position(log, arguments.since, "--since") + 1 if arguments.since else 1
        first = max(known - arguments.last + 1, first) if arguments.last else first
        asked = snapshot_of(log, known, arguments)
        for answer in log_of(asked, first=first, kind=arguments.kind or "", within=range_of(arguments)):
            write_entries(answer, arguments, output)
        if not arguments.json:
            write_basis(page := output.page(), asked.basis())
            output.write(page)
    return 0


def write_entries(answer: ListingAnswer, arguments: argparse.Namespace, output: Output) -> None:
    """Write entries, a line each: as JSON one object, else one line of text that may be wrapped."""
    if arguments.json:
        output.text("".join(json_text(entry.to_dict()) for entry in answer.entries))
        return
    write_lines(page := output.page(), answer)
    output.write(page)
