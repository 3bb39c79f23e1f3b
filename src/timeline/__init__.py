"""A record of diplomatic engagements that can be replayed, questioned and checked.

What `__all__` lists is the public surface; everything else may change without notice.
Names are imported when they are first used.
"""

from importlib import import_module
from typing import Any

__version__ = "0.1.0"

_HOME = {
    "Damaged": "timeline.problems",
    "EventLog": "timeline.eventlog.store",
    "LogReader": "timeline.eventlog.read",
    "Misused": "timeline.problems",
    "Problem": "timeline.problems",
    "Refused": "timeline.problems",
    "Snapshot": "timeline.answers.snapshot",
    "append": "timeline.record.append",
    "check": "timeline.record.append",
    "ingest": "timeline.record.append",
    "open_log": "timeline.eventlog.opened",
    "read_record_file": "timeline.recordfile.read",
    "shipped_log": "timeline.record.shipped",
    "shipped_record": "timeline.record.shipped",
}

__all__ = [  # noqa: PLE0604 - the names are those of _HOME, which a test pins
    *_HOME
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each name has its own type
    """The public name, imported now."""
    if name not in _HOME:
        raise AttributeError(f"module 'timeline' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)
