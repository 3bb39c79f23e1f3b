"""What was ever recorded about one entry?"""

from timeline.answers.answer import Answer
from timeline.answers.listing import listing_of
from timeline.answers.names import entry_named
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.projections.log_entry import LogEntry


class HistoryAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """Everything that was recorded about an entry, oldest first, in force or not."""

    ROWS = "history"

    id: str
    history: Table[LogEntry]


def history_of(snapshot: Snapshot, word: str) -> HistoryAnswer:
    """The history of the entry that *word* names. Raises Misused."""
    id = entry_named(snapshot, word).id
    against = snapshot.log.naming([id], "against", known=snapshot.known)
    found = {recorded.position: recorded for recorded in (*snapshot.said_of(id), *against)}
    listed = listing_of(snapshot, [found[position] for position in sorted(found)], with_events=True)
    return HistoryAnswer(basis=snapshot.basis(), names=listed.names, id=id, history=listed.entries)
