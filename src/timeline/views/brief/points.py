"""A line of a brief with the evidence behind it."""

from collections.abc import Iterable

from timeline.projections.citation import Citation
from timeline.projections.world import Account
from timeline.views.sheet import Line, said
from timeline.views.words.people import mark_text


def reported(account: Account, text: str) -> Line:
    """What an event says, with the marks of all who report it."""
    return Line(said(text, mark_text(account.vouching)), cited=evidence([account]))


def evidence(accounts: Iterable[Account]) -> tuple[Citation, ...]:
    """The evidence of all who report some events."""
    return tuple(citation for account in accounts for citation in account.vouching)


def alone(account: Account) -> bool:
    """Whether not even the press or an analyst reports it beside one party."""
    return len(account.sides) == 1
