"""What was done with a document, an act a line, and how it stands."""

from collections.abc import Iterable

from timeline.projections.conflicts import conflicts
from timeline.projections.documents import Instrument
from timeline.views.evidence import write_conflict
from timeline.views.page import Page, Span
from timeline.views.words.diplomacy import act_text
from timeline.views.words.money import moneys_text, terms_text
from timeline.views.words.people import side_text
from timeline.views.words.time import day_text


def write_life(page: Page, documents: Iterable[Instrument]) -> None:
    """The acts of documents, each with its entry and sides, and how each stands on the day."""
    for held in documents:
        page.heading("What was done with it" if held.document else f"What was done with it: {held.title}")
        for act in held.acts:
            mark = Span(f"  {act.event}  #{act.account.position} {side_text(act.sides)}", "faint")
            page.line(act_text(act, held.account.names), mark, indent=2, hang=4)
            for found in conflicts(act.account):
                write_conflict(page, found, held.account.names, indent=4)
        for text in (moneys_text(held.money), terms_text(held.terms)):
            if text:
                page.line(text, indent=2, hang=2)
        if held.on and held.standing:
            page.line(Span(f"{held.standing} on {day_text(held.on)}", "strong"), indent=2)
