"""Footnotes: finished, each in one line that can be copied."""

from timeline.answers.cite import CiteAnswer, Footnote
from timeline.projections.names import Names
from timeline.views.page import Page, Span
from timeline.views.words.evidence import link_text, passage_text, source_text
from timeline.views.words.money import many
from timeline.views.words.time import day_text_of, when_text


def write(page: Page, answer: CiteAnswer) -> None:
    """The footnotes, numbered; then how to cite the entry itself, and what advanced it."""
    page.line(Span(answer.title, "strong"), Span(f"  {answer.id}", "faint"))
    page.blank()
    seen = dict[str, None]()
    for note in answer.footnotes:
        seen[footnote_text(note, answer.names)] = None
    for number, text in enumerate(seen, 1):
        page.line(Span(f"{number}  ", "faint"), text, hang=3)
    page.blank()
    page.line(Span("the entry itself  ", "faint"), entry_text(answer), hang=2)
    for stage in answer.stages:
        page.line(Span("what became of it  ", "faint"), f"timeline cite {stage}", hang=2)


def footnote_text(note: Footnote, names: Names) -> str:
    """One line: `Ministry …, “Signing of notes”, press release, 6 July 2024, «she then … (CMAC)», https://…`.

    The address ends it, without a full stop, so that it can be copied.
    """
    source, citation = note.registered, note.citation
    parts = [source_text(source) if source else note.source]
    parts += [f"retelling “{names.source(via)}”" for via in note.via]
    parts += [passage_text(passage) for passage in citation.evidence.passages] if citation else []
    address = (link_text(citation) if citation else "") or (source.url if source else "")
    parts += [f"retrieved {when_text(source.retrieved_at)}"] if source and source.retrieved_at else []
    return f"{', '.join(parts)}, {address}" if address else f"{', '.join(parts)}."


def entry_text(answer: CiteAnswer) -> str:
    """`Timeline, entry #87 jp-kh-2024-07/call-hun-manet, recorded 24 November 2026, log of 378 entries, root 3f9c…`."""
    recorded = f", recorded {day_text_of(answer.recorded_at)}" if answer.recorded_at else ""
    log = f"log of {many(answer.basis.position, 'entry', 'entries')}, root {answer.basis.root}"
    return f"Timeline, entry #{answer.position} {answer.id}{recorded}, {log}."
