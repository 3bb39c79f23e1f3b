"""What changed between two states over a period?"""

from collections.abc import Collection, Iterable, Iterator
from datetime import date, timedelta
from typing import NamedTuple

from msgspec import field

from timeline.answers.answer import Answer
from timeline.answers.known import Period
from timeline.answers.names import two_parties_named
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import Engagement, OfficeChange
from timeline.projections.plain import Hidden
from timeline.projections.relationship import Change, changes, fold, relationship
from timeline.projections.withdrawn import WithdrawnEvent, withdrawn_events
from timeline.projections.world import Account, World


class ChangesAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """What the events of a period changed between two states."""

    ROWS = "changes"

    title: Hidden[str]
    """The names of the two states."""
    period: Hidden[Period]
    first: str = field(name="from")
    """The first day of the period."""
    last: str = field(name="to")
    """The last day of the period."""
    states: tuple[str, ...]
    """The ISO codes of the two states."""
    engagements: Table[Account]
    """The engagements of both that began in the period, in world order."""
    offices: Table[Account]
    """Who took or left an office of one of the two states in the period, in world order."""
    changes: Table[Change]
    """What is in the relationship at the end of the period that was not there before it, or was otherwise."""
    possible: Table[Account]
    """The events that may have begun in the period, though that is not certain; they are not counted."""
    withdrawn: Table[WithdrawnEvent]


def changes_of(snapshot: Snapshot, first: str, second: str, period: Period) -> ChangesAnswer:
    """What changed between the two states that words name, in a period. Raises Misused."""
    (answer,) = changes_in(snapshot, first, second, [period])
    return answer


def changes_in(snapshot: Snapshot, first: str, second: str, periods: Iterable[Period]) -> Iterator[ChangesAnswer]:
    """What changed between two states in each of some periods, gathered once. Raises Misused."""
    pair = two_parties_named(snapshot, first, second)
    concerning = snapshot.concerning(*pair)
    acting = {id: None for state in pair for id in snapshot.acting_for(state)}
    world = snapshot.world(concerning | snapshot.events_naming(acting, "office"), actors=pair)
    for period in periods:
        world = world.named_on(period.last)
        yield _answer(snapshot, world, _Subject(pair, concerning.keys(), acting.keys()), period)


class _Subject(NamedTuple):
    """Two states, the events that concern both, and everybody who acts for one."""

    pair: tuple[str, str]
    concerning: Collection[str]
    acting: Collection[str]


def _answer(snapshot: Snapshot, world: World, subject: _Subject, period: Period) -> ChangesAnswer:
    pair, before, counted = subject.pair, _counted_before(world, period), world.counted(period.last)
    ids = {account.id for account in before}
    new = tuple(account for account in counted if account.id not in ids)
    start, end = (
        fold(relationship(*pair), (account for account in accounts if account.id in subject.concerning))
        for accounts in (before, counted)
    )
    return ChangesAnswer(
        basis=snapshot.basis(period.last),
        names=world.names,
        title=" and ".join(map(world.names.actor, pair)),
        period=period,
        first="" if period.first == date.min else period.first.isoformat(),
        last=period.last.isoformat(),
        states=tuple(filter(None, map(world.names.code, pair))),
        engagements=Table(a for a in new if isinstance(a.event, Engagement) and a.is_contact(pair)),
        offices=Table(a for a in new if isinstance(a.event, OfficeChange) and a.event.office in subject.acting),
        changes=Table(changes(start, end)),
        possible=Table(a for a in world.possible(period.last) if a.between(pair) and _may_be_in(a, period)),
        withdrawn=Table(
            withdrawn_events(a for a in world.everything if a.withdrawn and a.between(pair) and period.holds(a.time))
        ),
    )


def _counted_before(world: World, period: Period) -> tuple[Account, ...]:
    return () if period.first == date.min else world.counted(period.first - timedelta(days=1))


def _may_be_in(account: Account, period: Period) -> bool:
    return account.time.start_latest >= period.first.toordinal()
