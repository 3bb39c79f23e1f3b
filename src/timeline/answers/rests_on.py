"""What is supported only by one source?"""

from collections.abc import Iterable

from msgspec import Struct

from timeline.answers.answer import Answer
from timeline.answers.names import source_named
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.projections.plain import Hidden
from timeline.projections.rests_on import resting
from timeline.projections.values_said import ValueSaid
from timeline.projections.world import Account


class EventRow(Struct, frozen=True, eq=False):
    """An event by its title."""

    account: Hidden[Account]
    id: str
    position: int
    title: str


class ValueRow(Struct, frozen=True, eq=False):
    """A value of an event that only one source gives."""

    account: Hidden[Account]
    said: Hidden[ValueSaid]
    event: str
    field: str
    """The field of the event."""
    value: object
    """The value."""
    sides: tuple[str, ...]


class RestingAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """What rests on one source, cited itself or through a text that retells it."""

    source: str
    title: Hidden[str]
    alone: Table[EventRow]
    """The events that no other source reports."""
    values: Table[ValueRow]
    """The values that only this source gives, of events that others report too."""
    shared: Table[EventRow]
    """The events that others report too."""


def resting_of(snapshot: Snapshot, word: str) -> RestingAnswer:
    """What rests on the source that *word* names. Raises Misused."""
    source = source_named(snapshot, word)
    ids = dict.fromkeys(snapshot.events_about(snapshot.citing(source.id)).values())
    world = snapshot.world(ids)
    found = resting(source.id, [account for account in world.order if account.id in ids])
    return RestingAnswer(
        basis=snapshot.basis(),
        names=world.names,
        source=source.id,
        title=source.title,
        alone=Table(_rows(found.alone)),
        values=Table(
            ValueRow(sole.account, sole.said, sole.account.id, sole.field, sole.said.value, sole.said.sides)
            for sole in found.values
        ),
        shared=Table(_rows(found.shared)),
    )


def _rows(accounts: Iterable[Account]) -> tuple[EventRow, ...]:
    return tuple(EventRow(account, account.id, account.position, account.event.title) for account in accounts)
