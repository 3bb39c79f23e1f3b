"""Events a line each."""

from collections import Counter
from collections.abc import Sequence

from timeline.projections.world import Account
from timeline.text import columns
from timeline.views.folding import last, write_more
from timeline.views.marks import short_marks
from timeline.views.page import Page, Span
from timeline.views.words.event import headline
from timeline.views.words.people import side_text
from timeline.views.words.time import when_text

_WIDEST = 24
"""Columns of a time in its own column; a longer time runs over."""


def write_events(
    page: Page, title: str, accounts: Sequence[Account], *, whole: bool = False, parts: bool = False
) -> None:
    """A list of events in world order, a line each; nothing without events.

    Unless it is *whole*: only the latest; and, unless *parts* have lines of their own, an event that is part of another
    one in the list is counted there.
    """
    if not accounts:
        return
    ids = {account.id for account in accounts}
    inside = Counter(id for account in accounts for id in account.ancestors if id in ids)
    parts = parts or whole
    listed = accounts if parts else [account for account in accounts if ids.isdisjoint(account.ancestors)]
    shown = last(listed, whole=whole)
    widths = [columns(when_text(account.time)) for account in shown]
    width = max((width for width in widths if width <= _WIDEST), default=_WIDEST)
    page.heading(f"{title} ({len(accounts)})" if len(accounts) > 1 else title)
    write_more(page, len(listed) - len(shown), what="earlier")
    for account in shown:
        when = when_text(account.time)
        within = f", and {inside[account.id]} within it" if inside[account.id] and not parts else ""
        marks = f", {marks}" if (marks := short_marks(account)) else ""
        page.line(
            when + " " * max(width - columns(when), 0), f"  {headline(account)}{within}",
            Span(f"  #{account.position} {side_text(account.sides)}{marks}", "faint"), indent=2, hang=width + 2,
        )  # fmt: skip
