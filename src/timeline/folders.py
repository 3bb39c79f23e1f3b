"""Where the user's own files are kept, beside every record. Source: XDG Base Directory Specification."""

import os
from pathlib import Path


def cache_folder() -> Path:
    """The folder of what can be made again: `timeline` in XDG_CACHE_HOME."""
    return _base("XDG_CACHE_HOME", ".cache") / "timeline"


def data_folder() -> Path:
    """The folder of what the user gave to keep: `timeline` in XDG_DATA_HOME."""
    return _base("XDG_DATA_HOME", ".local/share") / "timeline"


def _base(variable: str, otherwise: str) -> Path:
    # A path that is not absolute must be ignored.
    named = os.environ.get(variable, "")
    if named.startswith("/"):
        return Path(named)
    try:
        return Path.home() / otherwise
    except RuntimeError:
        # Who has no home keeps nothing.
        return Path(os.devnull)
