"""Pictures: the same bytes twice, readable without colour, and inert whatever a record says."""

from collections.abc import Callable
from datetime import date
from itertools import pairwise
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from hostile import ATTACK, REGISTRY, VISIT, attack
from records import PROMISE, SIGNING, event, given
from records import VISIT as PLAIN
from running import timeline
from timeline.answers.answer import Answer
from timeline.answers.changes import changes_of
from timeline.answers.commitments import commitments_of
from timeline.answers.compare import comparison_of
from timeline.answers.known import Period
from timeline.answers.meetings import meetings_of
from timeline.answers.snapshot import Snapshot
from timeline.entries.fields import ENDED, FULFILLED, STAGES
from timeline.views.page import Page
from timeline.views.plots import commitments, meetings, readouts, relationship
from timeline.views.plots.axis import Axis
from timeline.views.plots.canvas import _SHAPES, number, wrapped

ON = date(2026, 1, 1)
SVG = "{http://www.w3.org/2000/svg}"
KINDS: dict[str, tuple[Callable[[Snapshot], Answer], Callable[..., str]]] = {
    "commitments": (lambda asked: commitments_of(asked, [], ON), commitments.svg),
    "relationship": (lambda asked: changes_of(asked, "JP", "KH", Period(last=ON)), relationship.svg),
    "meetings": (lambda asked: meetings_of(asked, ["JP", "KH"]), meetings.svg),
    "readouts": (lambda asked: comparison_of(asked, "visit"), readouts.svg),
}


def picture(kind: str, *texts: str) -> str:
    """A picture of a small record."""
    question, draw = KINDS[kind]
    with given(PLAIN, *texts) as asked:
        answer = question(asked)
    return draw(answer)


def texts(svg: str) -> list[str]:
    """The texts of a picture, from top to bottom."""
    return [found.text or "" for found in ET.fromstring(svg).iter(f"{SVG}text")]  # noqa: S314 - our own picture


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_of_a_hostile_record_has_only_our_elements(kind: str) -> None:
    """It is well-formed, and every text of the record is text in it."""
    question, draw = KINDS[kind]
    with given(attack(VISIT), registry=attack(REGISTRY)) as asked:
        svg = draw(question(asked))
    root = ET.fromstring(svg)  # noqa: S314 - our own picture

    assert {"svg", "title", "desc", "style", "text", "polyline", "path"} >= {
        tag.tag.removeprefix(SVG) for tag in root.iter()
    }
    assert [] == [name for tag in root.iter() for name in tag.attrib if name.startswith("on") or "href" in name]
    assert ATTACK[:20] in "".join(root.itertext())


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_is_the_same_twice_and_loads_nothing(kind: str) -> None:
    """And has a title and a description for those who do not see it."""
    svg = picture(kind, PROMISE, SIGNING)
    root = ET.fromstring(svg)  # noqa: S314 - our own picture

    assert svg == picture(kind, PROMISE, SIGNING)
    assert "url(" not in svg
    assert "http" not in svg.replace("http://www.w3.org/2000/svg", "")
    assert "prefers-color-scheme:dark" in svg
    assert "img" == root.get("role")
    assert root.get("aria-label") == root.findtext(f"{SVG}title")
    assert len(root.findtext(f"{SVG}desc") or "") > 20
    assert any(text.startswith("basis #") for text in texts(svg))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_in_a_page_has_the_style_of_the_page(kind: str) -> None:
    """It has none of its own."""
    question, draw = KINDS[kind]
    with given(PLAIN) as asked:
        assert "<style>" not in draw(question(asked), alone=False)


def test_signs_differ_in_shape_not_in_colour() -> None:
    """Each kind of stage, each answer of a side and each lane has one of its own; every stage has one."""
    for signs in (readouts._SIGNS, relationship.LANES):
        assert len({_SHAPES[sign] for sign in signs.values()}) == len(signs)
    assert set(STAGES) == set(commitments._SIGNS)
    ends = {
        kind: {commitments._SIGNS[stage] for stage in stages} for kind, stages in (("kept", FULFILLED), ("not", ENDED))
    }
    assert {"kept": {"dot"}, "not": {"cross"}} == ends


