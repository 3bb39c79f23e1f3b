"""The only place where the time of day is read."""

from datetime import UTC, date, datetime


def now() -> datetime:
    """The instant, in UTC."""
    return datetime.now(UTC)


def today() -> date:
    """The day where the user is."""
    return datetime.now().astimezone().date()
