"""Clock times, time zones and instants.

An instant is a whole number of seconds in UTC, counted so that `date.toordinal` times a day is the day's beginning.
"""

import re
from datetime import UTC, date, datetime, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING, NamedTuple

from timeline.problems import nearest
from timeline.values.bad import BadValue
from timeline.values.when import Span

if TYPE_CHECKING:
    from zoneinfo import ZoneInfo

_CACHED = 8192
_CLOCK = r"([01]\d|2[0-3]):([0-5]\d)"
_ZONE = r"UTC|[A-Za-z_]+(?:/[A-Za-z0-9_+-]+)+"
_INSTANT = r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ"
_EARLIEST_STAMP = 1970
"""Nothing was recorded before this year."""
_DAY = 86_400


class Instants(NamedTuple):
    """The earliest and the latest instant that a local time can be: two where clocks were put back, else one twice."""

    earliest: int
    latest: int


class LocalTime(NamedTuple):
    """What the clocks of a zone show."""

    day: int
    """An ordinal."""
    minute: int
    """After midnight."""


class PartOfDay(NamedTuple):
    """A part of the day: the first and the last minute after midnight; the last may be of the next day."""

    first: int
    last: int


PARTS_OF_DAY = {
    "morning": PartOfDay(5 * 60, 12 * 60 - 1),
    "afternoon": PartOfDay(12 * 60, 18 * 60 - 1),
    "evening": PartOfDay(17 * 60, 24 * 60 - 1),
    "night": PartOfDay(20 * 60, 30 * 60 - 1),
}
"""The parts of the day, by their names. Source: RULES.md, 7."""


def parse_clock(text: str) -> int:
    """The minutes after midnight of a clock time such as `09:00`."""
    found = re.fullmatch(_CLOCK, text, re.ASCII)
    if found is None:
        raise BadValue(f"{text!r} is not a clock time", hint='write hours and minutes: "09:00"')
    return int(found[1]) * 60 + int(found[2])


def format_clock(minutes: int) -> str:
    """The clock time of minutes after midnight."""
    return f"{minutes // 60:02}:{minutes % 60:02}"


@lru_cache(_CACHED)
def parse_zone(text: str) -> "ZoneInfo":
    """The time zone of an IANA name such as `Asia/Phnom_Penh`."""
    from zoneinfo import ZoneInfo, ZoneInfoNotFoundError  # noqa: PLC0415 - slow, and rarely needed

    try:
        # Some machines have each zone a second time, and with leap seconds.
        if (
            len(text) <= _LONGEST_ZONE
            and re.fullmatch(_ZONE, text, re.ASCII)
            and not text.startswith(("posix/", "right/"))
        ):
            return ZoneInfo(text)
    except (ZoneInfoNotFoundError, OSError):
        pass
    near = _zone_near(text)
    hint = f"did you mean `{near}`?" if near else 'write an IANA name: "Asia/Phnom_Penh"'
    raise BadValue(f"{text!r} is not a time zone", hint=hint)


_LONGEST_ZONE = 64
"""Characters; no name of a zone has as many."""
_SHORT_ZONES = {"gmt": "UTC", "z": "UTC", "jst": "Asia/Tokyo", "kst": "Asia/Seoul", "ict": "Asia/Bangkok"}
"""Short names of one zone; of EST or IST nobody knows which is meant."""


def _zone_near(text: str) -> str:
    """The zone that an unknown name may mean; empty when none is near."""
    from zoneinfo import available_timezones  # noqa: PLC0415 - slow, and only what is wrong needs it

    known = {
        name.casefold(): name
        for name in sorted(available_timezones())
        if "/" in name and not name.startswith(("posix/", "right/"))
    }
    typed = re.sub(r"\s+", "_", text.strip().casefold())
    typed = typed.removeprefix("posix/").removeprefix("right/")
    return known.get(typed) or _SHORT_ZONES.get(typed) or known.get(nearest(typed, tuple(known)), "")


@lru_cache(_CACHED)
def instants_of(day: date, clock: str, zone: str) -> Instants:
    """The instants at which the clocks of *zone* showed *clock* on *day*.

    Raises BadValue when they never did: an hour that was skipped when the clocks were put forward, or a day that was
    skipped when the date line was moved.
    """
    minutes = parse_clock(clock)
    first, last = (_offset(day, minutes, zone, fold=fold) for fold in (0, 1))
    if first < last:
        raise BadValue(
            f"the clocks of {zone} never showed {clock} on {day.isoformat()}",
            hint="the clocks were put forward past this time: correct the time, the day or the zone",
        )
    seconds = day.toordinal() * _DAY + minutes * 60
    return Instants(seconds - first, seconds - last)


def day_never_was(day: date, zone: str) -> bool:
    """Whether the calendar of *zone* skipped *day*, as that of Samoa skipped 30 December 2011."""
    return all(
        _offset(day, minutes, zone, fold=0) < _offset(day, minutes, zone, fold=1) for minutes in (0, _LAST_MINUTE)
    )


_LAST_MINUTE = 24 * 60 - 1


def _offset(day: date, minutes: int, zone: str, *, fold: int) -> int:
    local = datetime(day.year, day.month, day.day, minutes // 60, minutes % 60, tzinfo=parse_zone(zone), fold=fold)
    offset = local.utcoffset()
    assert offset is not None, "every zone has an offset"
    return int(offset.total_seconds())


def local_time(instant: int, zone: str) -> LocalTime:
    """What the clocks of *zone* showed at an instant."""
    try:
        there = (datetime(1, 1, 1, tzinfo=UTC) + timedelta(seconds=instant - _DAY)).astimezone(parse_zone(zone))
    except OverflowError:
        # At the ends of the calendar there is nowhere to go.
        return LocalTime(instant // _DAY, instant % _DAY // 60)
    return LocalTime(there.toordinal(), there.hour * 60 + there.minute)


def local_days(day: date, zone: str, there: str) -> Span:
    """The days on the calendar of *there* while it was *day* in *zone*."""
    begins = day.toordinal() * _DAY - _offset(day, 0, zone, fold=0)
    ends = day.toordinal() * _DAY + _LAST_MINUTE * 60 - _offset(day, _LAST_MINUTE, zone, fold=1)
    return Span(local_time(begins, there).day, local_time(ends, there).day)


def parse_instant(text: str) -> datetime:
    """The instant of a stamp such as `2026-01-31T09:00:00Z`, in UTC, to the second."""
    if re.fullmatch(_INSTANT, text, re.ASCII):
        try:
            instant = datetime.fromisoformat(text)
        except ValueError:
            pass
        else:
            if instant.year >= _EARLIEST_STAMP:
                return instant
    raise BadValue(f"{text!r} is not an instant", hint="stamps are UTC: 2026-01-31T09:00:00Z")


def format_instant(instant: datetime) -> str:
    """The stamp of an instant, in UTC, to the second."""
    return instant.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
