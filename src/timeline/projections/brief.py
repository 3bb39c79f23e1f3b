"""What a brief says of some events: what one side alone reports, weighed, and the positions that were taken."""

from collections.abc import Collection, Iterable, Sequence
from itertools import product
from operator import itemgetter

from msgspec import Struct

from timeline.entries import (
    POSITION_ACTS,
    Announcement,
    Commitment,
    Communication,
    Engagement,
    OfficeChange,
    Relations,
    ScheduleChange,
    Scheduled,
    Signing,
    Source,
    Statement,
    Visit,
)
from timeline.projections.held import Position
from timeline.projections.plain import Hidden
from timeline.projections.readouts import cell, taking_part
from timeline.projections.relationship import position
from timeline.projections.world import Account
from timeline.values import VOICES

_TWO = 2


class OneSided(Struct, frozen=True, eq=False):
    """A point that one party alone reports, though the other took part."""

    account: Hidden[Account]
    event: str
    position: int
    title: str
    side: str
    """The ISO code of the party that reports it."""
    other: str
    """What the other party's texts have of it: they are `silent`, `not-retold` or `unknown`."""
    weight: int
    """How soon a brief lists it, from 0: amounts, commitments and dates come first."""


class Taken(Struct, frozen=True, eq=False):
    """A position that was taken, and the one before it."""

    position: Position
    """The position."""
    before: Position | None
    """The latest earlier position of the same state on one of its topics; None when none is recorded."""

    @property
    def changed(self) -> bool:
        """Whether an earlier position on one of its topics was expressed in another way."""
        return self.before is not None and self.before.act != self.position.act


def one_sided(accounts: Iterable[Account], parties: Sequence[str], sources: Collection[Source]) -> tuple[OneSided, ...]:
    """The points among *accounts* (in world order) that one of two *parties* alone reports, weightiest first.

    parties: their ids; sources: all that cover an event, cited or not. A visit and its offices are no points; a point
    within another one of them is left out, unless it has an amount, a date or a commitment.
    """
    found: dict[str, OneSided] = {}
    for account in accounts:
        sides = [side for side in account.sides if side not in VOICES]
        if len(parties) == _TWO and len(sides) == 1 and taking_part(account).issuperset(parties):
            weight = _weight(account)
            if weight is not None and (weight <= _DATED or found.keys().isdisjoint(account.ancestors)):
                other = next(code for code in map(account.names.code, parties) if code != sides[0])
                found[account.id] = OneSided(
                    account, account.id, account.position, account.event.title, sides[0],
                    cell(account, other, sources), weight,
                )  # fmt: skip
    return tuple(sorted(found.values(), key=lambda point: point.weight))


_DATED = 3


def _weight(account: Account) -> int | None:
    """How soon a brief lists an event; None for what is no point."""
    match event := account.event:
        case OfficeChange() | Visit() | Scheduled() | ScheduleChange() | Relations() | Communication():
            return None
        case Commitment():
            return 0 if event.money or event.quantity else 2
        case Signing():
            return 1
        case Announcement():
            return _DATED if event.due else 4
        case Statement():
            return 5 if event.act in POSITION_ACTS else 6
        case Engagement():
            return 7
        case _:
            return 8


def positions_taken(accounts: Iterable[Account], chosen: Collection[str], states: Collection[str]) -> tuple[Taken, ...]:
    """The positions that some of *states* took in the *chosen* events; those that changed first, then the latest.

    accounts: all that concern the states, in world order. A position within another one of the same event is left out.
    """
    found: dict[str, Taken] = {}
    # Of each state on each topic, with its place in the order.
    latest: dict[tuple[str, str], tuple[int, Position | None]] = {}
    for at, account in enumerate(accounts):
        event = account.event
        taken = position(account, event, states) if isinstance(event, Statement) else None
        if taken is None:
            continue
        on_topics = list(product(taken.states, taken.topics))
        if account.id not in chosen:
            latest |= dict.fromkeys(on_topics, (at, taken))
        elif found.keys().isdisjoint(account.ancestors):
            before = max((latest[key] for key in on_topics if key in latest), key=itemgetter(0), default=(0, None))
            found[taken.key] = Taken(taken, before[1])
    latest_first = tuple(found.values())[::-1]
    return tuple(sorted(latest_first, key=lambda taken: not taken.changed))
