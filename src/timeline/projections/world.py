"""The world as the log knew it at one time: events with what was said of them since.

Attestations, corrections and withdrawals come together here with the event that they are
about; sides, states and times of events are told from it. Every projection starts here.
"""

from collections import deque
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType

from msgspec import Struct

from timeline.entries import (
    Actor,
    Attestation,
    Correction,
    Entry,
    Event,
    Evidence,
    Participant,
    Recorded,
    Source,
    Topic,
    Visit,
    acting,
    involved,
)
from timeline.entries.corrections import Withdrawn, corrected, withdrawals
from timeline.entries.links import links
from timeline.entries.order import UNKNOWN, Node, effective_times, world_order
from timeline.projections.values_said import Conflict, Setting, ValueSaid, conflict, folded_when, values_said
from timeline.values import VOICES, When

CIRCUMSTANCES = frozenset({"when", "start", "zone", "minutes", "approximate", "place", "after"})
"""Fields whose evidence alone does not say that the event was."""


class Attested(Struct, frozen=True):
    """An attestation as it stands: corrected, not withdrawn."""

    position: int
    attestation: Attestation


class Account(Struct, frozen=True):
    """An event, and all that was recorded of it."""

    position: int
    original: Event
    """As it was recorded."""
    event: Event
    """As it stands, corrections applied."""
    attestations: tuple[Attested, ...] = ()
    contradicted: tuple[Attested, ...] = ()
    """Attestations of other events that declare a contradiction of this one."""
    corrections: tuple[tuple[int, Correction], ...] = ()
    """Those of the event and of its attestations that stand, with their positions."""
    withdrawn: Withdrawn | None = None
    """Its withdrawal, if there is one that stands."""
    others: tuple[Recorded, ...] = ()
    """Every entry about it, or about such an entry, whether or not it still stands."""

    @property
    def id(self) -> str:
        """The id of the event."""
        return self.event.id

    def participants(self) -> Iterator[Participant]:
        """Who took part, as the event and its attestations tell."""
        yield from (*self.event.by, *self.event.to)
        for attested in self.attestations:
            yield from (*attested.attestation.says.by, *attested.attestation.says.to)

    def tellings(self) -> Iterator[tuple[int, Entry, Evidence]]:
        """Everything that speaks for the event: position, entry and evidence item."""
        for item in self.event.evidence:
            yield self.position, self.event, item
        for attested in self.attestations:
            for item in attested.attestation.evidence:
                yield attested.position, attested.attestation, item


def account(recorded: Recorded, others: Iterable[Recorded], contradicting: Iterable[Recorded] = ()) -> Account:
    """The account of an event, given the entries that refer to it and to its attestations.

    contradicting: the attestations of other events that are against it, as they stand.
    """
    assert isinstance(recorded.entry, Event)
    others = tuple(others)
    gone = withdrawals(others)
    event: Entry = recorded.entry
    attested = {o.entry.id: o for o in others if isinstance(o.entry, Attestation) and o.entry.id not in gone}
    corrections = []
    for other in others:
        correction = other.entry
        if not isinstance(correction, Correction) or correction.id in gone:
            continue
        if correction.entry == event.id:
            event = corrected(event, correction)
        elif correction.entry in attested:
            old = attested[correction.entry]
            attested[correction.entry] = Recorded(old.position, corrected(old.entry, correction))  # type: ignore[arg-type]  # correcting keeps the type
        else:
            continue
        corrections.append((other.position, correction))
    assert isinstance(event, Event)
    says = tuple(Attested(a.position, a.entry) for a in attested.values() if isinstance(a.entry, Attestation))
    against = tuple(Attested(a.position, a.entry) for a in contradicting if isinstance(a.entry, Attestation))
    return Account(
        recorded.position, recorded.entry, event, says, against, tuple(corrections), gone.get(event.id), others
    )


def vouches(entry: Entry) -> bool:
    """Whether an entry says that an event was: not by our inference, and not to contradict it."""
    return not getattr(entry, "inferred", False) and not getattr(entry, "against", ())


