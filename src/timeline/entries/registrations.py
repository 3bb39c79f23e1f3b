"""What events refer to, registered once: actors, sources and topics."""

from typing import Literal

from timeline.entries.events import Entry
from timeline.entries.fields import (
    Edtf,
    EventId,
    Line,
    Sha256,
    Side,
    SourceId,
    StateCode,
    StateId,
    TopicId,
    Url,
    WikidataItem,
)  # fmt: skip
from timeline.entries.parts import NoFact


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
    """The engagements that it covers, with their parts."""
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
