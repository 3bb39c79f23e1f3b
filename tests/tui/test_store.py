"""The state of the screen, key by key, without a terminal."""

from collections.abc import Iterator

import pytest

from records import VISIT, event, given
from timeline.answers.compare import comparison_of
from timeline.answers.replay import replay_of
from timeline.answers.snapshot import Snapshot
from timeline.tui.pages import both_readouts, scrubber, timeline_row, what_changed, what_happened, who_says_so
from timeline.tui.store import Loaded, Store
from timeline.views import write as render
from timeline.views.page import Page

RECORD = (
    event("earlier", "meeting", 'title = "An earlier talk"\nwhen = "2024-01-10"\nto = "hun-manet"'),
    event("remarks", "remarks", 'about = "visit"\nwhen = "2024-07-01"'),
    event(
        "visit/said",
        "statement",
        'part_of = "visit/call"\nact = "affirms"\ntopics = "roads"\nwhen = "[2024-07-05..2024-07-06]"\nevidence = { source = "jp-readout", passage = "x" }',
    ),
    event(
        "visit/dinner",
        "dinner",
        'part_of = "visit"\nto = "hun-manet"\nafter = "visit/call"\nstart = "19:00"\nminutes = 90\napproximate = true',
    ),
    '[[attest]]\nid = "visit/dinner@kh"\nevent = "visit/dinner"\nsays = { minutes = 60 }\nevidence = { source = "article", via = "kh-readout", passage = "y" }\n',
    '[[correct]]\nid = "visit/dinner@c"\nentry = "visit/dinner"\nfield = "place"\nnow = "Here"\nbecause = "Looked up"\n',
)


def loaded(asked: Snapshot, recorded: bool) -> Loaded:  # noqa: FBT001 - as the screen loads
    """What the screen shows of the visit."""
    replay = replay_of(asked, ["visit"], recorded=recorded)
    return Loaded(replay, {row.id: row for row in comparison_of(asked, "visit").rows})


@pytest.fixture
def store() -> Iterator[Store]:
    """A store at its first step: remarks, visit, call, said, dinner."""
    with given(VISIT, *RECORD) as asked:
        yield Store(lambda recorded: loaded(asked, recorded), recorded=False)


def test_steps_go_both_ways_and_stop_at_the_ends(store: Store) -> None:
    """And the end is reported."""
    store.move(1)
    assert ("visit", "") == (store.step.account.id, store.message)
    store.move(-5)
    assert ("remarks", "this is the first step") == (store.step.account.id, store.message)
    store.move(99)
    assert ("visit/dinner", "this is the last step") == (store.step.account.id, store.message)


def test_engagements_are_stepped_over_statements(store: Store) -> None:
    """On and back; where there is none, nothing moves and it is reported."""
    found = []
    for _ in range(4):
        store.move_engagement(1)
        found.append(store.step.account.id)
    assert ["visit", "visit/call", "visit/dinner", "visit/dinner"] == found
    assert "there is no engagement after this" == store.message
    store.go(0)
    store.move_engagement(-1)
    assert ("remarks", "there is no engagement before this") == (store.step.account.id, store.message)


def test_days_are_stepped_as_the_list_says_them(store: Store) -> None:
    """The remarks of the 1st, the visit of two days, the call of one of them, the dinner of the 6th."""
    found = []
    for direction in (1, 1, 1, 1, -1, -1, -1, -1):
        store.move_day(direction)
        found.append((store.step.account.id, store.message))

    there = ["visit", "visit/call", "visit/dinner", "visit/dinner", "visit/call", "visit", "remarks", "remarks"]
    assert there == [name for name, _ in found]
    assert "this is the last day" == found[3][1]
    assert "this is the first day" == found[7][1]


