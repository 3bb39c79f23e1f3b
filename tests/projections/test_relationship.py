"""The relationship of two states, event by event (RULES.md, 7 to 21)."""

from datetime import date

import pytest
from hypothesis import HealthCheck, settings
from hypothesis import given as drawn
from hypothesis import strategies as st

from records import PROMISE, SIGNING, VISIT, amount, event, given
from timeline.answers.relationship import RelationshipAnswer, relationship_of
from timeline.answers.snapshot import Snapshot
from timeline.projections.plain import plain
from timeline.projections.relationship import (
    SECTIONS,
    Relationship,
    changes,
    fold,
    relationship,
)
from timeline.projections.world import World

JULY_5, JULY_6, AFTER = date(2024, 7, 5), date(2024, 7, 6), date(2026, 1, 1)


def state(*texts: str, on: date = AFTER) -> RelationshipAnswer:
    """What stands between Japan and Cambodia after some files."""
    with given(VISIT, *texts) as asked:
        return relationship_of(asked, "japan", "cambodia", on)


def test_on_its_first_day_a_visit_is_under_way_and_its_calls_are_possible() -> None:
    """Listed apart, and changing nothing."""
    with given(VISIT) as asked:
        standing = relationship_of(asked, "japan", "cambodia", JULY_5)

    assert ["visit"] == [account.id for account in standing.under_way]
    assert ["visit/call"] == [account.id for account in standing.possible]
    assert ["visit"] == [contact.event for contact in standing.last_contact]


def test_on_its_last_day_a_visit_has_ended_and_its_calls_count() -> None:
    """The call is the last contact."""
    with given(VISIT) as asked:
        standing = relationship_of(asked, "japan", "cambodia", JULY_6)

    assert ((), ()) == (standing.under_way, standing.possible)
    assert ["visit/call"] == [contact.event for contact in standing.last_contact]
    assert 2 == standing.contacts


def test_contact_needs_both() -> None:
    """People of each, or people of one with the other state itself; a meeting with an institute is none."""
    assert 2 == state(event("visit/talk", "meeting", 'part_of = "visit"\nto = "institute"')).contacts
    assert 3 == state(event("visit/talk", "meeting", 'part_of = "visit"\nto = "cambodia"')).contacts
    assert 2 == state(event("visit/talk", "meeting", 'part_of = "visit"\nby = "japan"\nto = "cambodia"')).contacts


def test_a_status_takes_the_place_of_the_one_before() -> None:
    """One formal level stands at a time."""
    levels = "".join(
        event(f"level/{year}", "status", f'when = "{year}"\nlevel = "Level {year}"\nconcerns = ["japan", "cambodia"]')
        for year in (2013, 2023)
    )

    assert ["Level 2023"] == [level.level for level in state(levels).status]


def test_an_instrument_has_its_amount_and_terms_as_said() -> None:
    """Signed, with money, terms and the promise that it carries."""
    (instrument,) = state(PROMISE, SIGNING).instruments

    assert ("loan", "59.6 million", 30, ("visit/loan",)) == (
        instrument.document,
        instrument.money[0].amount,
        instrument.terms and instrument.terms.years,
        instrument.commitments,
    )


def folded(*texts: str) -> Relationship:
    """The same before it is an answer."""
    with given(VISIT, *texts) as asked:
        world = asked.world(asked.concerning("japan", "cambodia"))
        return fold(relationship("japan", "cambodia"), world.order)


def test_a_promise_goes_through_its_stages() -> None:
    """Announced, signed, delivered: each by an event; delivered closes it."""
    delivered = event(
        "visit/done",
        "progress",
        'concerns = ["japan", "cambodia"]\nwhen = "2024-12-01"\nadvances = { commitment = "visit/loan", stage = "delivered" }',
    )
    (owed,) = state(PROMISE, SIGNING, delivered).commitments

    assert ["announced", "signed", "delivered"] == [reached.stage for reached in owed.stages]
    assert not owed.open
    assert not owed.overdue


def test_a_promise_is_overdue_after_its_latest_day_and_not_lapsed() -> None:
    """Due in 2025: overdue in 2026, still at its stage."""
    (early,), (owed,) = (state(PROMISE, on=on).commitments for on in (date(2025, 12, 31), AFTER))

    assert (False, True) == (early.overdue, owed.overdue)
    assert ("announced", True) == (owed.stage, owed.open)


@pytest.mark.parametrize(("due", "attested", "overdue"), [("2024-08", "2024-12", False), ("2024", "2024-08", True)])
def test_a_promise_is_due_as_all_sources_together_tell(due: str, attested: str, *, overdue: bool) -> None:
    """The latest day that any of them allows, where they conflict; what they share, where they fit."""
    promise = event("visit/loan", "commitment", f'part_of = "visit"\nby = "japan"\nto = "cambodia"\ndue = "{due}"')
    attest = f'[[attest]]\nid = "a"\nevent = "visit/loan"\nsays = {{ due = "{attested}" }}\nevidence = {{ source = "jp-readout", passage = "x" }}\n'
    (owed,) = state(promise, attest, on=date(2024, 9, 1)).commitments

    assert overdue == owed.overdue


def test_a_stage_reached_before_the_promise_was_reported_is_not_lost() -> None:
    """World order may put the signing first."""
    early = event(
        "visit/early",
        "progress",
        'when = "2024-07-01"\nconcerns = ["japan", "cambodia"]\nadvances = { commitment = "visit/loan", stage = "signed" }',
    )
    (owed,) = state(PROMISE, early).commitments

    assert "signed" == owed.stage


