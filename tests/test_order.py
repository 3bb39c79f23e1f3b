"""World order (RULES.md, 6)."""

from hypothesis import given
from hypothesis import strategies as st

from timeline.entries.order import Node, effective_times, world_order
from timeline.values import parse_when


def node(
    name: str,
    position: int,
    when: str = "",
    *,
    after: str = "",
    part_of: str = "",
    visit: bool = False,
    start: str = "",
    zone: str = "",
) -> Node:
    """A node as a test writes it: ids apart by spaces."""
    time = parse_when(when) if when else None
    return Node(name, position, when, time, start, zone, tuple(part_of.split()), tuple(after.split()), visit)


def order(*nodes: Node) -> str:
    """The ids in world order, apart by spaces."""
    return " ".join(world_order(nodes))


def test_the_earlier_date_goes_first() -> None:
    """Dates decide before positions."""
    assert "b a" == order(node("a", 1, "2024-07-06"), node("b", 2, "2024-07-05"))


def test_an_open_beginning_is_sorted_by_its_latest_day() -> None:
    """`[..2024-07-05]` stands on 5 July, not before all time."""
    assert "b a c" == order(node("a", 1, "[..2024-07-05]"), node("b", 2, "2024-07-04"), node("c", 3, "2024-07-06"))


def test_clock_times_decide_within_a_day() -> None:
    """09:00 goes before 10:40; what has no clock time goes first."""
    call, other, day = (
        node("a", 1, "2024-07-06", start="10:40"),
        node("b", 2, "2024-07-06", start="09:00"),
        node("c", 3, "2024-07-06"),
    )

    assert "c b a" == order(call, other, day)


def test_clocks_of_two_zones_are_compared_as_instants() -> None:
    """11:00 in Tokyo is before 09:30 in Phnom Penh."""
    tokyo = node("tokyo", 2, "2024-07-06", start="11:00", zone="Asia/Tokyo")
    phnom_penh = node("phnom-penh", 1, "2024-07-06", start="09:30", zone="Asia/Phnom_Penh")

    assert "tokyo phnom-penh" == order(phnom_penh, tokyo)


def test_after_decides_where_dates_do_not() -> None:
    """What a source says came after stands after, whatever the positions."""
    assert "b a" == order(node("a", 1, "2024-07", after="b"), node("b", 2, "2024-07"))


def test_an_engagement_and_its_statements_are_one_block() -> None:
    """Statements stand with their engagement, though others have the same day."""
    call, dinner = node("call", 1, "2024-07-06"), node("dinner", 2, "2024-07-06")
    said, asked, toast = (
        node("asked", 5, part_of="call"),
        node("said", 4, part_of="call"),
        node("toast", 3, part_of="dinner"),
    )

    assert "call said asked dinner toast" == order(call, dinner, said, asked, toast)


def test_a_visit_is_a_step_at_its_beginning() -> None:
    """The parts of a visit are no block: another event may stand between them."""
    visit = node("visit", 1, "2024-07-05/2024-07-09", visit=True)
    first, last = node("first", 2, "2024-07-05", part_of="visit"), node("last", 3, "2024-07-09", part_of="visit")

    assert "visit first between last" == order(visit, first, last, node("between", 4, "2024-07-07"))


def test_after_holds_between_parts_of_different_blocks() -> None:
    """A statement that came after one at another engagement moves its engagement."""
    one, other = node("one", 1, "2024-07"), node("other", 2, "2024-07")
    answer, question = node("answer", 3, part_of="one", after="question"), node("question", 4, part_of="other")

    assert "other question one answer" == order(one, other, answer, question)


def test_a_part_of_several_engagements_stands_after_them_all() -> None:
    """What was said in all the meetings counts when the last has been."""
    first, second = node("first", 1, "2024-07-05"), node("second", 2, "2024-07-06")

    assert "first second both" == order(first, second, node("both", 3, part_of="first second"))


def test_a_cycle_is_cut_and_loses_nothing() -> None:
    """The checks refuse cycles; a log written past them still has an order."""
    nodes = (
        node("a", 1, "2024", after="b"),
        node("b", 2, "2024", after="a"),
        node("c", 3, part_of="d"),
        node("d", 4, part_of="c"),
    )

    assert ["a", "b", "c", "d"] == sorted(world_order(nodes))


