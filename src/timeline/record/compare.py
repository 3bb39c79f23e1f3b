"""A recorded file compared with what the log has of it. Nothing is repaired."""

from collections import Counter
from collections.abc import Iterator

import msgspec

from timeline.entries import Recorded, encode
from timeline.eventlog.read import FileRow
from timeline.eventlog.store import Appending
from timeline.problems import Problem
from timeline.recordfile.once import Once
from timeline.recordfile.reader import Located

_WAYS_OUT = "undo this, or write a correction (`timeline correct`) or a new file"
ANEW = "name that one, or build a new one: `timeline append --log NEW`"


def compared(once: Once, known: FileRow, appending: Appending) -> Iterator[Problem]:
    """The problems of a recorded file that is not as it was recorded."""
    file = once.read()
    stored = {
        recorded.entry.id: recorded for recorded in appending.log.recorded(known.first, known.first + known.count - 1)
    }
    order, kept, edited = list(stored), list[Located](), list[Problem]()
    for located in file.entries:
        id = located.entry.id
        before = stored.pop(id, None)
        if before is None:
            message = f"`{id}` was added to a file recorded at {file.header.recorded_at}"
            yield located.problem(("id",), "added", message, hint=_WAYS_OUT)
            continue
        kept.append(located)
        if encode(located.entry) != encode(before.entry):
            edited += _edited(located, before)
    yield from _stated_once(edited)
    yield from _moved(kept, [id for id in order if id not in stored])
    for id, before in stored.items():
        if file.whole and id not in file.broken:
            yield Problem(
                str(once.path),
                0,
                0,
                "removed",
                f"`{id}`, recorded as #{before.position} at {before.entry.recorded_at}, was removed",
                _WAYS_OUT,
            )
    yield from file.problems


def _stated_once(edited: list[Problem]) -> Iterator[Problem]:
    """The edits, each value once: one that many entries share is one edit."""
    places = Counter((problem.line, problem.column) for problem in edited)
    seen = set[tuple[int, int]]()
    for problem in edited:
        place = (problem.line, problem.column)
        if place not in seen:
            seen.add(place)
            more = f"; so it is in {places[place] - 1} more entries" if places[place] > 1 else ""
            yield problem._replace(message=problem.message + more)


def _moved(kept: list[Located], order: list[str]) -> Iterator[Problem]:
    """The first entry that is not in its place among those that are still there."""
    for located, id in zip(kept, order, strict=True):
        if located.entry.id != id:
            message = f"`{located.entry.id}` was moved within the file; `{id}` was recorded before it"
            yield located.problem(("id",), "moved", message, hint="put it back where it was")
            return


def _edited(located: Located, before: Recorded) -> Iterator[Problem]:
    """A problem for each field that was changed."""
    was, now = msgspec.to_builtins(before.entry), msgspec.to_builtins(located.entry)
    for field in dict.fromkeys((*was, *now)):
        if was.get(field) != now.get(field):
            message = (
                f"`{field}` of `{located.entry.id}` was {_value(was.get(field))} and is now {_value(now.get(field))}"
            )
            recorded = f"; it was recorded as #{before.position} at {before.entry.recorded_at}"
            yield located.problem((field,), "edited", message + recorded, hint=_WAYS_OUT)


def _value(value: object) -> str:
    return "absent" if value is None else msgspec.json.encode(value).decode()


def missing(stamps: set[str], appending: Appending) -> Iterator[Problem]:
    """The files in the log whose stamps are not among *stamps*."""
    for stamp in appending.log.stamps():
        row = appending.log.file(stamp)
        if stamp not in stamps and row is not None and row.first <= appending.size:
            yield Problem(
                "",
                0,
                0,
                "removed",
                f"the record file of {stamp} (#{row.first} to #{row.first + row.count - 1}) is missing",
                f"put it back: recorded files are never removed; or, if this log is of another record, {ANEW}",
            )
