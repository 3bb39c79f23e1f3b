"""Both readouts side by side: every cell of RULES.md, 17."""

import pytest

from records import SOURCES, VISIT, event, given
from timeline.answers.compare import comparison_of
from timeline.projections.readouts import Row


def row(text: str, *more: str, name: str = "visit/said", visit: str = VISIT) -> Row:
    """The row of one point of the visit."""
    with given(visit, text, *more) as asked:
        answer = comparison_of(asked, "visit")
        rows, codes = answer.rows, answer.sides
    assert ("KH", "JP") == codes
    return next(one for one in rows if one.id == name)


def said(evidence: str, fields: str = "") -> str:
    """A statement at the call."""
    return event("visit/said", "statement", f'part_of = "visit/call"\nact = "says"\n{fields}evidence = {evidence}')


BY_CAMBODIA = '{ source = "article", via = "kh-readout", passage = "x" }'
BY_JAPAN = '{ source = "jp-readout", passage = "x" }'
BY_BOTH = f"[{BY_CAMBODIA}, {BY_JAPAN}]"


def test_a_side_whose_own_text_was_read_in_full_is_silent() -> None:
    """The Japanese readout was read whole, and does not mention it."""
    assert ({"KH": "says", "JP": "silent"}, "◂") == ((found := row(said(BY_CAMBODIA))).sides, found.sign)


def test_a_side_whose_text_was_only_retold_is_not_retold() -> None:
    """The commentary was read whole; the Cambodian readout was not."""
    assert ({"KH": "not-retold", "JP": "says"}, "▸") == ((found := row(said(BY_JAPAN))).sides, found.sign)


def test_what_both_say_is_said_by_both() -> None:
    """One event, attested by both."""
    assert ({"KH": "says", "JP": "says"}, "=") == ((found := row(said(BY_BOTH))).sides, found.sign)


@pytest.mark.parametrize(("read", "cell"), [("full", "silent"), ("part", "unknown"), ("no", "unknown")])
def test_the_three_silences_are_never_confused(read: str, cell: str) -> None:
    """Read in full, in part, not at all: without a retelling the last is unknown too."""
    visit = VISIT.replace(
        'read = "full"\ncovers = "visit"\n[[source]]\nid = "kh',
        f'read = "{read}"\ncovers = "visit"\n[[source]]\nid = "kh',
    )

    assert cell == row(said(BY_CAMBODIA), visit=visit).sides["JP"]


@pytest.mark.parametrize(("date", "cell"), [("2024-07-05", "unknown"), ("2024-07-06", "silent"), ("2024-07", "silent")])
def test_a_text_covers_what_happened_on_its_own_day_and_nothing_later(date: str, cell: str) -> None:
    """What came after a text it cannot mention, and is no silence of it."""
    visit = VISIT.replace(
        'read = "full"\ncovers = "visit"\n[[source]]\nid = "kh',
        f'read = "full"\ndate = "{date}"\ncovers = "visit"\n[[source]]\nid = "kh',
    )
    assert date in visit

    assert cell == row(said(BY_CAMBODIA, 'when = "2024-07-06"\n'), visit=visit).sides["JP"]


def test_a_text_read_in_part_keeps_a_retelling_from_telling() -> None:
    """One of the side's texts may still say it."""
    part = '[[source]]\nid = "kh-other"\ntitle = "t"\nkind = "text"\nside = "KH"\nread = "part"\ncovers = "visit"\n'

    assert "unknown" == row(said(BY_JAPAN), part).sides["KH"]


def test_a_text_of_another_engagement_says_nothing_of_this() -> None:
    """Silence is shown of what a text covers."""
    visit = VISIT.replace(
        'read = "full"\ncovers = "visit"\n[[source]]\nid = "kh', 'read = "full"\n[[source]]\nid = "kh'
    )

    assert "unknown" == row(said(BY_CAMBODIA), visit=visit).sides["JP"]


def test_what_a_commentary_says_itself_is_unknown_for_the_states() -> None:
    """Its own voice says nothing about what a side said; nor of a side's own silence."""
    own = said('{ source = "article", passage = "x" }')
    visit = VISIT.replace(
        'read = "full"\ncovers = "visit"\n[[source]]\nid = "kh', 'read = "no"\ncovers = "visit"\n[[source]]\nid = "kh'
    )

    assert ({"KH": "unknown", "JP": "unknown"}, "·") == ((found := row(own, visit=visit)).sides, found.sign)


def test_a_conflict_with_the_other_side_differs() -> None:
    """Two places for one call: both sides differ."""
    here = event(
        "visit/talk", "meeting", f'part_of = "visit"\nto = "hun-manet"\nplace = "Here"\nevidence = {BY_CAMBODIA}'
    )
    there = f'[[attest]]\nid = "a"\nevent = "visit/talk"\nsays = {{ place = "There" }}\nevidence = {BY_JAPAN}\n'

    assert ({"KH": "differs", "JP": "differs"}, "≠") == (
        (found := row(here, there, name="visit/talk")).sides,
        found.sign,
    )


