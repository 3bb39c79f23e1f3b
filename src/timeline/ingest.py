"""From record files to the log: all of them, or none. The one door into the log.

The record is the truth and the log a function of it: files enter in the order of their
stamps, a recorded file is compared with what the log holds of it, and a draft is stamped
only when everything in it has been accepted.
"""

import fcntl
import os
from collections import Counter
from collections.abc import Callable, Hashable, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager, nullcontext
from datetime import UTC, datetime, timedelta
from functools import cached_property
from graphlib import CycleError, TopologicalSorter
from itertools import islice, pairwise
from pathlib import Path
from types import MappingProxyType

import msgspec
from msgspec import Struct

from timeline.checks import Finding, Others, check_entry
from timeline.eventlog.read import FileRow, Head, LogReader
from timeline.eventlog.store import Appending, EventLog
from timeline.events import Actor, Entry, Event, OfficeChange, Recorded, Source, encode
from timeline.links import links
from timeline.problems import MOST, Problem, Refused, refusal
from timeline.recordfile.files import TOML_LIMIT, digest_of
from timeline.recordfile.paths import record_paths
from timeline.recordfile.read import (
    Header,
    Located,
    parse_record_text,
    read_header,
    read_record_file,
    too_many,
)
from timeline.recordfile.write import stamped
from timeline.values import format_instant, parse_instant

BATCH = 1000
CLOCK_TOLERANCE = timedelta(minutes=10)
"""How far a stamp may be ahead of this machine's clock: clocks differ, and the files of one
append have a second each."""

Step = Callable[[str], None]
"""Called before each step of a write, so that a test can end the program there."""


class Ingested(Struct, frozen=True):
    """What an ingest did."""

    before: int
    head: Head
    recorded: tuple[Path, ...] = ()
    """The drafts that were stamped, in the order of their stamps."""


def no_step(_: str) -> None:
    """Go on."""


def ingest(record: Path, log: EventLog, *, now: datetime) -> Ingested:
    """Bring *log* up to the recorded files under *record*. Drafts are left alone.

    Raises Refused, with every problem, and changes nothing then. Doing it twice does no more.
    """
    return _append(record, [], log, now=now, recorded_by="", into={}, step=no_step)


def append(
    record: Path,
    drafts: Sequence[Path],
    log: EventLog,
    *,
    now: datetime,
    recorded_by: str,
    into: Mapping[Path, Path] = MappingProxyType({}),
    step: Step = no_step,
) -> Ingested:
    """Record *drafts*: check them, stamp them, and bring *log* up to the record.

    into: where in the record to write a draft that is not in it yet.

    Killed at any point it leaves each draft either a draft or recorded; a recorded one that
    the log does not have yet enters it with the next append.
    Raises Refused, with every problem, and changes nothing then.
    """
    with only_writer(record):
        return _append(record, drafts, log, now=now, recorded_by=recorded_by, into=into, step=step)


def check(record: Path, drafts: Sequence[Path], *, now: datetime, log: EventLog | None = None) -> list[Problem]:
    """What is wrong with the record and with *drafts* on top of it; nothing is written.

    log: what recorded files are compared with; without one nobody knows what they were.
    """
    with EventLog() if log is None else nullcontext(log) as trial:
        try:
            with trial.appending(after=trial.head().size) as appending:
                taken = _take_all(record, drafts, appending, now=now, recorded_by=_TRIAL)
                raise Refused([*taken.problems, _FINE])
        except Refused as refused:
            return [problem for problem in refused.problems if problem is not _FINE]


_UNFINISHED = ".unfinished"
"""How the name of a file ends that is not whole yet."""
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
        return Problem(str(path), 0, 0, "stamp", told, f"a stamp written by hand? {_UNSTAMP}")
    if other:
        told = f"{told} in {home}, which is not taken: {refers}"
        return Problem(str(path), 0, 0, "not-taken", told, "see what is wrong with that file, or with its stamp")
    told = f"{told} in the draft {home}, which is not recorded: {refers}"
    return Problem(str(path), 0, 0, "in-a-draft", told, f"append both together, or {home} first")


class _Taken(Struct):
    """What was read into an append: the stamps that drafts get, and everything that is wrong."""

    stamps: list[tuple[Path, Header]]
    problems: list[Problem]


