"""The dossier of an actor: who it is, the offices held, and the events it took part in.

The dossier of a party includes everybody who acts for it.
"""

from collections.abc import Collection

from msgspec import Struct

from timeline.entries import Actor, Commitment, DocumentAction, Engagement, OfficeChange, Other, Signing
from timeline.projections.commitments import Owed, commitments
from timeline.projections.meetings import others_of
from timeline.projections.world import Account, World


class Tenure(Struct, frozen=True):
    """An office taken or left."""

    event: str
    who: str
    """The id of the person."""
    office: str
    """The id of the office."""
    change: str
    """`assumed`, `left`, or a step of a head of mission: see the record format."""
    capacity: str
    """`substantive`, `acting`, `ad-interim`, `caretaker` or `designate`."""
    when: str
    """When that was, in EDTF."""


class Dossier(Struct, frozen=True):
    """What the log has about one actor at one time."""

    actor: Actor
    acting: tuple[str, ...]
    """The ids of those who act for it; empty except for a party or an organisation."""
    offices: tuple[Tenure, ...]
    engagements: tuple[Account, ...]
    """The engagements that it took part in itself, in world order."""
    represented: tuple[tuple[Account, tuple[str, ...]], ...]
    """Events at which others took part on its behalf, with the ids of these others, in world order."""
    sayings: tuple[Account, ...]
    """Its statements, announcements and publications, and the commitments that it reported, in world order."""
    signed: tuple[Account, ...]
    """What it signed, ratified or the like, in world order."""
    attended: tuple[tuple[Account, tuple[Other, ...]], ...]
    """Events at which it was host, mediator, witness or the like, with what it was there, in world order."""
    acts: tuple[Account, ...]
    """What else it did, such as letters, relations and plans, in world order."""
    others: tuple[Account, ...]
    """What others said or did to it or about it, in world order; its commitments are elsewhere."""
    promises: tuple[Owed, ...]
    withdrawn: tuple[Account, ...]
    """Withdrawn events that named it; they are not counted."""


def dossier(
    actor: Actor, own: Collection[str], accounts: tuple[Account, ...], ids: Collection[str], world: World
) -> Dossier:
    """The dossier of *actor*, from events in world order.

    own: the ids of the actor and of everybody who acts for it; ids: the events that name one of these. The
    other events advance a commitment that concerns it: they are stages of that commitment, and it took no part in them.
    """
    tenures = tuple(
        Tenure(
            account.id,
            account.event.person,
            account.event.office,
            account.event.change,
            account.event.capacity or "substantive",
            account.time.text,
        )
        for account in accounts
        if account.id in ids and isinstance(account.event, OfficeChange)
    )
    named = [account for account in accounts if account.id in ids]
    engagements = tuple(a for a in named if isinstance(a.event, Engagement) and not a.took_part.isdisjoint(own))
    represented = tuple((a, by) for a in named if (by := _represented(a, own)) and a not in engagements)
    sayings = tuple(account for account in named if _says(account, own))
    signed = tuple(a for a in named if _signs(a) and not a.took_part.isdisjoint(own))
    attended = tuple((a, roles) for a in named if (roles := tuple(o for o in others_of(a) if o.who in own)))
    told = (*engagements, *sayings, *signed, *(account for account, _ in (*represented, *attended)))
    ids_told = {account.id for account in told}
    rest = [a for a in named if a.id not in ids_told and not isinstance(a.event, OfficeChange)]
    acts = tuple(a for a in rest if not isinstance(a.event, Commitment) and _does(a, own))
    others = tuple(a for a in rest if not _does(a, own))
    owing = commitments(accounts)
    promises = tuple(owed for owed in owing if not set(own).isdisjoint((*owed.by, *owed.to, *owed.told_by)))
    acting = tuple(id for id in own if id != actor.id)
    withdrawn = tuple(account for account in world.everything if account.withdrawn and account.id in ids)
    return Dossier(
        actor, acting, tenures, engagements, represented, sayings, signed, attended, acts, others, promises, withdrawn
    )


def _does(account: Account, own: Collection[str]) -> bool:
    """Whether one of *own* does what an event tells."""
    return any(participant.who in own for participant in account.event.by)


def _represented(account: Account, own: Collection[str]) -> tuple[str, ...]:
    """Those who took part on behalf of one of *own*, and are not among them."""
    represented = (others for actor, others in account.represented().items() if actor in own)
    return tuple(dict.fromkeys(other for others in represented for other in others if other not in own))


def _signs(account: Account) -> bool:
    event = account.event
    return isinstance(event, Signing) or (isinstance(event, DocumentAction) and bool(event.by))


def _says(account: Account, own: Collection[str]) -> bool:
    event = account.event
    if isinstance(event, Commitment):
        return not set(own).isdisjoint(event.told_by)
    speaks = event.what in {"statement", "remarks", "announcement", "publication"}
    return speaks and any(participant.who in own for participant in event.by)
