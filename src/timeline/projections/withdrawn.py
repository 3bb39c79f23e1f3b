"""Events that were withdrawn: they are shown, and never counted."""

from collections.abc import Iterable

from msgspec import Struct

from timeline.projections.plain import Hidden
from timeline.projections.world import Account


class WithdrawnEvent(Struct, frozen=True, eq=False):
    """An event that was withdrawn."""

    account: Hidden[Account]
    id: str
    position: int
    what: str
    title: str
    by: str
    """The id of the withdrawal."""
    because: str
    """The reason of the withdrawal."""


def withdrawn_events(accounts: Iterable[Account]) -> tuple[WithdrawnEvent, ...]:
    """Those of *accounts* that were withdrawn."""
    return tuple(
        WithdrawnEvent(
            account, account.id, account.position, account.event.what, account.event.title,
            account.withdrawn.withdrawal.id, account.withdrawn.withdrawal.because,
        )
        for account in accounts
        if account.withdrawn
    )  # fmt: skip
