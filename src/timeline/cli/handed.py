"""What is handed on: a file of some format, written whole or not at all, or to stdout; and how far it is."""

import argparse
import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from timeline.answers.facts import FactsAnswer
from timeline.cli.output import Output
from timeline.problems import Misused
from timeline.recordfile.whole import write_whole


def add_output_option(parser: argparse.ArgumentParser) -> None:
    """Add the file to write to."""
    parser.add_argument(
        "--output", "-o", metavar="FILE", type=Path, help="write to this file, whole or not at all (default: stdout)"
    )


def hand_over(content: str | bytes, arguments: argparse.Namespace, output: Output, *, safe: bool = False) -> None:
    """Write a file to the place that is asked for. Raises Refused when it cannot be written.

    safe: whether a terminal may be shown it; else Misused is raised for one.
    """
    if arguments.output:
        write_whole(arguments.output, content)
        output.note(f"wrote {arguments.output}\n")
    elif output.to_terminal and not safe:
        raise Misused("this is a file, and no text for a terminal", hint="name a file: --output FILE")
    else:
        output.flush()
        sys.stdout.buffer.write(content.encode() if isinstance(content, str) else content)


def with_progress(facts: Iterable[FactsAnswer], total: int, output: Output) -> Iterator[FactsAnswer]:
    """The parts of a record as they come; where stderr is a terminal, with the number of entries so far."""
    told = sys.stderr.isatty() and total > 1
    for part in facts:
        yield part
        if told:
            output.note(f"\r{part.done:,} of {total:,} entries")
    if told:
        output.note("\n")
