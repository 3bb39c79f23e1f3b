"""Where the shipped record is, and a log of it, or of another record, that reading commands share.

The log is a cache under the user's cache folder, named by what it was built from, built
aside and renamed; where that cannot be written it is built in memory.
"""

import os
import sqlite3
from collections.abc import Iterator
from contextlib import AbstractContextManager, contextmanager, suppress
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline.eventlog.read import LogReader, open_log
from timeline.events import FORMAT
from timeline.problems import refusal
from timeline.recordfile.files import digest_of, may_be_recorded
from timeline.recordfile.paths import record_paths

_CACHE_VERSION = 5
"""Counts the shapes of the derived tables: another one is built anew."""


def shipped_record() -> Path:
    """The folder of the record that came with the program: in the package, else in the checkout."""
    packaged = Path(__file__).parent / "record"
    return packaged if packaged.is_dir() else Path(__file__).parents[2] / "events"


def shipped_log(*, now: datetime) -> AbstractContextManager[LogReader]:
    """A log of the shipped record, open for reading. Raises Refused when that is damaged."""
    return record_log(shipped_record(), now=now)


def same_files(record: Path, other: Path) -> bool:
    """Whether two records hold the same recorded files. Raises Refused when one cannot be read."""
    return _cache_path(record) == _cache_path(other)


@contextmanager
def record_log(record: Path, *, now: datetime) -> Iterator[LogReader]:
    """A log of what is recorded under a folder, open for reading; its drafts are left out.

    Raises Refused, with every problem, when the record is damaged.
    """
    path = _cache_path(record)
    if not path.is_file() and not _build(record, path, now):
        with _in_memory(record, now) as log:
            yield log
        return
    with open_log(path, immutable=True) as log:
        yield log


@contextmanager
def log_file(record: Path, *, now: datetime) -> Iterator[Path]:
    """The log of what is recorded under a folder, as a file: the cache, else one that is gone afterwards.

    Raises Refused, with every problem, when the record is damaged.
    """
    path = _cache_path(record)
    if path.is_file() or _build(record, path, now):
        yield path
        return
    with TemporaryDirectory() as folder:
        path = Path(folder) / "log.sqlite"
        if not _build(record, path, now):
            raise refusal("no-room", f"a log can be written neither to the cache nor to {folder}", hint="set TMPDIR")
        yield path


def _cache_path(record: Path) -> Path:
    """Where the log of a record is kept. Raises Refused for what is no regular file."""
    digest = sha256(f"{FORMAT} {_CACHE_VERSION}".encode())
    for path in filter(may_be_recorded, record_paths(record)):
        digest.update(os.fsencode(path.relative_to(record)) + b"\0" + digest_of(path))
    return _cache_folder() / f"record-{digest.hexdigest()[:32]}.sqlite"


def _cache_folder() -> Path:
    # Source: XDG Base Directory Specification, XDG_CACHE_HOME.
    base = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(base) if base.startswith("/") else Path.home() / ".cache") / "timeline"


def _build(record: Path, path: Path, now: datetime) -> bool:
    """Build the log aside and rename it; whether that could be done."""
    # Imported here: a command that finds the cache never needs the writing side.
    from timeline.eventlog.store import EventLog  # noqa: PLC0415
    from timeline.ingest import ingest  # noqa: PLC0415

    aside = path.with_name(f".{path.name}.{os.getpid()}")
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        with EventLog(aside) as log:
            ingest(record, log, now=now)
        with sqlite3.connect(aside) as connection:
            # Out of WAL mode the file stands alone, and can be read where nothing can be written.
            connection.execute("PRAGMA journal_mode = DELETE")
        connection.close()
        aside.replace(path)
    except OSError:
        return False
    finally:
        with suppress(OSError):
            for leftover in aside.parent.glob(f"{aside.name}*"):
                leftover.unlink()
    return True


@contextmanager
def _in_memory(record: Path, now: datetime) -> Iterator[LogReader]:
    from timeline.eventlog.store import EventLog  # noqa: PLC0415 - as above
    from timeline.ingest import ingest  # noqa: PLC0415 - as above

    with EventLog() as log:
        ingest(record, log, now=now)
        with log.reading() as reader:
            yield reader
