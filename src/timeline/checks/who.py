"""Who takes part, and in which office."""

from collections.abc import Iterable, Iterator
from itertools import islice

from msgspec import Struct, structs

from timeline.checks.others import Finding, Others
from timeline.checks.times import time_of
from timeline.entries import (
    Actor,
    Attestation,
    Commitment,
    Entry,
    Event,
    OfficeChange,
    Participant,
    Progress,
    Recorded,
    Says,
    acting,
)
from timeline.entries.fields import BEGINNING, ENDING, TENURE
from timeline.problems import KeyPath
from timeline.values import OPEN_AFTER, OPEN_BEFORE, When, in_zone, parse_when


def somebody(event: Event, _log: Others) -> Iterator[Finding]:
    """A statement, commitment or remark by nobody."""
    if not event.by:
        yield Finding((), "nobody", f"`{event.id}` has no `by`", "add `by`")


def parties_of(event: Event, log: Others, side: str = "") -> frozenset[str]:
    """The parties for whom somebody takes part in an event, on one side (`by` or `to`) or both.

    Of somebody of no party it is the empty id.
    """
    who = acting([*(event.by if side != "to" else ()), *(event.to if side != "by" else ())])
    found = (log.current(id) for id in who)
    actors = [one.entry for one in found if one and isinstance(one.entry, Actor)]
    return frozenset(_party_of(actor, log) for actor in actors)


def _party_of(actor: Actor, log: Others) -> str:
    """The party that an actor is or acts for, directly or in an organisation; empty for none."""
    above = log.current(actor.of) if actor.of and not actor.is_party else None
    within = above.entry.of if above and isinstance(above.entry, Actor) else ""
    return actor.id if actor.is_party else within or actor.of


def owed(event: Commitment, _log: Others) -> Iterator[Finding]:
    """A commitment of somebody to itself."""
    by, to = ({participant.who for participant in who} for who in (event.by, event.to))
    if len(by) == 1 and by == to:
        message = f"`{event.by[0].who}` cannot owe it to itself"
        yield Finding(("to",), "itself", message, "name the other party, or leave `to` out")


def advanced(event: Event, _log: Others) -> Iterator[Finding]:
    """A commitment that reaches two stages at once. One reached before it was told of is no mistake: RULES.md, 20."""
    seen = set[str]()
    for index, advance in enumerate(event.advances):
        if advance.commitment in seen:
            message = f"`{advance.commitment}` reaches another stage at the same event already"
            yield Finding(("advances", index), "twice", message, "record the last of the stages, or another event")
        seen.add(advance.commitment)


def advances(event: Progress, _log: Others) -> Iterator[Finding]:
    """Progress of no commitment."""
    if not event.advances:
        yield Finding(
            (),
            "no-stage",
            f"`{event.id}` advances no commitment",
            'add `advances = { commitment = "…", stage = "signed" }`',
        )


def offices(entry: Event | Attestation, log: Others) -> Iterator[Finding]:
    """A person in an office that the person certainly did not hold then. Source: RULES.md, 12."""
    for event, at, participant in _in_office(entry, log):
        several = isinstance(participant.as_, tuple)
        for index, office in enumerate(participant.offices):
            yield from _outside((*at, index) if several else at, participant.who, office, event, log)


def holders(change: OfficeChange, log: Others) -> Iterator[Finding]:
    """What an office event makes of those who are recorded in the office."""
    yield from _left_outside(change, ("when",), log, change)


def unheld(change: OfficeChange, log: Others) -> Iterator[Finding]:
    """What the withdrawal of an office event makes of those who are recorded in the office."""
    yield from _left_outside(change, ("entry",), log, None)


def _left_outside(change: OfficeChange, at: KeyPath, log: Others, now: OfficeChange | None) -> Iterator[Finding]:
    # Those of its own file are reported at their own places.
    recorded = (found for found in log.referring(change.office, "as") if found.position < log.first)
    for found in _in_force(recorded, log):
        for event, _, participant in _in_office(found.entry, log):
            if participant.who == change.person and change.office in participant.offices:
                wrong = _outside(at, participant.who, change.office, event, log, now)
                hint = f"correct this, or correct `{found.entry.id}` first"
                yield from (finding._replace(other=found.entry.id, hint=hint) for finding in wrong)


