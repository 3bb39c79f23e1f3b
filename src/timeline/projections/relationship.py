"""The relationship of two states at a moment, event by event.

`step` folds one event into it; `changes` names what moved. Each thing held names the
event that set it.
"""

from collections.abc import Iterable
from datetime import date
from typing import TypeAlias

import msgspec
from msgspec import Struct

from timeline.entries import (
    POSITION_ACTS,
    Advance,
    Announcement,
    Commitment,
    Dialogue,
    Engagement,
    Money,
    Quantity,
    Signing,
    Stage,
    Statement,
    Status,
    Terms,
    acting,
)
from timeline.projections.conflicts import conflicts
from timeline.projections.totals import Total, stages_differ, totals
from timeline.projections.values_said import Conflict, folded_when
from timeline.projections.world import Account, World
from timeline.values import parse_when


class Held(Struct, frozen=True, kw_only=True):
    """Something that stands between two states, and the event that set it."""

    key: str
    event: str
    """The id of the event that set it last."""
    when: str = ""
    """When, as far as sources tell."""


class Level(Held, frozen=True, kw_only=True):
    """The formal level of the relationship."""

    level: str


class Contact(Held, frozen=True, kw_only=True):
    """An engagement of both states."""

    title: str
    what: str


class Instrument(Held, frozen=True, kw_only=True):
    """A signed document."""

    title: str
    document: str
    money: tuple[Money, ...] = ()
    """As each source said it; several are several ways of saying, or a conflict."""
    in_conflict: bool = False
    terms: Terms | None = None
    commitments: tuple[str, ...] = ()


class Reached(Struct, frozen=True):
    """A stage of a commitment, and the event that reached it."""

    stage: Stage
    event: str
    when: str
    quantities: tuple[Quantity, ...] = ()
    """How many, as each source said at this stage."""
    money: tuple[Money, ...] = ()
    """As said at this stage."""


class Owed(Held, frozen=True, kw_only=True):
    """A promise, with the stages that it went through."""

    title: str
    by: tuple[str, ...]
    to: tuple[str, ...] = ()
    told_by: tuple[str, ...] = ()
    due: str = ""
    due_said: str = ""
    quantities: tuple[Quantity, ...] = ()
    money: tuple[Money, ...] = ()
    in_conflict: bool = False
    stages: tuple[Reached, ...]

    @property
    def stage(self) -> Stage:
        """The stage that it is at: the last that an event reached."""
        return self.stages[-1].stage

    @property
    def is_open(self) -> bool:
        """Whether it is neither delivered nor lapsed."""
        return self.stage not in {"delivered", "lapsed"}

    @property
    def amounts(self) -> tuple[Money, ...]:
        """The amounts said of it at all of its stages."""
        return tuple(money for reached in self.stages for money in reached.money)

    @property
    def amounts_differ(self) -> bool:
        """Whether at two of its stages no amount said at one fits one said at the other, in some currency."""
        return stages_differ([reached.money for reached in self.stages])

    def overdue(self, on: date) -> bool:
        """Whether it is open after the latest day on which it was due."""
        return self.is_open and bool(self.due) and parse_when(self.due).end_latest < on.toordinal()


class Mechanism(Held, frozen=True, kw_only=True):
    """A standing dialogue."""

    name: str


class Initiative(Held, frozen=True, kw_only=True):
    """An initiative, package or plan."""

    title: str
    form: str
    parts: int = 0


class Position(Held, frozen=True, kw_only=True):
    """What a state's people affirm, assess or agree on a topic."""

    states: tuple[str, ...]
    who: tuple[str, ...]
    act: str
    title: str
    topics: tuple[str, ...]


class Touched(Held, frozen=True, kw_only=True):
    """A topic that was spoken of."""

    topic: str
    times: int


class Disagreement(Held, frozen=True, kw_only=True):
    """A field of an event of which sources give incompatible values."""

    title: str
    conflict: Conflict


Pending: TypeAlias = tuple[tuple[str, Reached], ...]


class Relationship(Struct, frozen=True, kw_only=True):
    """What stands between two states. Lists are latest first."""

    states: tuple[str, str]
    status: tuple[Level, ...] = ()
    last_contact: tuple[Contact, ...] = ()
    """The latest contact; none before the first."""
    contacts: int = 0
    instruments: tuple[Instrument, ...] = ()
    commitments: tuple[Owed, ...] = ()
    """Promises of one to the other."""
    dialogues: tuple[Mechanism, ...] = ()
    initiatives: tuple[Initiative, ...] = ()
    positions: tuple[Position, ...] = ()
    to_others: tuple[Owed, ...] = ()
    """Promises of either to others, or to nobody in particular."""
    conflicts: tuple[Disagreement, ...] = ()
    topics: tuple[Touched, ...] = ()
    pending: Pending = ()
    """Stages reached by events that come before the promise itself."""

    @property
    def totals(self) -> tuple[Total, ...]:
        """What the documents amount to, by currency, oldest first; none over values in conflict."""
        promised = {one.key: one.amounts for one in (*self.commitments, *self.to_others)}
        return totals(self.instruments[::-1], promised)


