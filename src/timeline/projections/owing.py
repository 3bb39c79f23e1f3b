"""The commitments of a relationship: those between the two states, and those of either to others."""

from typing import TypeVar

import msgspec
from msgspec import Struct

from timeline.entries import Advance, Commitment, acting
from timeline.projections.commitments import Owed, Reached, owed, reached
from timeline.projections.held import Held
from timeline.projections.world import Account


class Owing(Struct, frozen=True, kw_only=True):
    """What two states owe, latest first."""

    states: tuple[str, str]
    commitments: tuple[Owed, ...] = ()
    """Of one to the other."""
    to_others: tuple[Owed, ...] = ()
    """Of either to others, or to nobody in particular."""
    of_others: tuple[Owed, ...] = ()
    """Of neither, where it concerns both: a firm, another state."""
    pending: tuple[tuple[str, Reached], ...] = ()
    """Stages reached by events that come before the commitment itself."""


OWED = ("commitments", "to_others", "of_others")
"""The sections of commitments."""
S = TypeVar("S", bound=Owing)


def put(standing: S, section: str, held: Held, *, replacing: bool = False) -> S:
    """*standing* with *held* first in a section, replacing the item with its key (or all items)."""
    old: tuple[Held, ...] = () if replacing else getattr(standing, section)
    return msgspec.structs.replace(standing, **{section: (held, *(other for other in old if other.key != held.key))})


def promise(standing: S, account: Account, event: Commitment) -> S:
    """*standing* with the commitment that an event makes, at the stage that it has reached."""
    earlier = tuple(reached for id, reached in standing.pending if id == event.id)
    left = tuple(item for item in standing.pending if item[0] != event.id)
    section = _section(account, event, standing.states)
    return put(msgspec.structs.replace(standing, pending=left), section, owed(account, event, earlier))


def _section(account: Account, event: Commitment, states: tuple[str, str]) -> str:
    owing, owed_to = (account.names.parties_of(acting(who)) for who in (event.by, event.to))
    if owing.isdisjoint(states):
        return "of_others"
    between = any(one in owing and other in owed_to for one, other in (states, states[::-1]))
    # What both owe is owed to each other, unless it is owed to somebody else.
    mutual = owing.issuperset(states) and (not owed_to or not owed_to.isdisjoint(states))
    return "commitments" if between or mutual else "to_others"


def advance(standing: S, account: Account, step: Advance) -> S:
    """*standing* with a commitment brought to a stage; the stage of one that is still to come is kept for it."""
    stage = reached(account, step)
    for section in OWED:
        for item in getattr(standing, section):
            if item.key == step.commitment:
                moved = msgspec.structs.replace(item, account=account, event=account.id, stages=(*item.stages, stage))
                return put(standing, section, moved)
    return msgspec.structs.replace(standing, pending=(*standing.pending, (step.commitment, stage)))
