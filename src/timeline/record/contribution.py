"""What a contribution may carry: new drafts under the record, and nothing else unless it is allowed by name.

Compared with the commit that it starts from, as git keeps it: what was committed since, and
what is in the folder. Order, stamps and checkpoints are made on the main branch.
"""

import os
import re
import stat
import subprocess
import unicodedata
from collections.abc import Collection, Iterator, Sequence
from contextlib import suppress
from datetime import datetime
from pathlib import Path, PurePosixPath
from tempfile import TemporaryDirectory

from msgspec import Struct

from timeline.eventlog.store import EventLog
from timeline.problems import Misused, Problem, Refused, refusal
from timeline.record.append import check, ingest
from timeline.recordfile.checkpoints import FOLDER
from timeline.recordfile.once import Files
from timeline.recordfile.paths import SUFFIXES
from timeline.recordfile.reader import Header
from timeline.text import refused_character

_FILE = "100644"
_MODES = {"120000": "a symbolic link", "160000": "a separate repository", "100755": "a program", "000000": "nothing"}
_NAME = re.compile(r"[a-z0-9]+(?:[._-][a-z0-9]+)*", re.ASCII)
_LONGEST = 200
"""The longest path, in characters, that every system accepts."""
_RESERVED = re.compile(r"(?:con|prn|aux|nul|com[0-9]|lpt[0-9])(?:\..*)?", re.ASCII)
"""Names that Windows keeps for devices. Source: Microsoft, Naming Files, Paths, and Namespaces."""


def contribution_problems(record: Path, revision: str, *, now: datetime, allowed: Sequence[Path] = ()) -> list[Problem]:
    """What is wrong with *record* as a contribution to what it was at *revision*.

    allowed: files that were there and may be changed, as long as nothing that is recorded is altered.
    Raises Misused when there is no git repository, no such revision, or no such file to allow.
    """
    top, own = _where(record)
    base = _base(top, revision)
    files = Files()
    with TemporaryDirectory() as folder, EventLog() as log:
        before = Path(folder)
        _extract(top, base, own, before)
        try:
            ingest(before, log)
        except Refused as refused:
            raise Misused(f"the record at {revision} is itself refused: {refused}", hint="name another") from refused
        problems = check(record, None, now=now, log=log, files=files)
        with log.reading() as reader:
            known = set(reader.stamps())
        problems += [*_recorders(record, known, files), *_comments(record, files)]
        drafts = {path.relative_to(before) for path in Files().drafts(before)}
    changes = list(_changed(top, base))
    there = _listed(top, base)
    may = _allowed(allowed, record, {name.relative_to(own) for name in there if own in name.parents})
    problems += _Contribution(record, own, drafts, may, there).problems(changes)
    return sorted(set(problems))


def _base(top: Path, revision: str) -> str:
    """The commit that a contribution to *revision* starts from. Raises Misused when there is none, or more than one."""
    # What begins with a dash is no revision, whatever git would make of it.
    named = _git(top, "rev-parse", "--verify", "--quiet", "--end-of-options", f"{revision}^{{commit}}").decode().strip()
    refs = _git(top, "for-each-ref", "--format=%(refname)").decode().splitlines()
    meant = [ref for ref in refs if ref in {f"{prefix}{revision}" for prefix in _PREFIXES}]
    if len(meant) > 1:
        # Whoever sent a branch may have sent a tag of the name of ours with it.
        message = f"{revision} is ambiguous: {' or '.join(meant)}"
        raise Misused(message, hint=f"write one in full: --against {meant[-1]}")
    try:
        bases = _git(top, "merge-base", "--all", named, "HEAD").decode().split()
    except Misused as misused:
        message = f"{revision} and what is checked out have no common commit"
        hint = "fetch the full history (in continuous integration: fetch-depth: 0), or name another revision"
        raise Misused(message, hint=hint) from misused
    if len(bases) > 1:
        # Compared with one of them alone, what only the others have could be altered.
        message = f"{revision} and what is checked out have {len(bases)} merge bases: {', '.join(bases)}"
        raise Misused(message, hint=f"rebase the contribution on {revision}, so that there is one")
    return bases[0]


