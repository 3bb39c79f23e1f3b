"""Passages in a text: exactly, never nearly."""

import pytest

from timeline.events import Passage
from timeline.projections.passages import found, place

TEXT = "One thing happened here.\nThen another thing\n  happened there, and one thing more.\n"


@pytest.mark.parametrize(
    ("start", "end", "expected"),
    [
        ("One thing", "", "once"),
        ("One thing", "here", "once"),
        ("thing", "", "several"),
        ("another thing happened", "", "folded"),
        ("Then another", "thing happened there", "folded"),
        ("One  thing", "here", "folded"),
        ("One thing", "nowhere", "absent"),
        ("one thing happened", "", "absent"),
        ("Onething", "", "absent"),
        ("thing  happened", "", "several"),
    ],
)
def test_a_passage_is_found_once_several_times_folded_or_not_at_all(start: str, end: str, expected: str) -> None:
    """A capital or a missing space is another text; a wrapped line is not."""
    assert expected == found(TEXT, Passage(start=start, end=end))


def test_the_place_of_a_passage_ends_with_its_end() -> None:
    """At the first occurrence after its start."""
    at = place(TEXT, Passage(start="Then", end="happened"))

    assert at is not None
    assert "Then another thing\n  happened" == TEXT[at.start : at.end]
    assert place(TEXT, Passage(start="thing")) is None
