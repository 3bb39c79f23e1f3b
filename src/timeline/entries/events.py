"""Events: what happened or was said in the world. An event of each kind is a Struct of its own.

The order of their fields is the order of their bytes in the log: fields are only appended, and defaults never change.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from timeline.entries.fields import (
    Act,
    Action,
    ActorId,
    Calendar,
    Capacity,
    ClockTime,
    DocumentId,
    Edtf,
    EngagementId,
    EventId,
    Firmness,
    Instant,
    Line,
    NewId,
    OfficeId,
    PartOfDay,
    PartyId,
    PersonId,
    Rank,
    Relation,
    ScheduledId,
    ScheduleStage,
    SourceId,
    TopicId,
    Zone,
)
from timeline.entries.parts import Advance, Evidence, Money, Other, Participant, Quantity, Search, Terms

EngagementKind = Literal[
    "visit", "meeting", "courtesy-call", "dinner", "site-visit", "phone-call", "conference",
    "talks", "pull-aside", "video-call", "ceremony", "press-conference", "stopover",
]  # fmt: skip
"""The kinds of engagement, by their tags."""


class Entry(Struct, frozen=True, kw_only=True, omit_defaults=True, forbid_unknown_fields=True, tag_field="what"):
    """One immutable line of the log."""

    id: NewId
    recorded_at: Instant = ""
    """Empty in a draft."""
    recorded_by: Line = ""
    reviewed_by: Line = ""
    """Who else has looked at the entry and its evidence."""

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
    concerns: tuple[PartyId, ...] = ()
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
    part_of_one_of: tuple[EventId, ...] = ()
    """It was part of one of these, and no source says of which."""
    part_of_day: PartOfDay | None = None
    """When no clock time is said."""
    when_said: Line = ""
    """The day in the words of the source, if it is of another calendar."""
    calendar: Calendar | None = None
    """The calendar of `when_said`."""
    others: tuple[Other, ...] = ()
    """Who was there and is not a principal: nobody of these makes it a contact."""
    form_said: Line = ""
    """What the source calls it, such as `held talks`."""
    searched: tuple[Search, ...] = ()
    """Where more was looked for."""


class Engagement(Event, frozen=True, kw_only=True):
    """An event at which people meet."""

    on_margins_of: tuple[EventId, ...] = ()
    """The conference beside which it took place, without being part of it."""
    initiated_by: tuple[ActorId, ...] = ()
    """Who asked for it."""
    rank: Rank | None = None
    """Its rank in protocol."""
    described_as: tuple[Line, ...] = ()
    """How the source describes it, such as `candid`."""


class Visit(Engagement, frozen=True, kw_only=True, tag="visit"):
    """A journey to another state, with its parts."""


class Meeting(Engagement, frozen=True, kw_only=True, tag="meeting"):
    """A meeting or talks."""


class CourtesyCall(Engagement, frozen=True, kw_only=True, tag="courtesy-call"):
    """A courtesy call on a person of higher rank."""


class Dinner(Engagement, frozen=True, kw_only=True, tag="dinner"):
    """A dinner or other meal."""


class SiteVisit(Engagement, frozen=True, kw_only=True, tag="site-visit"):
    """A visit to a place or institution."""


class PhoneCall(Engagement, frozen=True, kw_only=True, tag="phone-call"):
    """A telephone or video call."""


class Conference(Engagement, frozen=True, kw_only=True, tag="conference"):
    """A conference of several states."""


class Talks(Engagement, frozen=True, kw_only=True, tag="talks"):
    """Talks between delegations."""


class PullAside(Engagement, frozen=True, kw_only=True, tag="pull-aside"):
    """A short talk beside another event."""


class VideoCall(Engagement, frozen=True, kw_only=True, tag="video-call"):
    """A meeting by video."""


class Ceremony(Engagement, frozen=True, kw_only=True, tag="ceremony"):
    """A ceremony: a reception with honours, a handover, an inauguration, a funeral."""


class PressConference(Engagement, frozen=True, kw_only=True, tag="press-conference"):
    """A press conference or joint press availability."""


class Stopover(Engagement, frozen=True, kw_only=True, tag="stopover"):
    """A stop on the way to elsewhere."""


class Scheduled(Event, frozen=True, kw_only=True, tag="scheduled"):
    """An engagement that is planned. What becomes of it are events of their own."""

    engagement: EngagementKind
    """What is planned."""
    due: Edtf = ""
    """When it is to be."""
    due_said: Line = ""
    """The words of the source, such as "in spring"."""


class ScheduleChange(Event, frozen=True, kw_only=True, tag="schedule-change"):
    """A scheduled engagement postponed, cancelled or held; `because` is the reason that is given for it."""

    scheduled: ScheduledId
    """The plan."""
    stage: ScheduleStage
    """What became of it."""
    due: Edtf = ""
    """The new day, if one is named."""
    due_said: Line = ""
    """The words of the source, such as "at a later time"."""
    fulfilled_by: EngagementId = ""
    """The engagement that was held."""


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
    verb_said: Line = ""
    """The operative word of the text, in its language."""


class Commitment(Event, frozen=True, kw_only=True, tag="commitment"):
    """A promise that `by` owes to `to`; it is itself the stage `announced`."""

    told_by: tuple[ActorId, ...] = ()
    """Who said so, where it is not those who owe it."""
    due: Edtf = ""
    due_said: Line = ""
    """The words of the source, such as "next week"."""
    quantity: Quantity | None = None
    money: Money | None = None
    firmness: Firmness | None = None
    """How firmly it was said; None when it is a plain promise."""
    condition: Line = ""
    """On which condition, in our words."""
    verb_said: Line = ""
    """The operative word of the text, in its language."""


class Progress(Event, frozen=True, kw_only=True, tag="progress"):
    """A stage of a commitment that no other kind of event records: see `advances`."""


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
    change: Literal["assumed", "left", "agrement", "arrived", "credentials-presented", "departed"]
    """The last four are of heads of mission."""
    capacity: Capacity | None = None
    """In which capacity; None when it is held as such."""


class DocumentAction(Event, frozen=True, kw_only=True, tag="document-action"):
    """What a party does with a document, or what becomes of it."""

    document: DocumentId
    """The document, or the signing that stands for it."""
    action: Action
    """What is done with it (by a party, who is in `by`), or what becomes of it (without `by`)."""
    effective: Edtf = ""
    """From when it has effect, if that is not when it happened."""
    instrument: DocumentId = ""
    """The document that does it: a protocol that amends, a treaty that supersedes."""
    money: Money | None = None
    terms: Terms | None = None


class Relations(Event, frozen=True, kw_only=True, tag="relations"):
    """What a party does to diplomatic relations, or to its recognition of another."""

    relation: Relation
    """What is done; to whom is in `to`."""
    person: PersonId = ""
    """The ambassador who is recalled, or whoever is declared persona non grata."""


class Communication(Event, frozen=True, kw_only=True, tag="communication"):
    """A written communication, or a summons. It is correspondence, not contact."""

    form: Literal["letter", "note-verbale", "aide-memoire", "non-paper", "demarche", "summons"]
    """What it is in diplomatic usage."""
    through: tuple[ActorId, ...] = ()
    """Who passed it on."""
    sent: Edtf = ""
    """When it was sent."""
    received: Edtf = ""
    """When it was received."""


class Publication(Event, frozen=True, kw_only=True, tag="publication"):
    """A readout, commentary or other text made public."""

    source: SourceId


def acting(participants: Iterable[Participant]) -> Iterator[str]:
    """Participants, and those on whose behalf they act."""
    for participant in participants:
        yield participant.who
        if participant.on_behalf_of:
            yield participant.on_behalf_of


def involved(event: Event) -> Iterator[str]:
    """The actors who take part in an event, or who owe or receive what it is about."""
    yield from acting((*event.by, *event.to))
    if isinstance(event, OfficeChange):
        yield event.person
        yield event.office


def wholes_of(event: Event) -> tuple[str, ...]:
    """The ids of the events that an event is part of, or may be."""
    return (*event.part_of, *event.part_of_one_of)


def regarding(event: Event) -> tuple[str, ...]:
    """The ids of the plan or the document that an event is about: what concerns their parties concerns it too."""
    match event:
        case ScheduleChange(scheduled=id) | DocumentAction(document=id):
            return (id,)
        case _:
            return ()


def quantity_of(event: Event) -> Quantity | None:
    """The quantity of an event: its own, else that of the only commitment that it advances."""
    only = event.advances[0].quantity if len(event.advances) == 1 else None
    quantity: Quantity | None = getattr(event, "quantity", None)
    return quantity or only


def evidence_of(entry: Entry) -> tuple[Evidence, ...]:
    """The evidence that an entry carries; none for registrations."""
    evidence: tuple[Evidence, ...] = getattr(entry, "evidence", ())
    return evidence
