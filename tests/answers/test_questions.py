"""Who met whom, which visits, what changed, and two visits compared."""

from datetime import date

import pytest

from records import AGREED, MINISTER, OFFICE, PROMISE, SIGNING, TERM, VISIT, event, given
from timeline.answers.changes import changes_of
from timeline.answers.commitments import commitments_of
from timeline.answers.known import Period, period_typed
from timeline.answers.meetings import MeetingsAnswer, meetings_of
from timeline.answers.two_visits import two_visits_of
from timeline.answers.visits import visits_of
from timeline.problems import Misused
from timeline.views import text, write
from timeline.views.page import Page

SECOND = event("return", "visit", 'by = "hun-manet"\nto = "japan"\nwhen = "2024-11-28/2024-11-30"') + event(
    "return/talks", "meeting", 'part_of = "return"\nby = "hun-manet"\nto = "kamikawa"\nwhen = "2024-11-29"'
)


# --- periods --------------------------------------------------------------------------


def test_a_period_is_from_the_beginning_of_one_to_the_end_of_the_other() -> None:
    """A day, a month or a year each; what is left out is open."""
    assert (date(2024, 1, 1), date(2024, 7, 31)) == period_typed("2024", "July 2024")
    assert (date.min, date(2024, 7, 6)) == period_typed(None, "6 July 2024")
    assert period_typed(None, None).is_open
    with pytest.raises(Misused, match="--to 2023 is before --from 2024"):
        period_typed("2024", "2023")


# --- meetings -------------------------------------------------------------------------


def test_a_meeting_names_who_met_whom_in_which_office() -> None:
    """The office that a source gives; else the one that the person is recorded to have held."""
    stated = event("talk", "meeting", 'to = [{ who = "hun-manet", as = "prime-minister-of-cambodia" }]')
    with given(VISIT, OFFICE, TERM, MINISTER + stated) as asked:
        met = {met.event: met for met in meetings_of(asked, ["JP", "KH"]).meetings}

    one, other = met["talk"].people
    assert ["visit/call", "talk"] == list(met)
    assert ("kamikawa", ("foreign-minister-of-japan",), False) == (one.who, one.offices, one.stated)
    assert ("hun-manet", ("prime-minister-of-cambodia",), True) == (other.who, other.offices, other.stated)
    shown = " ".join(text(meetings_of_closed(MINISTER + stated)).split())
    assert (
        "Kamikawa Yoko (by the record, Foreign Minister of Japan) with Hun Manet (Prime Minister of Cambodia)" in shown
    )


def meetings_of_closed(*texts: str) -> MeetingsAnswer:
    """The meetings of the two states, when the log is closed."""
    with given(VISIT, OFFICE, TERM, *texts) as asked:
        return meetings_of(asked, ["JP", "KH"])


def test_an_office_is_held_until_it_is_left() -> None:
    """After that it is nobody's; before it was taken, too."""
    later = event("later", "meeting", 'to = "hun-manet"\nwhen = "2024-10-02"')
    earlier = event("earlier", "meeting", 'to = "hun-manet"\nwhen = "2023-08-31"')
    with given(VISIT, OFFICE, TERM, later + earlier) as asked:
        met = {met.event: met.people[0].offices for met in meetings_of(asked, ["kamikawa"]).meetings}

    assert {"earlier": (), "visit/call": ("foreign-minister-of-japan",), "later": ()} == met


def test_who_was_represented_was_not_present() -> None:
    """And a visit is no meeting: its parts are."""
    behalf = event("seminar", "conference", 'by = [{ who = "kamikawa", on_behalf_of = "ukraine" }]\nto = "hun-manet"')
    with given(VISIT, behalf) as asked:
        assert [] == [met.event for met in meetings_of(asked, ["UA", "KH"]).meetings]
        assert ["visit/call", "seminar"] == [met.event for met in meetings_of(asked, ["JP"]).meetings]
        assert "on behalf of Ukraine" in text(meetings_of(asked, ["KH"]))


