"""What a minister must know: chosen from the record, and nothing else."""

from datetime import date

import pytest

from records import OFFICE, PROMISE, SIGNING, SOURCES, TERM, VISIT, amount, event, given, office
from timeline.answers.brief import BriefAnswer, brief_of
from timeline.answers.known import period_typed
from timeline.problems import Misused

ON = date(2026, 1, 1)
DUE = event("visit/later", "commitment", 'part_of = "visit"\nby = "japan"\nto = "cambodia"\ndue = "2027"')


def brief(*texts: str, words: tuple[str, ...] = ("visit",), on: date = ON) -> BriefAnswer:
    """The brief of a small record."""
    with given(VISIT, *texts) as asked:
        return brief_of(asked, words, on)


def test_a_brief_holds_what_was_signed_promised_and_is_due() -> None:
    """As of the day: overdue is not due; what may have happened by then is apart."""
    maybe = event("visit/maybe", "signing", 'part_of = "visit"\ndocument = "notes"\nwhen = "[2024-07-06..2026-06-30]"')
    found = brief(PROMISE, SIGNING, DUE, maybe)

    assert ["visit/signing"] == [held.key for held in found.documents]
    assert {"visit/loan", "visit/later"} == {owed.key for owed in found.commitments}
    assert ["visit/later"] == [owed.key for owed in found.due]
    assert ["visit/maybe"] == [account.id for account in found.possible]
    assert (2, 0, 1) == (found.read.full, found.read.part, found.read.no)
    assert "2025-01-06T00:00:00Z" == found.recorded_until


def test_a_brief_of_two_states_is_of_a_period() -> None:
    """Of what happened in it, and of the commitments that it moved."""
    later = event(
        "done",
        "progress",
        'by = "japan"\nto = "cambodia"\nwhen = "2024-11"\nadvances = { commitment = "visit/loan", stage = "delivered" }',
    )
    with given(VISIT, PROMISE, SIGNING, DUE, later) as asked:
        found = brief_of(asked, ["JP", "KH"], ON, period_typed("2024-11", "2024"))

        assert ((), ["visit/loan"]) == (found.documents, [owed.key for owed in found.commitments])
        with pytest.raises(Misused, match="--from and --to limit a brief of two states"):
            brief_of(asked, ["visit"], ON, period_typed("2024", None))
        with pytest.raises(Misused, match="one visit, or two states"):
            brief_of(asked, [], ON)


def test_what_one_side_alone_reports_is_weighed() -> None:
    """Amounts, commitments and dates first; what both report is none, nor what is part of a point already listed."""
    kh = 'evidence = { source = "article", via = "kh-readout", passage = "x" }'
    say = event("visit/p", "statement", f'part_of = "visit/call"\nact = "says"\nto = "hun-manet"\n{kh}')
    within = event("visit/p/q", "statement", f'part_of = "visit/p"\nact = "says"\nto = "hun-manet"\n{kh}')
    plan = event(
        "visit/plan", "announcement", f'part_of = "visit/call"\nform = "plan"\ndue = "2026"\nto = "hun-manet"\n{kh}'
    )
    money = event(
        "visit/m",
        "commitment",
        f'part_of = "visit/p"\nby = "japan"\nto = "cambodia"\nmoney = {{ amount = "1 million", currency = "USD" }}\n{kh}',
    )
    both = event(
        "visit/b",
        "statement",
        'part_of = "visit/call"\nact = "says"\nto = "hun-manet"\nevidence = [{ source = "article", via = "kh-readout", passage = "x" }, { source = "jp-readout", passage = "y" }]',
    )
    found = brief(say + within + plan + money + both)

    assert ["visit/m", "visit/plan", "visit/p"] == [point.event for point in found.one_side]
    assert {"KH"} == {point.side for point in found.one_side}


@pytest.mark.parametrize(
    ("what", "fields", "weight"),
    [
        ("commitment", 'by = "japan"\nto = "cambodia"\nquantity = { count = 2, unit = "boats" }', 0),
        ("commitment", 'by = "japan"\nto = "cambodia"', 2), ("signing", 'document = "notes"\nto = "hun-manet"', 1),
        ("announcement", 'form = "plan"\nto = "hun-manet"', 4), ("statement", 'act = "affirms"\nto = "hun-manet"', 5),
        ("meeting", 'to = "hun-manet"', 7), ("remarks", 'to = "hun-manet"', 8),
    ],
)  # fmt: skip
def test_each_kind_of_point_has_its_weight(what: str, fields: str, weight: int) -> None:
    """An office is no point at all."""
    point = event(
        "visit/x", what, f'part_of = "visit"\n{fields}\nevidence = {{ source = "jp-readout", passage = "x" }}'
    )
    fields = 'person = "kamikawa"\noffice = "foreign-minister-of-japan"\nchange = "assumed"\nby = -\npart_of = "visit"'
    held = event("visit/o", "office", fields)
    found = brief(OFFICE, point + held.replace('"article"', '"jp-readout"'))

    assert [("visit/x", weight)] == [(one.event, one.weight) for one in found.one_side]


