"""Whether the file of a log is whole, as SQLite sees it: its pages, and each index beside its table.

Otherwise a lookup could return other rows than the table has, and nothing would show it. A
small file is looked at whenever it is opened; a large one once, as long as nothing changes
it: that is remembered in the user's cache.
"""

import os
import sqlite3
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from timeline.folders import cache_folder, own_folder
from timeline.problems import BUILD_ANEW, damage

SMALL = 8 * 2**20
"""Bytes; checked in about ten milliseconds."""


def look_at(connection: sqlite3.Connection, path: Path) -> None:
    """Raise Damaged unless SQLite finds the file of a log whole."""
    now = identity(path)
    if is_known(path, now):
        return
    cursor = connection.cursor()
    cursor.row_factory = None
    ((result,),) = cursor.execute("PRAGMA integrity_check(1)").fetchmany(1)
    result = cut_off(connection, path) or result
    if result != "ok":
        where = " ".join(str(result).removeprefix("*** in database main ***").split())
        raise damage(f"the file of the log is damaged: {where}", hint=BUILD_ANEW)
    if now == identity(path):
        remember(path, now)


def cut_off(connection: sqlite3.Connection, path: Path) -> str:
    """That the last page of a file is not all there, which SQLite takes for zeros; empty when it is."""
    (page_size,) = connection.execute("PRAGMA page_size").fetchone()
    return "its last page is cut off" if path.stat().st_size % page_size else ""


def identity(path: Path) -> str:
    """What changes when a file, or what its writer keeps beside it, changes; its size comes first."""
    parts = []
    for file in (path, Path(f"{path}-wal")):
        with suppress(OSError):
            found = file.stat()
            parts += [found.st_size, found.st_dev, found.st_ino, found.st_mtime_ns, found.st_ctime_ns]
    return " ".join(map(str, parts))


def is_known(path: Path, now: str) -> bool:
    """Whether a large file was already checked as it is *now*."""
    if _size(now) <= SMALL:
        return False
    with suppress(OSError):
        mark = _mark(path)
        return mark.lstat().st_uid == os.geteuid() and mark.read_text(encoding="ascii") == now
    return False


def remember(path: Path, now: str) -> None:
    """Remember that a file is whole as it is *now*, if looking again would take long and it can be remembered."""
    if _size(now) <= SMALL:
        return
    mark = _mark(path)
    if own_folder(cache_folder()) and own_folder(mark.parent):
        with suppress(OSError):
            # A file of ours in an own folder, never what a link leads to.
            mark.unlink(missing_ok=True)
            descriptor = os.open(mark, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW, 0o600)
            with os.fdopen(descriptor, "w", encoding="ascii") as file:
                file.write(now)


def _size(now: str) -> int:
    return int(now.partition(" ")[0] or 0)


def _mark(path: Path) -> Path:
    return cache_folder() / "whole" / sha256(os.fsencode(path.resolve())).hexdigest()[:32]