_PREFIXES = ("refs/", "refs/tags/", "refs/heads/", "refs/remotes/")
"""Where git looks for a name, in its order. Source: gitrevisions(7)."""


def _where(record: Path) -> tuple[Path, PurePosixPath]:
    """The top of the repository, and the record within it.

    Raises Refused when a link or another repository is between, Misused when the record is elsewhere.
    """
    folder = record.absolute()
    try:
        top = _top(folder.parent)
    except Misused:
        # The record may be the whole of its repository.
        top = _top(folder)
    above = folder
    while above.resolve() != top:
        if above.is_symlink() or (above / ".git").exists():
            kind = "it is a symbolic link" if above.is_symlink() else "it is a separate repository"
            raise refusal("symlink", kind, hint="put the record itself there, not a link", path=str(above))
        if above == above.parent:
            raise Misused(f"{record} is not in the repository {top}", hint="name the record of the repository")
        above = above.parent
    return top, PurePosixPath(folder.resolve().relative_to(top))


def _top(folder: Path) -> Path:
    return Path(os.fsdecode(_git(folder, "rev-parse", "--show-toplevel")).removesuffix("\n"))


def _allowed(paths: Sequence[Path], record: Path, there: Collection[PurePosixPath]) -> set[PurePosixPath]:
    """The files that may change, within the record. Raises Misused for a file that was not in it."""
    found = set[PurePosixPath]()
    for path in paths:
        name = PurePosixPath(os.path.relpath(path.absolute(), record.absolute()))
        if name not in there:
            hint = "--allow names existing files of the record"
            raise Misused(f"{path} is not an existing file of {record}", hint=hint)
        found.add(name)
    return found


def _recorders(record: Path, known: set[str], files: Files) -> Iterator[Problem]:
    """The files that say when or by whom they were recorded, which no file did where the contribution starts."""
    for path in files.under(record):
        header = Header() if path.is_symlink() else files[path].header
        if header.recorded_at and header.recorded_at not in known:
            hint = (
                "if it was recorded on the main branch since, fetch that (`git fetch`); else remove `recorded_at` and"
                " `recorded_by`: drafts are stamped on the main branch"
            )
            yield Problem(str(path), 0, 0, "stamp", "it has a stamp, but a contribution may only add drafts", hint)
        elif header.recorded_by and not header.recorded_at:
            hint = "remove `recorded_by`: the person who appends it is the recorder"
            yield Problem(str(path), 0, 0, "recorder", "a contribution may not name its recorder", hint)


def _comments(record: Path, files: Files) -> Iterator[Problem]:
    """The drafts with invisible or reordering characters in their comments, which a reviewer would misread."""
    for path in files.under(record):
        file, text = files[path], ""
        with suppress(Refused, UnicodeDecodeError):
            # A file that cannot be read is reported already.
            text = "" if file.is_jsonl or file.may_be_recorded else file.data.decode()
        for number, line in enumerate(text.split("\n"), 1):
            odd = refused_character(line.removesuffix("\r").replace("\t", " "))
            if odd is not None:
                message = f"character {odd[0] + 1} of the line is {odd[1]}, which is not allowed in a contribution"
                yield Problem(str(path), number, odd[0] + 1, "unseen", message, "remove it, even from a comment")
                break


# --- what changed ---------------------------------------------------------------------


class _Change(Struct, frozen=True):
    """One changed file."""

    name: PurePosixPath
    """In the repository."""
    status: str
    """git's letter: A added, D deleted, M modified, T of another type."""
    mode: str
    """The file mode in git, now."""


