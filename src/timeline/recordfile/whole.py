"""Files written whole or not at all; those of a record, by one program at a time.

A file is written under another name, reaches the disk, and is renamed; then the folder
reaches the disk too. Killed at any point, it leaves the old file or the new one; what it
did not finish is removed by whoever writes there next.
"""

import errno
import fcntl
import os
import secrets
import shutil
import stat
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from timeline.problems import Refused, refusal

Step = Callable[[str], None]
"""Called before each step of a write, so that a test can end the program there."""

OURS, UNFINISHED = ".timeline-", ".unfinished"
"""How the name of a file begins and ends that is not whole yet."""
WAIT_S = 5.0
"""How long a program waits for another that writes."""
_LOOK_S = 0.05
_NO_FOLDER_SYNC = {errno.EINVAL, errno.EBADF, errno.ENOTSUP}
"""What file systems say that do not sync folders: they keep names by other means."""


def no_step(_: str) -> None:
    """Go on."""


def write_whole(
    path: Path, text: str | bytes, *, step: Step = no_step, ready: Callable[[], object] = lambda: None
) -> None:
    """Write a file so that it is there whole or not at all, whatever happens: see `writing_whole`."""
    with writing_whole(path, step=step, ready=ready) as file:
        file.write(text.encode() if isinstance(text, str) else text)


@contextmanager
def writing_whole(
    path: Path, *, step: Step = no_step, ready: Callable[[], object] = lambda: None
) -> Iterator[BinaryIO]:
    """A file to write to, which takes its place when it is whole, and leaves the old one where it never is.

    ready: looks just before the file takes its place whether it may, and raises Refused if not.
    Raises Refused when the file cannot be written: then it is unchanged.
    """
    temporary = unfinished(path.parent)
    try:
        remove_leftovers(path.parent)
        step("write")
        with _created(temporary, path) as file:
            yield file
            file.flush()
            step("fsync")
            os.fsync(file.fileno())
        step("rename")
        ready()
        temporary.replace(path)
    except OSError as error:
        raise unwritable(path, error) from error
    finally:
        temporary.unlink(missing_ok=True)
    step("renamed")
    _sync_folder(path)


def unfinished(folder: Path) -> Path:
    """A name in a folder for what is not whole yet, which nobody could guess."""
    return folder / f"{OURS}{os.getpid()}-{secrets.token_hex(8)}{UNFINISHED}"


def remove_leftovers(folder: Path) -> None:
    """Remove the unfinished files and folders of programs that were killed; what is being written is locked."""
    for leftover in folder.glob(f"{OURS}*{UNFINISHED}"):
        with suppress(OSError):
            descriptor = os.open(leftover, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK)
            try:
                fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
                if leftover.is_dir():
                    shutil.rmtree(leftover, ignore_errors=True)
                else:
                    leftover.unlink()
            finally:
                os.close(descriptor)


_WAYS_OUT = {
    errno.ENOENT: "name a {} in an existing folder",
    errno.ENOTDIR: "name a {} in an existing folder",
    errno.EISDIR: "it is a folder: name a file",
    errno.EACCES: "you may not write there: check the permissions, or name another folder",
    errno.EROFS: "nothing can be written there: name another folder",
    errno.ENAMETOOLONG: "choose a shorter name",
}


UNCHANGED = "nothing was changed: "


def unwritable(path: Path, error: Exception, *, kind: str = "file") -> Refused:
    """The refusal of what cannot be written, with the way out; *kind* is `file` or `folder`."""
    reason = getattr(error, "strerror", "") or str(error) or "the system refused"
    hint = _WAYS_OUT.get(getattr(error, "errno", 0), f"{UNCHANGED}check the free disk space").format(kind)
    return refusal("unwritable", f"cannot write {path}: {reason}", hint=hint)


def _created(temporary: Path, path: Path) -> BinaryIO:
    """A new file with the permissions of the one whose place it takes."""
    # No file that was there, nor what a link leads to.
    descriptor = os.open(temporary, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o666)
    file = os.fdopen(descriptor, "wb")
    with suppress(OSError):
        # Where a file system knows no locks, another program may take it for a leftover: an error, and no loss.
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
    if path.exists():
        os.fchmod(file.fileno(), stat.S_IMODE(path.stat().st_mode))
    return file


def _sync_folder(path: Path) -> None:
    """Have the name of a new file reach the disk, where the file system keeps folders so."""
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    except OSError as error:
        if error.errno not in _NO_FOLDER_SYNC:
            message = f"{path} was written, but may not be on the disk: {error.strerror}"
            raise refusal("unsynced", message, hint="check the disk before you continue") from error
    finally:
        os.close(folder)


@contextmanager
def only_writer(record: Path, *, wait_s: float = WAIT_S) -> Iterator[None]:
    """Hold a record folder, so that two programs do not write it at once; wait for another that does.

    Raises Refused when there is no such folder, or another program still has the lock after *wait_s* seconds.
    """
    if not record.is_dir():
        raise refusal("no-record", f"there is no record folder {record}", hint="name one with --record")
    folder = os.open(record, os.O_RDONLY)
    try:
        _lock(folder, record, time.monotonic() + wait_s)
        for leftover in record.rglob(f"{OURS}*{UNFINISHED}"):
            # Its writer was killed: nobody else writes while the folder is locked.
            if leftover.is_symlink() or leftover.is_file():
                leftover.unlink()
        yield
    finally:
        os.close(folder)


def _lock(folder: int, record: Path, until: float) -> None:
    while True:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError as error:
            if time.monotonic() >= until:
                message = f"another program is writing to {record}"
                raise refusal("record-busy", message, hint="nothing was written: run the command again") from error
            time.sleep(_LOOK_S)
        else:
            return
