"""Every version of an entry: as recorded, as corrected, and as other sources give it."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from timeline.entries.amendments import Attestation, Correction
from timeline.entries.corrections import as_corrected, corrected
from timeline.entries.events import Entry, Event
from timeline.entries.union import Recorded


def versions(entry: Entry, others: Sequence[Recorded]) -> Iterator[Entry]:
    """An entry as recorded, as corrections (alone, together, in force) and as attestations have it.

    others: all that attests, corrects or withdraws it, or one of these, in recorded order.
    """
    yield entry
    together = entry
    for other in others:
        match other.entry:
            case Correction(entry=target) if target == entry.id:
                together = corrected(together, other.entry)
                yield corrected(entry, other.entry)
                yield together
            case Attestation(event=target, says=says) if target == entry.id and isinstance(entry, Event):
                yield replace(entry, by=says.by, to=says.to, part_of=says.part_of)
            case _:
                pass
    # Those in force are others than all together once one of them was withdrawn.
    yield as_corrected(entry, others)