def test_a_position_that_changed_comes_first_with_the_one_before() -> None:
    """On one of its topics, of the same state; another verb is a change."""
    before = event("before", "statement", 'act = "affirms"\nto = "hun-manet"\ntopics = "roads"\nwhen = "2023"')
    now = event("visit/now", "statement", 'part_of = "visit/call"\nact = "assesses"\ntopics = "roads"')
    new = event("visit/new", "statement", 'part_of = "visit/call"\nact = "affirms"\ntopics = "order"')
    within = event("visit/new/part", "statement", 'part_of = "visit/new"\nact = "affirms"\ntopics = "order"')
    found = brief(before, now + new + within)

    assert ["visit/now", "visit/new"] == [taken.position.key for taken in found.positions]
    assert [True, False] == [taken.changed for taken in found.positions]
    assert found.positions[0].before
    assert "before" == found.positions[0].before.key


def test_the_offices_are_those_of_whoever_holds_them_on_the_day() -> None:
    """The latest holder of an office first."""
    next_one = office("next", "iwaya", "assumed", "2024-10-01")
    met = brief(OFFICE, TERM, next_one, on=date(2024, 12, 1))
    then = brief(OFFICE, TERM, next_one, on=date(2024, 8, 1))

    assert ["iwaya"] == [one.term.who for one in met.offices]
    assert ("2024-10-01", "") == (met.offices[0].term.since, met.offices[0].term.until)
    assert ["kamikawa"] == [one.term.who for one in then.offices]
    assert "" == then.offices[0].term.until


def test_an_office_was_last_named_at_the_latest_event_by_the_day() -> None:
    """At a later meeting too; that the record of offices has it is not that somebody said so."""
    took = office("took", "kamikawa", "assumed", "2023-09")
    met = event(
        "met",
        "meeting",
        'by = { who = "kamikawa", as = "foreign-minister-of-japan" }\nto = "hun-manet"\nwhen = "2024-08-05"',
    )
    found = brief(OFFICE, took, met, on=date(2024, 12, 1))
    then = brief(OFFICE, took, met, on=date(2024, 8, 4))

    assert [("kamikawa", "2024-08-05")] == [(one.term.who, one.named_on) for one in found.offices]
    assert ["took"] == [account.id for account in then.offices[0].accounts]
    assert "" == then.offices[0].named_on


def test_a_point_says_what_the_other_sides_texts_have_of_it() -> None:
    """Silent, not retold and unknown are three things. Source: RULES.md, 17."""
    retold = 'evidence = { source = "article", via = "kh-readout", passage = "x" }'
    by_kh = event("visit/kh", "statement", f'part_of = "visit/call"\nact = "says"\nto = "hun-manet"\n{retold}')
    by_jp = by_kh.replace("visit/kh", "visit/jp").replace(retold, 'evidence = { source = "jp-readout", passage = "x" }')
    partly = VISIT.replace('read = "full"', 'read = "part"')

    def others(visit: str) -> dict[str, str]:
        with given(visit, by_kh + by_jp) as asked:
            return {point.event: point.other for point in brief_of(asked, ["visit"], ON).one_side}

    assert {"visit/kh": "silent", "visit/jp": "not-retold"} == others(VISIT)
    assert {"visit/kh": "unknown", "visit/jp": "unknown"} == others(partly)


def test_an_office_left_whose_beginning_nobody_recorded_is_a_term_too() -> None:
    """It was held until it was left; who took it twice has one term."""
    left = office("left", "kamikawa", "left", "2024-10-01")
    twice = office("took", "iwaya", "assumed", "2024-10-01") + office("again", "iwaya", "assumed", "2024-11-01")
    with given(VISIT, OFFICE, left + twice) as asked:
        found = brief_of(asked, ["visit"], date(2024, 12, 1))
        then = brief_of(asked, ["visit"], date(2024, 9, 1))

    assert ["2024-10-01"] == [one.term.since for one in found.offices]
    assert [] == list(then.offices)


