"""Folders written whole or not at all: filled under another name, then exchanged with the old one in one step.

Killed at any point, the old folder is intact, or the new one is in its place; what was left beside is removed by
the next run.
"""

import ctypes
import errno
import fcntl
import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from timeline.problems import Misused
from timeline.recordfile.whole import Step, no_step, remove_leftovers, unfinished, unwritable

MARK = ".timeline"
"""The file in a folder of ours that says what it is."""
_EXCHANGE = 2
"""Source: renameat2(2), RENAME_EXCHANGE."""
_HERE = -100
"""Source: openat(2), AT_FDCWD."""


@contextmanager
def writing_folder(target: Path, kind: str, *, step: Step = no_step) -> Iterator[Path]:
    """A new folder to fill, which takes the place of *target* when it is whole.

    kind: what it is, such as `archive`. Raises Misused when *target* is there, and is no folder of that kind, and
    Refused when it cannot be written: then it is unchanged.
    """
    _check_ours(target, kind)
    try:
        with folder_aside(target.parent) as new:
            step("fill")
            yield new
            (new / MARK).write_text(f"{kind}\n", encoding="utf-8")
            step("rename")
            _take_place(new, target)
            step("renamed")
    except OSError as error:
        raise unwritable(target, error, kind="folder") from error


@contextmanager
def folder_aside(parent: Path) -> Iterator[Path]:
    """A new folder for what is not whole yet: removed in the end, with what programs that were killed left there.

    Raises OSError when it cannot be made.
    """
    remove_leftovers(parent)
    new = unfinished(parent)
    new.mkdir()
    lock = os.open(new, os.O_RDONLY)
    try:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield new
    finally:
        shutil.rmtree(new, ignore_errors=True)
        os.close(lock)


def _check_ours(target: Path, kind: str) -> None:
    if not target.is_symlink() and not target.exists():
        return
    mark = target / MARK
    ours = (
        target.is_dir()
        and not target.is_symlink()
        and mark.is_file()
        and mark.read_text("utf-8", "replace").strip() == kind
    )
    if not ours and not (target.is_dir() and not target.is_symlink() and not any(target.iterdir())):
        raise Misused(f"{target} is there already, and is no {kind} of this program", hint="name a new folder")


def _take_place(new: Path, target: Path) -> None:
    """Put a folder in the place of another, which is then where the new one was."""
    if not target.exists():
        new.rename(target)
    elif not _exchanged(new, target):
        # Where the system cannot exchange two names, there is a moment without the folder.
        aside = unfinished(target.parent)
        target.rename(aside)
        new.rename(target)
        shutil.rmtree(aside, ignore_errors=True)


def _exchanged(new: Path, target: Path) -> bool:
    """Whether the system exchanged two names in one step. Raises OSError when it should have."""
    try:
        renameat2 = ctypes.CDLL(None, use_errno=True).renameat2
    except (OSError, AttributeError):
        return False
    if renameat2(_HERE, os.fsencode(new), _HERE, os.fsencode(target), _EXCHANGE) == 0:
        return True
    number = ctypes.get_errno()
    if number in {errno.ENOSYS, errno.EINVAL}:
        return False
    raise OSError(number, os.strerror(number), str(target))
