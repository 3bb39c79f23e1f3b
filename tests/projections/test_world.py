"""Events with what was said of them since: attestations, corrections, withdrawals."""

from datetime import date

import pytest
from hypothesis import given as drawn
from hypothesis import settings
from hypothesis import strategies as st

from records import VISIT, event, given
from timeline.answers.snapshot import Snapshot
from timeline.projections.conflicts import conflicts
from timeline.projections.values_said import Conflict
from timeline.values import OPEN_AFTER

CORRECTION = """
[[correct]]
id = "visit/call@correct"
entry = "visit/call"
field = "when"
was = "[2024-07-05..2024-07-06]"
now = "2024-07-05"
because = "The day was looked up"
"""
SAID = event("visit/said", "statement", 'about = "visit"\nwhen = "2024-07-04/2024-07-09"\nact = "says"\n')
WAS = {
    "visit/call": {"title": '"A call"', "when": '"[2024-07-05..2024-07-06]"', "by.0.who": '"kamikawa"'},
    "visit/said": {"title": '"The statement visit/said"', "when": '"2024-07-04/2024-07-09"', "by.0.who": '"kamikawa"'},
}
"""What the fields of two events were before any correction."""
WITHDRAWAL = '[[withdraw]]\nid = "visit/call@withdraw"\nentry = "visit/call"\nbecause = "It was another visit"\n'
BACK = '[[withdraw]]\nid = "visit/call@back"\nentry = "visit/call@withdraw"\nbecause = "It was this visit after all"\n'


KH = 'article", via = "kh-readout'
"""The Cambodian readout, which only the article retells."""


def attest(name: str, says: str, rest: str = "", *, source: str = "jp-readout", of: str = "visit/call") -> str:
    """An attestation of one source."""
    return f'[[attest]]\nid = "{of}@{name}"\nevent = "{of}"\nsays = {{ {says} }}\nevidence = {{ source = "{source}", passage = "here" }}\n{rest}\n'


def test_a_correction_leaves_the_original_entry_readable() -> None:
    """What stands and what was recorded are both there."""
    with given(VISIT, CORRECTION) as asked:
        account = asked.world(["visit/call"]).accounts["visit/call"]

    assert ("[2024-07-05..2024-07-06]", "2024-07-05") == (account.original.when, account.event.when)
    assert ["visit/call@correct"] == [correction.id for _, correction in account.corrections]


def test_a_correction_changes_what_is_known_after_it_and_nothing_before() -> None:
    """At the position before the correction the old value stands."""
    with given(VISIT, CORRECTION) as asked:
        before = Snapshot(asked.log, asked.known - 1)

        assert "2024-07-05" == asked.world(["visit/call"]).accounts["visit/call"].time.text
        assert "[2024-07-05..2024-07-06]" == before.world(["visit/call"]).accounts["visit/call"].time.text


@drawn(
    st.sampled_from(["title", "text", "place", "when", "topics", "by.0.who"]),
    st.lists(st.sampled_from(["visit/call", "visit/said"]), min_size=1, max_size=3),
    st.data(),
)
@settings(max_examples=25)
def test_no_correction_is_seen_before_it_was_recorded(field: str, targets: list[str], data: st.DataObject) -> None:
    """At every earlier position the world is what it was without it."""
    values = {"when": ['"2024-07-05"', '"2024-07-06"'], "topics": ['["roads", "order"]'], "by.0.who": ['"hun-manet"']}
    texts: list[str] = []
    held: dict[str, str] = {}
    for number, target in enumerate(targets):
        now = data.draw(st.sampled_from(values.get(field, ['"One"', '"Two"', '"Three"'])))
        if held.get(target) == now:
            continue
        was = held.get(target) or WAS[target].get(field)
        held[target] = now
        head = (
            f'[[correct]]\nid = "c{number}"\nentry = "{target}"\nfield = "{field}"\nbecause = "A slip"\nnow = {now}\n'
        )
        texts.append(head + (f"was = {was}\n" if was else ""))
    with given(VISIT, SAID) as asked:
        without = {name: asked.gather([name])[name] for name in WAS}
        before = asked.known
    with given(VISIT, SAID, *texts) as asked:
        earlier = Snapshot(asked.log, before)
        found = {name: asked.gather([name])[name] for name in WAS}

        assert without == {name: earlier.gather([name])[name] for name in WAS}
        assert {name for name in WAS if found[name].event != without[name].event} == set(held)


def test_a_withdrawn_correction_no_longer_holds() -> None:
    """The value before it stands again."""
    with given(
        VISIT, CORRECTION, '[[withdraw]]\nid = "w"\nentry = "visit/call@correct"\nbecause = "It was a guess"\n'
    ) as asked:
        account = asked.world(["visit/call"]).accounts["visit/call"]

    assert "[2024-07-05..2024-07-06]" == account.event.when
    assert () == account.corrections


