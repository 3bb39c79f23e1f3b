"""When an event happened: by itself, within its parents, and against what is dated by it."""

from collections.abc import Iterator
from datetime import date

from timeline.checks.others import Finding, Others
from timeline.events import Event, Source
from timeline.values import When, parse_when


def time_of(event: Event, log: Others) -> When | None:
    """When an event happened: its own time, or some time within that of its parent."""
    seen: set[str] = set()
    while not event.when:
        seen.add(event.id)
        parent = log.event(event.part_of[0]) if len(event.part_of) == 1 else None
        if parent is None or parent.id in seen:
            return None
        event = parent
    own = parse_when(event.when)
    return own.within() if seen else own


def when(event: Event, log: Others) -> Iterator[Finding]:
    """An event without a time, a clock without an hour, a time that cannot be."""
    if not event.when and not event.part_of:
        yield Finding(
            (),
            "no-when",
            f"`{event.id}` has no `when` and is part of nothing that has",
            "say when, if only [..2024-07-05] (on or before)",
        )
    if (event.zone and not event.start) or (event.approximate and not (event.start or event.minutes)):
        yield Finding(
            ("zone",) if event.zone else ("approximate",),
            "no-clock",
            "there is no clock time that this is said of",
            "say `start`, or remove it",
        )
    time = time_of(event, log)
    if time is not None:
        yield from within_parents(event, time, log)
        yield from _not_planned(event, time, log)


def within_parents(event: Event, time: When, log: Others) -> Iterator[Finding]:
    """An event dated outside of what it is part of."""
    for index, name in enumerate(event.part_of):
        parent = log.event(name)
        whole = time_of(parent, log) if parent else None
        if (
            event.when
            and whole
            and (time.start_latest < whole.start_earliest or time.start_earliest > whole.end_latest)
        ):
            yield Finding(
                ("when",), "outside", f"{time.text} is outside `{name}`, which is {whole.text}",
                f"correct one of them, or remove `part_of` {index + 1}",
            )  # fmt: skip


def _not_planned(event: Event, time: When, log: Others) -> Iterator[Finding]:
    hint = "what is only planned is a commitment or an announcement with `due`"
    if event.recorded_at and time.start_earliest > date.fromisoformat(event.recorded_at[:10]).toordinal():
        yield Finding(("when",), "planned", f"{time.text} is later than the record itself", hint)
    for index, item in enumerate(event.evidence):
        source = log.current(item.source)
        if source and isinstance(source.entry, Source) and source.entry.date:
            said = parse_when(source.entry.date)
            if time.start_earliest > said.end_latest:
                yield Finding(
                    ("evidence", index, "source"),
                    "planned",
                    f"{time.text} is later than `{item.source}` of {said.text}, which tells of it",
                    hint,
                )


def due(event: Event, log: Others) -> Iterator[Finding]:
    """A promise that was due before it was made."""
    due, time = getattr(event, "due", ""), time_of(event, log)
    if due and time and parse_when(due).end_latest < time.start_earliest:
        yield Finding(
            ("due",), "order", f"it was due in {due}, before it was promised in {time.text}", "correct one of them"
        )
