"""Which visits are there?"""

from msgspec import Struct

from timeline.answers.answer import Answer
from timeline.answers.names import visits
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.projections.plain import Hidden
from timeline.projections.world import Account


class VisitTold(Struct, frozen=True, eq=False):
    """A visit that can be replayed."""

    account: Hidden[Account]
    id: str
    position: int
    title: str
    time: str


class VisitsAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """The visits that have parts and are not withdrawn, in world order."""

    ROWS = "visits"

    visits: Table[VisitTold]


def visits_of(snapshot: Snapshot) -> VisitsAnswer:
    """The visits."""
    names = {visit.id for visit in visits(snapshot)}
    world = snapshot.world(sorted(names))
    told = Table(
        VisitTold(one, one.id, one.position, one.event.title, one.time.text) for one in world.order if one.id in names
    )
    return VisitsAnswer(basis=snapshot.basis(), names=world.names, visits=told)
