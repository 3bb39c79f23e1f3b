"""Meetings: who met whom, when, and in which office."""

from collections.abc import Collection, Iterable
from datetime import date

from msgspec import Struct

from timeline.entries import Engagement, Other, Participant, Visit
from timeline.projections.offices import DESIGNATE, Term, capacities_of
from timeline.projections.plain import Hidden
from timeline.projections.stated import place_of
from timeline.projections.world import Account


class Present(Struct, frozen=True):
    """Somebody who took part in a meeting."""

    who: str
    """The id of the actor."""
    party: str
    """The id of the state that the actor acts for, or is; empty when there is none."""
    offices: tuple[str, ...] = ()
    """The ids of the offices held at the meeting."""
    stated: bool = False
    """Whether a source of the meeting, or of what it is part of, states the office; else the record of offices does."""
    on_behalf_of: str = ""
    """The id of the actor who was represented; empty for nobody."""
    capacities: tuple[str, ...] = ()
    """The capacity in each office by the record: `acting`, `designate`; `substantive` where none is said."""

    @property
    def held(self) -> dict[str, str]:
        """The capacity in each office, by its id."""
        return dict(zip(self.offices, self.capacities, strict=True))


class Met(Struct, frozen=True, eq=False):
    """An engagement at which people met."""

    account: Hidden[Account]
    event: str
    position: int
    what: str
    title: str
    when: str
    start: str
    """The clock time at which it began; empty when it is unknown or in conflict."""
    zone: str
    place: str
    """Where it was; empty when no source says, or they disagree."""
    people: tuple[Present, ...]
    """Those who took part."""
    sides: tuple[str, ...]
    others: tuple[Other, ...] = ()
    """Who was there beside the principals: host, mediator, witness, observer, interpreter, members of delegations."""
    on_margins_of: tuple[str, ...] = ()
    """The ids of the conferences on whose margins it was."""


def is_meeting(account: Account) -> bool:
    """Whether people met at it: an engagement other than a visit, whose meetings are its parts."""
    return isinstance(account.event, Engagement) and not isinstance(account.event, Visit)


def meetings(
    accounts: Iterable[Account], sides: Collection[Collection[str]], terms: Collection[Term]
) -> tuple[Met, ...]:
    """The meetings among *accounts* in which somebody of each of the *sides* took part.

    sides: sets of ids of actors; terms: the offices of those who took part.
    """
    return tuple(
        _met(account, terms)
        for account in accounts
        if is_meeting(account) and all(not account.took_part.isdisjoint(side) for side in sides)
    )


def _met(account: Account, terms: Collection[Term]) -> Met:
    return Met(
        account, account.id, account.position, account.event.what, account.event.title, account.time.text,
        *account.clock, place_of(account), tuple(present(account, terms)), account.sides, others_of(account),
        margins_of(account),
    )  # fmt: skip


def margins_of(account: Account) -> tuple[str, ...]:
    """The ids of the conferences on whose margins it was, according to any source."""
    given = (value.value for value in account.said("on_margins_of"))
    return tuple(dict.fromkeys(str(id) for value in given if isinstance(value, tuple) for id in value))


def others_of(account: Account) -> tuple[Other, ...]:
    """Those who were there beside the principals, according to any source; once each."""
    given = (value.value for value in account.said("others"))
    listed = (one for value in given for one in (value if isinstance(value, tuple) else (value,)))
    return tuple(dict.fromkeys(one for one in listed if isinstance(one, Other)))


def present(account: Account, terms: Collection[Term]) -> Iterable[Present]:
    """Those who took part in an event, each once, with their offices.

    An office is the one that a source gives at the event, or at what it is part of; else those that the person held.
    """
    day = date.fromordinal(min(account.time.end_latest, date.max.toordinal()))
    people: dict[str, list[Participant]] = {}
    for participant in account.participants():
        people.setdefault(participant.who, []).append(participant)
    above = [participant for whole in account.wholes for participant in whole.participants()]
    for who, same in people.items():
        stated = _offices(same) or _offices(participant for participant in above if participant.who == who)
        behalf = next((participant.on_behalf_of for participant in same if participant.on_behalf_of), "")
        known = capacities_of(terms, who, day)
        offices = stated or tuple(office for office, capacity in known.items() if capacity != DESIGNATE)
        capacities = tuple(known.get(office, "substantive") for office in offices)
        yield Present(who, account.names.party_of(who), offices, bool(stated), behalf, capacities)


def _offices(participants: Iterable[Participant]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(office for participant in participants for office in participant.offices))