def test_every_stage_of_a_commitment_is_named_with_its_day_and_amount() -> None:
    """When it is due, too, and that nothing is known of its delivery."""
    done = event("plan", "commitment", 'by = "japan"\nto = "cambodia"\nwhen = "2023"\ntitle = "A plan"') + event(
        "end",
        "progress",
        'by = "japan"\nto = "cambodia"\nwhen = "2024-11"\nadvances = { commitment = "plan", stage = "lapsed" }',
    )
    found = texts(picture("commitments", PROMISE, SIGNING, done))

    assert {
        "announced 6 Jul 2024, about USD 59.6 million",
        "signed 6 Jul 2024, about USD 59.6 million",
        "due 2025",
        "overdue: no word of delivery",
        "lapsed Nov 2024",
    } <= set(found)


def test_an_intention_is_told_as_one_in_a_picture() -> None:
    """With its condition."""
    owed = 'by = "japan"\nto = "cambodia"\nfirmness = "intends"\ncondition = "a vote"'
    with given(PLAIN, event("owed", "commitment", owed)) as asked:
        drawing = commitments.svg(commitments_of(asked, [], date(2026, 1, 1)))

    assert "an intention; on condition: a vote" in drawing
    assert "no word since" in drawing


def test_a_picture_of_nothing_says_so() -> None:
    """In its description."""
    with given(PLAIN) as asked:
        assert "There are none." in commitments.svg(commitments_of(asked, [], ON))
        assert "There are none." in meetings.svg(meetings_of(asked, ["JP", "UA"]))
        assert "Nothing is recorded." in relationship.svg(changes_of(asked, "JP", "UA", Period(last=ON)))


@pytest.mark.parametrize(
    ("kind", "more", "text"),
    [
        ("commitments", "".join(PROMISE.replace("visit/loan", f"visit/loan{n}") for n in range(45)), "6 earlier ones are not drawn"),
        ("meetings", "".join(event(f"m{n}", "meeting", 'to = "hun-manet"') for n in range(45)), "6 earlier ones are not drawn"),
        ("relationship", "".join(event(f"m{n}", "meeting", 'to = "hun-manet"') for n in range(65)), "8 earlier ones are not drawn"),
    ],
)  # fmt: skip
def test_a_picture_says_what_it_leaves_out(kind: str, more: str, text: str) -> None:
    """Of what is too much for one."""
    assert text in "".join(texts(picture(kind, PROMISE, more)))


def test_stages_before_the_period_are_no_marks_of_it() -> None:
    """Those that came in it are; a level and an initiative have their lanes."""
    more = (
        event("s", "status", 'by = ["japan", "cambodia"]\nlevel = "partnership"\nwhen = "2024"')
        + event("i", "announcement", 'by = "kamikawa"\nto = "hun-manet"\nform = "initiative"')
        + event("plan", "scheduled", 'by = "kamikawa"\nto = "hun-manet"\nengagement = "visit"')
        + event("r", "relations", 'by = "japan"\nto = "cambodia"\nrelation = "established"')
        + event("l", "communication", 'by = "japan"\nto = "cambodia"\nform = "letter"')
        + event(
            "x",
            "progress",
            'by = "japan"\nto = "cambodia"\nwhen = "2024-11"\nadvances = { commitment = "visit/loan", stage = "delivered" }',
        )
    )
    with given(PLAIN, PROMISE, SIGNING, more) as asked:
        every = relationship.marks(changes_of(asked, "JP", "KH", Period(last=ON)))
        later = relationship.marks(changes_of(asked, "JP", "KH", Period(date(2024, 10, 1), ON)))

    assert {*relationship.LANES} == {mark.lane for mark in every}
    assert {"delivered", "level"} == {mark.lane for mark in later}


