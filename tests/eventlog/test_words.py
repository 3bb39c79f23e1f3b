"""What an entry is found by: all its texts, and nothing that is no text."""

import pytest

from records import VISIT, event, given
from timeline.answers.listing import search_of

FOUND = """
[[attest]]
id = "visit/call@kh"
event = "visit/call"
says = { described_as = "candid" }
evidence = { source = "kh-readout" }
""" + event(
    "plan", "scheduled",
    'engagement = "visit"\nto = "cambodia"\ndue_said = "in spring"\nothers = [{ who = "ukraine", role = "mediator", function = "go-between" }]',
) + event("plan/off", "schedule-change", 'scheduled = "plan"\nstage = "cancelled"\nby = -\nbecause = "an earthquake on the Noto peninsula"') + event(
    "owed", "commitment",
    'by = "japan"\nto = "cambodia"\ncondition = "the consent of the Diet"\nmoney = { amount = "59.6 million", currency = "USD" }\n'
    'reviewed_by = "Somebody"\nsearched = [{ where = "mofa.go.jp", terms = ["bridge"], on = "2025", found = "nothing" }]',
)  # fmt: skip


@pytest.mark.parametrize(
    ("words", "ids"),
    [
        ("spring", ["plan"]), ("go-between", ["plan"]), ("ukraine", ["ukraine", "plan"]), ("candid", ["visit/call", "visit/call@kh"]),
        ("Noto", ["plan/off"]), ("Diet", ["owed"]), ("59.6", ["owed"]), ("mofa.go.jp bridge", ["owed"]), ("Somebody", []),
        ("USD", []),
    ],
)  # fmt: skip
def test_an_entry_is_found_by_any_of_its_texts(words: str, ids: list[str]) -> None:
    """Reasons, conditions, amounts, whom it names beside its principals; not codes, nor who reviewed it."""
    with given(VISIT, FOUND) as asked:
        assert ids == [found.entry.id for found in search_of(asked, words, 50).entries]
