"""The stamps of drafts: in which order they are recorded, at which instant, and how it is written into the file.

A stamp is the true instant: now, or a second after the newest, whichever is later. What the
clock says is given; nothing here reads one.
"""

from collections.abc import Hashable, Iterable, Iterator, Sequence
from datetime import UTC, datetime, timedelta
from graphlib import CycleError, TopologicalSorter
from hashlib import sha256
from pathlib import Path

from timeline.entries import Actor, Entry, Event, OfficeChange, Source
from timeline.entries.links import links
from timeline.problems import Problem, Refused, refusal
from timeline.recordfile.files import TOML_LIMIT
from timeline.recordfile.once import Once
from timeline.recordfile.read import parse_record_text
from timeline.recordfile.reader import Header
from timeline.recordfile.whole import Step, write_whole
from timeline.recordfile.write import stamped
from timeline.values import format_instant, parse_instant

BEHIND = timedelta(minutes=10)
"""How far a clock may be behind the newest stamp, or a stamp ahead of the clock: clocks differ, and the files of
one append have a second each."""
AHEAD = timedelta(days=400)
"""How far a clock may be past the newest stamp: a record is seldom left alone for longer."""

_LAST = datetime(9999, 12, 31, 23, 59, 58, tzinfo=UTC)

UNSTAMP = "remove `recorded_at` and `recorded_by` from a draft, and append it"


def clock_problems(now: datetime, newest: str, last: str) -> Iterator[Problem]:
    """What makes a clock that says *now* doubtful, beside the newest stamp and the last that is to be given.

    newest: empty before the first stamp.
    """
    before = parse_instant(newest) if newest else now
    way_out = "set the clock, and run the command again; if it is right, use --clock-is-right"
    if now < before - BEHIND:
        behind = f"which is {_span(before - now)} before {newest}, the newest stamp of the record"
    elif now > before + AHEAD:
        behind = f"which is {_span(now - before)} after {newest}, the newest stamp of the record"
    elif parse_instant(last) > max(now, before) + BEHIND:
        behind, way_out = (
            f"and the last draft would be stamped {last}: stamps are one second apart",
            "append fewer drafts at once",
        )
    else:
        return
    yield Problem("", 0, 0, "clock", f"this machine's clock says {format_instant(now)}, {behind}", way_out)


def stamps_ahead(files: Iterable[Once], now: datetime) -> Iterator[tuple[Path, str]]:
    """Those of *files* whose stamp is ahead of a clock that says *now*, and these stamps."""
    for file in files:
        stamp = file.header.recorded_at if file.may_be_recorded else ""
        if stamp and parse_instant(stamp) > now + BEHIND:
            yield file.path, stamp


