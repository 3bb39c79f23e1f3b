"""Take files into an append: recorded ones in the order of their stamps, then drafts as if they were stamped.

Everything that is wrong is collected; whether it is kept is for the caller to decide.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from itertools import islice, pairwise
from pathlib import Path

import msgspec
from msgspec import Struct

from timeline.checks import Finding, Others, check_entry
from timeline.eventlog.store import Appending
from timeline.problems import MOST, Problem
from timeline.record.compare import ANEW, compared, missing
from timeline.record.locate import Homes, placed
from timeline.record.stamp import UNSTAMP, stamp_problems, stamps_for
from timeline.recordfile.files import digest_of, may_be_recorded
from timeline.recordfile.paths import record_paths
from timeline.recordfile.read import read_header, read_record_file
from timeline.recordfile.reader import Header, Located, too_many

BATCH = 1000


class Draft(Struct, frozen=True):
    """A draft, and what it becomes."""

    path: Path
    header: Header
    digest: bytes
    """SHA-256 of the bytes that were checked."""


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
    record: Path | None, drafts: Sequence[Path], appending: Appending, *, now: datetime, recorded_by: str
) -> Taken:
    """Take in the recorded files of *record* that the log lacks, then *drafts* as if they were stamped at *now*."""
    paths = record_paths(record) if record else []
    homes = Homes(dict.fromkeys((*paths, *drafts)))
    taken = _take_recorded_files(paths, appending, homes)
    # What another program recorded since the drafts were listed is recorded.
    by_now = {path.resolve() for path in paths if may_be_recorded(path)}
    named = {path.resolve(): path for path in drafts}
    waiting = [path for found, path in named.items() if found not in by_now]
    for path, header in list(stamps_for(waiting, taken.problems, taken.newest, now, recorded_by)):
        draft = Draft(path, header, digest_of(path))
        taken.problems += _take(path, header, appending, homes) or stamp_problems(path, header)
        taken.drafts.append(draft)
    return taken


def take_recorded_files(paths: Sequence[Path], appending: Appending) -> Taken:
    """Take in the recorded ones of *paths* that the log lacks; the others are compared with it."""
    return _take_recorded_files(paths, appending, Homes(paths))


def _take_recorded_files(paths: Sequence[Path], appending: Appending, homes: Homes) -> Taken:
    """Take in the recorded ones of some files."""
    recorded, problems = _recorded_files(paths)
    taken = Taken([], "", problems)
    for path, stamp in recorded:
        if appending.log.file(stamp) is None:
            taken.files.append(path)
        problems += _take_recorded(path, stamp, appending, homes)
    problems += missing({stamp for _, stamp in recorded}, appending)
    taken.newest = appending.log.newest()
    return taken


def _recorded_files(paths: Iterable[Path]) -> tuple[list[tuple[Path, str]], list[Problem]]:
    """The recorded files in the order of their stamps, and what is wrong with stamps."""
    found, problems = list[tuple[Path, str]](), list[Problem]()
    for path in paths:
        if not may_be_recorded(path):
            continue
        file = read_header(path)
        if file.header.recorded_at:
            found.append((path, file.header.recorded_at))
        else:
            assert file.problems, "what has a stamp that is none has a problem"
            problems += file.problems
    found.sort(key=lambda item: (item[1], item[0]))
    for (first, stamp), (path, other) in pairwise(found):
        if stamp == other:
            problems.append(Problem(str(path), 0, 0, "stamp", f"it has the same stamp as {first}: {stamp}", UNSTAMP))
    return found, problems


def _take_recorded(path: Path, stamp: str, appending: Appending, homes: Homes) -> list[Problem]:
    known = appending.log.file(stamp)
    digest = digest_of(path)
    if known is None:
        newest = appending.log.newest()
        if stamp <= newest:
            told = f"its stamp {stamp} is not later than {newest}, the newest that is recorded"
            hint = f"if it was recorded all the same, this log is of another record or history: {ANEW}; else {UNSTAMP}"
            return [Problem(str(path), 0, 0, "stamp", told, hint)]
        return _take(path, None, appending, homes, digest=digest)
    if known.digest == digest:
        return []
    problems = list(compared(path, known, appending))
    if not problems:
        appending.seen(stamp, digest=digest)
    return problems


def _take(
    path: Path, stamp: Header | None, appending: Appending, homes: Homes, *, digest: bytes = b""
) -> list[Problem]:
    """Add the entries of a file, then check each against all.

    digest: of a recorded file, taken before it is read: what changes meanwhile is compared the next time.
    """
    first = appending.size + 1
    file = read_record_file(path, stamp=stamp)
    while len(file.problems) < MOST and (batch := list(islice(file.entries, BATCH))):
        fresh = list(_fresh(batch, appending, file.problems))
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
    rest = [(name, finding) for name, finding in findings if finding.target not in explained]
    return [*file.problems, *dict.fromkeys(explained.values()), *placed(path, stamp, rest, appending.log)]


def _fresh(batch: Iterable[Located], appending: Appending, problems: list[Problem]) -> Iterator[Located]:
    seen: dict[str, Located] = {}
    for located in batch:
        name = located.entry.id
        earlier = appending.log.find(name)
        if earlier is not None or name in seen:
            where = f"at #{earlier.position}" if earlier else f"on line {seen[name].place(('id',))[0]}"
            problems.append(
                located.problem(
                    ("id",),
                    "duplicate-id",
                    f"the id `{name}` was used before, {where}",
                    hint="ids are never used twice: choose another",
                )
            )
        else:
            seen[name] = located
            yield located


def _check(first: int, appending: Appending, broken: set[str]) -> Iterator[tuple[str, Finding]]:
    """What is wrong with the entries from position *first* on, by id."""
    last = appending.size
    others, told = Others(appending.log, first), set[frozenset[str]]()
    for recorded in appending.log.recorded(first, last):
        found = check_entry(recorded.entry, others)
        if not found:
            # What is wrong is refused: nobody will look for it, and it may be nested without end.
            appending.relate(recorded)
        for finding in found:
            if finding.cause and finding.cause in told:
                continue
            told.add(finding.cause)
            # What refers to an entry that could not be read was told enough.
            if finding.target not in broken:
                yield recorded.entry.id, finding