def test_where_the_two_sides_differ_is_not_where_the_press_does() -> None:
    """Nor where an amount moved from one stage to the next."""
    kh = (
        amount("40 million", source="kh-readout")
        .replace("visit/signing@usd", "visit/signing@kh")
        .replace(', passage = "x"', "")
    )
    found = brief(PROMISE, SIGNING, amount("51.5 million"), kh)

    assert ["money"] == [dispute.conflict.field for dispute in found.differences]
    alone = brief(PROMISE, SIGNING, amount("51.5 million"))
    assert 0 == len(alone.differences)
    assert ["money"] == [dispute.conflict.field for dispute in alone.disputed]


def test_a_position_is_compared_with_the_latest_earlier_one_on_one_of_its_topics() -> None:
    """Of the same state; what was said at the visit itself is not earlier."""

    def said(id: str, act: str, topics: str, when: str, rest: str = "") -> str:
        return event(id, "statement", f'act = "{act}"\ntopics = {topics}\nwhen = "{when}"\n{rest}')

    to = 'to = "hun-manet"'
    old = said("old", "affirms", '["roads"]', "2023-01-01", to) + said("new", "assesses", '["order"]', "2023-02-01", to)
    other = said("other", "assesses", '["roads"]', "2023-03-01", 'by = "hun-manet"\nto = "kamikawa"')
    at = 'part_of = "visit/call"'
    both = said("visit/a", "affirms", '["roads", "order"]', "2024-07-06", at)
    again = said("visit/b", "assesses", '["roads"]', "2024-07-06", at)
    found = brief(old + other + both + again)

    taken = {one.position.key: (one.before.key if one.before else "", one.changed) for one in found.positions}
    assert {"visit/a": ("new", True), "visit/b": ("old", True)} == taken


def test_what_both_agree_together_is_wording_for_the_desk() -> None:
    """What one says alone is none; plans are listed too."""
    agreed = event(
        "visit/agreed",
        "statement",
        'part_of = "visit/call"\nby = ["kamikawa", "hun-manet"]\nact = "agrees"\ntopics = "roads"',
    )
    alone = event("visit/alone", "statement", 'part_of = "visit/call"\nact = "affirms"\ntopics = "roads"')
    plan = event("visit/plan", "announcement", 'part_of = "visit"\nform = "plan"') + event(
        "visit/part", "announcement", 'part_of = "visit/plan"\nform = "part"'
    )
    found = brief(agreed + alone + plan)

    assert ["visit/agreed"] == [account.id for account in found.agreed]
    assert ["visit/plan"] == [account.id for account in found.plans]


def test_a_journey_to_several_states_has_a_brief_without_two_sides() -> None:
    """What is withdrawn of it is counted apart."""
    journey = event("journey", "visit", 'concerns = ["japan", "cambodia", "ukraine"]') + event(
        "journey/talk", "meeting", 'part_of = "journey"\nto = "hun-manet"'
    )
    gone = '[[withdraw]]\nid = "gone"\nentry = "journey/talk"\nbecause = "It did not take place."\n'
    found = brief(journey, gone, words=("journey",))

    assert ((), (), 0) == (found.states, found.one_side, len(found.differences))
    assert ["journey/talk"] == [one.account.id for one in found.withdrawn]


def test_before_the_first_entry_nothing_was_recorded() -> None:
    """And a visit is not known."""
    with given(VISIT, known=0) as asked, pytest.raises(Misused):
        brief_of(asked, ["visit"], ON)


@pytest.mark.parametrize("subject", [["visit"], ["JP", "KH"]])
def test_a_visit_that_one_side_alone_reports_does_not_hide_what_was_said_at_it(subject: list[str]) -> None:
    """It is no point itself; its points are."""
    told = SOURCES + event("visit", "visit", f'to = "cambodia"\n{_OF_JAPAN}')
    told += event(
        "thanks", "statement", f'part_of = "visit"\nwhen = -\nact = "thanks"\ntitle = "its help"\n{_OF_JAPAN}'
    )
    with given(told) as asked:
        assert ["thanks"] == [point.event for point in brief_of(asked, subject, ON).one_side]


def test_a_call_that_one_side_alone_reports_does_not_hide_what_was_said_in_it() -> None:
    """What a brief is of is no point of it."""
    call = event("call", "phone-call", f'to = "hun-manet"\n{_OF_JAPAN}')
    said = event("said", "statement", f'part_of = "call"\nwhen = -\nact = "says"\ntitle = "that it is so"\n{_OF_JAPAN}')
    with given(VISIT, call + said) as asked:
        assert ["said"] == [point.event for point in brief_of(asked, ["call"], ON).one_side]


_OF_JAPAN = 'evidence = { source = "jp-readout", passage = "a" }'
