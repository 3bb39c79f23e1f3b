"""What an event is after and part of: no order against certain times, and no circle."""

from collections.abc import Iterator

from timeline.checks.others import Finding, Followed, Others
from timeline.checks.times import time_of
from timeline.entries import Event, wholes_of
from timeline.values import OPEN_BEFORE, BadValue, Instants, When, instants_of

_FOLLOWED = 10_000
"""Events of which is kept what their references lead to."""
_CHAIN = 8
"""Events of a circle that are named."""


def after(event: Event, log: Others) -> Iterator[Finding]:
    """An event that is said to be after what certainly came later."""
    time = time_of(event, log)
    if time is None:
        return
    own = _instant(event, time)
    for index, id in enumerate(event.after):
        then = _followed(id, log)
        if time.end_latest < then.day:
            said = time.text
        elif own and then.instant is not None and own.latest < then.instant:
            said = _clock(event, time)
        else:
            continue
        since = then.since if said == time.text else then.clock
        message = f"`{event.id}` ({said}) cannot be after `{id}`"
        message += f" ({_said(id, log)})" if since == id else f", which is after `{since}` ({_said(since, log)})"
        yield Finding(
            ("after", index), "order", message,
            "correct one of the times, or remove the reference", id,
        )  # fmt: skip


def _said(id: str, log: Others) -> str:
    event = log.event(id)
    time = time_of(event, log) if event else None
    assert event is not None, "only events are followed"
    assert time is not None, "only events with a time bound others"
    return _clock(event, time)


def _clock(event: Event, time: When) -> str:
    return " ".join(filter(None, (time.text, event.start, event.zone)))


def _instant(event: Event, time: When | None) -> Instants | None:
    """The instants at which an event can have begun, where day, clock and zone are certain."""
    day = time.certain_day if time else None
    if not day or not event.start or not event.zone or event.approximate:
        return None
    try:
        return instants_of(day, event.start, event.zone)
    except BadValue:
        # A clock time that never was is reported at its own place.
        return None


def _followed(id: str, log: Others) -> Followed:
    """What an event follows by its references; each event is visited once."""
    done = log.followed
    if len(done) > _FOLLOWED:
        done.clear()
    circles: dict[str, tuple[str, ...]] = {}
    way = {} if id in done else {id: _earlier(id, log)}
    while way:
        last = next(reversed(way))
        following = next(way[last], None)
        if following is None:
            del way[last]
            done[last] = _settled(last, circles.get(last, ()), log)
        elif following in way:
            circle = [*way][[*way].index(following) :]
            circles |= {event: (*circle[at:], *circle[:at]) for at, event in enumerate(circle) if event not in circles}
        elif following not in done:
            way[following] = _earlier(following, log)
    return done[id]


def _earlier(id: str, log: Others) -> Iterator[str]:
    event = log.event(id)
    return iter((*wholes_of(event), *event.after, *event.told_in) if event else ())


def _settled(event_id: str, circle: tuple[str, ...], log: Others) -> Followed:
    event = log.event(event_id)
    if event is None:
        return Followed()
    time = time_of(event, log)
    instants = _instant(event, time)
    own = Followed(time.start_earliest if time else OPEN_BEFORE, event_id, instants and instants.earliest, event_id)
    before = [own, *(log.followed[id] for id in (*event.part_of, *event.after) if id in log.followed)]
    latest = max(before, key=lambda event: event.day)
    clocks = [own, *(log.followed[id] for id in event.after if id in log.followed)]
    by_clock = max(
        (followed for followed in clocks if followed.instant is not None),
        key=lambda event: event.instant or 0,
        default=own,
    )
    return Followed(latest.day, latest.since, by_clock.instant, by_clock.clock, circle)


def _circle(event: Event, log: Others) -> tuple[str, ...]:
    """The cycle that an event is in, itself first; empty when it is in none."""
    for first in (*wholes_of(event), *event.after, *event.told_in):
        _followed(first, log)
        # Only one that its own references lead back to was followed on the way.
        found = log.followed.get(event.id)
        if found and found.circle:
            return found.circle
    return ()


def cycle(event: Event, log: Others) -> Iterator[Finding]:
    """References that lead back to the event itself."""
    circle = _circle(event, log)
    for field in ("part_of", "part_of_one_of", "after", "told_in"):
        for index, first in enumerate(getattr(event, field)):
            if circle and first == circle[1 % len(circle)]:
                way = [f"`{id}`" for id in (*circle, event.id)]
                chain = " → ".join(way if len(way) <= _CHAIN else [*way[: _CHAIN - 2], "…", way[-1]])
                yield Finding(
                    (field, index), "cycle", f"the events form a cycle: {chain}",
                    "remove one of the references", first, cause=frozenset(circle),
                )  # fmt: skip


def told(event: Event, log: Others) -> Iterator[Finding]:
    """An event that is part of the engagement at which it was only reported, or that came after it."""
    time = time_of(event, log)
    for index, id in enumerate(event.told_in):
        reporting = log.event(id)
        told = time_of(reporting, log) if reporting else None
        if time and told and told.end_latest < time.start_earliest:
            message = f"`{id}` ({told.text}) told of it before it happened ({time.text})"
            yield Finding(("told_in", index), "order", message, "correct one of the times, or record a plan", id)
    whole = {id for reporting in event.told_in for id in ancestors(reporting, log)}
    for index, id in enumerate(event.part_of):
        if id in whole:
            yield Finding(
                ("part_of", index),
                "told",
                f"`{event.id}` cannot be both `told_in` and `part_of` of `{id}`",
                "keep `told_in` if it was only spoken of there, and remove `part_of`",
            )


def ancestors(id: str, log: Others) -> set[str]:
    """An event, and all that it is part of."""
    waiting, seen = [id], set[str]()
    while waiting:
        event = log.event(waiting.pop())
        if event and event.id not in seen:
            seen.add(event.id)
            waiting += event.part_of
    return seen
