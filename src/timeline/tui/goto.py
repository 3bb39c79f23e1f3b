"""Where people mean to go in a replay: a step, a position, a share, an id, or a day, as they type it.

Pure; what cannot be found is said, with the way out, and nothing is guessed.
"""

from collections.abc import Callable, Sequence
from datetime import date

from msgspec import Struct

from timeline.answers.replay import ReplayAnswer
from timeline.projections.replay import Step
from timeline.values import BadValue, NoDay, NoYear, When, typed_span, whole_number
from timeline.views.words.event import headline
from timeline.views.words.time import when_text


class Found(Struct, frozen=True):
    """Where to go, and the message to show."""

    index: int | None
    """From 0; None stays."""
    message: str = ""


_YEAR = 4
"""So many digits that count no step are a year."""


def place_of(text: str, here: int, replay: ReplayAnswer) -> Found:
    """Where *text* leads from the step *here*, counted from 0."""
    steps = replay.steps
    number, rest = whole_number(text), whole_number(text[1:])
    if number is not None and (number <= len(steps) or len(text) != _YEAR):
        return _step(number, steps)
    if text[:1] in {"+", "-"} and rest is not None:
        return _within(here + int(text), steps)
    share = whole_number(text.removesuffix("%"))
    if text.endswith("%") and share is not None:
        return _share(share, steps)
    if text[:1] == "#" and rest is not None:
        return _position(rest, replay)
    return _named(text, here, steps) or _dated(text, here, steps)


def _step(number: int, steps: Sequence[Step]) -> Found:
    if 1 <= number <= len(steps):
        return Found(number - 1)
    there = _where(steps, lambda step: step.account.position == number)
    hint = f"; did you mean #{number}?" if there is not None else ""
    return Found(None, f"there are {len(steps)} steps{hint}")


def _within(index: int, steps: Sequence[Step]) -> Found:
    last = len(steps) - 1
    reason = "this is the first step" if index < 0 else "this is the last step" if index > last else ""
    return Found(min(max(index, 0), last), reason)


def _share(share: int, steps: Sequence[Step]) -> Found:
    if share > 100:  # noqa: PLR2004 - a hundred per cent
        return Found(None, "100% is the last step")
    return Found(round((len(steps) - 1) * share / 100))


def _position(position: int, replay: ReplayAnswer) -> Found:
    index = _where(replay.steps, lambda step: step.account.position == position)
    if index is not None:
        return Found(index)
    other = next((account for account in replay.world.accounts.values() if account.position == position), None)
    text = f": {headline(other)}" if other else ""
    return Found(None, f"#{position} is not a step of this replay{text}")


def _where(steps: Sequence[Step], wanted: Callable[[Step], bool]) -> int | None:
    return next((index for index, step in enumerate(steps) if wanted(step)), None)


def _named(text: str, here: int, steps: Sequence[Step]) -> Found | None:
    """The step with an id, or the next whose id ends or goes on with *text*."""
    exact = _where(steps, lambda step: step.account.id == text)
    if exact is not None:
        return Found(exact)
    matches = [index for index, step in enumerate(steps) if text and text in step.account.id]
    if not matches or " " in text:
        return None
    index = next((match for match in matches if match > here), matches[0])
    message = f"{matches.index(index) + 1} of {len(matches)} steps with {text} in their id; g again: the next"
    message = message if len(matches) > 1 else ""
    return Found(index, message)


def _dated(text: str, here: int, steps: Sequence[Step]) -> Found:
    """The first step that began on a day, in a month or in a year, or may have; else the first after it."""
    try:
        typed = _typed(text, _year(steps[here]))
    except NoDay:
        return Found(None, f"not found: {text} (a step, #position, 50%, an id or a date); / finds words")
    except BadValue as bad:
        return Found(None, f"{bad.message}: {bad.hint}")
    first, last = typed.span
    times = [step.account.time for step in steps]
    certain = next(
        (i for i, time in enumerate(times) if first <= time.start_earliest and time.start_latest <= last), None
    )
    if certain is not None:
        return Found(certain, when_text(typed))
    may = [index for index, time in enumerate(times) if time.start_earliest and time.stated_within(first, last)]
    if may:
        return Found(may[0], f"the first step that may have happened then: {when_text(typed)}")
    later = [index for index, time in enumerate(times) if time.start_earliest > last]
    message = f"nothing began {'on' if typed.certain_day else 'in'} {when_text(typed)}"
    if later:
        return Found(later[0], f"{message}; this is the next step")
    return Found(len(steps) - 1, f"{message} or later; this is the last step")


def _typed(text: str, year: int) -> When:
    """The day, month or year that was typed; without a year, in the year of the cursor."""
    try:
        return typed_span(text)
    except NoYear:
        return typed_span(f"{text} {year:04}")


def _year(step: Step) -> int:
    key = step.account.time.order_key
    return date.fromordinal(key).year if 0 < key < date.max.toordinal() else 0
