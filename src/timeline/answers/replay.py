"""What happened at a visit, or between two states, step by step, and what did each step change?"""

from collections.abc import Sequence

from timeline.answers.answer import Answer
from timeline.answers.names import event_named, only_visit, party_named
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.problems import Misused
from timeline.projections.commitments import Owed, commitments
from timeline.projections.plain import Hidden
from timeline.projections.relationship import relationship
from timeline.projections.replay import Step, steps
from timeline.projections.world import Account, World

_TWO = 2


class ReplayAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """The steps of a visit and of what became of its commitments, or of all that concerns two states."""

    ROWS = "steps"

    world: Hidden[World]
    """What else a screen shows of events that are no steps."""
    title: str
    sides: tuple[str, ...]
    """The ISO codes of the two states whose relationship it follows; empty when there are not two."""
    steps: Table[Step]
    promises: Table[Owed] = Table()
    """The commitments of a visit, at their latest stage; empty for two states."""


def replay_of(snapshot: Snapshot, words: Sequence[str], *, recorded: bool = False) -> ReplayAnswer:
    """The replay of what *words* name: a visit, or two states; of the only visit for none. Raises Misused.

    recorded: in the order of recording, not of the world.
    """
    if len(words) > _TWO:
        raise Misused("replay takes one visit, two states, or files", hint="name one visit")
    if len(words) == _TWO:
        return _of_states(snapshot, *(party_named(snapshot, word) for word in words), recorded=recorded)
    visit = event_named(snapshot, words[0], or_states=True) if words else only_visit(snapshot)
    return _of_visit(snapshot, visit, recorded=recorded)


def _of_visit(snapshot: Snapshot, visit: str, *, recorded: bool) -> ReplayAnswer:
    parts = snapshot.parts(visit)
    promises = snapshot.commitments_among(parts)
    chosen = parts | snapshot.advancing(promises)
    states = two_states(snapshot.world([visit]).accounts[visit])
    world = snapshot.world(chosen | snapshot.concerning(*states) if states else chosen)
    start = relationship(*states) if states else None
    return ReplayAnswer(
        basis=snapshot.basis(),
        names=world.names,
        world=world,
        title=world.accounts[visit].event.title,
        sides=tuple(map(world.names.code, states)),
        steps=Table(steps(world, chosen, start, recorded=recorded, visit=visit)),
        promises=Table(owed for owed in commitments(world.order) if owed.key in promises),
    )


def _of_states(snapshot: Snapshot, one: str, other: str, *, recorded: bool) -> ReplayAnswer:
    world = snapshot.world(snapshot.concerning(one, other), actors=(one, other))
    chosen = {account.id: None for account in world.accounts.values() if account.between({one, other})}
    return ReplayAnswer(
        basis=snapshot.basis(),
        names=world.names,
        world=world,
        title=" and ".join(map(world.names.actor, (one, other))),
        sides=(world.names.code(one), world.names.code(other)),
        steps=Table(steps(world, chosen, relationship(one, other), recorded=recorded)),
    )


def two_states(visit: Account) -> tuple[str, ...]:
    """The state that visits and the state that is visited; none when there are not two."""
    travelling = sorted(visit.names.parties_of(participant.who for participant in visit.event.by))
    order = (*travelling, *(state for state in sorted(visit.parties) if state not in travelling))
    return order if len(order) == _TWO else ()
