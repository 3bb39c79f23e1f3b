"""The closed union of entries, and the bytes of one in the log.

Shapes only: what two entries must agree on is in `checks`. A `match` over the union ends in `assert_never`.
"""

from typing import TypeAlias, get_args

import msgspec
from msgspec import Struct

from timeline.entries.amendments import Attestation, Correction, Withdrawal
from timeline.entries.events import (
    Announcement,
    Ceremony,
    Commitment,
    Communication,
    Conference,
    CourtesyCall,
    Dialogue,
    Dinner,
    DocumentAction,
    Entry,
    Event,
    Meeting,
    OfficeChange,
    PhoneCall,
    PressConference,
    Progress,
    Publication,
    PullAside,
    Relations,
    Remarks,
    ScheduleChange,
    Scheduled,
    Signing,
    SiteVisit,
    Statement,
    Status,
    Stopover,
    Talks,
    VideoCall,
    Visit,
)  # fmt: skip
from timeline.entries.registrations import Actor, Document, Source, Topic

FORMAT = 1
"""The format of record files and stored bytes that this program writes."""

AnyEvent: TypeAlias = (
    Visit | Meeting | CourtesyCall | Dinner | SiteVisit | PhoneCall | Conference | Remarks
    | Signing | Announcement | Statement | Commitment | Progress | Status | Dialogue
    | OfficeChange | Publication
    | Talks | PullAside | VideoCall | Ceremony | PressConference | Stopover
    | Scheduled | ScheduleChange | DocumentAction | Relations | Communication
)  # fmt: skip
AnyEntry: TypeAlias = AnyEvent | Attestation | Correction | Withdrawal | Actor | Source | Topic | Document

EVENT_TYPES: dict[str, type[Event]] = {kind.__struct_config__.tag: kind for kind in get_args(AnyEvent)}
"""Every kind of event, by its tag."""

ENTRY_TYPES: dict[str, type[Entry]] = {kind.__struct_config__.tag: kind for kind in get_args(AnyEntry)}
"""Every type of entry, by its tag."""

VERBS: dict[str, type[Entry]] = {
    "source": Source,
    "actor": Actor,
    "topic": Topic,
    "document": Document,
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
    """The log contains an entry of a kind that this program does not know, and does not skip."""


def encode(entry: Entry) -> bytes:
    """The bytes of an entry in the log, in format 1."""
    return _encoder.encode(entry)


def decode(data: bytes) -> AnyEntry:
    """The entry that is encoded in stored bytes.

    Raises NewerEntry when they are of a kind, or have a field, that is not known here, and
    msgspec.DecodeError when they are no JSON.
    """
    try:
        entry: AnyEntry = _decoder.decode(data)
    except msgspec.ValidationError as error:
        raise NewerEntry(str(error)) from error
    except (UnicodeDecodeError, RecursionError) as error:
        raise msgspec.DecodeError(str(error)) from error
    return entry


def verb(entry: Entry) -> str:
    """The kind of entry: `event`, `attest`, `correct`, `withdraw`, `actor`, `source`, `topic`, `document`."""
    return "event" if isinstance(entry, Event) else entry.what


def stream(entry: Entry) -> str:
    """The stream of the log that an entry belongs to: its registry, or its visit or subject."""
    if isinstance(entry, Actor | Source | Topic | Document):
        return f"{entry.what}s"
    return entry.id.partition("/")[0].partition("@")[0]
