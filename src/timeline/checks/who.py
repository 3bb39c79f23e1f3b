"""Who takes part, and in which office."""

from collections.abc import Iterable, Iterator

from timeline.checks.others import Finding, Others
from timeline.checks.times import time_of
from timeline.events import Event, OfficeChange, Progress, Recorded
from timeline.values import When, parse_when


def somebody(event: Event, _log: Others) -> Iterator[Finding]:
    """A statement, promise or remark of nobody."""
    if not event.by:
        yield Finding((), "nobody", f"`{event.id}` does not say who", "say `by`")


def advances(event: Progress, _log: Others) -> Iterator[Finding]:
    """Progress of no promise."""
    if not event.advances:
        yield Finding((), "no-stage", f"`{event.id}` advances no commitment", "say `advances`")


def offices(event: Event, log: Others) -> Iterator[Finding]:
    """Somebody in an office that they certainly did not hold then. Source: RULES.md, 12."""
    time = time_of(event, log)
    for side in ("by", "to"):
        for index, participant in enumerate(getattr(event, side)):
            if participant.as_:
                wrong = _not_in_office(participant.who, participant.as_, time, log)
                if wrong:
                    yield Finding(
                        (side, index, "as"),
                        "not-in-office",
                        wrong,
                        "offices come from `office` events: record one, or correct this",
                    )


def _not_in_office(person: str, office: str, time: When | None, log: Others) -> str:
    changes = [
        (parse_when(event.when), event.change)
        for event in (found.entry for found in _standing(log.referring(person, "person"), log))
        if isinstance(event, OfficeChange) and (event.person, event.office) == (person, office) and event.when
    ]
    assumed = [when for when, change in changes if change == "assumed"]
    if not assumed:
        return f"no `office` event says that `{person}` was `{office}`"
    if time is None:
        return ""
    # Certainly before the office was assumed, or certainly after it was left for good.
    if time.end_latest < min(when.start_earliest for when in assumed):
        return f"`{person}` was not yet `{office}` at {time.text}"
    left = [when for when, change in changes if change == "left"]
    last = max((when.end_latest for when in left), default=None)
    if last is not None and last < time.start_earliest and all(when.end_latest < last for when in assumed):
        return f"`{person}` was no longer `{office}` at {time.text}"
    return ""


def _standing(found: Iterable[Recorded], log: Others) -> Iterator[Recorded]:
    names = (recorded.entry.id for recorded in found)
    return (now for name in names if not log.withdrawal(name) and (now := log.current(name)))
