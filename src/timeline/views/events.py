"""Events a line each."""

from collections import Counter
from collections.abc import Sequence

from timeline.projections.world import Account
from timeline.views.page import Page, Piece, Span
from timeline.views.words.event import headline
from timeline.views.words.time import when_text


def write_events(page: Page, title: str, accounts: Sequence[Account]) -> None:
    """Events, a line each; their parts are counted. Nothing without events."""
    if not accounts:
        return
    ids = {account.id for account in accounts}
    inside = Counter(id for account in accounts for id in account.ancestors if id in ids)
    page.heading(f"{title} ({len(accounts)})" if len(accounts) > 1 else title)
    rows: list[list[Piece]] = []
    for account in accounts:
        if ids.isdisjoint(account.ancestors):
            within = f", and {inside[account.id]} within it" if inside[account.id] else ""
            rows.append([Span(f"#{account.position}", "faint"), when_text(account.time), headline(account) + within])
    page.table(rows, indent=2)
