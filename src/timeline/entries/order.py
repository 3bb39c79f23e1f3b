"""World order: the order in which events happened, as far as their sources say.

A topological sort of what precedes what (RULES.md, 6): by dates, by `after`, by `part_of`.
Pure; knows nothing of the log.
"""

import heapq
from bisect import bisect_left
from collections import deque
from collections.abc import Callable, Iterable, Mapping
from datetime import date

from msgspec import Struct

from timeline.values import OPEN_AFTER, OPEN_BEFORE, PARTS_OF_DAY, BadValue, Instants, When, instants_of, parse_clock

UNKNOWN = When("", OPEN_BEFORE, OPEN_AFTER, OPEN_BEFORE, OPEN_AFTER)
"""The time of an event of which nothing is known."""


class Node(Struct, frozen=True):
    """An event as far as its order is concerned."""

    id: str
    position: int
    when: str = ""
    """Its own time; empty when it has its parent's."""
    time: When | None = None
    start: str = ""
    zone: str = ""
    part_of: tuple[str, ...] = ()
    after: tuple[str, ...] = ()
    is_visit: bool = False
    part_of_day: str = ""
    """The part of the day in which it began, if its clock time is not known."""


def above(id: str, parents: Callable[[str], Iterable[str]]) -> tuple[str, ...]:
    """Everything that is reached from *id* through *parents*, nearest first; a cycle ends."""
    found: dict[str, None] = {}
    waiting = deque([id])
    while waiting:
        fresh = [parent for parent in parents(waiting.popleft()) if parent not in found]
        found |= dict.fromkeys(fresh)
        waiting += fresh
    return tuple(found)


def effective_times(nodes: Mapping[str, Node]) -> dict[str, When]:
    """The time of each event: its own, or some time within that of what it is part of.

    A part of several events has a time within all that they span together.
    """
    times: dict[str, When] = {}
    for start in nodes:
        # Depth first without recursion: a chain of parts may be long, a cycle must end.
        stack, opened = [start], set[str]()
        while stack:
            node = nodes[stack[-1]]
            waiting = [] if node.time else [p for p in node.part_of if p in nodes and p not in times]
            waiting = [parent for parent in waiting if parent not in opened]
            if node.id in times or not waiting:
                times.setdefault(node.id, _time(node, times))
                stack.pop()
            else:
                opened.add(node.id)
                stack += waiting
    return times


def _time(node: Node, times: Mapping[str, When]) -> When:
    if node.time is not None:
        return node.time
    parents = [times[parent].within() for parent in node.part_of if parent in times]
    if len(parents) <= 1:
        return parents[0] if parents else UNKNOWN
    earliest = min(parent.start_earliest for parent in parents)
    latest = max(parent.end_latest for parent in parents)
    same = next((p for p in parents if (p.start_earliest, p.end_latest) == (earliest, latest)), None)
    return same or When("", earliest, latest, earliest, latest)


def world_order(nodes: Iterable[Node]) -> list[str]:
    """The ids of all *nodes*, in world order.

    Of those free to go next the lowest goes: earliest bound (the latest, where the earliest
    is open), clock time, position. An event other than a visit stands in one block with its
    parts. A cycle, which the checks refuse, is cut at its lowest member.
    """
    by_id = {node.id: node for node in nodes}
    times = effective_times(by_id)
    chains = {node.id: _chain(node, by_id) for node in by_id.values()}
    inside: dict[str, list[Node]] = {}
    for node in by_id.values():
        inside.setdefault(_holder(chains[node.id]), []).append(node)
    edges: dict[str, set[tuple[str, str]]] = {}
    for first, then in _edges(by_id.values(), by_id) + _clock_edges(by_id.values(), times):
        _lift(chains[first], chains[then], edges)
    order: list[str] = []
    stack = list(reversed(_sorted(inside.get("", []), edges.get("", set()), times)))
    while stack:
        node = stack.pop()
        order.append(node.id)
        parts = inside.get(node.id, [])
        stack += reversed(_sorted(parts, edges.get(node.id, set()), times))
    return order


def _chain(node: Node, by_id: Mapping[str, Node]) -> list[str]:
    """The ids from the head of the block of *node* down to *node* itself."""
    chain = [node.id]
    while parent := _parent(by_id[chain[-1]], by_id):
        if parent in chain:
            # A cycle of parts: its lowest member heads it.
            lowest = min(chain)
            return chain[chain.index(lowest) :: -1]
        chain.append(parent)
    return chain[::-1]


