"""`timeline plot`: a picture of an answer."""

import argparse
from collections.abc import Callable
from typing import Any

from timeline import clock
from timeline.answers.answer import Answer
from timeline.answers.changes import changes_of
from timeline.answers.commitments import commitments_of
from timeline.answers.compare import comparison_of
from timeline.answers.meetings import meetings_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asked import DONE
from timeline.cli.asking import (
    add_log_options,
    add_on_option,
    add_period_options,
    day_of,
    optional_day_of,
    period_of,
    snapshot,
)
from timeline.cli.handed import add_output_option, hand_over
from timeline.cli.output import Output
from timeline.problems import Misused

DESCRIPTION = """Draw an answer as SVG, which needs no colour to be read:
  commitments [WHAT]  commitments by stage over time, with amounts
  relationship A B    what happened between two states over a period
  meetings A [B]      who met whom: actors by dates
  readouts VISIT      both readouts of a visit as a matrix
On a terminal, without --output, its form for terminals is printed."""
EXAMPLE = "timeline plot commitments jp-kh-2024-07 > commitments.svg"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("kind", choices=tuple(_KINDS), metavar="KIND", help=", ".join(_KINDS))
    parser.add_argument("what", nargs="*", metavar="WHAT", help="a visit, states or actors, as above")
    add_period_options(parser, "only what happened")
    add_output_option(parser)
    add_on_option(parser)
    add_log_options(parser, json=False)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Draw."""
    _check(arguments)
    with snapshot(arguments) as asked:
        answer = _KINDS[arguments.kind](asked, arguments)
    if output.to_terminal and not arguments.output:
        _write(arguments.kind, answer, output)
    else:
        hand_over(f"{_module(arguments.kind).svg(answer)}\n", arguments, output)
    return DONE


def _check(arguments: argparse.Namespace) -> None:
    """Raises Misused for days that a picture does not have."""
    if arguments.on and arguments.kind in {"relationship", "meetings"}:
        raise Misused(f"a picture of {arguments.kind} is of a period", hint="use --from and --to")
    if (arguments.first or arguments.last) and arguments.kind in {"commitments", "readouts"}:
        raise Misused(f"a picture of {arguments.kind} is as of a day", hint="use --on")


def _commitments(asked: Snapshot, arguments: argparse.Namespace) -> Answer:
    return commitments_of(asked, arguments.what, day_of(arguments))


def _relationship(asked: Snapshot, arguments: argparse.Namespace) -> Answer:
    if len(arguments.what) != 2:  # noqa: PLR2004 - a relationship has two states
        raise Misused("a picture of a relationship names two states", hint="timeline plot relationship JP KH")
    arguments.last = arguments.last or clock.today().isoformat()
    one, other = arguments.what
    return changes_of(asked, one, other, period_of(arguments))


def _meetings(asked: Snapshot, arguments: argparse.Namespace) -> Answer:
    return meetings_of(asked, arguments.what, period_of(arguments))


def _readouts(asked: Snapshot, arguments: argparse.Namespace) -> Answer:
    if len(arguments.what) > 1:
        raise Misused("a picture of readouts is of one visit", hint="name one visit")
    return comparison_of(asked, arguments.what[0] if arguments.what else "", optional_day_of(arguments))


_KINDS: dict[str, Callable[[Snapshot, argparse.Namespace], Answer]] = {
    "commitments": _commitments,
    "relationship": _relationship,
    "meetings": _meetings,
    "readouts": _readouts,
}


def _module(kind: str) -> Any:  # noqa: ANN401 - a module that draws
    from importlib import import_module  # noqa: PLC0415 - help draws nothing

    return import_module(f"timeline.views.plots.{kind}")


def _write(kind: str, answer: Answer, output: Output) -> None:
    """The form for a terminal: the table of commitments, the comparison, or that of the picture itself."""
    from timeline.views import write, write_basis  # noqa: PLC0415 - as above

    page = output.page()
    if kind in {"commitments", "readouts"}:
        write(page, answer, **({"table": True} if kind == "commitments" else {}))
    else:
        _module(kind).write(page, answer)
        write_basis(page, answer.basis)
    output.write(page)
