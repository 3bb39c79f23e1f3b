"""What relations, correspondence and protocol must make sense of: towards whom, beside whom, where, when."""

from collections.abc import Iterator

from timeline.checks.others import Finding, Others
from timeline.checks.sequence import ancestors
from timeline.checks.times import time_of
from timeline.checks.who import parties_of
from timeline.entries import (
    Actor,
    Attestation,
    Communication,
    Engagement,
    Event,
    Relations,
    Says,
)
from timeline.problems import KeyPath
from timeline.values import When, date_at, parse_instant, parse_when


def relations(event: Relations, log: Others) -> Iterator[Finding]:
    """Relations with nobody or with itself; a person where they are not about one. Source: RULES.md, 26."""
    if not event.to and not event.person and len(parties_of(event, log, "by")) < _MUTUAL:
        yield Finding((), "nobody", f"`{event.id}` does not say towards whom", "add `to`")
    yield from _to_itself(event, log)
    if event.person and event.relation not in {"ambassador-recalled", "persona-non-grata"}:
        message = f"`{event.relation}` is not about a person"
        yield Finding(("person",), "no-such-field", message, "remove `person`; whom it is towards is in `to`")


_MUTUAL = 2
"""Parties that act together need no other towards whom they do: two establish relations."""


def communication(event: Communication, log: Others) -> Iterator[Finding]:
    """A letter to nobody or to its writer; one that arrived before it was sent, or after it was recorded."""
    if not event.to:
        yield Finding((), "nobody", f"`{event.id}` does not say to whom", "add `to`")
    yield from _to_itself(event, log)
    for field in ("sent", "received"):
        day = parse_when(getattr(event, field)) if getattr(event, field) else None
        if day and event.recorded_at and day.start_earliest > date_at(parse_instant(event.recorded_at), event.zone):
            yield Finding((field,), "planned", f"{day.text} is in the future", "check the date")
    if event.sent and event.when and parse_when(event.when).end_latest < parse_when(event.sent).start_earliest:
        message = f"it happened ({event.when}) before it was sent ({event.sent})"
        yield Finding(("sent",), "order", message, "correct one of the times")
    if event.sent and event.received and parse_when(event.received).end_latest < parse_when(event.sent).start_earliest:
        message = f"it was received ({event.received}) before it was sent ({event.sent})"
        yield Finding(("received",), "order", message, "correct one of the times")


def _to_itself(event: Relations | Communication, log: Others) -> Iterator[Finding]:
    """Something that a party does to itself."""
    by, to = ({participant.who for participant in who} for who in (event.by, event.to))
    parties = parties_of(event, log, "by") | parties_of(event, log, "to")
    # A letter of a ministry to an association of the same state is one; that of a state to its own minister is none.
    if by and to and len(parties) == 1 and (by & to or parties & (by | to)) and not _is_body(by | to, log):
        hint = "name the other party"
        yield Finding(("to",), "itself", f"`{next(iter(parties))}` cannot do that to itself", hint)


def _is_body(who: set[str], log: Others) -> bool:
    """Whether somebody is an organisation, which may write to its own state."""
    found = (log.current(id) for id in who)
    return any(one and isinstance(one.entry, Actor) and one.entry.kind == "organisation" for one in found)


def others(entry: Event | Attestation, log: Others) -> Iterator[Finding]:
    """Somebody else without a name, with two, or for no party."""
    holder, at = _said(entry)
    for index, other in enumerate(holder.others):
        where: KeyPath = (*at, "others", index)
        if bool(other.who) == bool(other.name):
            hint = "write `who` for a registered actor, or `name` for anybody else"
            message = "it has both `who` and `name`" if other.who else "it has neither `who` nor `name`"
            yield Finding(where, "no-name", message, hint)
        if other.who and other.who in {participant.who for participant in (*holder.by, *holder.to)}:
            hint = "remove it here, or from `by` and `to`: `others` has only those who are not principals"
            yield Finding((*where, "who"), "twice", f"`{other.who}` is a principal already", hint)
        if other.for_ and other.for_ not in log.parties():
            yield Finding((*where, "for"), "unknown-party", *unknown_party(other.for_, log))


