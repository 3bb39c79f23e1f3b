"""`timeline compare`: both readouts of a visit side by side."""

import argparse

from timeline.cli.asking import add_log_options, add_on_option, day_of, questions
from timeline.cli.output import Output
from timeline.problems import Misused
from timeline.views.compare import compare_data, write_compare

DESCRIPTION = """Set both readouts of a visit side by side, point by point. A side says a point, differs on
it, is silent (its own text was read in full), is not retold (a retelling of it was read in full),
or it is unknown. A side that took no part in a point has no cell (–). Parties differ (≠) from each
other alone; what the press or an analyst tells otherwise has a sign of its own (!)."""
EXAMPLE = "timeline compare jp-kh-2024-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "visit", nargs="?", metavar="VISIT", help="the id of a visit, or of a part of one; the only visit if left out"
    )
    parser.add_argument(
        "--only",
        metavar="WHICH",
        help="only the points that one side says (its code: KH), that both say, on which they differ, that are "
        "disputed by the press or an analyst, or that neither says",
    )
    add_on_option(parser, default="all days")
    add_log_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Compare."""
    with questions(arguments) as asked:
        visit = asked.visit(arguments.visit) if arguments.visit else asked.only_visit()
        on = day_of(arguments) if arguments.on else None
        told, world = asked.compare(visit, on)
        signs = _signs(arguments.only, told.codes)
        if arguments.json:
            output.data(compare_data(visit, told, world, signs), asked.basis(on))
            return 0
        page = output.page()
        write_compare(page, told, world, signs)
        output.write(page, asked.basis(on))
    return 0


def _signs(only: str | None, codes: tuple[str, ...]) -> str:
    """The signs of the rows that are asked for. Raises Misused."""
    signs = {"both": "=", "differ": "≠", **dict(zip(codes, "◂▸", strict=False)), "neither": "·", "disputed": "!"}
    chosen = {name.casefold(): sign for name, sign in signs.items()}
    if only is not None and only.casefold() not in chosen:
        raise Misused(f"--only {only} is no side of this visit", hint=f"one of {', '.join(signs)}")
    return "".join(signs.values()) if only is None else chosen[only.casefold()]
