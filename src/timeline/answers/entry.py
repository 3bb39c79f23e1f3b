"""What does the log know about one entry: its content, its evidence, who recorded it, and what became of it?"""

from collections.abc import Callable, Collection, Iterator, Mapping
from datetime import date

from msgspec import Struct
from msgspec.structs import replace

from timeline.answers.answer import Answer
from timeline.answers.commitments import CommitmentsAnswer, promise
from timeline.answers.names import entry_named
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import (
    Commitment,
    Document,
    DocumentAction,
    Engagement,
    Entry,
    Event,
    Recorded,
    ScheduleChange,
    Scheduled,
    Signing,
    Source,
    Visit,
)
from timeline.entries.links import links
from timeline.problems import Misused
from timeline.projections.audit import Audit, Recording, audit, recordings
from timeline.projections.documents import Instrument, instruments
from timeline.projections.itinerary import Stop, itinerary
from timeline.projections.log_entry import LogEntry, log_entry
from timeline.projections.plain import Flat, Hidden
from timeline.projections.plans import Planned, plans
from timeline.projections.world import Account, World

Texts = Callable[[Mapping[str, Source]], Mapping[str, str]]
"""Maps sources, by id, to those of their texts that are attached."""


def no_texts(_: Mapping[str, Source]) -> Mapping[str, str]:
    """None."""
    return {}


class EventAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """One event: what happened, according to whom, who recorded it, what became of it."""

    event: Flat[Account]
    audit: Audit
    itinerary: Table[Stop] = Table()
    """The engagements of a visit; empty for another event."""
    became: Hidden[CommitmentsAnswer | None] = None
    """The stages that a commitment reached; None for another event."""
    plans: Table[Planned] = Table()
    """The plan that the event is, changes or fulfilled, with what became of it."""
    life: Table[Instrument] = Table()
    """The document that the event is an act of, with all that was done with it by the day; empty for another event."""
    texts: Hidden[Mapping[str, str]]
    """The texts of its sources that are attached, by id."""


class Proven(Struct, frozen=True):
    """Where the inclusion proof of an entry starts."""

    index: int
    """The index of its leaf, from 0."""
    checkpoint: int
    """The size of the largest checkpoint that covers it; 0 when there is none."""


class AuditAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """The audit of an event."""

    event: Flat[Account]
    audit: Audit
    proof: Proven
    became: Hidden[CommitmentsAnswer | None] = None
    """The stages that a commitment reached; None for another event."""
    texts: Hidden[Mapping[str, str]]
    """The texts of its sources that are attached, by id."""


class TextOf(Struct, frozen=True):
    """A text of a document."""

    text: Hidden[Source]
    source: str
    """The id of the source that it is."""
    title: str
    language: str
    """Empty when it is not stated."""
    authentic: bool
    """Whether the document says that its text in this language is authentic."""


class EntryAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """One entry that is not an event."""

    entry: Flat[LogEntry]
    recordings: Table[Recording]
    """Who recorded, attested, corrected or withdrew it, and when."""
    withdrawn: bool
    """Whether it is withdrawn."""
    life: Table[Instrument] = Table()
    """A document, with all that was done with it by the day; empty for another entry."""
    versions: Table[TextOf] = Table()
    """The texts of a document; empty for another entry."""
    superseded_by: tuple[str, ...] = ()
    """The ids of the sources that replaced a source; empty for another entry."""


def entry_of(snapshot: Snapshot, word: str, on: date, *, texts: Texts = no_texts) -> EventAnswer | EntryAnswer:
    """The entry that *word* names; a commitment comes with the stages that it reached by the day. Raises Misused."""
    entry = entry_named(snapshot, word)
    if not isinstance(entry, Event):
        return _of_entry(snapshot, entry, on)
    ids = snapshot.parts(entry.id) if isinstance(entry, Visit) else {entry.id: None}
    planned = _plans(snapshot, entry)
    acts = _acts(snapshot, entry)
    world = snapshot.world(ids | planned | snapshot.events_naming(planned, "scheduled") | acts)
    account = world.accounts[entry.id]
    return EventAnswer(
        basis=snapshot.basis(),
        names=world.names,
        event=account,
        audit=audit(account),
        itinerary=Table(itinerary(world, entry.id)),
        became=promise(snapshot, entry.id, on) if isinstance(entry, Commitment) else None,
        plans=Table(plan for plan in plans(world.order) if plan.key in planned),
        life=Table(_life(world, acts, on)),
        texts=texts(world.names.sources),
    )


