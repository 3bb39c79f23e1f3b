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


class EventTold(Struct, frozen=True, eq=False):
    """An event by its title."""

    account: Hidden[Account]
    id: str
    position: int
    title: str


class ValueTold(Struct, frozen=True, eq=False):
    """A value of an event that one source alone gives."""

    account: Hidden[Account]
    said: Hidden[ValueSaid]
    event: str
    field: str
    value: object
    sides: tuple[str, ...]


class RestingAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """What rests on one source, cited itself or through a text that retells it."""

    source: str
    title: Hidden[str]
    alone: Table[EventTold]
    """The events that nothing else tells of."""
    values: Table[ValueTold]
    """Of events that others tell too: the values that it alone gives."""
    shared: Table[EventTold]
    """The events that others tell too."""


def resting_of(snapshot: Snapshot, word: str) -> RestingAnswer:
    """What rests on the source that *word* names. Raises Misused."""
    source = source_named(snapshot, word)
    names = dict.fromkeys(snapshot.events_about(snapshot.citing(source.id)).values())
    world = snapshot.world(names)
    found = resting(source.id, [account for account in world.order if account.id in names])
    return RestingAnswer(
        basis=snapshot.basis(),
        names=world.names,
        source=source.id,
        title=source.title,
        alone=Table(_told(found.alone)),
        values=Table(
            ValueTold(one.account, one.said, one.account.id, one.field, one.said.value, one.said.sides)
            for one in found.values
        ),
        shared=Table(_told(found.shared)),
    )


def _told(accounts: Iterable[Account]) -> tuple[EventTold, ...]:
    return tuple(EventTold(one, one.id, one.position, one.event.title) for one in accounts)
