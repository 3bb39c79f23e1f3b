"""Questions to a log: which entries they need, gathered at one time of the log's clock.

The only place where the log and the projections meet.
"""

from collections.abc import Collection, Iterable, Iterator
from contextlib import suppress
from datetime import date
from functools import cached_property
from itertools import islice
from typing import TypeVar

from msgspec import Struct

from timeline.entries import (
    Actor,
    Attestation,
    Commitment,
    Correction,
    Entry,
    Event,
    Passage,
    Recorded,
    Source,
    Topic,
    Visit,
    Withdrawal,
    evidence_of,
    involved,
)
from timeline.entries.corrections import Withdrawn, withdrawals
from timeline.entries.links import links
from timeline.eventlog.index import words
from timeline.eventlog.read import LogReader
from timeline.problems import Misused, meant, nearest
from timeline.projections.commitments import commitments
from timeline.projections.disputes import Dispute, disputes
from timeline.projections.dossier import Dossier, dossier
from timeline.projections.readouts import Row, readouts
from timeline.projections.relationship import Owed, Relationship, fold, relationship
from timeline.projections.replay import Step, steps
from timeline.projections.rests_on import Resting, resting
from timeline.projections.world import Account, World, account
from timeline.values import OPEN_AFTER, When, whole_number

E = TypeVar("E", bound=Entry)


class Basis(Struct, frozen=True):
    """What an answer rests on: the log up to a position, and a day in the world."""

    position: int
    root: str
    """The root of the log at that position, in hexadecimal."""
    on: str = ""
    """Empty when the answer is of no day."""


class Standing(Struct, frozen=True):
    """The relationship of two states on a day, with what is not certain yet."""

    state: Relationship
    under_way: tuple[Account, ...]
    possible: tuple[Account, ...]
    withdrawn: tuple[Account, ...]
    """The events that were withdrawn, and are not counted."""


class Replay(Struct, frozen=True):
    """What is replayed: a visit with its steps, or all that concerns two states."""

    title: str
    codes: tuple[str, ...]
    """The ISO codes of the two states whose relationship it tells; none when there are not two."""
    steps: tuple[Step, ...]
    promises: tuple[Owed, ...] = ()
    """The promises of a visit, as they were last told of; none of two states."""


class Comparison(Struct, frozen=True):
    """Both readouts of a visit."""

    title: str
    rows: tuple[Row, ...]
    codes: tuple[str, ...]
    """The codes of the two sides; the host stands first, as hosts do."""
    withdrawn: tuple[Account, ...]


