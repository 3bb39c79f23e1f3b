"""The promises: who owes what to whom, at which stage, due when, by which evidence."""

from collections.abc import Iterable
from datetime import date

from timeline.entries import Commitment
from timeline.projections.relationship import Owed, Reached, owed, reached
from timeline.projections.world import Account, World


def commitments(accounts: Iterable[Account], world: World) -> tuple[Owed, ...]:
    """The promises that *accounts* (in world order) make, with the stages they reached."""
    stages: dict[str, tuple[Reached, ...]] = {}
    promises: dict[str, Account] = {}
    for account in accounts:
        if isinstance(account.event, Commitment):
            promises[account.id] = account
        for advance in account.event.advances:
            stages[advance.commitment] = (*stages.get(advance.commitment, ()), reached(account, advance, world))
    found = []
    for name, account in promises.items():
        assert isinstance(account.event, Commitment), "only commitments were kept"
        found.append(owed(account, account.event, world, stages.get(name, ())))
    return tuple(found)


def later_stages(promises: Iterable[str], world: World, on: date) -> tuple[Account, ...]:
    """The events after a day that advance some promises, in world order: what an answer as of the day leaves out."""
    keys = set(promises)
    return tuple(
        account
        for account in world.order
        if not world.time(account.id).begun_by(on) and any(one.commitment in keys for one in account.event.advances)
    )
