"""What changed between two states over a period: section by section, each with the event that brought it."""

from itertools import groupby

from timeline.answers.changes import ChangesAnswer
from timeline.projections.commitments import Owed
from timeline.projections.held import Level
from timeline.projections.relationship import Change
from timeline.views.events import write_events
from timeline.views.folding import MOST, first, write_more
from timeline.views.marks import short_marks, write_withdrawn
from timeline.views.page import Page, Span
from timeline.views.relationship import TITLES
from timeline.views.words.change import change_text
from timeline.views.words.people import side_text
from timeline.views.words.time import period_text, when_text

_LISTED = "last_contact"
"""The section that a list of the engagements replaces."""
_MOST = {"positions": 3, "conflicts": 3, "topics": 8}
"""The most changes of a section that are shown, unless all are asked for, where that is not `MOST`."""


def write(page: Page, answer: ChangesAnswer, *, whole: bool = False) -> None:
    """The engagements, then what came (+), moved (~) and went (-), section by section."""
    page.line(Span(f"What changed between {answer.title}{period_text(*answer.period)}", "strong"))
    page.faint("+ new  ~ changed  - ended; each line ends with its entry and the sides that report it")
    write_events(page, "Engagements of both", answer.engagements, whole=whole)
    write_events(page, "Offices taken or left", answer.offices, whole=whole)
    changes = [change for change in answer.changes if change.section != _LISTED]
    for section, group in groupby(changes, key=lambda change: change.section):
        _section(page, section, list(group), whole=whole)
    if not changes and not answer.engagements and not answer.offices:
        page.blank()
        page.line("no change is recorded", indent=2)
    write_events(page, "May have happened in this period (not counted)", answer.possible, whole=whole)
    write_withdrawn(page, answer.withdrawn)


def _section(page: Page, section: str, changes: list[Change], *, whole: bool) -> None:
    page.heading(f"{TITLES[section]} ({len(changes)})" if len(changes) > 1 else TITLES[section])
    shown = first(changes, whole=whole, most=_MOST.get(section, MOST))
    if section == "topics":
        page.line("; ".join(f"{change.sign} {change_text(change)}" for change in shown), indent=2, hang=2)
    else:
        for change in shown:
            _line(page, change)
    write_more(page, len(changes) - len(shown))


def _line(page: Page, change: Change) -> None:
    held = change.after or change.before
    assert held is not None, "a change has two sides, one of them empty at most"
    account = held.account
    # A commitment that is new has the days of its stages, a level its own.
    dated = isinstance(held, Level) or (isinstance(held, Owed) and change.before is None)
    when = "" if dated else f" ({when_text(account.time)})"
    marks = f", {text}" if (text := short_marks(account)) else ""
    page.line(
        f"{change.sign} {change_text(change)}{when}",
        Span(f"  #{account.position} {side_text(account.sides)}{marks}", "faint"), indent=2, hang=4,
    )  # fmt: skip
