"""The brief: an answer as the sheet that an analyst hands to a minister.

The order is that in which a minister reads. Nothing in it is an id, a root or advice; no heading is empty.
"""

from collections.abc import Iterable, Iterator, Mapping
from functools import partial

from timeline.answers.brief import BriefAnswer
from timeline.projections.names import Names
from timeline.views import basis_text
from timeline.views.brief.lines import (
    bottom_line,
    difference_line,
    differences,
    event_line,
    met_lines,
    offices,
    one_sided,
    position_line,
)
from timeline.views.brief.overleaf import overleaf
from timeline.views.brief.promises import (
    documents,
    due_line,
    is_of,
    is_signed,
    plan_line,
    promise_line,
    promised,
    scheduled_line,
    signed_line,
)
from timeline.views.html import Html
from timeline.views.page import Page
from timeline.views.plots.commitments import picture
from timeline.views.sheet import Part, Sheet, limited, lines_of, numbered, write_sheet
from timeline.views.words.money import many
from timeline.views.words.people import possessive, spoken_side
from timeline.views.words.time import day_text, day_text_of, period_text, when_text

BASIS_OF_ITS_OWN = True
"""A brief has no root: it says what it rests on in words."""
_PARTS = ("signed", "promised", "due", "differ", "one side", "positions", "met", "offices")
_MOST = tuple(
    dict(zip(_PARTS, counts, strict=True))
    for counts in (
        (4, 8, 4, 3, 5, 3, 8, 5),
        (4, 8, 4, 2, 4, 2, 5, 5),
        (4, 8, 3, 2, 3, 2, 5, 4),
        (4, 6, 3, 2, 3, 2, 4, 4),
        (3, 5, 2, 2, 2, 2, 3, 3),
        (2, 3, 1, 1, 2, 1, 2, 2),
    )
)
"""The most lines of each part, from the most to the fewest: the first with which the body is one page."""
_LINES, _COLUMNS = 65, 124
"""What a page of paper holds, with its headings, in the smallest print that is read with ease."""
_DESK, _OTHERS = 20, 6
"""The most lines overleaf of each part for the desk, and of the disagreements with others."""


def write(page: Page, answer: BriefAnswer, *, desk: bool = False) -> None:
    """The brief as plain text."""
    write_sheet(page, sheet_of(answer, desk=desk))


def sheet_of(answer: BriefAnswer, *, desk: bool = False) -> Sheet:
    """The brief as a sheet; *desk* adds due dates, agreed wording and open plans, overleaf."""
    front = _front(answer)
    others = Part(
        "On what else sources disagree", limited(answer.disputed, _OTHERS, partial(difference_line, answer.names))
    )
    every = numbered((*front, *(_desk(answer) if desk else ()), others))
    body = every[: len(front)]
    return Sheet(
        title=answer.title + period_text(*answer.period),
        subtitle=_as_of_text(answer),
        body=body,
        legend=_legend(answer.names, body),
        overleaf=(*every[len(front) :], *overleaf(answer, every)),
        basis=_basis_text(answer),
        picture=picture(answer.title, answer.commitments, answer.on, _basis_text(answer), alone=False)
        if answer.commitments
        else Html(""),
    )


def _front(answer: BriefAnswer) -> tuple[Part, ...]:
    """The parts of the first page: as many lines of each as the page can hold."""
    parts: tuple[Part, ...] = ()
    for most in _MOST:
        parts = tuple(part for part in _body(answer, most) if part.lines)
        if lines_of(parts, _COLUMNS) <= _LINES:
            break
    return parts


def _body(answer: BriefAnswer, most: Mapping[str, int]) -> Iterator[Part]:
    shown = {held.key for held in answer.documents} | {taken.position.key for taken in answer.positions}
    shown |= {owed.key for owed in answer.commitments} | {account.id for account in answer.relations}
    yield Part("Bottom line", tuple(bottom_line(answer)))
    yield Part(
        "How it was planned" if answer.account else "What was planned and is past",
        limited([plan for plan in answer.other_plans if not is_of(plan, answer)], most["due"], plan_line),
    )
    yield Part("Relations and correspondence", limited(answer.relations, most["due"], event_line, latest=True))
    title = "What was signed" if any(map(is_signed, answer.documents)) else "Documents"
    yield Part(title, limited(documents(answer), most["signed"], partial(signed_line, answer)))
    yield Part(
        "What was promised, and what became of it",
        limited(promised(answer), most["promised"], partial(promise_line, answer)),
    )
    scheduled = limited(answer.scheduled, most["due"], scheduled_line)
    yield Part("What is due next", (*scheduled, *limited(answer.due, most["due"], due_line)))
    yield Part("What both sides report", limited(answer.both, most["one side"], event_line))
    yield Part("Where the two sides differ", tuple(differences(answer, most["differ"])))
    yield Part("What one of the two sides alone reports", tuple(one_sided(answer, shown, most["one side"])))
    yield Part("Positions taken", limited(answer.positions, most["positions"], position_line))
    yield Part("Who met whom", met_lines(answer, most["met"]))
    yield Part("Who holds the offices, as last recorded", tuple(offices(answer, most["offices"])))


def _desk(answer: BriefAnswer) -> Iterator[Part]:
    """What a desk officer needs besides."""
    due = [owed for owed in answer.commitments if owed.due]
    yield Part("For the desk: all due dates", limited(due, _DESK, due_line))
    yield Part(
        "For the desk: what the two sides agree or affirm together, and who says so",
        limited(answer.agreed, _DESK, event_line),
    )
    yield Part("For the desk: initiatives, packages and plans", limited(answer.plans, _DESK, event_line))


def _as_of_text(answer: BriefAnswer) -> str:
    latest = f"; latest report of its commitments: {when_text(answer.latest)}" if answer.latest else ""
    drafts = f"; counts {many(answer.basis.drafts, 'draft')}, not recorded" if answer.basis.counted else ""
    return f"As of {day_text(answer.on)}{latest}{drafts}"


def _legend(names: Names, body: Iterable[Part]) -> str:
    """`JP: a text of Japan's own. KH*: Cambodia, as another text retells it. A: an analyst. P: the press.`."""
    marks = {m for part in body for line in part.lines for s in line.segments for m in s.mark.split(", ") if m}
    parties = sorted({mark.rstrip("*") for mark in marks} - {"A", "P"})
    own = [f"{party}: a text of {possessive(spoken_side(party, names))} own." for party in parties if party in marks]
    retold = [party for party in parties if f"{party}*" in marks]
    starred = ", ".join(f"{party}*" for party in retold)
    told = [f"{starred}: {', '.join(map(names.side, retold))}, as another text retells it."] if retold else []
    voices = [f"{letter}: {who}." for letter, who in (("A", "an analyst"), ("P", "the press")) if letter in marks]
    return " ".join((*own, *told, *voices, "Sources of the numbered points: overleaf."))


def _basis_text(answer: BriefAnswer) -> str:
    if not answer.basis.position:
        return basis_text(answer.basis)
    drafts = many(answer.basis.drafts, "draft") if answer.basis.drafts else ""
    if answer.basis.counted:
        return f"basis #{answer.basis.position} with {drafts}, no root, on {answer.basis.on}"
    recorded = f": the record up to {day_text_of(answer.recorded_until)}" if answer.recorded_until else ""
    left_out = f"; {drafts} not counted" if drafts else ""
    return f"basis #{answer.basis.position} on {answer.basis.on}{recorded}{left_out}"
