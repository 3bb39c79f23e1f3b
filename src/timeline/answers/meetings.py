"""Who met whom, when, and in which office?"""

from collections.abc import Collection, Sequence

from timeline.answers.answer import Answer
from timeline.answers.known import Period
from timeline.answers.names import actor_named
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import Actor, OfficeChange
from timeline.problems import Misused
from timeline.projections.meetings import Met, meetings
from timeline.projections.offices import terms
from timeline.projections.plain import Hidden
from timeline.projections.withdrawn import WithdrawnEvent, withdrawn_events
from timeline.projections.world import World

_MOST = 2


class MeetingsAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """The meetings of one actor, or of two with each other, in world order."""

    ROWS = "meetings"

    period: Hidden[Period]
    who: tuple[str, ...]
    """The ids of the actors in question; a party includes everybody who acts for it."""
    meetings: Table[Met]
    """Engagements other than visits, in which each of them took part."""
    withdrawn: Table[WithdrawnEvent]
    """Withdrawn events that named them; they are not counted."""


def meetings_of(snapshot: Snapshot, words: Sequence[str], period: Period | None = None) -> MeetingsAnswer:
    """The meetings of the actor that *words* name, or of two with each other, in a period. Raises Misused."""
    if not 1 <= len(words) <= _MOST:
        raise Misused("meetings takes one actor or two", hint="timeline meetings JP KH")
    actors = [actor_named(snapshot, word) for word in words]
    if len({actor.id for actor in actors}) < len(actors):
        raise Misused("a meeting has two different actors", hint="name two different ones")
    sides = [acting(snapshot, actor) for actor in actors]
    ids = [snapshot.events_naming(side, "who", "on_behalf_of") for side in sides]
    both = [id for id in ids[0] if all(id in others for others in ids)]
    world, period = world_of_meetings(snapshot, both, actors=[actor.id for actor in actors]), period or Period()
    chosen = [account for account in world.everything if account.id in both and period.holds(account.time)]
    return MeetingsAnswer(
        basis=snapshot.basis(),
        names=world.names,
        period=period,
        who=tuple(actor.id for actor in actors),
        meetings=Table(meetings((account for account in chosen if not account.withdrawn), sides, terms(world.order))),
        withdrawn=Table(withdrawn_events(chosen)),
    )


def acting(snapshot: Snapshot, actor: Actor) -> dict[str, None]:
    """The id of an actor; of a party or an organisation, those of everybody who acts for it too."""
    return {actor.id: None} | snapshot.acting_for(actor.id)


def world_of_meetings(
    snapshot: Snapshot, ids: Collection[str], *, actors: Collection[str] = (), successors: bool = False
) -> World:
    """The world of some events, with the offices of everybody who took part in them.

    actors: ids of further actors to name; successors: with everybody else who held these offices.
    """
    found = snapshot.gather(ids)
    present = [participant for gathered in found.values() for participant in gathered.participants()]
    people = {participant.who for participant in present}
    found |= snapshot.gather(snapshot.events_naming(people, "person").keys() - found.keys())
    if successors:
        offices = {office for participant in present for office in participant.offices}
        offices |= {g.event.office for g in found.values() if isinstance(g.event, OfficeChange)}
        found |= snapshot.gather(snapshot.events_naming(offices, "office").keys() - found.keys())
    return snapshot.world_of(found.values(), actors={*people, *actors})
