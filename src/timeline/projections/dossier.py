"""The dossier of an actor: who it is, the offices held, and the events it took part in."""

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
    offices: tuple[Tenure, ...]
    engagements: tuple[Account, ...]
    """In world order."""
    sayings: tuple[Account, ...]
    """Statements, remarks and announcements that it made, in world order."""
    others: tuple[Account, ...]
    promises: tuple[Owed, ...]


def dossier(actor: Actor, accounts: tuple[Account, ...], world: World) -> Dossier:
    """The dossier of *actor*, from the events (in world order) that name it."""
    tenures = tuple(
        Tenure(
            account.id, account.event.person, account.event.office, account.event.change, world.time(account.id).text
        )
        for account in accounts
        if isinstance(account.event, OfficeChange)
    )
    engagements = tuple(account for account in accounts if isinstance(account.event, Engagement))
    sayings = tuple(account for account in accounts if _says(account, actor))
    rest = {account.id for account in (*engagements, *sayings)}
    others = tuple(a for a in accounts if a.id not in rest and not isinstance(a.event, OfficeChange))
    promises = tuple(owed for owed in commitments(accounts, world) if actor.id in (*owed.by, *owed.to))
    return Dossier(actor, tenures, engagements, sayings, others, promises)


def _says(account: Account, actor: Actor) -> bool:
    speaks = account.event.what in {"statement", "remarks", "announcement"}
    return speaks and actor.id in {participant.who for participant in account.event.by}
