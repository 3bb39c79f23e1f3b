"""Times as sources say them: days, months, years, intervals, sets and open ends. Source: EDTF (ISO 8601-2)."""

import re
from calendar import monthrange
from collections.abc import Iterable, Sequence
from datetime import date
from functools import lru_cache

from msgspec import Struct

from timeline.values.bad import BadValue

OPEN_BEFORE = 0
OPEN_AFTER = date.max.toordinal() + 1
"""Bounds that a source left open, as ordinals of days: before the first day, and after the last."""

_CACHED = 8192
_Span = tuple[int, int]
"""The first and last day of some time, as ordinals."""


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
    members: tuple[_Span, ...] = ()
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
        spans = [
            span
            for when in self.pieces
            for span in ((when.start_earliest, when.start_latest), (when.end_earliest, when.end_latest))
        ]
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
        return tuple(When(_span_text(span), span[0], span[1], span[0], span[1]) for span in self.members)

    @property
    def span(self) -> _Span:
        """From its earliest beginning to its latest end."""
        return (self.start_earliest, self.end_latest)

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
    return _of_spans([(earliest, latest)])


def lasting(start: _Span, end: _Span) -> When:
    """What began within *start* and ended within *end*; an interval, if one can be written."""
    first = ".." if start[1] == OPEN_BEFORE else _day_text(start[0])
    last = ".." if end[0] == OPEN_AFTER else _day_text(end[1])
    when = parse_when(f"{first}/{last}") if (first + last).strip(".") else None
    if when and when.bounds == (*start, *end):
        return when
    # Words never say more than the bounds: where `A/B` would, they say some time from the first day to the last.
    return When(spanning(start[0], end[1]).text, *start, *end)


def either(times: Sequence[When]) -> When:
    """One of several *times*, nobody knows which."""
    pieces = [piece for when in times for piece in when.pieces]
    members = [when.text if when.marks and "/" not in when.text else _span_text(when.span) for when in pieces]
    together = _of_spans([when.span for when in pieces])
    return parse_when(f"[{','.join(member.strip('[]') for member in members)}]") if together.text else together


def _met(when: When, other: When) -> When | None:
    """What two times, neither of them a set, both allow."""
    start = _overlap((when.start_earliest, when.start_latest), (other.start_earliest, other.start_latest))
    end = _overlap((when.end_earliest, when.end_latest), (other.end_earliest, other.end_latest))
    if start is None or end is None or start[0] > end[1]:
        return None
    for operand in (when, other):
        if operand.bounds == (*start, *end):
            return operand
    if when.lasted or other.lasted:
        return lasting(start, end)
    return When(_of_spans([(start[0], end[1])]).text, *start, *end)


def _overlap(one: _Span, other: _Span) -> _Span | None:
    first, last = max(one[0], other[0]), min(one[1], other[1])
    return (first, last) if first <= last else None


def _of_spans(spans: Iterable[_Span], text: str = "", marks: str = "") -> When:
    """One of some *spans*; those that touch are one."""
    members: list[_Span] = []
    for first, last in sorted(spans):
        if members and first <= members[-1][1] + 1:
            members[-1] = (members[-1][0], max(members[-1][1], last))
        else:
            members.append((first, last))
    first, last = members[0][0], members[-1][1]
    spelled = text or (_day_text(first) if first == last else f"[{','.join(map(_span_text, members))}]")
    spelled = "" if spelled == "[..]" else spelled
    return When(spelled, first, last, first, last, marks=marks, members=tuple(members) if len(members) > 1 else ())


def _span_text(span: _Span) -> str:
    return _day_text(span[0]) if span[0] == span[1] else f"{_day_text(span[0])}..{_day_text(span[1])}"


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
    if any((first, last) == (OPEN_BEFORE, OPEN_AFTER) for first, last, _ in spans):
        raise BadValue(f"{text!r} says nothing", hint="leave the field out")
    marks = "".join(sorted({mark for span in spans for mark in span[2]}))
    return _of_spans([(first, last) for first, last, _ in spans], text, marks)


def _span(text: str, span: str) -> tuple[int, int, str]:
    first, dots, last = span.strip(" ").partition("..")
    if not dots:
        return _date_bounds(first)
    earliest, _, first_mark = _date_bounds(first) if first else (OPEN_BEFORE, 0, "")
    _, latest, last_mark = _date_bounds(last) if last else (0, OPEN_AFTER, "")
    if earliest > latest:
        raise BadValue(f"{text!r} runs backwards", hint="put the earlier date first")
    return earliest, latest, first_mark + last_mark


def _lasted(text: str) -> When:
    first, _, last = text.partition("/")
    if re.fullmatch(r"\d{2}(?:-\d{2})?", last, re.ASCII) and re.fullmatch(r"\d{4}-\d{2}(?:-\d{2})?", first, re.ASCII):
        whole = f"{first}/{first[: -len(last)]}{last}"
        raise BadValue(f"the end of {text!r} is not a date", hint=f"write both ends in full: {whole}")
    start = _bound(first, OPEN_BEFORE)
    end = _bound(last, OPEN_AFTER)
    if start[0] > end[1]:
        raise BadValue(f"{text!r} runs backwards", hint="put the earlier date first")
    if not first.strip(".") and not last.strip("."):
        raise BadValue(f"{text!r} says nothing", hint="leave the field out")
    # An end that nobody knows ("2023/") may be any day from the start; ".." has not come.
    earliest_end = max(start[0], end[0]) if last else start[0]
    # A start that is not known, or lies before all time, was certainly before the end.
    latest_start = min(start[1], end[1]) if first else end[1]
    return When(text, start[0], latest_start, earliest_end, end[1], lasted=True, marks=start[2] + end[2])


def _bound(text: str, open_bound: int) -> tuple[int, int, str]:
    return (open_bound, open_bound, "") if text in {"", ".."} else _date_bounds(text)


def _date_bounds(text: str) -> tuple[int, int, str]:
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
    return first.toordinal(), last.toordinal(), marks


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
