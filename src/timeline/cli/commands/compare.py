"""`timeline compare`: both readouts of a visit side by side, or two visits."""

import argparse

from timeline.answers.compare import ComparisonAnswer, comparison_of
from timeline.answers.snapshot import Snapshot
from timeline.answers.two_visits import TwoVisitsAnswer, two_visits_of
from timeline.cli.asking import add_all_option, add_log_options, add_on_option, optional_day_of
from timeline.problems import Misused

DESCRIPTION = """Compare both sides' readouts of a visit, point by point. For each point a side either
  says        it in a text of its own, or in one that retells its text
  differs     the two sides' own texts say different things about it (≠)
  silent      its own text was read in full, and does not mention it
  not-retold  a retelling of its text was read in full, and does not mention it
  unknown     no text of this side about this part was read in full
  –           took no part in it, as far as is known
What the press or an analyst contradicts is marked separately (!).

With two visits, compare these: the topics, commitments and wording that both have, or one alone."""
EXAMPLE = "timeline compare jp-kh-2024-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("visit", nargs="?", metavar="VISIT", help="a visit, or a part of one (default: the only visit)")
    parser.add_argument("other", nargs="?", metavar="VISIT2", help="a second visit: compare the two visits")
    parser.add_argument(
        "--only",
        metavar="WHICH",
        help="only the points that one side says (its code: KH), that both say, on which they differ, that are "
        "disputed by the press or an analyst, or that neither says",
    )
    add_on_option(parser, default="all days")
    add_all_option(parser)
    add_log_options(parser)


def answer(asked: Snapshot, arguments: argparse.Namespace) -> ComparisonAnswer | TwoVisitsAnswer:
    """The comparison."""
    if arguments.other:
        if arguments.only:
            raise Misused("--only chooses points of one visit", hint="name one visit, or leave --only out")
        return two_visits_of(asked, arguments.visit, arguments.other, optional_day_of(arguments))
    return comparison_of(asked, arguments.visit or "", optional_day_of(arguments), only=arguments.only or "")
