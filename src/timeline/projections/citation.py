"""Who says so: one evidence item of an entry with its side, its source and what became of that."""

from collections.abc import Iterable, Mapping

import msgspec
from msgspec import Struct

from timeline.entries import Attestation, Correction, Entry, Event, Evidence, Source, Withdrawal, verb
from timeline.entries.corrections import Withdrawn
from timeline.projections.names import Names
from timeline.projections.plain import Data

_TARGETS = {Attestation: "event", Correction: "entry", Withdrawal: "entry"}


class Citation(Struct, frozen=True, eq=False):
    """One evidence item of an entry, and whose word it is."""

    position: int
    entry: Entry
    evidence: Evidence
    side: tuple[str, ...]
    """That of the last text that is retold, else of the source itself; empty when it is not registered."""
    names: Names
    withdrawn: Mapping[str, Withdrawn]
    """Those of its texts that are withdrawn, by id."""

    @property
    def source(self) -> Source | None:
        """The source, if it is registered."""
        return self.names.sources.get(self.evidence.source)


def evidence_data(citations: Iterable[Citation]) -> list[Data]:
    """`[{source, via, side, passage: {start, end}}]`, one for each passage.

    An item without a passage has the passage null; one that vouches for some fields alone has them in `for`, one
    with the number of a paragraph or article has it in `paragraph`.
    """
    found = []
    for citation in citations:
        item = citation.evidence
        fields: Data = {"source": item.source, "via": list(item.via), "side": list(citation.side)}
        if item.for_:
            fields["for"] = list(item.for_)
        if item.paragraph:
            fields["paragraph"] = item.paragraph
        passages: list[Data | None] = [{"start": passage.start, "end": passage.end} for passage in item.passages]
        found += [fields | {"passage": passage} for passage in passages or [None]]
    return found


def entry_data(position: int, entry: Entry, citations: Iterable[Citation]) -> Data:
    """One entry: position, entry (its verb), id, recorded_at, recorded_by, payload, evidence.

    What an attestation, correction or withdrawal is about is its `target`.
    """
    payload = msgspec.to_builtins(entry)
    head = {
        "position": position,
        "entry": verb(entry),
        "id": entry.id,
        "recorded_at": entry.recorded_at,
        "recorded_by": entry.recorded_by,
    }
    if target := _TARGETS.get(type(entry)):
        head["target"] = payload.pop(target)
    if not isinstance(entry, Event):
        payload.pop("what")
    rest = {key: value for key, value in payload.items() if key not in head}
    return head | rest | {"evidence": evidence_data(citations)}
