"""The visits that can be replayed."""

from timeline.answers.visits import VisitsAnswer
from timeline.views.page import Page, Piece, Span
from timeline.views.words.time import when_text


def write(page: Page, answer: VisitsAnswer) -> None:
    """The visits a line each: its number here, when, its id, what."""
    page.heading(f"Visits ({len(answer.visits)}): timeline replay ID")
    rows: list[list[Piece]] = [
        [Span(f"{number}", "faint"), when_text(visit.account.time), Span(visit.id, "strong"), visit.title]
        for number, visit in enumerate(answer.visits, 1)
    ]
    page.table(rows, indent=2)
