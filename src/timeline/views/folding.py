"""What an answer folds to stay within a screen or two, and how it says so."""

from collections.abc import Sequence
from typing import TypeVar

from timeline.views.page import Page, Span

MOST = 5
"""The most items of a list that are shown where an answer has several lists, unless all are asked for."""
MANY = 20
"""The same where an answer is one list."""
T = TypeVar("T")


def first(items: Sequence[T], *, whole: bool, most: int = MOST) -> Sequence[T]:
    """The first *most* items of a list; all of them when *whole*, or when only one would be folded."""
    return items if whole or len(items) <= most + 1 else items[:most]


def last(items: Sequence[T], *, whole: bool, most: int = MOST) -> Sequence[T]:
    """The last *most* items of a list; all of them when *whole*, or when only one would be folded."""
    return items if whole or len(items) <= most + 1 else items[-most:]


def write_more(page: Page, count: int, *, what: str = "more", indent: int = 2) -> None:
    """Say how many items of a list are folded; nothing when none are."""
    if count > 0:
        page.line(Span(f"and {count} {what}: --all shows them", "faint"), indent=indent)
