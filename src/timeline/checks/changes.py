"""What an entry makes of another: attestations, corrections, withdrawals.

What they make of it is checked as if it had been recorded so: see `remade`.
"""

from collections.abc import Iterator
from typing import NamedTuple

import msgspec

from timeline.checks import who
from timeline.checks.others import Finding, Others
from timeline.checks.references import article
from timeline.checks.sequence import after, ancestors
from timeline.checks.times import time_of, within_parents
from timeline.entries import Attestation, Correction, Entry, Event, OfficeChange, Recorded, ScheduleChange, Withdrawal
from timeline.entries.corrections import (
    FIXED_FIELDS,
    NoSuchField,
    Unfit,
    Withdrawn,
    amended,
    corrected,
    value_at,
    withdrawals,
)
from timeline.entries.tables import Field, table_of
from timeline.problems import KeyPath, meant

_BACK_AND_FORTH = 16
"""Times that an entry may be withdrawn and brought back."""
_FREE_TEXT = ("place", "document", "due_said", "topics", "level", "terms", "quantity", "by", "to", "part_of", "act")


def attestation(attestation: Attestation, log: Others) -> Iterator[Finding]:
    """Values that the event has no field for, words that fit nothing, a contradiction without its reason."""
    event = log.event(attestation.event)
    assert event is not None, "unknown events are reported before"
    of_event = table_of(type(event)).fields
    said = {
        name: field
        for name, field in table_of(type(attestation.says)).fields.items()
        if getattr(attestation.says, field.attribute) != field.default
    }
    # The quantity of a commitment is also the quantity of what advances it.
    counted = {"quantity"} if len(event.advances) == 1 else set[str]()
    same = {name for name in said.keys() & of_event.keys() if _alike(said[name], of_event[name])}
    same -= {"because"} if not isinstance(event, ScheduleChange) else set[str]()
    for name in sorted(said.keys() - same - counted):
        yield Finding(("says", name), "no-such-field", f"{article(event)} has no field `{name}`")
    for index, name in enumerate(attestation.fits):
        if name not in said or name not in _FREE_TEXT:
            yield Finding(
                ("fits", index),
                "no-such-field",
                f"`{name}` is not a text field of `says`",
                "name a text field of `says`",
            )
    for index, name in enumerate(attestation.says.part_of):
        if attestation.event in {name, *ancestors(name, log)}:
            message = f"`{attestation.event}` cannot be part of `{name}`, which is part of it"
            yield Finding(("says", "part_of", index), "cycle", message, "name the larger event", name)
    for field in ("on_margins_of", "part_of_one_of"):
        for index, name in enumerate(getattr(attestation.says, field)):
            if name == attestation.event:
                message = f"`{name}` cannot be {'on its own margins' if field == 'on_margins_of' else 'part of itself'}"
                yield Finding(("says", field, index), "itself", message, "name the other event", name)
    if attestation.against and not attestation.because:
        yield Finding(("against",), "no-reason", "an attestation with `against` needs a reason", "add `because`")


def _alike(said: Field, field: Field) -> bool:
    """Whether a field of `says` is of the kind that the event has: the name of a document is not the kind of one."""
    return said.shape == field.shape


def correction(correction: Correction, log: Others) -> Iterator[Finding]:
    """A correction of what cannot be corrected, from a value that the entry does not have, or to an invalid one."""
    name = correction.field.partition(".")[0]
    before = log.as_of(correction.entry, _position(correction, log))
    fixed = name in FIXED_FIELDS or (isinstance(before, Attestation) and name == "event")
    if fixed or isinstance(before, Correction | Withdrawal):
        yield Finding(
            ("field",),
            "fixed",
            f"`{name}` cannot be corrected",
            "withdraw the entry, and record a new one",
        )
        return
    if name not in table_of(type(before)).fields:
        yield Finding(
            ("field",),
            "no-such-field",
            f"{article(before)} has no field `{name}`",
            meant(name, table_of(type(before)).fields),
        )
        return
    try:
        made = amended(before, correction.field, correction.now)
    except NoSuchField:
        hint = "name the field, or an item by its index: evidence.0"
        yield Finding(("field",), "no-such-field", f"there is no value at `{correction.field}`", hint)
    except Unfit as unfit:
        yield Finding(
            ("now",),
            "unfit",
            f"the value does not fit `{correction.field}`: {unfit}",
            unfit.hint or "write it as in the entry",
        )
    else:
        yield from _changed(correction, before, made)


def _position(entry: Entry, log: Others) -> int:
    found = log.find(entry.id)
    assert found is not None, "an entry is checked when it is in the log"
    return found.position


def _changed(correction: Correction, before: Entry, made: Entry) -> Iterator[Finding]:
    if not _starts_from(correction, before):
        value = value_at(before, correction.field)
        hint = "write the current value, or leave `was` out if there is none"
        message = f"the correction expects {_value(correction.was)}, but the entry has {_value(value)}"
        yield Finding(("was",), "not-in-force", f"`{correction.field}`: {message}", hint)
    elif made == before:
        yield Finding(("now",), "no-change", "the correction changes nothing", "remove it")


def _value(value: object) -> str:
    """A value as a record file writes it; `no value` for none."""
    return "no value" if value is None else f"`{msgspec.json.encode(value).decode()}`"


