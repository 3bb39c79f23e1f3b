"""Which footnotes does an entry need: who says it, in which text, at which passage?"""

from msgspec import Struct

from timeline.answers.answer import Answer
from timeline.answers.names import entry_named
from timeline.answers.snapshot import Snapshot
from timeline.answers.table import Table
from timeline.entries import Commitment, Entry, Event, Source
from timeline.problems import Misused
from timeline.projections.citation import Citation
from timeline.projections.plain import Hidden


class Footnote(Struct, frozen=True, eq=False):
    """One source of an entry, with what it cites from it."""

    citation: Hidden[Citation | None]
    """None where the entry is the source itself."""
    registered: Hidden[Source | None]
    source: str
    via: tuple[str, ...]
    """The ids of the texts that it retells, nearest first."""
    side: tuple[str, ...]


class CiteAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """The footnotes of an entry."""

    ROWS = "footnotes"

    id: str
    position: int
    title: str
    """The title of an event; of another entry, its id."""
    recorded_at: str
    footnotes: Table[Footnote]
    """One for each source, in recorded order."""
    stages: tuple[str, ...]
    """The ids of the events that advanced a commitment, which have footnotes of their own."""


def cite_of(snapshot: Snapshot, word: str) -> CiteAnswer:
    """The footnotes of the event, source, attestation, correction or withdrawal that *word* names. Raises Misused."""
    entry = entry_named(snapshot, word)
    event = isinstance(entry, Event)
    world = snapshot.world([entry.id] if event else [], also=[entry])
    recorded = snapshot.said_of(entry.id)[0]
    citations = world.accounts[entry.id].citations if event else world.citations(recorded.position, entry)
    notes = [
        Footnote(citation, citation.source, citation.evidence.source, citation.evidence.via, citation.side)
        for citation in citations
    ]
    if isinstance(entry, Source):
        notes = [Footnote(None, entry, entry.id, (), entry.side)]
    if not notes:
        raise Misused(f"`{entry.id}` cites no source", hint="name an event, an attestation or a source")
    return CiteAnswer(
        basis=snapshot.basis(),
        names=world.names,
        id=entry.id,
        position=recorded.position,
        title=_title(entry),
        recorded_at=recorded.entry.recorded_at,
        footnotes=Table(notes),
        stages=tuple(snapshot.advancing([entry.id])) if isinstance(entry, Commitment) else (),
    )


def _title(entry: Entry) -> str:
    title: str = getattr(entry, "title", "")
    return title or entry.id
