"""Which sources are there?"""

from collections import Counter

from msgspec import Struct
from msgspec.structs import replace

from timeline.answers.answer import Answer
from timeline.answers.snapshot import CITING, Snapshot
from timeline.answers.table import Table
from timeline.entries import Source
from timeline.entries.corrections import Withdrawn
from timeline.entries.links import links
from timeline.projections.plain import Flat, Hidden


class SourceRow(Struct, frozen=True, eq=False):
    """A source, and how often it is cited."""

    source: Flat[Source]
    cited_by: int
    """How many entries in force cite it, or a text that retells it."""
    withdrawn: bool
    """Whether it is withdrawn."""
    withdrawal: Hidden[Withdrawn | None]


class SourcesAnswer(Answer, frozen=True, kw_only=True, eq=False):
    """All sources, those withdrawn among them, in recorded order."""

    ROWS = "sources"

    sources: Table[SourceRow]


def sources_of(snapshot: Snapshot) -> SourcesAnswer:
    """The sources."""
    sources = [recorded.entry for recorded in snapshot.of_kind("source") if isinstance(recorded.entry, Source)]
    counts = Counter(
        id
        for entry in snapshot.citing(*(source.id for source in sources))
        for id in {link.target for link in links(entry) if link.relation in CITING}
    )
    rows = Table(
        SourceRow(source, counts[source.id], source.id in snapshot.withdrawn, snapshot.withdrawn.get(source.id))
        for source in sources
    )
    world = snapshot.world([], also=sources, actors=(link.target for source in sources for link in links(source)))
    names = replace(world.names, sources={source.id: source for source in sources})
    return SourcesAnswer(basis=snapshot.basis(), names=names, sources=rows)