class _Contribution(Struct, frozen=True):
    """A contribution to a record, to be checked."""

    record: Path
    own: PurePosixPath
    """The record within the repository."""
    drafts: Collection[Path]
    """The drafts that were there, within the record."""
    allowed: Collection[PurePosixPath]
    """The files that may be changed, within the record."""
    there: Collection[PurePosixPath]
    """All files that were there, within the repository."""

    def problems(self, changes: Sequence[_Change]) -> Iterator[Problem]:
        """What is wrong with what changed: in the record, and elsewhere together with it."""
        inside = [change for change in changes if self._in_record(change.name)]
        for change in inside:
            yield from self._inside(change)
        yield from self._alike(
            [change.name for change in inside if change.status == "A" and self.own in change.name.parents]
        )
        for change in changes if inside else ():
            if change not in inside:
                message = f"a contribution to the record may only change files under {self.own}"
                hint = "make two contributions: one to the record, one to the program"
                yield Problem(str(change.name), 0, 0, "outside", message, hint)

    def _in_record(self, name: PurePosixPath) -> bool:
        """Whether a file is in the record, or in its place, on any system."""
        return _alike(self.own) in {_alike(part) for part in (name, *name.parents)}

    def _inside(self, change: _Change) -> Iterator[Problem]:
        if self.own not in change.name.parents:
            message = f"on some systems its name is the same as {self.own}"
            yield Problem(str(change.name), 0, 0, "name", message, f"move it into {self.own}, or rename it")
            return
        name = change.name.relative_to(self.own)
        message = hint = ""
        code = "changed"
        if name.parts[0] == FOLDER:
            code, message = "checkpoint", _DONE.get(change.status, "{} was changed").format("a checkpoint")
            hint = "undo this: checkpoints are written on the main branch, and never changed"
        elif change.status == "A":
            code, message, hint = self._added(name, change.mode)
        elif name.suffix not in SUFFIXES:
            message = _DONE.get(change.status, "{} was changed").format("a file that is not a record file")
            hint = "undo this: a contribution may only add drafts"
        elif name not in self.allowed:
            message = _DONE.get(change.status, "{} was changed").format("a file that was there")
            hint = f"undo this, or allow it by name: --allow {self.record / name}"
        elif change.status == "D" and Path(name) not in self.drafts:
            message, hint = "a recorded file was removed", "put it back: recorded files are never removed"
        elif change.status != "D" and change.mode != _FILE:
            code, message, hint = self._no_file(change.mode)
        if message:
            yield Problem(str(self.record / name), 0, 0, code, message, hint)

    def _added(self, name: PurePosixPath, mode: str) -> tuple[str, str, str]:
        """Code, message and hint of the problem with a new file; empty when it may be a draft."""
        if mode != _FILE:
            return self._no_file(mode)
        if name.suffix not in SUFFIXES:
            return (
                "not-a-record-file",
                "it is not a record file",
                "remove it: a contribution has only .toml and .jsonl files",
            )
        folders = any(part.endswith(SUFFIXES) for part in name.parts[:-1])
        if folders or not all(map(_NAME.fullmatch, name.parts)) or any(map(_RESERVED.fullmatch, name.parts)):
            hint = "use lower-case letters, digits, `-`, `_` and `.`, such as 2024-07-visit.toml"
            return "name", "this file name is not valid on every system", hint
        if len(str(self.own / name)) > _LONGEST:
            return "name", f"its path is longer than {_LONGEST} characters", "give it a shorter name"
        return "", "", ""

    @staticmethod
    def _no_file(mode: str) -> tuple[str, str, str]:
        code = "symlink" if mode == "120000" else "mode"
        message = f"it is {_MODES.get(mode, 'not a regular file')}"
        return code, message, "put an ordinary file there, with mode 100644"

    def _alike(self, added: Sequence[PurePosixPath]) -> Iterator[Problem]:
        """New files, or folders of theirs, that differ from another in upper and lower case alone."""
        spelled: dict[str, set[PurePosixPath]] = {}
        for name in (*self.there, *added):
            for part in (name, *name.parents):
                spelled.setdefault(_alike(part), set()).add(part)
        for name in added:
            for part in (name, *name.parents):
                for other in sorted(spelled[_alike(part)] - {part}):
                    path = str(self.record / name.relative_to(self.own))
                    message = f"{part} and {other} differ only in upper and lower case"
                    yield Problem(path, 0, 0, "name", message, "choose another name")


def _alike(name: PurePosixPath) -> str:
    """A name as systems see it that heed neither case nor composition."""
    return unicodedata.normalize("NFC", str(name)).casefold()


_DONE = {"A": "{} was added", "D": "{} was removed"}


# --- git ------------------------------------------------------------------------------


