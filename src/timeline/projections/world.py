"""The world as the log knew it at one position: events with all that was recorded about them.

The sides, parties and times of an event come from all of its sources together. Every projection starts here.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping
from datetime import date
from functools import cached_property
from types import MappingProxyType
from typing import Any

from timeline.entries import (
    Actor,
    Document,
    Entry,
    Evidence,
    Participant,
    ScheduleChange,
    Source,
    Topic,
    Visit,
    acting,
    evidence_of,
    involved,
    regarding,
    wholes_of,
)
from timeline.entries.corrections import Withdrawn
from timeline.entries.links import links
from timeline.entries.order import UNKNOWN, Node, above, effective_times, world_order
from timeline.projections.citation import Citation, entry_data
from timeline.projections.gathered import Attested, Gathered, vouches
from timeline.projections.names import Names
from timeline.projections.plain import Data
from timeline.projections.values_said import (
    ClockTime,
    Conflict,
    Setting,
    ValueSaid,
    clock_said,
    conflict,
    folded_when,
    part_of_day_said,
    values_said,
)
from timeline.projections.wholes import common, narrowest
from timeline.values import VOICES, When

CIRCUMSTANCES = frozenset({"when", "start", "zone", "minutes", "approximate", "place", "after"})
"""Fields whose evidence alone does not say that the event happened."""


class World:
    """Events, and the registrations that they refer to."""

    def __init__(
        self,
        events: Iterable[Gathered] = (),
        *,
        actors: Mapping[str, Actor] = MappingProxyType({}),
        sources: Mapping[str, Source] = MappingProxyType({}),
        topics: Mapping[str, Topic] = MappingProxyType({}),
        documents: Mapping[str, Document] = MappingProxyType({}),
        withdrawn: Mapping[str, Withdrawn] = MappingProxyType({}),
        on: date | None = None,
    ) -> None:
        """Keep the events by their ids.

        withdrawn: the withdrawals in force, by the id of what they withdraw; on: the day whose names are used.
        """
        self.accounts = {gathered.id: Account(self, gathered) for gathered in events}
        titles = {account.id: account.event.title for account in self.accounts.values()}
        self.names = Names(actors, sources, topics, titles, documents, on)
        self.withdrawn = withdrawn
        self._parties: dict[str, frozenset[str]] = {}
        self._ancestors: dict[str, tuple[str, ...]] = {}

    def named_on(self, day: date) -> "World":
        """The same world, in which everybody has the name of a day; this one, if nobody ever had another name."""
        names = self.names
        if not any(actor.called for actor in names.actors.values()):
            return self
        return World(
            (account.gathered for account in self.accounts.values()), actors=names.actors, sources=names.sources,
            topics=names.topics, documents=names.documents, withdrawn=self.withdrawn, on=day,
        )  # fmt: skip

    # --- time ---

    @cached_property
    def times(self) -> dict[str, When]:
        """When each event happened, as all sources together state it."""
        return effective_times(self._nodes)

    @cached_property
    def everything(self) -> tuple["Account", ...]:
        """All events in world order, including withdrawn ones."""
        return tuple(self.accounts[id] for id in world_order(self._nodes.values()))

    @cached_property
    def order(self) -> tuple["Account", ...]:
        """The events in world order, without withdrawn ones."""
        return tuple(account for account in self.everything if not account.withdrawn)

    @cached_property
    def _nodes(self) -> dict[str, Node]:
        return {account.id: account.node for account in self.accounts.values()}

    @cached_property
    def attested(self) -> dict[str, Attested]:
        """The attestations of all events, by their own ids."""
        return {
            attested.attestation.id: attested for account in self.accounts.values() for attested in account.attestations
        }

    def counted(self, on: date) -> tuple["Account", ...]:
        """The events that had certainly begun by the end of *on*, in world order."""
        return tuple(account for account in self.order if account.time.begun_by(on))

    def possible(self, on: date) -> tuple["Account", ...]:
        """The events that may have begun by *on*, but not certainly, in world order."""
        return tuple(a for a in self.order if not a.time.begun_by(on) and a.time.possibly_begun_by(on))

    # --- who says so ---

    def side(self, evidence: Evidence) -> tuple[str, ...]:
        """The sides of an evidence item: that of the last text it retells, else its own."""
        source = self.names.sources.get(evidence.via[-1] if evidence.via else evidence.source)
        return source.side if source else ()

    def citations(self, position: int, entry: Entry) -> tuple[Citation, ...]:
        """The evidence items of an entry."""
        return tuple(
            Citation(position, entry, item, self.side(item), self.names, self._withdrawn_of(item))
            for item in evidence_of(entry)
        )

    def _withdrawn_of(self, evidence: Evidence) -> dict[str, Withdrawn]:
        return {id: self.withdrawn[id] for id in (evidence.source, *evidence.via) if id in self.withdrawn}

    # --- who ---

    def parties(self, event_id: str) -> frozenset[str]:
        """The parties that an event concerns: its own, those of what it is part of, and of its plan or document."""
        if event_id not in self.accounts:
            document = self.names.documents.get(event_id)
            return self.names.parties_of(document.parties) if document else frozenset()
        if event_id not in self._parties:
            self._parties[event_id] = frozenset()
            events = [self.accounts[id].event for id in (event_id, *self.ancestors(event_id))]
            named = (party for event in events for party in event.concerns)
            who = (who for event in events for who in involved(event))
            of_these = (party for event in events for id in regarding(event) for party in self.parties(id))
            self._parties[event_id] = frozenset({*named, *self.names.parties_of(who), *of_these})
        return self._parties[event_id]

    # --- what it is part of ---

    def ancestors(self, event_id: str) -> tuple[str, ...]:
        """The events that an event is part of, nearest first."""
        if event_id not in self._ancestors:
            known = self.accounts
            self._ancestors[event_id] = above(event_id, lambda id: [w for w in known[id].part_of if w in known])
        return self._ancestors[event_id]

    def recorded_above(self, event_id: str) -> tuple[str, ...]:
        """The events that an event was recorded as part of, nearest first, whatever other sources say."""
        return above(event_id, lambda id: self.accounts[id].event.part_of if id in self.accounts else ())


class Account:
    """An event in its world: what happened, when, according to whom, and what became of it."""

    def __init__(self, world: World, gathered: Gathered) -> None:
        """The *gathered* event in its *world*."""
        self.world = world
        self.position = gathered.position
        self.id = gathered.id
        self.original = gathered.original
        self.event = gathered.event
        self.attestations = gathered.attestations
        self.contradicted = gathered.contradicted
        self.corrections = gathered.corrections
        self.withdrawn = gathered.withdrawn
        self.others = gathered.others
        self.gathered = gathered
        self._said: dict[str, tuple[ValueSaid, ...]] = {}

    def __repr__(self) -> str:
        """`<#87 jp-kh-2024-07/call-hun-manet>`."""
        return f"<#{self.position} {self.id}>"

    @property
    def names(self) -> Names:
        """The names of everybody in it."""
        return self.world.names

    # --- when ---

    @property
    def time(self) -> When:
        """When it happened, as all sources together state it."""
        return self.world.times.get(self.id, UNKNOWN)

    @cached_property
    def clock(self) -> ClockTime:
        """Its clock time and zone, if all sources that give one give the same; the zone is that of the source."""
        return ClockTime() if self.conflict("start") else clock_said(self.said("start"))

    @property
    def part_of_day(self) -> str:
        """The part of the day in which it began, where no source gives the hour, and none gives another part."""
        return "" if self.clock.start or self.conflict("start") else part_of_day_said(self.said("start"))

    @property
    def node(self) -> Node:
        """What the world order needs of the event."""
        event = self.event
        plan = (event.scheduled,) if isinstance(event, ScheduleChange) else ()
        wholes = self.part_of if self._is_attested_part else wholes_of(event)
        return Node(
            event.id, self.position, event.when, folded_when(self.said("when")), *self.clock, wholes,
            (*event.after, *plan), isinstance(event, Visit), self.part_of_day,
        )  # fmt: skip

    # --- what sources say ---

    def said(self, field: str) -> tuple[ValueSaid, ...]:
        """The values of a field that sources give, equal ones joined."""
        if field not in self._said:
            attested = [(attested.position, attested.attestation) for attested in self.attestations]
            self._said[field] = values_said(self.position, self.event, attested, field, self.world.side)
        return self._said[field]

    def values(self, field: str) -> list[Any]:
        """The values of a field that sources give; that of the event itself when it is inferred."""
        said: list[Any] = [value.value for value in self.said(field)]
        own = getattr(self.event, field)
        return said or ([own] if own else [])

    def conflict(self, field: str) -> Conflict | None:
        """The conflict among the values that sources give of a field, if there is one."""
        return conflict(field, self.said(field), Setting(self.world.ancestors))

    @cached_property
    def citations(self) -> tuple[Citation, ...]:
        """The evidence of the event, then that of its attestations."""
        entries = (
            (self.position, self.event),
            *((attested.position, attested.attestation) for attested in self.attestations),
        )
        return tuple(found for position, entry in entries for found in self.world.citations(position, entry))

    @cached_property
    def vouching(self) -> tuple[Citation, ...]:
        """The evidence that it happened. Evidence for its time or place alone does not count, nor does an inference."""
        return tuple(
            citation
            for citation in self.citations
            if vouches(citation.entry)
            and (not citation.evidence.for_ or not CIRCUMSTANCES.issuperset(citation.evidence.for_))
        )

    def giving(self, said: ValueSaid, field: str) -> tuple[Citation, ...]:
        """The evidence for a value that sources give of a field."""
        return tuple(
            citation
            for citation in self.citations
            if citation.position in said.positions and (not citation.evidence.for_ or field in citation.evidence.for_)
        )

    @cached_property
    def sides(self) -> tuple[str, ...]:
        """All sides that report it."""
        return tuple(dict.fromkeys(side for citation in self.vouching for side in citation.side))

    @cached_property
    def reported_by(self) -> tuple[str, ...]:
        """The sides that report a statement, if they are not all the sides that made it; else empty.

        A side's own readout cannot speak for the other, nor can the press. Source: RULES.md, 15.
        """
        codes = set(map(self.names.code, self.names.parties_of(acting(self.event.by)) & self.names.actors.keys()))
        parties = tuple(side for side in self.sides if side not in VOICES)
        return () if codes.issubset(self.sides) else parties or self.sides

    @property
    def rests_on(self) -> dict[str, Withdrawn]:
        """The withdrawn entries that it or its attestations refer to, by id."""
        withdrawn = self.world.withdrawn
        if not withdrawn:
            return {}
        recorded = (self.event, *(attested.attestation for attested in self.attestations))
        named = (link.target for entry in recorded for link in links(entry))
        return {id: withdrawn[id] for id in named if id in withdrawn}

    # --- what it is part of ---

    @cached_property
    def part_of(self) -> tuple[str, ...]:
        """The events that it is part of: the narrowest that sources give, if all fit; else as it was recorded."""
        above = self.world.recorded_above
        recorded = self.event.part_of or common(self.event.part_of_one_of, above)
        if not self._is_attested_part:
            return recorded
        said = [value.value for value in self.said("part_of") if isinstance(value.value, tuple)]
        return narrowest(said, above, recorded)

    @property
    def _is_attested_part(self) -> bool:
        return any(attested.attestation.says.part_of for attested in self.attestations)

    @property
    def ancestors(self) -> tuple[str, ...]:
        """The events that it is part of, nearest first."""
        return self.world.ancestors(self.id)

    @property
    def wholes(self) -> Iterator["Account"]:
        """The events that it is part of, nearest first."""
        return (self.world.accounts[id] for id in self.ancestors)

    def depth(self, chosen: Collection[str]) -> int:
        """How many of the *chosen* events it is part of.

        An event that is part of several is shown beside them, under what they are part of.
        """
        above = self.ancestors
        if len(self.part_of) > 1:
            above = tuple(id for id in above if id not in self.part_of)
        return sum(id in chosen for id in above)

    # --- who ---

    @property
    def parties(self) -> frozenset[str]:
        """The parties that it concerns: see `World.parties`."""
        return self.world.parties(self.id)

    def between(self, pair: Collection[str]) -> bool:
        """Whether it concerns both parties of a *pair*, or advances a commitment that does.

        Source: RULES.md, 11 and 20.
        """
        ids = (self.id, *(advance.commitment for advance in self.event.advances))
        return any(self.world.parties(id).issuperset(pair) for id in ids)

    def is_contact(self, pair: Collection[str]) -> bool:
        """Whether it is an engagement of both parties: of people of each, or of people of one with the other itself.

        Registers of visits name the state that is visited, and seldom who received the visitor. Source: RULES.md, 11.
        """
        actors, who = self.names.actors, tuple(involved(self.event))
        people = self.names.parties_of(id for id in who if id in actors and not actors[id].is_party)
        return self.names.parties_of(who).issuperset(pair) and not people.isdisjoint(pair)

    @cached_property
    def took_part(self) -> frozenset[str]:
        """Who took part, according to it or an attestation of it; without those who were represented."""
        return frozenset(participant.who for participant in self.participants())

    def participants(self) -> Iterator[Participant]:
        """Who took part, according to it and its attestations; once for each that says so."""
        return self.gathered.participants()

    def represented(self) -> dict[str, tuple[str, ...]]:
        """Those who were represented, each with those who took part on their behalf."""
        found: dict[str, tuple[str, ...]] = {}
        for participant in self.participants():
            if participant.on_behalf_of and participant.who not in found.get(participant.on_behalf_of, ()):
                found[participant.on_behalf_of] = (*found.get(participant.on_behalf_of, ()), participant.who)
        return found

    # --- as plain data ---

    def to_dict(self) -> Data:
        """The event, corrected: its fields, its time from all sources, its evidence, what became of it."""
        fields = entry_data(self.position, self.event, self.citations)
        return fields | {
            "time": self.time.text,
            "states": sorted(self.parties),
            "evidence": fields["evidence"],
            "withdrawn": self.withdrawn is not None,
            "rests_on": rests_on([self]),
            "corrections": corrections([self]),
        }


def rests_on(accounts: Iterable[Account]) -> dict[str, str]:
    """The withdrawn entries that events refer to, by id, with the ids of the withdrawals."""
    return {id: withdrawn.withdrawal.id for account in accounts for id, withdrawn in account.rests_on.items()}


def corrections(accounts: Iterable[Account]) -> list[str]:
    """The ids of the corrections in force of events."""
    return [correction.id for account in accounts for _, correction in account.corrections]
