"""`timeline conflicts`: where sources disagree."""

import argparse

from timeline.answers.snapshot import Questions
from timeline.cli.asking import add_log_options, add_on_option, day_of, questions
from timeline.cli.output import Output
from timeline.problems import Misused
from timeline.views.conflicts import KINDS, conflicts_data, write_conflicts

DESCRIPTION = """List where sources disagree, of a visit or event with its parts, of two states, or of the whole log:
values that cannot both be true, and contradictions that were declared; points that one side alone
tells are in `compare`. Every value stands with its sources; none is chosen. What only says it
more exactly, or in another currency, is no conflict: see `show` and `audit`."""
EXAMPLE = "timeline conflicts jp-kh-2024-07 --kind values"
_TWO_STATES = 2


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("what", nargs="*", metavar="WHAT", help="a visit or event, or two states; all if left out")
    parser.add_argument("--kind", choices=KINDS, action="append", help="only these; may be repeated", default=None)
    add_on_option(parser, default="all days")
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List."""
    kinds = [kind for kind in KINDS if kind in (arguments.kind or KINDS)]
    with questions(arguments) as asked:
        on = day_of(arguments) if arguments.on else None
        found, world = asked.conflicts(_chosen(arguments.what, asked), on)
        found = tuple(one for one in found if one.kind in kinds)
        if arguments.json:
            output.data(conflicts_data(found), asked.basis(on))
            return 0
        page = output.page()
        write_conflicts(page, found, world, kinds)
        output.write(page, asked.basis(on))
    return 0


def _chosen(words: list[str], asked: Questions) -> dict[str, None] | None:
    """The events that are asked of; None for all. Raises Misused."""
    if not words:
        return None
    if len(words) == 1:
        return asked.parts(asked.visit(words[0]))
    if len(words) > _TWO_STATES:
        raise Misused("conflicts takes one event, or two states", hint="timeline conflicts JP KH")
    one, other = map(asked.state, words)
    world = asked.pair_world(one, other)
    return {name: None for name in world.accounts if world.between(name, {one, other})}
