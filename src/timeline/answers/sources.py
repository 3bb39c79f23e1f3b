"""Which sources are there?"""

from collections import Counter

from msgspec import Struct

from timeline.answers.answer import Answer
from timeline.answers.snapshot import CITING, Snapshot
from timeline.answers.table import Table
from timeline.entries import Source
from timeline.entries.corrections import Withdrawn
from timeline.entries.links import links
from timeline.projections.names import Names
from timeline.projections.plain import Flat, Hidden


class SourceTold(Struct, frozen=True, eq=False):
    """A source, and how often it is cited."""

    source: Flat[Source]
    cited_by: int
    """How many entries in force cite it, or a text that retells it."""
    withdrawn: bool
    withdrawal: Hidden[Withdrawn | None]


class SourcesAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """All sources, those withdrawn among them, in recorded order."""

    ROWS = "sources"

    sources: Table[SourceTold]


def sources_of(snapshot: Snapshot) -> SourcesAnswer:
    """The sources."""
    sources = [one.entry for one in snapshot.of_kind("source") if isinstance(one.entry, Source)]
    counts = Counter(
        name
        for entry in snapshot.citing(*(one.id for one in sources))
        for name in {link.target for link in links(entry) if link.relation in CITING}
    )
    told = Table(
        SourceTold(one, counts[one.id], one.id in snapshot.withdrawn, snapshot.withdrawn.get(one.id)) for one in sources
    )
    names = Names(sources={one.id: one for one in sources})
    return SourcesAnswer(basis=snapshot.basis(), names=names, sources=told)
