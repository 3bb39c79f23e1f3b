"""Events: what happened or was said in the world. An event of each kind is a Struct of its own.

The order of their fields is the order of their bytes in the log: fields are only appended, and defaults never change.
"""

from collections.abc import Iterable, Iterator
from typing import Literal

from msgspec import Struct

from timeline.entries.fields import (
    Act,
    ActorId,
    ClockTime,
    Edtf,
    EventId,
    Instant,
    Line,
    NewId,
    OfficeId,
    PersonId,
    SourceId,
    StateId,
    TopicId,
    Zone,
)  # fmt: skip
from timeline.entries.parts import Advance, Evidence, Money, Participant, Quantity, Terms


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
    """A courtesy call on a person of higher rank."""


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
    """A promise that `by` owes to `to`; it is itself the stage `announced`."""

    told_by: tuple[ActorId, ...] = ()
    """Who said so, where it is not those who owe it."""
    due: Edtf = ""
    due_said: Line = ""
    """The words of the source, such as "next week"."""
    quantity: Quantity | None = None
    money: Money | None = None


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
    change: Literal["assumed", "left"]


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


def quantity_of(event: Event) -> Quantity | None:
    """The quantity of an event: its own, else that of the only commitment that it advances."""
    only = event.advances[0].quantity if len(event.advances) == 1 else None
    quantity: Quantity | None = getattr(event, "quantity", None)
    return quantity or only


def evidence_of(entry: Entry) -> tuple[Evidence, ...]:
    """The evidence that an entry carries; none for registrations."""
    evidence: tuple[Evidence, ...] = getattr(entry, "evidence", ())
    return evidence
