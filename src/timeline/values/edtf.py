"""Times as records write them, read: a subset of EDTF (ISO 8601-2)."""

import re
from calendar import monthrange
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from timeline.values.bad import BadValue
from timeline.values.typed import NoDay, typed_span
from timeline.values.when import OPEN_AFTER, OPEN_BEFORE, Span, When, interval, one_of

_CACHED = 8192
# Patterns are compiled, and kept, by `re` when they are first used: most commands read no dates.
_DATE = r"(\d{4})(?:-(\d{2})(?:-(\d{2}))?)?([?~%]?)"
_HINT = (
    "write 2024-07-06, 2024-07, 2024, 2024-07-05/2024-07-06 (lasted), "
    "[2024-07-05..2024-07-06] (one of), [..2024-07-05] (on or before), with ? or ~ at the end"
)


class _Marked(NamedTuple):
    """A span as it is written, with its marks."""

    first: int
    last: int
    marks: str


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
    return one_of([Span(span.first, span.last) for span in spans], text, marks)


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
    began, ended = interval(
        Span(start.first, start.last) if first else None, Span(end.first, end.last) if last else None
    )
    return When(text, *began, *ended, lasted=True, marks=start.marks + end.marks)


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
    found = set(text[len(text.rstrip("?~%")) :])
    marks = "%" if len(found) > 1 else "".join(found)
    try:
        return f"did you mean {typed_span(text.rstrip('?~%')).text}{marks}?"
    except NoDay:
        return _HINT
    except BadValue as bad:
        return bad.hint
