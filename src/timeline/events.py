"""The closed union: everything that can be in the log.

Entries are frozen Structs; a `match` over them ends in `assert_never`. Their order of
fields is the order of their bytes in the log, so fields are only ever appended and
defaults never change. Shapes only: what two entries must agree on is in `checks`.
"""

from collections.abc import Iterable, Iterator
from typing import Annotated, Any, Literal, TypeAlias, get_args

import msgspec
from msgspec import Meta, Struct, field

FORMAT = 1
"""The format of record files and stored bytes that this program writes."""


def _leaf(parser: str, words: str, *, refers: str = "") -> Meta:
    """Mark a string: who parses it at the door, what it is, which kind of entry it names."""
    return Meta(description=words, extra={"leaf": parser, "refers": refers})


Line = Annotated[str, _leaf("line", "One line of words, in our own words unless it is a name")]
NewId = Annotated[str, _leaf("id", "A stable id that was never used before")]
EventId = Annotated[str, _leaf("id", "The id of an event", refers="event")]
CommitmentId = Annotated[str, _leaf("id", "The id of a commitment", refers="commitment")]
EntryId = Annotated[str, _leaf("id", "The id of any entry", refers="entry")]
ActorId = Annotated[str, _leaf("id", "The id of an actor", refers="actor")]
StateId = Annotated[str, _leaf("id", "The id of a state among the actors", refers="state")]
PersonId = Annotated[str, _leaf("id", "The id of a person among the actors", refers="person")]
OfficeId = Annotated[str, _leaf("id", "The id of an office among the actors", refers="office")]
SourceId = Annotated[str, _leaf("id", "The id of a source", refers="source")]
TopicId = Annotated[str, _leaf("id", "The id of a topic", refers="topic")]
Edtf = Annotated[
    str,
    _leaf(
        "when", "A time as said: 2024-07-06, 2024, 2024-07-05/2024-07-06 (lasted), [2024-07-05..2024-07-06] (one of)"
    ),
]
ClockTime = Annotated[str, _leaf("clock", 'A clock time, "09:00"')]
Zone = Annotated[str, _leaf("zone", 'An IANA time zone, "Asia/Phnom_Penh"')]
Instant = Annotated[str, _leaf("instant", "An instant in UTC, stamped by `timeline append`")]
AmountSaid = Annotated[str, _leaf("amount", 'An amount in the words of the source, "59.6 million"')]
Currency = Annotated[str, _leaf("currency", "An ISO 4217 code")]
StateCode = Annotated[str, _leaf("state-code", "An ISO 3166-1 alpha-2 code")]
Side = Annotated[str, _leaf("side", "A state's ISO 3166-1 code, press or analyst")]
Url = Annotated[str, _leaf("url", "An address on the web")]
Sha256 = Annotated[str, _leaf("sha256", "The SHA-256 of the text, in hexadecimal")]
WikidataItem = Annotated[str, _leaf("wikidata", "An item of Wikidata")]
FieldName = Annotated[str, _leaf("line", "The name of a field of the entry")]
FieldPath = Annotated[str, _leaf("line", "A dotted path to a field: when, money.amount, evidence.0")]

Act = Literal[
    "says", "thanks", "affirms", "raises", "discusses", "asks", "agrees", "welcomes",
    "congratulates", "announces", "invites", "conveys", "recalls", "notes", "intends",
    "assesses", "recommends",
]  # fmt: skip
Stage = Literal["announced", "signed", "agreed", "under-way", "delivered", "lapsed"]
STAGES: tuple[str, ...] = get_args(Stage)
POSITION_ACTS = ("affirms", "assesses", "agrees")
"""The acts by which a state's person takes a position."""


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
    currency: Currency
    approximate: bool = False
    at_most: bool = False


class Terms(Value, frozen=True, kw_only=True):
    """The terms of a loan or grant."""

    years: int = 0
    """Repayment period; 0 when not said."""
    grace_years: int = 0
    """Of which grace; 0 when not said."""
    interest: Line = ""
    conditions: Line = ""


class Quantity(Value, frozen=True, kw_only=True):
    """How many of what."""

    count: int
    unit: Line
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


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="what"):
    """One immutable line of the log."""

    id: NewId
    recorded_at: Instant = ""
    """Empty in a draft."""
    recorded_by: Line = ""

    @property
    def what(self) -> str:
        """The tag of its type."""
        tag = self.__struct_config__.tag
        assert isinstance(tag, str)
        return tag


