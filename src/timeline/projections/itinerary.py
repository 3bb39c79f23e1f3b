"""The itinerary of a visit: its engagements as they are told in a replay, with who was met."""

from msgspec import Struct

from timeline.entries import Engagement
from timeline.projections.replay import arranged
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
    """The engagements that are part of *visit*, the timed sequence first, the visit itself left out."""
    engagements = [one for one in world.order if isinstance(one.event, Engagement)]
    within = [one for one in engagements if visit in world.ancestors(one.id)]
    return tuple(
        Stop(
            account.id, account.event.what, account.event.title, world.time(account.id).text, *world.clock(account),
            account.event.place, tuple(participant.who for participant in account.event.to),
        )
        for account, _ in arranged(within, world, visit)
    )  # fmt: skip
