"""Who met whom: actors by dates. A column for each meeting, a dot for each who took part, a line between them."""

from collections.abc import Sequence

from timeline.answers.meetings import MeetingsAnswer
from timeline.projections.meetings import Met
from timeline.projections.names import Names
from timeline.views import basis_text
from timeline.views.html import Html
from timeline.views.meetings import people_text
from timeline.views.page import Page, cut
from timeline.views.plots.canvas import COLUMN, LINE, Canvas, listed, wrapped
from timeline.views.words.people import side_text
from timeline.views.words.time import period_text, short_date, when_text

_NAMES, _COLUMN, _TOP, _MOST = 230.0, 30.0, 158.0, 40
_LEAST = 700.0
_DATE = 22
"""Columns of a date above the picture; the list below has it whole."""


def svg(answer: MeetingsAnswer, *, alone: bool = True) -> Html:
    """The picture of the latest meetings of an answer."""
    shown, names = answer.meetings[-_MOST:], answer.names
    who = " and ".join(map(names.actor, answer.who))
    title = f"Who met whom: {who}{period_text(*answer.period)}"
    width = max(_NAMES + _COLUMN * len(shown) + 40, _LEAST)
    sentences = (f"{when_text(met.when)}: {met.title}, {people_text(met.people, names)}" for met in shown)
    canvas = Canvas(title, listed(sentences) or "There are none.", width=width)
    canvas.text(0, 16, cut(title, int(width / COLUMN)), kind="head")
    y = _matrix(canvas, shown, names)
    for number, met in enumerate(shown, 1):
        text = f"{number}: {when_text(met.when)}, {met.title} [{side_text(met.sides)}]"
        for line in wrapped(text, width, most=2):
            y += LINE
            canvas.text(0, y, line)
    if len(shown) < len(answer.meetings):
        y += LINE
        canvas.text(0, y, f"{len(answer.meetings) - len(shown)} earlier ones are not drawn", kind="faint")
    canvas.text(0, y + 1.5 * LINE, basis_text(answer.basis), kind="faint")
    return canvas.svg(alone=alone)


def _matrix(canvas: Canvas, shown: Sequence[Met], names: Names) -> float:
    """The dots and lines; where the list below begins."""
    people, places = rows(shown), {met.event: _NAMES + _COLUMN * (at + 0.5) for at, met in enumerate(shown)}
    lines = {who: _TOP + LINE * (at + 1) for at, who in enumerate(people)}
    for who, y in lines.items():
        canvas.text(0, y + 4, cut(names.actor(who), int(_NAMES / COLUMN)))
        canvas.line([(_NAMES, y), (_NAMES + _COLUMN * max(len(shown), 1), y)])
    for number, met in enumerate(shown, 1):
        x, present = places[met.event], [lines[one.who] for one in met.people]
        canvas.text(x, _TOP - 8, f"{number}: {cut(short_date(met.when), _DATE)}", turned=True)
        canvas.line([(x, min(present)), (x, max(present))], kind="line")
        for one in met.people:
            about = f"{names.actor(one.who)}: {met.title}, {when_text(met.when)}"
            canvas.sign("dot", x, lines[one.who], about=about)
    return _TOP + LINE * (len(people) + 1)


def rows(shown: Sequence[Met]) -> list[str]:
    """The ids of those who met, party by party, in the order in which they first met."""
    party = {one.who: one.party for met in shown for one in met.people}
    parties = list(dict.fromkeys(party.values()))
    return sorted(party, key=lambda who: parties.index(party[who]))


def write(page: Page, answer: MeetingsAnswer) -> None:
    """The same for a terminal: a row for each who took part, a column for each meeting."""
    room = (page.width - _MOST_NAME - 2) // 3
    shown = answer.meetings[-room:]
    page.heading(f"Who met whom: {' and '.join(map(answer.names.actor, answer.who))}{period_text(*answer.period)}")
    page.line(" " * (_MOST_NAME + 2) + "".join(f"{number:>3}" for number in range(1, len(shown) + 1)))
    for who in rows(shown):
        dots = "".join("  ●" if who in {one.who for one in met.people} else "  ·" for met in shown)
        page.table([[cut(answer.names.actor(who), _MOST_NAME).ljust(_MOST_NAME), dots]])
    page.blank()
    page.table([[f"{number}", when_text(met.when), met.title] for number, met in enumerate(shown, 1)])
    if len(shown) < len(answer.meetings):
        page.faint(f"{len(answer.meetings) - len(shown)} earlier ones are not shown")


_MOST_NAME = 30
