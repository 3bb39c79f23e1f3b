"""The relationship of two states at a moment, event by event.

`step` folds one event into it; `changes` names what changed. Each item names the
event that set it.
"""

from collections.abc import Collection, Iterable
from typing import TypedDict

import msgspec
from msgspec import Struct

from timeline.entries import (
    POSITION_ACTS,
    Advance,
    Announcement,
    Commitment,
    Communication,
    Dialogue,
    DocumentAction,
    Engagement,
    Relations,
    ScheduleChange,
    Scheduled,
    Signing,
    Statement,
    Status,
    acting,
    involved,
)
from timeline.projections.conflicts import conflicts
from timeline.projections.documents import Instrument, acted, signed
from timeline.projections.held import (
    Contact,
    Correspondence,
    Disagreement,
    Held,
    Initiative,
    Level,
    Mechanism,
    Position,
    Relation,
    Touched,
)
from timeline.projections.owing import Owing, advance, promise, put
from timeline.projections.plans import Planned, planned, turned
from timeline.projections.totals import Total, totals
from timeline.projections.world import Account


class Relationship(Owing, frozen=True, kw_only=True):
    """The relationship of two states. Lists are latest first."""

    status: tuple[Level, ...] = ()
    last_contact: tuple[Contact, ...] = ()
    """The latest contact; none before the first."""
    contacts: int = 0
    acts: tuple[Account, ...] = ()
    """The acts of documents of which one at most is a party so far."""
    relations: tuple[Relation, ...] = ()
    last_correspondence: tuple[Correspondence, ...] = ()
    """The latest written communication; none before the first."""
    scheduled: tuple[Planned, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    dialogues: tuple[Mechanism, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    positions: tuple[Position, ...] = ()
    conflicts: tuple[Disagreement, ...] = ()
    topics: tuple[Touched, ...] = ()

    @property
    def totals(self) -> tuple[Total, ...]:
        """What the documents amount to, by currency, oldest first; none over values in conflict."""
        promised = {owed.key: owed.amounts for owed in (*self.commitments, *self.to_others, *self.of_others)}
        return totals(self.instruments[::-1], promised)


SECTIONS = (
    "status", "relations", "last_contact", "last_correspondence", "scheduled", "instruments", "commitments",
    "dialogues", "initiatives",
    "positions", "to_others", "of_others", "conflicts", "topics",
)  # fmt: skip
"""The sections of a relationship, in the order in which they are shown."""


def relationship(one: str, other: str) -> Relationship:
    """The relationship of two states before the first event."""
    return Relationship(states=(one, other))


def fold(standing: Relationship, accounts: Iterable[Account]) -> Relationship:
    """The relationship after more events, given in world order."""
    for account in accounts:
        standing = step(standing, account)
    return standing


def step(standing: Relationship, account: Account) -> Relationship:
    """The relationship after one more event.

    One that does not concern both states changes nothing but the stage of a commitment that does, or a document of
    which both are parties.
    """
    if isinstance(account.event, DocumentAction):
        standing = _document(standing, account, account.event)
    if account.parties.issuperset(standing.states):
        moved = _by_kind(_engagement(standing, account), account)
        return _topics(_conflicts(_advanced(moved, account, account.event.advances), account), account)
    ours = (
        advance
        for advance in account.event.advances
        if account.world.parties(advance.commitment).issuperset(standing.states)
    )
    return _advanced(standing, account, ours)


def _by_kind(standing: Relationship, account: Account) -> Relationship:
    """The relationship after what an event of its kind changes."""
    match account.event:
        case Status() as event:
            return put(standing, "status", Level(**_set_by(account, event.level), level=event.level), replacing=True)
        case Signing() as event:
            return put(standing, "instruments", signed(account, event))
        case Commitment() as event:
            return promise(standing, account, event)
        case Dialogue() as event:
            return put(standing, "dialogues", Mechanism(**_set_by(account), name=event.name))
        case Announcement() as event:
            return _announcement(standing, account, event)
        case Statement() as event:
            taken = position(account, event, standing.states)
            return put(standing, "positions", taken) if taken else standing
        case _:
            return _of_diplomacy(standing, account)


def _of_diplomacy(standing: Relationship, account: Account) -> Relationship:
    """The relationship after what a document, a plan, relations or correspondence change."""
    match account.event:
        case Scheduled() as event:
            return put(standing, "scheduled", planned(account, event))
        case ScheduleChange() as event:
            plan = next((held for held in standing.scheduled if held.key == event.scheduled), None)
            return put(standing, "scheduled", turned(plan, account, event)) if plan else standing
        case Relations() as event:
            return put(standing, "relations", _relation(account, event))
        case Communication() as event:
            letter = Correspondence(**_set_by(account, "last correspondence"), title=event.title, form=event.form)
            return put(standing, "last_correspondence", letter) if _is_between(account, standing.states) else standing
        case _:
            return standing


def _document(standing: Relationship, account: Account, event: DocumentAction) -> Relationship:
    """The relationship after an act of a document: it is one of both as soon as each is a party or has acted on it."""
    before = next((held for held in standing.instruments if held.key == event.document), None)
    if before and _is_of_others(account, standing.states):
        # What a third party does with a convention changes nothing between these two.
        return standing
    if before:
        return put(standing, "instruments", acted(before, account, event))
    acts = [*(act for act in standing.acts if _document_of(act) == event.document), account]
    if not frozenset[str]().union(*(act.parties for act in acts)).issuperset(standing.states):
        return msgspec.structs.replace(standing, acts=(*standing.acts, account))
    for act in (act for act in acts if not _is_of_others(act, standing.states)):
        assert isinstance(act.event, DocumentAction), "these are acts of documents"
        before = acted(before, act, act.event)
    left = tuple(act for act in standing.acts if _document_of(act) != event.document)
    kept = msgspec.structs.replace(standing, acts=left)
    return put(kept, "instruments", before) if before else kept


def _is_of_others(account: Account, states: Collection[str]) -> bool:
    """Whether it is the act of parties none of which is one of *states*; a fact of a document is of all."""
    by = account.names.parties_of(acting(account.event.by))
    return bool(by) and by.isdisjoint(states)


def _document_of(account: Account) -> str:
    return account.event.document if isinstance(account.event, DocumentAction) else ""


def _advanced(standing: Relationship, account: Account, advances: Iterable[Advance]) -> Relationship:
    for stage in advances:
        standing = advance(standing, account, stage)
    return standing


class _SetBy(TypedDict):
    """What every item has: the event that set it."""

    account: Account
    key: str
    event: str
    when: str


def _set_by(account: Account, key: str = "") -> _SetBy:
    """What a thing has that an event set; its key is the event's id if it has no other."""
    return _SetBy(account=account, key=key or account.id, event=account.id, when=account.time.text)


def _engagement(standing: Relationship, account: Account) -> Relationship:
    event = account.event
    if not isinstance(event, Engagement) or not account.is_contact(standing.states):
        return standing
    contact = Contact(**_set_by(account, "last contact"), title=event.title, what=event.what)
    return msgspec.structs.replace(standing, last_contact=(contact,), contacts=standing.contacts + 1)


def _relation(account: Account, event: Relations) -> Relation:
    by, to = (tuple(participant.who for participant in who) for who in (event.by, event.to))
    return Relation(**_set_by(account), title=event.title, relation=event.relation, by=by, to=to)


def _is_between(account: Account, states: Collection[str]) -> bool:
    """Whether something was sent by one to the other."""
    return account.names.parties_of(involved(account.event)).issuperset(states)


def _announcement(standing: Relationship, account: Account, event: Announcement) -> Relationship:
    if event.form != "part":
        held = Initiative(**_set_by(account), title=event.title, form=event.form)
        return put(standing, "initiatives", held)
    whole = next((initiative for initiative in standing.initiatives if initiative.key in event.part_of), None)
    if whole is None:
        return standing
    grown = msgspec.structs.replace(whole, parts=whole.parts + 1)
    others = tuple(grown if initiative is whole else initiative for initiative in standing.initiatives)
    return msgspec.structs.replace(standing, initiatives=others)


def position(account: Account, event: Statement, states: Collection[str]) -> Position | None:
    """The position that a statement takes for one of *states*, or for several; None when it takes none."""
    taking = account.names.parties_of(acting(event.by)) & set(states)
    reporting = account.reported_by
    if len(taking) > 1 and reporting:
        # What one side alone reports of both is no position of the other.
        taking = frozenset(state for state in taking if account.names.code(state) in reporting)
    if event.act not in POSITION_ACTS or not event.topics or not taking:
        return None
    return Position(
        **_set_by(account), states=tuple(sorted(taking)),
        who=tuple(participant.who for participant in event.by), act=event.act, title=event.title, topics=event.topics,
    )  # fmt: skip


def _conflicts(standing: Relationship, account: Account) -> Relationship:
    for found in conflicts(account):
        key = f"{account.id} {found.field}" if found.field else f"declared {found.values[-1].positions}"
        if not found.field and any(disagreement.key == key for disagreement in standing.conflicts):
            # A contradiction of several events is one, of the first.
            continue
        held = Disagreement(**_set_by(account, key), title=account.event.title, conflict=found)
        standing = put(standing, "conflicts", held)
    return standing


def _topics(standing: Relationship, account: Account) -> Relationship:
    for topic in account.event.topics:
        times = next((touched.times for touched in standing.topics if touched.key == topic), 0)
        standing = put(standing, "topics", Touched(**_set_by(account, topic), topic=topic, times=times + 1))
    return standing


class Change(Struct, frozen=True):
    """One thing that moved between two states of a relationship."""

    sign: str
    """`+` came, `~` moved, `-` went."""
    section: str
    """The field of the relationship in which it is listed."""
    before: Held | None
    """The item in the list of its section; None for a new item."""
    after: Held | None
    """None for what went."""


def changes(before: Relationship, after: Relationship) -> tuple[Change, ...]:
    """What moved, section by section; what came first."""
    found = []
    for section in SECTIONS:
        old = {held.key: held for held in getattr(before, section)}
        new = {held.key: held for held in getattr(after, section)}
        found += [Change("+", section, None, held) for key, held in new.items() if key not in old]
        found += [Change("~", section, old[key], held) for key, held in new.items() if key in old and old[key] != held]
        found += [Change("-", section, held, None) for key, held in old.items() if key not in new]
    return tuple(found)
