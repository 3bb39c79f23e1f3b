"""What was recorded when: a log that grew over months, along both clocks."""

from datetime import date

from records import PROMISE, SIGNING, VISIT, event, given
from timeline.answers.diff import diff_of
from timeline.answers.history import history_of
from timeline.answers.late import late_of
from timeline.answers.names import entry_named, party_named
from timeline.answers.relationship import relationship_of
from timeline.answers.rests_on import resting_of
from timeline.answers.snapshot import Snapshot

SAID = event("visit/said", "statement", 'part_of = "visit/call"\nact = "says"\nto = "hun-manet"')
ATTEST = '[[attest]]\nid = "a"\nevent = "visit/call"\nsays = { when = "2024-07-05" }\nevidence = { source = "jp-readout", passage = "x" }\n'
CORRECT = '[[correct]]\nid = "c"\nentry = "a"\nfield = "says.when"\nwas = "2024-07-05"\nnow = "2024-07-06"\nbecause = "A slip"\n'
WITHDRAW = '[[withdraw]]\nid = "w"\nentry = "visit/said"\nbecause = "It was another"\n'
LATER = event("later", "phone-call", 'when = "2024-12-20"\nto = "hun-manet"')
FILES = (VISIT, SAID, ATTEST, CORRECT, WITHDRAW, LATER)
"""Recorded a day apart, from 2 January 2025."""


def test_the_history_of_an_entry_is_everything_about_it_oldest_first() -> None:
    """Attestations, and what was made of them; contradictions that others declare; what was known at the time."""
    against = '[[attest]]\nid = "b"\nevent = "visit"\nagainst = "visit/call"\nbecause = "No call"\nevidence = { source = "jp-readout", passage = "y" }\n'
    with given(*FILES, against) as asked:
        assert ["visit/call", "a", "c", "b"] == [one.entry.id for one in history_of(asked, "visit/call").history]
        assert ["visit/said", "w"] == [one.entry.id for one in history_of(asked, "visit/said").history]
        (attested,) = (one.position for one in history_of(asked, "visit/call").history if one.entry.id == "a")
    with given(*FILES, against, known=attested) as asked:
        assert ["visit/call", "a"] == [one.entry.id for one in history_of(asked, "visit/call").history]


def learnt(asked: Snapshot, before: int, on: date | None = None) -> list[str]:
    """The ids of what was recorded after a position, in recorded order."""
    answer = diff_of(asked, before, on)
    groups = (answer.registered, answer.added, answer.attested, answer.corrected, answer.withdrawn)
    return [one.entry.id for one in sorted((one for group in groups for one in group), key=lambda one: one.position)]


def test_what_the_log_learnt_is_what_was_recorded_between_two_times() -> None:
    """By a day in the world: of events that had begun by then, and what was said of them, however late."""
    with given(*FILES) as asked:
        before = asked.known - 5
        everything = learnt(asked, before)
        by_july = learnt(asked, before, date(2024, 7, 6))
        by_the_fifth = learnt(asked, before, date(2024, 7, 5))

    assert ["visit/said", "a", "c", "w", "later"] == everything
    assert everything[:-1] == by_july
    assert [] == by_the_fifth


def test_the_two_clocks_give_different_answers() -> None:
    """Before the day of the call was corrected, it was on the 5th; since, it is on the 6th."""
    with given(*FILES) as asked:
        corrected = next(one.position for one in history_of(asked, "visit/call").history if one.entry.id == "c")
        now = relationship_of(asked, "japan", "cambodia", date(2024, 7, 5)).last_contact
    with given(*FILES, known=corrected - 1) as asked:
        then = relationship_of(asked, "japan", "cambodia", date(2024, 7, 5)).last_contact

    assert ["visit"] == [one.event for one in now]
    assert ["visit/call"] == [one.event for one in then]


def test_what_was_recorded_long_after_it_happened_is_late() -> None:
    """After the first file about the same visit, counted from the latest day on which the event can have begun."""
    unknown = event("unknown", "phone-call", 'when = "[2024-07-01..]"\nto = "hun-manet"')
    with given(*FILES, unknown) as asked:
        late = late_of(asked, 30).late
        very = late_of(asked, 182).late

    assert [(182, "a")] == [(one.days, one.id) for one in late]
    assert () == very


def test_what_rests_on_a_source_stands_or_falls_with_it() -> None:
    """What no other source says, values that it alone gives, and what others say too."""
    attested = '[[attest]]\nid = "a"\nevent = "visit/call"\nsays = { place = "The palace" }\nevidence = { source = "jp-readout", passage = "x" }\n'
    guess = '[[attest]]\nid = "g"\nevent = "visit"\ninferred = true\nbecause = "A guess"\nevidence = { source = "jp-readout" }\n'
    own = event(
        "visit/own",
        "statement",
        'part_of = "visit/call"\nact = "says"\nevidence = { source = "jp-readout", passage = "z" }',
    )
    with given(VISIT, PROMISE, SIGNING, attested, own, guess) as asked:
        readout = resting_of(asked, "jp-readout")
        article = resting_of(asked, "article")

    assert ["visit/own"] == [one.id for one in readout.alone]
    assert [("visit/call", "place", "The palace")] == [
        (one.account.id, one.field, one.said.value) for one in readout.values
    ]
    assert ["visit", "visit/call"] == [one.id for one in readout.shared]
    assert {"visit", "visit/loan", "visit/signing"} <= {one.id for one in article.alone}
    assert "visit/call" in {one.id for one in article.shared}


def test_what_was_withdrawn_since_is_named_as_it_was_known() -> None:
    """A state that is no longer one, a name that was corrected: a question of an earlier time goes by those of its time."""
    withdraw = '[[withdraw]]\nid = "w2"\nentry = "japan"\nbecause = "x"\n'
    rename = '[[correct]]\nid = "c2"\nentry = "hun-manet"\nfield = "name"\nwas = "Hun Manet"\nnow = "Another"\nbecause = "x"\n'
    with given(VISIT, rename, withdraw) as asked:
        size = asked.known
        found = entry_named(asked, "Another").id
    with given(VISIT, rename, withdraw, known=size - 2) as asked:
        then = (
            party_named(asked, "JP"),
            party_named(asked, "jp"),
            entry_named(asked, "JP").id,
            entry_named(asked, "Hun Manet").id,
        )

    assert "hun-manet" == found
    assert ("japan", "japan", "japan", "hun-manet") == then
