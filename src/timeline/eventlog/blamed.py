"""What a failure while reading a log means: a damaged log, or a fault of the program."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import chain
from pathlib import Path

from timeline.eventlog.failures import failed
from timeline.problems import BUILD_ANEW, Misused, Refused, damage
from timeline.values import BadValue


@contextmanager
def blamed(named: Path | None) -> Iterator[None]:
    """Raise Damaged for what goes wrong within because a log is damaged.

    named: the log that the user named; None for one that the program built, which is not to blame.
    """
    try:
        yield
    except (Refused, Misused, OSError):
        raise
    except sqlite3.DatabaseError as error:
        raise failed("the log cannot be read", error, writing=False) from error
    except Exception as error:
        fault = _fault(named, error) if named else ""
        if not fault:
            raise
        raise damage(f"the log is damaged: {fault}", hint=BUILD_ANEW) from error


def _fault(path: Path, error: Exception) -> str:
    """What in a log made a question fail: its first fault, or a value that no file may contain; else empty."""
    from timeline.eventlog.derived import derived_faults  # noqa: PLC0415 - only what is damaged needs it
    from timeline.eventlog.verify import verify_log  # noqa: PLC0415 - as above

    fault = next(chain(verify_log(path).faults, derived_faults(path)), None)
    if fault:
        return fault.message
    return f"it contains what no record file may contain: {error}" if isinstance(error, BadValue) else ""
