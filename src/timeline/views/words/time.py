"""Time in English: days, periods, clock times and durations."""

from calendar import monthrange
from collections.abc import Iterable
from datetime import date

from timeline.projections.values_said import Minutes
from timeline.projections.world import Account
from timeline.values import OPEN_AFTER, OPEN_BEFORE, PARTS_OF_DAY, When, parse_when, spanning

_MONTHS = "January February March April May June July August September October November December".split()  # noqa: SIM905 - reads better than twelve quoted words
_WHOLE_YEAR = (1, 1, 12, 31)


def day_text(day: date) -> str:
    """`6 July 2024`."""
    return f"{day.day} {_MONTHS[day.month - 1]} {day.year}"


def day_text_of(instant: str) -> str:
    """The day of an instant in UTC, `2026-11-24T10:00:00Z`: `24 November 2026`."""
    return day_text(date.fromisoformat(instant[:10]))


def period_text(first: date, last: date) -> str:
    """`, 1 January to 6 July 2024`; empty for all days."""
    if (first, last) == (date.min, date.max):
        return ""
    if first == date.min:
        return f", until {day_text(last)}"
    if last == date.max:
        return f", from {day_text(first)} on"
    return f", {_period_text(first, last) or f'{day_text(first)} to {day_text(last)}'}"


def when_text(when: When | str) -> str:
    """A time in words: `5–6 July 2024`, `5 or 6 July 2024`, `on or before 5 July 2024`."""
    if isinstance(when, str):
        if not when:
            return "time not stated"
        when = parse_when(when)
    mark = "".join({"?": " (date uncertain)", "~": " (date approximate)"}[mark] for mark in when.marks)
    return _bounds_text(when) + mark


def _bounds_text(when: When) -> str:
    if when.members:
        return _set_text([_bounds_text(piece) for piece in when.pieces])
    first, last = when.span
    if first == OPEN_BEFORE and last == OPEN_AFTER:
        return "time not known"
    if when.lasted and OPEN_BEFORE in when.bounds:
        return f"until {_end_text(when)}" + (", beginning not known" if when.start_latest != OPEN_BEFORE else "")
    if when.lasted and OPEN_AFTER in when.bounds:
        # An open end has not come; an unknown end may have.
        return f"from {_start_text(when)}" + (" onwards" if when.end_earliest == OPEN_AFTER else ", end not known")
    if first == OPEN_BEFORE:
        return f"on or before {day_text(date.fromordinal(last))}"
    if last == OPEN_AFTER:
        return f"on or after {day_text(date.fromordinal(first))}"
    start, end = date.fromordinal(first), date.fromordinal(last)
    if first == last:
        return day_text(start)
    if when.lasted and (when.start_earliest, when.end_earliest) != (when.start_latest, when.end_latest):
        first_text, last_text = _start_text(when), _end_text(when)
        dash = " – " if " " in first_text + last_text else "–"
        return f"{first_text}{dash}{last_text}"
    return _period_text(start, end) or _span_text(start, end, lasted=when.lasted)


def _start_text(when: When) -> str:
    return _bounds_text(spanning(when.start_earliest, when.start_latest))


def _end_text(when: When) -> str:
    return _bounds_text(spanning(when.end_earliest, when.end_latest))


def _set_text(members: list[str]) -> str:
    """`5 or 8 July 2024`: the members of a set; what all of them end with is said once."""
    tails = {member.partition(" ")[2] for member in members}
    if len(tails) == 1 and "" not in tails and all(member.partition(" ")[0].isdigit() for member in members):
        members = [*(member.partition(" ")[0] for member in members[:-1]), members[-1]]
    return f"{', '.join(members[:-1])} or {members[-1]}"


def _period_text(start: date, end: date) -> str:
    """A whole month or whole years, by name."""
    if (start.month, start.day, end.month, end.day) == _WHOLE_YEAR:
        return str(start.year) if start.year == end.year else f"{start.year}–{end.year}"
    whole = start.day == 1 and end.day == monthrange(end.year, end.month)[1]
    if whole and (start.year, start.month) == (end.year, end.month):
        return f"{_MONTHS[start.month - 1]} {start.year}"
    return ""


