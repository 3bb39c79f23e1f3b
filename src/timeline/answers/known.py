"""Positions of the log and days in the world, as people type them.

`known` is a position, a day or month to its end in UTC, an instant, or a checkpoint file; `on` is a day, and
in listings a month or a year too. Four digits alone are a position, not a year.
"""

from contextlib import suppress
from datetime import date
from pathlib import Path
from typing import NamedTuple

from timeline.eventlog.read import LogReader
from timeline.problems import Misused, Refused, brief, refusal
from timeline.recordfile.paths import is_file
from timeline.values import BadValue, NoDay, When, format_instant, parse_instant, typed_day, typed_span, whole_number

_EARLIEST = 1900
"""What is a year rather than a position, where it is beyond the end of the log."""


def known_position(log: LogReader, text: str | None, option: str = "--known") -> int:
    """The position that *text* means; the end of the log for None.

    Raises Misused, with the name of the *option*, and Refused for a checkpoint of another log.
    """
    size = log.head().size
    if text is None:
        return size
    position = whole_number(text.removeprefix("#"))
    if position is not None:
        if position > size:
            year = f"; for the end of a year write {position}-12" if _EARLIEST <= position <= date.max.year else ""
            hint = f"a number alone is a position: name an earlier one{year}"
            raise Misused(f"the log ends at #{size}, before #{position}", hint=hint)
        return position
    if is_file(text):
        return _of_checkpoint(Path(text), log, size)
    with suppress(BadValue):
        return log.position_at(format_instant(parse_instant(text)))
    try:
        last = date.fromordinal(typed_span(text).end_latest)
    except NoDay as bad:
        raise Misused(
            f"{option}: `{brief(text)}` is not a position, date or instant, and there is no such file",
            hint="write a position (412), a date (2026-11-24), an instant (2026-11-24T10:00:00Z), or a checkpoint file",
        ) from bad
    except BadValue as bad:
        raise Misused(f"{option}: {bad.message}", hint=bad.hint) from bad
    return log.position_at(f"{last.isoformat()}T23:59:59Z")


def _of_checkpoint(path: Path, log: LogReader, size: int) -> int:
    from timeline.recordfile.checkpoints import read_checkpoint  # noqa: PLC0415 - rarely asked for

    try:
        checkpoint = read_checkpoint(path).checkpoint
    except Refused as error:
        raise Misused(f"{path}: {error.problems[0].message}", hint="name a file of events/checkpoints/") from error
    if checkpoint.size > size or log.root_at(checkpoint.size) != checkpoint.root:
        raise refusal(
            "other-log",
            f"{path} is a checkpoint of another log, or this one was altered",
            hint="use the log that it belongs to",
        )
    return checkpoint.size


def day_typed(text: str, option: str = "--on") -> date:
    """The day that *text* means. Raises Misused, with the name of the *option*."""
    try:
        return typed_day(text)
    except BadValue as bad:
        raise Misused(f"{option}: {bad.message}", hint=bad.hint) from bad


def days_typed(text: str, option: str = "--on") -> When:
    """The day, month or year that *text* means. Raises Misused, with the name of the *option*."""
    try:
        return typed_span(text)
    except BadValue as bad:
        raise Misused(f"{option}: {bad.message}", hint=bad.hint) from bad


class Period(NamedTuple):
    """The days from the first to the last, both included."""

    first: date = date.min
    last: date = date.max

    @property
    def is_open(self) -> bool:
        """Whether nobody limited it."""
        return self == Period()

    def holds(self, when: When) -> bool:
        """Whether something may have begun in it; a time with one bound only counts for that day."""
        return self.is_open or when.stated_within(self.first.toordinal(), self.last.toordinal())


def period_typed(first: str | None, last: str | None) -> Period:
    """The days from the beginning of what *first* means to the end of what *last* means; None is open.

    Raises Misused, also for a period that ends before it begins.
    """
    begin = date.fromordinal(days_typed(first, "--from").start_earliest) if first else date.min
    end = date.fromordinal(days_typed(last, "--to").end_latest) if last else date.max
    if end < begin:
        raise Misused(f"--to {last} is before --from {first}", hint="swap them")
    return Period(begin, end)