SECTIONS = (
    "status", "last_contact", "instruments", "commitments", "dialogues", "initiatives",
    "positions", "to_others", "conflicts", "topics",
)  # fmt: skip
"""The fields of a relationship that hold things, in the order in which they are shown."""


def relationship(one: str, other: str) -> Relationship:
    """The relationship of two states before the first event."""
    return Relationship(states=(one, other))


def fold(state: Relationship, accounts: Iterable[Account], world: World) -> Relationship:
    """The relationship after more events, given in world order."""
    for account in accounts:
        state = step(state, account, world)
    return state


def step(state: Relationship, account: Account, world: World) -> Relationship:
    """The relationship after one more event.

    One that does not concern both states changes nothing but the stage of a promise that does.
    """
    event = account.event
    if not world.states(account.id).issuperset(state.states):
        ours = (one for one in event.advances if world.states(one.commitment).issuperset(state.states))
        for advance in ours:
            state = _advance(state, account, advance, world)
        return state
    state = _engagement(state, account, world)
    match event:
        case Status():
            state = _put(state, "status", _level(account, event, world), replacing=True)
        case Signing():
            state = _put(state, "instruments", _instrument(account, event, world))
        case Commitment():
            state = _promise(state, account, event, world)
        case Dialogue():
            state = _put(
                state, "dialogues", Mechanism(key=event.id, event=event.id, when=_when(account, world), name=event.name)
            )
        case Announcement():
            state = _announcement(state, account, event, world)
        case Statement():
            state = _position(state, account, event, world)
        case _:
            pass
    for advance in event.advances:
        state = _advance(state, account, advance, world)
    return _topics(_conflicts(state, account, world), account, world)


def _when(account: Account, world: World) -> str:
    return world.time(account.id).text


def _put(state: Relationship, section: str, held: Held, *, replacing: bool = False) -> Relationship:
    """*state* with *held* first in a section, in place of what has its key (or of all)."""
    old: tuple[Held, ...] = () if replacing else getattr(state, section)
    return msgspec.structs.replace(state, **{section: (held, *(one for one in old if one.key != held.key))})


def _engagement(state: Relationship, account: Account, world: World) -> Relationship:
    event = account.event
    if not isinstance(event, Engagement) or not world.is_contact(event, state.states):
        return state
    contact = Contact(
        key="last contact", event=event.id, when=_when(account, world), title=event.title, what=event.what
    )
    return msgspec.structs.replace(state, last_contact=(contact,), contacts=state.contacts + 1)


def _level(account: Account, event: Status, world: World) -> Level:
    return Level(key=event.level, event=event.id, when=_when(account, world), level=event.level)


def _money(account: Account, world: World) -> tuple[tuple[Money, ...], bool]:
    """The amounts that sources give, and whether any two conflict."""
    said = world.said(account, "money")
    amounts = tuple(one.value for one in said if isinstance(one.value, Money))
    return amounts, world.conflict(account, "money") is not None


def _quantities(account: Account, world: World, own: Quantity | None) -> tuple[Quantity, ...]:
    """How many, as sources say; what an event tells of several promises is told of each alone."""
    if len(account.event.advances) > 1:
        return (own,) if own else ()
    return tuple(one.value for one in world.said(account, "quantity") if isinstance(one.value, Quantity))


def _instrument(account: Account, event: Signing, world: World) -> Instrument:
    money, in_conflict = _money(account, world)
    return Instrument(
        key=event.id, event=event.id, when=_when(account, world), title=event.title, document=event.document,
        money=money, in_conflict=in_conflict, terms=event.terms,
        commitments=tuple(advance.commitment for advance in event.advances),
    )  # fmt: skip


def _announcement(state: Relationship, account: Account, event: Announcement, world: World) -> Relationship:
    if event.form != "part":
        held = Initiative(key=event.id, event=event.id, when=_when(account, world), title=event.title, form=event.form)
        return _put(state, "initiatives", held)
    whole = next((one for one in state.initiatives if one.key in event.part_of), None)
    if whole is None:
        return state
    grown = msgspec.structs.replace(whole, parts=whole.parts + 1)
    others = tuple(grown if one is whole else one for one in state.initiatives)
    return msgspec.structs.replace(state, initiatives=others)