def unknown_party(sign: str, log: Others) -> tuple[str, str]:
    """The message and the hint for a code or an id that stands for no party."""
    parties = log.parties()
    own = next((code for code, id in parties.items() if sign in {id, code.lower()}), "")
    hint = f"did you mean `{own}`?" if own else f'record it first: an actor with kind = "state" and code = "{sign}"'
    if not own and not sign.isupper():
        hint = f"write the code of a party, or record `{sign}` first: an actor of a kind that can be a side"
    return f"there is no party with the {'code' if sign.isupper() else 'id'} {sign}", hint


def time_as_said(entry: Event | Attestation, _log: Others) -> Iterator[Finding]:
    """A part of the day beside an hour, or a day in words of no calendar. Source: RULES.md, 7 and 23."""
    holder, at = _said(entry)
    if holder.part_of_day and holder.start:
        message = "`part_of_day` is for a time without an hour"
        yield Finding((*at, "part_of_day"), "no-clock", message, "remove `part_of_day`, or `start`")
    for one, other in (("when_said", "calendar"), ("calendar", "when_said")):
        if getattr(holder, one) and not getattr(holder, other):
            yield Finding((*at, one), "no-calendar", f"`{one}` needs `{other}`", f"add `{other}`, or remove it")
    if holder.when_said and not holder.when:
        message = "`when_said` stands beside the same day of the common calendar"
        yield Finding((*at, "when_said"), "no-when", message, "add `when`")


def one_of(event: Event, log: Others) -> Iterator[Finding]:
    """A choice of one, of what is stated beside it, of what is no engagement, or outside of all their times."""
    chosen = [found for id in event.part_of_one_of if (found := log.event(id))]
    for index, found in enumerate(chosen):
        if not isinstance(found, Engagement):
            message = f"`{found.id}` is not an engagement"
            yield Finding(("part_of_one_of", index), "not-an-engagement", message, "name the meetings", found.id)
    times = [time for found in chosen if (time := time_of(found, log))]
    if event.when and times and len(times) == len(chosen) and all(map(parse_when(event.when).outside, times)):
        message = f"{event.when} is outside of all that it may be part of"
        yield Finding(("when",), "outside", message, "correct one of the times, or name the right ones")
    if len(event.part_of_one_of) == 1:
        hint = "write it in `part_of`, or name the others too"
        yield Finding(("part_of_one_of",), "no-choice", "`part_of_one_of` names one event only", hint)
    for index, id in enumerate(event.part_of_one_of):
        if any(id in ancestors(whole, log) for whole in event.part_of):
            message = f"`{event.id}` is part of `{id}`: that is stated in `part_of`"
            yield Finding(("part_of_one_of", index), "no-choice", message, "remove one of the two", id)


def margins(event: Engagement, log: Others) -> Iterator[Finding]:
    """A meeting on the margins of what it is part of. Source: RULES.md, 26."""
    whole = {id for part in (*event.part_of, *event.part_of_one_of) for id in ancestors(part, log)}
    time = time_of(event, log)
    for index, id in enumerate(event.on_margins_of):
        at, other = ("on_margins_of", index), log.event(id)
        if id in whole:
            message = f"`{event.id}` cannot be both part of `{id}` and on its margins"
            yield Finding(at, "told", message, "remove one of the two", id)
        if isinstance(other, Engagement) and event.id in other.on_margins_of:
            message = f"`{event.id}` and `{id}` cannot be on the margins of each other"
            yield Finding(at, "cycle", message, "remove one of the two", id, cause=frozenset({event.id, id}))
        there = time_of(other, log) if other else None
        if time and there and _apart(time, there) > _MARGIN:
            message = f"{time.text} is more than {_MARGIN} days away from `{id}`, which is {there.text}"
            yield Finding(at, "outside", message, "correct one of the times, or name the right conference", id)


_MARGIN = 14
"""Days before and after a conference that may still be on its margins: generous, to find a wrong year."""


def _apart(one: When, other: When) -> int:
    """The days that certainly lie between two times."""
    return max(one.start_earliest - other.end_latest, other.start_earliest - one.end_latest, 0)


def _said(entry: Event | Attestation) -> tuple[Event | Says, KeyPath]:
    return (entry.says, ("says",)) if isinstance(entry, Attestation) else (entry, ())