def _changed(top: Path, base: str) -> Iterator[_Change]:
    """What changed since a commit, both in later commits and in the folder now."""
    diff = ("diff", "--raw", "--no-abbrev", "--no-renames", "--no-ext-diff", "--ignore-submodules=none", "-z")
    seen = set[_Change]()
    for output in (_git(top, *diff, base, "HEAD", "--"), _git(top, *diff, base, "--")):
        fields = iter(os.fsdecode(output).split("\0"))
        for head in filter(None, fields):
            _, mode, _, _, status = head.split(" ")
            seen.add(_Change(PurePosixPath(next(fields)), status[:1], mode))
    new = os.fsdecode(_git(top, "ls-files", "--others", "--exclude-standard", "-z")).split("\0")
    heeds_modes = _git(top, "config", "--type=bool", "--default=true", "core.fileMode").strip() == b"true"
    modes = {name: _mode_of(top / name) for name in new if name}
    seen |= {
        _Change(PurePosixPath(name), "A", mode if heeds_modes or mode != "100755" else _FILE)
        for name, mode in modes.items()
    }
    yield from sorted(seen, key=lambda change: (change.name, change.status, change.mode))


def _mode_of(path: Path) -> str:
    """The mode that git would give to a file that it does not know yet."""
    with suppress(OSError):
        mode = path.lstat().st_mode
        if stat.S_ISLNK(mode):
            return "120000"
        if stat.S_ISDIR(mode):
            return "160000"
        if stat.S_ISREG(mode):
            return "100755" if mode & stat.S_IXUSR else _FILE
    return "000000"


def _listed(top: Path, base: str) -> set[PurePosixPath]:
    """All files of a commit."""
    listed = os.fsdecode(_git(top, "ls-tree", "-r", "-z", "--full-tree", "--name-only", base))
    return {PurePosixPath(name) for name in listed.split("\0") if name}


def _extract(top: Path, base: str, own: PurePosixPath, into: Path) -> None:
    """Write the record files of a commit into a folder, as git keeps them: no attribute of theirs has a say."""
    within = () if own == PurePosixPath() else (f"{own}/",)
    listed = os.fsdecode(_git(top, "ls-tree", "-r", "-z", "--full-tree", base, "--", *within))
    for line in filter(None, listed.split("\0")):
        (mode, _, blob), name = line.partition("\t")[0].split(" "), line.partition("\t")[2]
        target = into / PurePosixPath(name).relative_to(own)
        # A link is no record file, and is not followed.
        if mode.startswith("100") and target.suffix in SUFFIXES:
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(_git(top, "cat-file", "blob", blob))


_OF_A_REPOSITORY = frozenset(
    f"GIT_{name}"
    for name in (
        "ALTERNATE_OBJECT_DIRECTORIES", "COMMON_DIR", "CONFIG", "CONFIG_COUNT", "CONFIG_PARAMETERS", "DIR",
        "GRAFT_FILE", "IMPLICIT_WORK_TREE", "INDEX_FILE", "INTERNAL_SUPER_PREFIX", "NO_REPLACE_OBJECTS",
        "OBJECT_DIRECTORY", "PREFIX", "REPLACE_REF_BASE", "SHALLOW_FILE", "WORK_TREE",
    )
)  # fmt: skip
"""Variables that make git speak of another repository. Source: `git rev-parse --local-env-vars`."""


def _git(folder: Path, *arguments: str) -> bytes:
    # A replaced object is read as it was committed.
    command = ["git", "--no-replace-objects", "-C", str(folder), *arguments]
    # A hook sets the repository in the environment; here the record is an argument.
    env = {name: value for name, value in os.environ.items() if name not in _OF_A_REPOSITORY}
    try:
        ran = subprocess.run(command, capture_output=True, check=True, env=env)  # noqa: S603 - git, with arguments of our own
    except (subprocess.CalledProcessError, OSError) as error:
        reason = (getattr(error, "stderr", b"") or b"").decode(errors="replace").strip()
        raise Misused(
            f"git failed: {reason or 'there is no such revision'}",
            hint="name a commit or branch of the record's repository",
        ) from error
    return ran.stdout
