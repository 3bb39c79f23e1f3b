"""What is said of entries: a further source attests, a correction sets right, a withdrawal takes back."""

from typing import Any

from timeline.entries.events import Entry
from timeline.entries.fields import EntryId, EventId, FieldName, FieldPath, Line
from timeline.entries.parts import Evidence, Says


class Attestation(Entry, frozen=True, kw_only=True, tag="attest"):
    """A further source on an event: it says the same, or another value of some field."""

    event: EventId
    says: Says = Says()
    fits: tuple[FieldName, ...] = ()
    """Fields of `says` whose words differ from the event's and mean the same."""
    against: tuple[EntryId, ...] = ()
    """Entries that it contradicts in a way that no machine sees; needs `because`."""
    inferred: bool = False
    because: Line = ""
    evidence: tuple[Evidence, ...] = ()


class Correction(Entry, frozen=True, kw_only=True, tag="correct"):
    """One field of an entry set right; the old value stays visible."""

    entry: EntryId
    field: FieldPath
    was: Any = None
    """The value in force; absent when the field had none."""
    now: Any = None
    """The value from here on; absent when the field has none."""
    because: Line
    evidence: tuple[Evidence, ...] = ()


class Withdrawal(Entry, frozen=True, kw_only=True, tag="withdraw"):
    """An entry taken back whole; it stays visible as withdrawn."""

    entry: EntryId
    because: Line
    evidence: tuple[Evidence, ...] = ()
