"""What a contribution may carry: drafts under the record, and nothing that was recorded before altered.

Compared with the commit that it starts from, as git keeps it. Order, stamps and checkpoints
are made on the main branch.
"""

import os
import subprocess
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from timeline.eventlog.store import EventLog
from timeline.ingest import check, ingest
from timeline.problems import Misused, Problem, Refused, refusal
from timeline.recordfile.checkpoints import FOLDER
from timeline.recordfile.paths import SUFFIXES, record_paths
from timeline.recordfile.read import read_header


def contribution_problems(record: Path, revision: str, *, now: datetime) -> list[Problem]:
    """What is wrong with *record* as a contribution to what it was at *revision*.

    Raises Misused when there is no git repository, or no such revision.
    """
    top, own = _where(record)
    # What begins with a dash is no revision, whatever git would make of it.
    named = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    base = _git(top, "merge-base", named, "HEAD").decode().strip()
    with TemporaryDirectory() as folder, EventLog() as log:
        before = Path(folder)
        _extract(top, base, own, before)
        try:
            ingest(before, log)
        except Refused as refused:
            raise Misused(f"the record at {revision} is itself refused: {refused}", hint="name another") from refused
        problems = check(record, None, now=now, log=log)
        with log.reading() as reader:
            stamps = set(reader.stamps())
    problems += _files(record, stamps)
    problems += _changes(top, base, own, record)
    return sorted(set(problems))


def _where(record: Path) -> tuple[Path, PurePosixPath]:
    """The top of the repository, and the record within it.

    Raises Refused when a link or another repository is between, Misused when the record is elsewhere.
    """
    folder = record.absolute()
    top = Path(os.fsdecode(_git(folder.parent, "rev-parse", "--show-toplevel")).removesuffix("\n"))
    above = folder
    while above.resolve() != top:
        if above.is_symlink() or (above / ".git").exists():
            told = "it is a symbolic link" if above.is_symlink() else "it is a repository of its own"
            raise refusal("symlink", told, hint="put the record itself there", path=str(above))
        if above == above.parent:
            raise Misused(f"{record} is not in the repository {top}", hint="name the record of the repository")
        above = above.parent
    return top, PurePosixPath(folder.resolve().relative_to(top))


def _files(record: Path, stamps: set[str]) -> Iterator[Problem]:
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


def _changes(top: Path, base: str, own: PurePosixPath, record: Path) -> Iterator[Problem]:
    """What is wrong with what changed since a commit: in the record, and elsewhere together with it."""
    changed = list(_changed(top, base))
    inside = [(status, name.relative_to(own)) for status, name in changed if own in name.parents]
    for status, name in inside:
        yield from _inside(status, name, record)
    for _, name in changed if inside else ():
        if own not in name.parents:
            told = f"a contribution to the record changes files under {own} alone"
            yield Problem(str(name), 0, 0, "outside", told, "contribute to the record and to the program in two steps")


def _inside(status: str, name: PurePosixPath, record: Path) -> Iterator[Problem]:
    path = str(record / name)
    if name.parts[0] == FOLDER:
        told = {"A": "a checkpoint was added", "D": "a checkpoint was removed"}.get(status, "a checkpoint was changed")
        hint = "checkpoints are made on the main branch, and never changed: undo this"
        yield Problem(path, 0, 0, "checkpoint", told, hint)
    elif name.suffix not in SUFFIXES and (status == "A" or name.name.startswith(".")):
        told = "it is no record file"
        yield Problem(path, 0, 0, "not-a-record-file", told, "a contribution carries .toml and .jsonl files: remove it")


def _changed(top: Path, base: str) -> Iterator[tuple[str, PurePosixPath]]:
    """What changed since a commit: git's letter (A added, D deleted), and the name in the repository."""
    told = _git(top, "diff", "--name-status", "--no-renames", "--no-textconv", "--ignore-submodules=none", "-z", base)
    fields = iter(os.fsdecode(told).split("\0"))
    yield from ((status, PurePosixPath(next(fields))) for status in fields if status)
    new = os.fsdecode(_git(top, "ls-files", "--others", "--exclude-standard", "-z")).split("\0")
    yield from (("A", PurePosixPath(name)) for name in new if name)


def _extract(top: Path, base: str, own: PurePosixPath, into: Path) -> None:
    """Write the record files of a commit into a folder, as git keeps them: no attribute of theirs has a say."""
    listed = os.fsdecode(_git(top, "ls-tree", "-r", "-z", "--full-tree", base, "--", f"{own}/"))
    for line in filter(None, listed.split("\0")):
        (mode, _, blob), name = line.partition("\t")[0].split(" "), line.partition("\t")[2]
        target = into / PurePosixPath(name).relative_to(own)
        # A link is no record file, and is not followed.
        if mode.startswith("100") and target.suffix in SUFFIXES:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_git(top, "cat-file", "blob", blob))


def _git(folder: Path, *arguments: str) -> bytes:
    command = ["git", "-C", str(folder), *arguments]
    try:
        ran = subprocess.run(command, capture_output=True, check=True)  # noqa: S603 - git, with arguments of our own
    except (subprocess.CalledProcessError, OSError) as error:
        told = (getattr(error, "stderr", b"") or b"").decode(errors="replace").strip()
        raise Misused(
            f"git cannot tell: {told or 'there is no such revision'}",
            hint="name a commit or branch of the repository that the record is in",
        ) from error
    return ran.stdout
