"""The sources: whose they are, how much of each was read, where it is."""

from collections.abc import Collection

from timeline.answers.sources import SourcesAnswer
from timeline.entries import Source
from timeline.projections.world import Account
from timeline.views.folding import first, write_more
from timeline.views.marks import withdrawn_text
from timeline.views.page import Page, Span
from timeline.views.words.evidence import origin_rows
from timeline.views.words.money import many
from timeline.views.words.people import side_text
from timeline.views.words.time import when_text

READ = {"full": "read in full", "part": "read in part", "no": "not read"}
"""How much of a source was read."""
_LISTED = 70
"""The most sources that are listed, a line each, unless all are asked for."""


def write(page: Page, answer: SourcesAnswer, *, whole: bool = False) -> None:
    """A line for each source; with its title, date and address when *whole*."""
    if answer.sources and not whole:
        page.faint("--all adds titles, dates and addresses")
    shown = first(answer.sources, whole=whole, most=_LISTED)
    for row in shown:
        source = row.source
        if whole:
            page.blank()
        page.line(
            Span(source.id, "strong"),
            f"  {side_text(source.side)}  {READ[source.read]}  ",
            Span(f"cited by {many(row.cited_by, 'entry', 'entries')}", "faint"),
        )
        if row.withdrawal:
            page.line(Span(withdrawn_text(row.withdrawal), "warn"), indent=2, hang=2)
        if not whole:
            continue
        date = when_text(source.date) if source.date else "date not known"
        page.line(", ".join(filter(None, (source.title, source.publisher, source.kind, date))), indent=2, hang=2)
        page.line(source.url or "address not known", indent=2)
        for label, text in origin_rows(source, answer.names):
            page.line(f"{label} {text}", indent=2, hang=2)
    write_more(page, len(answer.sources) - len(shown), indent=0)


def write_provenance(page: Page, account: Account, held: Collection[str]) -> None:
    """For each source of an event: how much was read, where it is, who retrieved it, and what is not known about it."""
    items = (citation.evidence for citation in account.citations)
    named = dict.fromkeys(id for item in items for id in (item.source, *item.via))
    page.heading("Sources")
    for id in named:
        source = account.names.sources.get(id)
        if source is not None:
            page.line(f"{id}  ", Span(provenance_text(source, held=id in held), "faint"), indent=2, hang=4)
            for label, text in origin_rows(source, account.names):
                page.line(Span(f"{label} {text}", "faint"), indent=4, hang=2)


def provenance_text(source: Source, *, held: bool) -> str:
    """`JP, read in part, date not known, unlocated, …`: what the record knows about a source, and what it does not."""
    retrieved = " ".join(
        filter(None, (source.retrieved_at, f"by {source.retrieved_by}" if source.retrieved_by else ""))
    )
    return ", ".join(
        (
            side_text(source.side),
            READ[source.read],
            when_text(source.date) if source.date else "date not known",
            source.url or "address not known",
            f"archived at {source.archive}" if source.archive else "no archived copy known",
            f"retrieved {retrieved}" if retrieved else "date of retrieval not recorded",
            f"SHA-256 {source.sha256}" if source.sha256 else "no SHA-256 recorded",
            "text attached" if held else "text not attached",
        )
    )
