"""Which visits are there?"""

from msgspec import Struct

from timeline.answers.answer import Answer
from timeline.answers.names import visits
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.projections.plain import Hidden
from timeline.projections.world import Account


class VisitRow(Struct, frozen=True, eq=False):
    """A visit that can be replayed."""

    account: Hidden[Account]
    id: str
    position: int
    title: str
    time: str


class VisitsAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """The visits that have parts and are not withdrawn, in world order."""

    ROWS = "visits"

    visits: Table[VisitRow]


def visits_of(snapshot: Snapshot) -> VisitsAnswer:
    """The visits."""
    ids = {visit.id for visit in visits(snapshot)}
    world = snapshot.world(sorted(ids))
    rows = Table(
        VisitRow(account, account.id, account.position, account.event.title, account.time.text)
        for account in world.order
        if account.id in ids
    )
    return VisitsAnswer(basis=snapshot.basis(), names=world.names, visits=rows)
