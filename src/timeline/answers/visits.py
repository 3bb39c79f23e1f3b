"""Which visits are there: when, who, where?"""

from collections import Counter
from collections.abc import Sequence

from msgspec import Struct

from timeline.answers.answer import Answer
from timeline.answers.known import Period
from timeline.answers.names import party_named, wholes_said
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import Visit
from timeline.problems import Misused
from timeline.projections.plain import Hidden
from timeline.projections.plans import Planned, plans
from timeline.projections.stated import place_of
from timeline.projections.withdrawn import WithdrawnEvent, withdrawn_events
from timeline.projections.world import Account
from timeline.values import parse_when

_MOST = 2


class VisitRow(Struct, frozen=True, eq=False):
    """A visit."""

    account: Hidden[Account]
    id: str
    position: int
    title: str
    time: str
    by: tuple[str, ...]
    """The ids of those who visited."""
    to: tuple[str, ...]
    """The ids of those who were visited: whom the visit names, else the other states that it concerns."""
    place: str
    """Where it was; empty when no source says, or they disagree."""
    parts: int
    """How many events are recorded as part of it."""
    sides: tuple[str, ...]
    plan: Planned | None = None
    """The plan that it fulfilled, with what became of it; None when none is recorded."""


class VisitsAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """Visits in world order."""

    ROWS = "visits"

    period: Hidden[Period] = Period()
    states: Hidden[tuple[str, ...]] = ()
    """The ids of the states in question; empty for all."""
    visits: Table[VisitRow]
    planned: Table[Planned]
    """The visits that were planned and were not held: those that are still open, and those that were cancelled."""
    withdrawn: Table[WithdrawnEvent]


def visits_of(
    snapshot: Snapshot, words: Sequence[str] = (), period: Period | None = None, *, replayable: bool = False
) -> VisitsAnswer:
    """The visits that concern each of the states that *words* name, in a period. Raises Misused.

    replayable: only those that have parts.
    """
    if len(words) > _MOST:
        raise Misused("visits takes two states at most", hint="timeline visits JP KH")
    states, period = tuple(party_named(snapshot, word) for word in words), period or Period()
    ids = [recorded.entry.id for recorded in snapshot.of_kind("visit")]
    planning = [recorded.entry.id for kind in ("scheduled", "schedule-change") for recorded in snapshot.of_kind(kind)]
    parts, world = _parts(snapshot, ids), snapshot.world([*ids, *planning], actors=states)
    planned = [plan for plan in plans(world.order) if plan.account.parties.issuperset(states)]
    held = {plan.fulfilled_by: plan for plan in planned if plan.fulfilled_by}
    chosen = [
        account
        for account in world.everything
        if isinstance(account.event, Visit)
        and account.parties.issuperset(states)
        and period.holds(account.time)
        and (parts[account.id] or not replayable)
    ]
    return VisitsAnswer(
        basis=snapshot.basis(),
        names=world.names,
        period=period,
        states=states,
        visits=Table(
            _row(account, parts[account.id], held.get(account.id)) for account in chosen if not account.withdrawn
        ),
        planned=Table(plan for plan in planned if _is_of(plan, period)),
        withdrawn=Table(withdrawn_events(chosen)),
    )


def _parts(snapshot: Snapshot, ids: Sequence[str]) -> Counter[str]:
    """How many events are part of each visit, according to these or an attestation."""
    within = {
        (whole, getattr(recorded.entry, "event", recorded.entry.id))
        for recorded in snapshot.naming(ids, "part_of", "part_of_one_of")
        if recorded.entry.id not in snapshot.withdrawn
        for whole in wholes_said(recorded.entry)
    }
    return Counter(whole for whole, _ in within)


def visited(account: Account) -> tuple[str, ...]:
    """The ids of those who were visited: whom the visit names, else the other states that it concerns."""
    world = account.world
    travelling = world.names.parties_of(participant.who for participant in account.event.by)
    return tuple(participant.who for participant in account.event.to) or tuple(sorted(account.parties - travelling))


def _is_of(plan: Planned, period: Period) -> bool:
    """Whether a plan is of a visit that was not held, and is due or was made in a period."""
    if plan.engagement not in {"visit", "stopover"} or plan.fulfilled_by:
        return False
    due = [parse_when(turn.due) for turn in plan.turns if turn.due]
    return any(map(period.holds, due)) or period.holds(plan.turns[0].account.time)


def _row(account: Account, parts: int, plan: Planned | None) -> VisitRow:
    event = account.event
    by, to = tuple(participant.who for participant in event.by), visited(account)
    return VisitRow(
        account, account.id, account.position, event.title, account.time.text, by, to, place_of(account), parts,
        account.sides, plan,
    )  # fmt: skip