def test_a_withdrawn_event_is_in_no_state_and_stays_readable() -> None:
    """Nothing deletes an entry."""
    with given(VISIT, WITHDRAWAL) as asked:
        world = asked.world(["visit/call"])

    assert "visit/call" in world.accounts
    assert ["visit"] == [account.id for account in world.order]


def test_a_withdrawal_can_be_withdrawn() -> None:
    """The event is back, as if nothing had been withdrawn."""
    with given(VISIT, WITHDRAWAL, BACK) as asked:
        assert asked.world(["visit/call"]).accounts["visit/call"].withdrawn is None


def test_an_attestation_can_be_corrected_and_withdrawn() -> None:
    """It is an entry like any other."""
    correct = '[[correct]]\nid = "c"\nentry = "visit/call@jp"\nfield = "says.place"\nwas = "Here"\nnow = "There"\nbecause = "A slip"\n'
    with given(VISIT, attest("jp", 'place = "Here"'), correct) as asked:
        (attested,) = asked.world(["visit/call"]).accounts["visit/call"].attestations
        assert "There" == attested.attestation.says.place
    with given(
        VISIT, attest("jp", 'place = "Here"'), '[[withdraw]]\nid = "w"\nentry = "visit/call@jp"\nbecause = "A slip"\n'
    ) as asked:
        assert () == asked.world(["visit/call"]).accounts["visit/call"].attestations


def found_conflicts(*texts: str) -> tuple[Conflict, ...]:
    """The conflicts of the call, after some attestations."""
    with given(VISIT, *texts) as asked:
        world = asked.world(["visit/call"])
        return conflicts(world.accounts["visit/call"])


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('when = "2024-07-05"', 'when = "2024-07-06"'),
        ('start = "09:00"', 'start = "10:00"'),
        ('start = "09:00", zone = "Asia/Tokyo"', 'start = "09:00", zone = "Asia/Phnom_Penh"'),
        ("minutes = 90", "minutes = 60"),
        ('place = "Here"', 'place = "There"'),
        ('to = "kamikawa"', 'to = "institute"'),
        ('part_of = "visit"', 'part_of = "other"'),
    ],
)
def test_incompatible_values_are_a_conflict_and_none_is_chosen(one: str, other: str) -> None:
    """Both are kept, with who says so."""
    texts = (event("other", "visit"), attest("one", one), attest("two", other, source=KH))
    (conflict,) = found_conflicts(*texts)

    assert one.partition(" =")[0] == conflict.field
    assert {"JP", "KH"} <= {side for said in conflict.values for side in said.sides}


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('when = "2024-07-06"', 'when = "2024-07"'),
        ('start = "09:00"', 'start = "09:00", zone = "Asia/Phnom_Penh"'),
        ('start = "10:40", zone = "Asia/Phnom_Penh"', 'start = "12:40", zone = "Asia/Tokyo"'),
        ('to = "hun-manet"', 'to = ["hun-manet", "institute"]'),
        ('place = "Here"', 'place = "Here"'),
        ('part_of = "visit"', 'part_of = "visit/talks"'),
    ],
)
def test_a_value_that_fits_within_another_is_no_conflict(one: str, other: str) -> None:
    """A refinement is shown with its source, and conflicts with nothing."""
    talks = event("visit/talks", "meeting", 'part_of = "visit"')

    assert () == found_conflicts(
        talks, attest("day", 'when = "2024-07-06"'), attest("one", one), attest("two", other, source=KH)
    )


def test_words_that_differ_fit_when_the_attestation_says_so() -> None:
    """Free text is never judged by machine."""
    assert () == found_conflicts(
        attest("one", 'place = "Peace Palace"'), attest("two", 'place = "The Peace Palace"', 'fits = "place"')
    )


def test_an_inference_is_never_a_conflict() -> None:
    """What we drew ourselves is no evidence."""
    inferred = '[[attest]]\nid = "i"\nevent = "visit/call"\nsays = { place = "There" }\ninferred = true\nbecause = "The other calls were there"\n'

    assert () == found_conflicts(attest("one", 'place = "Here"'), inferred)


def test_an_inferred_event_gives_no_values() -> None:
    """Its own time is used for its order only when nobody says one."""
    text = '[[event]]\nid = "visit/guess"\nwhat = "meeting"\ntitle = "t"\nwhen = "2024-07-05"\nby = "kamikawa"\npart_of = "visit"\ninferred = true\nbecause = "There was a day between"\n'
    with given(VISIT, text) as asked:
        world = asked.world(["visit/guess"])

        assert () == world.accounts["visit/guess"].said("when")
        assert "[2024-07-05..2024-07-06]" == world.accounts["visit/guess"].time.text


