"""Lines for people: where they are wrapped."""

import pytest

from timeline.views.page import Page, Span


@pytest.mark.parametrize("width", range(20, 60))
def test_a_stop_is_not_parted_from_its_word(width: int) -> None:
    """Of whatever style each is; nothing else is lost or added."""
    page = Page(width=width, colour=False)
    page.line("Foreign Minister of Cambodia: ", Span("Sok Chenda", "strong"), Span(" [KH]", "faint"), ".", hang=2)
    lines = page.text().splitlines()

    assert "Foreign Minister of Cambodia: Sok Chenda [KH]." == " ".join(line.strip() for line in lines)
    assert all(len(line) <= width and line.strip() != "." for line in lines)
