"""Which files of a folder are record files."""

import os
from pathlib import Path

SUFFIXES = (".toml", ".jsonl")


def record_paths(record: Path) -> list[Path]:
    """The record files under a folder, sorted by name, without checkpoints and hidden files.

    Raises OSError when a folder cannot be read.
    """
    found = []
    for folder, folders, files in os.walk(record, onerror=_refuse):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        # A link to a folder is listed, and refused when it is read.
        found += [Path(folder, name) for name in folders if Path(folder, name).is_symlink()]
        found += [Path(folder, name) for name in files if name.endswith(SUFFIXES) and not name.startswith(".")]
    return sorted(found)


def is_file(text: str) -> bool:
    """Whether a text names a file; what no file could be called does not."""
    try:
        return Path(text).is_file()
    except (OSError, ValueError):
        return False


def _refuse(error: OSError) -> None:
    raise error
