"""What does each side say of a visit, point by point?"""

from collections.abc import Callable, Iterable
from datetime import date

from timeline.answers.answer import Answer
from timeline.answers.names import event_named, only_visit
from timeline.answers.replay import two_states
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import Engagement, Visit
from timeline.entries.events import acting
from timeline.problems import Misused
from timeline.projections.plain import Hidden
from timeline.projections.readouts import Row, readouts
from timeline.projections.withdrawn import WithdrawnEvent, withdrawn_events
from timeline.projections.world import World

_TWO = 2
_PARTS = 5
"""Parts of a visit that a hint names."""


class ComparisonAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """The readouts of a visit or another engagement, side by side."""

    ROWS = "rows"

    visit: str
    """The id of the visit."""
    title: Hidden[str]
    what: Hidden[str]
    """What kind of event is compared."""
    sides: tuple[str, ...]
    """The codes of the sides that took part: of two, the host first; more by their codes."""
    rows: Table[Row]
    """The points that were asked for."""
    every: Hidden[tuple[Row, ...]]
    """All points."""
    withdrawn: Table[WithdrawnEvent]


def comparison_of(snapshot: Snapshot, word: str, on: date | None = None, *, only: str = "") -> ComparisonAnswer:
    """The readouts of the visit that *word* names, or of the only visit; with *on*, of what had begun by that day.

    only: a side's code, `both`, `several` or `all`, `differ`, `neither` or `disputed`. Raises Misused when it has no
    two sides.
    """
    visit = event_named(snapshot, word) if word else only_visit(snapshot)
    chosen = snapshot.parts(visit)
    world = _world(snapshot, chosen)
    world = world.named_on(on) if on else world
    states = two_states(world.accounts[visit])
    sides = tuple(map(world.names.code, reversed(states))) if states else _sides(chosen, world, visit)
    accounts = [account for account in world.counted(on or date.max) if account.id in chosen]
    every = readouts(accounts, sides, snapshot.covering(world.accounts), world.accounts[visit])
    chooses = _choice(only, sides)
    return ComparisonAnswer(
        basis=snapshot.basis(on),
        names=world.names,
        visit=visit,
        title=world.accounts[visit].event.title,
        what=world.accounts[visit].event.what,
        sides=sides,
        rows=Table(row for row in every if chooses(row)),
        every=every,
        withdrawn=Table(withdrawn_events(account for account in world.everything if account.id in chosen)),
    )


def _world(snapshot: Snapshot, chosen: Iterable[str]) -> World:
    """The world of some events and of the events that they are about, because a text may cover these instead."""
    found = snapshot.gather(chosen)
    about = {id for gathered in found.values() for id in gathered.event.about}
    return snapshot.world_of((found | snapshot.gather(about - found.keys())).values())


def _sides(chosen: Iterable[str], world: World, visit: str) -> tuple[str, ...]:
    """The codes of the parties that an engagement is between. Raises Misused.

    A visit and its parts may concern two that it does not name; of more, those who took part are its sides, and not
    those to whom they spoke or promised something.
    """
    concerned = {party for id in chosen for party in world.parties(id)}
    parts = [id for id in chosen if id != visit and isinstance(world.accounts[id].event, Visit)]
    if len(concerned) > _TWO and not parts:
        events = [world.accounts[id].event for id in chosen]
        there = (one for event in events for one in (*event.by, *(event.to if isinstance(event, Engagement) else ())))
        concerned = set(world.names.parties_of(acting(there)))
    codes = tuple(sorted(map(world.names.code, concerned)))
    if len(codes) < _TWO or (parts and len(codes) > _TWO):
        hint = (
            f"name a part of it: {', '.join(parts[:_PARTS])}" if parts else "name an engagement of two parties or more"
        )
        raise Misused(f"{visit} is not an engagement of two sides, but of {', '.join(codes) or 'none'}", hint=hint)
    return codes


def _choice(only: str, codes: tuple[str, ...]) -> Callable[[Row], bool]:
    """Which rows are asked for. Raises Misused."""
    signs = {"differ": "≠", "neither": "·", "both": "="} if len(codes) <= _TWO else _SIGNS_OF_MANY
    choices: dict[str, Callable[[Row], bool]] = {name: _has_sign(sign) for name, sign in signs.items()}
    choices |= {code.casefold(): _said_only_by(code) for code in codes} | {"disputed": lambda row: bool(row.disputed)}
    if only and only.casefold() not in choices:
        known = ", ".join((*codes, *signs, "disputed"))
        raise Misused(f"--only: `{only}` is not a side of this visit", hint=f"choose from: {known}")
    return choices[only.casefold()] if only else lambda _: True


_SIGNS_OF_MANY = {"differ": "≠", "neither": "·", "all": "=", "several": "+"}


def _has_sign(sign: str) -> Callable[[Row], bool]:
    return lambda row: row.sign == sign


def _said_only_by(code: str) -> Callable[[Row], bool]:
    return lambda row: row.speaking == (code,) and row.sign != "≠"
