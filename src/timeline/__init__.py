"""A record of diplomatic engagements that can be replayed, queried and checked.

    import timeline
    rel = timeline.open().as_of().relationship("JP", "KH", on="2024-07-07")
    print(rel)

What `__all__` lists is the public surface; everything else may change without notice.
Names are imported when they are first used.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from timeline.answers.answer import Answer, Basis
    from timeline.answers.table import Table
    from timeline.api import Log, Snapshot, append, check, open  # noqa: A004 - it opens a log, as `open` does a file
    from timeline.problems import Damaged, Misused, Problem, Refused

__version__ = "0.1.0"

_HOME = {
    "Answer": "timeline.answers.answer",
    "Basis": "timeline.answers.answer",
    "Damaged": "timeline.problems",
    "Log": "timeline.api",
    "Misused": "timeline.problems",
    "Problem": "timeline.problems",
    "Refused": "timeline.problems",
    "Snapshot": "timeline.api",
    "Table": "timeline.answers.table",
    "append": "timeline.api",
    "check": "timeline.api",
    "open": "timeline.api",
}

__all__ = [
    "Answer",
    "Basis",
    "Damaged",
    "Log",
    "Misused",
    "Problem",
    "Refused",
    "Snapshot",
    "Table",
    "append",
    "check",
    "open",
]


def __getattr__(name: str) -> Any:  # noqa: ANN401 - each name has its own type
    """The public name, imported now."""
    if name not in _HOME:
        raise AttributeError(f"module 'timeline' has no attribute {name!r}")
    return getattr(import_module(_HOME[name]), name)


def __dir__() -> list[str]:
    """The public names."""
    return [*__all__, "__version__"]
