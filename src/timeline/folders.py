"""Where the user's own files are kept, beside every record. Source: XDG Base Directory Specification."""

import os
import stat
from pathlib import Path


def cache_folder() -> Path:
    """The folder of what can be made again: `timeline` in XDG_CACHE_HOME."""
    return _base("XDG_CACHE_HOME", ".cache") / "timeline"


def own_folder(folder: Path) -> bool:
    """Make a folder for the user alone; whether it is the user's own."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if another(folder) or not stat.S_ISDIR(folder.lstat().st_mode):
            return False
        folder.chmod(0o700)
    except OSError:
        return False
    return True


def another(path: Path) -> bool:
    """Whether something is there that belongs to another user."""
    return os.path.lexists(path) and path.lstat().st_uid != os.geteuid()


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
