"""From record files to the log: all of them, or none. The one door into the log.

The record is the truth and the log a function of it: files enter in the order of their
stamps, a recorded file is compared with what the log holds of it, and a draft is stamped
only when everything in it has been accepted.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from datetime import datetime
from functools import cached_property
from itertools import islice, pairwise
from pathlib import Path
from types import MappingProxyType

import msgspec
from msgspec import Struct

from timeline.checks import Finding, Others, check_entry
from timeline.eventlog.read import FileRow, Head, LogReader
from timeline.eventlog.store import AGAIN, DATABASE_ERRORS, Appending, EventLog
from timeline.events import Recorded, encode
from timeline.problems import MOST, Problem, Refused, refusal
from timeline.recordfile.files import digest_of, may_be_recorded
from timeline.recordfile.paths import record_paths
from timeline.recordfile.read import Header, Located, read_header, read_record_file, too_many
from timeline.recordfile.whole import Step, no_step, only_writer
from timeline.stamping import UNSTAMP, clock_problems, drafts_of, stamp_problems, stamps_for, write_stamp

BATCH = 1000
_ANEW = "name that, or build one anew: `timeline append --log NEW`"


class Ingested(Struct, frozen=True):
    """What an ingest did."""

    before: int
    head: Head
    recorded: tuple[Path, ...] = ()
    """The drafts that were stamped, in the order of their stamps."""
    recorders: tuple[str, ...] = ()
    """By whom each of these is recorded."""
    taken_in: tuple[Path, ...] = ()
    """The files that were recorded before, and that the log did not have yet."""


def ingest(record: Path, log: EventLog) -> Ingested:
    """Bring *log* up to the recorded files under *record*, whatever any clock says. Drafts are left alone.

    Raises Refused, with every problem, and changes nothing then. Doing it twice does no more.
    """
    before = log.head().size
    with log.appending(after=before) as appending:
        paths = record_paths(record)
        taken = _recorded(paths, appending, _Homes(paths))
        if taken.problems:
            raise Refused(taken.problems)
    return Ingested(before, log.head(), taken_in=tuple(taken.files))


def append(
    record: Path,
    drafts: Sequence[Path] | None,
    log: EventLog,
    *,
    now: datetime,
    recorded_by: str,
    into: Mapping[Path, Path] = MappingProxyType({}),
    clock_is_right: bool = False,
    step: Step = no_step,
) -> Ingested:
    """Record *drafts*: check them, stamp them, and bring *log* up to the record.

    drafts: None for all of the record; those that are recorded by now are left as they are.
    into: where in the record to write a draft that is not in it yet.
    clock_is_right: *now* is not compared with the newest stamp.

    Killed at any point it leaves each draft either a draft or recorded; a recorded one that
    the log does not have yet enters it with the next append.
    Raises Refused, with every problem; unless one of these is `behind`, nothing was changed.
    """
    with only_writer(record):
        step("begin")
        # Listed while the record is held: nobody else makes a draft a recorded file meanwhile.
        waiting = drafts_of(record) if drafts is None else drafts
        before, stamped = log.head().size, list[tuple[Path, Header]]()
        try:
            with log.appending(after=before) as appending:
                taken = _take_all(record, waiting, appending, now=now, recorded_by=recorded_by)
                _refuse(taken, None if clock_is_right else now)
                step("checked")
                for draft in taken.drafts:
                    stamped.append((into.get(draft.path, draft.path), draft.header))
                    _stamp(draft, into, step)
                step("before-commit")
        except (Refused, OSError, KeyboardInterrupt, *DATABASE_ERRORS) as error:
            _tell_what_is_recorded(stamped, error)
            raise
        step("committed")
    paths, recorders = (path for path, _ in stamped), (header.recorded_by for _, header in stamped)
    return Ingested(before, log.head(), tuple(paths), tuple(recorders), tuple(taken.files))


def _refuse(taken: "_Taken", now: datetime | None) -> None:
    """Raise Refused for what is wrong, with the clock too; now: None when somebody vouches for it."""
    if taken.drafts and now is not None:
        taken.problems += clock_problems(now, taken.newest, taken.drafts[-1].header.recorded_at)
    if taken.problems:
        raise Refused(taken.problems)


def _stamp(draft: "_Draft", into: Mapping[Path, Path], step: Step) -> None:
    target = into.get(draft.path, draft.path)
    if draft.path in into and target.exists():
        # Looked at while the record is held, so that no other program can come between.
        raise refusal("exists", "the file is there already", hint="name another", path=str(target))
    write_stamp(draft.path, target, draft.header, digest=draft.digest, step=step)


def _tell_what_is_recorded(stamped: Sequence[tuple[Path, Header]], error: BaseException) -> None:
    """Raise Refused for an append that ended after drafts were stamped: what is recorded, and what follows."""
    recorded = [path for path, header in stamped if path.exists() and read_header(path).header == header]
    if not recorded:
        return
    problems = error.problems if isinstance(error, Refused) else ()
    why = [problem._replace(hint="") for problem in problems if problem.hint == AGAIN]
    told = why or problems or [Problem("", 0, 0, "stopped", str(error) or "the program was interrupted")]
    behind = [
        Problem(
            str(path), 0, 0, "behind", "it is recorded, and not in the log yet",
            "keep it as it is: the next `timeline append` takes it into the log, once what stopped this one is mended",
        )
        for path in recorded
    ]  # fmt: skip
    raise Refused([*told, *behind]) from error


def check(record: Path, drafts: Sequence[Path] | None, *, now: datetime, log: EventLog | None = None) -> list[Problem]:
    """What is wrong with the record and with *drafts* on top of it; nothing is written.

    drafts: None for all of the record.
    log: what recorded files are compared with; without one nobody knows what they were.
    """
    with EventLog() if log is None else nullcontext(log) as trial:
        try:
            with trial.appending(after=trial.head().size) as appending:
                waiting = drafts_of(record) if drafts is None else drafts
                taken = _take_all(record, waiting, appending, now=now, recorded_by=_TRIAL)
                raise Refused([*taken.problems, _FINE])
        except Refused as refused:
            return [problem for problem in refused.problems if problem is not _FINE]


_TRIAL = "a trial"
_FINE = Problem("", 0, 0, "", "the trial is over")


def preview(record: Path | None, drafts: Sequence[Path], *, now: datetime) -> EventLog:
    """A log in memory of the record with *drafts* as if they were recorded now.

    Raises Refused, with every problem.
    """
    log = EventLog()
    try:
        with log.appending(after=0) as appending:
            taken = _take_all(record, drafts, appending, now=now, recorded_by=_TRIAL)
            if taken.problems:
                raise Refused(taken.problems)
    except BaseException:
        log.close()
        raise
    return log


# --- one append -----------------------------------------------------------------------


class _Homes:
    """Where ids stand that are not in the log: in which file, and with which stamp. Read when first asked for."""

    def __init__(self, paths: Iterable[Path]) -> None:
        self._paths = tuple(paths)

    @cached_property
    def _found(self) -> dict[str, tuple[Path, str]]:
        files = ((path, read_record_file(path)) for path in self._paths)
        return {one.entry.id: (path, file.header.recorded_at) for path, file in files for one in file.entries}

    def explained(self, path: Path, stamp: str, targets: Counter[str]) -> Iterator[tuple[str, Problem]]:
        """The ids among *targets* that stand in another file, each with the one problem that is told of that file."""
        by_file: dict[tuple[Path, str], list[str]] = {}
        for name in targets:
            home, other = self._found.get(name, (path, ""))
            if home != path:
                by_file.setdefault((home, other), []).append(name)
        for (home, other), names in by_file.items():
            problem = _elsewhere(path, stamp, home, other, names, sum(targets[name] for name in names))
            yield from ((name, problem) for name in names)


def _elsewhere(path: Path, stamp: str, home: Path, other: str, names: list[str], count: int) -> Problem:
    """That a file refers to what stands in another that is not in the log, or not yet: one problem for all of it."""
    refers = f"`{names[0]}`" + (f" and {len(names) - 1} more of its entries" if len(names) > 1 else "")
    told = f"it refers {count} times to what is" if count > 1 else "it refers to what is"
    if stamp and other > stamp:
        told = f"its stamp {stamp} is earlier than {other}, that of {home}, and {told} recorded there: {refers}"
        return Problem(str(path), 0, 0, "stamp", told, f"a stamp written by hand? {UNSTAMP}")
    if other:
        told = f"{told} in {home}, which is not taken: {refers}"
        return Problem(str(path), 0, 0, "not-taken", told, "see what is wrong with that file, or with its stamp")
    told = f"{told} in the draft {home}, which is not recorded: {refers}"
    return Problem(str(path), 0, 0, "in-a-draft", told, f"append both together, or {home} first")


class _Draft(Struct, frozen=True):
    """A draft, and what it becomes."""

    path: Path
    header: Header
    digest: bytes
    """SHA-256 of the bytes that were checked."""


class _Taken(Struct):
    """What was read into an append, and everything that is wrong with it."""

    files: list[Path]
    """The recorded files that the log did not have yet."""
    newest: str
    """The newest stamp of these, or of the log."""
    problems: list[Problem]
    drafts: list[_Draft] = msgspec.field(default_factory=list)
    """With the stamps that they get."""


def _take_all(
    record: Path | None, drafts: Sequence[Path], appending: Appending, *, now: datetime, recorded_by: str
) -> _Taken:
    paths = record_paths(record) if record else []
    homes = _Homes(dict.fromkeys((*paths, *drafts)))
    taken = _recorded(paths, appending, homes)
    # What another program recorded since the drafts were listed is recorded.
    by_now = {path.resolve() for path in paths if may_be_recorded(path)}
    named = {path.resolve(): path for path in drafts}
    waiting = [path for found, path in named.items() if found not in by_now]
    for path, header in list(stamps_for(waiting, taken.problems, taken.newest, now, recorded_by)):
        draft = _Draft(path, header, digest_of(path))
        taken.problems += _take(path, header, appending, homes) or stamp_problems(path, header)
        taken.drafts.append(draft)
    return taken


def _recorded(paths: Sequence[Path], appending: Appending, homes: _Homes) -> _Taken:
    """Take in the recorded ones of some files."""
    recorded, problems = _recorded_files(paths)
    taken = _Taken([], "", problems)
    for path, stamp in recorded:
        if appending.log.file(stamp) is None:
            taken.files.append(path)
        problems += _take_recorded(path, stamp, appending, homes)
    problems += _missing({stamp for _, stamp in recorded}, appending)
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


def _take_recorded(path: Path, stamp: str, appending: Appending, homes: _Homes) -> list[Problem]:
    known = appending.log.file(stamp)
    digest = digest_of(path)
    if known is None:
        newest = appending.log.newest()
        if stamp <= newest:
            told = f"its stamp {stamp} is not later than {newest}, the newest that is recorded"
            hint = f"if it was recorded all the same, this log is of another record or history: {_ANEW}; else {UNSTAMP}"
            return [Problem(str(path), 0, 0, "stamp", told, hint)]
        return _take(path, None, appending, homes, digest=digest)
    if known.digest == digest:
        return []
    problems = list(_compared(path, known, appending))
    if not problems:
        appending.seen(stamp, digest=digest)
    return problems


def _take(
    path: Path, stamp: Header | None, appending: Appending, homes: _Homes, *, digest: bytes = b""
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
    return [*file.problems, *dict.fromkeys(explained.values()), *_placed(path, stamp, rest, appending.log)]


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


def _placed(path: Path, stamp: Header | None, findings: list[tuple[str, Finding]], log: LogReader) -> Iterator[Problem]:
    """The problems that findings are, at their places in the file, which is read again."""
    if not findings:
        return
    by_id: dict[str, list[Finding]] = {}
    for name, finding in findings:
        by_id.setdefault(name, []).append(finding)
    # The place of the other entry of a finding: its line in this file, else its position.
    others = {finding.other for _, finding in findings} - {""}
    places = {name: f"at #{found.position}" for name in others if (found := log.find(name))}
    told: list[Located] = []
    for located in read_record_file(path, stamp=stamp).entries:
        if located.entry.id in others:
            places[located.entry.id] = f"on line {located.place(())[0]}"
        if located.entry.id in by_id:
            told.append(located)
    for located in told:
        for finding in by_id.pop(located.entry.id, ()):
            place = f"; `{finding.other}` stands {places[finding.other]}" if finding.other else ""
            yield located.problem(finding.at, finding.code, finding.message + place, hint=finding.hint)


# --- what was recorded before ---------------------------------------------------------

_WAYS_OUT = "undo this, or write a correction (`timeline correct`) or a new file"


def _compared(path: Path, known: FileRow, appending: Appending) -> Iterator[Problem]:
    """What in a recorded file is not as it was recorded."""
    file = read_record_file(path)
    stored = {
        recorded.entry.id: recorded for recorded in appending.log.recorded(known.first, known.first + known.count - 1)
    }
    order, kept = list(stored), list[Located]()
    for located in file.entries:
        name = located.entry.id
        before = stored.pop(name, None)
        if before is None:
            told = f"`{name}` was added to a file recorded at {file.header.recorded_at}"
            yield located.problem(("id",), "added", told, hint=_WAYS_OUT)
            continue
        kept.append(located)
        if encode(located.entry) != encode(before.entry):
            yield from _edited(located, before)
    yield from _moved(kept, [name for name in order if name not in stored])
    for name, before in stored.items():
        if file.whole and name not in file.broken:
            yield Problem(
                str(path),
                0,
                0,
                "removed",
                f"`{name}`, recorded as #{before.position} at {before.entry.recorded_at}, was removed",
                _WAYS_OUT,
            )
    yield from file.problems


def _moved(kept: list[Located], order: list[str]) -> Iterator[Problem]:
    """The first entry that is not in its place among those that are still there."""
    for located, name in zip(kept, order, strict=True):
        if located.entry.id != name:
            told = f"`{located.entry.id}` was moved within the file; `{name}` was recorded before it"
            yield located.problem(("id",), "moved", told, hint="put it back in its place")
            return


def _edited(located: Located, before: Recorded) -> Iterator[Problem]:
    """A problem for each field that is not as it was recorded."""
    was, now = msgspec.to_builtins(before.entry), msgspec.to_builtins(located.entry)
    for field in dict.fromkeys((*was, *now)):
        if was.get(field) != now.get(field):
            told = f"`{field}` of `{located.entry.id}` was {_value(was.get(field))} and is now {_value(now.get(field))}"
            recorded = f"; it was recorded as #{before.position} at {before.entry.recorded_at}"
            yield located.problem((field,), "edited", told + recorded, hint=_WAYS_OUT)


def _value(value: object) -> str:
    return "absent" if value is None else msgspec.json.encode(value).decode()


def _missing(stamps: set[str], appending: Appending) -> Iterator[Problem]:
    for stamp in appending.log.stamps():
        row = appending.log.file(stamp)
        if stamp not in stamps and row is not None and row.first <= appending.size:
            yield Problem(
                "",
                0,
                0,
                "removed",
                f"the record file of {stamp} (#{row.first} to #{row.first + row.count - 1}) is missing",
                f"put it back: what is recorded is never removed; or, if this log is of another record, {_ANEW}",
            )