def _holder(chain: list[str]) -> str:
    return chain[-2] if len(chain) > 1 else ""


def _parent(node: Node, by_id: Mapping[str, Node]) -> str:
    """The one event, not a visit, that it is part of; empty when there is none."""
    if len(node.part_of) != 1 or node.is_visit:
        return ""
    parent = by_id.get(node.part_of[0])
    return "" if parent is None or parent.is_visit else parent.id


def _lift(first: list[str], then: list[str], edges: dict[str, set[tuple[str, str]]]) -> None:
    """Add an edge between the two ancestors that are siblings within one block."""
    holder = ""
    for before, after in zip(first, then, strict=False):
        if before != after:
            edges.setdefault(holder, set()).add((before, after))
            return
        holder = before


def _edges(nodes: Iterable[Node], by_id: Mapping[str, Node]) -> list[tuple[str, str]]:
    return [
        (before, node.id)
        for node in nodes
        for before in (*node.part_of, *node.after)
        if before in by_id and before != node.id
    ]


def _clock_edges(nodes: Iterable[Node], times: Mapping[str, When]) -> list[tuple[str, str]]:
    """What precedes what by clocks in different zones, where days as said may disagree."""
    dated = ((node, times[node.id].certain_day) for node in nodes if node.start and node.zone)
    clocks = ((_instants(day, node), node.zone, node.id) for node, day in dated if day)
    found = sorted(((at, zone, id) for at, zone, id in clocks if at), key=lambda clock: (clock[0].latest, clock[2]))
    ends = [at.latest for at, _, _ in found]
    edges = []
    for at, zone, id in found:
        # What ended last before it began, and the few that may have been at the same time.
        last = bisect_left(ends, at.earliest)
        edges += [(first, id) for _, other, first in found[max(last - _TOGETHER, 0) : last] if zone != other]
    return edges


_TOGETHER = 4
"""The most earlier events that are linked by clock where clocks were put back."""


def _instants(day: date, node: Node) -> Instants | None:
    try:
        return instants_of(day, node.start, node.zone)
    except BadValue:
        # A clock time that never was, which several sources together may give, makes no order.
        return None


def _key(node: Node, times: Mapping[str, When]) -> tuple[int, int, int]:
    part = PARTS_OF_DAY[node.part_of_day].first if node.part_of_day else 0
    return (times[node.id].order_key, parse_clock(node.start) if node.start else part, node.position)


def _keys(
    nodes: list[Node], edges: Iterable[tuple[str, str]], times: Mapping[str, When]
) -> dict[str, tuple[int, int, int]]:
    """Where each of *nodes* sorts; one that began at an open time, no later than what follows it."""
    keys = {node.id: _key(node, times) for node in nodes}
    before: dict[str, list[str]] = {}
    for first, then in edges:
        if times[first].start_earliest == OPEN_BEFORE:
            before.setdefault(then, []).append(first)
    waiting = list(before)
    while waiting:
        then = waiting.pop()
        for first in before.get(then, ()):
            if keys[then][:2] < keys[first][:2]:
                keys[first] = (*keys[then][:2], keys[first][2])
                waiting.append(first)
    return keys


def _sorted(nodes: list[Node], edges: Iterable[tuple[str, str]], times: Mapping[str, When]) -> list[Node]:
    """*nodes* in an order that respects *edges*, the lowest free one first.

    Dates need no edges: whatever an event must follow has no later key than its own (the
    checks and `_keys` see to that), so the lowest is never after one that it precedes.
    """
    by_id = {node.id: node for node in nodes}
    after: dict[str, set[str]] = {node.id: set() for node in nodes}
    waits = dict.fromkeys(after, 0)
    for first, then in edges:
        after[first].add(then)
        waits[then] += 1
    keys = _keys(nodes, edges, times)
    free = [(keys[id], id) for id, count in waits.items() if not count]
    heapq.heapify(free)
    # Of each cycle the lowest member goes first; none is looked at twice.
    waiting = iter(sorted((keys[id], id) for id, count in waits.items() if count))
    order: list[Node] = []
    placed: set[str] = set()
    while len(order) < len(by_id):
        _, id = heapq.heappop(free) if free else next(item for item in waiting if item[1] not in placed)
        if id in placed:
            continue
        placed.add(id)
        order.append(by_id[id])
        for then in after[id]:
            waits[then] -= 1
            if not waits[then]:
                heapq.heappush(free, (keys[then], then))
    return order
