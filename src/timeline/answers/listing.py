"""Which entries are there: in the order in which they were recorded, or by words, best first?"""

from collections.abc import Iterable, Iterator, Sequence
from itertools import islice

from timeline.answers.answer import Answer
from timeline.answers.snapshot import Snapshot, target_of
from timeline.answers.table import Table
from timeline.entries import EVENT_TYPES, VERBS, Attestation, Correction, Recorded, verb
from timeline.eventlog.index import words
from timeline.problems import Misused, meant
from timeline.projections.log_entry import LogEntry, log_entry
from timeline.projections.names import together
from timeline.values import When

BATCH = 500
"""Entries in one answer."""
_WORDS = 50
"""The most words in one search."""


class ListingAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """Entries of the log."""

    ROWS = "entries"

    entries: Table[LogEntry]


def listing_of(snapshot: Snapshot, entries: Sequence[Recorded], *, with_events: bool = False) -> ListingAnswer:
    """The answer that lists *entries*; *with_events* adds the events that they are about."""
    about = snapshot.events_about([recorded.entry for recorded in entries]) if with_events else {}
    ids = dict.fromkeys((*(recorded.entry.id for recorded in entries), *about.values()))
    world = snapshot.world(ids, also=[recorded.entry for recorded in entries])
    return ListingAnswer(
        basis=snapshot.basis(),
        names=world.names,
        entries=Table(log_entry(recorded, world, about.get(recorded.entry.id, "")) for recorded in entries),
    )


def log_of(
    snapshot: Snapshot, *, first: int = 1, kind: str = "", within: When | None = None
) -> Iterator[ListingAnswer]:
    """The entries from position *first* on, oldest first, in answers of at most BATCH entries.

    kind: a verb or kind, such as `event`, `correct` or `meeting`; within: only events that may have begun then.
    Raises Misused for an unknown kind.
    """
    kinds = (*VERBS, *EVENT_TYPES)
    if kind and kind not in kinds:
        raise Misused(
            f"there is no kind of entry `{kind}`", hint=meant(kind, kinds) or f"choose from: {', '.join(kinds)}"
        )
    of_kind = (
        recorded
        for recorded in snapshot.log.recorded(first, snapshot.known)
        if kind in {"", verb(recorded.entry), recorded.entry.what}
    )
    for batch in batches(dated(snapshot, of_kind, within)):
        yield listing_of(snapshot, batch)


def all_of(snapshot: Snapshot, *, kind: str = "", within: When | None = None) -> ListingAnswer:
    """All entries that `log_of` gives, in one answer, which holds all of them in memory."""
    answers = list(log_of(snapshot, kind=kind, within=within))
    entries = Table(entry for answer in answers for entry in answer.entries)
    return ListingAnswer(basis=snapshot.basis(), names=together(answer.names for answer in answers), entries=entries)


def batches(entries: Iterable[Recorded]) -> Iterator[list[Recorded]]:
    """Entries some hundreds at a time."""
    entries = iter(entries)
    return iter(lambda: list(islice(entries, BATCH)), [])


def dated(snapshot: Snapshot, entries: Iterable[Recorded], within: When | None) -> Iterator[Recorded]:
    """Those of *entries* that are, or are about, events that may have begun *within* some days; all within none."""
    if within is None:
        yield from entries
        return
    for batch in batches(entries):
        about = snapshot.events_about([recorded.entry for recorded in batch])
        world = snapshot.world(dict.fromkeys(about.values()))
        for recorded in batch:
            event = world.accounts.get(about.get(recorded.entry.id, ""))
            if event is not None and event.time.stated_within(*within.span):
                yield recorded


def search_of(snapshot: Snapshot, sought: str, limit: int, *, within: When | None = None) -> ListingAnswer:
    """The entries that hold all words of *sought*, best first; *within* some days, those of events of these.

    A correction or attestation that holds them comes after the entry that it is about. Raises Misused.
    """
    from timeline.text.folding import holds, query  # noqa: PLC0415 - only a search needs it

    if len(sought.split()) > _WORDS:
        raise Misused(f"there are more than {_WORDS} words", hint="search for fewer")
    terms, found = query(sought), dict[int, Recorded]()
    matches = snapshot.log.matching(terms, known=snapshot.known) if terms else iter(())
    holding = dated(snapshot, (recorded for recorded in matches if holds(words(recorded.entry), sought)), within)
    for batch in iter(lambda: list(islice(holding, limit)), []):
        targets = {recorded.position: target for recorded in batch if (target := _about(recorded))}
        there = snapshot.log.named(set(targets.values()), known=snapshot.known)
        for recorded in batch:
            about = there.get(targets.get(recorded.position, ""))
            found |= {about.position: about} if about else {}
            found[recorded.position] = recorded
        if len(found) >= limit:
            break
    return listing_of(snapshot, list(islice(found.values(), limit)))


def _about(recorded: Recorded) -> str:
    """The entry that a correction or an attestation is about; empty for others."""
    return target_of(recorded.entry) if isinstance(recorded.entry, Correction | Attestation) else ""