def _position(state: Relationship, account: Account, event: Statement, world: World) -> Relationship:
    states = world.states_of(acting(event.by)) & set(state.states)
    reporting = world.reported_by(account)
    if len(states) > 1 and reporting:
        # What one side alone reports of both is no position of the other.
        states = frozenset(one for one in states if one in world.actors and world.actors[one].code in reporting)
    if event.act not in POSITION_ACTS or not event.topics or not states:
        return state
    position = Position(
        key=event.id, event=event.id, when=_when(account, world), states=tuple(sorted(states)),
        who=tuple(participant.who for participant in event.by), act=event.act, title=event.title, topics=event.topics,
    )  # fmt: skip
    return _put(state, "positions", position)


# --- promises -------------------------------------------------------------------------


def _promise(state: Relationship, account: Account, event: Commitment, world: World) -> Relationship:
    section = _section_of(event, state.states, world)
    earlier = tuple(reached for name, reached in state.pending if name == event.id)
    left = tuple(item for item in state.pending if item[0] != event.id)
    return _put(msgspec.structs.replace(state, pending=left), section, owed(account, event, world, earlier))


def owed(account: Account, event: Commitment, world: World, reached: tuple[Reached, ...] = ()) -> Owed:
    """The promise that a commitment makes, at the stage `announced` or at what it *reached*."""
    money, in_conflict = _money(account, world)
    quantities = _quantities(account, world, event.quantity)
    first = Reached("announced", event.id, _when(account, world), quantities, money)
    return Owed(
        key=event.id, event=reached[-1].event if reached else event.id, when=_when(account, world), title=event.title,
        by=tuple(one.who for one in event.by), to=tuple(one.who for one in event.to), told_by=event.told_by,
        due=_due(account, event, world), due_said=event.due_said, quantities=quantities,
        money=money, in_conflict=in_conflict, stages=(first, *reached),
    )  # fmt: skip


def _due(account: Account, event: Commitment, world: World) -> str:
    """When it is due, as far as all sources together tell."""
    folded = folded_when(world.said(account, "due"))
    return folded.text if folded else event.due


def _section_of(event: Commitment, states: tuple[str, str], world: World) -> str:
    owing, owed_to = world.states_of(acting(event.by)), world.states_of(acting(event.to))
    between = any(one in owing and other in owed_to for one, other in (states, states[::-1]))
    # What both owe is owed to each other, unless it is owed to somebody else.
    between = between or (owing.issuperset(states) and (not owed_to or not owed_to.isdisjoint(states)))
    return "commitments" if between else "to_others"


def reached(account: Account, advance: Advance, world: World) -> Reached:
    """The stage that an event brings a commitment to."""
    money, _ = _money(account, world)
    quantities = _quantities(account, world, advance.quantity)
    return Reached(advance.stage, account.id, _when(account, world), quantities, money)


def _advance(state: Relationship, account: Account, advance: Advance, world: World) -> Relationship:
    stage = reached(account, advance, world)
    for section in ("commitments", "to_others"):
        for promise in getattr(state, section):
            if promise.key == advance.commitment:
                moved = msgspec.structs.replace(promise, event=account.id, stages=(*promise.stages, stage))
                return _put(state, section, moved)
    return msgspec.structs.replace(state, pending=(*state.pending, (advance.commitment, stage)))


# --- conflicts and topics -------------------------------------------------------------


def _conflicts(state: Relationship, account: Account, world: World) -> Relationship:
    for found in conflicts(account, world):
        key = f"{account.id} {found.field}" if found.field else f"declared {found.values[-1].positions}"
        if not found.field and any(one.key == key for one in state.conflicts):
            # A contradiction of several events is one, of the first.
            continue
        state = _put(
            state,
            "conflicts",
            Disagreement(
                key=key, event=account.id, when=_when(account, world), title=account.event.title, conflict=found
            ),
        )
    return state


def _topics(state: Relationship, account: Account, world: World) -> Relationship:
    for topic in account.event.topics:
        times = next((one.times for one in state.topics if one.key == topic), 0)
        state = _put(
            state,
            "topics",
            Touched(key=topic, event=account.id, when=_when(account, world), topic=topic, times=times + 1),
        )
    return state


# --- changes and totals ---------------------------------------------------------------


class Change(Struct, frozen=True):
    """One thing that moved between two states of a relationship."""

    sign: str
    """`+` came, `~` moved, `-` went."""
    section: str
    before: Held | None
    after: Held | None


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
