"""What people type, and what they mean by it."""

import pytest

from records import VISIT, event, given
from timeline.answers.compare import comparison_of
from timeline.answers.names import only_visit
from timeline.answers.replay import replay_of
from timeline.problems import Misused

JOURNEY = event("journey", "visit", 'by = "kamikawa"\nconcerns = ["japan", "cambodia", "ukraine"]')


def test_the_only_visit_need_not_be_named() -> None:
    """That which is part of no other."""
    with given(VISIT) as asked:
        assert "visit" == only_visit(asked)
        assert replay_of(asked, []).title == replay_of(asked, ["visit"]).title


def test_of_several_visits_one_is_named() -> None:
    """And of none, there is none."""
    other = event("trip", "visit") + event("trip/talk", "meeting", 'part_of = "trip"\nto = "hun-manet"')
    with given(VISIT, other) as asked, pytest.raises(Misused, match="there are several visits") as raised:
        only_visit(asked)
    assert "visit, trip" in raised.value.hint
    with given(VISIT, known=10) as asked, pytest.raises(Misused, match="there is no visit"):
        only_visit(asked)


def test_a_journey_to_several_states_has_no_two_sides() -> None:
    """Its parts are named, if it has visits among them."""
    inside = event("journey/stop", "visit", 'part_of = "journey"\nto = "cambodia"')
    for texts, hint in (
        ([JOURNEY], "name an engagement of two parties"),
        ([JOURNEY + inside], "name a part of it: journey/stop"),
    ):
        with given(VISIT, *texts) as asked, pytest.raises(Misused, match="is not an engagement of two sides") as raised:
            comparison_of(asked, "journey")
        assert hint in raised.value.hint


def test_an_engagement_of_two_states_has_their_sides_by_their_codes() -> None:
    """It says nothing of who came to whom; what is part of it says between whom it was."""
    talks = event("talks", "conference", 'concerns = "japan"') + event(
        "talks/aid", "meeting", 'part_of = "talks"\nto = "hun-manet"'
    )
    with given(VISIT, talks) as asked:
        assert ("JP", "KH") == comparison_of(asked, "talks").sides


def test_an_account_is_shown_by_its_position_and_id() -> None:
    """To who looks at one in a program."""
    with given(VISIT) as asked:
        assert "<#14 visit/call>" == repr(asked.world(["visit/call"]).accounts["visit/call"])


def test_a_contradiction_that_is_withdrawn_contradicts_nothing() -> None:
    """As if it had not been attested."""
    against = '[[attest]]\nid = "b"\nevent = "visit"\nagainst = "visit/call"\nbecause = "No call"\nevidence = { source = "jp-readout", passage = "y" }\n'
    gone = '[[withdraw]]\nid = "w"\nentry = "b"\nbecause = "Mistaken"\n'
    with given(VISIT, against) as asked:
        assert 1 == len(asked.gather(["visit/call"])["visit/call"].contradicted)
    with given(VISIT, against, gone) as asked:
        assert () == asked.gather(["visit/call"])["visit/call"].contradicted
