"""The log of a record folder, kept in the user's cache for reading commands to share.

It is named by the recorded files that it was built from, built aside and renamed. What is
damaged there is built anew; where something is another's, or nothing can be written, the log
is built in memory. This guards against damage and against other users, and not against the
user's own account: who can write as the user can change the program as well.
"""

import os
import shutil
import sqlite3
import stat
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline.entries import FORMAT
from timeline.eventlog.looked import SMALL, identity, is_known, remember
from timeline.eventlog.opened import open_log
from timeline.eventlog.read import LogReader
from timeline.folders import another, cache_folder, own_folder
from timeline.problems import Refused, refusal
from timeline.recordfile.once import Files

_CACHE_VERSION = 8
"""Counts the shapes of the derived tables: another one is built anew."""
_MOST = 20
"""Logs that are kept, the newest of them."""
_LONG_AGO_S = 86_400
_TRIES = 3
"""How often a log is built of files that change meanwhile."""


@contextmanager
def record_log(record: Path, files: Files | None = None) -> Iterator[LogReader]:
    """The log of a record folder without its drafts, open for reading.

    files: those that were read already. Raises Refused, with every problem, when the record is damaged.
    """
    path = _kept(record, files)
    if path is None:
        with _in_memory(record) as log:
            yield log
        return
    # Its bytes are those with which it was built.
    with open_log(path, immutable=True, whole=False) as log:
        yield log


@contextmanager
def log_file(record: Path) -> Iterator[Path]:
    """The log of a record folder, as a file: in the cache, else a temporary one.

    Raises Refused, with every problem, when the record is damaged.
    """
    path = _kept(record)
    if path is not None:
        yield path
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.sqlite"
        if not _build(record, path, Files()):
            raise refusal("no-room", f"the log can be written neither to the cache nor to {folder}", hint="set TMPDIR")
        yield path


def same_files(record: Path, other: Path) -> bool:
    """Whether two records have the same recorded files. Raises Refused when one cannot be read."""
    return _digest(record, Files()) == _digest(other, Files())


def _digest(record: Path, files: Files) -> str:
    """The digest that names the log of a record. Raises Refused for what is not a regular file."""
    digest = sha256(f"{FORMAT} {_CACHE_VERSION}".encode())
    for path in files.under(record):
        if files[path].may_be_recorded:
            digest.update(os.fsencode(path.relative_to(record)) + b"\0" + files[path].digest)
    return digest.hexdigest()[:32]


def _kept(record: Path, read: Files | None = None) -> Path | None:
    """The cached log of a record as it is now, built where it has to be; None where it cannot be kept."""
    folder = cache_folder()
    if not own_folder(folder):
        return None
    for attempt in range(_TRIES):
        # What was read may have changed since: it is read again after the first time.
        files = read if read and not attempt else Files()
        digest = _digest(record, files)
        there = list(folder.glob(f"record-{digest}-*.sqlite"))
        if any(map(another, there)):
            return None
        if usable := next(filter(_usable, there), None):
            return usable
        with suppress(OSError), TemporaryDirectory(dir=folder, prefix=".building-") as aside:
            built = Path(aside) / "log.sqlite"
            if not _build(record, built, files):
                return None
            # Named by the files that it was built from: those read in pieces may have changed meanwhile.
            if not files.are_large(record) or digest == _digest(record, Files()):
                return _keep(built, folder / f"record-{digest}-{_sum_of(built)}.sqlite", there)
    return None


def _usable(path: Path) -> bool:
    """Whether a cached log is what was built, and no other user can have written it.

    A small one must have the digest that its name contains; a large one must be untouched since it was built.
    """
    found = path.lstat()
    if not stat.S_ISREG(found.st_mode) or found.st_mode & 0o022:
        return False
    if found.st_size > SMALL:
        return is_known(path, identity(path))
    return path.stem.endswith(_sum_of(path))


def _sum_of(path: Path) -> str:
    """The part of a log's file name that pins its bytes: the beginning of their SHA-256."""
    digest = sha256()
    with path.open("rb") as file:
        while block := file.read(2**20):
            digest.update(block)
    return digest.hexdigest()[:32]


def _keep(built: Path, path: Path, damaged: list[Path]) -> Path:
    """Move a new log into its place, and remove damaged ones."""
    built.replace(path)
    remember(path, identity(path))
    for other in damaged:
        if other != path:
            other.unlink()
    _prune(path.parent, path)
    return path


def _prune(folder: Path, keep: Path) -> None:
    """Remove the logs of what records were long ago, and what killed programs left."""
    logs = sorted(folder.glob("record-*.sqlite"), key=lambda log: log.lstat().st_mtime_ns)
    for log in logs[:-_MOST]:
        if log != keep and not another(log):
            log.unlink()
    for aside in folder.glob(".building-*"):
        if time.time() - aside.lstat().st_mtime > _LONG_AGO_S:
            shutil.rmtree(aside)


def _build(record: Path, path: Path, files: Files) -> bool:
    """Build the log of a record as a file of its own; whether that could be done.

    Raises Refused when the record is damaged.
    """
    # Imported here: a command that finds the cache never needs the writing side.
    from timeline.eventlog.store import EventLog  # noqa: PLC0415
    from timeline.record.append import ingest  # noqa: PLC0415

    try:
        with EventLog(path) as log:
            ingest(record, log, files)
        with closing(sqlite3.connect(path)) as connection:
            # Without WAL mode the file is complete on its own, and can be read in a read-only folder.
            connection.execute("PRAGMA journal_mode = DELETE")
        path.chmod(0o600)
    except Refused as refused:
        if refused.problems[0].code != "log-unwritten":
            raise
    except (OSError, sqlite3.DatabaseError) as error:
        named = getattr(error, "filename", None)
        if named and record in Path(os.fsdecode(named)).parents:
            # The record cannot be read: that is no matter of where its log is kept.
            raise
    else:
        return True
    return False


@contextmanager
def _in_memory(record: Path) -> Iterator[LogReader]:
    from timeline.eventlog.store import EventLog  # noqa: PLC0415 - as above
    from timeline.record.append import ingest  # noqa: PLC0415 - as above

    with EventLog() as log:
        ingest(record, log)
        with log.reading() as reader:
            yield reader
