"""Meetings: who met whom, when, and in which office."""

from collections.abc import Collection, Iterable
from datetime import date

from msgspec import Struct

from timeline.entries import Engagement, Participant, Visit
from timeline.projections.offices import Term, offices_of
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
        *account.clock, place_of(account), tuple(present(account, terms)), account.sides,
    )  # fmt: skip


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
        yield Present(who, account.names.party_of(who), stated or offices_of(terms, who, day), bool(stated), behalf)


def _offices(participants: Iterable[Participant]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(office for participant in participants for office in participant.offices))
