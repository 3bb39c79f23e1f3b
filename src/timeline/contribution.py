"""What a contribution may carry: drafts under the record, and nothing that was recorded before altered.

Compared with the commit that it starts from, as git keeps it. Order, stamps and checkpoints
are made on the main branch.
"""

import io
import subprocess
import tarfile
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline.eventlog.store import EventLog
from timeline.ingest import check, drafts_of, ingest
from timeline.problems import Misused, Problem
from timeline.recordfile.checkpoints import FOLDER
from timeline.recordfile.paths import record_paths
from timeline.recordfile.read import read_header


def contribution_problems(record: Path, revision: str, *, now: datetime) -> list[Problem]:
    """What is wrong with *record* as a contribution to what it was at *revision*.

    Raises Misused when there is no git repository, or no such revision.
    """
    base = _git(record, "merge-base", revision, "HEAD").decode().strip()
    with TemporaryDirectory() as folder, EventLog() as log:
        before = Path(folder)
        _extract(record, base, before)
        ingest(before, log, now=now)
        problems = check(record, drafts_of(record), now=now, log=log)
        with log.reading() as reader:
            stamps = set(reader.stamps())
    problems += _files(record, base, stamps)
    return sorted(set(problems))


def _files(record: Path, base: str, stamps: set[str]) -> Iterator[Problem]:
    """What is wrong with the files as such."""
    for path in sorted(record.rglob("*")):
        if path.is_symlink():
            yield Problem(str(path), 0, 0, "symlink", "it is a symbolic link", "put the file itself there")
    for path in record_paths(record):
        if not path.is_symlink():
            stamp = read_header(path).header.recorded_at
            if stamp and stamp not in stamps:
                hint = "remove `recorded_at` and `recorded_by`: what is accepted is stamped on the main branch"
                yield Problem(str(path), 0, 0, "stamp", "a contribution carries drafts, and this has a stamp", hint)
    yield from _checkpoints(record, base)
    yield from _outside(record, base)


def _checkpoints(record: Path, base: str) -> Iterator[Problem]:
    hint = "checkpoints are made on the main branch, and never changed: undo this"
    for status, name in _changed(record, base, f"{FOLDER}/"):
        told = {"A": "a checkpoint was added", "D": "a checkpoint was removed"}.get(status, "a checkpoint was changed")
        yield Problem(str(record / name), 0, 0, "checkpoint", told, hint)


def _outside(record: Path, base: str) -> Iterator[Problem]:
    """Files elsewhere that changed together with the record."""
    top = Path(_git(record, "rev-parse", "--show-toplevel").decode().strip())
    own = record.resolve().relative_to(top)
    if not any(_changed(record, base, "")):
        return
    for _, name in _changed(top, base, ""):
        if own not in Path(name).parents:
            hint = "contribute to the record and to the program in two steps"
            yield Problem(name, 0, 0, "outside", f"a contribution to the record changes files under {own} alone", hint)


def _changed(folder: Path, base: str, below: str) -> Iterator[tuple[str, str]]:
    """What changed below a folder since a commit: git's letter (A added, D deleted), and the name in the folder."""
    told = _git(folder, "diff", "--name-status", "--no-renames", "-z", "--relative", base, "--", f"./{below}")
    fields = iter(told.decode().split("\0"))
    yield from ((status, next(fields)) for status in fields if status)
    new = _git(folder, "ls-files", "--others", "--exclude-standard", "-z", "--", f"./{below}").decode().split("\0")
    yield from (("A", name) for name in new if name)


def _extract(record: Path, base: str, into: Path) -> None:
    """Write the record files of a commit into a folder."""
    top, below = (_git(record, "rev-parse", f"--show-{what}").decode().strip() for what in ("toplevel", "prefix"))
    packed = _git(Path(top), "archive", "--format=tar", f"{base}:{below.rstrip('/')}")
    with tarfile.open(fileobj=io.BytesIO(packed)) as tar:
        # Links are not followed, and nothing leaves the folder.
        files = [member for member in tar.getmembers() if member.isfile()]
        tar.extractall(into, members=files, filter="data")


def _git(folder: Path, *arguments: str) -> bytes:
    try:
        ran = subprocess.run(["git", "-C", str(folder), *arguments], capture_output=True, check=True)  # noqa: S603, S607 - git, with arguments of our own and a revision after them
    except (subprocess.CalledProcessError, OSError) as error:
        told = getattr(error, "stderr", b"") or str(error).encode()
        raise Misused(
            f"git cannot tell: {told.decode(errors='replace').strip()}",
            hint="name a commit or branch of the repository that the record is in",
        ) from error
    return ran.stdout