def _append(
    record: Path,
    drafts: Sequence[Path],
    log: EventLog,
    *,
    now: datetime,
    recorded_by: str,
    into: Mapping[Path, Path],
    step: Step,
) -> Ingested:
    step("begin")
    before = log.head().size
    with log.appending(after=before) as appending:
        taken = _take_all(record, drafts, appending, now=now, recorded_by=recorded_by)
        if taken.problems:
            raise Refused(taken.problems)
        step("checked")
        for path, header in taken.stamps:
            if path in into and into[path].exists():
                # Looked at while the record is held, so that no other program can come between.
                raise refusal("exists", "the file is there already", hint="name another", path=str(into[path]))
            _stamp(path, into.get(path, path), header, step)
        step("before-commit")
    step("committed")
    return Ingested(before, log.head(), tuple(into.get(path, path) for path, _ in taken.stamps))


def _take_all(
    record: Path | None, drafts: Sequence[Path], appending: Appending, *, now: datetime, recorded_by: str
) -> _Taken:
    own, problems = {draft.resolve() for draft in drafts}, list[Problem]()
    paths = [path for path in record_paths(record) if path.resolve() not in own] if record else []
    recorded, wrong = _recorded_files(paths)
    homes = _Homes((*paths, *drafts))
    problems += wrong
    for path, stamp in recorded:
        problems += _take_recorded(path, stamp, appending, now, homes)
    problems += _missing({stamp for _, stamp in recorded}, appending)
    stamps = list(_stamps(drafts, problems, appending.log.newest(), now, recorded_by))
    for path, header in stamps:
        problems += _take(path, header, appending, homes)
    return _Taken(stamps, problems)


def _recorded_files(paths: Iterable[Path]) -> tuple[list[tuple[Path, str]], list[Problem]]:
    """The recorded files in the order of their stamps, and what is wrong with stamps."""
    found, problems = list[tuple[Path, str]](), list[Problem]()
    for path in paths:
        file = read_header(path)
        if file.header.recorded_at:
            found.append((path, file.header.recorded_at))
        elif file.problems:
            problems += file.problems
    found.sort(key=lambda item: (item[1], item[0]))
    for (first, stamp), (path, other) in pairwise(found):
        if stamp == other:
            problems.append(Problem(str(path), 0, 0, "stamp", f"it has the same stamp as {first}: {stamp}", _UNSTAMP))
    return found, problems


_UNSTAMP = "remove `recorded_at` and `recorded_by` from what is not recorded yet, and append it"


def _take_recorded(path: Path, stamp: str, appending: Appending, now: datetime, homes: _Homes) -> list[Problem]:
    known = appending.log.file(stamp)
    digest = digest_of(path)
    if known is None:
        wrong = _wrong_stamp(path, stamp, appending, now)
        return wrong or _take(path, None, appending, homes)
    if known.digest == digest:
        return []
    problems = list(_compared(path, known, appending))
    if not problems:
        appending.seen(stamp, digest=digest)
    return problems


def _wrong_stamp(path: Path, stamp: str, appending: Appending, now: datetime) -> list[Problem]:
    newest = appending.log.newest()
    message = ""
    if stamp <= newest:
        message = f"its stamp {stamp} is not later than {newest}, the newest that is recorded"
    elif parse_instant(stamp) > now + CLOCK_TOLERANCE:
        message = f"its stamp {stamp} is ahead of this machine's clock, which says {format_instant(now)}"
    return [Problem(str(path), 0, 0, "stamp", message, _UNSTAMP)] if message else []


def _take(path: Path, stamp: Header | None, appending: Appending, homes: _Homes) -> list[Problem]:
    """Add the entries of a file, then check each against all."""
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
        appending.file(file.header.recorded_at, first=first, digest=b"" if stamp else digest_of(path))
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
                "put it back: what is recorded is never removed",
            )


# --- stamps ---------------------------------------------------------------------------


def _stamps(
    drafts: Sequence[Path], problems: list[Problem], newest: str, now: datetime, recorded_by: str
) -> Iterator[tuple[Path, Header]]:
    """The stamp that each draft gets: now, or a second after the newest, whichever is later."""
    instant = now.astimezone(UTC).replace(microsecond=0)
    if newest:
        instant = max(instant, parse_instant(newest) + timedelta(seconds=1))
    for path in _in_order(drafts, problems):
        header = read_header(path).header
        if header.recorded_at:
            problems.append(Problem(str(path), 0, 0, "stamp", "it has a stamp already", _UNSTAMP))
            continue
        if not (header.recorded_by or recorded_by):
            problems.append(
                Problem(
                    str(path),
                    0,
                    0,
                    "no-recorder",
                    "nobody is named who records it",
                    "say --by, or `recorded_by` at the top of the file",
                )
            )
        if instant > now + CLOCK_TOLERANCE:
            told = (
                f"its stamp would be {format_instant(instant)}, ahead of this machine's clock ({format_instant(now)})"
            )
            hint = "set the clock, or append fewer drafts at once: each has a second of its own"
            problems.append(Problem(str(path), 0, 0, "stamp", told, hint))
            return
        yield path, Header(format_instant(instant), header.recorded_by or recorded_by)
        instant += timedelta(seconds=1)