def test_compatible_dates_fold_as_what_they_have_in_common() -> None:
    """One of two days and the sixth is the sixth, from when that was attested."""
    with given(VISIT, attest("jp", 'when = "2024-07-06"')) as asked:
        before = Snapshot(asked.log, asked.known - 1)

        assert "2024-07-06" == asked.world(["visit/call"]).accounts["visit/call"].time.text
        assert "[2024-07-05..2024-07-06]" == before.world(["visit/call"]).accounts["visit/call"].time.text


def test_incompatible_dates_fold_as_the_set_of_both() -> None:
    """It has certainly begun only when the later of them has."""
    with given(VISIT, attest("one", 'when = "2024-07-05"'), attest("two", 'when = "2024-07-06"')) as asked:
        time = asked.world(["visit/call"]).accounts["visit/call"].time

    assert not time.begun_by(date(2024, 7, 5))
    assert time.begun_by(date(2024, 7, 6))


def test_times_that_lasted_fold_as_a_set_too() -> None:
    """Where EDTF has no words for the set of two intervals, its bounds are kept."""
    with given(VISIT, attest("one", 'when = "2024-07-01/2024-07-04"', of="visit")) as asked:
        time = asked.world(["visit"]).accounts["visit"].time

    assert (date(2024, 7, 1).toordinal(), date(2024, 7, 6).toordinal()) == (time.start_earliest, time.end_latest)


def test_open_times_fold_as_a_set_too() -> None:
    """What has no words in EDTF keeps its bounds."""
    with given(VISIT, attest("one", 'when = "2020/.."', of="visit")) as asked:
        time = asked.world(["visit"]).accounts["visit"].time

    assert (date(2020, 1, 1).toordinal(), OPEN_AFTER) == (time.start_earliest, time.end_latest)


def test_times_open_at_both_ends_fold_to_one_that_nobody_knows() -> None:
    """It is placed nowhere, and breaks nothing."""
    with given(
        VISIT, attest("one", 'when = "2020/.."', of="visit"), attest("two", 'when = "../2030"', of="visit")
    ) as asked:
        assert "" == asked.world(["visit"]).accounts["visit"].time.text


def test_a_clock_time_is_reported_when_all_say_the_same() -> None:
    """Two hours are no hour."""
    with given(
        VISIT, attest("one", 'start = "09:00", zone = "Asia/Phnom_Penh"'), attest("two", 'start = "10:00"')
    ) as asked:
        world = asked.world(["visit/call"])
        assert ("", "") == world.accounts["visit/call"].clock
    with given(VISIT, attest("one", 'start = "09:00", zone = "Asia/Phnom_Penh"')) as asked:
        world = asked.world(["visit/call"])
        assert ("09:00", "Asia/Phnom_Penh") == world.accounts["visit/call"].clock


def test_a_clock_that_another_says_without_its_zone_keeps_it() -> None:
    """The same hour, once with its zone."""
    with given(
        VISIT, attest("one", 'start = "09:00", zone = "Asia/Phnom_Penh"'), attest("two", 'start = "09:00"', source=KH)
    ) as asked:
        world = asked.world(["visit/call"])
        assert ("09:00", "Asia/Phnom_Penh") == world.accounts["visit/call"].clock


def test_the_side_of_evidence_is_that_of_the_last_text_retold() -> None:
    """A commentary that retells a readout speaks for the readout's side."""
    text = event(
        "visit/said",
        "statement",
        'part_of = "visit"\nact = "says"\nevidence = [{ source = "article", passage = "a" }, { source = "article", via = "kh-readout", passage = "b" }]',
    )
    with given(VISIT, text) as asked:
        world = asked.world(["visit/said"])

        assert ("analyst", "KH") == world.accounts["visit/said"].sides


def test_an_event_concerns_its_states_and_those_of_what_it_is_part_of() -> None:
    """By who takes part, by `concerns`, and by the whole."""
    text = event("visit/said", "statement", 'part_of = "visit"\nact = "says"\nby = "hun-manet"\nconcerns = "ukraine"')
    with given(VISIT, text) as asked:
        assert {"japan", "cambodia", "ukraine"} == asked.world(["visit/said"]).parties("visit/said")


def test_who_is_not_registered_acts_for_nobody() -> None:
    """A log written past the door is still reported."""
    with given(VISIT) as asked:
        world = asked.world(["visit"])

    assert "" == world.names.party_of("nobody")
    assert frozenset() == world.parties("nothing")
    assert not world.accounts["visit"].is_contact({"japan", "ukraine"})
