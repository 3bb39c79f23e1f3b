"""`timeline diff`: what the log learnt between two times."""

import argparse

from timeline.answers.snapshot import Questions
from timeline.cli.asking import add_log_options, day_of, known_position, reader
from timeline.cli.output import Output
from timeline.problems import Misused
from timeline.views.amounts import many
from timeline.views.history import GROUPS, diff_data, group_of, write_diff

DESCRIPTION = """Tell what the log learnt between two times of its own clock: what was registered, added, attested,
corrected, withdrawn. With --on only what bears on the world by that day: events that had
certainly begun by then, and what was said of them. Times are positions, days, instants or
checkpoint files, as --known takes them."""
EXAMPLE = "timeline diff --from 187 --to 2026-11-24 --on 2024-07-06"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "--from", dest="since", metavar="TIME", required=True, help="what was known by then is left out"
    )
    parser.add_argument("--to", dest="known", metavar="TIME", help="the log then; now if left out")
    parser.add_argument("--on", metavar="DAY", help="only what bears on the world by this day")
    add_log_options(parser, known=False)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Tell."""
    on = day_of(arguments) if arguments.on else None
    with reader(arguments) as log:
        before, known = known_position(arguments.since, log, "--from"), known_position(arguments.known, log, "--to")
        if before > known:
            raise Misused(f"#{before} is later than #{known}", hint="name the earlier time with --from")
        asked = Questions(log, known)
        entries, world = asked.learnt(before, on)
        learnt = {group: [one for one in entries if group_of(one.entry) == group] for group in GROUPS}
        if arguments.json:
            output.data(diff_data(learnt, world) | {"from": before, "to": known}, asked.basis(on))
            return 0
        page = output.page()
        left = known - before - len(entries)
        page.line(f"from #{before} to #{known}")
        write_diff(page, learnt, world)
        if on is not None and left:
            page.blank()
            page.line(
                f"{many(left, 'further entry', 'further entries')} on what had not certainly begun, or on no event"
            )
        output.write(page, asked.basis(on))
    return 0
