"""What sources say of one field of an event: the same, a value that fits, or a conflict.

Values are never chosen between, summed or converted: those that fit are folded to what
they have in common, those that do not stay side by side.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import permutations
from typing import NamedTuple

from msgspec import Struct

from timeline.entries import Attestation, Event, Evidence, Money, Participant, Says, Terms, quantity_of
from timeline.values import (
    OPEN_AFTER,
    OPEN_BEFORE,
    PARTS_OF_DAY,
    VOICES,
    BadValue,
    LocalTime,
    PartOfDay,
    When,
    either,
    format_clock,
    in_zone,
    instants_of,
    local_time,
    parse_amount,
    parse_clock,
    parse_when,
    spanning,
)

FIELDS = (
    "when", "start", "minutes", "place", "by", "to", "part_of", "topics", "act",
    "document", "money", "terms", "quantity", "due", "due_said", "level",
    "initiated_by", "firmness", "condition", "capacity", "stage", "action", "effective", "relation", "through",
    "sent", "received",
)  # fmt: skip
"""The fields that sources may give different values of. A part of the day is one of `start`."""
KEPT = ("form_said", "rank", "described_as", "verb_said", "when_said", "on_margins_of", "part_of_one_of", "others")
"""The fields that each source has its own value of, without a conflict: protocol, and words. Source: RULES.md, 26."""
_TIMES = {"when", "due", "effective", "sent", "received"}


class Minutes(NamedTuple):
    """How long something took, as said."""

    minutes: int
    approximate: bool


class ClockTime(NamedTuple):
    """The clock time at which an event began, and its time zone; empty when unknown or in conflict."""

    start: str = ""
    zone: str = ""


class ValueSaid(Struct, frozen=True):
    """A value of a field, and who says so."""

    value: object
    """As in the entry; a start is paired with its zone."""
    sides: tuple[str, ...]
    positions: tuple[int, ...]
    """The entries that say so."""
    sources: tuple[str, ...]
    """The sources, with the texts that they retell: `ccrs-2024-07-10 via jp-readouts`."""
    fits: bool = False
    """Whether an attestation declares that its words mean the same as the event's."""
    zone: str = ""
    """The zone of a time, if it is not the event's own."""
    local: str | tuple[str, ...] = ()
    """That time on the calendar and clocks of the event's own zone: a day, or the clock times that it may be."""

    def joined(self, other: "ValueSaid") -> "ValueSaid":
        """The value with the sources of both."""
        return ValueSaid(
            self.value,
            tuple(dict.fromkeys(self.sides + other.sides)),
            self.positions + other.positions,
            tuple(dict.fromkeys(self.sources + other.sources)),
            self.fits or other.fits,
            self.zone,
            self.local,
        )

    @property
    def same(self) -> tuple[object, ...]:
        """A key that equal values share."""
        return (self.value, self.zone, self.local)


class Conflict(Struct, frozen=True):
    """A field for which sources give incompatible values; all are kept, none is chosen."""

    field: str
    """The field of the event; empty for a declared conflict."""
    values: tuple[ValueSaid, ...]
    """Every value, with its sources."""
    at_odds: tuple[str, ...]
    """The sides with a value that is incompatible with a value of another side."""
    odd: tuple[int, ...] = ()
    """The indexes of the values that are incompatible with another; the rest fit all."""
    because: str = ""
    """The reason of a declared conflict, whose field is empty; empty when the values show it."""
    parties: tuple[str, ...] = ()
    """The parties with a value that is incompatible with a value of another party."""
    disputed: tuple[str, ...] = ()
    """The press or analysts, if a value of theirs is incompatible with a value of a party."""


Sides = Callable[[Evidence], tuple[str, ...]]


def values_said(
    position: int, event: Event, attested: Sequence[tuple[int, Attestation]], field: str, side: Sides
) -> tuple[ValueSaid, ...]:
    """The values of *field* that the event and its attestations give, in recorded order.

    Inferred values are left out: an inference of the record is no evidence.
    """
    own = _own_time(event, attested) if field in {"when", "start"} else None
    said = [_said(position, event, event.evidence, field, side, own)]
    for at, attestation in attested:
        if not attestation.inferred:
            fits = field in attestation.fits
            said.append(_said(at, attestation.says, attestation.evidence, field, side, own, fits=fits))
    if event.inferred:
        said = said[1:]
    return tuple(_together(value for value in said if value is not None))


