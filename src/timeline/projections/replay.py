"""Replay: the steps of a visit or of a relationship, each with what it changed.

A step is an event; one that was withdrawn keeps its place, and changes nothing. The
relationship is folded in world order over everything that concerns the two states, so that
the first step of a visit begins with what stood before it. Steps of a visit are then told in
the order in which people follow it: see `arranged`.
"""

from collections.abc import Collection, Iterator, Sequence
from typing import Literal, NamedTuple

import msgspec
from msgspec import Struct

from timeline.entries import Visit
from timeline.projections.relationship import Change, Relationship, changes, step
from timeline.projections.world import Account, World

Section = Literal["before", "during", "undated", "afterwards", ""]
"""Before a visit; during it; at a time within it that nobody states; after it. Empty where no visit is replayed."""
_SECTIONS: tuple[Section, ...] = ("before", "during", "undated", "afterwards", "")


class Step(Struct, frozen=True):
    """One event of a replay."""

    number: int
    """From 1."""
    account: Account
    depth: int
    """How deep it is nested among the steps: 0 for what is part of no other step."""
    before: Relationship | None
    """The relationship before it; None when there are no two states to relate."""
    after: Relationship | None
    section: Section = ""

    @property
    def changed(self) -> tuple[Change, ...]:
        """What it changed in the relationship."""
        return changes(self.before, self.after) if self.before and self.after else ()


def steps(
    world: World, chosen: Collection[str], start: Relationship | None, *, recorded: bool = False, visit: str = ""
) -> Iterator[Step]:
    """The steps of the *chosen* events: in world order, of a *visit* as people follow it, or as they were *recorded*.

    start: the relationship before any event; None replays without one.
    """
    state, found = start, list[Step]()
    order = sorted(world.everything, key=lambda account: account.position) if recorded else world.everything
    for account in order:
        before = state
        if not account.withdrawn:
            state = state and step(state, account, world)
        if account.id in chosen:
            found.append(Step(0, account, world.depth(account, chosen), before, state))
    if visit and not recorded:
        places = {one.account.id: one for one in arranged([one.account for one in found], world, visit)}
        by_id = {one.account.id: one for one in found}
        found = [msgspec.structs.replace(by_id[name], section=place.section) for name, place in places.items()]
    for number, one in enumerate(found, 1):
        yield msgspec.structs.replace(one, number=number)


# --- in the order in which people follow a visit --------------------------------------


class Placed(NamedTuple):
    """An event, and in which section of a visit it is told."""

    account: Account
    section: Section


class _Block(NamedTuple):
    """An engagement, or another event, with all that is part of it."""

    section: Section
    day: int
    """The day (an ordinal) on which it certainly was; 0 when there is none."""
    loose: bool
    """Whether its hour on that day is not told, nor what it was after or before."""
    accounts: list[Account]


def arranged(accounts: Sequence[Account], world: World, visit: str) -> list[Placed]:
    """Events of a visit, given in world order, as people follow it. Source: RULES.md, 6.

    What came before; the timed sequence, on each day what has no hour after what has one; what has no time of its own
    within the visit; what came afterwards.
    """
    names = {account.id for account in accounts}
    blocks: dict[str, _Block] = {}
    for account in accounts:
        head = _head(account, world, names)
        if head not in blocks:
            blocks[head] = _block(world.accounts[head], accounts, world, visit)
        blocks[head].accounts.append(account)
    found = []
    for section in _SECTIONS:
        chosen = [block for block in blocks.values() if block.section == section]
        found += [Placed(account, section) for block in _by_the_clock(chosen) for account in block.accounts]
    return found


def _head(account: Account, world: World, names: Collection[str]) -> str:
    """The outermost event that an event is told within: a visit is told by itself."""
    above = [name for name in world.ancestors(account.id) if name in names]
    blocks = [name for name in above if not isinstance(world.accounts[name].event, Visit)]
    return account.id if isinstance(account.event, Visit) or not blocks else blocks[-1]


def _block(head: Account, accounts: Sequence[Account], world: World, visit: str) -> _Block:
    day, others = world.time(head.id).certain_day, {one.id for one in accounts}
    linked = any(head.id in one.event.after for one in accounts) or not others.isdisjoint(head.event.after)
    loose = day is not None and not linked and not world.clock(head)[0] and not isinstance(head.event, Visit)
    return _Block(_section(head, world, visit, linked=linked), day.toordinal() if day else 0, loose, [])


def _section(head: Account, world: World, visit: str, *, linked: bool) -> Section:
    """Where an event is told, by its time within the visit that it is part of, else within the one that is replayed."""
    within = next((name for name in world.ancestors(head.id) if isinstance(world.accounts[name].event, Visit)), visit)
    time, whole = world.time(head.id), world.time(within)
    if head.id == visit or (visit in world.accounts and head.id in world.ancestors(visit)):
        return "during"
    if time.start_earliest > whole.end_latest:
        return "afterwards"
    if time.end_latest < whole.start_earliest or head.id in world.accounts[within].event.after:
        return "before"
    narrower = whole.start_earliest < time.start_earliest or time.end_latest < whole.end_latest
    inside = whole.start_earliest <= time.start_earliest and time.end_latest <= whole.end_latest
    stated = (narrower and inside) or linked or bool(world.clock(head)[0]) or isinstance(head.event, Visit)
    return "during" if stated else "undated"


def _by_the_clock(blocks: Sequence[_Block]) -> list[_Block]:
    """Blocks in world order, what has no hour on a day after what has one on it."""
    order = list(blocks)
    for block in (one for one in blocks if one.loose):
        timed = [index for index, one in enumerate(order) if one.day == block.day and not one.loose]
        at = order.index(block)
        if timed and at < timed[-1]:
            order.insert(timed[-1], order.pop(at))
    return order
