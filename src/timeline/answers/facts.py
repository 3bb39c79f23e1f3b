"""What does the record say, all of it, as it stands at one basis? Some hundreds of entries at a time."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from timeline.answers.answer import Answer
from timeline.answers.compare import ComparisonAnswer, comparison_of
from timeline.answers.listing import batches
from timeline.answers.meetings import world_of_meetings
from timeline.answers.names import visits
from timeline.answers.snapshot import Snapshot, target_of
from timeline.answers.table import Table
from timeline.entries import (
    Actor,
    Commitment,
    Correction,
    Document,
    Event,
    Recorded,
    Scheduled,
    Signing,
    Source,
    Topic,
    Withdrawal,
)
from timeline.problems import Misused
from timeline.projections.commitments import Owed, as_of, commitments
from timeline.projections.disputes import Dispute, disputes
from timeline.projections.documents import Instrument, instruments
from timeline.projections.meetings import Present, present
from timeline.projections.offices import terms
from timeline.projections.plain import Hidden
from timeline.projections.plans import Planned, plans
from timeline.projections.world import Account, World


class Fact(Struct, frozen=True, eq=False):
    """An event as it stands, with those who took part in it, and their offices."""

    account: Hidden[Account]
    counted: bool
    """Whether it had certainly begun by the day."""
    people: tuple[Present, ...]
    """Those who took part."""


class Registered(Struct, frozen=True, eq=False):
    """An actor, a source, a topic or a document as it stands."""

    entry: Actor | Source | Topic | Document
    """The registration, corrections applied."""
    position: int
    withdrawn: bool
    """Whether it is withdrawn."""


class Amended(Struct, frozen=True, eq=False):
    """A correction or a withdrawal."""

    entry: Correction | Withdrawal
    """The entry."""
    position: int
    in_force: bool
    """Whether it stands: it is not withdrawn itself."""
    target: str
    """The id of the entry that it is about."""


class FactsAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """A part of the record, in recorded order."""

    done: Hidden[int]
    """The position up to which entries have been given."""
    registered: Table[Registered]
    events: Table[Fact]
    """The events, including those that were withdrawn or had not begun."""
    commitments: Table[Owed]
    """Those that had been made by the day, as they stood on it."""
    plans: Table[Planned]
    """The engagements that had been planned by the day, with what had become of each."""
    documents: Table[Instrument]
    """What had been signed, issued or adopted by the day, with what had become of each."""
    disputes: Table[Dispute]
    amended: Table[Amended]


def facts_of(snapshot: Snapshot, on: date) -> Iterator[FactsAnswer]:
    """All that is recorded, as it stands, with commitments as of a day; in answers of some hundreds of entries."""
    for batch in batches(snapshot.log.recorded(1, snapshot.known)):
        yield _facts(snapshot, batch, on)


def _facts(snapshot: Snapshot, batch: Sequence[Recorded], on: date) -> FactsAnswer:
    standing = snapshot.corrected(batch)
    ids = [recorded.entry.id for recorded in batch if isinstance(recorded.entry, Event)]
    promises = [recorded.entry.id for recorded in batch if isinstance(recorded.entry, Commitment)]
    planning = [recorded.entry.id for recorded in batch if isinstance(recorded.entry, Scheduled)]
    papers = [recorded.entry.id for recorded in batch if isinstance(recorded.entry, Document | Signing)]
    later = snapshot.advancing(promises) | snapshot.events_naming((*planning, *papers), "scheduled", "document")
    world = world_of_meetings(snapshot, dict.fromkeys((*ids, *later)))
    counted, accounts = world.counted(on), [world.accounts[id] for id in ids]
    owed = as_of((one for one in commitments(counted) if one.key in promises), world, on)
    return FactsAnswer(
        basis=snapshot.basis(on),
        names=world.names,
        done=batch[-1].position,
        registered=Table(_registered(standing.values(), snapshot)),
        events=Table(_events(accounts, world, on)),
        commitments=Table(owed),
        plans=Table(plan for plan in plans(counted) if plan.key in planning),
        documents=Table(replace(held, on=on) for held in instruments(counted) if held.key in papers),
        disputes=Table(disputes((a for a in accounts if not a.withdrawn), counted)),
        amended=Table(_amended(standing.values(), snapshot)),
    )


def _registered(entries: Iterable[Recorded], snapshot: Snapshot) -> Iterator[Registered]:
    for recorded in entries:
        if isinstance(recorded.entry, Actor | Source | Topic | Document):
            yield Registered(recorded.entry, recorded.position, recorded.entry.id in snapshot.withdrawn)


def _events(accounts: Iterable[Account], world: World, on: date) -> Iterator[Fact]:
    held = terms(world.order)
    for account in accounts:
        counted = not account.withdrawn and account.time.begun_by(on)
        yield Fact(account, counted, tuple(present(account, held)))


def _amended(entries: Iterable[Recorded], snapshot: Snapshot) -> Iterator[Amended]:
    for recorded in entries:
        entry = recorded.entry
        if isinstance(entry, Correction | Withdrawal):
            yield Amended(entry, recorded.position, entry.id not in snapshot.withdrawn, target_of(entry))


def readouts_of(snapshot: Snapshot, on: date) -> Iterator[ComparisonAnswer]:
    """Both readouts of each visit that is between two states and has parts."""
    for visit in visits(snapshot):
        try:
            yield comparison_of(snapshot, visit.id, on)
        except Misused:
            # A journey to several states has no two sides.
            continue