@pytest.mark.parametrize(
    ("where", "expected", "message"),
    [
        ("3", "visit/call", ""),
        ("#13", "visit", ""),
        ("+2", "visit/dinner", ""),
        ("-1", "visit", ""),
        ("+99", "visit/dinner", "this is the last step"),
        ("-99", "remarks", "this is the first step"),
        ("50%", "visit/call", ""),
        ("100%", "visit/dinner", ""),
        ("visit/said", "visit/said", ""),
        ("visit", "visit", ""),
        ("said", "visit/said", ""),
        ("visit/", "visit/said", "2 of 3 steps with visit/ in their id; g again: the next"),
        ("2024-07-05", "visit", "5 July 2024"),
        ("July 2024", "remarks", "July 2024"),
        ("July", "remarks", "July 2024"),
        ("2024", "remarks", "2024"),
        ("2023", "remarks", "nothing began in 2023; this is the next step"),
        ("6 July", "visit/dinner", "6 July 2024"),
        ("2024-07-03", "visit", "nothing began on 3 July 2024; this is the next step"),
        ("2030-01-01", "visit/dinner", "nothing began on 1 January 2030 or later; this is the last step"),
        ("", "visit/call", ""),
    ],
)
def test_one_goes_to_a_step_position_share_id_or_day(store: Store, where: str, expected: str, message: str) -> None:
    """As it is typed; what is not plainly what was asked for is said."""
    store.go(2)
    store.go_to(where)

    assert (expected, message) == (store.step.account.id, store.message)


@pytest.mark.parametrize(
    ("where", "message"),
    [
        ("nowhere", "not found: nowhere (a step, #position, 50%, an id or a date); / finds words"),
        ("#999", "#999 is not a step of this replay"),
        ("#15", "#15 is not a step of this replay: An earlier talk"),
        ("18", "there are 5 steps; did you mean #18?"),
        ("99", "there are 5 steps"),
        ("0", "there are 5 steps"),
        ("101%", "100% is the last step"),
        ("visit/nowhere", "not found: visit/nowhere (a step, #position, 50%, an id or a date); / finds words"),
        ("7/6/2024", "7/6/2024 is ambiguous: write 2024-06-07 or 2024-07-06"),
        ("6 July 24", "6 July 24 has a year of two digits: write four digits: 2024-07-06"),
        ("31 June", "there is no day 31 June 2024: 2024-06 has 30 days"),
    ],
)
def test_what_leads_nowhere_moves_nothing(store: Store, where: str, message: str) -> None:
    """And says so, with the way out."""
    store.go(2)
    store.go_to(where)

    assert ("visit/call", message) == (store.step.account.id, store.message)


def test_words_are_found_on_and_back_and_round(store: Store) -> None:
    """In titles, ids, texts and kinds, capitals or not."""
    store.find("DINNER the")
    assert ("visit/dinner", "1 of 1 steps with dinner the") == (store.step.account.id, store.message)
    store.find("visit")
    assert ("visit", "2 of 5 steps with visit") != (store.step.account.id, "")
    first = store.index
    store.find_again(1)
    assert store.index > first
    store.find_again(-1)
    assert first == store.index
    store.find("nothing of the kind")
    assert "no step contains nothing of the kind" == store.message


def test_nothing_is_sought_before_words_are(store: Store) -> None:
    """And `n` says what does it."""
    store.find_again(1)

    assert "no search yet: press / to search" == store.message


def test_the_other_clock_keeps_the_cursor_on_its_event(store: Store) -> None:
    """The remarks were recorded after the visit."""
    store.switch_clock()
    assert ("remarks", 2, "as it was recorded") == (store.step.account.id, store.index, store.message)
    store.switch_clock()
    assert ("remarks", 0, "as it happened") == (store.step.account.id, store.index, store.message)


def test_listeners_hear_of_every_key(store: Store) -> None:
    """Panes only render."""
    heard: list[int] = []
    store.subscribe(lambda: heard.append(store.index))
    store.move(1)
    store.notice("something")

    assert [1, 1] == heard


def text(page: Page) -> str:
    """The text of a page on one line."""
    return " ".join(page.text().split())


def test_the_panes_say_what_happened_changed_and_who_says_so(store: Store) -> None:
    """Of the dinner: its clock, its conflict, its correction, what it changed."""
    store.go_to("visit/dinner")

    assert "time 19:00, about 90 min versus 60 min place Here" in text(what_happened(store, 80))
    assert "~ last contact The dinner visit/dinner, 6 July 2024 (previously: A call)" in text(what_changed(store, 80))
    assert "unchanged (1), each with its entry position Kamikawa Yoko affirms" in text(what_changed(store, 80))
    assert "– length: about 90 min analyst: article – length: 60 min KH: article via kh-readout" in text(
        who_says_so(store, 80)
    )
    assert "corrected by #20 place: none → Here; Looked up" in text(who_says_so(store, 80))
    assert "▶ ◂ says silent" in text(both_readouts(store, 80))