def test_what_follows_a_cycle_still_follows_it() -> None:
    """A member that was put first is not put a second time."""
    nodes = node("a", 1, "2024", after="b"), node("b", 2, "2024", after="a"), node("e", 3, "2024", after="b")

    assert "a b e" == order(*nodes)


def test_an_open_beginning_stands_before_what_follows_it() -> None:
    """Its latest day is no reason to hold back what came after it."""
    nodes = node("x", 1, "[..2024-12-31]"), node("y", 2, "2024-01-10", after="x"), node("z", 3, "2024-06-01")

    assert "x y z" == order(*nodes)
    assert "w x y" == order(
        node("y", 3, "2024-01-10", after="x"), node("x", 2, "[..2024-11]", after="w"), node("w", 1, "[..2024-12]")
    )


def test_a_part_without_a_time_has_some_time_within_that_of_the_whole() -> None:
    """Through several levels; parts of several span them all; of nothing, nothing is known."""
    visit = node("visit", 1, "2024-07-05/2024-07-06", visit=True)
    call, said = node("call", 2, part_of="visit"), node("said", 3, part_of="call")
    later = node("later", 4, "2024-07-09")
    times = effective_times(
        {
            one.id: one
            for one in (
                said,
                call,
                visit,
                later,
                node("both", 5, part_of="call later"),
                node("lost", 6, part_of="gone"),
            )
        }
    )

    assert "[2024-07-05..2024-07-06]" == times["said"].text
    assert parse_when("[2024-07-05..2024-07-09]").bounds == times["both"].bounds
    assert "" == times["lost"].text


def test_parts_of_two_wholes_with_the_same_time_have_that_time() -> None:
    """The as the source does are kept where one of them says it all."""
    one, other = node("one", 1, "2024-07-06"), node("other", 2, "2024-07-06")

    assert (
        "2024-07-06"
        == effective_times({n.id: n for n in (one, other, node("both", 3, part_of="one other"))})["both"].text
    )


days = st.integers(1, 28).map(lambda day: f"2024-07-{day:02}")
names = st.sampled_from("abcdefgh")


@given(st.lists(st.tuples(days, st.one_of(st.none(), names), st.one_of(st.none(), names)), min_size=1, max_size=8))
def test_every_event_has_one_place_and_what_it_follows_goes_first(
    rows: list[tuple[str, str | None, str | None]],
) -> None:
    """Nothing is lost or doubled, and the order does not depend on how the nodes were given."""
    nodes = [
        node("abcdefgh"[at], at, day, after=after or "", part_of=parent or "")
        for at, (day, after, parent) in enumerate(rows)
    ]
    found = world_order(nodes)

    assert sorted(found) == sorted(one.id for one in nodes)
    assert found == world_order(reversed(nodes))


@given(st.lists(days, min_size=1, max_size=8), st.data())
def test_dates_and_after_hold_together(when: list[str], data: st.DataObject) -> None:
    """Where `after` points back to no later date, both are respected."""
    nodes: list[Node] = []
    for at, day in enumerate(when):
        earlier = [one.id for one in nodes if one.when <= day]
        after = data.draw(st.sampled_from(earlier)) if earlier else ""
        nodes.append(node(f"n{at}", at, day, after=after))
    found = world_order(nodes)
    place = {name: at for at, name in enumerate(found)}

    assert all(place[before] < place[one.id] for one in nodes for before in one.after)
    assert sorted(when) == [next(one.when for one in nodes if one.id == name) for name in found]


class Counted(str):
    """An id that counts how often one like it is looked up."""

    __slots__ = ()
    looked_up = 0

    def __eq__(self, other: object) -> bool:
        """Whether it is the same text."""
        return str.__eq__(self, other)

    def __hash__(self) -> int:
        """The hash of the text."""
        Counted.looked_up += 1
        return str.__hash__(self)


def test_cycles_are_cut_in_a_time_that_grows_with_their_number() -> None:
    """Twice as many cycles cost twice as many look-ups, and not four times as many."""
    counts = []
    for pairs in (100, 200):
        ids = [(Counted(f"a{number}"), Counted(f"b{number}")) for number in range(pairs)]
        nodes = [
            Node(own, 2 * number + place, "2024-07-06", parse_when("2024-07-06"), after=(other,))
            for number, pair in enumerate(ids)
            for place, (own, other) in enumerate((pair, pair[::-1]))
        ]
        Counted.looked_up = 0
        assert 2 * pairs == len(world_order(nodes))
        counts.append(Counted.looked_up)

    assert counts[1] < 2.5 * counts[0]