def _plans(snapshot: Snapshot, entry: Event) -> dict[str, None]:
    """The ids of the plans that an event is, changes or fulfilled."""
    match entry:
        case Scheduled():
            return {entry.id: None}
        case ScheduleChange():
            return {entry.scheduled: None}
        case Engagement():
            return snapshot.plans_of([entry.id])
        case _:
            return {}


def _acts(snapshot: Snapshot, entry: Entry) -> dict[str, None]:
    """The ids of the events that did something with a document: the entry itself, or the one that it is an act of."""
    match entry:
        case Document(id=id):
            return snapshot.events_naming([id], "document")
        case DocumentAction(document=document):
            return snapshot.events_naming([document], "document") | _signing(snapshot, document)
        case Signing(id=id):
            later = snapshot.events_naming([id], "document")
            return {id: None} | later if later else {}
        case _:
            return {}


def _signing(snapshot: Snapshot, document: str) -> dict[str, None]:
    """The older signing that stands for a document, if it is one."""
    return {document: None} if isinstance(snapshot.entry(document), Signing) else {}


def _life(world: World, acts: Collection[str], on: date) -> Iterator[Instrument]:
    """The document of some acts, as of a day."""
    counted = [account for account in world.counted(on) if account.id in acts]
    return (replace(document, on=on) for document in instruments(counted))


def _superseding(snapshot: Snapshot, entry: Entry) -> tuple[str, ...]:
    """The ids of the sources in force that replaced a source."""
    later = snapshot.naming([entry.id], "supersedes") if isinstance(entry, Source) else ()
    return tuple(one.entry.id for one in later if one.entry.id not in snapshot.withdrawn)


def _of_entry(snapshot: Snapshot, entry: Entry, on: date) -> EntryAnswer:
    history = snapshot.said_of(entry.id)
    recorded = Recorded(history[0].position, entry)  # type: ignore[arg-type]  # every Entry of the log is one of the union
    acts = _acts(snapshot, entry)
    named = snapshot.naming([entry.id], "document") if isinstance(entry, Document) else ()
    texts = [one.entry for one in named if isinstance(one.entry, Source) and one.entry.id not in snapshot.withdrawn]
    world = snapshot.world(acts, also=[entry], actors=(link.target for link in links(entry)))
    return EntryAnswer(
        basis=snapshot.basis(),
        names=world.names,
        entry=log_entry(recorded, world),
        recordings=Table(recordings(history)),
        withdrawn=entry.id in snapshot.withdrawn,
        life=Table(_life(world, acts, on)),
        superseded_by=_superseding(snapshot, entry),
        versions=Table(TextOf(text, text.id, text.title, text.language, text.authentic) for text in texts),
    )


def audit_of(
    snapshot: Snapshot, word: str, on: date, *, texts: Texts = no_texts, checkpoints: tuple[int, ...] = ()
) -> AuditAnswer:
    """The audit of the event that *word* names. Raises Misused.

    checkpoints: the sizes of the checkpoints of the record.
    """
    entry = entry_named(snapshot, word)
    if not isinstance(entry, Event):
        raise Misused(f"`{word}` is not an event", hint=f"`timeline show {word}` shows it")
    world = snapshot.world([entry.id])
    account = world.accounts[entry.id]
    covering = (size for size in checkpoints if account.position <= size <= snapshot.known)
    return AuditAnswer(
        basis=snapshot.basis(),
        names=world.names,
        event=account,
        audit=audit(account),
        became=promise(snapshot, entry.id, on) if isinstance(entry, Commitment) else None,
        texts=texts(world.names.sources),
        proof=Proven(account.position - 1, max(covering, default=0)),
    )
