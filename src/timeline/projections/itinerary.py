"""The itinerary of a visit: its engagements in the order of its replay, with the people met."""

from msgspec import Struct

from timeline.entries import Engagement
from timeline.projections.arranged import arranged
from timeline.projections.plain import Hidden
from timeline.projections.world import Account, World


class Stop(Struct, frozen=True, eq=False):
    """One engagement of a visit."""

    account: Hidden[Account]
    event: str
    what: str
    title: str
    when: str
    start: str
    """The clock time at which it began; empty when it is unknown or in conflict."""
    zone: str
    """The time zone of the clock time, as in the IANA database."""
    place: str
    """Where it was."""
    met: tuple[str, ...]
    """The actors met, by id."""


def itinerary(world: World, visit: str) -> tuple[Stop, ...]:
    """The engagements that are part of *visit*, those with a time first; without the visit itself."""
    engagements = [account for account in world.order if isinstance(account.event, Engagement)]
    within = [account for account in engagements if visit in account.ancestors]
    return tuple(
        Stop(
            account, account.id, account.event.what, account.event.title, account.time.text, *account.clock,
            account.event.place, tuple(participant.who for participant in account.event.to),
        )
        for account, _ in arranged(within, world.accounts[visit])
    )  # fmt: skip