def _span_text(start: date, end: date, *, lasted: bool) -> str:
    between = "–" if lasted else " or " if end.toordinal() - start.toordinal() == 1 else " to "
    head = "" if lasted or between == " or " else "some time from "
    if (start.year, start.month) == (end.year, end.month):
        return f"{head}{start.day}{between}{day_text(end)}"
    spaced = " – " if lasted else between
    return f"{head}{day_text(start)}{spaced}{day_text(end)}"


def clock_text(account: Account) -> str:
    """`09:00, about 90 min`; values that sources give differently are in conflict: `19:00 versus 17:00`."""
    start, zone = account.clock
    starts = [(start, zone)] if start else account.values("start")
    if not start and account.conflict("start") is None:
        # Those that name their zone say most; the others fit.
        starts = sorted(starts, key=lambda said: not (isinstance(said, tuple) and said[1]))[:1]
    said = " versus ".join(clock_words(*start) for start in starts if isinstance(start, tuple))
    if start:
        # The same instant on the clocks of another zone.
        elsewhere = (value.value for value in account.said("start") if value.zone and value.value != (start, zone))
        said += "".join(f", given as {clock_words(*start)}" for start in elsewhere if isinstance(start, tuple))
    return ", ".join(filter(None, (said, _durations_text(account.values("minutes"), account))))


def _durations_text(said: Iterable[Minutes | int], account: Account) -> str:
    """The durations that sources give. Different ones are a conflict; “about 90” and “90” are not."""
    about: dict[int, bool] = {}
    for duration in said:
        minutes, approximate = duration if isinstance(duration, Minutes) else (duration, account.event.approximate)
        about[minutes] = about.get(minutes, False) or approximate
    return " versus ".join(minutes_text(minutes, approximate=approximate) for minutes, approximate in about.items())


def said_day_text(said: str, calendar: str) -> str:
    """A day in the words of the source: `“令和6年7月6日” (Japanese calendar)`."""
    names = {"islamic": "Islamic", "roc": "Minguo", "juche": "Juche", "julian": "Julian"}
    return f"“{said}” ({names.get(calendar, calendar.capitalize())} calendar)"


def minutes_text(minutes: int, *, approximate: bool) -> str:
    """`about 90 min`."""
    return f"{'about ' if approximate else ''}{minutes} min"


def clock_words(start: str, zone: str) -> str:
    """`09:00 (Asia/Phnom_Penh)`; for a part of the day `in the morning (Asia/Phnom_Penh)`."""
    if start in PARTS_OF_DAY:
        start = "at night" if start == "night" else f"in the {start}"
    return f"{start} ({zone})" if zone else start


def place_text(account: Account) -> str:
    """Where it was; places that sources give differently are in conflict."""
    return " versus ".join(map(str, account.values("place")))


def short_date(when: When | str) -> str:
    """A time with its months abbreviated: `6 Jul 2024`, `5 or 6 Jul 2024`."""
    text = when_text(when)
    for month in _MONTHS:
        text = text.replace(month, month[:3])
    return text


def short_when(when: When) -> str:
    """A time in a few columns, the year left out of days: `6 Jul`, `5–6 Jul` lasted, `5/6 Jul` one of, `≤5 Jul`."""
    first, last = when.span
    if first == OPEN_BEFORE:
        return "" if last == OPEN_AFTER else f"≤{_short_day(last)}"
    if last == OPEN_AFTER:
        return f"≥{_short_day(first)}"
    start, end = date.fromordinal(first), date.fromordinal(last)
    if first == last:
        return _short_day(first)
    if period := _period_text(start, end):
        return f"{period[:3]} {period[-4:]}" if " " in period else period
    between = "–" if when.lasted else "/" if when.members or last - first == 1 else ".."
    same_month = (start.year, start.month) == (end.year, end.month)
    return f"{start.day if same_month else _short_day(first)}{between}{_short_day(last)}"


def _short_day(ordinal: int) -> str:
    day = date.fromordinal(ordinal)
    return f"{day.day} {_MONTHS[day.month - 1][:3]}"
