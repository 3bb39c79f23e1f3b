"""What sources say of one field of an event: the same, a value that fits, or a conflict.

Values are never chosen between, summed or converted: those that fit are folded to what
they have in common, those that do not stay side by side.
"""

from collections.abc import Callable, Iterable, Sequence
from datetime import date
from itertools import permutations
from typing import NamedTuple

from msgspec import Struct

from timeline.events import Attestation, Event, Evidence, Money, Participant, Terms, quantity_of
from timeline.values import BadValue, When, instant_of, parse_amount, parse_when, spanning

FIELDS = (
    "when", "start", "minutes", "place", "by", "to", "part_of", "topics", "act",
    "document", "money", "terms", "quantity", "due", "due_said", "level",
)  # fmt: skip
"""The fields that sources may give different values of."""


class Minutes(NamedTuple):
    """How long something took, as said."""

    minutes: int
    approximate: bool


class ValueSaid(Struct, frozen=True):
    """A value of a field, and who says so."""

    value: object
    """As in the entry; a start is told with its zone."""
    sides: tuple[str, ...]
    positions: tuple[int, ...]
    """The entries that say so."""
    sources: tuple[str, ...]
    """The sources, with the texts that they retell: `ccrs-2024-07-10 via jp-readouts`."""
    fits: bool = False
    """Whether an attestation says that its words mean the same as the event's."""

    def joined(self, other: "ValueSaid") -> "ValueSaid":
        """The value with all who say so."""
        return ValueSaid(
            self.value,
            tuple(dict.fromkeys(self.sides + other.sides)),
            self.positions + other.positions,
            tuple(dict.fromkeys(self.sources + other.sources)),
            self.fits or other.fits,
        )


class Conflict(Struct, frozen=True):
    """A field of which sources give incompatible values; all are kept, none is chosen."""

    field: str
    values: tuple[ValueSaid, ...]
    at_odds: tuple[str, ...]
    """The sides of which a value is incompatible with that of another side."""
    odd: tuple[int, ...] = ()
    """The places among the values of those that are incompatible with another; the rest fit all."""
    because: str = ""
    """Why it is one, where no machine sees it: somebody declared it. Its field is empty then."""


Sides = Callable[[Evidence], tuple[str, ...]]


def values_said(
    position: int, event: Event, attested: Sequence[tuple[int, Attestation]], field: str, side: Sides
) -> tuple[ValueSaid, ...]:
    """The values of *field* that the event and its attestations give, in recorded order.

    Inferences are none: a value that we drew ourselves is no evidence.
    """
    said = [_said(position, _value(event, field), event.evidence, field, side)]
    for at, attestation in attested:
        if not attestation.inferred:
            value = _value(attestation.says, field)
            said.append(_said(at, value, attestation.evidence, field, side, fits=field in attestation.fits))
    if event.inferred:
        said = said[1:]
    return tuple(_together(one for one in said if one is not None))


def _said(
    position: int,
    value: object,
    evidence: Iterable[Evidence],
    field: str,
    side: Sides,
    *,
    fits: bool = False,
) -> ValueSaid | None:
    if value is None:
        return None
    items = [item for item in evidence if not item.for_ or field in item.for_]
    sides = tuple(dict.fromkeys(one for item in items for one in side(item)))
    return ValueSaid(value, sides, (position,), tuple(dict.fromkeys(map(named, items))), fits)


def named(evidence: Evidence) -> str:
    """The name of an evidence item: its source, and what that retells."""
    return " via ".join((evidence.source, *evidence.via))


def _value(told: object, field: str) -> object:
    value = quantity_of(told) if field == "quantity" and isinstance(told, Event) else getattr(told, field, None)
    if field == "minutes":
        return Minutes(value, getattr(told, "approximate", False)) if isinstance(value, int) and value else None
    if field == "start":
        return (value, getattr(told, "zone", "")) if value else None
    return value or None


