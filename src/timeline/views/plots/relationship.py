"""A relationship over time: a lane for each kind of thing, a sign on its day, and the list of all."""

from collections import Counter
from collections.abc import Iterable, Sequence
from datetime import date
from typing import NamedTuple

from timeline.answers.changes import ChangesAnswer
from timeline.entries import FULFILLED
from timeline.projections.commitments import Owed
from timeline.projections.relationship import Change
from timeline.values import OPEN_AFTER, OPEN_BEFORE, When, parse_when
from timeline.views import basis_text
from timeline.views.html import Html
from timeline.views.page import Page, cut
from timeline.views.plots.axis import Axis
from timeline.views.plots.canvas import COLUMN, LINE, Canvas, listed, wrapped
from timeline.views.words.change import held_text, stage_text
from timeline.views.words.people import side_text
from timeline.views.words.time import period_text, short_date, when_text

_WIDTH, _LEFT, _TOP, _LANE = 1000.0, 190.0, 62.0, 26.0
_MOST = 60
LANES = {
    "level": "wedge",
    "engagements": "gem",
    "documents": "block",
    "commitments made": "ring",
    "stages of commitments": "half",
    "delivered": "dot",
    "initiatives": "diamond",
    "plans": "flag",
    "relations": "cross",
    "correspondence": "bar",
}
"""The lanes, each with the sign of its marks: those of commitments are as in the picture of commitments."""
_SECTIONS = {
    "status": "level", "instruments": "documents", "initiatives": "initiatives", "scheduled": "plans",
    "relations": "relations", "last_correspondence": "correspondence",
}  # fmt: skip


class Mark(NamedTuple):
    """One thing on its day."""

    when: When
    lane: str
    text: str
    sides: tuple[str, ...]

    @property
    def day(self) -> int:
        """The latest day on which it may have begun, or the earliest where that is open."""
        return self.when.start_latest if self.when.start_latest < OPEN_AFTER else self.when.start_earliest


def marks(answer: ChangesAnswer) -> list[Mark]:
    """What happened between two states in a period, by day."""
    found = [Mark(a.time, "engagements", a.event.title, a.sides) for a in answer.engagements]
    for change in answer.changes:
        found += _of_change(change)
    dated = (mark for mark in found if OPEN_BEFORE < mark.day < OPEN_AFTER)
    return sorted(dated, key=lambda mark: (mark.day, list(LANES).index(mark.lane)))


def _of_change(change: Change) -> Iterable[Mark]:
    held = change.after
    if isinstance(held, Owed):
        # The stages before the period are those that it had before.
        old = len(change.before.stages) if isinstance(change.before, Owed) else 0
        for reached in held.stages[old:]:
            lane = "delivered" if reached.stage in FULFILLED else "stages of commitments"
            lane = "commitments made" if reached.stage == "announced" else lane
            text = held.title if lane == "commitments made" else f"{held.title}: {stage_text(reached.stage)}"
            yield Mark(parse_when(reached.when), lane, text, reached.account.sides)
    elif held is not None and change.section in _SECTIONS:
        yield Mark(held.account.time, _SECTIONS[change.section], held_text(held), held.account.sides)


def svg(answer: ChangesAnswer, *, alone: bool = True) -> Html:
    """The picture."""
    every = marks(answer)
    shown = every[-_MOST:]
    title = f"{answer.title}{period_text(*answer.period)}"
    sentences = (f"{when_text(mark.when)}, {mark.lane}: {mark.text}" for mark in shown)
    canvas = Canvas(title, listed(sentences) or "Nothing is recorded.", width=_WIDTH)
    canvas.text(0, 16, cut(title, int(_WIDTH / COLUMN)), kind="head")
    y = _lanes(canvas, shown) if shown else _TOP
    for mark in shown:
        text = f"{short_date(mark.when)}: {mark.text} [{side_text(mark.sides)}]"
        for line in wrapped(text, _WIDTH, most=2):
            y += LINE
            canvas.text(0, y, line)
    if len(shown) < len(every):
        y += LINE
        canvas.text(0, y, f"{len(every) - len(shown)} earlier ones are not drawn", kind="faint")
    canvas.text(0, y + 1.5 * LINE, basis_text(answer.basis), kind="faint")
    return canvas.svg(alone=alone)


def _lanes(canvas: Canvas, shown: Sequence[Mark]) -> float:
    axis = Axis([mark.day for mark in shown], _LEFT, _WIDTH - 10)
    used = [lane for lane in LANES if any(mark.lane == lane for mark in shown)]
    lines = {lane: _TOP + _LANE * at for at, lane in enumerate(used)}
    canvas.axis(axis, _TOP - 18, _TOP + _LANE * len(used) - 12)
    for lane, y in lines.items():
        canvas.sign(LANES[lane], 8, y)
        canvas.text(22, y + 4, lane)
        canvas.line([(_LEFT, y), (_WIDTH, y)])
    for mark in shown:
        if OPEN_BEFORE < mark.when.start_earliest < mark.day:
            canvas.line(
                [(axis.x(mark.when.start_earliest), lines[mark.lane]), (axis.x(mark.day), lines[mark.lane])],
                kind="line",
            )
    # Several things of one kind on one day are one sign, with their number.
    for (lane, day), count in Counter((mark.lane, mark.day) for mark in shown).items():
        about = "; ".join(mark.text for mark in shown if (mark.lane, mark.day) == (lane, day))
        canvas.sign(LANES[lane], axis.x(day), lines[lane], about=about)
        if count > 1:
            canvas.text(axis.x(day) + 7, lines[lane] - 4, str(count), kind="faint")
    return _TOP + _LANE * len(used) + 4


def write(page: Page, answer: ChangesAnswer) -> None:
    """The same for a terminal: a row for each lane, a column for each month in which something happened."""
    every = marks(answer)
    page.heading(f"{answer.title}{period_text(*answer.period)}")
    months = sorted({date.fromordinal(mark.day).replace(day=1) for mark in every})
    room = max((page.width - _NAME - 2) // _MONTH, 1)
    shown, counts = months[-room:], Counter((mark.lane, date.fromordinal(mark.day).replace(day=1)) for mark in every)
    page.line(" " * (_NAME + 2) + "".join(f"{short_date(f'{month:%Y-%m}'):>{_MONTH}}" for month in shown))
    for lane in LANES:
        if any(counts[lane, month] for month in shown):
            cells = "".join(f"{counts[lane, month] or '·':>{_MONTH}}" for month in shown)
            page.line(cut(lane, _NAME).ljust(_NAME + 2), cells)
    if len(shown) < len(months):
        page.faint(f"{len(months) - len(shown)} earlier months are not shown")


_NAME, _MONTH = 24, 9
