"""Where the record is that came with the program, and a log of it."""

from contextlib import AbstractContextManager
from pathlib import Path

from timeline.eventlog.read import LogReader
from timeline.record.cached import record_log


def shipped_record() -> Path:
    """The folder of the record that came with the program: in the package, else in the checkout."""
    packaged = Path(__file__).parents[1] / "events"
    return packaged if packaged.is_dir() else Path(__file__).parents[3] / "events"


def shipped_log() -> AbstractContextManager[LogReader]:
    """A log of the shipped record, open for reading. Raises Refused when that is damaged."""
    return record_log(shipped_record())
