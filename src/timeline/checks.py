"""What two entries must agree on, and what one must make sense of by itself.

Pure: other entries are looked up, one at a time, never listed. Each check yields findings
at the field that is wrong; who calls knows the file and the line.
"""

from collections.abc import Callable, Iterable, Iterator
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Any, NamedTuple, Protocol

from timeline.corrections import (
    FIXED_FIELDS,
    NoSuchField,
    Unfit,
    Withdrawn,
    amended,
    as_it_stands,
    corrected,
    value_at,
    withdrawals,
)
from timeline.events import (
    Actor,
    Attestation,
    Commitment,
    Correction,
    Entry,
    Event,
    Money,
    OfficeChange,
    Progress,
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
from timeline.shapes import ListOf, table_of
from timeline.values import OPEN_BEFORE, VOICES, When, instant_of, parse_amount, parse_when

DEEPEST = 12
"""How deep events may be nested: a visit, a meeting, a point, its parts, and some."""
_REMEMBERED = 4096
_FOLLOWED = 10_000
_BACK_AND_FORTH = 16
_CHAIN = 8
"""Events of a circle that are named."""


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

    def current(self, name: str) -> Recorded | None:
        """The entry with an id, corrected, whether or not it is withdrawn."""

    def withdrawal(self, name: str) -> Withdrawn | None:
        """The withdrawal of an entry, if there is one that stands."""

    def referring(self, target: str, *relations: str) -> Iterator[Recorded]:
        """The entries that name *target* in one of the fields *relations*, in recorded order."""

    def about(self, name: str, *relations: str) -> list[Recorded]:
        """The entries that name *name* in *relations*, and those that so name one of these, in recorded order."""

    def near(self, name: str) -> list[str]:
        """Some ids that begin as *name* does."""

    def states(self) -> dict[str, str]:
        """The ids of all states, by their ISO codes."""


class Others:
    """The other entries as the checks of one file look them up: what is asked often is kept.

    Sound because all of the file is in the log by then, and nothing else can enter it.
    """

    def __init__(self, log: LookUp) -> None:
        """Look up in *log*."""
        self.find = lru_cache(_REMEMBERED)(log.find)
        self.current = lru_cache(_REMEMBERED)(log.current)
        self.withdrawal = lru_cache(_REMEMBERED)(log.withdrawal)
        self.states = cache(log.states)
        self.referring = log.referring
        self.near = log.near
        self._about = lru_cache(1)(log.about)
        self._as_of: tuple[str, int, Entry | None] = ("", 0, None)
        self.followed: dict[str, Followed] = {}
        """What comes of following the references of events: see `_followed`."""

    def changing(self, name: str) -> list[Recorded]:
        """The corrections and withdrawals of an entry, and of these, in recorded order."""
        return self._about(name, "entry")

    def as_of(self, name: str, position: int) -> Entry:
        """The entry as what was recorded before *position* has it."""
        before = [other for other in self.changing(name) if other.position < position]
        known, upto, entry = self._as_of
        again = known == name and upto <= position
        if not again or entry is None or any(isinstance(other.entry, Withdrawal) for other in before):
            found = self.find(name)
            assert found is not None, "entries that are unknown were told of"
            upto, entry = 0, found.entry
        # What was made of it at the last asking stands, as long as nothing was withdrawn.
        fresh = before if not upto else [other for other in before if other.position >= upto]
        entry = as_it_stands(entry, fresh)
        self._as_of = (name, position, entry)
        return entry

    def event(self, name: str) -> Event | None:
        """The event with an id, corrected, whether or not it is withdrawn."""
        found = self.current(name)
        return found.entry if found and isinstance(found.entry, Event) else None


Check = Callable[[Any, Others], Iterator[Finding]]


def check_entry(entry: Entry, log: Others) -> list[Finding]:
    """What is wrong with *entry*, given the entries that *log* finds, itself among them.

    Nothing is looked up through a reference that leads nowhere: that alone is told.
    """
    found = [*_references(entry, log), *_nested(entry, log)]
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


def _references(entry: Entry, log: Others) -> Iterator[Finding]:
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
        elif not isinstance(entry, Withdrawal) and log.withdrawal(link.target):
            yield Finding(
                link.at, "withdrawn", f"`{link.target}` is withdrawn", "refer to what was recorded in its place"
            )


def _unknown(link: Link, log: Others) -> Finding:
    hint = meant(link.target, tuple(log.near(link.target)))
    if link.refers in {"actor", "state"} and link.target.upper() in log.states():
        hint = f"did you mean `{log.states()[link.target.upper()]}`?"
    return Finding(
        link.at,
        f"unknown-{link.refers}",
        f"there is no {link.refers} `{link.target}`",
        hint or "register it first, or in this file",
    )


def _nested(entry: Entry, log: Others) -> Iterator[Finding]:
    """An event that is part of what is part of what …, further than anybody could read."""
    level = set(entry.part_of) if isinstance(entry, Event) else set[str]()
    seen, depth = set(level), 1
    while level and depth <= DEEPEST:
        above = {name for event in map(log.event, level) if event for name in event.part_of}
        level, depth = above - seen, depth + 1
        seen |= level
    if level:
        told = f"`{entry.id}` is nested deeper than {DEEPEST} events"
        yield Finding(("part_of", 0), "too-deep", told, "make it part of what is further out")


def _is(entry: Entry, refers: str) -> bool:
    kind, of_actor = _EXPECTED[refers]
    return isinstance(entry, kind) and (not of_actor or getattr(entry, "kind", "") == of_actor)


def _article(entry: Entry) -> str:
    name = entry.kind if isinstance(entry, Actor) else entry.what
    return f"{'an' if name[0] in 'aeiou' else 'a'} {name}"


# --- evidence -------------------------------------------------------------------------


def _needs_evidence(entry: Event | Attestation, _log: Others) -> Iterator[Finding]:
    if entry.inferred and not entry.because:
        yield Finding(("inferred",), "no-reason", "an inference needs its reason", "say `because`")
    if not entry.evidence and not entry.inferred:
        yield Finding((), "no-evidence", f"`{entry.id}` has no evidence", "say which passage of which source states it")


def _evidence(entry: Entry, _log: Others) -> Iterator[Finding]:
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


def _quoted(entry: Entry, log: Others) -> Iterator[Finding]:
    """What is quoted of a source was read in it; what only another text retells of it is `via`."""
    for index, item in enumerate(evidence_of(entry)):
        found = log.current(item.source)
        if item.passages and found and isinstance(found.entry, Source) and found.entry.read == "no":
            yield Finding(
                ("evidence", index, "source"),
                "not-read",
                f"nothing of `{item.source}` was read, and a passage of it is cited",
                "say in the source how much was read, or cite the text that retells it, `via` this one",
            )


def _vouchable(entry: Entry, fields: Iterable[str]) -> tuple[str, ...]:
    if isinstance(entry, Attestation):
        return tuple(table_of(type(entry.says)).fields)
    return tuple(fields)


def _repeated(entry: Entry) -> Iterator[Finding]:
    for name, attribute in _lists(type(entry)):
        value = getattr(entry, attribute)
        if len(value) > 1:
            seen = set[object]()
            for index, item in enumerate(value):
                if item in seen:
                    yield Finding((name, index), "repeated", f"`{name}` says the same twice", "remove one")
                seen.add(item)


@cache
def _lists(kind: type[Entry]) -> tuple[tuple[str, str], ...]:
    """The fields of a type that hold several values: their names in files, and their attributes."""
    fields = table_of(kind).fields.items()
    return tuple((name, field.attribute) for name, field in fields if isinstance(field.shape, ListOf))


# --- time -----------------------------------------------------------------------------


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


def _when(event: Event, log: Others) -> Iterator[Finding]:
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


def _within_parents(event: Event, time: When, log: Others) -> Iterator[Finding]:
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


def _after(event: Event, time: When, log: Others) -> Iterator[Finding]:
    own = _instant(event, time)
    for index, name in enumerate(event.after):
        then = _followed(name, log)
        if time.end_latest < then.day:
            said = time.text
        elif own and then.instant and own < then.instant:
            said = _clock(event, time)
        else:
            continue
        since = then.since if said == time.text else then.clock
        told = f"`{event.id}` ({said}) cannot be after `{name}`"
        told += f" ({_said(name, log)})" if since == name else f", which is after `{since}` ({_said(since, log)})"
        yield Finding(
            ("after", index), "order", told,
            "the times are certain: correct one of them, or remove the reference", name,
        )  # fmt: skip


def _said(name: str, log: Others) -> str:
    event = log.event(name)
    time = time_of(event, log) if event else None
    assert event is not None, "only events are followed"
    assert time is not None, "only events with a time bound others"
    return _clock(event, time)


def _clock(event: Event, time: When) -> str:
    return " ".join(filter(None, (time.text, event.start, event.zone)))


def _instant(event: Event, time: When | None) -> datetime | None:
    """The instant at which an event began, where day, clock and zone are certain."""
    day = time.certain_day if time else None
    certain = day and event.start and event.zone and not event.approximate
    return instant_of(day, event.start, event.zone) if day and certain else None


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


def _due(event: Event, log: Others) -> Iterator[Finding]:
    due, time = getattr(event, "due", ""), time_of(event, log)
    if due and time and parse_when(due).end_latest < time.start_earliest:
        yield Finding(
            ("due",), "order", f"it was due in {due}, before it was promised in {time.text}", "correct one of them"
        )


class Followed(NamedTuple):
    """What the references of an event lead to: how early it can have begun, and whether back to itself."""

    day: int = OPEN_BEFORE
    """No earlier than this day (an ordinal), by its own date and those of what it is after or part of."""
    since: str = ""
    """The event that says so."""
    instant: datetime | None = None
    """No earlier than this instant, by the clocks of what it is after, where they are certain."""
    clock: str = ""
    """The event that says so."""
    circle: tuple[str, ...] = ()
    """The events of a circle that it stands in, itself first."""


def _followed(name: str, log: Others) -> Followed:
    """What comes of following the references of an event, each event looked at once for all."""
    done = log.followed
    if len(done) > _FOLLOWED:
        done.clear()
    circles: dict[str, tuple[str, ...]] = {}
    way = {} if name in done else {name: _earlier(name, log)}
    while way:
        last = next(reversed(way))
        following = next(way[last], None)
        if following is None:
            del way[last]
            done[last] = _settled(last, circles.get(last, ()), log)
        elif following in way:
            circle = [*way][[*way].index(following) :]
            circles |= {one: (*circle[at:], *circle[:at]) for at, one in enumerate(circle) if one not in circles}
        elif following not in done:
            way[following] = _earlier(following, log)
    return done[name]


def _earlier(name: str, log: Others) -> Iterator[str]:
    event = log.event(name)
    return iter((*event.part_of, *event.after, *event.told_in) if event else ())


def _settled(name: str, circle: tuple[str, ...], log: Others) -> Followed:
    event = log.event(name)
    if event is None:
        return Followed()
    time = time_of(event, log)
    own = Followed(time.start_earliest if time else OPEN_BEFORE, name, _instant(event, time), name)
    before = [own, *(log.followed[one] for one in (*event.part_of, *event.after) if one in log.followed)]
    latest = max(before, key=lambda one: one.day)
    clocks = [own, *(log.followed[one] for one in event.after if one in log.followed)]
    by_clock = max(
        (one for one in clocks if one.instant), key=lambda one: (one.instant is not None, one.instant), default=own
    )
    return Followed(latest.day, latest.since, by_clock.instant, by_clock.clock, circle)


def _circle(event: Event, log: Others) -> tuple[str, ...]:
    """The circle that an event stands in, itself first; empty when it stands in none."""
    for first in (*event.part_of, *event.after, *event.told_in):
        _followed(first, log)
        # Only one that its own references lead back to was followed on the way.
        found = log.followed.get(event.id)
        if found and found.circle:
            return found.circle
    return ()


def _cycle(event: Event, log: Others) -> Iterator[Finding]:
    circle = _circle(event, log)
    for field in ("part_of", "after", "told_in"):
        for index, first in enumerate(getattr(event, field)):
            if circle and first == circle[1]:
                way = [f"`{name}`" for name in (*circle, event.id)]
                chain = " → ".join(way if len(way) <= _CHAIN else [*way[: _CHAIN - 2], "…", way[-1]])
                yield Finding(
                    (field, index), "cycle", f"the events go in a circle: {chain}",
                    "remove one of the references", first,
                )  # fmt: skip


def _told(event: Event, log: Others) -> Iterator[Finding]:
    whole = {name for told in event.told_in for name in _ancestors(told, log)}
    for index, name in enumerate(event.part_of):
        if name in whole:
            yield Finding(
                ("part_of", index),
                "told",
                f"`{event.id}` was only told at `{name}`, and is no part of it",
                "keep `told_in` alone",
            )


def _ancestors(name: str, log: Others) -> set[str]:
    waiting, seen = [name], set[str]()
    while waiting:
        event = log.event(waiting.pop())
        if event and event.id not in seen:
            seen.add(event.id)
            waiting += event.part_of
    return seen


# --- who ------------------------------------------------------------------------------


def _somebody(event: Event, _log: Others) -> Iterator[Finding]:
    if not event.by:
        yield Finding((), "nobody", f"`{event.id}` does not say who", "say `by`")


def _advances(event: Progress, _log: Others) -> Iterator[Finding]:
    if not event.advances:
        yield Finding((), "no-stage", f"`{event.id}` advances no commitment", "say `advances`")


def _offices(event: Event, log: Others) -> Iterator[Finding]:
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


def _standing(found: Iterable[Recorded], log: Others) -> Iterator[Recorded]:
    names = (recorded.entry.id for recorded in found)
    return (now for name in names if not log.withdrawal(name) and (now := log.current(name)))


# --- money ----------------------------------------------------------------------------


def _money(entry: Entry, _log: Others) -> Iterator[Finding]:
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


def _actor(actor: Actor, log: Others) -> Iterator[Finding]:
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


def _source(source: Source, log: Others) -> Iterator[Finding]:
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


def _topic(topic: Topic, log: Others) -> Iterator[Finding]:
    seen, name = {topic.id}, topic.under
    while name:
        if name in seen:
            yield Finding(("under",), "cycle", f"the topics go in a circle at `{name}`", "remove one `under`")
            return
        seen.add(name)
        found = log.current(name)
        name = found.entry.under if found and isinstance(found.entry, Topic) else ""


# --- attest, correct, withdraw --------------------------------------------------------

_FREE_TEXT = ("place", "document", "due_said", "topics", "level", "terms", "quantity", "by", "to", "part_of", "act")


def _attestation(attestation: Attestation, log: Others) -> Iterator[Finding]:
    event = log.event(attestation.event)
    assert event is not None, "events that are unknown were told of"
    of_event = table_of(type(event)).fields
    said = {
        name: field
        for name, field in table_of(type(attestation.says)).fields.items()
        if getattr(attestation.says, field.attribute) != field.default
    }
    for name in said.keys() - of_event.keys():
        yield Finding(("says", name), "no-such-field", f"{_article(event)} has no field `{name}`")
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


def _correction(correction: Correction, log: Others) -> Iterator[Finding]:
    name = correction.field.partition(".")[0]
    before = log.as_of(correction.entry, _position(correction, log))
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


def _position(entry: Entry, log: Others) -> int:
    found = log.find(entry.id)
    assert found is not None, "an entry is checked when it is in the log"
    return found.position


def _corrected(correction: Correction, before: Entry, after: Entry, log: Others) -> Iterator[Finding]:
    if not _starts_from(correction, before):
        value = value_at(before, correction.field)
        hint = "write the value in force, or leave `was` out if there is none"
        yield Finding(("was",), "not-in-force", f"`{correction.field}` is not {correction.was!r} but {value!r}", hint)
    elif after == before:
        yield Finding(("now",), "no-change", "the correction changes nothing", "remove it")
    else:
        for wrong in _made_wrong(before, after, log):
            yield Finding(("now",), wrong.code, wrong.message, wrong.hint, wrong.other)


def _starts_from(correction: Correction, before: Entry) -> bool:
    """Whether `was` is the value in force."""
    try:
        return amended(before, correction.field, correction.was) == before
    except (NoSuchField, Unfit):
        return False


def _made_wrong(before: Entry, after: Entry, log: Others) -> Iterator[Finding]:
    """What is wrong with an entry, or with what is dated by it, that was not wrong before."""
    old = set(check_entry(before, log))
    yield from (wrong for wrong in check_entry(after, log) if wrong not in old)
    if isinstance(before, Event) and isinstance(after, Event) and _dated(before) != _dated(after):
        yield from _dependent(after, log)


def _dated(event: Event) -> tuple[object, ...]:
    return (event.when, event.start, event.zone, event.approximate, event.after, event.part_of)


def _dependent(event: Event, log: Others) -> Iterator[Finding]:
    """What is wrong with the times of the events that are part of one, or after it, or after those."""
    waiting, seen = [event.id], {event.id}
    while waiting:
        for found in log.referring(waiting.pop(), "part_of", "after"):
            name = found.entry.id
            other = log.event(name)
            if other is None or name in seen or log.withdrawal(name):
                continue
            seen.add(name)
            waiting.append(name)
            time = time_of(other, log)
            if time:
                wrong = [*_within_parents(other, time, log), *_after(other, time, log)]
                yield from (one._replace(other=name) for one in wrong)


# --- withdrawals ----------------------------------------------------------------------


def _withdrawal(withdrawal: Withdrawal, log: Others) -> Iterator[Finding]:
    own, target = _position(withdrawal, log), log.find(withdrawal.entry)
    assert target is not None, "entries that are unknown were told of"
    undone = _undone(target, log)
    if target.position > own:
        told = f"`{withdrawal.entry}` is recorded after its withdrawal"
        yield Finding(("entry",), "later", told, "withdraw what was recorded before")
    elif undone is None:
        told = f"it was withdrawn and brought back more than {_BACK_AND_FORTH} times"
        yield Finding(("entry",), "too-deep", told, "record anew what holds")
    elif withdrawal.entry in (gone := _gone_before(withdrawal.entry, own, log)):
        yield Finding(
            ("entry",),
            "withdrawn",
            f"`{withdrawal.entry}` is withdrawn already, by `{gone[withdrawal.entry].withdrawal.id}`",
            "withdraw the withdrawal to bring it back",
        )
    elif undone is not target or isinstance(target.entry, Correction):
        yield from _without(undone, own, log)


def _gone_before(name: str, position: int, log: Others) -> dict[str, Withdrawn]:
    return withdrawals(one for one in log.changing(name) if one.position < position)


def _undone(target: Recorded, log: Others) -> Recorded | None:
    """What a withdrawal of *target* takes away or brings back; None when that goes on without end."""
    for _ in range(_BACK_AND_FORTH):
        if not isinstance(target.entry, Withdrawal):
            return target
        back = log.find(target.entry.entry)
        assert back is not None, "what was withdrawn is in the log"
        if back.position > target.position:
            # A withdrawal of what is later is told of at its own place.
            return target
        target = back
    return None


def _without(undone: Recorded, own: int, log: Others) -> Iterator[Finding]:
    """What is wrong with an entry once a correction of it, or a withdrawal, no longer stands."""
    name = undone.entry.entry if isinstance(undone.entry, Correction) else undone.entry.id
    before, after = log.as_of(name, own), log.as_of(name, own + 1)
    wrong = [*_unfounded(name, own + 1, log), *_made_wrong(before, after, log)]
    if before == after:
        # An entry that comes back whole: what it agreed with may have changed meanwhile.
        wrong += check_entry(after, log)
    for one in wrong:
        if one.code != "withdrawn":
            yield Finding(("entry",), one.code, one.message, one.hint, one.other)


def _unfounded(name: str, position: int, log: Others) -> Iterator[Finding]:
    """The corrections before *position* that no longer start from the value in force."""
    others = [other for other in log.changing(name) if other.position < position]
    gone = withdrawals(others)
    found = log.find(name)
    assert found is not None, "what was withdrawn is in the log"
    entry: Entry = found.entry
    for other in others:
        correction = other.entry
        if isinstance(correction, Correction) and correction.entry == name and correction.id not in gone:
            if not _starts_from(correction, entry):
                told = f"the correction `{correction.id}` of `{correction.field}` starts from another value"
                hint = f"withdraw `{correction.id}` first, and correct anew"
                yield Finding((), "rests-on", told, hint, correction.id)
                return
            entry = corrected(entry, correction)


_CHECKS: tuple[tuple[type[Entry] | tuple[type[Entry], ...], Check], ...] = (
    ((Event, Attestation), _needs_evidence),
    (Entry, _evidence),
    (Entry, _quoted),
    (Event, _when),
    (Event, _cycle),
    (Event, _told),
    (Event, _offices),
    (Progress, _advances),
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
