"""An axis of days, broken where long stretches are empty, so that a crowded week has room beside a quiet year."""

from collections.abc import Iterable
from datetime import date
from math import log2
from typing import NamedTuple

from timeline.views.words.time import short_date

_GAP = 45
"""Days without a mark at which the axis is broken."""
_BREAK = 16.0
"""What a break is wide, at most."""


class Tick(NamedTuple):
    """A labelled place on the axis."""

    x: float
    label: str
    anchor: str
    """How the label stands to its place, so that it stays between the edges: `start`, `middle` or `end`."""

    @property
    def ends(self) -> tuple[float, float]:
        """Where its label begins and ends."""
        left = self.x - {"start": 0.0, "middle": 0.5, "end": 1.0}[self.anchor] * _LABEL
        return left, left + _LABEL


class Axis:
    """Maps days to places between a left and a right edge."""

    def __init__(self, days: Iterable[int], left: float, right: float) -> None:
        """For marks on *days* (ordinals), at least one."""
        self.stretches = _stretches(days)
        self._break = min(_BREAK, (right - left) / 3 / len(self.stretches))
        room = right - left - self._break * (len(self.stretches) - 1)
        weights = [1 + log2(1 + last - first) for first, last in self.stretches]
        self._starts: list[float] = []
        self._widths = [room * weight / sum(weights) for weight in weights]
        for width in self._widths:
            self._starts.append(left)
            left += width + self._break
        self._edge = min(10.0, min(self._widths) / 2)
        self.left, self.right = self._starts[0], right

    def x(self, day: int) -> float:
        """The place of a day; one in a break, or beyond the marks, is at the nearest stretch."""
        at = next((n for n, (_, last) in enumerate(self.stretches) if day <= last), len(self.stretches) - 1)
        first, last = self.stretches[at]
        room = self._widths[at] - 2 * self._edge
        part = (min(max(day, first), last) - first) / (last - first) if last > first else 0.5
        return self._starts[at] + self._edge + room * part

    @property
    def breaks(self) -> list[float]:
        """Where the axis is broken."""
        return [start - self._break / 2 for start in self._starts[1:]]

    @property
    def ticks(self) -> list[Tick]:
        """The first and the last day of each stretch, as far as their labels have room; the last day has."""
        days = list(dict.fromkeys(day for stretch in self.stretches for day in stretch))
        found = [self._tick(days[-1])]
        # From the last day back, so that its label is kept; then those that have room before what is kept.
        for day in (days[0], *days[1:-1]):
            tick = self._tick(day)
            if all(tick.ends[1] < other.ends[0] or other.ends[1] < tick.ends[0] for other in found):
                found.append(tick)
        return sorted(found)

    def _tick(self, day: int) -> Tick:
        x = self.x(day)
        anchor = "start" if x - self.left < _LABEL / 2 else "end" if self.right - x < _LABEL / 2 else "middle"
        return Tick(x, short_date(date.fromordinal(day).isoformat()), anchor)


_LABEL = 84.0
"""What the label of a day is wide."""


def _stretches(days: Iterable[int]) -> list[tuple[int, int]]:
    """The days from the first to the last mark, without the long gaps."""
    found: list[tuple[int, int]] = []
    for day in sorted(set(days)):
        if found and day - found[-1][1] <= _GAP:
            found[-1] = (found[-1][0], day)
        else:
            found.append((day, day))
    assert found, "an axis needs a day"
    return found