class World:
    """What a question is asked of: accounts of events, and the registrations they refer to."""

    def __init__(
        self,
        accounts: Iterable[Account],
        *,
        actors: Mapping[str, Actor],
        sources: Mapping[str, Source],
        topics: Mapping[str, Topic],
        gone: Mapping[str, Withdrawn] = MappingProxyType({}),
    ) -> None:
        """Keep the accounts by the ids of their events.

        gone: the withdrawals that stand, by what they withdraw.
        """
        self.accounts = {account.id: account for account in accounts}
        self.actors = actors
        self.sources = sources
        self.topics = topics
        self._gone = gone
        self._states: dict[str, frozenset[str]] = {}
        self._ancestors: dict[str, tuple[str, ...]] = {}

    # --- what it is part of ---

    def part_of(self, account: Account) -> tuple[str, ...]:
        """What an event is part of: the narrowest that sources say, where what they say fits; else its own.

        Source: RULES.md, 8 and 18: a narrower whole refines a wider one.
        """
        if not any(attested.attestation.says.part_of for attested in account.attestations):
            return account.event.part_of
        said = [one.value for one in self.said(account, "part_of") if isinstance(one.value, tuple)]
        above = {
            parents: {*parents, *(name for one in parents for name in self._recorded_above(one))} for parents in said
        }
        narrow = [one for one in said if all(set(other) & above[one] for other in said)]
        # Of two that each hold the other, the one that is within more says more.
        return max(narrow, key=lambda one: len(above[one]), default=account.event.part_of)

    def _recorded_above(self, name: str) -> tuple[str, ...]:
        """What an event was recorded within, nearest first, whatever else sources say of it."""
        return _above(name, lambda one: self.accounts[one].event.part_of if one in self.accounts else ())

    # --- time ---

    @cached_property
    def times(self) -> dict[str, When]:
        """When each event happened, as far as all sources together tell."""
        return effective_times(self._nodes)

    @cached_property
    def everything(self) -> tuple[Account, ...]:
        """All events in world order, those withdrawn among them."""
        return tuple(self.accounts[name] for name in world_order(self._nodes.values()))

    @cached_property
    def order(self) -> tuple[Account, ...]:
        """The events in world order; those withdrawn are left out."""
        return tuple(account for account in self.everything if not account.withdrawn)

    @cached_property
    def _nodes(self) -> dict[str, Node]:
        return {account.id: self._node(account) for account in self.accounts.values()}

    def _node(self, account: Account) -> Node:
        event = account.event
        clock = self.clock(account)
        return Node(
            event.id, account.position, event.when, self._own_time(account), *clock,
            self.part_of(account), event.after, isinstance(event, Visit),
        )  # fmt: skip

    def _own_time(self, account: Account) -> When | None:
        return folded_when(self.said(account, "when"))

    def clock(self, account: Account) -> tuple[str, str]:
        """The clock time and zone of an event, when all who tell one tell the same; the zone of who tells it."""
        said = self.said(account, "start")
        starts = [one.value for one in said if isinstance(one.value, tuple)]
        if not starts or self.conflict(account, "start"):
            return "", ""
        clock, zone = starts[0]
        return clock, zone or next((there for same, there in starts if there and same == clock), "")

    def time(self, name: str) -> When:
        """When an event happened."""
        return self.times.get(name, UNKNOWN)

    def counted(self, on: date) -> tuple[Account, ...]:
        """The events that had certainly begun by the end of *on*, in world order."""
        return tuple(account for account in self.order if self.time(account.id).begun_by(on))

    def possible(self, on: date) -> tuple[Account, ...]:
        """The events that may have begun by *on*, but not certainly, in world order."""
        return tuple(
            a for a in self.order if not self.time(a.id).begun_by(on) and self.time(a.id).possibly_begun_by(on)
        )

    def gone(self, evidence: Evidence) -> dict[str, Withdrawn]:
        """The texts of an evidence item that are withdrawn, by id."""
        return {name: self._gone[name] for name in (evidence.source, *evidence.via) if name in self._gone}

    def rests_on(self, account: Account) -> dict[str, Withdrawn]:
        """What an event and its attestations refer to that is withdrawn, by id."""
        if not self._gone:
            return {}
        told = (account.event, *(attested.attestation for attested in account.attestations))
        named = (link.target for entry in told for link in links(entry))
        return {name: self._gone[name] for name in named if name in self._gone}

    # --- sides ---

    def side(self, evidence: Evidence) -> tuple[str, ...]:
        """Whose word an evidence item is: that of the last text it retells, else its own."""
        source = self.sources.get(evidence.via[-1] if evidence.via else evidence.source)
        return source.side if source else ()

    def sides(self, account: Account) -> tuple[str, ...]:
        """All sides that speak for an event, and not for its time or place alone, nor by our inference."""
        told = (item for _, entry, item in account.tellings() if vouches(entry))
        items = (item for item in told if not item.for_ or not CIRCUMSTANCES.issuperset(item.for_))
        return tuple(dict.fromkeys(side for item in items for side in self.side(item)))

    def said(self, account: Account, field: str) -> tuple[ValueSaid, ...]:
        """The values of a field that sources give, those that say the same taken together."""
        attested = [(attested.position, attested.attestation) for attested in account.attestations]
        return values_said(account.position, account.event, attested, field, self.side)

    def conflict(self, account: Account, field: str) -> Conflict | None:
        """The conflict among the values that sources give of a field, if there is one."""
        return conflict(field, self.said(account, field), Setting(self.ancestors))

    # --- who ---

    def state_of(self, actor: str) -> str:
        """The state that an actor acts for, or is; empty when there is none."""
        found = self.actors.get(actor)
        if found is None:
            return ""
        return found.id if found.kind == "state" else found.of

    def states_of(self, actors: Iterable[str]) -> frozenset[str]:
        """The states that actors act for, or are."""
        return frozenset(map(self.state_of, actors)) - {""}

    def states(self, name: str) -> frozenset[str]:
        """The states that an event concerns: its own, and those of what it is part of."""
        if name not in self.accounts:
            return frozenset()
        if name not in self._states:
            events = [self.accounts[one].event for one in (name, *self.ancestors(name))]
            named = (state for event in events for state in event.concerns)
            acting = (who for event in events for who in involved(event))
            self._states[name] = frozenset({*named, *self.states_of(acting)})
        return self._states[name]

    def between(self, name: str, pair: Collection[str]) -> bool:
        """Whether an event concerns both states of a *pair*, or advances a promise that does.

        Source: RULES.md, 11 and 20.
        """
        account = self.accounts[name]
        names = (name, *(advance.commitment for advance in account.event.advances))
        return any(self.states(one).issuperset(pair) for one in names)

    def people(self, event: Event) -> frozenset[str]:
        """The states whose people take part in an event itself."""
        named = (who for who in involved(event) if who in self.actors and self.actors[who].kind != "state")
        return self.states_of(named)

    def is_contact(self, event: Event, pair: Collection[str]) -> bool:
        """Whether an engagement is one of both states: of people of each, or of people of one with the other itself.

        Registers of visits name the state that is visited, and seldom who received the visitor. Source: RULES.md, 11.
        """
        return self.states_of(involved(event)).issuperset(pair) and not self.people(event).isdisjoint(pair)

    def took_part(self, account: Account) -> frozenset[str]:
        """Who took part in an event, as it or an attestation of it tells; not those who were represented."""
        return frozenset(one.who for one in account.participants())

    def represented(self, account: Account) -> dict[str, tuple[str, ...]]:
        """Those on whose behalf others took part in an event, each with these others."""
        found: dict[str, tuple[str, ...]] = {}
        for one in account.participants():
            if one.on_behalf_of and one.who not in found.get(one.on_behalf_of, ()):
                found[one.on_behalf_of] = (*found.get(one.on_behalf_of, ()), one.who)
        return found

    def reported_by(self, account: Account) -> tuple[str, ...]:
        """Who reports a statement, where that is not all who made it; empty where their own texts say it.

        A side's own readout cannot speak for the other, nor can the press. Source: RULES.md, 15.
        """
        codes = {self.actors[one].code for one in self.states_of(acting(account.event.by)) if one in self.actors}
        sides = self.sides(account)
        parties = tuple(side for side in sides if side not in VOICES)
        return () if codes.issubset(sides) else parties or sides

    def depth(self, account: Account, chosen: Collection[str]) -> int:
        """How many of the *chosen* events it is inside of.

        A part of several stands beside them, inside what holds them.
        """
        above, parents = self.ancestors(account.id), self.part_of(account)
        if len(parents) > 1:
            above = tuple(name for name in above if name not in parents)
        return sum(name in chosen for name in above)

    def ancestors(self, name: str) -> tuple[str, ...]:
        """The events that an event is part of, nearest first."""
        if name not in self._ancestors:
            known = self.accounts
            self._ancestors[name] = _above(name, lambda one: [w for w in self.part_of(known[one]) if w in known])
        return self._ancestors[name]


def _above(name: str, parents: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Everything that is reached from *name* through *parents*, nearest first; a circle ends."""
    found: dict[str, None] = {}
    waiting = deque([name])
    while waiting:
        fresh = [parent for parent in parents(waiting.popleft()) if parent not in found]
        found |= dict.fromkeys(fresh)
        waiting += fresh
    return tuple(found)