class Event(Entry, frozen=True, kw_only=True):
    """Something that happened or was said in the world."""

    title: Line
    text: Line = ""
    when: Edtf = ""
    """Empty: some time within the event that it is part of."""
    start: ClockTime = ""
    zone: Zone = ""
    minutes: int = 0
    """How long it took; 0 when not said."""
    approximate: bool = False
    """Of `start` and `minutes`."""
    place: Line = ""
    by: tuple[Participant, ...] = ()
    to: tuple[Participant, ...] = ()
    concerns: tuple[StateId, ...] = ()
    part_of: tuple[EventId, ...] = ()
    about: tuple[EventId, ...] = ()
    after: tuple[EventId, ...] = ()
    told_in: tuple[EventId, ...] = ()
    topics: tuple[TopicId, ...] = ()
    advances: tuple[Advance, ...] = ()
    inferred: bool = False
    """Drawn by us, not said by a source; needs `because`."""
    because: Line = ""
    evidence: tuple[Evidence, ...] = ()


class Engagement(Event, frozen=True, kw_only=True):
    """An event at which people meet."""


class Visit(Engagement, frozen=True, kw_only=True, tag="visit"):
    """A journey to another state, with its parts."""


class Meeting(Engagement, frozen=True, kw_only=True, tag="meeting"):
    """A meeting or talks."""


class CourtesyCall(Engagement, frozen=True, kw_only=True, tag="courtesy-call"):
    """A courtesy call on somebody of higher rank."""


class Dinner(Engagement, frozen=True, kw_only=True, tag="dinner"):
    """A dinner or other meal."""


class SiteVisit(Engagement, frozen=True, kw_only=True, tag="site-visit"):
    """A visit to a place or institution."""


class PhoneCall(Engagement, frozen=True, kw_only=True, tag="phone-call"):
    """A telephone or video call."""


class Conference(Engagement, frozen=True, kw_only=True, tag="conference"):
    """A conference of several states."""


class Remarks(Event, frozen=True, kw_only=True, tag="remarks"):
    """Speech to the press or the public."""


class Signing(Event, frozen=True, kw_only=True, tag="signing"):
    """A document signed: an instrument."""

    document: Line
    """What it is: a grant, a loan, an agreement, notes."""
    money: Money | None = None
    terms: Terms | None = None


class Announcement(Event, frozen=True, kw_only=True, tag="announcement"):
    """An initiative, package or plan made public, or a part of one."""

    form: Literal["initiative", "package", "plan", "part"]
    due: Edtf = ""
    due_said: Line = ""


class Statement(Event, frozen=True, kw_only=True, tag="statement"):
    """Somebody says something: who, to whom, with which act, on which topics."""

    act: Act


class Commitment(Event, frozen=True, kw_only=True, tag="commitment"):
    """A promise: `by` owes it `to` somebody; itself the stage `announced`."""

    told_by: tuple[ActorId, ...] = ()
    """Who said so, where it is not those who owe it."""
    due: Edtf = ""
    due_said: Line = ""
    """The words of the source, such as "next week"."""
    quantity: Quantity | None = None
    money: Money | None = None


class Progress(Event, frozen=True, kw_only=True, tag="progress"):
    """A stage of a commitment that no other kind of event tells: see `advances`."""


class Status(Event, frozen=True, kw_only=True, tag="status"):
    """The formal level of a relationship."""

    level: Line


class Dialogue(Event, frozen=True, kw_only=True, tag="dialogue"):
    """A standing mechanism between states."""

    name: Line


class OfficeChange(Event, frozen=True, kw_only=True, tag="office"):
    """An office assumed or left. Offices come from these events only."""

    person: PersonId
    office: OfficeId
    change: Literal["assumed", "left"]


class Publication(Event, frozen=True, kw_only=True, tag="publication"):
    """A readout, commentary or other text made public."""

    source: SourceId


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


class Attestation(Entry, frozen=True, kw_only=True, tag="attest"):
    """A further source on an event: it says the same, or another value of some field."""

    event: EventId
    says: Says = Says()
    fits: tuple[FieldName, ...] = ()
    """Fields of `says` whose words differ from the event's and mean the same."""
    against: tuple[EntryId, ...] = ()
    """Entries that it contradicts in a way that no machine sees; needs `because`."""
    inferred: bool = False
    because: Line = ""
    evidence: tuple[Evidence, ...] = ()


class Correction(Entry, frozen=True, kw_only=True, tag="correct"):
    """One field of an entry set right; the old value stays visible."""

    entry: EntryId
    field: FieldPath
    was: Any = None
    """The value in force; absent when the field had none."""
    now: Any = None
    """The value from here on; absent when the field has none."""
    because: Line
    evidence: tuple[Evidence, ...] = ()


class Withdrawal(Entry, frozen=True, kw_only=True, tag="withdraw"):
    """An entry taken back whole; it stays visible as withdrawn."""

    entry: EntryId
    because: Line
    evidence: tuple[Evidence, ...] = ()


