"""Visits: when, who, where."""

from timeline.answers.visits import VisitRow, VisitsAnswer
from timeline.projections.names import Names
from timeline.views.folding import MANY, last, write_more
from timeline.views.marks import short_marks, write_withdrawn
from timeline.views.page import Page, Span
from timeline.views.plans import write_plans
from timeline.views.words.diplomacy import turns_text
from timeline.views.words.money import many
from timeline.views.words.people import participants_text, side_text
from timeline.views.words.time import period_text, when_text


def write(page: Page, answer: VisitsAnswer, *, whole: bool = False) -> None:
    """The visits, two lines each: its number here, when, what; then its id, who, where."""
    count = f" ({len(answer.visits)})" if answer.visits else ""
    states = " and ".join(map(answer.names.actor, answer.states))
    between = f" {'between' if len(answer.states) > 1 else 'of or to'} {states}" if states else ""
    page.line(Span(f"Visits{between}{period_text(*answer.period)}{count}", "strong"))
    page.faint("each ends with its entry and the sides that report it; timeline replay ID shows one step by step")
    page.blank()
    if not answer.visits:
        page.line("none recorded", indent=2)
    shown = last(answer.visits, whole=whole, most=MANY)
    write_more(page, len(answer.visits) - len(shown), what="earlier")
    width = len(str(len(answer.visits)))
    for number, visit in enumerate(shown, len(answer.visits) - len(shown) + 1):
        marks = f", {text}" if (text := short_marks(visit.account)) else ""
        page.line(
            Span(f"{number:>{width}}  ", "faint"), f"{when_text(visit.account.time)}  {visit.title}",
            Span(f"  #{visit.position} {side_text(visit.sides)}{marks}", "faint"), indent=2, hang=width + 2,
        )  # fmt: skip
        page.line(Span(visit.id, "strong"), f"  {_facts(visit, answer.names)}", indent=width + 4, hang=2)
        if visit.plan:
            page.line(Span(turns_text(visit.plan.turns), "faint"), indent=width + 4, hang=2)
    write_plans(page, "Planned, not held", answer.planned, whole=whole)
    write_withdrawn(page, answer.withdrawn)


def _facts(visit: VisitRow, names: Names) -> str:
    """`Kamikawa Yoko (Foreign Minister of Japan) to Cambodia; 24 events`."""
    where = f", {visit.place}" if visit.place else ""
    to = f" to {names.all(visit.to)}" if visit.to else ""
    events = many(visit.parts, "event") if visit.parts else "no events within it recorded"
    return f"{participants_text(visit.account.event.by, names)}{to}{where}; {events}"
