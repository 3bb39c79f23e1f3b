"""When an event happened: on its own, within its parents, and against what is dated by it."""

from collections.abc import Iterator

from msgspec import structs

from timeline.checks.others import Finding, Others
from timeline.entries import Attestation, Event, Says, Source, wholes_of
from timeline.problems import KeyPath
from timeline.values import (
    BadValue,
    When,
    date_at,
    day_never_was,
    earliest_date,
    in_zone,
    instants_of,
    parse_instant,
    parse_when,
)


def time_of(event: Event, log: Others) -> When | None:
    """When an event happened: its own time, or some time within that of its parent."""
    seen: set[str] = set()
    while not event.when:
        seen.add(event.id)
        parent = log.event(event.part_of[0]) if len(event.part_of) == 1 else None
        if parent is None or parent.id in seen:
            return None
        event = parent
    own = parse_when(event.when)
    return own.within() if seen else own


def when(event: Event, log: Others) -> Iterator[Finding]:
    """An event without a time, a clock without an hour, a time that cannot be."""
    if not event.when and not wholes_of(event):
        yield Finding(
            (),
            "no-when",
            f"`{event.id}` has no `when`, and is not part of an event that has one",
            "add `when`, at least [..2024-07-05] (on or before)",
        )
    time = time_of(event, log)
    yield from _clock(event, time, ())
    if time is not None:
        yield from within_parents(event, time, log)
        yield from _not_planned(event, time, log)


def attested_clock(attestation: Attestation, log: Others) -> Iterator[Finding]:
    """A clock without an hour, or a time that never was, among the values of an attestation."""
    says, event = attestation.says, log.event(attestation.event)
    assert event is not None, "unknown events are reported before"
    # Without a day of its own the attestation speaks of that of the event, on the clocks of the event's zone alone.
    same = not says.zone or not event.zone or says.zone == event.zone
    time = parse_when(says.when) if says.when else time_of(event, log) if same else None
    yield from _clock(says, time, ("says",))
    if says.when:
        yield from _attested_when(attestation, event, log)


def _attested_when(attestation: Attestation, event: Event, log: Others) -> Iterator[Finding]:
    """A time to come; and one outside of what the event is part of, whose time it has if no source gives another."""
    says = attestation.says
    own = structs.replace(
        event, when=says.when, start=says.start, zone=says.zone or event.zone, evidence=attestation.evidence,
        recorded_at=attestation.recorded_at,
    )  # fmt: skip
    found = [*_not_planned(own, parse_when(says.when), log)]
    found += [] if event.when else within_parents(own, parse_when(says.when), log)
    for finding in found:
        at = finding.at if finding.at[0] == "evidence" else ("says", *finding.at)
        hint = finding.hint if finding.code != "outside" else "attest the time of the whole too, or correct this one"
        yield finding._replace(at=at, hint=hint)


def _clock(holder: Event | Says, time: When | None, at: KeyPath) -> Iterator[Finding]:
    """Details of a clock time that is missing, and a time that the clocks of its zone never showed."""
    if holder.zone and not (holder.start or holder.when or holder.part_of_day):
        told_of, hint = "`zone` needs a time", "add `when` or `start`, or remove it"
        yield Finding((*at, "zone"), "no-clock", told_of, hint)
    elif holder.approximate and not (holder.start or holder.minutes):
        told_of = "`approximate` needs a clock time or a duration"
        yield Finding((*at, "approximate"), "no-clock", told_of, "add `start` or `minutes`, or remove it")
    elif time and holder.zone:
        yield from _never(holder, time, at)


def _never(holder: Event | Says, time: When, at: KeyPath) -> Iterator[Finding]:
    """The first day of a time, of all its members and ends, that its zone skipped; the first hour that it did."""
    for day in time.days:
        if day_never_was(day, holder.zone):
            told_of = f"there was no {day.isoformat()} in {holder.zone}: its calendar skipped that day"
            where = (*at, "when" if holder.when else "zone")
            yield Finding(where, "no-such-time", told_of, "correct the day, or the zone")
            return
        if not holder.start:
            continue
        try:
            instants_of(day, holder.start, holder.zone)
        except BadValue as bad:
            yield Finding((*at, "start"), "no-such-time", bad.message, bad.hint)
            return


def within_parents(event: Event, time: When, log: Others) -> Iterator[Finding]:
    """An event dated outside of what it is part of."""
    for id in event.part_of:
        parent = log.event(id)
        whole = time_of(parent, log) if parent else None
        if event.when and parent and whole and _in_zone_of(parent, event, time).outside(whole):
            yield Finding(
                ("when",), "outside", f"{time.text} is outside `{id}`, which is {whole.text}",
                f"correct one of them, or remove `{id}` from `part_of`",
            )  # fmt: skip


def _in_zone_of(parent: Event, event: Event, time: When) -> When:
    """The time of an event as the calendar of what it is part of has it, where both name their zones."""
    if not parent.zone or not event.zone or parent.zone == event.zone:
        return time
    return in_zone(time, event.zone, parent.zone)


def _not_planned(event: Event, time: When, log: Others) -> Iterator[Finding]:
    hint = "check the dates; record a plan as `scheduled`, a commitment, or an announcement with `due`"
    if event.recorded_at and time.start_earliest > date_at(parse_instant(event.recorded_at), event.zone):
        yield Finding(("when",), "planned", f"{time.text} is in the future", hint)
    for index, item in enumerate(event.evidence):
        source = log.current(item.source)
        if source and isinstance(source.entry, Source) and source.entry.date:
            said = parse_when(source.entry.date)
            # A source is dated by the calendar of its own place, which it does not name.
            if earliest_date(time, event.start, event.zone) > said.end_latest:
                yield Finding(
                    ("evidence", index, "source"),
                    "planned",
                    f"the event ({time.text}) is later than the source that reports it, `{item.source}` of {said.text}",
                    hint,
                )


def due(event: Event, log: Others) -> Iterator[Finding]:
    """A commitment that was due before it was made."""
    due, time = getattr(event, "due", ""), time_of(event, log)
    if due and time and parse_when(due).end_latest < time.start_earliest:
        yield Finding(
            ("due",), "order", f"it was due in {due}, before it was made in {time.text}", "correct one of them"
        )
