"""Times as sources say them: days, months, years, intervals, sets and open ends. Source: EDTF (ISO 8601-2)."""

from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from msgspec import Struct

OPEN_BEFORE = 0
OPEN_AFTER = date.max.toordinal() + 1
"""Bounds that a source left open, as ordinals of days: before the first day, and after the last."""


class Span(NamedTuple):
    """The first and the last of some days, as ordinals."""

    first: int
    last: int


class When(Struct, frozen=True):
    """A time as a source said it: the days within which it began, and within which it ended.

    Bounds are proleptic Gregorian ordinals (`date.toordinal`), both ends inclusive.
    """

    text: str
    """As written, in the subset of EDTF (ISO 8601-2) that records use."""
    start_earliest: int
    start_latest: int
    end_earliest: int
    end_latest: int
    lasted: bool = False
    """`A/B` lasted from A to B; everything else is some time within its bounds."""
    marks: str = ""
    """`?` uncertain, `~` approximate: carried and shown, shifting nothing."""
    members: tuple[Span, ...] = ()
    """Of a set with gaps: the times of which it is one, earliest first. What lies between them is not meant."""

    @property
    def order_key(self) -> int:
        """Where it sorts: its earliest bound, or the latest where the earliest is open."""
        return self.start_earliest or self.start_latest

    @property
    def certain_day(self) -> date | None:
        """The one day on which it began and ended, if it is known."""
        bounds = {self.start_earliest, self.start_latest, self.end_earliest, self.end_latest}
        return date.fromordinal(self.start_earliest) if len(bounds) == 1 else None

    @property
    def days(self) -> tuple[date, ...]:
        """The single days that are stated: on which it may have begun, and ended."""
        spans = [span for when in self.pieces for span in (when.beginning, when.ending)]
        ordinals = {first for first, last in spans if first == last and OPEN_BEFORE < first < OPEN_AFTER}
        return tuple(map(date.fromordinal, sorted(ordinals)))

    def begun_by(self, day: date) -> bool:
        """Whether it had certainly begun by the end of *day*."""
        return self.start_latest <= day.toordinal()

    def possibly_begun_by(self, day: date) -> bool:
        """Whether it may have begun by the end of *day*."""
        return self.start_earliest <= day.toordinal()

    def under_way_on(self, day: date) -> bool:
        """Whether it had certainly begun by *day* and had certainly not ended on it."""
        return self.begun_by(day) and day.toordinal() < self.end_earliest

    def may_begin_within(self, first: int, last: int) -> bool:
        """Whether it may have begun on a day from *first* to *last* (ordinals)."""
        return any(when.start_earliest <= last and first <= when.start_latest for when in self.pieces)

    def stated_within(self, first: int, last: int) -> bool:
        """As `may_begin_within`; a time with one bound only, such as `on or before`, counts for that day."""
        return any(
            (when.start_earliest or when.start_latest) <= last
            and first <= (when.start_earliest if when.start_latest == OPEN_AFTER else when.start_latest)
            for when in self.pieces
        )

    def meet(self, other: "When") -> "When | None":
        """The time that both allow, or None when they are incompatible."""
        pairs = ((when, theirs) for when in self.pieces for theirs in other.pieces)
        found = [met for when, theirs in pairs if (met := _met(when, theirs))]
        met = one_of([when.span for when in found]) if len(found) > 1 else next(iter(found), None)
        same = (when for when in (self, other) if met and (when.bounds, when.members) == (met.bounds, met.members))
        return next(same, met)

    def outside(self, whole: "When") -> bool:
        """Whether it was certainly not within *whole*."""
        return all(
            when.start_latest < of.start_earliest or when.start_earliest > of.end_latest
            for when in self.pieces
            for of in whole.pieces
        )

    @property
    def pieces(self) -> "tuple[When, ...]":
        """The members of a set, each as a time; of anything else, itself."""
        if not self.members:
            return (self,)
        return tuple(When(_span_text(span), *span, *span) for span in self.members)

    @property
    def beginning(self) -> Span:
        """The days on which it may have begun."""
        return Span(self.start_earliest, self.start_latest)

    @property
    def ending(self) -> Span:
        """The days on which it may have ended."""
        return Span(self.end_earliest, self.end_latest)

    @property
    def span(self) -> Span:
        """From its earliest beginning to its latest end."""
        return Span(self.start_earliest, self.end_latest)

    @property
    def bounds(self) -> tuple[int, int, int, int]:
        """Earliest and latest start, earliest and latest end."""
        return (self.start_earliest, self.start_latest, self.end_earliest, self.end_latest)

    def within(self) -> "When":
        """Some time within this time: what a part has from the whole that it belongs to."""
        if not self.lasted:
            return self
        return one_of([self.span], marks=self.marks)


