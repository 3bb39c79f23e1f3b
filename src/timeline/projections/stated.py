"""What all sources of an event together say of a field: the narrowest value; nothing where they disagree."""

from timeline.projections.values_said import Minutes
from timeline.projections.world import Account


def place_of(account: Account) -> str:
    """Where it was, in the words of whoever says most; empty when no source says, or they disagree."""
    if account.conflict("place"):
        return ""
    return max(map(str, account.values("place")), key=len, default="")


def minutes_of(account: Account) -> int:
    """How long it took; 0 when no source says, or they disagree."""
    found = [] if account.conflict("minutes") else account.values("minutes")
    return next((value.minutes if isinstance(value, Minutes) else value for value in found), 0)