def test_a_step_that_changed_nothing_says_so(store: Store) -> None:
    """Remarks at home, before anything stood."""
    assert text(what_changed(store, 80)).startswith("this step changed nothing between the two states unchanged (1)")


def test_the_readouts_of_an_engagement_are_its_points(store: Store) -> None:
    """At a statement, the points of its call, with the cursor on the statement."""
    store.go_to("visit/said")
    found = text(both_readouts(store, 80))

    assert "· unknown silent A call" in found
    assert "▶ ▸ not-retold says affirms: The statement visit/said" in found


def test_the_list_shows_day_sign_nesting_and_clock(store: Store) -> None:
    """The day once, the hour where it is known, a mark at the cursor."""
    store.go(4)
    rows = ["".join(span.text for span in timeline_row(store, index, 60)).rstrip() for index in range(5)]

    assert "▶◂! 6 Jul     19:00 dinner  The dinner visit/dinner" == rows[4]
    assert rows[2].startswith(" ·  5/6 Jul   courtesy call  A call")
    assert " ▸              · affirms  The statement visit/said" == rows[3]


def test_rows_that_would_be_cut_to_the_same_words_keep_their_ends() -> None:
    """So that the areas of a new approach can be told apart."""
    texts = [
        event(
            f"visit/area-{n}",
            "statement",
            f'part_of = "visit/call"\nact = "discusses"\ntitle = "Social infrastructure: {words}"',
        )
        for n, words in enumerate(("clean water", "a sewage system"))
    ]
    with given(VISIT, *texts) as asked:
        store = Store(lambda recorded: loaded(asked, recorded), recorded=False)
        rows = ["".join(span.text for span in timeline_row(store, index, 48)).rstrip() for index in (2, 3)]

    assert [True, True] == [rows[0].endswith("clean water"), rows[1].endswith("wage system")]


def test_what_became_of_a_step_is_marked() -> None:
    """Withdrawn, corrected, resting on what was withdrawn: in the list, and in words."""
    gone = '[[withdraw]]\nid = "w"\nentry = "visit/said"\nbecause = "Said elsewhere"\n'
    person = '[[withdraw]]\nid = "p"\nentry = "kamikawa"\nbecause = "Registered twice"\n'
    with given(VISIT, *RECORD, gone, person) as asked:
        store = Store(lambda recorded: loaded(asked, recorded), recorded=False)
        rows = ["".join(span.text for span in timeline_row(store, index, 60)) for index in range(5)]
        store.go(3)

        assert [" ·!", " ·!", " ·!", "▶×!", " ◂!"] == [
            ("▶" if n == 3 else " ") + row[1:3] for n, row in enumerate(rows)
        ]
        output = text(what_happened(store, 80))
        assert "withdrawn by #21: Said elsewhere" in output
        assert "refers to kamikawa, withdrawn by #22: Registered twice" in output
        assert "this step changed nothing between the two states" in text(what_changed(store, 80))
        assert "this step is withdrawn and not compared" in text(both_readouts(store, 80))


def test_long_labels_and_long_sides_leave_a_space_behind_them() -> None:
    """A party without a code is called by its id."""
    entity = '[[actor]]\nid = "an-authority-of-a-region"\nkind = "entity"\nname = "An authority"\n'
    met = event("m", "talks", 'to = "an-authority-of-a-region"\ninitiated_by = "japan"\ndescribed_as = "candid"')
    point = event("m/p", "statement", 'part_of = "m"\nact = "says"')
    with given(VISIT, entity, met, point) as asked:

        def load(recorded: bool) -> Loaded:  # noqa: FBT001 - as the screen loads
            rows = {row.id: row for row in comparison_of(asked, "m").rows}
            return Loaded(replay_of(asked, ["m"], recorded=recorded), rows)

        store = Store(load, recorded=False)
        page = Page(width=80, colour=False)
        render(page, comparison_of(asked, "m"))
        told, heads = text(what_happened(store, 80)), (text(both_readouts(store, 80)), " ".join(page.text().split()))

    assert "initiated by Japan described as “candid”" in told
    assert all("… JP point" in head for head in heads)


def test_the_scrubber_has_one_cursor(store: Store) -> None:
    """Engagements are raised."""
    store.go(1)

    assert "▁●▅▁▅" == scrubber(store, 80)
