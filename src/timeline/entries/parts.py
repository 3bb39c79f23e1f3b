"""The values inside entries: passages, evidence, participants, money, terms, quantities, what a source says."""

from msgspec import Struct, field

from timeline.entries.fields import (
    Act,
    ActorId,
    AmountSaid,
    ClockTime,
    CommitmentId,
    Currency,
    Edtf,
    EventId,
    FieldName,
    Line,
    OfficeId,
    SourceId,
    Stage,
    TopicId,
    Zone,
)  # fmt: skip


class Value(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True):
    """A value inside an entry."""


class Passage(Value, frozen=True, kw_only=True):
    """Where a source says it: the first and last words, as in a text fragment."""

    start: Line
    """Occurs once in the source."""
    end: Line = ""
    """Its first occurrence after `start`; empty when `start` is the whole passage."""


class Evidence(Value, frozen=True, kw_only=True):
    """Who says so, and where."""

    source: SourceId
    via: tuple[SourceId, ...] = ()
    """The texts that the source retells, nearest first."""
    passages: tuple[Passage, ...] = ()
    for_: tuple[FieldName, ...] = field(default=(), name="for")
    """The fields that it vouches for; all of them when empty."""


class Participant(Value, frozen=True, kw_only=True):
    """An actor who takes part, and in which office."""

    who: ActorId
    as_: OfficeId = field(default="", name="as")
    on_behalf_of: ActorId = ""


class Money(Value, frozen=True, kw_only=True):
    """Money as the source said it; never converted."""

    amount: AmountSaid
    """In the words of the source, such as `59.6 million`."""
    currency: Currency
    approximate: bool = False
    at_most: bool = False
    """Whether the source says that it is at most so much."""


class Terms(Value, frozen=True, kw_only=True):
    """The terms of a loan or grant."""

    years: int = 0
    """Repayment period; 0 when not said."""
    grace_years: int = 0
    """Of which grace; 0 when not said."""
    interest: Line = ""
    """In the words of the source."""
    conditions: Line = ""
    """In the words of the source."""


class Quantity(Value, frozen=True, kw_only=True):
    """How many of what."""

    count: int
    """How many."""
    unit: Line
    """What is counted, such as `patrol boats`."""
    approximate: bool = False


class Advance(Value, frozen=True, kw_only=True):
    """A commitment brought to a stage."""

    commitment: CommitmentId
    stage: Stage
    quantity: Quantity | None = None


class NoFact(Value, frozen=True, kw_only=True):
    """A passage of a source that carries no fact, and why."""

    passage: Passage
    because: Line


class Says(Value, frozen=True, kw_only=True):
    """The values that a further source gives to fields of an event."""

    when: Edtf = ""
    start: ClockTime = ""
    zone: Zone = ""
    minutes: int = 0
    approximate: bool = False
    place: Line = ""
    by: tuple[Participant, ...] = ()
    to: tuple[Participant, ...] = ()
    part_of: tuple[EventId, ...] = ()
    topics: tuple[TopicId, ...] = ()
    act: Act | None = None
    document: Line = ""
    money: Money | None = None
    terms: Terms | None = None
    quantity: Quantity | None = None
    due: Edtf = ""
    due_said: Line = ""
    level: Line = ""
