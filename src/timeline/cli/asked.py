"""The runner of every question: open the log, answer, and write the answer in the format that was asked for."""

import argparse
from collections.abc import Callable
from typing import Any, Protocol

from timeline.answers.answer import Answer
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import snapshot
from timeline.cli.output import Output

DONE, REFUSED = 0, 1


OPTIONS = ("whole", "evidence", "table")
"""The options of a command that its view takes: how much of an answer is shown."""


class Question(Protocol):
    """The module of a command that asks the log something."""

    answer: Callable[[Snapshot, argparse.Namespace], Answer]
    """The answer. Raises Misused."""


def ask(question: Question, arguments: argparse.Namespace, output: Output) -> int:
    """Answer a question; the exit code: 1 for an answer that says of itself that it is not `complete`."""
    options = {name: getattr(arguments, name) for name in OPTIONS if hasattr(arguments, name)}
    # Written before the log is closed, so that a failure of a damaged log is reported as such.
    with snapshot(arguments) as asked:
        answer = question.answer(asked, arguments)
        write_answer(answer, arguments, output, **options)
    return DONE if getattr(answer, "complete", True) else REFUSED


def write_answer(answer: Answer, arguments: argparse.Namespace, output: Output, **options: Any) -> None:  # noqa: ANN401 - each view has its own
    """Write an answer as JSON or as text."""
    if arguments.json:
        output.data(answer.to_dict())
        return
    from timeline.views import write  # noqa: PLC0415 - JSON needs no words

    write(page := output.page(), answer, **options)
    output.write(page)
