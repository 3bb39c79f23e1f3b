"""The log as it was at one position: immutable, and gathered in waves.

A wave is one query to the log for a whole set: the events, what was recorded about them, what they name. How many
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
    Document,
    DocumentAction,
    Entry,
    Event,
    Recorded,
    Relations,
    Says,
    ScheduleChange,
    Source,
    Topic,
    Withdrawal,
    evidence_of,
    involved,
    regarding,
    wholes_of,
)
from timeline.entries.corrections import Withdrawn, all_as_corrected, parties_in_force, withdrawals
from timeline.entries.links import links
from timeline.eventlog.read import LogReader
from timeline.projections.gathered import Gathered, gathered
from timeline.projections.world import World

CITING = ("source", "via")
"""The fields in which an entry names the sources that it cites."""


class Snapshot:
    """What the log knew at one position."""

    def __init__(self, log: LogReader, known: int, *, drafts: int = 0, counted: bool = False) -> None:
        """The first *known* entries of *log*, which is open for as long as it is asked.

        drafts: how many drafts there are besides; counted: whether they are in the log.
        """
        self.log = log
        self.known = known
        self._drafts, self._counted = drafts, counted

    def basis(self, on: date | None = None) -> Basis:
        """What the answers rest on."""
        root = "" if self._counted else self.log.root_at(self.known).hex()
        return Basis(self.known, root, on.isoformat() if on else "", self._drafts, self._counted)

    @cached_property
    def latest(self) -> "Snapshot":
        """What the log knows now."""
        size = self.log.head().size
        return self if size == self.known else Snapshot(self.log, size, drafts=self._drafts, counted=self._counted)

    # --- entries, corrections applied ---

    @cached_property
    def withdrawn(self) -> dict[str, Withdrawn]:
        """The withdrawals that stand, by what they withdraw."""
        return withdrawals(self.log.of_kind("withdraw", known=self.known))

    def corrected(self, entries: Sequence[Recorded]) -> dict[str, Recorded]:
        """Entries by id, corrections applied, including withdrawn ones."""
        return all_as_corrected(
            entries, self.log.said_of([recorded.entry.id for recorded in entries], "entry", known=self.known)
        )

    def entries(self, ids: Collection[str]) -> dict[str, Recorded]:
        """The entries with some ids, corrected; unknown ids are left out."""
        return self.corrected(list(self.log.named(ids, known=self.known).values()))

    def entry(self, id: str) -> Entry | None:
        """The entry with an id, corrected; None when it is unknown."""
        return next((recorded.entry for recorded in self.entries([id]).values()), None)

    def of_kind(self, kind: str) -> list[Recorded]:
        """The entries of a kind, such as `signing` or `actor`, corrected, in recorded order; withdrawn ones too."""
        return list(self.corrected(self.log.of_kind(kind, known=self.known)).values())

    @cached_property
    def parties(self) -> dict[str, str]:
        """The ids of the parties in force, by their codes: see `parties_in_force`."""
        actors = self.log.of_kind("actor", known=self.known)
        return parties_in_force(
            actors, self.log.said_of([recorded.entry.id for recorded in actors], "entry", known=self.known)
        )

    def acting_for(self, party: str) -> dict[str, None]:
        """The ids of the actors who act for a party, or for an organisation that does."""
        own = self._acting.get(party, {})
        return own | {id: None for organisation in own for id in self._acting.get(organisation, ())}

    @cached_property
    def _acting(self) -> dict[str, dict[str, None]]:
        """By the ids of parties and organisations: the ids of the actors who act for them."""
        found: dict[str, dict[str, None]] = {}
        for recorded in self.of_kind("actor"):
            if isinstance(recorded.entry, Actor) and recorded.entry.of:
                found.setdefault(recorded.entry.of, {})[recorded.entry.id] = None
        return found

    def naming(self, targets: Collection[str], *relations: str) -> Iterator[Recorded]:
        """The entries that refer to one of *targets* by *relations*, corrected, in recorded order."""
        wanted = frozenset(targets)
        for recorded in self.corrected(self.log.naming(wanted, *relations, known=self.known)).values():
            if any(link.target in wanted and link.relation in relations for link in links(recorded.entry)):
                yield recorded

    def events_naming(self, targets: Collection[str], *relations: str) -> dict[str, None]:
        """The ids of the events that, with their attestations, refer to one of *targets* by *relations*; corrected."""
        found = dict[str, None]()
        for recorded in self.naming(targets, *relations):
            match recorded.entry:
                case Event(id=id):
                    found[id] = None
                case Attestation(event=id) if recorded.entry.id not in self.withdrawn:
                    found[id] = None
                case _:
                    pass
        return found

    def citing(self, *sources: str) -> list[Entry]:
        """The entries in force that cite one of *sources*, or a text that retells it; corrected."""
        return [recorded.entry for recorded in self.naming(sources, *CITING) if recorded.entry.id not in self.withdrawn]

    def covering(self, events: Collection[str]) -> tuple[Source, ...]:
        """The sources in force that are recorded to cover one of *events*; corrected."""
        found = (recorded.entry for recorded in self.naming(events, "covers"))
        return tuple(s for s in found if isinstance(s, Source) and s.id not in self.withdrawn)

    def said_of(self, id: str) -> tuple[Recorded, ...]:
        """The entry with an id as recorded, then everything that attests, corrects or withdraws it, directly or not."""
        found = self.log.named([id], known=self.known).values()
        return (*found, *self.log.said_of([id], "event", "entry", known=self.known))

    # --- events ---

    def gather(self, ids: Iterable[str]) -> dict[str, Gathered]:
        """Events by id, with those of all that they are part of, or come after, and whom they contradict."""
        found, seen = dict[str, Gathered](), set[str]()
        waiting = dict.fromkeys(ids)
        while waiting:
            seen |= waiting.keys()
            fresh = self._gather(waiting)
            found |= fresh
            named = dict.fromkeys(id for gathered in fresh.values() for id in _beyond(gathered))
            against = {id for gathered in fresh.values() for id in _against(gathered)}
            waiting = {id: None for id in (*named, *self._events_of(against - seen)) if id not in seen}
        return found

    def _gather(self, ids: Collection[str]) -> dict[str, Gathered]:
        """One wave: events, what was recorded about them, and what contradicts them."""
        events = {
            n: recorded
            for n, recorded in self.log.named(ids, known=self.known).items()
            if isinstance(recorded.entry, Event)
        }
        said = _by_event(events, self.log.said_of(events, "event", "entry", known=self.known))
        against = self._contradicting(events)
        return {id: gathered(recorded, said[id], against.get(id, ())) for id, recorded in events.items()}

    def _contradicting(self, events: Collection[str]) -> dict[str, list[Recorded]]:
        """The attestations of other events that contradict one of *events*, corrected."""
        recorded = self.log.naming(events, "against", known=self.known)
        standing, found = self.corrected(recorded), dict[str, list[Recorded]]()
        for contradicting in recorded:
            now = standing[contradicting.entry.id]
            if not isinstance(now.entry, Attestation) or now.entry.id in self.withdrawn:
                continue
            for id in dict.fromkeys((*getattr(contradicting.entry, "against", ()), *now.entry.against)):
                if now.entry.event != id:
                    found.setdefault(id, []).append(now)
        return found

    def _events_of(self, ids: Collection[str]) -> Iterator[str]:
        """The events that entries are, or attest."""
        found = self.log.named(ids, known=self.known)
        for id in ids:
            entry = found[id].entry if id in found else None
            yield entry.event if isinstance(entry, Attestation) else id

    def events_about(self, entries: Collection[Entry]) -> dict[str, str]:
        """By the id of each entry: the id of the event that it is, or is about in the end. Others are left out."""
        ends, waiting = {entry.id: entry for entry in entries}, {entry.id: entry for entry in entries}
        seen = set[tuple[str, str]]()
        while waiting:
            targets = {id: target for id, entry in waiting.items() if (target := target_of(entry))}
            if not seen.isdisjoint(targets.items()):
                # Only a log that was made by hand has a circle.
                return {}
            seen |= targets.items()
            found = self.log.named(set(targets.values()), known=self.latest.known)
            waiting = {id: found[target].entry for id, target in targets.items() if target in found}
            ends = {id: entry for id, entry in ends.items() if id not in targets} | waiting
        return {id: entry.id for id, entry in ends.items() if isinstance(entry, Event)}

    def parts(self, visit: str) -> dict[str, None]:
        """The ids of a visit, its parts, the plans that it fulfilled, and the events about any of them."""
        found, waiting = dict[str, None](), {visit: None} | self.plans_of([visit])
        while waiting:
            found |= waiting
            named = self.events_naming(waiting, "part_of", "part_of_one_of", "about", "scheduled")
            waiting = {id: None for id in named if id not in found}
        return found

    def plans_of(self, engagements: Collection[str]) -> dict[str, None]:
        """The ids of the plans that one of some engagements fulfilled."""
        changes = (recorded.entry for recorded in self.naming(engagements, "fulfilled_by"))
        return {c.scheduled: None for c in changes if isinstance(c, ScheduleChange) and c.id not in self.withdrawn}

    def advancing(self, commitments: Collection[str]) -> dict[str, None]:
        """The events that advance one of some commitments, by id."""
        return self.events_naming(commitments, "commitment")

    def commitments_among(self, ids: Collection[str]) -> list[str]:
        """Those of some entries that are commitments, by id."""
        return [
            id
            for id, recorded in self.log.named(ids, known=self.known).items()
            if isinstance(recorded.entry, Commitment)
        ]

    def concerning(self, one: str, other: str) -> dict[str, None]:
        """The events that may concern two parties, and those that advance a commitment that may, by id."""
        found = self.log.concerning(one, other, known=self.known)
        ids = {recorded.entry.id: None for recorded in found}
        owed = [recorded.entry.id for recorded in found if isinstance(recorded.entry, Commitment)]
        acted_on = {recorded.entry.document for recorded in found if isinstance(recorded.entry, DocumentAction)}
        # A party to a convention that another joins later: its earlier acts are of both then.
        return ids | self.advancing(owed) | self.events_naming(acted_on, "document")

    # --- the world ---

    def world(self, ids: Iterable[str], *, also: Iterable[Entry] = (), actors: Iterable[str] = ()) -> World:
        """The world of some events, with everything that is needed to describe them.

        also: entries whose sources are needed too; actors: ids of further actors to name.
        """
        return self.world_of(self.gather(ids).values(), also=also, actors=actors)

    def world_of(
        self, events: Collection[Gathered], *, also: Iterable[Entry] = (), actors: Iterable[str] = ()
    ) -> World:
        """The world of events that were gathered: see `world`."""
        actors = dict.fromkeys((*actors, *(id for gathered in events for id in _actors(gathered))))
        items = [item for gathered in events for _, _, item in gathered.evidence_items()]
        items += [item for entry in also for item in evidence_of(entry)]
        sources = dict.fromkeys(id for item in items for id in (item.source, *item.via))
        topics = dict.fromkeys(id for gathered in events for id in gathered.event.topics)
        documents = dict.fromkeys(id for gathered in events for id in _documents(gathered))
        found = self.entries(actors | sources | topics | documents)
        while fresh := {id for recorded in found.values() for id in _behind(recorded.entry)} - found.keys():
            found |= self.entries(fresh)
        registered = [recorded.entry for recorded in found.values()]
        return World(
            events,
            actors={entry.id: entry for entry in registered if isinstance(entry, Actor)},
            sources={entry.id: entry for entry in registered if isinstance(entry, Source)},
            topics={entry.id: entry for entry in registered if isinstance(entry, Topic)},
            documents={entry.id: entry for entry in registered if isinstance(entry, Document)},
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
    """What was recorded about each of *events*, directly or not, in recorded order."""
    roots = {id: id for id in events}
    found: dict[str, list[Recorded]] = {id: [] for id in events}
    for recorded in said:
        # An entry refers to an earlier one, and the event of an attestation cannot be corrected.
        root = roots.get(target_of(recorded.entry))
        if root is not None:
            roots[recorded.entry.id] = root
            found[root].append(recorded)
    return found


def _beyond(gathered: Gathered) -> Iterator[str]:
    """The events that an event is part of, comes after or is about, according to it or an attestation."""
    event = gathered.event
    yield from (*wholes_of(event), *event.after, *regarding(event))
    if isinstance(event, ScheduleChange) and event.fulfilled_by:
        yield event.fulfilled_by
    for attested in (*gathered.attestations, *gathered.contradicted):
        yield from attested.attestation.says.part_of


def _against(gathered: Gathered) -> Iterator[str]:
    """The entries that the attestations of an event, or of others, contradict."""
    for attested in (*gathered.attestations, *gathered.contradicted):
        yield from attested.attestation.against


def _actors(gathered: Gathered) -> Iterator[str]:
    event = gathered.event
    yield from involved(event)
    yield from event.concerns
    saying: tuple[Event | Says, ...] = (event, *(attested.attestation.says for attested in gathered.attestations))
    for said in saying:
        for field in ("told_by", "initiated_by", "through"):
            yield from getattr(said, field, ())
        for participant in (*said.by, *said.to):
            yield from filter(None, (participant.who, *participant.offices, participant.on_behalf_of))
        yield from (other.who for other in said.others if other.who)
    if isinstance(event, Relations) and event.person:
        yield event.person


def _documents(gathered: Gathered) -> Iterator[str]:
    """The documents that an event names."""
    event = gathered.event
    if isinstance(event, DocumentAction):
        yield from filter(None, (event.document, event.instrument))


def _behind(entry: Entry) -> tuple[str, ...]:
    """What is behind a registration: whom an actor acts for, the parties to a document, the issuer of a source."""
    match entry:
        case Actor(of=of) if of:
            return (of,)
        case Document(parties=parties):
            return parties
        case Source(issuer=issuer, document=document):
            return tuple(filter(None, (issuer, document)))
        case _:
            return ()
