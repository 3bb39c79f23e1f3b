"""The dossier of an actor: who it is, the offices held, and the events it took part in.

That of a state tells of all who act for it.
"""

from collections.abc import Collection

from msgspec import Struct

from timeline.events import Actor, Engagement, OfficeChange
from timeline.projections.commitments import commitments
from timeline.projections.relationship import Owed
from timeline.projections.world import Account, World


class Tenure(Struct, frozen=True):
    """An office taken or left."""

    event: str
    who: str
    office: str
    change: str
    when: str


class Dossier(Struct, frozen=True):
    """What the log holds of one actor at one time."""

    actor: Actor
    acting: tuple[str, ...]
    """Those who act for it, by id; none but for a state."""
    offices: tuple[Tenure, ...]
    engagements: tuple[Account, ...]
    """In world order."""
    sayings: tuple[Account, ...]
    """Statements, remarks and announcements that it made, in world order."""
    others: tuple[Account, ...]
    promises: tuple[Owed, ...]
    withdrawn: tuple[Account, ...]
    """Events that named it, and are not counted."""


def dossier(
    actor: Actor, own: Collection[str], accounts: tuple[Account, ...], withdrawn: tuple[Account, ...], world: World
) -> Dossier:
    """The dossier of *actor*, from the events (in world order) that name it or one of its *own*.

    own: the ids of the actor, and of those who act for it.
    """
    tenures = tuple(
        Tenure(
            account.id, account.event.person, account.event.office, account.event.change, world.time(account.id).text
        )
        for account in accounts
        if isinstance(account.event, OfficeChange)
    )
    engagements = tuple(account for account in accounts if isinstance(account.event, Engagement))
    sayings = tuple(account for account in accounts if _says(account, own))
    rest = {account.id for account in (*engagements, *sayings)}
    others = tuple(a for a in accounts if a.id not in rest and not isinstance(a.event, OfficeChange))
    promises = tuple(owed for owed in commitments(accounts, world) if not set(own).isdisjoint((*owed.by, *owed.to)))
    acting = tuple(one for one in own if one != actor.id)
    return Dossier(actor, acting, tenures, engagements, sayings, others, promises, withdrawn)


def _says(account: Account, own: Collection[str]) -> bool:
    speaks = account.event.what in {"statement", "remarks", "announcement"}
    return speaks and any(participant.who in own for participant in account.event.by)