def _together(said: Iterable[ValueSaid]) -> list[ValueSaid]:
    """Values that are the same taken together, in the order in which they were first said."""
    found: list[ValueSaid] = []
    for one in said:
        index = next((i for i, other in enumerate(found) if other.value == one.value), None)
        if index is None:
            found.append(one)
        else:
            found[index] = found[index].joined(one)
    return found


class Setting(Struct, frozen=True):
    """What the values of an event are compared in."""

    ancestors: Callable[[str], tuple[str, ...]]
    """The events that an event is part of."""
    day: date
    """The day on which clocks of two zones are compared."""


def conflict(field: str, said: Sequence[ValueSaid], setting: Setting) -> Conflict | None:
    """The conflict among the values said of *field*, if any two are incompatible."""
    return conflict_of(
        field, said, lambda one, other: one.fits or other.fits or compatible(field, one.value, other.value, setting)
    )


def conflict_of(field: str, said: Sequence[ValueSaid], fit: Callable[[ValueSaid, ValueSaid], bool]) -> Conflict | None:
    """The conflict among values of which two do not *fit*, if there are such."""
    pairs = [(one, other) for one, other in permutations(range(len(said)), 2) if not fit(said[one], said[other])]
    sides = dict.fromkeys(side for one, other in pairs for side in said[one].sides if set(said[other].sides) - {side})
    odd = tuple(sorted({one for one, _ in pairs}))
    return Conflict(field, tuple(said), tuple(sides), odd) if pairs else None


def compatible(field: str, one: object, other: object, setting: Setting) -> bool:
    """Whether two values of *field* can both be true: one is the other, refines it, or fits it."""
    match one, other:
        case str(), str() if field in {"when", "due"}:
            return parse_when(one).meet(parse_when(other)) is not None
        case Money(), Money():
            return one.currency != other.currency or parse_amount(one.amount).fits(parse_amount(other.amount))
        case Minutes(), Minutes():
            return one.minutes == other.minutes
        case Terms(), Terms():
            return _agree(one, other)
        case tuple(), tuple() if field == "start":
            return _same_instant(one, other, setting.day)
        case tuple(), tuple() if field in {"by", "to"}:
            who, others = _people(one), _people(other)
            return who <= others or others <= who
        case tuple(), tuple() if field == "part_of":
            return _within(one, other, setting) or _within(other, one, setting)
        case _:
            return one == other


def _same_instant(one: tuple[str, str], other: tuple[str, str], day: date) -> bool:
    """Whether two clock times are one; a zone that one does not name is no contradiction."""
    if one[1] and other[1]:
        return instant_of(day, *one) == instant_of(day, *other)
    return one[0] == other[0]


def _agree(one: Terms, other: Terms) -> bool:
    """Whether no term is told in two ways: one that a source leaves out is none that it denies."""
    told = ((getattr(one, name), getattr(other, name)) for name in Terms.__struct_fields__)
    return all(mine == theirs for mine, theirs in told if mine and theirs)


def _within(narrow: tuple[str, ...], wide: tuple[str, ...], setting: Setting) -> bool:
    """Whether what is part of *narrow* is thereby part of one of *wide*."""
    return bool(set(wide) & {*narrow, *(above for name in narrow for above in setting.ancestors(name))})


def _people(participants: tuple[object, ...]) -> set[str]:
    return {one.who for one in participants if isinstance(one, Participant)}


def folded_when(said: Sequence[ValueSaid]) -> When | None:
    """The time that all values allow together, or, where they conflict, the set of all."""
    times = [parse_when(one.value) for one in said if isinstance(one.value, str)]
    if not times:
        return None
    together: When | None = times[0]
    for time in times[1:]:
        together = together and together.meet(time)
    return together or _set_of(times)


def _set_of(times: Sequence[When]) -> When:
    text = f"[{','.join(time.text.strip('[]').replace('/', '..') for time in times)}]"
    try:
        return parse_when(text)
    except BadValue:
        return spanning(min(time.start_earliest for time in times), max(time.end_latest for time in times))
