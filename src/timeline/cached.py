"""The log of what is recorded in a folder, kept in the user's cache for reading commands to share.

It is named by the recorded files that it was built from, built aside and renamed. What is
damaged there is built anew; where something is another's, or nothing can be written, the log
is built in memory. This guards against damage and against other users, and not against the
user's own account: who can write as the user can change the program as well.
"""

import os
import sqlite3
import stat
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline.eventlog.read import LogReader, open_log
from timeline.events import FORMAT
from timeline.folders import cache_folder
from timeline.problems import Damaged, Refused, refusal
from timeline.recordfile.files import digest_of, may_be_recorded
from timeline.recordfile.paths import record_paths

_CACHE_VERSION = 6
"""Counts the shapes of the derived tables: another one is built anew."""
_TRIES = 3
"""How often a log is built of files that change meanwhile."""


@contextmanager
def record_log(record: Path) -> Iterator[LogReader]:
    """A log of what is recorded under a folder, open for reading; its drafts are left out.

    Raises Refused, with every problem, when the record is damaged.
    """
    path = _kept(record)
    if path is None:
        with _in_memory(record) as log:
            yield log
        return
    with open_log(path, immutable=True) as log:
        yield log


@contextmanager
def log_file(record: Path) -> Iterator[Path]:
    """The log of what is recorded under a folder, as a file: the cache, else one that is gone afterwards.

    Raises Refused, with every problem, when the record is damaged.
    """
    path = _kept(record)
    if path is not None:
        yield path
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.sqlite"
        if not _build(record, path):
            raise refusal("no-room", f"a log can be written neither to the cache nor to {folder}", hint="set TMPDIR")
        yield path


def same_files(record: Path, other: Path) -> bool:
    """Whether two records hold the same recorded files. Raises Refused when one cannot be read."""
    return _digest(record) == _digest(other)


def _digest(record: Path) -> str:
    """What names the log of a record. Raises Refused for what is no regular file."""
    digest = sha256(f"{FORMAT} {_CACHE_VERSION}".encode())
    for path in filter(may_be_recorded, record_paths(record)):
        digest.update(os.fsencode(path.relative_to(record)) + b"\0" + digest_of(path))
    return digest.hexdigest()[:32]


def _kept(record: Path) -> Path | None:
    """The cached log of a record as it is now, built where it has to be; None where it cannot be kept."""
    folder = cache_folder()
    if not _own_folder(folder):
        return None
    for _ in range(_TRIES):
        digest = _digest(record)
        path = folder / f"record-{digest}.sqlite"
        if _another(path):
            return None
        if _usable(path):
            return path
        with suppress(OSError), TemporaryDirectory(dir=folder, prefix=".building-") as aside:
            built = Path(aside) / path.name
            if not _build(record, built):
                return None
            # Named by what it was built from, unless that changed meanwhile.
            if digest == _digest(record):
                built.replace(path)
                return path
    return None


def _own_folder(folder: Path) -> bool:
    """Make the cache folder, for the user alone; whether it is the user's."""
    try:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        if _another(folder) or not stat.S_ISDIR(folder.lstat().st_mode):
            return False
        folder.chmod(0o700)
    except OSError:
        return False
    return True


def _another(path: Path) -> bool:
    """Whether something is there that belongs to another user."""
    return os.path.lexists(path) and path.lstat().st_uid != os.geteuid()


def _usable(path: Path) -> bool:
    """Whether a log that is kept is whole, and nobody else can have written it."""
    if not os.path.lexists(path):
        return False
    mode = path.lstat().st_mode
    return stat.S_ISREG(mode) and not mode & 0o022 and _whole(path)


def _whole(path: Path) -> bool:
    try:
        with open_log(path, immutable=True) as log:
            log.head()
    except (Damaged, sqlite3.DatabaseError):
        return False
    return True


def _build(record: Path, path: Path) -> bool:
    """Build the log of a record as a file of its own; whether that could be done.

    Raises Refused when the record is damaged.
    """
    # Imported here: a command that finds the cache never needs the writing side.
    from timeline.eventlog.store import EventLog  # noqa: PLC0415
    from timeline.ingest import ingest  # noqa: PLC0415

    try:
        with EventLog(path) as log:
            ingest(record, log)
        with closing(sqlite3.connect(path)) as connection:
            # Out of WAL mode the file stands alone, and can be read where nothing can be written.
            connection.execute("PRAGMA journal_mode = DELETE")
        path.chmod(0o600)
    except Refused as refused:
        if refused.problems[0].code != "log-unwritten":
            raise
    except (OSError, sqlite3.DatabaseError):
        pass
    else:
        return True
    return False


@contextmanager
def _in_memory(record: Path) -> Iterator[LogReader]:
    from timeline.eventlog.store import EventLog  # noqa: PLC0415 - as above
    from timeline.ingest import ingest  # noqa: PLC0415 - as above

    with EventLog() as log:
        ingest(record, log)
        with log.reading() as reader:
            yield reader