class Questions:
    """The questions to a log as it was at one position."""

    def __init__(self, log: LogReader, known: int) -> None:
        """Ask *log* what it knew at position *known*."""
        self._log = log
        self.known = known

    def basis(self, on: date | None = None) -> Basis:
        """What the answers rest on."""
        return Basis(self.known, self._log.root_at(self.known).hex(), on.isoformat() if on else "")

    # --- gathering ---

    @cached_property
    def gone(self) -> dict[str, Withdrawn]:
        """The withdrawals that stand, by what they withdraw."""
        return withdrawals(self._log.of_kind("withdraw", known=self.known))

    def entry(self, name: str) -> Entry | None:
        """The entry with an id, corrected, whether or not it is withdrawn; None when it was not known."""
        found = self._log.current(name, known=self.known)
        return None if found is None else found.entry

    def account(self, recorded: Recorded) -> Account:
        """The account of an event."""
        name = recorded.entry.id
        others = self._log.about(name, "event", "entry", known=self.known)
        return account(recorded, others, self._contradicting(name))

    def _contradicting(self, name: str) -> Iterator[Recorded]:
        """The attestations of other events that are against this one, as they stand."""
        for recorded in self._log.referring(name, "against", known=self.known):
            entry = self.entry(recorded.entry.id)
            if isinstance(entry, Attestation) and entry.event != name and entry.id not in self.gone:
                yield Recorded(recorded.position, entry)

    def accounts(self, names: Iterable[str]) -> dict[str, Account]:
        """The accounts of events by id, with those of all that they are part of, or come after."""
        found: dict[str, Account] = {}
        waiting = list(names)
        while waiting:
            name = waiting.pop()
            recorded = None if name in found else self._log.find(name)
            if recorded is not None and recorded.position <= self.known and isinstance(recorded.entry, Event):
                found[name] = self.account(recorded)
                waiting += (*found[name].event.part_of, *found[name].event.after)
                told = (*found[name].attestations, *found[name].contradicted)
                waiting += (one for attested in told for one in attested.attestation.says.part_of)
                waiting += (self._event_of(one) for attested in told for one in attested.attestation.against)
        return found

    def _event_of(self, name: str) -> str:
        """The event that an entry is, or attests."""
        found = self._log.find(name)
        return found.entry.event if found and isinstance(found.entry, Attestation) else name

    def _events_naming(self, target: str, *relations: str) -> Iterator[str]:
        """The events that name *target* in *relations*, as they or their attestations stand, by id."""
        for recorded in self._log.referring(target, *relations, known=self.known):
            entry = self.entry(recorded.entry.id)
            if entry is None or not _names(entry, target, relations):
                continue
            if isinstance(entry, Event):
                yield entry.id
            elif isinstance(entry, Attestation) and entry.id not in self.gone:
                yield entry.event

    def world(self, names: Iterable[str]) -> World:
        """The world of some events, with all that is needed to tell of them."""
        accounts = self.accounts(names)
        actors: dict[str, Actor] = {}
        sources: dict[str, Source] = {}
        topics: dict[str, Topic] = {}
        for one in accounts.values():
            for name in _actors(one):
                self._gather(name, Actor, actors)
            for _, _, item in one.tellings():
                for name in (item.source, *item.via):
                    self._gather(name, Source, sources)
            for name in one.event.topics:
                self._gather(name, Topic, topics)
        for actor in tuple(actors.values()):
            self._gather(actor.of, Actor, actors)
        return World(accounts.values(), actors=actors, sources=sources, topics=topics, gone=self.gone)

    def _gather(self, name: str, kind: type[E], into: dict[str, E]) -> None:
        if name and name not in into:
            entry = self.entry(name)
            if isinstance(entry, kind):
                into[name] = entry

    # --- names ---

    def actor(self, word: str) -> Actor:
        """The actor that *word* names: an id, a code, a name or words of one. Raises Misused when none, or several."""
        with suppress(Misused):
            entry = self.named(word)
            if isinstance(entry, Actor):
                return entry
        from timeline.text.folding import folded  # noqa: PLC0415 - only what is named by words needs it

        sought = set(folded(word).split())
        found = [
            one for one in self._actors() if any(sought <= set(folded(name).split()) for name in (one.name, *one.names))
        ]
        if len(found) == 1:
            return found[0]
        if found:
            raise Misused(
                f"{word} names several actors", hint=f"name one of {', '.join(one.id for one in found[:_NAMED])}"
            )
        words = {
            part: one for one in self._actors() for name in (one.name, *one.names) for part in folded(name).split()
        }
        near = nearest(folded(word), words)
        hint = f"did you mean {words[near].name}?" if near else "`timeline log --kind actor` lists them"
        raise Misused(f"there is no actor {word}", hint=hint)

    def _actors(self) -> Iterator[Actor]:
        """The actors as they are now, withdrawn ones among them."""
        for recorded in self._log.of_kind("actor", known=self.known):
            entry = self.entry(recorded.entry.id)
            if isinstance(entry, Actor):
                yield entry

    def state(self, word: str) -> str:
        """The id of the state that *word* names: its id, its ISO code or its name.

        Raises Misused.
        """
        states = self._states()
        if word.upper() in states:
            return states[word.upper()]
        if word in states.values():
            return word
        named = [actor.id for actor in self._called(word) if actor.kind == "state"]
        if len(named) == 1:
            return named[0]
        raise Misused(
            f"there is no state {word}",
            hint=meant(word.upper(), tuple(states)) or f"the states are {', '.join(sorted(states))}",
        )

    def _states(self) -> dict[str, str]:
        """The ids of states by their codes, as they were known; then those of which nobody knew yet."""
        return self._log.states() | self._log.states(known=self.known)

    def _called(self, word: str) -> list[Actor]:
        """The actors with a name, in any of its spellings, capitals or not; as known, else as they were named later."""
        for known in (self.known, None):
            found = [self._log.current(recorded.entry.id, known=known) for recorded in self._log.of_kind("actor")]
            actors = [one.entry for one in found if one is not None and isinstance(one.entry, Actor)]
            called = [a for a in actors if word.casefold() in {name.casefold() for name in (a.name, *a.names)}]
            if called:
                return called
        return []

    def _name(self, actor: str) -> str:
        entry = self.entry(actor)
        return entry.name if isinstance(entry, Actor) else actor

    def code(self, state: str) -> str:
        """The ISO code of a state."""
        entry = self.entry(state)
        return entry.code if isinstance(entry, Actor) else ""

    def source(self, word: str) -> Source:
        """The source that *word* names. Raises Misused when there is none."""
        found = self.named(word)
        if not isinstance(found, Source):
            raise Misused(f"{word} is no source", hint="`timeline sources` lists them")
        return found

    def named(self, word: str) -> Entry:
        """The entry that *word* names: an id, a position such as `87` or `#87`, a state's code, an actor's name.

        Raises Misused when there is none, or it was recorded later than what is asked of.
        """
        # To a shell `#133` is a comment: a number alone is a position too, where it is no id.
        position = whole_number(word.removeprefix("#"))
        found = None if word.startswith("#") else self._log.find(word)
        found = self._log.at(position) if found is None and position is not None else found
        if found is None and word.upper() in (states := self._states()):
            found = self._log.find(states[word.upper()])
        if found is None:
            called = self._called(word)
            if len(called) > 1:
                raise Misused(f"{word} names several actors", hint=f"name one of {', '.join(one.id for one in called)}")
            found = self._log.find(called[0].id) if called else None
        if found is None:
            hint = meant(word, tuple(self._log.near(word))) or "`timeline search` finds ids by words"
            if position is not None:
                hint = f"the log ends at #{self._log.head().size}"
            raise Misused(f"there is no entry {word}", hint=hint)
        if found.position > self.known:
            raise Misused(
                f"{word} was recorded as #{found.position}, and was not known at #{self.known}",
                hint="ask with a later --known",
            )
        return self.entry(found.entry.id) or found.entry

    def visit(self, word: str) -> str:
        """The id of the visit, or other event with parts, that *word* names. Raises Misused."""
        entry = self.named(word)
        if not isinstance(entry, Event):
            visits = ", ".join(visit.id for visit in self.visits()[:_VISITS])
            raise Misused(f"{word} is no event", hint=f"name a visit: {visits}" if visits else "there is no visit")
        return entry.id

    def visits(self) -> tuple[Visit, ...]:
        """The visits that have parts and are not withdrawn, in recorded order."""
        found = (recorded.entry for recorded in self._log.of_kind("visit", known=self.known))
        return tuple(v for v in found if isinstance(v, Visit) and v.id not in self.gone and self._has_parts(v))

    def replayable(self) -> tuple[tuple[Account, ...], World]:
        """The visits that have parts and are not withdrawn, in world order, and the world."""
        visits = {visit.id for visit in self.visits()}
        world = self.world(sorted(visits))
        return tuple(account for account in world.order if account.id in visits), world

    def only_visit(self) -> str:
        """The visit that is part of no other, if there is just one. Raises Misused."""
        within = {name for visit in self.visits() for name in visit.part_of}
        visits = [visit.id for visit in self.visits() if visit.id not in within]
        if len(visits) != 1:
            raise Misused(
                "there is more than one visit" if visits else "there is no visit",
                hint=f"name one of {', '.join(visits)}" if visits else "",
            )
        return visits[0]

    def promises_of(self, visit: str, on: date) -> tuple[tuple[Owed, ...], World]:
        """The promises made at a visit or other event, its parts among it, as they stood on a day, and the world."""
        names = [name for name in self.parts(visit) if isinstance(self.entry(name), Commitment)]
        world = self.world([*names, *self._advancing(names)])
        return tuple(owed for owed in commitments(world.counted(on), world) if owed.key in names), world

    def _has_parts(self, visit: Visit) -> bool:
        return any(True for _ in self._events_naming(visit.id, "part_of"))

    def recorded(self, name: str) -> tuple[Recorded, ...]:
        """The entry with an id as it was recorded, then all that attests, corrects or withdraws it, or one of these."""
        found = self._log.find(name)
        others = self._log.about(name, "event", "entry", known=self.known)
        return (found, *others) if found else ()

    def sources_of(self, entry: Entry) -> World:
        """A world with no events but the sources that an entry cites."""
        sources: dict[str, Source] = {}
        for item in evidence_of(entry):
            for name in (item.source, *item.via):
                self._gather(name, Source, sources)
        return World((), actors={}, sources=sources, topics={}, gone=self.gone)

    def history(self, name: str) -> tuple[tuple[Recorded, ...], World]:
        """Everything that was recorded of an entry, in recorded order, and a world with what it names."""
        against = self._log.referring(name, "against", known=self.known)
        found = {one.position: one for one in (*self.recorded(name), *against)}
        entries = tuple(found[position] for position in sorted(found))
        return entries, self._naming(entries)

    def _naming(self, entries: Iterable[Recorded]) -> World:
        """The world of the events among *entries* and of those that they are about, with all sources that they cite."""
        entries = tuple(entries)
        names = {target for one in entries for target in (one.entry.id, *_targets(one.entry))}
        world = self.world(sorted(names))
        sources = dict(world.sources)
        for recorded in entries:
            for item in evidence_of(recorded.entry):
                for name in (item.source, *item.via):
                    self._gather(name, Source, sources)
        return World(world.accounts.values(), actors=world.actors, sources=sources, topics=world.topics, gone=self.gone)

    # --- answers ---

    def learnt(self, before: int, on: date | None = None) -> tuple[list[Recorded], World]:
        """The entries after position *before*, and the world; by a day, those of events begun by then."""
        entries = list(self._log.recorded(before + 1, self.known))
        world = self._naming(entries)
        if on is not None:
            entries = [one for one in entries if any(_begun(name, world, on) for name in _about(one.entry, self._log))]
        return entries, world

    def late(self, days: int) -> tuple[list[tuple[int, Recorded, Account]], World]:
        """What was recorded or attested after the first file about the same visit, and long after it happened.

        More than *days* after it began at the latest; the longest first. The rest of a visit is what it is part of or
        about; an event of none is a visit of its own.
        """
        found = list[tuple[int, Recorded, Account]]()
        first, subjects = dict[str, str](), dict[str, str]()
        told = (one for one in self._log.recorded(1, self.known) if isinstance(one.entry, Event | Attestation))
        names = dict[str, None]()
        for batch in iter(lambda: list(islice(told, _BATCH)), []):
            world = self.world(name for one in batch for name in _about(one.entry, self._log))
            for recorded in batch:
                (name,) = _about(recorded.entry, self._log)
                account, time, stamp = world.accounts[name], world.time(name), recorded.entry.recorded_at
                at_once = stamp == first.setdefault(self._subject(name, subjects), stamp)
                late = date.fromisoformat(stamp[:10]).toordinal() - time.start_latest
                if not at_once and not account.withdrawn and time.start_latest < OPEN_AFTER and late > days:
                    found.append((late, recorded, account))
                    names[name] = None
        found.sort(key=lambda one: (-one[0], one[1].position))
        return found, self.world(names)

    def _subject(self, name: str, known: dict[str, str]) -> str:
        """The outermost event that an event is part of, or about; *known* keeps what was found."""
        way = list[str]()
        while name not in known and name not in way:
            way.append(name)
            entry = self.entry(name)
            name = next(iter((*entry.part_of, *entry.about)), name) if isinstance(entry, Event) else name
        subject = known.get(name, name)
        known |= dict.fromkeys(way, subject)
        return subject

    def resting(self, source: str) -> tuple[Resting, World]:
        """What rests on a source, and the world."""
        names = dict.fromkeys(name for entry in self.citing(source) for name in _about(entry, self._log))
        world = self.world(names)
        accounts = [account for account in world.order if account.id in names]
        return resting(source, accounts, world), world

    def pair_world(self, one: str, other: str) -> World:
        """The world of what concerns two states, and of what advances a promise that does."""
        found = list(self._log.concerning(one, other, known=self.known))
        promises = (recorded.entry.id for recorded in found if isinstance(recorded.entry, Commitment))
        names = {recorded.entry.id: None for recorded in found}
        return self.world(names | dict.fromkeys(self._advancing(promises)))

    def _advancing(self, promises: Iterable[str]) -> Iterator[str]:
        return (name for promise in promises for name in self._events_naming(promise, "commitment"))

    def standing(self, one: str, other: str, on: date) -> tuple[Standing, World]:
        """The relationship of two states on a day, and the world that it is told from. Raises Misused for one."""
        if one == other:
            raise Misused("a relationship has two states", hint="name two")
        world = self.pair_world(one, other)
        state = fold(relationship(one, other), world.counted(on), world)
        pair = {one, other}
        both = [account for account in world.order if world.states(account.id) >= pair]
        under_way = tuple(a for a in both if world.time(a.id).under_way_on(on) and a.event.what in _LASTING)
        possible = tuple(a for a in world.possible(on) if world.between(a.id, pair))
        withdrawn = tuple(a for a in world.everything if a.withdrawn and world.between(a.id, pair))
        return Standing(state, under_way, possible, withdrawn), world

    def parts(self, visit: str) -> dict[str, None]:
        """A visit, its parts, and what is about any of them, by id."""
        found: dict[str, None] = {}
        waiting = [visit]
        while waiting:
            name = waiting.pop()
            if name in found:
                continue
            found[name] = None
            waiting += self._events_naming(name, "part_of", "about")
        return found

    def replay(self, visit: str, *, recorded: bool = False) -> tuple[Replay, World]:
        """The steps of a visit and of what became of its promises, over the relationship of its two states."""
        parts = self.parts(visit)
        promises = [name for name in parts if isinstance(self.entry(name), Commitment)]
        chosen = parts | dict.fromkeys(self._advancing(promises))
        world = self.world(chosen)
        states = self._two_states(world, visit)
        if states:
            world = self.world({*chosen, *self.pair_world(*states).accounts})
        start = relationship(*states) if states else None
        told = tuple(steps(world, chosen, start, recorded=recorded, visit=visit))
        owed = tuple(one for one in commitments(world.order, world) if one.key in promises)
        codes = tuple(map(self.code, states or ()))
        return Replay(world.accounts[visit].event.title, codes, told, owed), world

    def replay_pair(self, one: str, other: str, *, recorded: bool = False) -> tuple[Replay, World]:
        """The steps of everything that concerns two states."""
        world = self.pair_world(one, other)
        chosen = {name: None for name in world.accounts if world.between(name, {one, other})}
        title = " and ".join(map(self._name, (one, other)))
        told = tuple(steps(world, chosen, relationship(one, other), recorded=recorded))
        return Replay(title, (self.code(one), self.code(other)), told), world

    def _two_states(self, world: World, visit: str) -> tuple[str, str] | None:
        """The state that visits and the state that is visited."""
        event = world.accounts[visit].event
        states = sorted(world.states(visit))
        travelling = sorted(world.states_of(one.who for one in event.by))
        order = [*travelling, *(state for state in states if state not in travelling)]
        return (order[0], order[1]) if len(order) == _TWO else None

    def compare(self, visit: str, on: date | None = None) -> tuple[Comparison, World]:
        """Both readouts of a visit, and the world; by a day, of what had begun by then.

        Raises Misused when it has no two sides.
        """
        chosen = self.parts(visit)
        world = self.world(chosen)
        # What covers an event may cover it through what it is about.
        about = {name for account in world.accounts.values() for name in account.event.about}
        world = world if about <= world.accounts.keys() else self.world({*chosen, *about})
        states = self._two_states(world, visit)
        codes = tuple(map(self.code, reversed(states))) if states else self._sides(chosen, world, visit)
        accounts = [account for account in world.counted(on or date.max) if account.id in chosen]
        withdrawn = tuple(account for account in world.everything if account.withdrawn and account.id in chosen)
        rows = readouts(accounts, world, codes, self._covering(world), visit)
        return Comparison(world.accounts[visit].event.title, rows, codes, withdrawn), world

    def _sides(self, chosen: Iterable[str], world: World, visit: str) -> tuple[str, ...]:
        """The codes of the two states that a visit and its parts concern. Raises Misused."""
        states = {state for name in chosen for state in world.states(name)}
        codes = tuple(sorted(map(self.code, states)))
        if len(codes) != _TWO:
            parts = [name for name in chosen if name != visit and isinstance(world.accounts[name].event, Visit)]
            hint = (
                f"name a part of it: {', '.join(parts[:_VISITS])}" if parts else "name a visit of one state to another"
            )
            raise Misused(f"{visit} has not two sides, but {', '.join(codes) or 'none'}", hint=hint)
        return codes

    def _covering(self, world: World) -> tuple[Source, ...]:
        """The sources that cover an event of a world."""
        found: dict[str, Source] = {}
        for name in world.accounts:
            for recorded in self._log.referring(name, "covers", known=self.known):
                entry = self.entry(recorded.entry.id)
                if isinstance(entry, Source) and name in entry.covers and entry.id not in self.gone:
                    found[entry.id] = entry
        return tuple(found.values())

    def conflicts(
        self, chosen: Collection[str] | None = None, on: date | None = None
    ) -> tuple[tuple[Dispute, ...], World]:
        """All disagreements about events, and the world; about the *chosen* ones alone, or what had begun by a day."""
        names = dict.fromkeys(chosen) if chosen is not None else self._disputable()
        promises = (name for name in names if isinstance(self.entry(name), Commitment))
        world = self.world({**names, **dict.fromkeys(self._advancing(promises))})
        counted = world.counted(on) if on else world.order
        return disputes((account for account in counted if account.id in names), counted, world), world

    def _disputable(self) -> dict[str, None]:
        """The events that something is attested of, and the promises."""
        names = dict.fromkeys(self._log.attested(known=self.known))
        return names | dict.fromkeys(one.entry.id for one in self._log.of_kind("commitment", known=self.known))

    def promise(self, name: str, on: date) -> tuple[tuple[Owed, ...], World]:
        """One promise with the stages that it reached by a day, and the world; none when it was not made yet."""
        world = self.world([name, *self._advancing([name])])
        return tuple(owed for owed in commitments(world.counted(on), world) if owed.key == name), world

    def all_commitments(self, on: date) -> tuple[tuple[Owed, ...], World]:
        """All promises on a day, and the world."""
        names = [recorded.entry.id for recorded in self._log.of_kind("commitment", known=self.known)]
        world = self.world([*names, *self._advancing(names)])
        return commitments(world.counted(on), world), world

    def dossier(self, actor: Actor, on: date) -> tuple[Dossier, World]:
        """The dossier of an actor on a day, and the world; a state's tells of all who act for it."""
        relations = ("who", "on_behalf_of", "concerns", "told_by", "person", "office")
        own = {actor.id: None, **dict.fromkeys(self._acting_for(actor.id) if actor.kind == "state" else ())}
        names = {name: None for one in own for name in self._events_naming(one, *relations)}
        world = self.world([*names, *self._advancing(names)])
        told = tuple(one for one in world.counted(on) if one.id in names or one.event.advances)
        return dossier(actor, tuple(own), told, names, world), world

    def _acting_for(self, state: str) -> Iterator[str]:
        for recorded in self._log.of_kind("actor", known=self.known):
            actor = self.entry(recorded.entry.id)
            if isinstance(actor, Actor) and actor.of == state:
                yield actor.id

    def citing(self, source: str) -> Iterator[Entry]:
        """The entries in force whose evidence cites a source, or what retells it, corrected."""
        for recorded in self._log.referring(source, "source", "via", known=self.known):
            entry = self.entry(recorded.entry.id)
            if entry is not None and entry.id not in self.gone and _names(entry, source, ("source", "via")):
                yield entry

    def passages(self, source: Source, *, retold: bool = False) -> Iterator[tuple[str, Passage, str]]:
        """The passages that are cited of a source: the entry, the passage, and why it carries no fact if it does not.

        retold: with those of the texts that retell it.
        """
        for entry in self.citing(source.id):
            for item in evidence_of(entry):
                if source.id in ((item.source, *item.via) if retold else (item.source,)):
                    yield from ((entry.id, passage, "") for passage in item.passages)
        yield from ((source.id, listed.passage, listed.because) for listed in source.no_fact)

    def sources(self) -> Iterator[Source]:
        """All sources, those withdrawn among them, in recorded order."""
        for recorded in self._log.of_kind("source", known=self.known):
            entry = self.entry(recorded.entry.id)
            if isinstance(entry, Source):
                yield entry

    def search(self, sought: str, limit: int, within: When | None = None) -> list[Recorded]:
        """The entries that hold all words of *sought*, best first; *within* some days, those of events of these.

        A correction or attestation that holds them comes after the entry that it is about.
        """
        from timeline.text.folding import holds, query  # noqa: PLC0415 - only a search needs it

        if len(sought.split()) > _WORDS:
            raise Misused(f"more than {_WORDS} words are sought", hint="name those that matter")
        terms, found = query(sought), dict[int, Recorded]()
        matches = self._log.matching(terms, known=self.known) if terms else iter(())
        for recorded in self.dated((one for one in matches if holds(words(one.entry), sought)), within):
            match recorded.entry:
                case Correction(entry=target) | Attestation(event=target):
                    about = self._log.find(target)
                    found |= {about.position: about} if about else {}
                case _:
                    pass
            found[recorded.position] = recorded
            if len(found) >= limit:
                break
        return list(islice(found.values(), limit))

    def dated(self, entries: Iterable[Recorded], within: When | None) -> Iterator[Recorded]:
        """Those of *entries* that are, or are about, events that may have begun *within* some days; all within none."""
        if within is None:
            yield from entries
            return
        entries = iter(entries)
        for batch in iter(lambda: list(islice(entries, _BATCH)), []):
            about = {one.position: _about(one.entry, self._log) for one in batch}
            world = self.world(dict.fromkeys(name for names in about.values() for name in names))
            for one in batch:
                if any(world.time(name).told_within(*within.span) for name in about[one.position]):
                    yield one