def test_the_terminal_has_its_own_form_of_who_met_whom_and_of_a_relationship() -> None:
    """People by meetings; lanes by months. What has no room is counted."""
    many = "".join(event(f"m{n}", "meeting", f'to = "hun-manet"\nwhen = "2023-{n % 12 + 1:02}-05"') for n in range(40))
    with given(PLAIN, PROMISE, many) as asked:
        meetings.write(met := Page(width=80, colour=False), meetings_of(asked, ["JP", "KH"]))
        relationship.write(over := Page(width=80, colour=False), changes_of(asked, "JP", "KH", Period(last=ON)))

    assert "Kamikawa Yoko                     ●  ●" in met.text()
    assert "earlier ones are not shown" in met.text()
    assert "engagements" in over.text()
    assert "earlier months are not shown" in over.text()


# --- the axis -------------------------------------------------------------------------


@drawn(st.lists(st.integers(700_000, 740_000), min_size=1, max_size=40))
def test_an_axis_keeps_the_order_of_days_between_its_edges(days: list[int]) -> None:
    """Whatever they are; labels have room, and the last day has one."""
    axis = Axis(days, 100, 700)
    places = [axis.x(day) for day in sorted(set(days))]
    ticks = axis.ticks

    assert places == sorted(places)
    assert all(99.9 <= place <= 700.1 for place in places)
    assert all(one.ends[1] <= other.ends[0] for one, other in pairwise(ticks))
    assert abs(ticks[-1].x - axis.x(max(days))) < 0.01


def test_an_axis_of_many_stretches_has_room_for_each() -> None:
    """Its breaks are narrower then."""
    days = [700_000 + 100 * n for n in range(80)]
    axis = Axis(days, 0, 600)

    assert len({round(axis.x(day), 3) for day in days}) == len(days)
    assert 79 == len(axis.breaks)


def test_an_axis_is_broken_where_long_stretches_are_empty() -> None:
    """So that a crowded week has room beside a quiet year."""
    week, later = date(2024, 7, 1).toordinal(), date(2025, 10, 1).toordinal()
    axis = Axis([week, week + 5, later], 0, 600)

    assert 1 == len(axis.breaks)
    assert axis.x(week + 5) - axis.x(week) > 60
    assert axis.x(week + 5) < axis.breaks[0] < axis.x(later)
    assert axis.x(week + 200) == axis.x(later)


def test_lengths_and_lines_are_the_same_on_every_machine() -> None:
    """To a tenth of a pixel; a text that is too long is cut in its last line."""
    assert ["1.3", "2", "-0.5"] == [number(value) for value in (1.26, 2.0, -0.5)]
    assert ["one two", "three …"] == wrapped("one two three four five six", 50, most=2)


# --- the command ----------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [("commitments", "jp-kh-2024-07"), ("relationship", "JP", "KH"), ("meetings", "JP", "KH", "--from", "2024"), ("readouts", "jp-kh-2024-07")],
)  # fmt: skip
def test_each_picture_of_the_shipped_record_is_one_command(arguments: tuple[str, ...], tmp_path: Path) -> None:
    """To stdout, or to a file whole or not at all."""
    printed, written = timeline("plot", *arguments), timeline("plot", *arguments, "-o", str(tmp_path / "x.svg"))

    assert (0, 0, "") == (printed.code, written.code, written.out)
    assert (tmp_path / "x.svg").read_text(encoding="utf-8") == printed.out
    assert printed.out.startswith("<svg ")


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        (("relationship", "JP"), "names two states"), (("readouts", "a", "b"), "of one visit"),
        (("meetings", "JP", "--on", "2024-07-06"), "is of a period"), (("readouts", "--from", "2024"), "is as of a day"),
        (("commitments", "--to", "2024"), "is as of a day"), (("relationship", "JP", "KH", "--on", "2024-07-06"), "is of a period"),
    ],
)  # fmt: skip
def test_a_picture_of_what_it_does_not_show_is_refused(arguments: tuple[str, ...], message: str) -> None:
    """With the way to ask for it."""
    ran = timeline("plot", *arguments)

    assert (2, "") == (ran.code, ran.out)
    assert message in ran.err
    assert "hint: " in ran.err
