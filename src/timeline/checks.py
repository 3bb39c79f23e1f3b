"""What two entries must agree on, and what one must make sense of by itself.

Pure: other entries are looked up, one at a time, never listed. Each check yields findings
at the field that is wrong; who calls knows the file and the line.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date
from itertools import takewhile
from typing import Any, NamedTuple, Protocol

from timeline.corrections import FIXED_FIELDS, NoSuchField, Unfit, amended, corrected, value_at
from timeline.events import (
    Actor,
    Attestation,
    Commitment,
    Correction,
    Entry,
    Event,
    Money,
    OfficeChange,
    Recorded,
    Remarks,
    Source,
    Statement,
    Topic,
    Withdrawal,
    evidence_of,
)
from timeline.links import Link, links
from timeline.problems import KeyPath, meant
from timeline.shapes import table_of
from timeline.values import VOICES, When, parse_amount, parse_when


class Finding(NamedTuple):
    """One thing that is wrong with an entry."""

    at: KeyPath
    """The field, as in a record file: `("evidence", 0, "source")`."""
    code: str
    message: str
    hint: str = ""
    other: str = ""
    """The id of another entry that is part of what is wrong; its place is told too."""


class LookUp(Protocol):
    """The other entries: those recorded before, and those of the same file."""

    def find(self, name: str) -> Recorded | None:
        """The entry with an id, as recorded."""

    def in_force(self, name: str) -> Recorded | None:
        """The entry with an id, corrected; None when there is none or it is withdrawn."""

    def referring(self, target: str, *relations: str) -> Iterator[Recorded]:
        """The entries that name *target* in one of the fields *relations*."""

    def withdrawn(self, name: str) -> bool:
        """Whether an entry is withdrawn."""

    def near(self, name: str) -> list[str]:
        """Some ids that begin as *name* does."""

    def states(self) -> dict[str, str]:
        """The ids of all states, by their ISO codes."""


Check = Callable[[Any, LookUp], Iterator[Finding]]


def check_entry(entry: Entry, log: LookUp) -> list[Finding]:
    """What is wrong with *entry*, given the entries that *log* finds, itself among them.

    Nothing is looked up through a reference that leads nowhere: that alone is told.
    """
    found = list(_references(entry, log))
    if found:
        return found
    return [finding for kind, check in _CHECKS if isinstance(entry, kind) for finding in check(entry, log)]


# --- references -----------------------------------------------------------------------

_EXPECTED: dict[str, tuple[type[Entry], str]] = {
    "actor": (Actor, ""),
    "state": (Actor, "state"),
    "person": (Actor, "person"),
    "office": (Actor, "office"),
    "source": (Source, ""),
    "topic": (Topic, ""),
    "event": (Event, ""),
    "commitment": (Commitment, ""),
    "entry": (Entry, ""),
}


def _references(entry: Entry, log: LookUp) -> Iterator[Finding]:
    for link in links(entry):
        if link.target == entry.id:
            yield Finding(link.at, "itself", f"`{entry.id}` refers to itself", "remove the reference")
            continue
        target = log.find(link.target)
        if target is None:
            yield _unknown(link, log)
        elif not _is(target.entry, link.refers):
            yield Finding(
                link.at, f"unknown-{link.refers}", f"`{link.target}` is no {link.refers}, but {_article(target.entry)}"
            )
        elif log.withdrawn(link.target) and not isinstance(entry, Withdrawal):
            yield Finding(
                link.at, "withdrawn", f"`{link.target}` is withdrawn", "refer to what was recorded in its place"
            )


def _unknown(link: Link, log: LookUp) -> Finding:
    hint = meant(link.target, tuple(log.near(link.target)))
    if link.refers in {"actor", "state"} and link.target.upper() in log.states():
        hint = f"did you mean `{log.states()[link.target.upper()]}`?"
    return Finding(
        link.at,
        f"unknown-{link.refers}",
        f"there is no {link.refers} `{link.target}`",
        hint or "register it first, or in this file",
    )


def _is(entry: Entry, refers: str) -> bool:
    kind, of_actor = _EXPECTED[refers]
    return isinstance(entry, kind) and (not of_actor or getattr(entry, "kind", "") == of_actor)


def _article(entry: Entry) -> str:
    name = entry.kind if isinstance(entry, Actor) else entry.what
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


# --- evidence -------------------------------------------------------------------------


def _needs_evidence(entry: Event | Attestation, _log: LookUp) -> Iterator[Finding]:
    if entry.inferred and not entry.because:
        yield Finding(("inferred",), "no-reason", "an inference needs its reason", "say `because`")
    if not entry.evidence and not entry.inferred:
        yield Finding((), "no-evidence", f"`{entry.id}` has no evidence", "say which passage of which source states it")


def _evidence(entry: Entry, _log: LookUp) -> Iterator[Finding]:
    fields = table_of(type(entry)).fields
    for index, item in enumerate(evidence_of(entry)):
        at: KeyPath = ("evidence", index)
        if item.source in item.via or len(set(item.via)) < len(item.via):
            yield Finding((*at, "via"), "via", "a text does not retell itself", "name each text once, nearest first")
        for number, name in enumerate(item.for_):
            if name not in _vouchable(entry, fields):
                yield Finding(
                    (*at, "for", number),
                    "no-such-field",
                    f"there is no field `{name}` to vouch for",
                    meant(name, tuple(fields)),
                )
    yield from _repeated(entry)


def _vouchable(entry: Entry, fields: Iterable[str]) -> tuple[str, ...]:
    if isinstance(entry, Attestation):
        return tuple(table_of(type(entry.says)).fields)
    return tuple(fields)


def _repeated(entry: Entry) -> Iterator[Finding]:
    for name, field in table_of(type(entry)).fields.items():
        value = getattr(entry, field.attribute)
        if isinstance(value, tuple):
            for index, item in enumerate(value):
                if item in value[:index]:
                    yield Finding((name, index), "repeated", f"`{name}` says the same twice", "remove one")


# --- time -----------------------------------------------------------------------------


def time_of(event: Event, log: LookUp) -> When | None:
    """When an event happened: its own time, or some time within that of its parent."""
    seen: set[str] = set()
    while not event.when:
        seen.add(event.id)
        parent = log.in_force(event.part_of[0]) if len(event.part_of) == 1 else None
        if parent is None or not isinstance(parent.entry, Event) or parent.entry.id in seen:
            return None
        event = parent.entry
    own = parse_when(event.when)
    return own.within() if seen else own


def _when(event: Event, log: LookUp) -> Iterator[Finding]:
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
        yield from _within_parents(event, time, log)
        yield from _after(event, time, log)
        yield from _not_planned(event, time, log)


def _within_parents(event: Event, time: When, log: LookUp) -> Iterator[Finding]:
    for index, name in enumerate(event.part_of):
        parent = log.in_force(name)
        whole = time_of(parent.entry, log) if parent and isinstance(parent.entry, Event) else None
        if (
            event.when
            and whole
            and (time.start_latest < whole.start_earliest or time.start_earliest > whole.end_latest)
        ):
            yield Finding(
                ("when",), "outside", f"{time.text} is outside `{name}`, which is {whole.text}",
                f"correct one of them, or remove `part_of` {index + 1}",
            )  # fmt: skip


def _after(event: Event, time: When, log: LookUp) -> Iterator[Finding]:
    for index, name in enumerate(event.after):
        earlier = log.in_force(name)
        then = time_of(earlier.entry, log) if earlier and isinstance(earlier.entry, Event) else None
        if then and time.end_latest < then.start_earliest:
            yield Finding(
                ("after", index), "order", f"`{event.id}` ({time.text}) cannot be after `{name}` ({then.text})",
                "the dates are certain: correct one of them, or remove the reference", name,
            )  # fmt: skip


def _not_planned(event: Event, time: When, log: LookUp) -> Iterator[Finding]:
    hint = "what is only planned is a commitment or an announcement with `due`"
    if event.recorded_at and time.start_earliest > date.fromisoformat(event.recorded_at[:10]).toordinal():
        yield Finding(("when",), "planned", f"{time.text} is later than the record itself", hint)
    for index, item in enumerate(event.evidence):
        source = log.in_force(item.source)
        if source and isinstance(source.entry, Source) and source.entry.date:
            said = parse_when(source.entry.date)
            if time.start_earliest > said.end_latest:
                yield Finding(
                    ("evidence", index, "source"),
                    "planned",
                    f"{time.text} is later than `{item.source}` of {said.text}, which tells of it",
                    hint,
                )


def _due(event: Event, log: LookUp) -> Iterator[Finding]:
    due, time = getattr(event, "due", ""), time_of(event, log)
    if due and time and parse_when(due).end_latest < time.start_earliest:
        yield Finding(
            ("due",), "order", f"it was due in {due}, before it was promised in {time.text}", "correct one of them"
        )


def _cycle(event: Event, log: LookUp) -> Iterator[Finding]:
    for field in ("part_of", "after", "told_in"):
        for index, first in enumerate(getattr(event, field)):
            way = _way_back(first, event.id, log)
            if way:
                chain = " → ".join(f"`{name}`" for name in (event.id, *way))
                yield Finding(
                    (field, index), "cycle", f"the events go in a circle: {chain}",
                    "remove one of the references", first,
                )  # fmt: skip


def _way_back(start: str, goal: str, log: LookUp) -> list[str]:
    """The ids from *start* to *goal* along `part_of`, `after` and `told_in`; empty if there is no way."""
    stack, seen = [[start]], {start}
    while stack:
        way = stack.pop()
        if way[-1] == goal:
            return way
        found = log.in_force(way[-1])
        if found is None or not isinstance(found.entry, Event):
            continue
        for name in (*found.entry.part_of, *found.entry.after, *found.entry.told_in):
            if name not in seen:
                seen.add(name)
                stack.append([*way, name])
    return []


def _told(event: Event, log: LookUp) -> Iterator[Finding]:
    whole = {name for told in event.told_in for name in _ancestors(told, log)}
    for index, name in enumerate(event.part_of):
        if name in whole:
            yield Finding(
                ("part_of", index),
                "told",
                f"`{event.id}` was only told at `{name}`, and is no part of it",
                "keep `told_in` alone",
            )


def _ancestors(name: str, log: LookUp) -> set[str]:
    waiting, seen = [name], set[str]()
    while waiting:
        found = log.in_force(waiting.pop())
        if found and isinstance(found.entry, Event) and found.entry.id not in seen:
            seen.add(found.entry.id)
            waiting += found.entry.part_of
    return seen


# --- who ------------------------------------------------------------------------------


def _somebody(event: Event, _log: LookUp) -> Iterator[Finding]:
    if not event.by:
        yield Finding((), "nobody", f"`{event.id}` does not say who", "say `by`")


def _offices(event: Event, log: LookUp) -> Iterator[Finding]:
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


def _not_in_office(person: str, office: str, time: When | None, log: LookUp) -> str:
    changes = [
        (parse_when(event.when), event.change)
        for event in (found.entry for found in _standing(log.referring(person, "person"), log))
        if isinstance(event, OfficeChange) and event.office == office and event.when
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


def _standing(found: Iterable[Recorded], log: LookUp) -> Iterator[Recorded]:
    return (now for recorded in found if (now := log.in_force(recorded.entry.id)))


# --- money ----------------------------------------------------------------------------


def _money(entry: Entry, _log: LookUp) -> Iterator[Finding]:
    told = entry.says if isinstance(entry, Attestation) else entry
    money = getattr(told, "money", None)
    if isinstance(money, Money):
        at: KeyPath = ("says", "money", "amount") if isinstance(entry, Attestation) else ("money", "amount")
        amount = parse_amount(money.amount)
        if amount.minor_units(money.currency) == 0 or amount.finer_than_minor(money.currency):
            yield Finding(
                at, "bad-amount", f"{money.currency} {money.amount} is finer than the currency's smallest unit"
            )


# --- registrations --------------------------------------------------------------------


def _actor(actor: Actor, log: LookUp) -> Iterator[Finding]:
    if actor.kind != "state":
        if actor.code:
            yield Finding(
                ("code",), "not-a-state", "only states have a code", "say `of` for the state that it acts for"
            )
        return
    if not actor.code:
        yield Finding((), "no-code", f"the state `{actor.id}` has no code", "say its ISO 3166-1 code")
    elif log.states().get(actor.code, actor.id) != actor.id:
        yield Finding(
            ("code",),
            "code-taken",
            f"`{actor.code}` is the code of `{log.states()[actor.code]}`",
            "give each state its own",
        )
    if actor.of:
        yield Finding(("of",), "not-a-state", "a state acts for itself", "remove `of`")


def _source(source: Source, log: LookUp) -> Iterator[Finding]:
    if not source.side:
        yield Finding(
            (), "no-side", f"the source `{source.id}` has no side", 'say whose it is: a state, "press" or "analyst"'
        )
    for index, side in enumerate(source.side):
        if side not in VOICES and side not in log.states():
            yield Finding(
                ("side", index),
                "unknown-state",
                f"there is no state with the code {side}",
                meant(side, tuple(log.states())) or "register it first",
            )
    if len(source.side) > 1 and set(source.side) & set(VOICES):
        yield Finding(
            ("side",), "two-voices", "a text of several sides is a joint text of states", "name the states alone"
        )


def _topic(topic: Topic, log: LookUp) -> Iterator[Finding]:
    seen, name = {topic.id}, topic.under
    while name:
        if name in seen:
            yield Finding(("under",), "cycle", f"the topics go in a circle at `{name}`", "remove one `under`")
            return
        seen.add(name)
        found = log.in_force(name)
        name = found.entry.under if found and isinstance(found.entry, Topic) else ""


# --- attest, correct, withdraw --------------------------------------------------------

_FREE_TEXT = ("place", "document", "due_said", "topics", "level", "terms", "quantity", "by", "to", "part_of", "act")


def _attestation(attestation: Attestation, log: LookUp) -> Iterator[Finding]:
    event = log.in_force(attestation.event)
    assert event is not None, "events that are unknown or withdrawn were told of"
    of_event = table_of(type(event.entry)).fields
    said = {
        name: field
        for name, field in table_of(type(attestation.says)).fields.items()
        if getattr(attestation.says, field.attribute) != field.default
    }
    for name in said.keys() - of_event.keys():
        yield Finding(("says", name), "no-such-field", f"{_article(event.entry)} has no field `{name}`")
    for index, name in enumerate(attestation.fits):
        if name not in said or name not in _FREE_TEXT:
            yield Finding(
                ("fits", index),
                "no-such-field",
                f"`{name}` is not among the words that it says",
                "name a field of `says` that is told in words",
            )
    if attestation.against and not attestation.because:
        yield Finding(("against",), "no-reason", "a declared conflict needs its reason", "say `because`")


def _correction(correction: Correction, log: LookUp) -> Iterator[Finding]:
    name = correction.field.partition(".")[0]
    before = _before(correction, log)
    if name in FIXED_FIELDS or isinstance(before, Correction | Withdrawal):
        yield Finding(
            ("field",), "fixed", f"`{name}` cannot be corrected", "withdraw the entry, and record anew under another id"
        )
        return
    if name not in table_of(type(before)).fields:
        yield Finding(
            ("field",),
            "no-such-field",
            f"{_article(before)} has no field `{name}`",
            meant(name, table_of(type(before)).fields),
        )
        return
    try:
        after = amended(before, correction.field, correction.now)
    except NoSuchField:
        hint = "name the field, or an item by its place: evidence.0"
        yield Finding(("field",), "no-such-field", f"`{correction.field}` leads to no value", hint)
    except Unfit as unfit:
        yield Finding(
            ("now",), "unfit", f"the value does not fit `{correction.field}`: {unfit}", "write it as in the entry"
        )
    else:
        yield from _corrected(correction, before, after, log)


def _before(correction: Correction, log: LookUp) -> Entry:
    """The entry as it stood when the correction was made: without it, and those after it."""
    found = log.find(correction.entry)
    assert found is not None, "entries that are unknown were told of"
    entry: Entry = found.entry
    for earlier in takewhile(lambda one: one.entry.id != correction.id, log.referring(correction.entry, "entry")):
        if isinstance(earlier.entry, Correction) and not log.withdrawn(earlier.entry.id):
            entry = corrected(entry, earlier.entry)
    return entry


def _corrected(correction: Correction, before: Entry, after: Entry, log: LookUp) -> Iterator[Finding]:
    if not _in_force(correction, before):
        value = value_at(before, correction.field)
        hint = "write the value in force, or leave `was` out if there is none"
        yield Finding(("was",), "not-in-force", f"`{correction.field}` is not {correction.was!r} but {value!r}", hint)
    elif after == before:
        yield Finding(("now",), "no-change", "the correction changes nothing", "remove it")
    else:
        for wrong in check_entry(after, log):
            yield Finding(("now",), wrong.code, wrong.message, wrong.hint)


def _in_force(correction: Correction, before: Entry) -> bool:
    try:
        return amended(before, correction.field, correction.was) == before
    except Unfit:
        return False


def _withdrawal(withdrawal: Withdrawal, log: LookUp) -> Iterator[Finding]:
    own, target = log.find(withdrawal.id), log.find(withdrawal.entry)
    if own and target and target.position > own.position:
        told = f"`{withdrawal.entry}` is recorded after its withdrawal"
        yield Finding(("entry",), "later", told, "withdraw what was recorded before")
        return
    others = (found.entry for found in log.referring(withdrawal.entry, "entry"))
    earlier = [entry for entry in others if isinstance(entry, Withdrawal) and entry.id != withdrawal.id]
    if any(not log.withdrawn(entry.id) for entry in earlier):
        yield Finding(
            ("entry",),
            "withdrawn",
            f"`{withdrawal.entry}` is withdrawn already",
            "withdraw the withdrawal to bring it back",
        )


_CHECKS: tuple[tuple[type[Entry] | tuple[type[Entry], ...], Check], ...] = (
    ((Event, Attestation), _needs_evidence),
    (Entry, _evidence),
    (Event, _when),
    (Event, _cycle),
    (Event, _told),
    (Event, _offices),
    ((Statement, Commitment, Remarks), _somebody),
    (Event, _due),
    ((Event, Attestation), _money),
    (Actor, _actor),
    (Source, _source),
    (Topic, _topic),
    (Attestation, _attestation),
    (Correction, _correction),
    (Withdrawal, _withdrawal),
)  # fmt: skip
