"""What does the log know about one actor on a day?"""

from datetime import date

from msgspec import Struct, field

from timeline.answers.answer import Answer
from timeline.answers.names import actor_named
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import Actor, Other
from timeline.projections.commitments import Owed, as_of, later_stages
from timeline.projections.dossier import Tenure, dossier
from timeline.projections.plain import Flat, Hidden
from timeline.projections.withdrawn import WithdrawnEvent, withdrawn_events
from timeline.projections.world import Account


class Represented(Struct, frozen=True, eq=False):
    """An event at which others took part on behalf of an actor."""

    account: Flat[Account]
    by: tuple[str, ...] = field(name="represented_by")
    """The ids of those who took part on its behalf."""


class Attended(Struct, frozen=True, eq=False):
    """An event at which an actor was host, mediator, witness or the like."""

    account: Flat[Account]
    roles: tuple[Other, ...]
    """What it, or who acts for it, was there."""


class DossierAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """An actor on a day; a party includes everybody who acts for it."""

    on: Hidden[date]
    actor: Actor
    """The actor."""
    acting: tuple[str, ...]
    """The ids of those who act for it; empty except for a party or an organisation."""
    offices: Table[Tenure]
    engagements: Table[Account]
    """The engagements that it took part in itself, in world order."""
    represented: Table[Represented]
    """Events at which others took part on its behalf, in world order."""
    sayings: Table[Account]
    """Its statements, announcements and publications, and the commitments that it reported, in world order."""
    signed: Table[Account]
    """What it signed, ratified or the like, in world order."""
    attended: Table[Attended]
    """Events at which it was host, mediator, witness or the like, in world order."""
    acts: Table[Account]
    """What else it did, such as letters, relations and plans, in world order."""
    others: Table[Account]
    """What others did or said to it or about it, in world order; its commitments are in `promises`."""
    promises: Table[Owed]
    """The commitments that it owes, is owed or reported."""
    withdrawn: Table[WithdrawnEvent]
    """Withdrawn events that named it; they are not counted."""
    later: Hidden[tuple[Account, ...]]
    """The events after the day that advanced its commitments."""


_RELATIONS = ("who", "on_behalf_of", "concerns", "told_by", "person", "office", "initiated_by", "through")


def dossier_of(snapshot: Snapshot, word: str, on: date) -> DossierAnswer:
    """The dossier of the actor that *word* names, on a day. Raises Misused."""
    actor = actor_named(snapshot, word)
    own = {actor.id: None} | snapshot.acting_for(actor.id)
    ids = snapshot.events_naming(own, *_RELATIONS)
    world = snapshot.world(
        ids | snapshot.advancing(snapshot.commitments_among(ids)), actors=(*own, actor.of) if actor.of else own
    ).named_on(on)
    accounts = tuple(account for account in world.counted(on) if account.id in ids or account.event.advances)
    found = dossier(actor, tuple(own), accounts, ids, world)
    return DossierAnswer(
        basis=snapshot.basis(on),
        names=world.names,
        on=on,
        actor=actor,
        acting=found.acting,
        offices=Table(found.offices),
        engagements=Table(found.engagements),
        represented=Table(Represented(account, by) for account, by in found.represented),
        sayings=Table(found.sayings),
        signed=Table(found.signed),
        attended=Table(Attended(account, roles) for account, roles in found.attended),
        acts=Table(found.acts),
        others=Table(found.others),
        promises=Table(as_of(found.promises, world, on)),
        withdrawn=Table(withdrawn_events(found.withdrawn)),
        later=later_stages((owed.key for owed in found.promises), world, on),
    )
