"""Which topics, commitments and wording of one visit did another take up?"""

from datetime import date
from itertools import permutations

from msgspec import Struct

from timeline.answers.answer import Answer
from timeline.answers.names import event_named
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.problems import Misused
from timeline.projections.plain import Hidden
from timeline.projections.readouts import Reading, reading
from timeline.projections.two_visits import (
    CommitmentCompared,
    TopicCompared,
    WordingCompared,
    commitments_compared,
    of_visit,
    taken_up,
    topics_compared,
    wording_compared,
)
from timeline.projections.withdrawn import WithdrawnEvent, withdrawn_events
from timeline.projections.world import Account, World


class VisitRead(Struct, frozen=True, eq=False):
    """A visit, and how much of the texts about it was read."""

    account: Hidden[Account]
    id: str
    title: str
    time: str
    read: Reading
    """How much was read of the sources that are recorded to cover it, or a part of it."""


class TwoVisitsAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """Two visits compared. What is recorded of one only may have come up at the other, where nobody reported it."""

    first: VisitRead
    """The visit that began first; of two that may have begun on one day, the one that was named first."""
    second: VisitRead
    """The other visit."""
    topics: Table[TopicCompared]
    commitments: Table[CommitmentCompared]
    wording: Table[WordingCompared]
    """On the topics of both."""
    withdrawn: Table[WithdrawnEvent]


def two_visits_of(snapshot: Snapshot, one: str, other: str, on: date | None = None) -> TwoVisitsAnswer:
    """The two visits that words name, compared; with *on*, as they had begun by that day. Raises Misused."""
    named = event_named(snapshot, one), event_named(snapshot, other)
    if named[0] == named[1]:
        raise Misused(f"{one} and {other} are the same visit", hint=f"timeline compare {one}")
    world = _world(snapshot, snapshot.parts(named[0]) | snapshot.parts(named[1]))
    visits = sorted(named, key=lambda visit: world.accounts[visit].time.start_latest)
    for visit, whole in permutations(visits):
        if whole in world.accounts[visit].ancestors:
            raise Misused(f"{visit} is part of {whole}", hint="compare it with another visit")
    parts = [snapshot.parts(visit) for visit in visits]
    counted = world.counted(on or date.max)
    first, second = (
        of_visit((account for account in counted if account.id in ids), world.accounts[visit])
        for visit, ids in zip(visits, parts, strict=True)
    )
    ended = min(max(world.accounts[visit].time.end_latest for visit in visits), date.max.toordinal())
    until = min(on or date.max, date.fromordinal(max(ended, 1)))
    return TwoVisitsAnswer(
        basis=snapshot.basis(on),
        names=world.names,
        first=_read(snapshot, world.accounts[visits[0]], first),
        second=_read(snapshot, world.accounts[visits[1]], second),
        topics=Table(topics_compared(first, second)),
        commitments=Table(commitments_compared(first, second, world.counted(until))),
        wording=Table(wording_compared(first, second)),
        withdrawn=Table(withdrawn_events(a for a in world.everything if a.id in parts[0] | parts[1])),
    )


def _world(snapshot: Snapshot, ids: dict[str, None]) -> World:
    """The world of some events, with the commitments that they make or take up, and the stages of these."""
    events = [gathered.event for gathered in snapshot.gather(ids).values()]
    named = {id: None for event in events for id in taken_up(event)} | ids
    made = dict.fromkeys(snapshot.commitments_among(named))
    return snapshot.world(ids | made | snapshot.advancing(made))


def _read(snapshot: Snapshot, visit: Account, parts: tuple[Account, ...]) -> VisitRead:
    ids = {visit.id, *(account.id for account in parts)}
    return VisitRead(visit, visit.id, visit.event.title, visit.time.text, reading(snapshot.covering(ids)))
