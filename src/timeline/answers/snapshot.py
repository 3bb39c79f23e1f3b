"""The log as it was at one position: immutable, and gathered in waves.

A wave is one question to the log for a whole set: the events, what was said of them, what they name. How many
waves a question takes grows with how deep it goes, and never with how many events it finds.
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property

from timeline.answers.answer import Basis
from timeline.entries import (
    Actor,
    Attestation,
    Commitment,
    Correction,
    Entry,
    Event,
    Recorded,
    Source,
    Topic,
    Withdrawal,
    evidence_of,
    involved,
)
from timeline.entries.corrections import Withdrawn, all_as_they_stand, states_in_force, withdrawals
from timeline.entries.links import links
from timeline.eventlog.read import LogReader
from timeline.projections.gathered import Gathered, gathered
from timeline.projections.world import World

CITING = ("source", "via")
"""The fields in which an entry names the sources that it cites."""


class Snapshot:
    """What the log knew at one position."""

    def __init__(self, log: LogReader, known: int) -> None:
        """The first *known* entries of *log*, which is open for as long as it is asked."""
        self.log = log
        self.known = known

    def basis(self, on: date | None = None) -> Basis:
        """What the answers rest on."""
        return Basis(self.known, self.log.root_at(self.known).hex(), on.isoformat() if on else "")

    @cached_property
    def latest(self) -> "Snapshot":
        """What the log knows now."""
        size = self.log.head().size
        return self if size == self.known else Snapshot(self.log, size)

    # --- entries as they stand ---

    @cached_property
    def withdrawn(self) -> dict[str, Withdrawn]:
        """The withdrawals that stand, by what they withdraw."""
        return withdrawals(self.log.of_kind("withdraw", known=self.known))

    def standing(self, entries: Sequence[Recorded]) -> dict[str, Recorded]:
        """Entries by id as they stand: corrected, whether or not they are withdrawn."""
        return all_as_they_stand(
            entries, self.log.said_of([one.entry.id for one in entries], "entry", known=self.known)
        )

    def entries(self, names: Collection[str]) -> dict[str, Recorded]:
        """The entries with some ids as they stand; what was not known is left out."""
        return self.standing(list(self.log.named(names, known=self.known).values()))

    def entry(self, name: str) -> Entry | None:
        """The entry with an id as it stands; None when it was not known."""
        return next((one.entry for one in self.entries([name]).values()), None)

    def of_kind(self, kind: str) -> list[Recorded]:
        """The entries of a listed kind as they stand, in recorded order, those withdrawn among them."""
        return list(self.standing(self.log.of_kind(kind, known=self.known)).values())

    @cached_property
    def states(self) -> dict[str, str]:
        """The ids of the states in force, by their ISO codes."""
        actors = self.log.of_kind("actor", known=self.known)
        return states_in_force(actors, self.log.said_of([one.entry.id for one in actors], "entry", known=self.known))

    def naming(self, targets: Collection[str], *relations: str) -> Iterator[Recorded]:
        """The entries that name one of *targets* in *relations*, as they stand, in recorded order."""
        wanted = frozenset(targets)
        for one in self.standing(self.log.naming(wanted, *relations, known=self.known)).values():
            if any(link.target in wanted and link.relation in relations for link in links(one.entry)):
                yield one

    def events_naming(self, targets: Collection[str], *relations: str) -> dict[str, None]:
        """The events that name one of *targets* in *relations*, as they or their attestations stand, by id."""
        found = dict[str, None]()
        for one in self.naming(targets, *relations):
            match one.entry:
                case Event(id=name):
                    found[name] = None
                case Attestation(event=name) if one.entry.id not in self.withdrawn:
                    found[name] = None
                case _:
                    pass
        return found

    def citing(self, *sources: str) -> list[Entry]:
        """The entries in force that cite one of some sources, or what retells it, as they stand."""
        return [one.entry for one in self.naming(sources, *CITING) if one.entry.id not in self.withdrawn]

    def said_of(self, name: str) -> tuple[Recorded, ...]:
        """The entry with an id as it was recorded, then all that attests, corrects or withdraws it, or one of these."""
        found = self.log.named([name], known=self.known).values()
        return (*found, *self.log.said_of([name], "event", "entry", known=self.known))

    # --- events ---

    def gather(self, names: Iterable[str]) -> dict[str, Gathered]:
        """Events by id, with those of all that they are part of, or come after, and whom they contradict."""
        found, seen = dict[str, Gathered](), set[str]()
        waiting = dict.fromkeys(names)
        while waiting:
            seen |= waiting.keys()
            fresh = self._gather(waiting)
            found |= fresh
            named = dict.fromkeys(name for one in fresh.values() for name in _beyond(one))
            against = {name for one in fresh.values() for name in _against(one)}
            waiting = {name: None for name in (*named, *self._events_of(against - seen)) if name not in seen}
        return found

    def _gather(self, names: Collection[str]) -> dict[str, Gathered]:
        """One wave: events, what was said of them, and what contradicts them."""
        events = {n: one for n, one in self.log.named(names, known=self.known).items() if isinstance(one.entry, Event)}
        said = _by_event(events, self.log.said_of(events, "event", "entry", known=self.known))
        against = self._contradicting(events)
        return {name: gathered(one, said[name], against.get(name, ())) for name, one in events.items()}

    def _contradicting(self, events: Collection[str]) -> dict[str, list[Recorded]]:
        """The attestations of other events that are against one of *events*, as they stand."""
        recorded = self.log.naming(events, "against", known=self.known)
        standing, found = self.standing(recorded), dict[str, list[Recorded]]()
        for one in recorded:
            now = standing[one.entry.id]
            if not isinstance(now.entry, Attestation) or now.entry.id in self.withdrawn:
                continue
            for name in dict.fromkeys((*getattr(one.entry, "against", ()), *now.entry.against)):
                if now.entry.event != name:
                    found.setdefault(name, []).append(now)
        return found

    def _events_of(self, names: Collection[str]) -> Iterator[str]:
        """The events that entries are, or attest."""
        found = self.log.named(names, known=self.known)
        for name in names:
            entry = found[name].entry if name in found else None
            yield entry.event if isinstance(entry, Attestation) else name

    def events_about(self, entries: Collection[Entry]) -> dict[str, str]:
        """The event that each entry is, or is about in the end, by the ids of the entries; none where there is none."""
        ends, waiting = {one.id: one for one in entries}, {one.id: one for one in entries}
        seen = set[tuple[str, str]]()
        while waiting:
            targets = {name: target for name, one in waiting.items() if (target := target_of(one))}
            if not seen.isdisjoint(targets.items()):
                # Only a log that was made by hand has a circle.
                return {}
            seen |= targets.items()
            found = self.log.named(set(targets.values()), known=self.latest.known)
            waiting = {name: found[target].entry for name, target in targets.items() if target in found}
            ends = {name: one for name, one in ends.items() if name not in targets} | waiting
        return {name: one.id for name, one in ends.items() if isinstance(one, Event)}

    def parts(self, visit: str) -> dict[str, None]:
        """A visit, its parts, and what is about any of them, by id."""
        found, waiting = dict[str, None](), {visit: None}
        while waiting:
            found |= waiting
            named = self.events_naming(waiting, "part_of", "about")
            waiting = {name: None for name in named if name not in found}
        return found

    def advancing(self, commitments: Collection[str]) -> dict[str, None]:
        """The events that advance one of some commitments, by id."""
        return self.events_naming(commitments, "commitment")

    def commitments_among(self, names: Collection[str]) -> list[str]:
        """Those of some entries that are commitments, by id."""
        return [
            name for name, one in self.log.named(names, known=self.known).items() if isinstance(one.entry, Commitment)
        ]

    def concerning(self, one: str, other: str) -> dict[str, None]:
        """The events that may concern two states, and those that advance a commitment that may, by id."""
        found = self.log.concerning(one, other, known=self.known)
        names = {recorded.entry.id: None for recorded in found}
        return names | self.advancing([one.entry.id for one in found if isinstance(one.entry, Commitment)])

    # --- the world ---

    def world(self, names: Iterable[str], *, also: Iterable[Entry] = (), actors: Iterable[str] = ()) -> World:
        """The world of some events, with all that is needed to tell of them.

        also: entries whose sources are told of too; actors: further ones that are named.
        """
        return self.world_of(self.gather(names).values(), also=also, actors=actors)

    def world_of(
        self, events: Collection[Gathered], *, also: Iterable[Entry] = (), actors: Iterable[str] = ()
    ) -> World:
        """The world of events that were gathered: see `world`."""
        actors = dict.fromkeys((*actors, *(name for one in events for name in _actors(one))))
        items = [item for one in events for _, _, item in one.tellings()]
        items += [item for entry in also for item in evidence_of(entry)]
        sources = dict.fromkeys(name for item in items for name in (item.source, *item.via))
        topics = dict.fromkeys(name for one in events for name in one.event.topics)
        found = self.entries(actors | sources | topics)
        states = {one.entry.of for one in found.values() if isinstance(one.entry, Actor) and one.entry.of}
        found |= self.entries(states - found.keys())
        registered = [one.entry for one in found.values()]
        return World(
            events,
            actors={one.id: one for one in registered if isinstance(one, Actor)},
            sources={one.id: one for one in registered if isinstance(one, Source)},
            topics={one.id: one for one in registered if isinstance(one, Topic)},
            withdrawn=self.withdrawn,
        )


def target_of(entry: Entry) -> str:
    """What an attestation, a correction or a withdrawal is about; empty for other entries."""
    match entry:
        case Attestation(event=target) | Correction(entry=target) | Withdrawal(entry=target):
            return target
        case _:
            return ""


def _by_event(events: Collection[str], said: Sequence[Recorded]) -> dict[str, list[Recorded]]:
    """What was said of each of *events*, or of what was said of it, in recorded order."""
    roots = {name: name for name in events}
    found: dict[str, list[Recorded]] = {name: [] for name in events}
    for one in said:
        # What is said refers to what was recorded before it; what an attestation is of cannot be corrected.
        root = roots.get(target_of(one.entry))
        if root is not None:
            roots[one.entry.id] = root
            found[root].append(one)
    return found


def _beyond(one: Gathered) -> Iterator[str]:
    """The events that an event is part of or comes after, as it or an attestation tells."""
    yield from (*one.event.part_of, *one.event.after)
    for attested in (*one.attestations, *one.contradicted):
        yield from attested.attestation.says.part_of


def _against(one: Gathered) -> Iterator[str]:
    """The entries that the attestations of an event, or of others, contradict."""
    for attested in (*one.attestations, *one.contradicted):
        yield from attested.attestation.against


def _actors(one: Gathered) -> Iterator[str]:
    event = one.event
    yield from involved(event)
    yield from event.concerns
    yield from getattr(event, "told_by", ())
    yield from (participant.as_ for participant in (*event.by, *event.to) if participant.as_)
    for attested in one.attestations:
        for participant in (*attested.attestation.says.by, *attested.attestation.says.to):
            yield from filter(None, (participant.who, participant.as_, participant.on_behalf_of))