def _starts_from(correction: Correction, before: Entry) -> bool:
    """Whether `was` is the value in force."""
    if correction.was is None:
        return value_at(before, correction.field) is None
    try:
        return amended(before, correction.field, correction.was) == before
    except (NoSuchField, Unfit):
        return False


def _dated(event: Event) -> tuple[object, ...]:
    return (event.when, event.start, event.zone, event.approximate, event.after, event.part_of)


def dependent(event: Event, log: Others) -> Iterator[Finding]:
    """What is wrong with the times of the events that are part of one, or after it, or after those."""
    waiting, seen = [event.id], {event.id}
    while waiting:
        for found in log.referring(waiting.pop(), "part_of", "after"):
            id = found.entry.id
            other = log.event(id)
            if other is None or id in seen or log.withdrawal(id):
                continue
            seen.add(id)
            waiting.append(id)
            time = time_of(other, log)
            wrong = [*(within_parents(other, time, log) if time else ()), *after(other, log)]
            yield from (finding._replace(other=id) for finding in wrong)


def withdrawal(withdrawal: Withdrawal, log: Others) -> Iterator[Finding]:
    """A withdrawal of an entry that is already withdrawn, recorded later, or the basis of later corrections."""
    own, target = _position(withdrawal, log), log.find(withdrawal.entry)
    assert target is not None, "unknown entries are reported before"
    undone = _undone(target, log)
    if target.position > own:
        message = f"`{withdrawal.entry}` would be withdrawn before it is recorded"
        yield Finding(("entry",), "later", message, "withdraw only entries that were recorded earlier")
    elif undone is None:
        message = f"it was withdrawn and restored more than {_BACK_AND_FORTH} times"
        yield Finding(("entry",), "too-deep", message, "record a new entry")
    elif withdrawal.entry in (withdrawn := _withdrawn_before(withdrawal.entry, own, log)):
        yield Finding(
            ("entry",),
            "withdrawn",
            f"`{withdrawal.entry}` is already withdrawn, by `{withdrawn[withdrawal.entry].withdrawal.id}`",
            "withdraw the withdrawal to restore it",
        )
    elif id := _remaking(undone, target, log):
        yield from _unfounded(id, own + 1, log)
    elif isinstance(target.entry, OfficeChange):
        yield from who.unheld(target.entry, log)


def _withdrawn_before(id: str, position: int, log: Others) -> dict[str, Withdrawn]:
    return withdrawals(recorded for recorded in log.changing(id) if recorded.position < position)


def _undone(target: Recorded, log: Others) -> Recorded | None:
    """What a withdrawal of *target* takes away or brings back; None when that goes on without end."""
    for _ in range(_BACK_AND_FORTH):
        if not isinstance(target.entry, Withdrawal):
            return target
        back = log.find(target.entry.entry)
        if back is None or back.position > target.position:
            # A withdrawal of nothing, or of a later entry, is reported at its own place.
            return target
        target = back
    return None


def _remaking(undone: Recorded, target: Recorded, log: Others) -> str:
    """The entry that is another, or is back, once *undone* is; empty when nothing is."""
    if isinstance(undone.entry, Correction):
        found = log.find(undone.entry.entry)
        # An impossible correction is reported at its own place.
        return found.entry.id if found and not isinstance(found.entry, Correction | Withdrawal) else ""
    return undone.entry.id if undone is not target else ""


def _unfounded(id: str, position: int, log: Others) -> Iterator[Finding]:
    """The corrections before *position* that no longer start from the value in force."""
    others = [other for other in log.changing(id) if other.position < position]
    withdrawn = withdrawals(others)
    found = log.find(id)
    assert found is not None, "what was withdrawn is in the log"
    entry: Entry = found.entry
    for other in others:
        correction = other.entry
        if isinstance(correction, Correction) and correction.entry == id and correction.id not in withdrawn:
            if not _starts_from(correction, entry):
                message = f"the correction `{correction.id}` of `{correction.field}` expects another value"
                hint = f"withdraw `{correction.id}` first, then correct again"
                yield Finding(("entry",), "rests-on", message, hint, correction.id)
                return
            entry = corrected(entry, correction)


# --- what is made of an entry ---------------------------------------------------------


class Remade(NamedTuple):
    """What a correction or a withdrawal makes of an entry."""

    at: KeyPath
    """The field that is at fault when that is wrong."""
    before: Entry
    now: Entry
    back: bool = False
    """Whether it comes back whole: what it agreed with may have changed meanwhile."""

    @property
    def redated(self) -> bool:
        """Whether the entries dated by it must be checked again."""
        entry, other = self.before, self.now
        return isinstance(entry, Event) and isinstance(other, Event) and _dated(entry) != _dated(other)


def remade(entry: Entry, log: Others) -> Remade | None:
    """What an entry in which nothing is wrong makes of another; None when it changes none."""
    match entry:
        case Correction():
            before = log.as_of(entry.entry, _position(entry, log))
            return Remade(("now",), before, corrected(before, entry))
        case Withdrawal():
            return _undoing(entry, log)
        case _:
            return None


def _undoing(withdrawal: Withdrawal, log: Others) -> Remade | None:
    target, own = log.find(withdrawal.entry), _position(withdrawal, log)
    undone = _undone(target, log) if target else None
    id = _remaking(undone, target, log) if target and undone else ""
    if not id:
        return None
    before, now = log.as_of(id, own), log.as_of(id, own + 1)
    return Remade(("entry",), before, now, back=before == now)