def _span(span: timedelta) -> str:
    """How long a time is, in the largest unit that it has two of."""
    for name, unit in (("days", 86400), ("hours", 3600), ("minutes", 60)):
        if (count := int(span.total_seconds() // unit)) > 1:
            return f"{count} {name}"
    raise AssertionError(f"{span} is no doubtful time")


def stamps_for(
    drafts: Sequence[Once], problems: list[Problem], newest: str, now: datetime, recorded_by: str
) -> Iterator[tuple[Path, Header]]:
    """Each draft with its stamp, in the order of the stamps. Problems are added to *problems*."""
    instant = now.astimezone(UTC).replace(microsecond=0)
    if newest:
        instant = max(instant, min(parse_instant(newest), _LAST) + timedelta(seconds=1))
    for draft in _in_order(drafts, problems):
        path, header = draft.path, draft.header
        if header.recorded_at:
            problems.append(Problem(str(path), 0, 0, "stamp", "it already has a stamp", UNSTAMP))
            continue
        if not (header.recorded_by or recorded_by):
            hint = "use --by, or write `recorded_by` at the top of the file"
            problems.append(Problem(str(path), 0, 0, "no-recorder", "no recorder is named", hint))
        if instant >= _LAST:
            message = f"the newest stamp, {newest}, is the last possible one"
            hint = "if the stamp was written by hand, remove it from the draft"
            problems.append(Problem(str(path), 0, 0, "stamp", message, hint))
            return
        yield path, Header(format_instant(instant), header.recorded_by or recorded_by)
        instant += timedelta(seconds=1)


def _in_order(drafts: Sequence[Once], problems: list[Problem]) -> list[Once]:
    """*drafts*, each after the drafts that it refers to."""
    # Bulk files are not read twice for this: they come in the order of their names.
    by_path = {draft.path: draft for draft in drafts}
    entries = {
        path: [] if draft.is_jsonl else [item.entry for item in draft.read().entries]
        for path, draft in sorted(by_path.items())
    }
    home = {id: path for path, held in entries.items() for entry in held for id in _provided(entry)}
    # What is taken from the registry comes first: a bulk file, or a correction, may need it too.
    first = {draft.path for draft in drafts if draft.is_new}
    needs = {
        path: set[Path]()
        if path in first
        else first | {home[id] for one in held for id in _needed(one) if id in home} - {path}
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
                "put these entries into one file",
            )
        )
        return []
    order: list[Once] = []
    while sorter.is_active():
        # Of those free to go next, in the order of their names.
        ready = sorted(sorter.get_ready())
        order += (by_path[path] for path in ready)
        sorter.done(*ready)
    return order


def _provided(entry: Entry) -> Iterator[Hashable]:
    yield entry.id
    match entry:
        case Actor() if entry.is_party:
            yield ("side", entry.sign)
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
            yield from ((p.who, office) for p in (*entry.by, *entry.to) for office in p.offices)
        case _:
            pass


def write_stamp(draft: Once, target: Path, header: Header, *, step: Step) -> None:
    """Write a draft with its stamp: to a temporary file, to the disk, then in its place.

    Raises Refused when its file no longer has the bytes that were checked.
    """
    path = draft.path
    if draft.is_new:
        write_whole(target, _with_stamp(path, draft.data.decode(), header), step=step)
        return

    def unchanged() -> bytes:
        if sha256(data := path.read_bytes()).digest() != draft.digest:
            hint = "run the command again to record its new content"
            raise refusal("changed", "the draft changed while it was being recorded", hint=hint, path=str(path))
        return data

    data = unchanged() if draft.is_jsonl else draft.data
    # An editor may save it meanwhile: it is compared again before it is replaced.
    write_whole(target, _with_stamp(path, data.decode(), header), step=step, ready=unchanged)


def stamp_problems(draft: Once, header: Header) -> Iterator[Problem]:
    """What keeps a draft in which nothing else is wrong from being stamped, before anything is written."""
    if draft.is_jsonl or not header.recorded_by:
        return
    try:
        _read_back(draft, _with_stamp(draft.path, draft.data.decode(), header), header)
    except Refused as refused:
        yield from refused.problems


def _with_stamp(path: Path, text: str, header: Header) -> str:
    jsonl = path.suffix == ".jsonl"
    return stamped(text, recorded_at=header.recorded_at, recorded_by=header.recorded_by, jsonl=jsonl)


def _read_back(draft: Once, text: str, header: Header) -> None:
    """Refuse a stamp that would not be read as it is written, before anything is written."""
    path = draft.path
    if len(text.encode()) > TOML_LIMIT:
        hint = "split it, or use JSON Lines for bulk data"
        raise refusal("stamp", f"with its stamp it is larger than {TOML_LIMIT} bytes", hint=hint, path=str(path))
    file = parse_record_text(text, name=str(path))
    same = [located.entry for located in file.entries] == [located.entry for located in draft.read(header).entries]
    if file.problems or file.header != header or not same:
        hint = "write `format = 1` on a line of its own, above the first entry"
        raise refusal("stamp", "the stamp cannot be written into the header", hint=hint, path=str(path))
