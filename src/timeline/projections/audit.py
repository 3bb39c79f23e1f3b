"""The audit of an event: who says what of it, who recorded that and when, what was corrected."""

from msgspec import Struct

from timeline.events import Entry, Evidence
from timeline.projections.relationship import conflicts
from timeline.projections.values_said import Conflict
from timeline.projections.world import Account, World


class Vouched(Struct, frozen=True):
    """One evidence item, with its side and the entry that brought it."""

    position: int
    entry: str
    evidence: Evidence
    side: tuple[str, ...]
    inferred: bool


class Recording(Struct, frozen=True):
    """One entry of the log about the event."""

    position: int
    id: str
    verb: str
    recorded_at: str
    recorded_by: str
    field: str = ""
    was: object = None
    now: object = None
    because: str = ""


class Audit(Struct, frozen=True):
    """Everything that the log holds of one event."""

    id: str
    title: str
    evidence: tuple[Vouched, ...]
    recordings: tuple[Recording, ...]
    """Oldest first."""
    conflicts: tuple[Conflict, ...]
    withdrawn: bool


def audit(account: Account, world: World) -> Audit:
    """The audit of an event."""
    evidence = tuple(
        Vouched(position, entry.id, item, world.side(item), bool(getattr(entry, "inferred", False)))
        for position, entry, item in account.tellings()
    )
    recordings = [_recording(account.position, account.original, "record")]
    recordings += [_recording(one.position, one.attestation, "attest") for one in account.attestations]
    recordings += [
        Recording(position, c.id, "correct", c.recorded_at, c.recorded_by, c.field, c.was, c.now, c.because)
        for position, c in account.corrections
    ]
    if account.withdrawn:
        position, w = account.withdrawn
        recordings.append(Recording(position, w.id, "withdraw", w.recorded_at, w.recorded_by, because=w.because))
    recordings.sort(key=lambda recording: recording.position)
    return Audit(
        account.id,
        account.event.title,
        evidence,
        tuple(recordings),
        conflicts(account, world),
        account.withdrawn is not None,
    )


def _recording(position: int, entry: Entry, verb: str) -> Recording:
    return Recording(
        position, entry.id, verb, entry.recorded_at, entry.recorded_by, because=getattr(entry, "because", "")
    )
