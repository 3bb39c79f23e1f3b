"""Commitments by stage over time: a line for each stage, with its day and its amounts; when due, what is not known."""

from collections.abc import Sequence
from datetime import date

from timeline.answers.commitments import CommitmentsAnswer
from timeline.projections.commitments import Owed, Reached
from timeline.values import OPEN_AFTER, OPEN_BEFORE, When, parse_when
from timeline.views import basis_text
from timeline.views.html import Html
from timeline.views.page import cut
from timeline.views.plots.axis import Axis
from timeline.views.plots.canvas import COLUMN, LINE, Canvas, listed, wrapped
from timeline.views.words.change import hedge_text, outlook_text, owed_text, stage_text
from timeline.views.words.money import amounts_text, quantities_text
from timeline.views.words.time import day_text, short_date

_WIDTH, _LEFT, _RIGHT, _TOP = 1040.0, 280.0, 660.0, 52.0
_MOST = 40
"""The most commitments in one picture."""
_NOTE = 40
"""The columns of a note beside the title."""
_MIDDLE = 12.0
"""From the top of a line of text to its middle."""
_SIGNS = {
    "announced": "ring",
    "signed": "half",
    "notes-exchanged": "half",
    "agreed": "square",
    "agreement-signed": "square",
    "under-way": "triangle",
    "completed": "dot",
    "delivered": "dot",
    "handed-over": "dot",
    "kept": "dot",
    "cancelled": "cross",
    "lapsed": "cross",
}
"""A sign for each stage; stages of one kind share one."""


def svg(answer: CommitmentsAnswer, *, alone: bool = True) -> Html:
    """The picture of the commitments of an answer, those of two states to others among them."""
    every = [*answer.commitments, *answer.to_others, *answer.of_others]
    return picture(answer.title, every, answer.on, basis_text(answer.basis), alone=alone)


def picture(of: str, every: Sequence[Owed], on: date, basis: str, *, alone: bool = True) -> Html:
    """The picture of some commitments, as they stood on a day, with what it rests on in words.

    of: whose commitments they are; empty for all.
    """
    shown = every[-_MOST:]
    title = f"{f'{of}: commitments' if of else 'Commitments'} by stage, on {day_text(on)}"
    canvas = Canvas(title, listed(map(owed_text, shown)) or "There are none.", width=_WIDTH)
    room = int(_WIDTH / COLUMN) - (_NOTE if len(shown) < len(every) else 0)
    canvas.text(0, 16, cut(title, room), kind="head")
    if len(shown) < len(every):
        canvas.text(_WIDTH, 16, f"{len(every) - len(shown)} earlier ones are not drawn", kind="faint", anchor="end")
    y = _rows(canvas, shown) if shown else 40.0
    reached = {reached.stage for owed in shown for reached in owed.stages}
    stages = {
        sign: [stage for stage in _SIGNS if _SIGNS[stage] == sign and stage in reached] for sign in _SIGNS.values()
    }
    signs = {sign: ", ".join(map(stage_text, shared)) for sign, shared in stages.items() if shared}
    y = canvas.legend(y, signs | ({"flag": "due"} if any(owed.due for owed in shown) else {}))
    canvas.text(0, y + LINE, basis, kind="faint")
    return canvas.svg(alone=alone)


def _rows(canvas: Canvas, shown: Sequence[Owed]) -> float:
    """Draw the axis and the commitments; where the next line begins."""
    axis = Axis([day for owed in shown for when in _times(owed) for day in _drawn(when)], _LEFT, _RIGHT)
    y = _TOP
    for owed in shown:
        canvas.line([(0, y), (_WIDTH, y)])
        y = _row(canvas, axis, owed, y) + 6
    canvas.axis(axis, _TOP - 4, y)
    return y


def _row(canvas: Canvas, axis: Axis, owed: Owed, top: float) -> float:
    names = owed.account.names
    who = f"{names.all(owed.by)}{f' to {names.all(owed.to)}' if owed.to else ''}"
    y = top
    for line in [*wrapped(owed.title, _LEFT - 20), *wrapped(who, _LEFT - 20, most=1)]:
        y += LINE
        canvas.text(0, y, line)
    below, places = top, list[tuple[float, float, Reached]]()
    for reached in owed.stages:
        places.append((_place(axis, reached.when), below + _MIDDLE, reached))
        below = _label(canvas, _stage_label(reached), below)
    canvas.line([(x, y) for x, y, _ in places])
    for _, middle, reached in places:
        _mark(canvas, axis, reached.when, _SIGNS.get(reached.stage, "diamond"), middle)
    if owed.due:
        _mark(canvas, axis, owed.due, "flag", below + _MIDDLE)
        below = _label(canvas, f"due {short_date(owed.due)}", below)
    for text in filter(None, (hedge_text(owed), outlook_text(owed))):
        below = _label(canvas, text, below)
    return max(y, below)


def _stage_label(reached: Reached) -> str:
    parts = (
        f"{stage_text(reached.stage)} {short_date(reached.when)}", amounts_text(reached.money),
        quantities_text(reached.quantities),
    )  # fmt: skip
    return ", ".join(filter(None, parts))


def _label(canvas: Canvas, text: str, top: float) -> float:
    for line in wrapped(text, _WIDTH - _RIGHT - 20, most=4):
        top += LINE
        canvas.text(_RIGHT + 20, top, line)
    return top


def _place(axis: Axis, when: str) -> float:
    """The place of the latest day of a time; the left edge for one that has none."""
    days = _drawn(parse_when(when)) if when else []
    return axis.x(days[-1]) if days else axis.left


def _mark(canvas: Canvas, axis: Axis, when: str, sign: str, y: float) -> None:
    """A sign at the latest day of a time, and a line for the days on which it may have been."""
    days = _drawn(parse_when(when)) if when else []
    last = _place(axis, when)
    if days and last - axis.x(days[0]) > 1:
        canvas.line([(axis.x(days[0]), y), (last, y)], kind="line")
    canvas.sign(sign, last, y)


def _times(owed: Owed) -> list[When]:
    return [parse_when(text) for text in (*(reached.when for reached in owed.stages), owed.due) if text]


def _drawn(when: When) -> list[int]:
    """The first and the last day of a time that an axis can have."""
    return [day for day in when.span if OPEN_BEFORE < day < OPEN_AFTER]