def test_promises_to_others_are_listed_apart() -> None:
    """To a third state, or to nobody in particular; a stage advances them too."""
    others = event("visit/aid", "commitment", 'part_of = "visit"\nby = "japan"\nto = "ukraine"') + event(
        "visit/world", "commitment", 'part_of = "visit"\nby = "japan"'
    )
    stage = event(
        "visit/step", "progress", 'part_of = "visit"\nadvances = { commitment = "visit/aid", stage = "under-way" }'
    )
    found = state(others, stage)

    assert () == found.commitments
    assert [("visit/aid", "under-way"), ("visit/world", "announced")] == [
        (owed.key, owed.stage) for owed in found.to_others
    ]


def test_an_initiative_counts_its_parts() -> None:
    """A package with its approaches; a part of nothing that is known changes nothing."""
    package = event("visit/package", "announcement", 'part_of = "visit"\nform = "package"')
    parts = "".join(
        event(f"visit/package/{n}", "announcement", 'part_of = "visit/package"\nform = "part"') for n in range(3)
    )
    loose = event("visit/loose", "announcement", 'part_of = "visit"\nform = "part"')

    assert [("visit/package", 3)] == [(one.key, one.parts) for one in state(package, parts, loose).initiatives]


@pytest.mark.parametrize(
    ("act", "by", "topics", "counts"),
    [
        ("affirms", "hun-manet", '"roads"', True),
        ("agrees", "kamikawa", '"roads"', True),
        ("says", "hun-manet", '"roads"', False),
        ("affirms", "institute", '"roads"', False),
        ("affirms", "hun-manet", "[]", False),
    ],
)
def test_a_position_is_what_a_states_person_affirms_assesses_or_agrees_on_a_topic(
    act: str, by: str, topics: str, *, counts: bool
) -> None:
    """Other acts, other speakers and no topic are none."""
    text = event("visit/said", "statement", f'part_of = "visit"\nact = "{act}"\nby = "{by}"\ntopics = {topics}')

    assert counts == bool(state(text).positions)


def test_positions_are_latest_first_and_none_is_dropped() -> None:
    """An earlier position on the same topic stays."""
    texts = "".join(
        event(f"said/{year}", "statement", f'when = "{year}"\nconcerns = "cambodia"\nact = "affirms"\ntopics = "roads"')
        for year in (2020, 2022, 2021)
    )

    assert ["said/2022", "said/2021", "said/2020"] == [position.event for position in state(texts).positions]


def test_a_dialogue_stands_once_it_is_reported() -> None:
    """With its name."""
    text = event(
        "dialogue", "dialogue", 'when = "[..2024-07-06]"\nconcerns = ["japan", "cambodia"]\nname = "Dialogue on roads"'
    )

    assert ["Dialogue on roads"] == [one.name for one in state(text).dialogues]


def test_topics_count_how_often_they_were_touched() -> None:
    """Latest first."""
    texts = "".join(
        event(f"visit/said-{n}", "statement", f'part_of = "visit"\nact = "says"\ntopics = "{topic}"')
        for n, topic in enumerate(("roads", "order", "roads"))
    )

    assert [("roads", 2), ("order", 1)] == [(one.topic, one.times) for one in folded(texts).topics]


def test_changes_name_what_came_moved_and_went() -> None:
    """In the words of the sections; what came is shown first."""
    with given(VISIT, PROMISE, SIGNING) as asked:
        order = asked.world(asked.concerning("japan", "cambodia")).order
    before, after = (fold(relationship("japan", "cambodia"), order[:count]) for count in (-1, len(order)))
    found = [(change.sign, change.section) for change in changes(before, after)]

    assert [("+", "instruments"), ("~", "commitments")] == found
    assert [("-", "instruments"), ("~", "commitments")] == [
        (change.sign, change.section) for change in changes(after, before)
    ]


def test_events_of_others_change_nothing() -> None:
    """A loan to a third state is not between the two."""
    other = event("talks", "meeting", 'to = "ukraine"')

    assert plain(folded()) == plain(folded(other))


RECORD = (
    PROMISE,
    SIGNING,
    event("visit/said", "statement", 'part_of = "visit/call"\nact = "affirms"\ntopics = "roads"'),
    event("visit/dinner", "dinner", 'part_of = "visit"\nto = "hun-manet"\nafter = "visit/call"'),
    amount("51.5 million"),
)


@pytest.fixture(scope="module")
def world() -> World:
    """The world of the pair."""
    with given(VISIT, *RECORD) as asked:
        return asked.world(asked.concerning("japan", "cambodia"))


@drawn(st.integers(0, 12))
@settings(suppress_health_check=[HealthCheck.function_scoped_fixture])
def test_a_replay_in_two_halves_equals_a_replay_in_one(world: World, cut: int) -> None:
    """Folding goes on from any state."""
    start = relationship("japan", "cambodia")

    assert fold(start, world.order) == fold(fold(start, world.order[:cut]), world.order[cut:])


@drawn(st.permutations(RECORD[2:4]))
@settings(max_examples=4)
def test_the_order_of_files_does_not_change_the_state(texts: list[str]) -> None:
    """The world's order decides, not the order of recording."""
    expected, found = state(*RECORD), state(*RECORD[:2], *texts, RECORD[4])

    assert SECTIONS
    assert [plain(getattr(expected, section)) for section in SECTIONS] == [
        plain(getattr(found, section)) for section in SECTIONS
    ]


def test_a_question_of_the_past_of_the_log_does_not_see_what_was_recorded_since() -> None:
    """Both clocks are asked at once."""
    with given(VISIT, PROMISE, SIGNING) as asked:
        before = Snapshot(asked.log, asked.known - 1)

        assert 1 == len(relationship_of(asked, "japan", "cambodia", AFTER).instruments)
        assert 0 == len(relationship_of(before, "japan", "cambodia", AFTER).instruments)
