"""The state of the replay screen: one cursor, which list, panes and scrubber all follow.

Knows nothing of the terminal, so that every key can be tested without one.
"""

from collections.abc import Callable, Mapping
from types import MappingProxyType

from msgspec import Struct

from timeline.answers.replay import ReplayAnswer
from timeline.entries import Engagement
from timeline.projections.readouts import Row
from timeline.projections.replay import Step
from timeline.tui.goto import Found, place_of
from timeline.views.words.event import headline, kind_text
from timeline.views.words.time import when_text


class Loaded(Struct, frozen=True):
    """What the screen shows: a replay along one clock, with both readouts beside it."""

    replay: ReplayAnswer
    rows: dict[str, Row]
    """The rows of the comparison, by event; empty when there are not two sides."""
    texts: Mapping[str, str] = MappingProxyType({})
    """The attached texts of sources, by id."""


Load = Callable[[bool], Loaded]
"""Gives the replay in world order, or as it was recorded."""


class Store:
    """The cursor, the clock, and the message of the last key."""

    def __init__(self, load: Load, *, recorded: bool) -> None:
        """Begin at the first step."""
        self._load = load
        self.recorded = recorded
        self.loaded = load(recorded)
        self.index = 0
        self.message = ""
        """The message of the last key; empty when it did what was asked."""
        self.sought: tuple[str, ...] = ()
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
    def row(self) -> Row | None:
        """What both sides say of the step under the cursor."""
        return self.loaded.rows.get(self.step.account.id)

    def when(self, index: int) -> str:
        """When the event of a step happened, in words."""
        return when_text(self.steps[index].account.time)

    def subscribe(self, listener: Callable[[], None]) -> None:
        """Call *listener* after every key."""
        self._listeners.append(listener)

    def notice(self, message: str) -> None:
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
            self.notice("there is no engagement " + ("after" if direction > 0 else "before") + " this")

    def move_day(self, direction: int) -> None:
        """Go to the first step of the next day in the list, or of the day before."""
        index = self._other_day(self.index, direction)
        if index is None:
            self.notice("this is the " + ("last" if direction > 0 else "first") + " day")
            return
        while direction < 0 and index > 0 and self.when(index - 1) == self.when(index):
            index -= 1
        self.go(index)

    def _other_day(self, index: int, direction: int) -> int | None:
        here = self.when(index)
        while 0 <= index < len(self.steps) and self.when(index) == here:
            index += direction
        return index if 0 <= index < len(self.steps) else None

    def switch_clock(self) -> None:
        """Replay along the other clock; the cursor stays on its event."""
        here = self.step.account.id
        self.recorded = not self.recorded
        self.loaded = self._load(self.recorded)
        self.index = next((i for i, step in enumerate(self.steps) if step.account.id == here), 0)
        self.message = "as it was recorded" if self.recorded else "as it happened"
        self._changed()

    def go_to(self, text: str) -> None:
        """Go where *text* says: `#87`, a step, `+10`, `50%`, an id, or a day as typed; nowhere for nothing."""
        found = place_of(text.strip(), self.index, self.loaded.replay) if text.strip() else Found(None)
        if found.index is not None:
            self.go(found.index)
        self.notice(found.message)

    def find(self, words: str) -> None:
        """Go to the next step with all *words*; they are kept for `find_again`."""
        self.sought = tuple(words.casefold().split())
        self.find_again(1)

    def find_again(self, direction: int) -> None:
        """Go to the next step with the words that were searched, or to the one before; wraps around."""
        matches = [index for index, step in enumerate(self.steps) if self._holds(step)] if self.sought else []
        if not matches:
            self.notice(
                f"no step contains {' '.join(self.sought)}" if self.sought else "no search yet: press / to search"
            )
            return
        beyond = [index for index in matches if (index - self.index) * direction > 0]
        index = (beyond or matches)[0 if direction > 0 else -1]
        self.go(index)
        self.notice(f"{matches.index(index) + 1} of {len(matches)} steps with {' '.join(self.sought)}")

    def _holds(self, step: Step) -> bool:
        event = step.account.event
        searched = f"{event.id} {event.text} {headline(step.account)} {kind_text(event)}".casefold()
        return all(word in searched for word in self.sought)
