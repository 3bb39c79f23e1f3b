"""`timeline commitments`: the promises, with their stages."""

import argparse

from timeline.cli.asking import add_log_options, add_on_option, day_of, questions
from timeline.cli.output import Output
from timeline.exporters.commitments import commitments_data, write_commitments
from timeline.problems import Misused

DESCRIPTION = """List the promises between two states, or all of them: who owes what to whom, due when, and
each stage that it reached with its evidence. No entry about delivery is "no word of
delivery", never "not delivered"."""
EXAMPLE = "timeline commitments JP KH --on 2024-07-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("states", nargs="*", metavar="STATE", help="two states; all promises if left out")
    parser.add_argument("--open", action="store_true", help="only those neither delivered nor lapsed")
    add_on_option(parser)
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List."""
    on = day_of(arguments)
    if len(arguments.states) not in {0, 2}:
        raise Misused("commitments takes two states, or none", hint="timeline commitments JP KH")
    with questions(arguments) as asked:
        codes: tuple[str, ...] = ()
        if arguments.states:
            one, other = map(asked.state, arguments.states)
            codes = (asked.code(one), asked.code(other))
            between, to_others, world = asked.commitments(one, other, on)
            lists = {"Promises to each other": between, "Promises to others": to_others}
        else:
            everything, world = asked.all_commitments(on)
            lists = {"Promises": everything}
        if arguments.open:
            lists = {title: tuple(owed for owed in promises if owed.is_open) for title, promises in lists.items()}
        if arguments.json:
            names = ("commitments", "to_others")
            output.data(
                {
                    name: commitments_data(promises, world, on)
                    for name, promises in zip(names, lists.values(), strict=False)
                },
                asked.basis(on),
            )
            return 0
        page = output.page()
        for title, promises in lists.items():
            write_commitments(page, title, promises, world, on, codes)
        output.write(page, asked.basis(on))
    return 0
