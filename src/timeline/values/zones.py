"""Days of one time zone on the calendar of another: a day here is a part of two days there."""

from datetime import date, datetime

from timeline.values.bad import BadValue
from timeline.values.clock import instants_of, local_days, local_time
from timeline.values.when import OPEN_AFTER, OPEN_BEFORE, Span, When, either, lasting, spanning

_LAST_TO_BEGIN, _FIRST_TO_BEGIN = "Etc/GMT+12", "Etc/GMT-14"
"""The zones in which a day begins last, and first. Source: the names of IANA count westwards."""


def in_zone(when: When, zone: str, there: str) -> When:
    """A time of *zone* as the calendar of *there* has it: a day of one is a part of two days of the other."""

    def seen(bound: int) -> Span:
        if OPEN_BEFORE < bound < OPEN_AFTER:
            return local_days(date.fromordinal(bound), zone, there)
        return Span(bound, bound)

    if when.members:
        return either([in_zone(piece, zone, there) for piece in when.pieces])
    start = Span(seen(when.start_earliest).first, seen(when.start_latest).last)
    end = Span(seen(when.end_earliest).first, seen(when.end_latest).last)
    return lasting(start, end) if when.lasted else spanning(start.first, end.last)


def earliest_date(when: When, clock: str, zone: str) -> int:
    """The earliest day (an ordinal) that any calendar showed when something began; its own day without a zone."""
    day = date.fromordinal(when.start_earliest) if OPEN_BEFORE < when.start_earliest < OPEN_AFTER else None
    if not zone or day is None:
        return when.start_earliest
    try:
        return local_time(instants_of(day, clock or "00:00", zone).earliest, _LAST_TO_BEGIN).day
    except BadValue:
        # A time that never was is reported at its own place.
        return when.start_earliest


def date_at(instant: datetime, zone: str) -> int:
    """The day (an ordinal) in *zone* at an instant; without a zone, the latest that anybody's calendar showed."""
    clock = f"{instant.hour:02}:{instant.minute:02}"
    return local_time(instants_of(instant.date(), clock, "UTC").latest, zone or _FIRST_TO_BEGIN).day
