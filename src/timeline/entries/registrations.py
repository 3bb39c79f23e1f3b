"""What events refer to, registered once: actors, sources, topics and documents."""

from typing import Literal

from timeline.entries.events import Entry
from timeline.entries.fields import (
    ActorId,
    DocumentForm,
    DocumentId,
    Edtf,
    EventId,
    Line,
    PrincipalId,
    Sha256,
    Side,
    SourceId,
    StateCode,
    TopicId,
    Url,
    WikidataItem,
)
from timeline.entries.parts import Called, Evidence, NoFact, Search

PARTY_KINDS = ("state", "international-organisation", "entity")
"""The kinds of actor that can be a side. Being one says nothing of recognition."""


class Actor(Entry, frozen=True, kw_only=True, tag="actor"):
    """A party (a state, an international organisation, an entity), or a person, office, ministry or organisation."""

    kind: Literal["state", "person", "office", "ministry", "organisation", "international-organisation", "entity"]
    name: Line
    names: tuple[Line, ...] = ()
    """Other spellings and scripts."""
    of: PrincipalId = ""
    """The party or organisation that it acts for; empty for a party, and for those who act for none."""
    code: StateCode = ""
    """A party's ISO 3166-1 code."""
    wikidata: WikidataItem = ""
    called: tuple[Called, ...] = ()
    """Former names and codes of a party, each with its time."""
    holders: Literal["one"] | None = None
    """Whether an office has one holder at a time."""
    evidence: tuple[Evidence, ...] = ()
    """The list or register that names it so."""

    @property
    def is_party(self) -> bool:
        """Whether it can be a side. An organisation that has a code is an international one. Source: RULES.md, 22."""
        return self.kind in PARTY_KINDS or (self.kind == "organisation" and bool(self.code))

    @property
    def sign(self) -> str:
        """What stands for a party as a side: its code, else its id; empty for other actors."""
        return (self.code or self.id) if self.is_party else ""


class Source(Entry, frozen=True, kw_only=True, tag="source"):
    """A publication: readout, press release, article, commentary, notes."""

    title: Line
    kind: Literal["readout", "press-release", "statement", "remarks", "article", "commentary", "notes", "text"]
    side: tuple[Side, ...]
    """One party, several for a joint text, `press` or `analyst`."""
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
    issuer: ActorId = ""
    """Who issued it, if it is a registered actor."""
    supersedes: tuple[SourceId, ...] = ()
    """The earlier versions that it replaces: readouts are edited without notice."""
    document: DocumentId = ""
    """The document whose text it is."""
    authentic: bool = False
    """Whether the document says that its text in this language is authentic."""
    translation_of: SourceId = ""
    """The text that it translates."""
    translation: Literal["official", "provisional", "ours"] | None = None
    """Whose translation it is."""
    searched: tuple[Search, ...] = ()
    """Where more was looked for."""


class Topic(Entry, frozen=True, kw_only=True, tag="topic"):
    """What statements are on."""

    name: Line
    under: TopicId = ""
    """The wider topic."""


class Document(Entry, frozen=True, kw_only=True, tag="document"):
    """A document that parties sign, issue or adopt. Its texts are sources that name it."""

    title: Line
    form: DocumentForm
    """What it is; whether it binds is not said."""
    form_said: Line = ""
    """What it calls itself, in its own words."""
    parties: tuple[ActorId, ...] = ()
    """Its parties, as far as they are recorded; later ones come with their acts."""
    evidence: tuple[Evidence, ...] = ()
