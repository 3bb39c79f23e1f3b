"""Replay: the steps of a visit or of a relationship, each with what it changed.

A step is an event; one that was withdrawn keeps its place, and changes nothing. The
relationship is folded over everything that concerns the two states, so that the first step
of a visit begins with what stood before it.
"""

from collections.abc import Collection, Iterator

from msgspec import Struct

from timeline.projections.relationship import Change, Relationship, changes, step
from timeline.projections.world import Account, World


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

    @property
    def changed(self) -> tuple[Change, ...]:
        """What it changed in the relationship."""
        return changes(self.before, self.after) if self.before and self.after else ()


def steps(
    world: World, chosen: Collection[str], start: Relationship | None, *, recorded: bool = False
) -> Iterator[Step]:
    """The steps of the *chosen* events, in world order, or as they were *recorded*.

    start: the relationship before any event; None replays without one.
    """
    number, state = 0, start
    order = sorted(world.everything, key=lambda account: account.position) if recorded else world.everything
    for account in order:
        before = state
        if not account.withdrawn:
            state = state and step(state, account, world)
        if account.id in chosen:
            number += 1
            yield Step(number, account, world.depth(account, chosen), before, state)
