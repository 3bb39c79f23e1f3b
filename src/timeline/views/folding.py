"""What an answer folds to stay within a screen or two, and how it says so."""

from timeline.views.page import Page, Span

MOST = 6
"""The most items of a list that are shown, unless all are asked for."""


def write_more(page: Page, count: int, *, what: str = "more", indent: int = 2) -> None:
    """Say how many items of a list are folded; nothing when none are."""
    if count > 0:
        page.line(Span(f"and {count} {what}: --all shows them", "faint"), indent=indent)
