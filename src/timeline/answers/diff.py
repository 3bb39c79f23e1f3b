"""What was recorded between two positions of the log?"""

from datetime import date

from msgspec import field

from timeline.answers.answer import Answer
from timeline.answers.listing import listing_of
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import Entry, Event, verb
from timeline.problems import Misused
from timeline.projections.log_entry import LogEntry
from timeline.projections.plain import Hidden

_GROUPS = {"event": "added", "attest": "attested", "correct": "corrected", "withdraw": "withdrawn"}


class DiffAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """What was recorded after one position, up to another."""

    registered: Table[LogEntry]
    added: Table[LogEntry]
    attested: Table[LogEntry]
    corrected: Table[LogEntry]
    withdrawn: Table[LogEntry]
    since: int = field(name="from")
    """Entries up to this position are left out."""
    to: int
    """Later entries are left out."""
    left_out: Hidden[int]
    """How many entries are left out because they concern nothing that had begun by the day."""


def diff_of(snapshot: Snapshot, since: int, on: date | None = None) -> DiffAnswer:
    """What was recorded after position *since*; with *on*, about events that had certainly begun. Raises Misused."""
    if since > snapshot.known:
        raise Misused(f"#{since} is later than #{snapshot.known}", hint="name the earlier time with --from")
    recorded = list(snapshot.log.recorded(since + 1, snapshot.known))
    listed = listing_of(snapshot, recorded, with_events=True)
    entries = [entry for entry in listed.entries if on is None or _has_begun(entry, on)]
    groups = {
        group: Table(entry for entry in entries if group_of(entry.entry) == group)
        for group in ("registered", "added", "attested", "corrected", "withdrawn")
    }
    return DiffAnswer(
        basis=snapshot.basis(on),
        names=listed.names,
        **groups,
        since=since,
        to=snapshot.known,
        left_out=len(recorded) - len(entries),
    )


def group_of(entry: Entry) -> str:
    """The group of an entry in a diff."""
    return _GROUPS.get("event" if isinstance(entry, Event) else verb(entry), "registered")


def _has_begun(entry: LogEntry, on: date) -> bool:
    return entry.account is not None and entry.account.time.begun_by(on)