def test_meetings_are_those_of_a_period() -> None:
    """Those that began within it."""
    with given(VISIT, SECOND) as asked:
        found = meetings_of(asked, ["JP", "KH"], period_typed("2024-11", None))

        assert ["return/talks"] == [met.event for met in found.meetings]
        assert "from 1 November 2024 on (1)" in text(found)
        assert "none recorded" in text(meetings_of(asked, ["JP", "KH"], period_typed("2023", "2023")))


def test_a_withdrawn_meeting_is_listed_apart() -> None:
    """It is not counted."""
    gone = '[[withdraw]]\nid = "gone"\nentry = "visit/call"\nbecause = "It was another visit."\n'
    with given(VISIT, gone) as asked:
        found = meetings_of(asked, ["JP", "KH"])

    assert ((), ["visit/call"]) == (found.meetings, [one.account.id for one in found.withdrawn])


@pytest.mark.parametrize(
    ("words", "message"),
    [
        ([], "takes one actor or two"),
        (["JP", "KH", "UA"], "takes one actor or two"),
        (["JP", "japan"], "two different"),
    ],
)
def test_meetings_are_of_one_actor_or_of_two(words: list[str], message: str) -> None:
    """Of two different ones."""
    with given(VISIT) as asked, pytest.raises(Misused, match=message):
        meetings_of(asked, words)


# --- visits ---------------------------------------------------------------------------


def test_a_visit_names_who_visited_whom_and_what_is_within_it() -> None:
    """In world order; those without parts too, unless they are to be replayed."""
    alone = event("alone", "visit", 'concerns = ["japan", "ukraine"]\nwhen = "2024-01"\nplace = "Kyiv"')
    with given(VISIT, alone + SECOND) as asked:
        found = visits_of(asked)
        rows = {row.id: row for row in found.visits}

        assert ["alone", "visit", "return"] == list(rows)
        assert [0, 1, 1] == [row.parts for row in found.visits]
        assert (("kamikawa",), ("ukraine",), "Kyiv") == (rows["alone"].by, rows["alone"].to, rows["alone"].place)
        assert ["visit", "return"] == [row.id for row in visits_of(asked, replayable=True).visits]
        assert ["alone"] == [row.id for row in visits_of(asked, ["UA"]).visits]
        assert ["return"] == [row.id for row in visits_of(asked, ["JP", "KH"], period_typed("2024-11", None)).visits]
        assert "Kamikawa Yoko to Ukraine, Kyiv; no events within it recorded" in text(found)


def test_of_visits_between_three_there_are_none() -> None:
    """And none is what is said when there is none."""
    with given(VISIT) as asked:
        with pytest.raises(Misused, match="two states at most"):
            visits_of(asked, ["JP", "KH", "UA"])
        assert "Visits between Japan and Ukraine\n" in text(found := visits_of(asked, ["JP", "UA"]))
        assert "none recorded" in text(found)


def test_a_part_that_is_withdrawn_from_a_visit_is_not_counted() -> None:
    """An attestation that names the visit is, once with its event."""
    attest = (
        '[[attest]]\nid = "a"\nevent = "visit/p"\nsays = { part_of = "visit" }\nevidence = { source = "kh-readout" }\n'
    )
    point = event("visit/p", "statement", 'act = "says"')
    gone = '[[withdraw]]\nid = "gone"\nentry = "a"\nbecause = "It says nothing of it."\n'
    with given(VISIT, point, attest) as asked:
        assert [2] == [row.parts for row in visits_of(asked).visits]
    with given(VISIT, point, attest, gone) as asked:
        assert [1] == [row.parts for row in visits_of(asked).visits]


# --- changes --------------------------------------------------------------------------


