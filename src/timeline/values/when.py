"""Times as sources say them: days, months, years, intervals, sets and open ends. Source: EDTF (ISO 8601-2)."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from msgspec import Struct

from timeline.values.bad import BadValue

OPEN_BEFORE = 0
OPEN_AFTER = date.max.toordinal() + 1
"""Bounds that a source left open, as ordinals of days: before the first day, and after the last."""

_CACHED = 8192


class Span(NamedTuple):
    """The first and the last of some days, as ordinals."""

    first: int
    last: int


class _Marked(NamedTuple):
    """A span as it is written, with its marks."""

    first: int
    last: int
    marks: str


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
        met = _of_spans([when.span for when in found]) if len(found) > 1 else next(iter(found), None)
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
        return _of_spans([self.span], marks=self.marks)


def spanning(earliest: int, latest: int) -> When:
    """Some time between two days, either of which may be open; without words when both are."""
    return _of_spans([Span(earliest, latest)])


def lasting(start: Span, end: Span) -> When:
    """What began within *start* and ended within *end*; an interval, if one can be written."""
    first = ".." if start.last == OPEN_BEFORE else _day_text(start.first)
    last = ".." if end.first == OPEN_AFTER else _day_text(end.last)
    when = parse_when(f"{first}/{last}") if (first + last).strip(".") else None
    if when and when.bounds == (*start, *end):
        return when
    # Words never say more than the bounds: where `A/B` would, they say some time from the first day to the last.
    return When(spanning(start.first, end.last).text, *start, *end)


def either(times: Sequence[When]) -> When:
    """One of several *times*, nobody knows which."""
    pieces = [piece for when in times for piece in when.pieces]
    members = [when.text if when.marks and "/" not in when.text else _span_text(when.span) for when in pieces]
    together = _of_spans([when.span for when in pieces])
    return parse_when(f"[{','.join(member.strip('[]') for member in members)}]") if together.text else together


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


def _of_spans(spans: Iterable[Span], text: str = "", marks: str = "") -> When:
    """One of some *spans*; those that touch are one."""
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


# Patterns are compiled, and kept, by `re` when they are first used: most commands read no dates.
_DATE = r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)"
_HINT = (
    "write 2024-07-06, 2024-07, 2024, 2024-07-05/2024-07-06 (lasted), "
    "[2024-07-05..2024-07-06] (one of), [..2024-07-05] (on or before), with ? or ~ at the end"
)


@lru_cache(_CACHED)
def parse_when(text: str) -> When:
    """The time that *text* says. Source: EDTF (ISO 8601-2), the subset that the README of `events/` names.

    Raises BadValue for anything else, for days that do not exist and for reversed intervals.
    """
    if text.startswith("["):
        return _one_of(text)
    if "/" in text and not re.fullmatch(r"\d{1,2}/\d{1,2}/\d{2,4}|\d{4}/\d{1,2}/\d{1,2}", text, re.ASCII):
        return _lasted(text)
    earliest, latest, marks = _date_bounds(text)
    return When(text, earliest, latest, earliest, latest, marks=marks)


def _one_of(text: str) -> When:
    if text.rstrip("?~%").endswith("]") and not text.endswith("]"):
        marks = text[len(text.rstrip("?~%")) :]
        days = re.sub(r"(?<=\d)(?=\.\.|,|$)", marks, text.rstrip("?~%")[1:-1])
        raise BadValue(f"{text!r} has its mark after the bracket", hint=f"mark the days: [{days}]")
    if not text.endswith("]"):
        raise BadValue(f"the bracket of {text!r} is not closed", hint=_HINT)
    spans = [_span(text, span) for span in text[1:-1].split(",")]
    if any((span.first, span.last) == (OPEN_BEFORE, OPEN_AFTER) for span in spans):
        raise BadValue(f"{text!r} has no bounds", hint="leave the field out")
    marks = "".join(sorted({mark for span in spans for mark in span.marks}))
    return _of_spans([Span(span.first, span.last) for span in spans], text, marks)


def _span(text: str, span: str) -> _Marked:
    first, dots, last = span.strip(" ").partition("..")
    if not dots:
        return _date_bounds(first)
    start, end = _bound(first, OPEN_BEFORE), _bound(last, OPEN_AFTER)
    if start.first > end.last:
        raise BadValue(f"{text!r} ends before it begins", hint="put the earlier date first")
    return _Marked(start.first, end.last, start.marks + end.marks)


def _lasted(text: str) -> When:
    first, _, last = text.partition("/")
    if re.fullmatch(r"\d{2}(?:-\d{2})?", last, re.ASCII) and re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", first, re.ASCII):
        whole = f"{first}/{first[: -len(last)]}{last}"
        raise BadValue(f"the end of {text!r} is not a date", hint=f"write both ends in full: {whole}")
    start = _bound("" if first == ".." else first, OPEN_BEFORE)
    end = _bound("" if last == ".." else last, OPEN_AFTER)
    if start.first > end.last:
        raise BadValue(f"{text!r} ends before it begins", hint="put the earlier date first")
    if not first.strip(".") and not last.strip("."):
        raise BadValue(f"{text!r} has no bounds", hint="leave the field out")
    # An end that nobody knows ("2023/") may be any day from the start; ".." has not come.
    earliest_end = max(start.first, end.first) if last else start.first
    # A start that is not known, or lies before all time, was certainly before the end.
    latest_start = min(start.last, end.last) if first else end.last
    marks = start.marks + end.marks
    return When(text, start.first, latest_start, earliest_end, end.last, lasted=True, marks=marks)


def _bound(text: str, open_bound: int) -> _Marked:
    return _date_bounds(text) if text else _Marked(open_bound, open_bound, "")


def _date_bounds(text: str) -> _Marked:
    found = re.fullmatch(_DATE, text, re.ASCII)
    if found is None:
        raise BadValue(f"{text!r} is not a date", hint=_instead(text))
    year, month, day = (int(part) if part else 0 for part in found.groups()[:3])
    try:
        first = date(year, month if found[2] else 1, day if found[3] else 1)
    except ValueError:
        raise _no_such_day(text, year, month, day) from None
    last_month = month or 12
    last = date(year, last_month, day or monthrange(year, last_month)[1])
    marks = "?~" if found[4] == "%" else found[4]
    return _Marked(first.toordinal(), last.toordinal(), marks)


def _no_such_day(text: str, year: int, month: int, day: int) -> BadValue:
    """Why a date of digits is invalid, and what it may mean: data files write a month as day 0, a year as month 0."""
    if not year:
        return BadValue("there is no year 0000", hint="years run from 0001 to 9999")
    if not 1 <= month <= 12:  # noqa: PLR2004 - the months of a year
        meant = f"did you mean {year:04}?" if not month else "months run from 01 to 12"
        return BadValue(f"there is no month {month:02} in {text!r}", hint=meant)
    if not day:
        return BadValue(f"there is no day 00 in {text!r}", hint=f"did you mean {year:04}-{month:02}?")
    days = monthrange(year, month)[1]
    return BadValue(f"there is no day {text!r}", hint=f"{year:04}-{month:02} has {days} days")


def _instead(text: str) -> str:
    """How to write an invalid date, if only one day can be meant; else all forms."""
    from timeline.values.typed import NoDay, typed_span  # noqa: PLC0415 - only what is wrong needs it

    found = set(text[len(text.rstrip("?~%")) :])
    marks = "%" if len(found) > 1 else "".join(found)
    try:
        return f"did you mean {typed_span(text.rstrip('?~%')).text}{marks}?"
    except NoDay:
        return _HINT
    except BadValue as bad:
        return bad.hint
