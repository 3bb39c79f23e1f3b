"""Events as they were gathered from the log: each with everything that was recorded of it since."""

from collections.abc import Iterable, Iterator

from msgspec import Struct

from timeline.entries import Attestation, Correction, Entry, Event, Evidence, Participant, Recorded, ScheduleChange
from timeline.entries.corrections import Withdrawn, corrected, withdrawals


class Attested(Struct, frozen=True):
    """An attestation as it stands: corrected, not withdrawn."""

    position: int
    attestation: Attestation


class Gathered(Struct, frozen=True):
    """An event, and all that was recorded of it."""

    position: int
    original: Event
    """As it was recorded."""
    event: Event
    """As it stands, corrections applied."""
    attestations: tuple[Attested, ...] = ()
    contradicted: tuple[Attested, ...] = ()
    """Attestations of other events that declare a contradiction of this one."""
    corrections: tuple[tuple[int, Correction], ...] = ()
    """The corrections in force of the event and of its attestations, with their positions."""
    withdrawn: Withdrawn | None = None
    """The withdrawal in force, if there is one."""
    others: tuple[Recorded, ...] = ()
    """Every entry about it, or about such an entry, in force or not."""

    @property
    def id(self) -> str:
        """The id of the event."""
        return self.event.id

    def participants(self) -> Iterator[Participant]:
        """Who took part, according to the event and its attestations."""
        yield from (*self.event.by, *self.event.to)
        for attested in self.attestations:
            yield from (*attested.attestation.says.by, *attested.attestation.says.to)

    def evidence_items(self) -> Iterator[tuple[int, Entry, Evidence]]:
        """All evidence for the event: position, entry and evidence item."""
        for item in self.event.evidence:
            yield self.position, self.event, item
        for attested in self.attestations:
            for item in attested.attestation.evidence:
                yield attested.position, attested.attestation, item


def gathered(recorded: Recorded, others: Iterable[Recorded], contradicting: Iterable[Recorded] = ()) -> Gathered:
    """An event with the entries that refer to it and to its attestations.

    contradicting: the attestations of other events that contradict it, corrections applied.
    """
    assert isinstance(recorded.entry, Event)
    others = tuple(others)
    withdrawn = withdrawals(others)
    event: Entry = recorded.entry
    attested = {o.entry.id: o for o in others if isinstance(o.entry, Attestation) and o.entry.id not in withdrawn}
    corrections = []
    for other in others:
        correction = other.entry
        if not isinstance(correction, Correction) or correction.id in withdrawn:
            continue
        if correction.entry == event.id:
            event = corrected(event, correction)
        elif correction.entry in attested:
            old = attested[correction.entry]
            attested[correction.entry] = Recorded(old.position, corrected(old.entry, correction))  # type: ignore[arg-type]  # correcting keeps the type
        else:
            continue
        corrections.append((other.position, correction))
    assert isinstance(event, Event)
    says = tuple(Attested(a.position, a.entry) for a in attested.values() if isinstance(a.entry, Attestation))
    against = tuple(Attested(a.position, a.entry) for a in contradicting if isinstance(a.entry, Attestation))
    return Gathered(
        recorded.position, recorded.entry, event, says, against, tuple(corrections), withdrawn.get(event.id), others
    )


def remark_of(entry: Entry) -> str:
    """The recorder's note on an entry: why it is so. The reason that is given for a change of plans is none."""
    if isinstance(entry, ScheduleChange) and not entry.inferred:
        return ""
    because: str = getattr(entry, "because", "")
    return because


def vouches(entry: Entry) -> bool:
    """Whether an entry reports that an event happened: it neither infers nor contradicts it."""
    return not getattr(entry, "inferred", False) and not getattr(entry, "against", ())