def test_what_changed_is_what_the_events_of_the_period_brought() -> None:
    """Engagements are listed; what was there before is not, unless it moved."""
    with given(VISIT, PROMISE, SIGNING, SECOND) as asked:
        july = changes_of(asked, "JP", "KH", period_typed("2024-07", "2024-07"))
        later = changes_of(asked, "JP", "KH", period_typed("2024-11", "2024-12"))

    assert ["+ instruments", "+ commitments"] == [
        f"{c.sign} {c.section}" for c in july.changes if c.section != "last_contact"
    ]
    assert ["visit", "visit/call"] == [account.id for account in july.engagements]
    assert ("2024-07-01", "2024-07-31") == (july.first, july.last)
    assert ["return", "return/talks"] == [account.id for account in later.engagements]
    assert ["last_contact"] == [change.section for change in later.changes]


def test_a_commitment_that_moved_shows_its_earlier_stage() -> None:
    """From the stage before the period to the one at its end."""
    done = event(
        "road",
        "progress",
        'by = "japan"\nto = "cambodia"\nwhen = "2024-11"\nadvances = { commitment = "visit/loan", stage = "delivered" }',
    )
    with given(VISIT, PROMISE, SIGNING, done) as asked:
        found = changes_of(asked, "JP", "KH", period_typed("2024-11", "2024-12"))

    assert "~ The commitment visit/loan: signed → delivered (November 2024)" in text(found)


def test_without_a_first_day_everything_is_new_and_without_change_it_says_so() -> None:
    """Nothing is before the first event."""
    with given(VISIT, PROMISE) as asked:
        whole, nothing = (
            changes_of(asked, "JP", "KH", Period(last=date(2024, 7, 7))),
            changes_of(asked, "JP", "KH", period_typed("2023", "2023")),
        )

    assert "+ commitments" in [f"{change.sign} {change.section}" for change in whole.changes]
    assert "" == whole.first
    assert "no change is recorded" in text(nothing)


def test_what_may_have_happened_in_the_period_is_apart() -> None:
    """And what was withdrawn; neither changes anything."""
    maybe = event("maybe", "signing", 'document = "notes"\nto = "hun-manet"\nwhen = "2024-07"')
    gone = event("gone", "signing", 'document = "notes"\nto = "hun-manet"') + (
        '[[withdraw]]\nid = "w"\nentry = "gone"\nbecause = "Another year."\n'
    )
    with given(VISIT, maybe, gone) as asked:
        found = changes_of(asked, "JP", "KH", period_typed("2024-07-06", "2024-07-10"))

    assert ["maybe"] == [account.id for account in found.possible]
    assert ["gone"] == [one.account.id for one in found.withdrawn]
    assert [] == [change for change in found.changes if change.section == "instruments"]


# --- the table of commitments -----------------------------------------------------------


def test_the_table_of_commitments_has_a_column_for_each_stage_reached() -> None:
    """With the day and the amount at each; when due, and that it is overdue."""
    with given(VISIT, PROMISE, SIGNING) as asked:
        write(page := Page(width=100, colour=False), commitments_of(asked, ["JP", "KH"], date(2026, 1, 1)), table=True)
        write(none := Page(width=100, colour=False), commitments_of(asked, ["JP", "UA"], date(2026, 1, 1)), table=True)
    lines = page.text().splitlines()

    assert ["announced", "signed", "due"] == lines[1].split()
    assert "The commitment visit/loan (Japan to Cambodia): overdue: no word of delivery" in lines[2]
    assert ["6", "Jul", "2024", "6", "Jul", "2024", "2025"] == lines[3].split()
    assert "about USD 59.6 million" in lines[4]
    assert "none" in none.text()


def test_a_stage_has_the_sides_that_say_it_was_reached() -> None:
    """Not those that give its amount alone."""
    with given(VISIT, PROMISE, AGREED) as asked:
        (owed,) = commitments_of(asked, ["JP", "KH"], date(2026, 1, 1)).commitments

    assert ("analyst",) == owed.stages[-1].sides


# --- two visits -------------------------------------------------------------------------

