"""The state of the replay screen: one cursor, which list, panes and scrubber all follow.

Knows nothing of the terminal, so that every key can be tested without one.
"""

from collections.abc import Callable
from datetime import date

from msgspec import Struct

from timeline.events import Engagement
from timeline.projections.readouts import Row
from timeline.projections.replay import Step
from timeline.projections.world import World
from timeline.queries import Basis, Replay
from timeline.values import typed_day


class Loaded(Struct, frozen=True):
    """What the screen shows: a replay along one clock, with both readouts beside it."""

    replay: Replay
    world: World
    rows: dict[str, Row]
    """The rows of the comparison, by event; empty when there are not two sides."""
    basis: Basis


Load = Callable[[bool], Loaded]
"""Gives the replay in world order, or as it was recorded."""


class Store:
    """The cursor, the clock, and what was said of the last key."""

    def __init__(self, load: Load, *, recorded: bool) -> None:
        """Begin at the first step."""
        self._load = load
        self.recorded = recorded
        self.loaded = load(recorded)
        self.index = 0
        self.message = ""
        """What the last key has to say; empty when it did what was asked."""
        self._listeners: list[Callable[[], None]] = []

    # --- what is shown ---

    @property
    def steps(self) -> tuple[Step, ...]:
        """All steps, in the order of the clock."""
        return self.loaded.replay.steps

    @property
    def step(self) -> Step:
        """The step under the cursor."""
        return self.steps[self.index]

    @property
    def world(self) -> World:
        """The world that the steps are told from."""
        return self.loaded.world

    @property
    def row(self) -> Row | None:
        """What both sides say of the step under the cursor."""
        return self.loaded.rows.get(self.step.account.id)

    def when(self, index: int) -> date | None:
        """The day before which the event of a step did not begin, if one is known."""
        key = self.world.time(self.steps[index].account.id).order_key
        return date.fromordinal(key) if 0 < key < date.max.toordinal() else None

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call *listener* after every key."""
        self._listeners.append(listener)

    def tell(self, message: str) -> None:
        """Say something, and change nothing."""
        self.message = message
        self._changed()

    def _changed(self) -> None:
        for listener in self._listeners:
            listener()

    # --- keys ---

    def go(self, index: int) -> None:
        """Put the cursor on a step; past an end, on the end, and say so."""
        last = len(self.steps) - 1
        within = min(max(index, 0), last)
        self.message = "" if within == index else "this is the last step" if index > last else "this is the first step"
        self.index = within
        self._changed()

    def move(self, by: int) -> None:
        """Go some steps on, or back."""
        self.go(self.index + by)

    def move_engagement(self, direction: int) -> None:
        """Go to the next engagement, or back to the one before."""
        index = self.index + direction
        while 0 <= index < len(self.steps) and not isinstance(self.steps[index].account.event, Engagement):
            index += direction
        if 0 <= index < len(self.steps):
            self.go(index)
        else:
            self.tell("there is no engagement " + ("after" if direction > 0 else "before") + " this")

    def move_day(self, direction: int) -> None:
        """Go to the first step of another day, or back to that of the day before."""
        here = self.when(self.index)
        index = self.index
        while 0 <= index < len(self.steps) and self.when(index) == here:
            index += direction
        if not 0 <= index < len(self.steps):
            self.tell("there is no other day " + ("after" if direction > 0 else "before") + " this")
            return
        there = self.when(index)
        while direction < 0 and index > 0 and self.when(index - 1) == there:
            index -= 1
        self.go(index)

    def switch_clock(self) -> None:
        """Replay along the other clock; the cursor stays on its event."""
        here = self.step.account.id
        self.recorded = not self.recorded
        self.loaded = self._load(self.recorded)
        self.index = next((i for i, step in enumerate(self.steps) if step.account.id == here), 0)
        self.message = "as it was recorded" if self.recorded else "as it happened"
        self._changed()

    def go_to(self, text: str) -> None:
        """Go where *text* says: `#87`, a step, `+10`, `50%`, an id, or a date as typed."""
        text = text.strip()
        index = self._index_of(text)
        if index is None:
            self.tell(f"{text} is no step, position, id or date of this replay")
        else:
            self.go(index)

    def _index_of(self, text: str) -> int | None:
        sign, digits = text[:1], text[1:]
        if text.isascii() and text.isdigit():
            return int(text) - 1
        if sign in {"+", "-"} and digits.isascii() and digits.isdigit():
            return self.index + int(text)
        if text.endswith("%") and text[:-1].isascii() and text[:-1].isdigit():
            return round((len(self.steps) - 1) * min(int(text[:-1]), 100) / 100)
        if sign == "#" and digits.isascii() and digits.isdigit():
            return self._where(lambda step: step.account.position == int(digits))
        return self._where(lambda step: step.account.id == text) if "/" in text else self._index_of_day(text)

    def _where(self, wanted: Callable[[Step], bool]) -> int | None:
        return next((index for index, step in enumerate(self.steps) if wanted(step)), None)

    def _index_of_day(self, text: str) -> int | None:
        """The first step on or after a day; the last step, when all are before it."""
        named = self._where(lambda step: step.account.id == text)
        day = typed_day(text) if named is None and text else None
        if day is None:
            return named
        after = (index for index in range(len(self.steps)) if (self.when(index) or date.min) >= day)
        return next(after, len(self.steps) - 1)
