"""What is handed on: a file of some format, written whole or not at all, or to stdout; and how far it is."""

import argparse
import sys
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import TypeVar

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


T = TypeVar("T")


def with_progress(items: Iterable[T], output: Output, told: Callable[[int, T], str]) -> Iterator[T]:
    """Items as they come; where stderr is a terminal, with how far they are.

    told: what to say after an item, from how many there were and the item; it takes the place of what was said before.
    """
    shown = sys.stderr.isatty()
    for count, item in enumerate(items, 1):
        yield item
        if shown:
            output.note(f"\r{told(count, item)}")
    if shown:
        output.note("\n")


def entries_done(facts: Iterable[FactsAnswer], total: int, output: Output) -> Iterator[FactsAnswer]:
    """The parts of a record, with the number of entries so far."""
    return with_progress(facts, output, lambda _, part: f"{part.done:,} of {total:,} entries")
