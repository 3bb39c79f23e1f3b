"""Engagements, planned ones among them, and due dates as iCalendar.

Lost: statements, announcements, and what has no day. A time that is not certain lasts over all days on which it may
have been, and its summary says so. A time of day is in UTC, where its zone is known; else an event takes whole days.
Source: RFC 5545; RFC 7986 for the properties of the calendar.
"""

from collections.abc import Iterable
from datetime import UTC, date, datetime, timedelta
from typing import TextIO, TypeVar

from icalendar import Calendar, Event

from timeline.answers.facts import Fact, FactsAnswer
from timeline.entries import Engagement, Visit
from timeline.projections.commitments import Owed
from timeline.projections.plans import Planned
from timeline.projections.stated import minutes_of
from timeline.projections.world import Account
from timeline.text import shown
from timeline.values import OPEN_AFTER, OPEN_BEFORE, When, instants_of, parse_when
from timeline.views.data.tables import Row, basis_note
from timeline.views.meetings import people_text
from timeline.views.words.diplomacy import turns_text
from timeline.views.words.people import side_text
from timeline.views.words.time import clock_text, place_text, when_text


def write(stream: TextIO, facts: Iterable[FactsAnswer], basis: Row) -> None:
    """Write the calendar, event by event."""
    calendar = Calendar()
    calendar.add("prodid", "-//Timeline//diplomatic engagements//EN")
    calendar.add("version", "2.0")
    calendar.add("name", "Diplomatic engagements")
    calendar.add("description", basis_note(basis))
    head, _, tail = calendar.to_ical().decode().partition("END:VCALENDAR")
    stream.write(head)
    for part in facts:
        for fact in part.events:
            if fact.counted and isinstance(fact.account.event, Engagement):
                _write_event(stream, fact)
        for owed in part.commitments:
            if owed.open and owed.due:
                _write_due(stream, owed)
        for plan in part.plans:
            if plan.open and plan.due:
                _write_plan(stream, plan)
    stream.write(f"END:VCALENDAR{tail}")


def _write_event(stream: TextIO, fact: Fact) -> None:
    account, event = fact.account, fact.account.event
    days = _days(account.time)
    if days is None:
        return
    entry = Event()
    start = _instant(account)
    entry.add("uid", f"{event.id}@timeline")
    entry.add("dtstamp", datetime.fromisoformat(account.original.recorded_at))
    entry.add("summary", shown(event.title) + _doubt_text(account, start))
    if start is not None:
        entry.add("dtstart", start)
        if end := _later(start, timedelta(minutes=minutes_of(account))):
            entry.add("dtend", end)
    else:
        _add_days(entry, days)
    if place := place_text(account):
        entry.add("location", shown(place))
    who = people_text(fact.people, account.names) or "Nobody is named"
    hour = f"{text}. " if (text := clock_text(account)) else ""
    text = f"{who}. {hour}Reported by {side_text(account.sides)}. Entry #{account.position}."
    entry.add("description", shown(text))
    entry.add("categories", [event.what])
    entry.add("transp", "TRANSPARENT" if isinstance(event, Visit) or start is None else "OPAQUE")
    stream.write(entry.to_ical().decode())


def _doubt_text(account: Account, start: datetime | None) -> str:
    """What a calendar cannot say of a time: ` (5 or 6 July 2024)`, ` (15:10, in no known zone)`."""
    time, (clock, _) = account.time, account.clock
    certain = (time.certain_day is not None or time.lasted) and not time.marks
    hour = f"{clock}, in no known zone" if clock and start is None and not account.clock.zone else ""
    hour = "sources disagree on the hour" if account.conflict("start") else hour
    text = ", ".join(filter(None, ("" if certain else when_text(time), hour)))
    return f" ({text})" if text else ""


def _write_due(stream: TextIO, owed: Owed) -> None:
    days = _days(parse_when(owed.due))
    if days is None:
        return
    account, entry = owed.stages[0].account, Event()
    entry.add("uid", f"due.{owed.key}@timeline")
    entry.add("dtstamp", datetime.fromisoformat(account.original.recorded_at))
    entry.add("summary", shown(f"Due: {owed.title}"))
    # What is due within a period is due at its end.
    _add_days(entry, (days[1], days[1]))
    text = f"Due {when_text(owed.due)}. Reported by {side_text(account.sides)}. Entry #{account.position}."
    entry.add("description", shown(text))
    entry.add("categories", ["due"])
    entry.add("transp", "TRANSPARENT")
    stream.write(entry.to_ical().decode())


def _write_plan(stream: TextIO, plan: Planned) -> None:
    """A planned engagement, on the days that it is to be on: tentative."""
    days = _days(parse_when(plan.due))
    if days is None:
        return
    entry = Event()
    entry.add("uid", f"planned.{plan.key}@timeline")
    entry.add("dtstamp", datetime.fromisoformat(plan.turns[0].account.original.recorded_at))
    entry.add("summary", shown(f"Planned: {plan.title}"))
    _add_days(entry, days)
    reported = ", ".join(f"#{turn.account.position} {side_text(turn.sides)}" for turn in plan.turns)
    entry.add("description", shown(f"{turns_text(plan.turns)}. Reported by {reported}."))
    entry.add("categories", ["planned"])
    entry.add("status", "TENTATIVE")
    entry.add("transp", "TRANSPARENT")
    stream.write(entry.to_ical().decode())


def _days(when: When) -> tuple[date, date] | None:
    """The first and the last day of a time; None when it has an open end."""
    first, last = when.span
    if first <= OPEN_BEFORE or last >= OPEN_AFTER:
        return None
    return date.fromordinal(first), date.fromordinal(last)


def _add_days(entry: Event, days: tuple[date, date]) -> None:
    """Whole days; the end of an event is the day after its last. The last day that there is has none."""
    entry.add("dtstart", days[0])
    if end := _later(days[1], timedelta(days=1)):
        entry.add("dtend", end)


_When = TypeVar("_When", date, datetime)


def _later(when: _When, by: timedelta) -> _When | None:
    """A later day or instant; None where it is not later, or a calendar has no such day."""
    try:
        return when + by if by else None
    except OverflowError:
        return None


def _instant(account: Account) -> datetime | None:
    """When an event began, in UTC; None when its day, its hour or its zone is not certain."""
    start, zone = account.clock
    day = account.time.certain_day
    if not (start and zone and day):
        return None
    first, last = instants_of(day, start, zone)
    # An instant counts seconds from the day before the first day: some are before any that a calendar has.
    seconds = first - _DAY_S
    return (
        _later(datetime.min.replace(tzinfo=UTC), timedelta(seconds=seconds)) if first == last and seconds > 0 else None
    )


_DAY_S = 86_400
