"""Which entries are there, in the order in which they were recorded, or best first by words?"""

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
"""Entries that are told together."""
_WORDS = 50
"""Words of one search."""


class ListingAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """Entries of the log."""

    ROWS = "entries"

    entries: Table[LogEntry]


def told(snapshot: Snapshot, entries: Sequence[Recorded], *, with_events: bool = False) -> ListingAnswer:
    """Some entries with their sources; *with_events* also with the events that they are about."""
    about = snapshot.events_about([one.entry for one in entries]) if with_events else {}
    names = dict.fromkeys((*(one.entry.id for one in entries), *about.values()))
    world = snapshot.world(names, also=[one.entry for one in entries])
    return ListingAnswer(
        basis=snapshot.basis(),
        names=world.names,
        entries=Table(log_entry(one, world, about.get(one.entry.id, "")) for one in entries),
    )


def log_of(
    snapshot: Snapshot, *, first: int = 1, kind: str = "", within: When | None = None
) -> Iterator[ListingAnswer]:
    """The entries from position *first* on, oldest first, some hundreds at a time.

    kind: only these, such as `event`, `correct` or `meeting`; within: only of events that may have begun then.
    Raises Misused for a kind that there is not.
    """
    kinds = (*VERBS, *EVENT_TYPES)
    if kind and kind not in kinds:
        raise Misused(f"there is no kind {kind}", hint=meant(kind, kinds) or f"one of {', '.join(kinds)}")
    of_kind = (
        one for one in snapshot.log.recorded(first, snapshot.known) if kind in {"", verb(one.entry), one.entry.what}
    )
    for batch in batches(dated(snapshot, of_kind, within)):
        yield told(snapshot, batch)


def all_of(snapshot: Snapshot, *, kind: str = "", within: When | None = None) -> ListingAnswer:
    """All entries, or those that `log_of` chooses, in one answer: it holds them all."""
    answers = list(log_of(snapshot, kind=kind, within=within))
    entries = Table(one for answer in answers for one in answer.entries)
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
        about = snapshot.events_about([one.entry for one in batch])
        world = snapshot.world(dict.fromkeys(about.values()))
        for one in batch:
            event = world.accounts.get(about.get(one.entry.id, ""))
            if event is not None and event.time.told_within(*within.span):
                yield one


def search_of(snapshot: Snapshot, sought: str, limit: int, *, within: When | None = None) -> ListingAnswer:
    """The entries that hold all words of *sought*, best first; *within* some days, those of events of these.

    A correction or attestation that holds them comes after the entry that it is about. Raises Misused.
    """
    from timeline.text.folding import holds, query  # noqa: PLC0415 - only a search needs it

    if len(sought.split()) > _WORDS:
        raise Misused(f"more than {_WORDS} words are sought", hint="name those that matter")
    terms, found = query(sought), dict[int, Recorded]()
    matches = snapshot.log.matching(terms, known=snapshot.known) if terms else iter(())
    holding = dated(snapshot, (one for one in matches if holds(words(one.entry), sought)), within)
    for batch in iter(lambda: list(islice(holding, limit)), []):
        targets = {one.position: target for one in batch if (target := _about(one))}
        there = snapshot.log.named(set(targets.values()), known=snapshot.known)
        for one in batch:
            about = there.get(targets.get(one.position, ""))
            found |= {about.position: about} if about else {}
            found[one.position] = one
        if len(found) >= limit:
            break
    return told(snapshot, list(islice(found.values(), limit)))


def _about(recorded: Recorded) -> str:
    """The entry that a correction or an attestation is about; empty for others."""
    return target_of(recorded.entry) if isinstance(recorded.entry, Correction | Attestation) else ""