def _said(
    position: int,
    holder: Event | Says,
    evidence: Iterable[Evidence],
    field: str,
    side: Sides,
    own: "_OwnTime | None",
    *,
    fits: bool = False,
) -> ValueSaid | None:
    value = _value(holder, field)
    if value is None:
        return None
    items = [item for item in evidence if not item.for_ or field in item.for_]
    sides = tuple(dict.fromkeys(code for item in items for code in side(item)))
    zone, local = _elsewhere(holder, field, own) if own else ("", ())
    return ValueSaid(value, sides, (position,), tuple(dict.fromkeys(map(named, items))), fits, zone, local)


def named(evidence: Evidence) -> str:
    """The name of an evidence item: its source, and what that retells."""
    return " via ".join((evidence.source, *evidence.via))


def _value(holder: object, field: str) -> object:
    value = quantity_of(holder) if field == "quantity" and isinstance(holder, Event) else getattr(holder, field, None)
    if field == "minutes":
        return Minutes(value, getattr(holder, "approximate", False)) if isinstance(value, int) and value else None
    if field == "start":
        # A part of the day is a clock time that is not known better.
        value = value or getattr(holder, "part_of_day", None)
        return (value, getattr(holder, "zone", "")) if value else None
    if field == "when_said":
        return (value, getattr(holder, "calendar", None)) if value else None
    return value or None


def _together(said: Iterable[ValueSaid]) -> list[ValueSaid]:
    """Equal values joined, in the order in which they were first recorded."""
    found: list[ValueSaid] = []
    for value in said:
        index = next((i for i, other in enumerate(found) if other.same == value.same), None)
        if index is None:
            found.append(value)
        else:
            found[index] = found[index].joined(value)
    return found


class Setting(Struct, frozen=True):
    """The context in which the values of an event are compared."""

    ancestors: Callable[[str], tuple[str, ...]]
    """The events that an event is part of."""


def conflict(field: str, said: Sequence[ValueSaid], setting: Setting) -> Conflict | None:
    """The conflict among the values said of *field*, if any two are incompatible."""
    return conflict_of(field, said, lambda one, other: one.fits or other.fits or compatible(field, one, other, setting))


def conflict_of(field: str, said: Sequence[ValueSaid], fit: Callable[[ValueSaid, ValueSaid], bool]) -> Conflict | None:
    """The conflict among values, if two of them do not *fit*."""
    pairs = [(one, other) for one, other in permutations(range(len(said)), 2) if not fit(said[one], said[other])]
    if not pairs:
        return None
    against = dict.fromkeys(
        (mine, theirs) for one, other in pairs for mine in said[one].sides for theirs in said[other].sides
    )
    return Conflict(
        field,
        tuple(said),
        tuple(dict.fromkeys(mine for mine, theirs in against if mine != theirs)),
        tuple(sorted({one for one, _ in pairs})),
        parties=tuple(dict.fromkeys(m for m, t in against if m != t and not {m, t} & set(VOICES))),
        disputed=tuple(dict.fromkeys(m for m, t in against if m in VOICES and t not in VOICES)),
    )


def compatible(field: str, mine: ValueSaid, theirs: ValueSaid, setting: Setting) -> bool:
    """Whether two values of *field* can both be true: one is the other, refines it, or fits it."""
    one, other = mine.value, theirs.value
    match one, other:
        case str(), str() if field in _TIMES:
            return _when(mine).meet(_when(theirs)) is not None
        case Money(), Money():
            return one.currency != other.currency or parse_amount(one.amount).fits(parse_amount(other.amount))
        case Minutes(), Minutes():
            return one.minutes == other.minutes
        case Terms(), Terms():
            return _agree(one, other)
        case tuple(), tuple() if field == "start":
            return _at_once(_clocks(mine, one[1] and other[1]), _clocks(theirs, one[1] and other[1]))
        case tuple(), tuple() if field in {"by", "to"}:
            who, others = _people(one), _people(other)
            return who <= others or others <= who
        case tuple(), tuple() if field in {"initiated_by", "through"}:
            return set(one) <= set(other) or set(other) <= set(one)
        case tuple(), tuple() if field == "part_of":
            return _within(one, other, setting) or _within(other, one, setting)
        case _:
            return one == other


def _agree(terms: Terms, other: Terms) -> bool:
    """Whether no term differs; a term that one source leaves out is not denied by it."""
    pairs = ((getattr(terms, name), getattr(other, name)) for name in Terms.__struct_fields__)
    return all(mine == theirs for mine, theirs in pairs if mine and theirs)


def _within(narrow: tuple[str, ...], wide: tuple[str, ...], setting: Setting) -> bool:
    """Whether what is part of *narrow* is thereby part of one of *wide*."""
    return bool(set(wide) & {*narrow, *(above for id in narrow for above in setting.ancestors(id))})


def _people(participants: tuple[object, ...]) -> set[str]:
    return {participant.who for participant in participants if isinstance(participant, Participant)}


