"""Replay: the steps of a visit or of a relationship, each with what it changed.

A step is an event; one that was withdrawn keeps its place, and changes nothing. The
relationship is folded in world order over everything that concerns the two states, so that
the first step of a visit begins with the relationship before it. The steps of a visit are then put in
the order in which people follow it: see `arranged`.
"""

from collections.abc import Collection, Iterator
from typing import ClassVar

import msgspec
from msgspec import Struct, field

from timeline.projections.arranged import Section, arranged
from timeline.projections.plain import Hidden
from timeline.projections.relationship import Change, Relationship, changes, step
from timeline.projections.world import Account, World


class Step(Struct, frozen=True, eq=False):
    """One event of a replay."""

    DERIVED: ClassVar[tuple[str, ...]] = ("changes",)

    number: int = field(name="step")
    """From 1."""
    depth: int
    """How deep it is nested among the steps: 0 for what is part of no other step."""
    section: Section
    """The section of a step of a visit: before, during, undated (at a time that nobody states), afterwards."""
    account: Account = field(name="event")
    before: Hidden[Relationship | None]
    """The relationship before it; None when there are no two states to relate."""
    after: Hidden[Relationship | None]

    @property
    def changes(self) -> tuple[Change, ...]:
        """The changes that it made to the relationship."""
        return changes(self.before, self.after) if self.before and self.after else ()


def steps(
    world: World, chosen: Collection[str], start: Relationship | None, *, recorded: bool = False, visit: str = ""
) -> Iterator[Step]:
    """The steps of the *chosen* events: in world order, of a *visit* as people follow it, or as they were *recorded*.

    start: the relationship before any event; None replays without one.
    """
    standing, found = start, list[Step]()
    order = sorted(world.everything, key=lambda account: account.position) if recorded else world.everything
    for account in order:
        before = standing
        if not account.withdrawn:
            standing = standing and step(standing, account)
        if account.id in chosen:
            found.append(Step(0, account.depth(chosen), "", account, before, standing))
    if visit and not recorded:
        places = {
            placed.account.id: placed for placed in arranged([step.account for step in found], world.accounts[visit])
        }
        by_id = {step.account.id: step for step in found}
        found = [msgspec.structs.replace(by_id[id], section=place.section) for id, place in places.items()]
    for number, unnumbered in enumerate(found, 1):
        yield msgspec.structs.replace(unnumbered, number=number)