def _in_office(entry: Entry, log: Others) -> Iterator[tuple[Event, KeyPath, Participant]]:
    """The participants with an office: the event, the place of the participant, and the participant."""
    said: Event | Says
    if isinstance(entry, Event):
        event, said, where = entry, entry, KeyPath()
    else:
        assert isinstance(entry, Attestation), "only events and attestations have participants"
        of = log.event(entry.event)
        assert of is not None, "unknown events are reported before"
        said, where = entry.says, ("says",)
        event = structs.replace(of, when=said.when) if said.when else of
    for side in ("by", "to"):
        for index, participant in enumerate(getattr(said, side)):
            if participant.as_:
                yield event, (*where, side, index, "as"), participant


def _outside(
    at: KeyPath, person: str, office: str, event: Event, log: Others, change: OfficeChange | None = None
) -> Iterator[Finding]:
    """What is wrong with somebody in an office; with *change* as one of the changes of the office."""
    terms = _terms(_changes(person, office, log, change), event.zone)
    time = time_of(event, log)
    if terms and (time is None or any(term.may_hold(time) for term in terms)):
        return
    message = f"no `office` event says that `{person}` was `{office}`"
    if terms and time:
        message = f"`{person}` was not `{office}` at the time ({time.text}): {'; '.join(term.text for term in terms)}"
    hint = "add an `office` event that says from when to when, or correct `as`"
    yield Finding(at, "not-in-office", message, hint, cause=frozenset({event.id, person, office}))


class Term(Struct, frozen=True):
    """A time in office, as far as its beginning and its end are known."""

    assumed: OfficeChange | None
    left: OfficeChange | None
    after: OfficeChange | None = None
    """The end of the term before, if the beginning is not known."""
    zone: str = ""
    """Whose calendar it is compared on."""

    def may_hold(self, time: When) -> bool:
        """Whether something at a time may have been within the term, its first and last day among it."""
        begin = self.assumed or self.after
        begins = _when(begin, self.zone).start_earliest if begin else OPEN_BEFORE
        ends = _when(self.left, self.zone).end_latest if self.left else OPEN_AFTER
        return any(when.start_earliest <= ends and begins <= when.end_latest for when in time.pieces)

    @property
    def changes(self) -> tuple[OfficeChange, ...]:
        """The events that record its beginning and its end."""
        return tuple(change for change in (self.assumed, self.left) if change)

    def overlaps(self, other: "Term") -> bool:
        """Whether both were certainly in office on the same day, other than the one of the handover."""
        begun = max(_when(term.assumed, self.zone).start_latest for term in (self, other) if term.assumed)
        ends = [_when(term.left, self.zone).end_earliest if term.left else OPEN_AFTER for term in (self, other)]
        return begun < min(ends)

    @property
    def text(self) -> str:
        """`in office from 2013 to 2022-12-30`, `in office until 2022-12-30`."""
        begins = f" from {self.assumed.when}" if self.assumed else ""
        ends = f" {'to' if self.assumed else 'until'} {self.left.when}" if self.left else ""
        return f"in office{begins}{ends}"


def _when(change: OfficeChange, zone: str) -> When:
    """The time of a change, on the calendar of *zone* where both zones are known. Source: RULES.md, 7."""
    own = parse_when(change.when)
    return in_zone(own, change.zone, zone) if zone and change.zone and zone != change.zone else own


def _terms(changes: list[OfficeChange], zone: str) -> list[Term]:
    """The terms that the changes of one person in one office make.

    A term without an end lasts until the next one; an end without a beginning ends a term that began before all others,
    or after the one before.
    """
    terms = list[Term]()
    waiting = sorted(changes, key=_in_order)
    while waiting:
        change = waiting.pop(0)
        is_open = bool(terms) and terms[-1].left is None
        begins = change.change in BEGINNING
        if not begins and not is_open and (began := _begun_before_its_end(change, waiting)):
            # Told of a year or a month, it ended a term that began within it.
            waiting.remove(began)
            terms.append(Term(began, change, zone=zone))
        elif begins and is_open and change.change != "assumed":
            # Who has arrived, and then presents credentials, is in one term.
            continue
        elif begins:
            terms.append(Term(change, None, zone=zone))
        elif is_open:
            terms[-1] = Term(terms[-1].assumed, change, zone=zone)
        else:
            terms.append(Term(None, change, terms[-1].left if terms else None, zone))
    return terms


