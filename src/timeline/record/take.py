"""Take files into an append: recorded ones in the order of their stamps, then drafts as if they were stamped.

Everything that is wrong is collected; whether it is kept is for the caller to decide.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice, pairwise
from pathlib import Path
from typing import NamedTuple

import msgspec
from msgspec import Struct

from timeline.checks import Finding, Others, check_entry
from timeline.eventlog.store import Appending
from timeline.problems import MOST, Problem
from timeline.record.compare import ANEW, compared, missing
from timeline.record.locate import Homes, placed
from timeline.record.pulled import pulled
from timeline.record.stamp import UNSTAMP, stamp_problems, stamps_for
from timeline.recordfile.once import Files, Once
from timeline.recordfile.reader import Header, Located, too_many

BATCH = 1000


class Draft(Struct, frozen=True):
    """A draft, and what it becomes."""

    path: Path
    header: Header


class Taken(Struct):
    """What was read into an append, and everything that is wrong with it."""

    files: list[Path]
    """The recorded files that the log did not have yet."""
    newest: str
    """The newest stamp of these, or of the log."""
    problems: list[Problem]
    drafts: list[Draft] = msgspec.field(default_factory=list)
    """With the stamps that they get."""


def take_all(
    record: Path | None,
    drafts: Sequence[Path],
    appending: Appending,
    files: Files,
    *,
    now: datetime,
    recorded_by: str,
) -> Taken:
    """Take in the recorded files of *record* that the log lacks, then *drafts* as if they were stamped at *now*."""
    paths = files.under(record) if record else []
    taking = _Taking(appending, files, Homes(dict.fromkeys((*paths, *drafts)), files), {})
    taken = _take_recorded_files(paths, taking)
    # What another program recorded since the drafts were listed is recorded.
    by_now = {path.resolve() for path in paths if files[path].may_be_recorded}
    named = {path.resolve(): path for path in drafts}
    waiting = [path for found, path in named.items() if found not in by_now]
    files_waiting = [files[path] for path in waiting]
    if record and files_waiting:
        others = [files[path] for path in files.drafts(record) if path.resolve() not in named]
        new = pulled(record, files_waiting, others, appending.log, now)
        if new.problems:
            # Whatever else is wrong may come of it.
            taken.problems += new.problems
            return taken
        if new.draft:
            files.add(new.draft)
            files_waiting = [new.draft, *files_waiting]
    for path, header in list(stamps_for(files_waiting, taken.problems, taken.newest, now, recorded_by)):
        taken.problems += _take(files[path], header, taking) or stamp_problems(files[path], header)
        taken.drafts.append(Draft(path, header))
    return taken


class _Taking(NamedTuple):
    """The append in progress, and the places of ids that are not in the log."""

    appending: Appending
    files: Files
    homes: Homes
    drafts: dict[Path, int]
    """The position of the first entry of each draft."""

    def draft_of(self, position: int) -> Path | None:
        """The draft that has an entry by its position; None when a recorded file has it."""
        return next((path for path, first in reversed(self.drafts.items()) if first <= position), None)


def take_recorded_files(record: Path, appending: Appending, files: Files) -> Taken:
    """Take in the recorded files of *record* that the log lacks; the others are compared with it."""
    paths = files.under(record)
    return _take_recorded_files(paths, _Taking(appending, files, Homes(paths, files), {}))


def _take_recorded_files(paths: Sequence[Path], taking: _Taking) -> Taken:
    """Take in the recorded ones of some files."""
    appending = taking.appending
    recorded, problems = _recorded_files([taking.files[path] for path in paths])
    taken = Taken([], "", problems)
    for path, stamp in recorded:
        if appending.log.file(stamp) is None:
            taken.files.append(path)
        problems += _take_recorded(taking.files[path], stamp, taking)
    problems += missing({stamp for _, stamp in recorded}, appending)
    taken.newest = appending.log.newest()
    return taken


def _recorded_files(files: Iterable[Once]) -> tuple[list[tuple[Path, str]], list[Problem]]:
    """The recorded files in the order of their stamps, and the problems of their stamps."""
    found, problems = list[tuple[Path, str]](), list[Problem]()
    for file in files:
        if not file.may_be_recorded:
            continue
        if file.header.recorded_at:
            found.append((file.path, file.header.recorded_at))
        else:
            assert file.head.problems, "what has a stamp that is none has a problem"
            problems += file.head.problems
    found.sort(key=lambda item: (item[1], item[0]))
    for (first, stamp), (path, other) in pairwise(found):
        if stamp == other:
            problems.append(Problem(str(path), 0, 0, "stamp", f"it has the same stamp as {first}: {stamp}", UNSTAMP))
    return found, problems


def _take_recorded(file: Once, stamp: str, taking: _Taking) -> list[Problem]:
    path, appending = file.path, taking.appending
    known, digest = appending.log.file(stamp), file.digest
    if known is None:
        newest = appending.log.newest()
        if stamp <= newest:
            message = f"its stamp {stamp} is not later than {newest}, the newest recorded stamp"
            hint = f"if it was recorded, this log is of another record or history: {ANEW}; else {UNSTAMP}"
            return [Problem(str(path), 0, 0, "stamp", message, hint)]
        return _take(file, None, taking, digest=digest)
    if known.digest == digest:
        file.forget()
        return []
    problems = list(compared(file, known, appending))
    if not problems:
        appending.seen(stamp, digest=digest)
    return problems


def _take(once: Once, stamp: Header | None, taking: _Taking, *, digest: bytes = b"") -> list[Problem]:
    """Add the entries of a file, then check each against all.

    digest: of a recorded file, taken before it is read: what changes meanwhile is compared the next time.
    """
    path, appending, homes = once.path, taking.appending, taking.homes
    first, file = appending.size + 1, once.read(stamp)
    if stamp is not None:
        taking.drafts[path] = first
    while len(file.problems) < MOST and (batch := list(islice(file.entries, BATCH))):
        fresh = list(_fresh(batch, taking, file.problems))
        appending.add([located.entry for located in fresh])
    if len(file.problems) >= MOST and file.whole:
        file.close()
        file.problems.append(too_many(file.path))
    findings = list(islice(_check(first, appending, file.broken), MOST)) if file.whole else []
    if len(findings) == MOST:
        file.problems.append(too_many(file.path))
    if appending.size >= first:
        appending.file(file.header.recorded_at, first=first, digest=digest)
    elif not file.problems:
        file.problems.append(
            Problem(str(path), 0, 0, "empty", "the file has no entries", "write one, or remove the file")
        )
    targets = Counter(finding.target for _, finding in findings if finding.target)
    explained = dict(homes.explained(path, "" if stamp else file.header.recorded_at, targets)) if targets else {}
    rest = [(id, finding) for id, finding in findings if finding.target not in explained]
    problems = [*file.problems, *dict.fromkeys(explained.values()), *placed(once, stamp, rest, appending.log)]
    if not problems and stamp is None:
        once.forget()
    return problems


def _fresh(batch: Iterable[Located], taking: _Taking, problems: list[Problem]) -> Iterator[Located]:
    seen: dict[str, Located] = {}
    for located in batch:
        id = located.entry.id
        earlier = taking.appending.log.find(id)
        if earlier is not None or id in seen:
            draft = taking.draft_of(earlier.position) if earlier else None
            line = f"on line {seen[id].place(('id',))[0]}" if id in seen else "in this file, far above"
            recorded = f"in {draft}, another draft" if draft else f"at #{earlier.position}" if earlier else line
            where = line if draft and str(draft) == located.path else recorded
            problems.append(
                located.problem(
                    ("id",),
                    "duplicate-id",
                    f"the id `{id}` is already used {where}",
                    hint="ids are never used twice: choose another",
                )
            )
        else:
            seen[id] = located
            yield located


def _check(first: int, appending: Appending, broken: set[str]) -> Iterator[tuple[str, Finding]]:
    """What is wrong with the entries from position *first* on, by id."""
    last = appending.size
    others, circles = Others(appending.log, first), set[frozenset[str]]()
    for recorded in appending.log.recorded(first, last):
        found = check_entry(recorded.entry, others)
        if not found:
            # What is wrong is refused: nobody will look for it, and it may be nested without end.
            appending.relate(recorded)
        for finding in found:
            if finding.cause and finding.cause in circles:
                continue
            circles.add(finding.cause)
            # A reference to an entry that could not be read is not reported as well.
            if finding.target not in broken:
                yield recorded.entry.id, finding
