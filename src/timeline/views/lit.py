"""A passage of a source shown in its place in the text."""

import re

from timeline.entries import Passage
from timeline.text.passages import find
from timeline.views.page import Page, Span

_AROUND = 60
"""Characters of the text that are shown before and after a passage."""


def write_lit(page: Page, text: str, passage: Passage, *, indent: int) -> None:
    """A passage highlighted in its text; the problem with it if it is not found once."""
    found = find(text, passage.start, passage.end)
    if not found.ok:
        page.line(Span(f"in the text that is attached: {found.problem}", "warn"), indent=indent, hang=2)
        return
    before, passage_text, after = (
        re.sub(r"\s+", " ", part)
        for part in (
            text[max(found.start - _AROUND, 0) : found.start],
            text[found.start : found.end],
            text[found.end : found.end + _AROUND],
        )
    )
    page.line(
        Span(f"…{before}", "faint"), Span(passage_text, "strong"), Span(f"{after}…", "faint"), indent=indent, hang=2
    )
