"""What is the relationship between two states on a day?"""

from datetime import date

from timeline.answers.answer import Answer
from timeline.answers.snapshot import Snapshot
from timeline.problems import Misused
from timeline.projections.commitments import Owed, as_of, later_stages
from timeline.projections.held import Contact, Disagreement, Initiative, Instrument, Level, Mechanism, Position, Touched
from timeline.projections.plain import Hidden
from timeline.projections.relationship import fold, relationship
from timeline.projections.totals import Total
from timeline.projections.withdrawn import WithdrawnEvent, withdrawn_events
from timeline.projections.world import Account

_LASTING = ("visit", "meeting", "courtesy-call", "dinner", "site-visit", "phone-call", "conference")


class RelationshipAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """The relationship of two states on a day, with what is not certain yet. Lists are latest first."""

    title: Hidden[str]
    """The names of the two states."""
    on: Hidden[date]
    states: tuple[str, ...]
    """The ISO codes of the two states."""
    under_way: tuple[Account, ...]
    """The events that had begun and not ended."""
    possible: tuple[Account, ...]
    """The events that may have begun, but not certainly: they are not counted."""
    contacts: int
    """How many engagements of both there were."""
    status: tuple[Level, ...]
    last_contact: tuple[Contact, ...]
    instruments: tuple[Instrument, ...]
    commitments: tuple[Owed, ...]
    """What one owes the other."""
    dialogues: tuple[Mechanism, ...]
    initiatives: tuple[Initiative, ...]
    positions: tuple[Position, ...]
    to_others: tuple[Owed, ...]
    """What either owes others, or nobody in particular."""
    conflicts: tuple[Disagreement, ...]
    topics: tuple[Touched, ...]
    totals: tuple[Total, ...]
    """What the signed documents amount to, by currency."""
    later_stages: int
    """How many stages of the commitments came after the day."""
    later: Hidden[tuple[Account, ...]]
    """The events that brought these."""
    withdrawn: tuple[WithdrawnEvent, ...]


def relationship_of(snapshot: Snapshot, one: str, other: str, on: date) -> RelationshipAnswer:
    """The relationship of two states, given by id, on a day. Raises Misused for one and the same."""
    if one == other:
        raise Misused("a relationship has two states", hint="name two")
    world = snapshot.world(snapshot.concerning(one, other), actors=(one, other))
    state, pair = fold(relationship(one, other), world.counted(on)), {one, other}
    owed = [owed.key for owed in (*state.commitments, *state.to_others)]
    later = later_stages(owed, world, on)
    return RelationshipAnswer(
        basis=snapshot.basis(on),
        names=world.names,
        title=" and ".join(map(world.names.actor, (one, other))),
        on=on,
        states=tuple(filter(None, map(world.names.code, (one, other)))),
        under_way=tuple(a for a in world.order if a.states >= pair and _is_under_way(a, on)),
        possible=tuple(a for a in world.possible(on) if a.between(pair)),
        contacts=state.contacts,
        status=state.status,
        last_contact=state.last_contact,
        instruments=state.instruments,
        commitments=as_of(state.commitments, world, on),
        dialogues=state.dialogues,
        initiatives=state.initiatives,
        positions=state.positions,
        to_others=as_of(state.to_others, world, on),
        conflicts=state.conflicts,
        topics=state.topics,
        totals=state.totals,
        later_stages=len(later),
        later=later,
        withdrawn=withdrawn_events(a for a in world.everything if a.withdrawn and a.between(pair)),
    )


def _is_under_way(account: Account, on: date) -> bool:
    return account.event.what in _LASTING and account.time.under_way_on(on)
