"""What was recorded long after it happened?"""

from collections.abc import Iterator
from datetime import date

from msgspec import Struct

from timeline.answers.answer import Answer
from timeline.answers.listing import batches
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import Attestation, Entry, Event
from timeline.projections.plain import Hidden
from timeline.projections.world import Account
from timeline.values import OPEN_AFTER


class LateEntry(Struct, frozen=True, eq=False):
    """An event or an attestation that was recorded late."""

    entry: Hidden[Entry]
    account: Hidden[Account]
    """The event."""
    days: int
    """From the latest day on which the event can have begun."""
    position: int
    id: str
    event: str
    title: str
    time: str
    recorded_at: str


class LateAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """What was recorded long after it happened, and after the first file about the same visit; the latest first."""

    ROWS = "late"

    over_days: int
    """What was recorded within so many days of the event is left out."""
    late: Table[LateEntry]


def late_of(snapshot: Snapshot, over_days: int) -> LateAnswer:
    """What was recorded or attested more than *over_days* after the latest day on which the event can have begun.

    An event belongs to the visit that it is part of or about; without one, it is on its own.
    """
    found = [entry for entry in _all(snapshot) if entry.days > over_days]
    world = snapshot.world(dict.fromkeys(entry.event for entry in found))
    late = sorted(found, key=lambda entry: (-entry.days, entry.position))
    return LateAnswer(basis=snapshot.basis(), names=world.names, over_days=over_days, late=Table(late))


def _all(snapshot: Snapshot) -> Iterator[LateEntry]:
    """The entries that were not in the first file about their visit, with their days."""
    first, subjects = dict[str, str](), dict[str, str]()
    entries = snapshot.log.recorded(1, snapshot.known)
    for batch in batches(entry for entry in entries if isinstance(entry.entry, Event | Attestation)):
        about = snapshot.events_about([recorded.entry for recorded in batch])
        world = snapshot.world(dict.fromkeys(about.values()))
        _find_subjects(snapshot, dict.fromkeys(about.values()), subjects)
        for recorded in batch:
            account, stamp = world.accounts[about[recorded.entry.id]], recorded.entry.recorded_at
            at_once = stamp == first.setdefault(subjects[account.id], stamp)
            began = account.time.start_latest
            if not at_once and not account.withdrawn and began < OPEN_AFTER:
                days = date.fromisoformat(stamp[:10]).toordinal() - began
                yield LateEntry(
                    recorded.entry, account, days, recorded.position, recorded.entry.id, account.id,
                    account.event.title, account.time.text, stamp,
                )  # fmt: skip


def _find_subjects(snapshot: Snapshot, ids: dict[str, None], subjects: dict[str, str]) -> None:
    """Add to *subjects* the outermost event that each event is part of or about; one query for each step outwards."""
    above, waiting = dict[str, str](), {id for id in ids if id not in subjects}
    while waiting:
        entries = snapshot.entries(waiting)
        above |= {id: _whole(entries[id].entry) if id in entries else id for id in waiting}
        waiting = {above[id] for id in waiting} - above.keys() - subjects.keys()
    for id in ids:
        way = [id]
        while way[-1] not in subjects and above[way[-1]] not in way:
            way.append(above[way[-1]])
        subjects |= dict.fromkeys(way, subjects.get(way[-1], way[-1]))


def _whole(entry: Entry) -> str:
    """The event that an event is part of, else the one that it is about, else itself."""
    return next(iter((*entry.part_of, *entry.about)), entry.id) if isinstance(entry, Event) else entry.id
