"""The values inside entries: passages, evidence, participants, money, terms, quantities, what a source says."""

from msgspec import Struct, field

from timeline.entries.fields import (
    Act,
    Action,
    ActorId,
    AmountSaid,
    Calendar,
    Capacity,
    ClockTime,
    CommitmentId,
    Currency,
    Edtf,
    EventId,
    FieldName,
    Firmness,
    Line,
    OfficeId,
    PartOfDay,
    PartyCode,
    Rank,
    Relation,
    Role,
    ScheduleStage,
    SourceId,
    Stage,
    StateCode,
    TopicId,
    Zone,
)


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
    paragraph: Line = ""
    """The number of the paragraph or article, as in the text."""


class Participant(Value, frozen=True, kw_only=True):
    """An actor who takes part, and in which office."""

    who: ActorId
    as_: OfficeId | tuple[OfficeId, ...] = field(default="", name="as")
    on_behalf_of: ActorId = ""

    @property
    def offices(self) -> tuple[str, ...]:
        """The ids of the offices in which the actor takes part."""
        return self.as_ if isinstance(self.as_, tuple) else (self.as_,) if self.as_ else ()


class Other(Value, frozen=True, kw_only=True):
    """Somebody at an event who is not a principal of it: host, mediator, witness, member of a delegation."""

    role: Role
    """What they were there."""
    who: ActorId = ""
    """A registered actor."""
    name: Line = ""
    """Of somebody who is not registered."""
    function: Line = ""
    """Office or task, in the words of the source."""
    for_: PartyCode = field(default="", name="for")
    """The party to whose delegation they belong."""


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


class Called(Value, frozen=True, kw_only=True):
    """What a party was called at a time, and the code that it had."""

    when: Edtf
    """From when to when."""
    name: Line = ""
    code: StateCode = ""
    """Its code at that time."""


class Search(Value, frozen=True, kw_only=True):
    """Where something was looked for, and what was found: finding nothing is knowledge too."""

    where: Line
    """The site, register or archive."""
    terms: tuple[Line, ...]
    """What was searched for."""
    on: Edtf
    """When."""
    found: Line
    """What was found, such as `nothing`."""


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
    part_of_day: PartOfDay | None = None
    when_said: Line = ""
    calendar: Calendar | None = None
    part_of_one_of: tuple[EventId, ...] = ()
    on_margins_of: tuple[EventId, ...] = ()
    others: tuple[Other, ...] = ()
    form_said: Line = ""
    initiated_by: tuple[ActorId, ...] = ()
    rank: Rank | None = None
    described_as: tuple[Line, ...] = ()
    verb_said: Line = ""
    firmness: Firmness | None = None
    condition: Line = ""
    capacity: Capacity | None = None
    stage: ScheduleStage | None = None
    because: Line = ""
    action: Action | None = None
    effective: Edtf = ""
    relation: Relation | None = None
    through: tuple[ActorId, ...] = ()
    sent: Edtf = ""
    received: Edtf = ""
