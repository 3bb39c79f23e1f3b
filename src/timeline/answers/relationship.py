"""What is the relationship between two states on a day?"""

from datetime import date

from msgspec.structs import replace

from timeline.answers.answer import Answer
from timeline.answers.names import two_parties_named
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import Engagement
from timeline.projections.commitments import Owed, as_of, later_stages
from timeline.projections.documents import Instrument, standing_first
from timeline.projections.held import (
    Contact,
    Correspondence,
    Disagreement,
    Initiative,
    Level,
    Mechanism,
    Position,
    Relation,
    Touched,
)
from timeline.projections.owing import OWED
from timeline.projections.plain import Hidden
from timeline.projections.plans import Planned
from timeline.projections.relationship import fold, relationship
from timeline.projections.totals import Total
from timeline.projections.withdrawn import WithdrawnEvent, withdrawn_events
from timeline.projections.world import Account


class RelationshipAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """The relationship of two states on a day, and what is not certain yet. Lists are latest first."""

    title: Hidden[str]
    """The names of the two states."""
    on: Hidden[date]
    states: tuple[str, ...]
    """The ISO codes of the two states."""
    under_way: Table[Account]
    """The events that had begun and not ended."""
    possible: Table[Account]
    """The events that may have begun, though that is not certain; they are not counted."""
    contacts: int
    """How many engagements of both there were."""
    status: Table[Level]
    relations: Table[Relation]
    """What one did to its relations with the other, or to its recognition of it."""
    last_contact: Table[Contact]
    last_correspondence: Table[Correspondence]
    scheduled: Table[Planned]
    """The engagements that were planned and are neither held nor cancelled."""
    past_plans: tuple[str, ...]
    """The ids of the other plans: held or cancelled."""
    instruments: Table[Instrument]
    """The documents, those that have ended last."""
    commitments: Table[Owed]
    """What one owes the other."""
    dialogues: Table[Mechanism]
    initiatives: Table[Initiative]
    positions: Table[Position]
    to_others: Table[Owed]
    """What either owes others, or nobody in particular."""
    of_others: Table[Owed]
    """What others owe, where it concerns both."""
    conflicts: Table[Disagreement]
    topics: Table[Touched]
    totals: Table[Total]
    """What the signed documents amount to, by currency."""
    later_stages: int
    """How many stages of the commitments came after the day."""
    later: Hidden[tuple[Account, ...]]
    """The events that brought these."""
    withdrawn: Table[WithdrawnEvent]


def relationship_of(snapshot: Snapshot, first: str, second: str, on: date) -> RelationshipAnswer:
    """The relationship of the two states that words name, on a day. Raises Misused, for one and the same too."""
    one, other = two_parties_named(snapshot, first, second)
    world = snapshot.world(snapshot.concerning(one, other), actors=(one, other)).named_on(on)
    counted, pair = world.counted(on), {one, other}
    standing = fold(relationship(one, other), counted)
    commitments = [owed.key for section in OWED for owed in getattr(standing, section)]
    scheduled = [replace(plan, on=on) for plan in standing.scheduled if plan.open]
    later = later_stages(commitments, world, on)
    return RelationshipAnswer(
        basis=snapshot.basis(on),
        names=world.names,
        title=" and ".join(map(world.names.actor, (one, other))),
        on=on,
        states=tuple(filter(None, map(world.names.code, (one, other)))),
        under_way=Table(a for a in world.order if a.parties >= pair and _is_under_way(a, on)),
        possible=Table(a for a in world.possible(on) if a.between(pair)),
        contacts=standing.contacts,
        status=Table(standing.status),
        relations=Table(standing.relations),
        last_contact=Table(standing.last_contact),
        last_correspondence=Table(standing.last_correspondence),
        scheduled=Table(scheduled),
        past_plans=tuple(plan.key for plan in standing.scheduled if not plan.open),
        instruments=Table(standing_first(standing.instruments, on, counted)),
        commitments=Table(as_of(standing.commitments, world, on)),
        dialogues=Table(standing.dialogues),
        initiatives=Table(standing.initiatives),
        positions=Table(standing.positions),
        to_others=Table(as_of(standing.to_others, world, on)),
        of_others=Table(as_of(standing.of_others, world, on)),
        conflicts=Table(standing.conflicts),
        topics=Table(standing.topics),
        totals=Table(standing.totals),
        later_stages=len(later),
        later=later,
        withdrawn=Table(withdrawn_events(a for a in world.everything if a.withdrawn and a.between(pair))),
    )


def _is_under_way(account: Account, on: date) -> bool:
    return isinstance(account.event, Engagement) and account.time.under_way_on(on)