def _in_order(drafts: Sequence[Path], problems: list[Problem]) -> list[Path]:
    """*drafts* so that what is needed comes before what needs it."""
    # Bulk files are not read twice for this: they come in the order of their names.
    entries = {
        path: [item.entry for item in read_record_file(path).entries] if path.suffix == ".toml" else []
        for path in sorted(drafts)
    }
    home = {name: path for path, held in entries.items() for entry in held for name in _provided(entry)}
    needs = {
        path: {home[name] for entry in held for name in _needed(entry) if name in home} - {path}
        for path, held in entries.items()
    }
    sorter = TopologicalSorter(needs)
    try:
        sorter.prepare()
    except CycleError as error:
        circle = ", ".join(str(path) for path in error.args[1][1:])
        problems.append(
            Problem(
                circle.partition(",")[0],
                0,
                0,
                "cycle",
                f"drafts refer to each other: {circle}",
                "put what belongs together into one file",
            )
        )
        return []
    order: list[Path] = []
    while sorter.is_active():
        # Of those free to go next, in the order of their names.
        ready = sorted(sorter.get_ready())
        order += ready
        sorter.done(*ready)
    return order


def _provided(entry: Entry) -> Iterator[Hashable]:
    yield entry.id
    match entry:
        case Actor(kind="state"):
            yield ("side", entry.code)
        case OfficeChange(change="assumed"):
            yield (entry.person, entry.office)
        case _:
            pass


def _needed(entry: Entry) -> Iterator[Hashable]:
    yield from (link.target for link in links(entry))
    match entry:
        case Source():
            yield from (("side", side) for side in entry.side)
        case Event():
            yield from ((one.who, one.as_) for one in (*entry.by, *entry.to) if one.as_)
        case _:
            pass


def _stamp(path: Path, target: Path, header: Header, step: Step) -> None:
    """Write a draft with its stamp: to a temporary file, to the disk, then in its place."""
    with path.open(encoding="utf-8", newline="") as draft:
        text = stamped(
            draft.read(), recorded_at=header.recorded_at, recorded_by=header.recorded_by, jsonl=path.suffix == ".jsonl"
        )
    _read_back(path, text, header)
    write_whole(target, text, step=step)


def _read_back(path: Path, text: str, header: Header) -> None:
    """Refuse a stamp that would not be read as it is written, before anything is written."""
    if path.suffix == ".jsonl":
        return
    if len(text.encode()) > TOML_LIMIT:
        hint = "divide it: bulk comes as JSON Lines"
        raise refusal("stamp", f"with its stamp it is larger than {TOML_LIMIT} bytes", hint=hint, path=str(path))
    file = parse_record_text(text, name=str(path))
    same = [one.entry for one in file.entries] == [one.entry for one in read_record_file(path, stamp=header).entries]
    if file.problems or file.header != header or not same:
        hint = "write `format = 1` on a line of its own, above the first entry"
        raise refusal("stamp", "the stamp cannot be written into the header", hint=hint, path=str(path))


def write_whole(path: Path, text: str, *, step: Step = no_step) -> None:
    """Write a file so that it is there whole or not at all, whatever happens."""
    temporary = path.with_name(f".{os.getpid()}{_UNFINISHED}")
    try:
        step("write")
        with temporary.open("w", encoding="utf-8", newline="") as file:
            file.write(text)
            file.flush()
            step("fsync")
            os.fsync(file.fileno())
        step("rename")
        temporary.replace(path)
        step("renamed")
    finally:
        temporary.unlink(missing_ok=True)
    folder = os.open(path.parent, os.O_RDONLY)
    try:
        os.fsync(folder)
    finally:
        os.close(folder)


@contextmanager
def only_writer(record: Path) -> Iterator[None]:
    """Hold the record folder, so that two programs do not stamp at once."""
    if not record.is_dir():
        raise refusal("no-record", f"there is no record folder {record}", hint="name one with --record")
    folder = os.open(record, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        for leftover in record.rglob(f".*{_UNFINISHED}"):
            # Its writer was killed: nobody else writes while the folder is held.
            leftover.unlink()
        yield
    except BlockingIOError as error:
        raise refusal(
            "record-busy",
            f"another program is appending to {record}",
            hint="nothing was written: run the command again",
        ) from error
    finally:
        os.close(folder)


def drafts_of(record: Path) -> list[Path]:
    """The files under *record* that have no stamp yet."""
    return [path for path in record_paths(record) if not read_header(path).header.recorded_at]