class Actor(Entry, frozen=True, kw_only=True, tag="actor"):
    """A state, person, office, ministry or organisation."""

    kind: Literal["state", "person", "office", "ministry", "organisation"]
    name: Line
    names: tuple[Line, ...] = ()
    """Other spellings and scripts."""
    of: StateId = ""
    """The state that it acts for; empty for a state, and for those who act for none."""
    code: StateCode = ""
    """A state's ISO 3166-1 code."""
    wikidata: WikidataItem = ""


class Source(Entry, frozen=True, kw_only=True, tag="source"):
    """A publication: readout, press release, article, commentary, notes."""

    title: Line
    kind: Literal["readout", "press-release", "statement", "remarks", "article", "commentary", "notes", "text"]
    side: tuple[Side, ...]
    """One state, several for a joint text, `press` or `analyst`."""
    read: Literal["full", "part", "no"]
    """How much of it was read for this record."""
    publisher: Line = ""
    date: Edtf = ""
    url: Url = ""
    archive: Url = ""
    language: Line = ""
    covers: tuple[EventId, ...] = ()
    """The engagements that it tells of, with their parts."""
    retells: tuple[SourceId, ...] = ()
    """The texts that it retells."""
    no_fact: tuple[NoFact, ...] = ()
    """Sentences that no event needs to cite."""
    sha256: Sha256 = ""
    retrieved_at: Edtf = ""
    retrieved_by: Line = ""


class Topic(Entry, frozen=True, kw_only=True, tag="topic"):
    """What statements are on."""

    name: Line
    under: TopicId = ""
    """The wider topic."""


AnyEvent: TypeAlias = (
    Visit | Meeting | CourtesyCall | Dinner | SiteVisit | PhoneCall | Conference | Remarks
    | Signing | Announcement | Statement | Commitment | Progress | Status | Dialogue
    | OfficeChange | Publication
)  # fmt: skip
AnyEntry: TypeAlias = AnyEvent | Attestation | Correction | Withdrawal | Actor | Source | Topic

EVENT_TYPES: dict[str, type[Event]] = {kind.__struct_config__.tag: kind for kind in get_args(AnyEvent)}
"""Every kind of event, by its tag."""

ENTRY_TYPES: dict[str, type[Entry]] = {kind.__struct_config__.tag: kind for kind in get_args(AnyEntry)}
"""Every type of entry, by its tag."""

VERBS: dict[str, type[Entry]] = {
    "source": Source,
    "actor": Actor,
    "topic": Topic,
    "event": Event,
    "attest": Attestation,
    "correct": Correction,
    "withdraw": Withdrawal,
}
"""The kinds of entry, in the order in which the entries of one file enter the log."""


class Recorded(Struct, frozen=True):
    """An entry in the log, at its position."""

    position: int
    """Its rank, from 1: `#1` is leaf 0 of the tree."""
    entry: AnyEntry


_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder(AnyEntry)


class NewerEntry(Exception):  # noqa: N818 - it is what the message says
    """The log holds an entry that this program does not know, and will not skip."""


def encode(entry: Entry) -> bytes:
    """The bytes of an entry in the log, in format 1."""
    return _encoder.encode(entry)


def decode(state: bytes) -> AnyEntry:
    """The entry that stored bytes hold.

    Raises NewerEntry when they are of a kind, or have a field, that is not known here, and
    msgspec.DecodeError when they are no JSON.
    """
    try:
        entry: AnyEntry = _decoder.decode(state)
    except msgspec.ValidationError as error:
        raise NewerEntry(str(error)) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise msgspec.DecodeError(str(error)) from error
    return entry


def verb(entry: Entry) -> str:
    """The kind of entry: `event`, `attest`, `correct`, `withdraw`, `actor`, `source`, `topic`."""
    return "event" if isinstance(entry, Event) else entry.what


def stream(entry: Entry) -> str:
    """The stream of the log that an entry belongs to: its registry, or its visit or subject."""
    if isinstance(entry, Actor | Source | Topic):
        return f"{entry.what}s"
    return entry.id.partition("/")[0].partition("@")[0]


def acting(participants: Iterable[Participant]) -> Iterator[str]:
    """Participants, and those on whose behalf they act."""
    for participant in participants:
        yield participant.who
        if participant.on_behalf_of:
            yield participant.on_behalf_of


def involved(event: Event) -> Iterator[str]:
    """The actors who take part in an event or owe, hold or receive what it tells."""
    yield from acting((*event.by, *event.to))
    if isinstance(event, OfficeChange):
        yield event.person
        yield event.office


def quantity_of(event: Event) -> Quantity | None:
    """How many an event tells of: its own quantity, else that of the only promise that it advances."""
    only = event.advances[0].quantity if len(event.advances) == 1 else None
    quantity: Quantity | None = getattr(event, "quantity", None)
    return quantity or only


def evidence_of(entry: Entry) -> tuple[Evidence, ...]:
    """The evidence that an entry carries; none for registrations."""
    evidence: tuple[Evidence, ...] = getattr(entry, "evidence", ())
    return evidence
