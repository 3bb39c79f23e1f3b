"""Times of every notation and zone: what is the same is shown as one, what cannot be is refused, nothing is guessed."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from records import NOW, VISIT, event, given, write_record
from timeline.problems import Problem
from timeline.projections.conflicts import conflicts
from timeline.projections.world import Account
from timeline.record.append import check
from timeline.values import (
    BadValue,
    When,
    date_at,
    earliest_date,
    either,
    in_zone,
    instants_of,
    local_time,
    parse_instant,
    parse_when,
    parse_zone,
    typed_day,
    typed_span,
)
from timeline.views.words.time import clock_text, when_text

CALL = 'by = "kamikawa"\nto = "hun-manet"\nevidence = { source = "jp-readout", passage = "a call" }'


def called(own: str, *others: str) -> Account:
    """A telephone call as one source reports it, and as others attest it."""
    texts = [event("telephone", "phone-call", f"{own}\n{CALL}")]
    texts += [
        f'[[attest]]\nid = "telephone@{number}"\nevent = "telephone"\nsays = {{ {says} }}\n'
        f'evidence = {{ source = "kh-readout", via = [], for = [] }}\n'
        for number, says in enumerate(others)
    ]
    with given(VISIT, *texts) as asked:
        return asked.world(["telephone"]).accounts["telephone"]


TOKYO = 'when = "2024-07-06"\nstart = "09:00"\nzone = "Asia/Tokyo"'


@pytest.mark.parametrize(
    ("own", "other", "fields"),
    [
        (TOKYO, 'when = "2024-07-05", start = "20:00", zone = "America/New_York"', []),
        (TOKYO, 'when = "2024-07-06", start = "02:00", zone = "Europe/Paris"', []),
        (TOKYO, 'when = "2024-07-05", zone = "America/New_York"', []),
        (TOKYO, 'start = "20:00", zone = "America/New_York"', []),
        (TOKYO, 'when = "2024-07-06", zone = "Pacific/Auckland"', []),
        (TOKYO, 'when = "2024-07-05", start = "21:00", zone = "America/New_York"', ["start"]),
        (TOKYO, 'when = "2024-07-06", start = "20:00", zone = "America/New_York"', ["when"]),
        (TOKYO, 'when = "2024-07-07", zone = "America/New_York"', ["when"]),
        (TOKYO, 'when = "2024-07-05", start = "20:00"', ["when", "start"]),
        (TOKYO, 'when = "2024-07-06", start = "09:00"', []),
        ('when = "2024-07-06"\nstart = "09:00"', 'when = "2024-07-05", start = "20:00", zone = "America/New_York"', ["when", "start"]),
        ('when = "2024-11-03"\nstart = "01:30"\nzone = "America/New_York"', 'start = "14:30", zone = "Asia/Tokyo"', []),
        ('when = "2024-11-03"\nstart = "01:30"\nzone = "America/New_York"', 'start = "15:30", zone = "Asia/Tokyo"', []),
        ('when = "2024-11-03"\nstart = "01:30"\nzone = "America/New_York"', 'start = "16:30", zone = "Asia/Tokyo"', ["start"]),
    ],
)  # fmt: skip
def test_days_and_clocks_of_two_zones_are_compared_as_instants(own: str, other: str, fields: list[str]) -> None:
    """9 in the morning in Tokyo is 8 in the evening of the day before in New York."""
    account = called(own, other)

    assert fields == [one.field for one in conflicts(account)]


def test_the_time_of_the_event_itself_counts_and_the_other_stands_beside_it() -> None:
    """And no day that nobody reports comes of it."""
    account = called(TOKYO, 'when = "2024-07-05", start = "20:00", zone = "America/New_York"')

    assert "2024-07-06" == account.time.text
    assert "09:00 (Asia/Tokyo), given as 20:00 (America/New_York)" == clock_text(account)


def test_a_clock_time_that_never_was_orders_nothing_and_is_a_conflict() -> None:
    """Two sources together may give one: the day is of one, the hour of the other."""
    account = called('when = "2024-03-10"\nzone = "Asia/Tokyo"', 'start = "02:30", zone = "America/New_York"')
    assert ("telephone",) == tuple(one.id for one in account.world.order)

    account = called(
        'when = "2024-03-10"\nstart = "15:30"\nzone = "Asia/Tokyo"', 'start = "02:30", zone = "America/New_York"'
    )
    assert ["start"] == [one.field for one in conflicts(account)]


def test_a_part_in_another_zone_is_within_the_days_of_the_whole(tmp_path_factory: pytest.TempPathFactory) -> None:
    """It was the 6th in Tokyo while it was the 5th in New York."""
    whole = event("talks", "meeting", 'when = "2024-07-06"\nzone = "Asia/Tokyo"')
    for when, codes in (("2024-07-05", []), ("2024-07-04", ["outside"])):
        part = event("talks/call", "phone-call", f'part_of = "talks"\nwhen = "{when}"\nzone = "America/New_York"')
        wrong = refused(whole + part, folder=str(tmp_path_factory.mktemp("record")))
        assert codes == [one.code for one in wrong]


def test_a_set_of_days_of_one_zone_is_one_of_another() -> None:
    """Each of its members is a part of two days there."""
    there = in_zone(parse_when("[2024-07-01,2024-07-05]"), "America/New_York", "Asia/Tokyo")

    assert "[2024-07-01..2024-07-02,2024-07-05..2024-07-06]" == there.text


def test_at_the_ends_of_the_calendar_and_in_hours_that_never_were_days_stay() -> None:
    """There is nowhere to go."""
    first = date(1, 1, 1).toordinal()
    never = parse_when("2024-03-10")

    assert (first, 0) == local_time(first * 86_400, "America/New_York")
    assert date(2024, 3, 10).toordinal() == earliest_date(never, "02:30", "America/New_York")


def test_a_day_of_another_zone_narrows_nothing_to_a_day_that_it_is_not() -> None:
    """The 5th in New York is the 5th and the 6th in Tokyo."""
    account = called(
        'when = "[2024-07-04..2024-07-08]"\nzone = "Asia/Tokyo"', 'when = "2024-07-05", zone = "America/New_York"'
    )

    assert "[2024-07-05..2024-07-06]" == account.time.text


def refused(*texts: str, folder: str) -> list[Problem]:
    """What is wrong with some texts, as drafts on top of a visit."""
    record = Path(folder)
    write_record(record, VISIT)
    drafts = [record / f"draft-{number}.toml" for number in range(len(texts))]
    for draft, text in zip(drafts, texts, strict=True):
        draft.write_text(f"format = 1\n{text}", encoding="utf-8")
    return check(record, drafts, now=NOW)


@pytest.mark.parametrize(
    ("when", "start", "zone"),
    [
        ("2011-12-30", "12:00", "Pacific/Apia"),
        ("2011-12-30", "", "Pacific/Apia"),
        ("1994-12-31", "08:00", "Pacific/Kiritimati"),
        ("2024-03-10", "02:30", "America/New_York"),
        ("2024-03-31", "01:30", "Europe/London"),
    ],
)
def test_a_time_that_never_was_is_refused(
    when: str, start: str, zone: str, tmp_path_factory: pytest.TempPathFactory
) -> None:
    """An hour that the clocks skipped, and a day that the calendar skipped; of an event and of an attestation."""
    clock = f'start = "{start}"\n' if start else ""
    own = event("never", "phone-call", f'when = "{when}"\n{clock}zone = "{zone}"')
    says = ", ".join(f'{key} = "{value}"' for key, value in (("when", when), ("start", start), ("zone", zone)) if value)
    other = event("whole-year", "phone-call", f'when = "{when[:4]}"')
    other += f'[[attest]]\nid = "whole-year@jp"\nevent = "whole-year"\nsays = {{ {says} }}\nevidence = {{ source = "jp-readout" }}\n'

    for text in (own, other):
        (problem,) = refused(text, folder=str(tmp_path_factory.mktemp("record")))
        assert "no-such-time" == problem.code
        assert problem.hint


@pytest.mark.parametrize(
    ("when", "start", "zone"),
    [
        ("2011-12-29", "23:59", "Pacific/Apia"),
        ("2011-12-31", "00:00", "Pacific/Apia"),
        ("2024-11-03", "01:30", "America/New_York"),
        ("2024-03-10", "03:00", "America/New_York"),
        ("0001-01-01", "00:00", "Asia/Tokyo"),
        ("1500-01-01", "12:00", "Europe/Paris"),
    ],
)
def test_a_time_that_was_is_taken(when: str, start: str, zone: str, tmp_path_factory: pytest.TempPathFactory) -> None:
    """Beside what was skipped, twice over, and before there were zones."""
    text = event("once", "phone-call", f'when = "{when}"\nstart = "{start}"\nzone = "{zone}"')

    assert [] == refused(text, folder=str(tmp_path_factory.mktemp("record")))


def test_an_hour_that_came_twice_is_either() -> None:
    """1:30 when the clocks were put back is two instants, an hour apart."""
    found = instants_of(date(2024, 11, 3), "01:30", "America/New_York")

    assert 3600 == found.latest - found.earliest
    assert {(date(2024, 11, 3).toordinal(), 90)} == {local_time(one, "America/New_York") for one in found}


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[2024-07-05,2024-07-08]", "5 or 8 July 2024"),
        ("[2024-07-05,2024-07-07,2024-07-09]", "5, 7 or 9 July 2024"),
        ("[2024-07-05,2024-08-01]", "5 July 2024 or 1 August 2024"),
        ("[2024,2026]", "2024 or 2026"),
        ("[2024-07-05,2024-07-06]", "5 or 6 July 2024"),
        ("2023-09-13/", "from 13 September 2023, end not known"),
        ("2023-09-13/..", "from 13 September 2023 onwards"),
        ("/1960", "until 1960, beginning not known"),
        ("../1960", "until 1960"),
        ("2023/2024-05", "2023 – May 2024"),
        ("2023/2024", "2023–2024"),
        ("9999-12-31", "31 December 9999"),
    ],
)
def test_each_time_has_words_of_its_own(text: str, words: str) -> None:
    """A set names its members; an end that nobody knows is worded differently from one that has not come."""
    assert words == when_text(text)


@pytest.mark.parametrize(
    ("one", "other", "expected"),
    [
        ("[2024-07-05,2024-07-08]", "2024-07-06", None),
        ("[2024-07-05,2024-07-08]", "2024-07-08", "2024-07-08"),
        ("[2024-07-05,2024-07-08]", "2024-07", "[2024-07-05,2024-07-08]"),
        ("[2024-07-05,2024-07-08]", "[2024-07-06..2024-07-09]", "2024-07-08"),
        ("[2024-07-05,2024-07-08,2024-07-11]", "[2024-07-08,2024-07-11]", "[2024-07-08,2024-07-11]"),
        ("[2024-07,2024-09]", "2024-07-03/2024-07-05", "2024-07-03/2024-07-05"),
        ("[2024-07,2024-09]", "2024-07-03/2024-09-05", None),
        ("2023/..", "2023-09-13/..", "2023-09-13/.."),
    ],
)
def test_a_set_keeps_its_members(one: str, other: str, expected: str | None) -> None:
    """It never becomes the days between them."""
    met = parse_when(one).meet(parse_when(other))

    assert expected == (met and met.text)


def test_a_day_that_is_not_of_a_set_is_a_conflict_and_all_are_kept() -> None:
    """The 6th is neither the 5th nor the 8th."""
    account = called('when = "[2024-07-05,2024-07-08]"', 'when = "2024-07-06"')

    assert ["when"] == [one.field for one in conflicts(account)]
    assert "5 or 6 July 2024 or 8 July 2024" == when_text(account.time)


def test_a_part_between_the_members_of_a_set_is_outside_of_it(tmp_path: object) -> None:
    """A visit on the 5th or the 8th has no dinner on the 6th."""
    whole = event("either-day", "visit", 'when = "[2024-07-05,2024-07-08]"')
    part = event("either-day/dinner", "dinner", 'when = "2024-07-06"\npart_of = "either-day"')

    assert ["outside"] == [problem.code for problem in refused(whole + part, folder=str(tmp_path))]


DAYS = st.integers(date(1999, 12, 1).toordinal(), date(2001, 2, 1).toordinal()).map(date.fromordinal)
TIMES = st.one_of(
    DAYS.map(date.isoformat),
    st.lists(DAYS, min_size=2, max_size=4).map(lambda days: f"[{','.join(map(date.isoformat, days))}]"),
    st.tuples(DAYS, DAYS).map(lambda two: f"{min(two).isoformat()}/{max(two).isoformat()}"),
    st.tuples(DAYS, DAYS).map(lambda two: f"[{min(two).isoformat()}..{max(two).isoformat()}]"),
    DAYS.map(lambda day: f"{day.isoformat()[:7]}"),
    DAYS.map(lambda day: f"{day.isoformat()}/.."),
    DAYS.map(lambda day: f"{day.isoformat()}/"),
)


def days_of(time: When) -> set[int]:
    """The days near its members on which it may have begun."""
    near = {one.start_earliest + n for one in time.pieces for n in (-1, 0, 1)} | {
        one.start_latest + n for one in time.pieces for n in (-1, 0, 1)
    }
    return {day for day in near if time.may_begin_within(day, day)}


@drawn(one=TIMES, other=TIMES)
def test_what_two_times_allow_together_each_allows(one: str, other: str) -> None:
    """In either order, and read back from its words."""
    first, second = parse_when(one), parse_when(other)
    met, back = first.meet(second), second.meet(first)
    assert (met and (met.bounds, met.members)) == (back and (back.bounds, back.members))
    if met is not None:
        assert all(when.may_begin_within(day, day) for day in days_of(met) for when in (first, second))
        assert when_text(met)


@drawn(one=TIMES, other=TIMES)
def test_one_of_two_times_is_either(one: str, other: str) -> None:
    """No day is lost, and what lies between them is not added."""
    times = [parse_when(one), parse_when(other)]
    both = either(times)

    for time in times:
        assert all(both.may_begin_within(day, day) for day in days_of(time))
    assert (both.bounds, both.members) == (parse_when(both.text).bounds, parse_when(both.text).members)


ZONES = st.sampled_from(
    ["Asia/Tokyo", "America/New_York", "Pacific/Apia", "Pacific/Kiritimati", "Europe/London", "UTC"]
)


@drawn(day=DAYS, hour=st.integers(0, 23), zone=ZONES, there=ZONES)
def test_an_instant_is_the_same_wherever_it_is_reported(day: date, hour: int, zone: str, there: str) -> None:
    """There and back again; its day here is one of the days there."""
    try:
        instant = instants_of(day, f"{hour:02}:00", zone).earliest
    except BadValue:
        return
    ordinal, minutes = local_time(instant, there)
    assert in_zone(parse_when(day.isoformat()), zone, there).may_begin_within(ordinal, ordinal)
    assert (
        instant - 60 < instants_of(date.fromordinal(ordinal), f"{minutes // 60:02}:{minutes % 60:02}", there).latest + 1
    )


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("6 July 2024", "2024-07-06"),
        ("July 6th, 2024", "2024-07-06"),
        ("Saturday, 6 July 2024", "2024-07-06"),
        ("the 6th of July 2024", "2024-07-06"),
        ("6-Jul-2024", "2024-07-06"),
        ("26/10/2023", "2023-10-26"),
        ("5/5/2024", "2024-05-05"),
        ("20240706", "2024-07-06"),
        ("2024年7月6日", "2024-07-06"),
        ("July 2024", "2024-07"),
        ("7/2024", "2024-07"),
        ("2024", "2024"),
        ("0754", "0754"),
        ("Thurs. July 4, 2024", "2024-07-04"),
        ("Tues 2 July 2024", "2024-07-02"),
        ("6 July 2024 (Sat)", "2024-07-06"),
        ("6July2024", "2024-07-06"),
        ("2024. 7. 6.", "2024-07-06"),
        ("2024 年 7 月 6 日", "2024-07-06"),
        ("2024년 7월 6일", "2024-07-06"),
        ("2024‐07‐06", "2024-07-06"),
    ],
)
def test_what_people_type_is_a_day_a_month_or_a_year(text: str, expected: str) -> None:
    """Where it can be read in one way."""
    assert expected == typed_span(text).text


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("6 July 75", "four digits"),
        ("6 Jul '24", "four digits"),
        ("24-07-06", "four digits"),
        ("06/07/24", "four digits"),
        ("6/7/124", "four digits"),
        ("July 75", "four digits"),
        ("6 July 2567", "2024-07-06"),
        ("2567-07-06", "2024-07-06"),
        ("31 June 2024", "30 days"),
        ("29 February 2023", "28 days"),
        ("6/7/2024", "2024-07-06 or 2024-06-07"),
        ("07.06.2024", "2024-06-07 or 2024-07-06"),
        ("Friday 6 July 2024", "Saturday"),
        ("6 July", "year"),
        ("July 2024", "such as 2024-07-01"),
        ("2024", "such as 2024-01-01"),
        ("5 to 6 July 2024", "write a day"),
        ("5–6 July 2024", "write a day"),
        ("July '24", "four digits"),
        ("March ’23", "four digits"),
        ("6/7/2567", "2024-07-06 or 2024-06-07"),
        ("0/7/2024", "did you mean 2024-07?"),
        ("0 March 2023", "did you mean 2023-03?"),
        ("2023-03-00", "did you mean 2023-03?"),
        ("2024-00", "did you mean 2024?"),
        ("2024-00-07", "did you mean 2024?"),
        ("00/00/2024", "did you mean 2024?"),
        ("2024-13-06", "write a day"),
        ("Saturday, July 2024", "write a day"),
        ("6 July 2024 09:00", "time"),
        ("tomorrow", "write a day"),
        ("", "write a day"),
    ],
)
def test_what_is_not_one_day_is_refused_with_the_way_to_write_it(text: str, hint: str) -> None:
    """No century, no order and no era is guessed."""
    with pytest.raises(BadValue) as bad:
        typed_day(text)

    assert hint in bad.value.hint


def test_a_day_is_over_where_it_began_first_before_it_begins_where_it_begins_last() -> None:
    """So an event is not held to be planned because its recorder, or its source, is elsewhere."""
    new_year = parse_when("2026-01-02")

    assert date(2026, 1, 1).toordinal() == earliest_date(new_year, "08:00", "Asia/Tokyo")
    assert date(2026, 1, 2).toordinal() == earliest_date(new_year, "", "")
    assert date(2026, 1, 2).toordinal() == date_at(parse_instant("2026-01-01T23:30:00Z"), "Asia/Tokyo")
    assert date(2026, 1, 1).toordinal() == date_at(parse_instant("2026-01-01T23:30:00Z"), "America/New_York")
    assert date(2026, 1, 2).toordinal() == date_at(parse_instant("2026-01-01T23:30:00Z"), "")


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("2024-07-06?~", "2024-07-06%"),
        ("6 July 2024~?", "2024-07-06%"),
        ("[2024-07-05,2024-07-08]?", "[2024-07-05?,2024-07-08?]"),
        ("[2024-07-05..2024-07-08]~", "[2024-07-05~..2024-07-08~]"),
        ("2024-07-05/07-08", "2024-07-05/2024-07-08"),
        ("2024-07-05/08", "2024-07-05/2024-07-08"),
        ("2024-07/08", "2024-07/2024-08"),
    ],
)
def test_a_hint_is_a_time_that_is_taken(text: str, hint: str) -> None:
    """Followed, it leads somewhere."""
    with pytest.raises(BadValue) as bad:
        parse_when(text)
    assert hint in bad.value.hint
    assert hint == parse_when(hint).text


@pytest.mark.parametrize(
    ("when", "more"),
    [
        ("[2011-12-30,2012-12-30]", ""),
        ("2011-12-30/2012-01-02", ""),
        ("2011-12-28/2011-12-30", ""),
        ("[2011-12-30..2012-12-30]", None),
        ("[2024-03-10,2025-03-09]", "02:30"),
    ],
)
def test_no_member_and_no_end_of_a_time_is_one_that_never_was(when: str, more: str | None, tmp_path: Path) -> None:
    """Samoa had no 30 December 2011; New York skips an hour each March."""
    zone = "America/New_York" if more else "Pacific/Apia"
    start = f'start = "{more}"\n' if more else ""
    call = event("a-call", "phone-call", f'when = "{when}"\nzone = "{zone}"\n{start}to = "hun-manet"')

    assert ([] if more is None else ["no-such-time"]) == [one.code for one in refused(call, folder=str(tmp_path))]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("asia/tokyo", "`Asia/Tokyo`"),
        ("America/New York", "`America/New_York`"),
        ("Asia/Tokio", "`Asia/Tokyo`"),
        ("JST", "`Asia/Tokyo`"),
        ("GMT", "`UTC`"),
        ("posix/Asia/Tokyo", "`Asia/Tokyo`"),
        ("right/Asia/Tokyo", "`Asia/Tokyo`"),
        ("EST", "IANA"),
    ],
)
def test_a_zone_is_refused_with_the_one_that_is_meant(text: str, hint: str) -> None:
    """Also where this machine has it under another name: another has not."""
    with pytest.raises(BadValue) as bad:
        parse_zone(text)
    assert hint in bad.value.hint