TOPICS = event("visit/p1", "statement", 'part_of = "visit/call"\nact = "raises"\ntopics = ["roads", "order"]')
AGAIN = event(
    "return/p1", "statement", 'part_of = "return/talks"\nact = "affirms"\ntopics = "roads"\nwhen = "2024-11-29"'
)
OTHER = event(
    "return/p2",
    "statement",
    'part_of = "return/talks"\nby = "hun-manet"\nact = "says"\ntopics = "roads"\nwhen = "2024-11-29"',
)


def test_two_visits_share_topics_or_have_them_alone() -> None:
    """What one has alone may have come up at the other, which is said."""
    with given(VISIT, TOPICS, SECOND, AGAIN + OTHER) as asked:
        found = two_visits_of(asked, "visit", "return")
        turned = two_visits_of(asked, "return", "visit")

    assert {"roads": "kept", "order": "dropped"} == {topic.topic: topic.change for topic in found.topics}
    assert text(found) == text(turned)
    assert (["visit/p1"], ["return/p1", "return/p2"]) == (found.topics[0].first, found.topics[0].second)
    assert "may have come up at the other, where no source reports it" in text(found)
    assert (3, 2, 0) == (found.first.read.texts, found.first.read.full, found.second.read.texts)


def test_the_wording_on_a_topic_of_both_is_compared_party_by_party() -> None:
    """With the same verbs or with others; what a party says at one visit alone is listed too."""
    with given(VISIT, TOPICS, SECOND, AGAIN + OTHER) as asked:
        found = two_visits_of(asked, "visit", "return")

    assert [("roads", ("japan",), "kept"), ("roads", ("cambodia",), "added")] == [
        (wording.topic, wording.parties, wording.change) for wording in found.wording
    ]
    assert [False, False] == [wording.same_acts for wording in found.wording]
    assert (["visit/p1"], ["return/p1"]) == (found.wording[0].first, found.wording[0].second)
    assert "Japan: at both, with other verbs" in text(found)
    assert "Cambodia: only at the second" in text(found)


def test_a_commitment_is_taken_up_made_or_not_mentioned_at_the_second() -> None:
    """As they stood after both."""
    new = event("return/plan", "commitment", 'part_of = "return"\nby = "cambodia"\nto = "japan"\nwhen = "2024-11-29"')
    old = event("old", "commitment", 'by = "japan"\nto = "cambodia"\nwhen = "2023"')
    other = event("visit/ship", "commitment", 'part_of = "visit"\nby = "japan"\nto = "cambodia"\nwhen = "2024-07-06"')
    step = event(
        "return/step",
        "signing",
        'part_of = "return"\ndocument = "notes"\nto = "hun-manet"\nwhen = "2024-11-29"\nadvances = [{ commitment = "visit/loan", stage = "agreed" }, { commitment = "old", stage = "signed" }]',
    )
    after = event("after", "commitment", 'about = "visit"\nby = "japan"\nto = "cambodia"\nwhen = "2024-08-01"')
    with given(VISIT, PROMISE, SIGNING, old + other, SECOND, new + step, after) as asked:
        found = two_visits_of(asked, "visit", "return")

    assert {"old": "kept", "visit/loan": "kept", "return/plan": "added", "visit/ship": "dropped"} == {
        one.commitment.key: one.change for one in found.commitments
    }
    assert "agreed" == next(one.commitment.stage for one in found.commitments if one.commitment.key == "visit/loan")


def test_a_visit_is_not_compared_with_itself() -> None:
    """Both readouts of it are; nor with what it is part of, which has all that it has."""
    with given(VISIT) as asked:
        with pytest.raises(Misused, match="are the same visit"):
            two_visits_of(asked, "visit", "#13")
        for words in (("visit", "visit/call"), ("visit/call", "visit")):
            with pytest.raises(Misused, match="visit/call is part of visit"):
                two_visits_of(asked, *words)
