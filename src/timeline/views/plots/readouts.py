"""Both readouts as a matrix: a row for each point, a column for each side, a sign for what it says."""

from itertools import groupby

from timeline.answers.compare import ComparisonAnswer
from timeline.projections.readouts import Row
from timeline.views import basis_text
from timeline.views.compare import section_text
from timeline.views.html import Html
from timeline.views.page import cut
from timeline.views.plots.canvas import COLUMN, LINE, Canvas, listed
from timeline.views.words.event import point_text

_WIDTH, _SIDE = 900.0, 60.0
_SIGNS = {"says": "dot", "differs": "cross", "silent": "ring", "not-retold": "half", "unknown": "bar"}
_MEANINGS = (
    ("dot", "says it"),
    ("cross", "differs: its texts give another value than the other side's"),
    ("ring", "silent: its own text was read in full"),
    ("half", "not retold: a retelling was read in full"),
    ("bar", "unknown: no text of it was read in full; where there is no sign, it took no part"),
)


def svg(answer: ComparisonAnswer, *, alone: bool = True) -> Html:
    """The picture of a comparison."""
    title = f"Both readouts: {answer.title}"
    sentences = (f"{row.title}: {_cells_text(row, answer.sides)}" for row in answer.rows)
    canvas = Canvas(title, listed(sentences) or "There are no points.", width=_WIDTH)
    canvas.text(0, 16, cut(title, int(_WIDTH / COLUMN)), kind="head")
    y = _legend(canvas)
    for at, side in enumerate(answer.sides):
        canvas.text(_SIDE * (at + 0.5), y + LINE, side, kind="head", anchor="middle")
    y += LINE
    for section, group in groupby(answer.rows, key=lambda row: row.section):
        y += LINE * 1.4
        canvas.text(_SIDE * len(answer.sides), y, section_text(section, answer.what), kind="faint")
        for row in group:
            y += LINE
            _row(canvas, row, answer.sides, y)
    canvas.text(0, y + 1.5 * LINE, basis_text(answer.basis), kind="faint")
    return canvas.svg(alone=alone)


def _cells_text(row: Row, sides: tuple[str, ...]) -> str:
    """`KH says, JP unknown`."""
    return ", ".join(f"{side} {row.sides.get(side, 'took no part')}" for side in sides)


def _legend(canvas: Canvas) -> float:
    y = 24.0
    for sign, meaning in _MEANINGS:
        y += LINE
        canvas.sign(sign, 8, y - 4)
        canvas.text(22, y, meaning, kind="faint")
    return y + 4


def _row(canvas: Canvas, row: Row, sides: tuple[str, ...], y: float) -> None:
    for at, side in enumerate(sides):
        if side in row.sides:
            about = f"{side}: {row.sides[side]}"
            canvas.sign(_SIGNS.get(row.sides[side], "bar"), _SIDE * (at + 0.5), y - 4, about=about)
    left = _SIDE * len(sides) + 14 * row.depth
    disputed = " (contradicted by others)" if row.disputed else ""
    text = f"{point_text(row.account)}{disputed}"
    canvas.text(left, y, cut(text, int((_WIDTH - left) / COLUMN)))