def clock_said(said: Sequence[ValueSaid]) -> ClockTime:
    """The clock time among values of `start` that do not conflict, and its zone, as far as a source names one."""
    starts = [start for start in _starts(said) if start.start not in PARTS_OF_DAY]
    if not starts:
        return ClockTime()
    clock, zone = starts[0]
    return ClockTime(clock, zone or next((there for same, there in starts if there and same == clock), ""))


def part_of_day_said(said: Sequence[ValueSaid]) -> str:
    """The part of the day among values of `start`, if all give the same; empty otherwise."""
    parts = dict.fromkeys(start.start for start in _starts(said))
    return next(iter(parts)) if len(parts) == 1 else ""


def _starts(said: Sequence[ValueSaid]) -> list[ClockTime]:
    return [ClockTime(*value.value) for value in said if isinstance(value.value, tuple)]


def folded_when(said: Sequence[ValueSaid]) -> When | None:
    """The time that all values allow together, in the event's own zone, or, where they conflict, the set of all."""
    times = [_when(value) for value in said if isinstance(value.value, str)]
    if not times:
        return None
    together: When | None = times[0]
    for time in times[1:]:
        together = together and together.meet(time)
    return together or either(times)


def _when(said: ValueSaid) -> When:
    """A time as the calendar of the event's own zone has it."""
    return parse_when(said.local if isinstance(said.local, str) else str(said.value))


def _clocks(said: ValueSaid, zones: object) -> list[PartOfDay]:
    """The minutes that a value may be: in the event's own zone where both *zones* are known, else as it is said."""
    local = said.local if zones and isinstance(said.local, tuple) else ()
    word: str = said.value[0]  # type: ignore[index]  # a start is told with its zone
    if word not in PARTS_OF_DAY:
        return [PartOfDay(minute, minute) for minute in map(parse_clock, local or (word,))]
    part = PARTS_OF_DAY[word]
    first = parse_clock(local[0]) if local else part.first
    return [PartOfDay(first, first + part.last - part.first)]


def _at_once(ones: Iterable[PartOfDay], others: Sequence[PartOfDay]) -> bool:
    """Whether two times of the day can be the same minute; what goes beyond midnight begins on the day before too."""
    return any(
        one.first + day <= other.last and other.first <= one.last + day
        for one in ones
        for other in others
        for day in (-_DAY, 0, _DAY)
    )


_DAY = 24 * 60


# --- times of other zones -------------------------------------------------------------


class _OwnTime(NamedTuple):
    """What clocks and days of other zones are compared in."""

    zone: str
    """The zone of the first who names one."""
    day: date
    """A day of the event, to compare clock times that have no day."""


def _own_time(event: Event, attested: Sequence[tuple[int, Attestation]]) -> _OwnTime | None:
    """The zone and a day of an event; None when nobody names another zone. Source: RULES.md, 7."""
    says = (attestation.says for _, attestation in attested if not attestation.inferred)
    holders: tuple[Event | Says, ...] = (event, *says)
    zones = list(dict.fromkeys(saying.zone for saying in holders if saying.zone))
    keys = (parse_when(saying.when).order_key for saying in holders if saying.when)
    day = date.fromordinal(next((key for key in keys if OPEN_BEFORE < key < OPEN_AFTER), _ANY_DAY))
    return _OwnTime(zones[0], day) if len(zones) > 1 else None


_ANY_DAY = date(2000, 1, 1).toordinal()


def _elsewhere(holder: Event | Says, field: str, own: _OwnTime) -> tuple[str, str | tuple[str, ...]]:
    """The zone of a time that is not given in the event's own zone, and that time in the event's zone."""
    if not holder.zone or holder.zone == own.zone:
        return "", ()
    when = parse_when(holder.when) if holder.when else None
    day = when.certain_day if when else None
    hour = holder.start or (field == "start" and holder.part_of_day)
    seen = _seen(day or own.day, holder, own.zone) if hour and (field == "start" or day) else []
    if field == "start":
        return holder.zone, tuple(format_clock(time.minute) for time in seen)
    assert when is not None, "a time is told"
    return holder.zone, (spanning(seen[0].day, seen[-1].day) if seen else in_zone(when, holder.zone, own.zone)).text


def _seen(day: date, holder: Event | Says, zone: str) -> list[LocalTime]:
    """What was on the clocks of *zone* at the clock time of *holder*, or when its part of the day began.

    None if that time never was.
    """
    start = holder.start
    if not start and holder.part_of_day:
        start = format_clock(PARTS_OF_DAY[holder.part_of_day].first)
    try:
        instants = instants_of(day, start, holder.zone) if start else ()
    except BadValue:
        instants = ()
    return [local_time(instant, zone) for instant in dict.fromkeys(instants)]