def test_a_refinement_is_still_said() -> None:
    """A day within two days is no difference."""
    day = f'[[attest]]\nid = "a"\nevent = "visit/call"\nsays = {{ when = "2024-07-06" }}\nevidence = {BY_JAPAN}\n'

    assert "says" == row(day, name="visit/call").sides["JP"]


def test_a_side_that_took_no_part_has_no_cell() -> None:
    """Remarks to the press at home are one side's alone."""
    remarks = event("visit/remarks", "remarks", f'about = "visit"\nwhen = "2024-07-01"\nevidence = {BY_JAPAN}')

    assert {"JP": "says"} == row(remarks, name="visit/remarks").sides


def test_what_nobody_of_either_side_took_part_in_has_no_row() -> None:
    """The analyst's own assessment of the visit."""
    with given(VISIT, event("reading", "statement", 'about = "visit"\nact = "assesses"\nby = "institute"')) as asked:
        assert "reading" not in [one.id for one in comparison_of(asked, "visit").rows]


def test_a_promise_reported_by_one_side_is_a_point_of_both() -> None:
    """Whoever reported it took part in it, as do those who owe and receive."""
    boats = event(
        "visit/boats",
        "commitment",
        f'about = "visit"\nby = "japan"\nto = "institute"\ntold_by = "hun-manet"\nevidence = {BY_CAMBODIA}',
    )

    assert {"KH": "says", "JP": "silent"} == row(boats, name="visit/boats").sides


def test_each_text_has_its_own_answer() -> None:
    """By side, for all that cover the point."""
    found = row(said(BY_CAMBODIA))

    assert [("kh-readout", "says")] == [(answer.source, answer.cell) for answer in found.texts["KH"]]
    assert [("jp-readout", "silent")] == [(answer.source, answer.cell) for answer in found.texts["JP"]]


@pytest.mark.parametrize(("read", "cell"), [("no", "not-retold"), ("part", "unknown")])
def test_a_text_that_was_only_retold_answers_by_its_retelling(read: str, cell: str) -> None:
    """Not retold, where the retelling was read in full; unknown, where it was read in part itself."""
    visit = VISIT.replace('side = "KH"\nread = "no"', f'side = "KH"\nread = "{read}"')
    both = f'[{BY_JAPAN}, {{ source = "article", passage = "y" }}]'

    assert [cell] == [answer.cell for answer in row(said(both), visit=visit).texts["KH"]]


def test_depth_and_parents_are_reported() -> None:
    """A statement at a call of a visit is two deep."""
    assert 2 == row(said(BY_BOTH)).depth
    assert "retells" in SOURCES


@pytest.mark.parametrize(
    ("other", "cells", "sign", "disputed"),
    [
        ('{ source = "article", passage = "x" }', {"KH": "says", "JP": "says"}, "=", ("analyst",)),
        (BY_CAMBODIA, {"KH": "differs", "JP": "differs"}, "≠", ()),
    ],
)
def test_parties_differ_from_each_other_alone(
    other: str, cells: dict[str, str], sign: str, disputed: tuple[str, ...]
) -> None:
    """A month contains both days that others disagree on; what an analyst says differently has a sign of its own."""
    attest = '[[attest]]\nid = "{name}"\nevent = "visit/said"\nsays = {{ when = "{when}" }}\nevidence = {source}\n'
    said_on = said('{ source = "article", passage = "x" }', 'when = "2024-07"\n')
    found = row(
        said_on,
        attest.format(name="a", when="2024-07-05", source=BY_JAPAN),
        attest.format(name="b", when="2024-07-06", source=other),
        attest.format(name="c", when="2024-07", source=BY_CAMBODIA),
    )

    assert (cells, sign, disputed) == (found.sides, found.sign, found.disputed)


def test_what_we_inferred_from_a_text_is_not_its_word() -> None:
    """The Japanese readout, read in full, stays silent."""
    inferred = f'[[attest]]\nid = "a"\nevent = "visit/said"\nsays = {{ place = "Here" }}\ninferred = true\nbecause = "It follows"\nevidence = {BY_JAPAN}\n'
    found = row(said(BY_CAMBODIA), inferred)

    assert ("silent", "silent") == (found.sides["JP"], found.texts["JP"][0].cell)


def test_a_cell_and_its_texts_agree() -> None:
    """A retelling that no event of the visit cites was read all the same."""
    found = row(said(BY_JAPAN), visit=VISIT.replace('source = "article", passage', 'source = "jp-readout", passage'))

    assert ("not-retold", "not-retold") == (found.sides["KH"], found.texts["KH"][0].cell)
