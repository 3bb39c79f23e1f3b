"""Plans, a line each, with what became of them."""

from collections.abc import Sequence

from timeline.projections.conflicts import conflicts
from timeline.projections.plans import Planned
from timeline.views.evidence import write_conflict
from timeline.views.folding import last, write_more
from timeline.views.page import Page, Span
from timeline.views.words.diplomacy import plan_text
from timeline.views.words.people import side_text


def write_plans(page: Page, title: str, plans: Sequence[Planned], *, whole: bool = False) -> None:
    """A list of plans; nothing without any. Each ends with its entries and their sides; then what conflicts."""
    if not plans:
        return
    page.heading(f"{title} ({len(plans)})" if len(plans) > 1 else title)
    shown = last(plans, whole=whole)
    write_more(page, len(plans) - len(shown), what="earlier")
    for plan in shown:
        marks = ", ".join(f"#{turn.account.position} {side_text(turn.sides)}" for turn in plan.turns)
        page.line(plan_text(plan), Span(f"  {marks}", "faint"), indent=2, hang=2)
        for turn in plan.turns:
            for found in conflicts(turn.account):
                write_conflict(page, found, turn.account.names, indent=4)