_TWO = 2
_BATCH = 500
_WORDS = 50
"""Words of one search."""
_NAMED = 5
_VISITS = 5
"""Visits that a hint names."""
_LASTING = ("visit", "meeting", "courtesy-call", "dinner", "site-visit", "phone-call", "conference")


def _targets(entry: Entry) -> tuple[str, ...]:
    """What an attestation, a correction or a withdrawal is about; nothing for other entries."""
    match entry:
        case Attestation(event=target) | Correction(entry=target) | Withdrawal(entry=target):
            return (target,)
        case _:
            return ()


def _about(entry: Entry, log: LogReader) -> tuple[str, ...]:
    """The event that an entry is, or is about in the end; none when it is about none."""
    seen = set[str]()
    while targets := _targets(entry):
        found = log.find(targets[0])
        if found is None or targets[0] in seen:
            return ()
        seen.add(targets[0])
        entry = found.entry
    return (entry.id,) if isinstance(entry, Event) else ()


def _begun(name: str, world: World, on: date) -> bool:
    return name in world.accounts and world.time(name).begun_by(on)


def _names(entry: Entry, target: str, relations: Collection[str]) -> bool:
    return any(link.target == target and link.relation in relations for link in links(entry))


def _actors(one: Account) -> Iterator[str]:
    event = one.event
    yield from involved(event)
    yield from event.concerns
    yield from getattr(event, "told_by", ())
    yield from (participant.as_ for participant in (*event.by, *event.to) if participant.as_)
    for attested in one.attestations:
        for participant in (*attested.attestation.says.by, *attested.attestation.says.to):
            yield from filter(None, (participant.who, participant.as_, participant.on_behalf_of))
