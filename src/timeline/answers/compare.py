"""What does each side say of a visit, point by point?"""

from collections.abc import Iterable
from datetime import date

from timeline.answers.answer import Answer
from timeline.answers.names import event_named, only_visit
from timeline.answers.replay import two_states
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import Visit
from timeline.problems import Misused
from timeline.projections.plain import Hidden
from timeline.projections.readouts import Row, readouts
from timeline.projections.withdrawn import WithdrawnEvent, withdrawn_events
from timeline.projections.world import World

_TWO = 2
_PARTS = 5
"""Parts of a visit that a hint names."""


class ComparisonAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """Both readouts of a visit."""

    ROWS = "rows"

    visit: str
    """The id of the visit."""
    title: Hidden[str]
    sides: tuple[str, ...]
    """The ISO codes of the two sides; the host first."""
    rows: Table[Row]
    """The points that were asked for."""
    every: Hidden[tuple[Row, ...]]
    """All points."""
    withdrawn: Table[WithdrawnEvent]


def comparison_of(snapshot: Snapshot, word: str, on: date | None = None, *, only: str = "") -> ComparisonAnswer:
    """Both readouts of the visit that *word* names, or of the only visit; with *on*, of what had begun by that day.

    only: a side's code, `both`, `differ`, `neither` or `disputed`. Raises Misused when it has no two sides.
    """
    visit = event_named(snapshot, word) if word else only_visit(snapshot)
    chosen = snapshot.parts(visit)
    world = _world(snapshot, chosen)
    states = two_states(world.accounts[visit])
    sides = tuple(map(world.names.code, reversed(states))) if states else _sides(chosen, world, visit)
    accounts = [account for account in world.counted(on or date.max) if account.id in chosen]
    every = readouts(accounts, sides, snapshot.covering(world.accounts), world.accounts[visit])
    signs = _signs(only, sides)
    return ComparisonAnswer(
        basis=snapshot.basis(on),
        names=world.names,
        visit=visit,
        title=world.accounts[visit].event.title,
        sides=sides,
        rows=Table(row for row in every if row.sign in signs or (row.disputed and "!" in signs)),
        every=every,
        withdrawn=Table(withdrawn_events(account for account in world.everything if account.id in chosen)),
    )


def _world(snapshot: Snapshot, chosen: Iterable[str]) -> World:
    """The world of some events and of the events that they are about, because a text may cover these instead."""
    found = snapshot.gather(chosen)
    about = {id for gathered in found.values() for id in gathered.event.about}
    return snapshot.world_of((found | snapshot.gather(about - found.keys())).values())


def _sides(chosen: Iterable[str], world: World, visit: str) -> tuple[str, ...]:
    """The codes of the two states that a visit and its parts concern. Raises Misused."""
    states = {state for id in chosen for state in world.parties(id)}
    codes = tuple(sorted(map(world.names.code, states)))
    if len(codes) != _TWO:
        parts = [id for id in chosen if id != visit and isinstance(world.accounts[id].event, Visit)]
        hint = f"name a part of it: {', '.join(parts[:_PARTS])}" if parts else "name a visit of one state to another"
        raise Misused(f"{visit} is not between two states, but {', '.join(codes) or 'none'}", hint=hint)
    return codes


def _signs(only: str, codes: tuple[str, ...]) -> str:
    """The signs of the rows that are asked for. Raises Misused."""
    signs = {"both": "=", "differ": "≠", **dict(zip(codes, "◂▸", strict=False)), "neither": "·", "disputed": "!"}
    chosen = {name.casefold(): sign for name, sign in signs.items()}
    if only and only.casefold() not in chosen:
        raise Misused(f"--only: `{only}` is not a side of this visit", hint=f"choose from: {', '.join(signs)}")
    return chosen[only.casefold()] if only else "".join(signs.values())
