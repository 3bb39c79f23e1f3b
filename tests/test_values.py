"""Dates, clock times, money and ids as sources say them."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from timeline import values
from timeline.text import stacked
from timeline.values import (
    OPEN_AFTER,
    OPEN_BEFORE,
    BadValue,
    When,
    in_zone,
    local_days,
    parse_amount,
    parse_when,
    typed_day,
)

JULY_5, JULY_6 = date(2024, 7, 5), date(2024, 7, 6)


def bounds(text: str) -> tuple[str, ...]:
    """The four bounds of a time, as days; `-` where it is open."""
    open_ends = {values.OPEN_BEFORE, values.OPEN_AFTER}
    return tuple("-" if day in open_ends else date.fromordinal(day).isoformat() for day in parse_when(text).bounds)


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("2024-07-06", ("2024-07-06",) * 4),
        ("2024-02", ("2024-02-01", "2024-02-29", "2024-02-01", "2024-02-29")),
        ("2023", ("2023-01-01", "2023-12-31", "2023-01-01", "2023-12-31")),
        ("2024-07-05/2024-07-06", ("2024-07-05", "2024-07-05", "2024-07-06", "2024-07-06")),
        ("[2024-07-05..2024-07-06]", ("2024-07-05", "2024-07-06", "2024-07-05", "2024-07-06")),
        ("[2024-07-05,2024-07-08]", ("2024-07-05", "2024-07-08", "2024-07-05", "2024-07-08")),
        ("[..2024-07-05]", ("-", "2024-07-05", "-", "2024-07-05")),
        ("[2024-07-05..]", ("2024-07-05", "-", "2024-07-05", "-")),
        ("2023-09-13/..", ("2023-09-13", "2023-09-13", "-", "-")),
        ("2023-09-13/", ("2023-09-13", "2023-09-13", "2023-09-13", "-")),
        ("/2024-07-06", ("-", "2024-07-06", "2024-07-06", "2024-07-06")),
        ("../2024-07-06", ("-", "-", "2024-07-06", "2024-07-06")),
    ],
)
def test_a_time_has_the_bounds_that_its_words_allow(text: str, expected: tuple[str, ...]) -> None:
    """Earliest and latest start, earliest and latest end (EDTF, ISO 8601-2)."""
    assert expected == bounds(text)


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("2023-02-29", "there is no day"),
        ("2024-13", "there is no month 13"),
        ("6 July 2024", "is not a date"),
        ("2024-7-6", "is not a date"),
        ("٢٠٢٤", "is not a date"),
        ("0000", "there is no year"),
        ("2007-11-00", "there is no day 00"),
        ("26/10/2023", "is not a date"),
        ("7/6/2024", "is not a date"),
        ("2024-07-06/2024-07-05", "ends before it begins"),
        ("[2024-07-06..2024-07-05]", "ends before it begins"),
        ("[2024-07-05", "is not closed"),
        ("[..]", "has no bounds"),
        ("../", "has no bounds"),
        ("", "is not a date"),
    ],
)
def test_a_date_that_is_none_is_refused_with_the_way_out(text: str, words: str) -> None:
    """Days that do not exist, reversed intervals and other notations are refused."""
    with pytest.raises(BadValue, match=words) as refused:
        parse_when(text)

    assert refused.value.hint


@pytest.mark.parametrize(
    ("text", "marks"), [("2024?", "?"), ("2024-07~", "~"), ("2024%", "?~"), ("[2024?..2025~]", "?~")]
)
def test_marks_are_carried_and_shift_nothing(text: str, marks: str) -> None:
    """`?` and `~` are kept, and the bounds are those of the date without them."""
    plain = text.translate({ord(mark): None for mark in "?~%"})

    assert marks == parse_when(text).marks
    assert bounds(plain) == bounds(text)


def test_a_visit_is_under_way_on_its_first_day_and_over_on_its_last() -> None:
    """5/6 July has begun on the 5th, is under way then, and is over by the end of the 6th."""
    visit = parse_when("2024-07-05/2024-07-06")

    assert visit.begun_by(JULY_5)
    assert visit.under_way_on(JULY_5)
    assert not visit.under_way_on(JULY_6)


def test_one_of_two_days_is_possible_on_the_first_and_certain_on_the_second() -> None:
    """[5..6 July] may have begun on the 5th and has begun by the 6th."""
    call = parse_when("[2024-07-05..2024-07-06]")

    assert not call.begun_by(JULY_5)
    assert call.possibly_begun_by(JULY_5)
    assert call.begun_by(JULY_6)


@pytest.mark.parametrize(
    ("one", "other", "meet"),
    [
        ("[2024-07-05..2024-07-06]", "2024-07-06", "2024-07-06"),
        ("2024-07", "2024-07-05/2024-07-06", "2024-07-05/2024-07-06"),
        ("[..2024-07-06]", "[2024-07-05..]", "[2024-07-05..2024-07-06]"),
        ("[2024-07-01..2024-07-06]", "[2024-07-06..2024-07-09]", "2024-07-06"),
        ("2024-07/2024-08", "2024-07-05/2024-08-02", "2024-07-05/2024-08-02"),
        ("2024-07-05", "2024-07-06", None),
        ("2024-07-05/2024-07-06", "2024-07-06", None),
        ("2024-07/2024-08-02", "2024-07-05/2024-08", "2024-07-05/2024-08-02"),
        ("/2024-08", "[..2024-08-05]", "[..2024-08-05]"),
        ("2024", "2024-07/", "[2024-07-01..2024-12-31]"),
    ],
)
def test_two_times_meet_in_what_both_allow(one: str, other: str, meet: str | None) -> None:
    """Compatible times fold as their intersection; incompatible ones do not meet."""
    found = parse_when(one).meet(parse_when(other))

    assert meet == (found and found.text)
    assert meet == (back.text if (back := parse_when(other).meet(parse_when(one))) else None)


def test_a_part_of_a_visit_is_some_time_within_it() -> None:
    """What lasted two days gives its parts one of the two; everything else gives itself."""
    assert "[2024-07-05..2024-07-06]" == parse_when("2024-07-05/2024-07-06").within().text
    assert "2024-07" == parse_when("2024-07").within().text


days = st.dates(date(1900, 1, 1), date(2100, 1, 1)).map(date.isoformat)
intervals = st.tuples(days, days).map(sorted)
whens = st.one_of(
    days,
    intervals.map(lambda two: f"[{two[0]}..{two[1]}]"),
    intervals.map("/".join),
    days.map(lambda day: f"[..{day}]"),
)


@given(whens, whens)
def test_a_meeting_is_within_both(one: str, other: str) -> None:
    """The intersection allows no day that either does not, and meets both again."""
    first, second = parse_when(one), parse_when(other)
    met = first.meet(second)
    if met is not None:
        assert met.start_earliest == max(first.start_earliest, second.start_earliest)
        assert met.end_latest == min(first.end_latest, second.end_latest)
        assert isinstance(met.meet(first), When)
        said = parse_when(met.text)
        assert said.start_earliest <= met.start_earliest <= met.start_latest <= said.start_latest
        assert said.end_earliest <= met.end_earliest <= met.end_latest <= said.end_latest


@pytest.mark.parametrize(
    "text",
    [
        "2024-07-05/2024-07-06",
        "2024-03-13/",
        "2024-07-05/..",
        "/2023-03-21",
        "../2023-03-21",
        "[2024-07-01..2024-08-31]",
    ],
)
def test_what_began_and_ended_within_some_days_is_an_interval_if_it_can_be_written(text: str) -> None:
    """An end that nobody knows stays so, and one that has not come."""
    when = parse_when(text)

    assert text == values.lasting(when.beginning, when.ending).text
    assert when.lasted == values.lasting(when.beginning, when.ending).lasted


def test_one_of_several_times_keeps_their_marks() -> None:
    """Those of days, as a record writes them; an interval has none in a set."""
    both = values.either([parse_when("2024-07-05?"), parse_when("2024-07-08~/2024-07-09")])

    assert both == parse_when("[2024-07-05?,2024-07-08..2024-07-09]")


@given(whens)
def test_a_time_meets_itself(text: str) -> None:
    """Meeting is idempotent."""
    when = parse_when(text)

    assert when.bounds == (when.meet(when) or parse_when("2000")).bounds


def test_clock_times_are_compared_as_instants() -> None:
    """10:40 in Phnom Penh is 12:40 in Tokyo."""
    phnom_penh = values.instants_of(JULY_6, "10:40", "Asia/Phnom_Penh")

    assert phnom_penh == values.instants_of(JULY_6, "12:40", "Asia/Tokyo")
    assert phnom_penh == values.instants_of(JULY_6, "03:40", "UTC")
    assert phnom_penh.earliest == phnom_penh.latest


@pytest.mark.parametrize(
    ("parser", "text"),
    [
        (values.parse_clock, "9:00"),
        (values.parse_clock, "24:00"),
        (values.parse_zone, "Phnom Penh"),
        (values.parse_zone, "Asia/Nowhere"),
        (values.parse_zone, "../../etc/passwd"),
        (values.parse_instant, "2026-01-31 09:00:00Z"),
        (values.parse_instant, "2026-13-31T09:00:00Z"),
        (values.parse_instant, "0001-01-01T00:00:00Z"),
        (values.parse_currency, "UDS"),
        (values.parse_id, "Has-Capitals"),
        (values.parse_id, "a@b@c"),
        (values.parse_id, "a" * 200),
        (values.parse_state_code, "jp"),
        (values.parse_side, "Press"),
        (values.parse_url, "javascript:alert(1)"),
        (values.parse_url, "https://exämple.org"),
        (values.parse_sha256, "abc"),
        (values.parse_wikidata, "Q0"),
        (values.parse_line, ""),
        (values.parse_line, " space"),
        (values.parse_line, "x" * 2001),
        (values.parse_line, "\x1b"),
    ],
)
def test_a_value_that_is_none_is_refused_with_the_way_out(parser: object, text: str) -> None:
    """Every parser says what is wrong, and how to write it."""
    assert callable(parser)
    with pytest.raises(BadValue) as refused:
        parser(text)

    assert refused.value.message
    assert refused.value.hint


@pytest.mark.parametrize(
    ("parser", "text"),
    [
        (values.parse_currency, "USD"),
        (values.parse_id, "jp-kh-2024-07/call@mofa"),
        (values.parse_state_code, "JP"),
        (values.parse_side, "press"),
        (values.parse_side, "KH"),
        (values.parse_url, "https://example.org/a?b#c"),
        (values.parse_sha256, "0" * 64),
        (values.parse_wikidata, "Q276275"),
        (values.parse_line, "上川陽子"),
    ],
)
def test_a_good_value_is_kept_as_written(parser: object, text: str) -> None:
    """What is accepted comes back unchanged."""
    assert callable(parser)
    assert text == parser(text)


@pytest.mark.parametrize(
    ("text", "currency", "minor"),
    [
        ("59.6 million", "USD", 5_960_000_000),
        ("8,293 million", "JPY", 8_293_000_000),
        ("386,000,000", "JPY", 386_000_000),
        ("2.5", "KWD", 2_500),
    ],
)
def test_minor_units_are_ours_to_compute(text: str, currency: str, minor: int) -> None:
    """The amount in minor units of its currency (ISO 4217: the yen has none)."""
    assert minor == parse_amount(text).minor_units(currency)


@pytest.mark.parametrize("text", ["59,6 million", "about 3", "1.2.3", "0", "-5", "12 dozen", "9" * 30, "1,2,345"])
def test_an_amount_that_is_none_is_refused(text: str) -> None:
    """Other notations, nothing and too much are refused."""
    with pytest.raises(BadValue):
        parse_amount(text)


@pytest.mark.parametrize(
    ("one", "other", "fits"),
    [
        ("8.3 billion", "8,293 million", True),
        ("8 billion", "7,988 million", True),
        ("59.6 million", "51.5 million", False),
        ("59.6 million", "55 million", False),
        ("2.7 million", "2.5 million", False),
        ("50,000,000", "52 million", True),
        ("50 million", "52 million", False),
    ],
)
def test_amounts_fit_when_one_read_to_its_last_digit_contains_the_other(one: str, other: str, *, fits: bool) -> None:
    """8.3 billion contains 8,293 million; `approximate` would add nothing to it."""
    assert fits == parse_amount(one).fits(parse_amount(other))
    assert fits == parse_amount(other).fits(parse_amount(one))


@pytest.mark.parametrize("text", ["2024-07-06", "6 July 2024", "July 6, 2024", "2024/7/6"])
def test_a_day_is_understood_as_people_type_it(text: str) -> None:
    """ISO, and words in either order."""
    assert JULY_6 == typed_day(text)


@pytest.mark.parametrize(
    "text",
    [
        "July 2024",
        "6 July",
        "2024",
        "yesterday-ish",
        "2024-07-05/2024-07-06",
        "99999999999999999999",
        "6/7/2024",
        "6 July 2024 XYZ",
    ],
)
def test_what_is_not_one_day_is_not_guessed(text: str) -> None:
    """What leaves the day, month or year open is no day; nor is what could be two."""
    with pytest.raises(BadValue) as refused:
        typed_day(text)

    assert refused.value.hint


def test_an_instant_is_written_to_the_second_in_utc() -> None:
    """A stamp is read back as the instant that it was made of."""
    instant = datetime(2026, 1, 31, 9, 0, 7, tzinfo=UTC)

    assert instant == values.parse_instant(values.format_instant(instant))
    assert "2026-01-31T09:00:07Z" == values.format_instant(instant)


@pytest.mark.parametrize("day", ["0001-01-01", "0001-01-02", "9999-12-30", "9999-12-31"])
@pytest.mark.parametrize("zone", ["Etc/GMT-14", "UTC", "Etc/GMT+12", "Asia/Tokyo", "America/New_York"])
@pytest.mark.parametrize("there", ["Etc/GMT-14", "UTC", "Etc/GMT+12"])
def test_a_day_at_the_ends_of_the_calendar_has_a_day_in_every_zone(day: str, zone: str, there: str) -> None:
    """There is nowhere to go beyond: the nearest day that is there."""
    first, last = local_days(date.fromisoformat(day), zone, there)

    # Between the first zone and the last there are 26 hours.
    assert abs(first - date.fromisoformat(day).toordinal()) <= 2
    assert first <= last <= first + 2
    assert in_zone(parse_when(day), zone, there).start_earliest >= date.min.toordinal() - 1


@pytest.mark.parametrize("text", ["[..2024-07-05]", "[2024-07-05..]", "2024-07-05/..", "../2024-07-05"])
def test_an_open_end_is_open_in_every_zone(text: str) -> None:
    """It is no day, and has no hour."""
    moved = in_zone(parse_when(text), "Asia/Tokyo", "America/New_York")
    open_before, open_after = parse_when(text).start_earliest == OPEN_BEFORE, parse_when(text).end_latest == OPEN_AFTER

    assert (open_before, open_after) == (moved.start_earliest == OPEN_BEFORE, moved.end_latest == OPEN_AFTER)


@pytest.mark.parametrize(
    "text", ["\u200d", "\u200c\u200c", "x \u200d", "\U0001d159", "\ufff0", "\U000e1000", "\u0301", "a" + "\u0301" * 13]
)
def test_a_text_that_is_not_seen_is_refused(text: str) -> None:
    """Joiners that join nothing, signs without a shape, marks on no letter, or more than a letter bears."""
    with pytest.raises(BadValue):
        values.parse_line(text)


@pytest.mark.parametrize("text", ["क्\u200d", "می\u200cخواهم", "e\u0301", "កម្ពុជា", "a\u200db"])
def test_joiners_and_marks_in_their_places_are_words(text: str) -> None:
    """As scripts write them."""
    values.parse_line(text)

    assert not stacked(text)
