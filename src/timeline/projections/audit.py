"""The audit of an event: who says what about it, who recorded that and when, what was corrected."""

from collections.abc import Iterable, Mapping

from msgspec import Struct, to_builtins

from timeline.entries import Attestation, Correction, Evidence, Recorded, Withdrawal
from timeline.projections.conflicts import conflicts
from timeline.projections.gathered import remark_of
from timeline.projections.values_said import Conflict
from timeline.projections.world import Account


class Vouched(Struct, frozen=True):
    """One evidence item, with its side and the entry that brought it."""

    position: int
    entry: str
    """The id of the entry that brought it."""
    evidence: Evidence
    side: tuple[str, ...]
    """The sides that the text speaks for."""
    inferred: bool
    """Whether the recorder inferred it."""
    says: Mapping[str, object]
    """The values that an attestation gives of the event, as in the record."""


class Recording(Struct, frozen=True):
    """One entry of the log about the event."""

    position: int
    id: str
    recorded_at: str
    recorded_by: str
    verb: str
    """`record`, `attest`, `correct` or `withdraw`."""
    target: str = ""
    """The entry that it attests, corrects or withdraws."""
    field: str = ""
    """The field that a correction changes."""
    was: object = None
    """Its value before a correction."""
    now: object = None
    """Its value after a correction."""
    because: str = ""
    """The reason that the recorder gives."""


class Audit(Struct, frozen=True):
    """Everything that the log has about one event."""

    id: str
    title: str
    evidence: tuple[Vouched, ...]
    recordings: tuple[Recording, ...]
    """Oldest first."""
    conflicts: tuple[Conflict, ...]
    withdrawn: bool
    """Whether it is withdrawn."""


def audit(account: Account) -> Audit:
    """The audit of an event."""
    evidence = tuple(
        Vouched(
            citation.position,
            citation.entry.id,
            citation.evidence,
            citation.side,
            bool(getattr(citation.entry, "inferred", False)),
            to_builtins(citation.entry.says) if isinstance(citation.entry, Attestation) else {},
        )
        for citation in account.citations
    )
    first = Recorded(account.position, account.original)  # type: ignore[arg-type]  # every Event is one of the union
    return Audit(
        account.id,
        account.event.title,
        evidence,
        recordings((first, *account.others)),
        conflicts(account),
        account.withdrawn is not None,
    )


def recordings(entries: Iterable[Recorded]) -> tuple[Recording, ...]:
    """Who recorded what of an entry, and when; oldest first."""
    return tuple(sorted(map(_recording, entries), key=lambda recording: recording.position))


def _recording(recorded: Recorded) -> Recording:
    entry = recorded.entry
    head = (recorded.position, entry.id, entry.recorded_at, entry.recorded_by)
    match entry:
        case Attestation():
            return Recording(*head, "attest", target=entry.event, because=entry.because)
        case Correction():
            return Recording(*head, "correct", entry.entry, entry.field, entry.was, entry.now, entry.because)
        case Withdrawal():
            return Recording(*head, "withdraw", target=entry.entry, because=entry.because)
        case _:
            return Recording(*head, "record", because=remark_of(entry))