def _in_order(change: OfficeChange) -> tuple[int, bool, int]:
    when = parse_when(change.when)
    return (when.order_key, change.change in BEGINNING, when.end_latest)


def _begun_before_its_end(left: OfficeChange, later: list[OfficeChange]) -> OfficeChange | None:
    ended = parse_when(left.when).end_latest
    return next(
        (change for change in later if change.change in BEGINNING and parse_when(change.when).start_earliest <= ended),
        None,
    )


def _changes(person: str, office: str, log: Others, own: OfficeChange | None = None) -> list[OfficeChange]:
    """The changes of a person in an office that have a time; *own* as it is given."""
    known = {
        event.id: event
        for event in (found.entry for found in _in_force(log.referring(person, "person"), log))
        if isinstance(event, OfficeChange)
    }
    if own is not None:
        known[own.id] = own
    return [
        change
        for change in known.values()
        if (change.person, change.office) == (person, office) and change.when and change.change in TENURE
    ]


_HOLDING = (None, "substantive", "caretaker")
"""The capacities in which somebody is the holder of an office."""
_MOST = 200
"""The most changes of office of one person: each is compared with all others."""


def tenure(event: OfficeChange, log: Others) -> Iterator[Finding]:
    """An office that was left before it was taken, where no earlier term explains it. Source: RULES.md, 12."""
    if sum(1 for _ in islice(log.referring(event.person, "person"), _MOST + 1)) > _MOST:
        message = f"there are more than {_MOST} changes of office of `{event.person}`"
        yield Finding(("person",), "too-many", message, "check that this is one person")
        return
    changes = _changes(event.person, event.office, log, event)
    assumed = [change for change in changes if change.change in BEGINNING]
    first = min(assumed, key=lambda change: parse_when(change.when).start_earliest, default=None)
    for left in (change for change in changes if change.change in ENDING):
        ended = parse_when(left.when)
        if first and parse_when(first.when).start_earliest > ended.end_latest and event.id in {left.id, first.id}:
            message = f"`{event.person}` left `{event.office}` ({left.when}) before assuming it ({first.when})"
            hint = "correct one of the dates, or record the earlier term"
            yield Finding(("when",), "order", message, hint, cause=frozenset({left.id, first.id}))
            return


def several(event: OfficeChange, log: Others) -> Iterator[Finding]:
    """Two holders of an office that has one; who acts for the incumbent is none. Source: RULES.md, 12."""
    office = log.current(event.office)
    if not isinstance(office.entry if office else None, Actor) or getattr(office.entry, "holders", None) != "one":  # type: ignore[union-attr]  # as above
        return
    found = islice(log.referring(event.office, "office"), _MOST)
    people = {change.entry.person for change in _in_force(found, log) if isinstance(change.entry, OfficeChange)}
    own = [term for term in _held(event.person, event, log) if event.id in {change.id for change in term.changes}]
    for person in sorted(people - {event.person}):
        for term in _held(person, event, log, own=False):
            if any(term.overlaps(mine) for mine in own):
                message = f"`{event.office}` has one holder at a time, and `{person}` is recorded in it ({term.text})"
                hint = f"record when `{person}` left it, or give the `capacity` of one of them: acting"
                ids = frozenset(change.id for change in (*term.changes, event))
                yield Finding(("office",), "two-holders", message, hint, term.changes[0].id, cause=ids)
                return


def _held(person: str, event: OfficeChange, log: Others, *, own: bool = True) -> list[Term]:
    """The terms for which somebody held the office of an event as its holder."""
    changes = _changes(person, event.office, log, event if own else None)
    terms = _terms([change for change in changes if change.capacity in _HOLDING], event.zone)
    return [term for term in terms if term.assumed]


def _in_force(found: Iterable[Recorded], log: Others) -> Iterator[Recorded]:
    ids = (recorded.entry.id for recorded in found)
    return (now for id in ids if not log.withdrawal(id) and (now := log.current(id)))