def spanning(earliest: int, latest: int) -> When:
    """Some time between two days, either of which may be open; without words when both are."""
    return one_of([Span(earliest, latest)])


def interval(first: Span | None, last: Span | None) -> tuple[Span, Span]:
    """When something began, and ended, that lasted from *first* to *last*; None for what nobody knows."""
    earliest, latest = first.first if first else OPEN_BEFORE, last.last if last else OPEN_AFTER
    # A start that is not known, or lies before all time, was certainly before the end.
    start = Span(earliest, min(first.last, latest) if first else latest)
    # An end that nobody knows may be any day from the start; an open one has not come.
    return start, Span(max(earliest, last.first) if last else earliest, latest)


def lasting(start: Span, end: Span) -> When:
    """What began within *start* and ended within *end*; an interval, if one can be written."""
    first = None if start.first == OPEN_BEFORE < start.last else Span(start.first, start.first)
    last = None if end.first < OPEN_AFTER == end.last else Span(end.last, end.last)
    text = "/".join("" if day is None else _day_text(day.first) or ".." for day in (first, last))
    if text.strip("./") and interval(first, last) == (start, end):
        return When(text, *start, *end, lasted=True)
    # Words never say more than the bounds: where `A/B` would, they say some time from the first day to the last.
    return When(spanning(start.first, end.last).text, *start, *end)


def either(times: Sequence[When]) -> When:
    """One of several *times*, nobody knows which."""
    pieces = [piece for when in times for piece in when.pieces]
    together = one_of([when.span for when in pieces])
    if not together.text:
        return together
    written = [when.text.strip("[]") if _keeps_marks(when) else _span_text(when.span) for when in pieces]
    marks = "".join(sorted({mark for when in pieces if _keeps_marks(when) for mark in when.marks}))
    return one_of([when.span for when in pieces], f"[{','.join(written)}]", marks)


def _keeps_marks(when: When) -> bool:
    """Whether a time has marks as a member of a set: an interval, written as its days, loses them."""
    return bool(when.marks) and "/" not in when.text


def _met(when: When, other: When) -> When | None:
    """What two times, neither of them a set, both allow."""
    start = _overlap(when.beginning, other.beginning)
    end = _overlap(when.ending, other.ending)
    if start is None or end is None or start.first > end.last:
        return None
    for operand in (when, other):
        if operand.bounds == (*start, *end):
            return operand
    if when.lasted or other.lasted:
        return lasting(start, end)
    return When(spanning(start.first, end.last).text, *start, *end)


def _overlap(one: Span, other: Span) -> Span | None:
    both = Span(max(one.first, other.first), min(one.last, other.last))
    return both if both.first <= both.last else None


def one_of(spans: Iterable[Span], text: str = "", marks: str = "") -> When:
    """Some time within one of some *spans*; those that touch are one.

    text: as written; by default it is made of the spans.
    """
    members: list[Span] = []
    for span in sorted(spans):
        if members and span.first <= members[-1].last + 1:
            members[-1] = Span(members[-1].first, max(members[-1].last, span.last))
        else:
            members.append(span)
    first, last = members[0].first, members[-1].last
    spelled = text or (_day_text(first) if first == last else f"[{','.join(map(_span_text, members))}]")
    spelled = "" if spelled == "[..]" else spelled
    return When(spelled, first, last, first, last, marks=marks, members=tuple(members) if len(members) > 1 else ())


def _span_text(span: Span) -> str:
    first, last = map(_day_text, span)
    return first if span.first == span.last else f"{first}..{last}"


def _day_text(ordinal: int) -> str:
    if ordinal in {OPEN_BEFORE, OPEN_AFTER}:
        return ""
    return date.fromordinal(ordinal).isoformat()
