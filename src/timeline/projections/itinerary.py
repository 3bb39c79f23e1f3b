"""The itinerary of a visit: its engagements in world order, with who was met."""

from msgspec import Struct

from timeline.events import Engagement
from timeline.projections.world import World


class Stop(Struct, frozen=True):
    """One engagement of a visit."""

    event: str
    what: str
    title: str
    when: str
    start: str
    zone: str
    place: str
    met: tuple[str, ...]
    """The actors met, by id."""


def itinerary(world: World, visit: str) -> tuple[Stop, ...]:
    """The engagements that are part of *visit*, in world order, the visit itself left out."""
    return tuple(
        Stop(
            account.id, account.event.what, account.event.title, world.time(account.id).text, *world.clock(account),
            account.event.place, tuple(participant.who for participant in account.event.to),
        )
        for account in world.order
        if isinstance(account.event, Engagement) and visit in world.ancestors(account.id)
    )  # fmt: skip
