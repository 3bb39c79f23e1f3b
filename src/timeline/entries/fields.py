"""The strings of entries: each says in its type who parses it, what it is, and which kind of entry it names.

Nothing else needs to know that: reading, references and the JSON Schema are derived from here.
"""

from typing import Annotated, Literal

from msgspec import Meta

REFERENCES: dict[str, str] = {}
"""What each kind of string is, in words, and which kind of entry it names; empty for none."""


def _leaf(parser: str, words: str, *, refers: str = "") -> Meta:
    """Mark a string: who parses it at the door, what it is, which kind of entry it names."""
    REFERENCES[words] = refers
    return Meta(description=words, extra={"leaf": parser, "refers": refers})


Line = Annotated[str, _leaf("line", "One line of words, in our own words unless it is a name")]
NewId = Annotated[str, _leaf("id", "A stable id that was never used before")]
EventId = Annotated[str, _leaf("id", "The id of an event", refers="event")]
CommitmentId = Annotated[str, _leaf("id", "The id of a commitment", refers="commitment")]
EntryId = Annotated[str, _leaf("id", "The id of any entry", refers="entry")]
ActorId = Annotated[str, _leaf("id", "The id of an actor", refers="actor")]
PartyId = Annotated[
    str, _leaf("id", "The id of a party: a state, an international organisation, an entity", refers="party")
]
PrincipalId = Annotated[str, _leaf("id", "The id of a party or an organisation", refers="principal")]
PersonId = Annotated[str, _leaf("id", "The id of a person among the actors", refers="person")]
OfficeId = Annotated[str, _leaf("id", "The id of an office among the actors", refers="office")]
SourceId = Annotated[str, _leaf("id", "The id of a source", refers="source")]
TopicId = Annotated[str, _leaf("id", "The id of a topic", refers="topic")]
DocumentId = Annotated[str, _leaf("id", "The id of a document, or of the signing of one", refers="document")]
ScheduledId = Annotated[str, _leaf("id", "The id of a scheduled engagement", refers="scheduled")]
EngagementId = Annotated[str, _leaf("id", "The id of an engagement", refers="engagement")]
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
Side = Annotated[str, _leaf("side", "A party's code, or its id if it has none; press or analyst")]
PartyCode = Annotated[str, _leaf("party-code", "A party's code, or its id")]
Url = Annotated[str, _leaf("url", "An address on the web")]
Sha256 = Annotated[str, _leaf("sha256", "The SHA-256 of the text, in hexadecimal")]
WikidataItem = Annotated[str, _leaf("wikidata", "An item of Wikidata")]
FieldName = Annotated[str, _leaf("line", "The name of a field of the entry")]
FieldPath = Annotated[str, _leaf("line", "A dotted path to a field: when, money.amount, evidence.0")]

Act = Literal[
    "says", "thanks", "affirms", "raises", "discusses", "asks", "agrees", "welcomes",
    "congratulates", "announces", "invites", "conveys", "recalls", "notes", "intends",
    "assesses", "recommends",
    "emphasises", "exchanges-views", "urges", "demands", "proposes", "accepts", "declines",
    "rejects", "supports", "encourages", "commends", "pledges", "hopes", "informs", "briefs",
    "explains", "recognises", "expresses-concern", "regrets", "condoles", "opposes",
    "condemns", "denies", "protests", "warns", "instructs",
]  # fmt: skip
"""What a statement does. Source: RULES.md, 15."""
POSITION_ACTS = (
    "affirms", "supports", "opposes", "condemns", "rejects", "urges", "demands", "assesses", "agrees",
)  # fmt: skip
"""The acts by which a person in office takes a position."""

Stage = Literal[
    "announced", "signed", "agreed", "under-way", "delivered", "lapsed",
    "notes-exchanged", "agreement-signed", "completed", "handed-over", "kept", "cancelled",
]  # fmt: skip
"""How far a commitment has come; `signed`, `agreed` and `delivered` are older words. Source: RULES.md, 20."""
STAGES = (
    "announced", "signed", "notes-exchanged", "agreed", "agreement-signed", "under-way", "completed", "delivered",
    "handed-over", "kept", "cancelled", "lapsed",
)  # fmt: skip
"""The stages, from the first to the last."""
FULFILLED = frozenset({"delivered", "completed", "handed-over", "kept"})
"""The stages at which a commitment is fulfilled."""
ENDED = frozenset({"lapsed", "cancelled"})
"""The stages at which a commitment has ended unfulfilled."""

PartOfDay = Literal["morning", "afternoon", "evening", "night"]
Calendar = Literal[
    "buddhist", "chinese", "coptic", "ethiopic", "hebrew", "indian", "islamic", "japanese", "juche", "julian",
    "persian", "roc",
]  # fmt: skip
"""A calendar other than the Gregorian. The names are those of the Unicode CLDR; it has no `juche` and no `julian`."""

Rank = Literal["state", "official", "official-working", "working", "private"]
"""The protocol rank of a visit or a meeting."""
Role = Literal["host", "mediator", "witness", "observer", "interpreter", "member"]
"""What somebody is at an event who is not a principal of it."""
Capacity = Literal["substantive", "acting", "ad-interim", "caretaker", "designate"]
"""In which capacity an office is held."""
BEGINNING = ("assumed", "arrived", "credentials-presented")
"""The changes of office with which a term begins. Source: Vienna Convention on Diplomatic Relations (1961), 13."""
ENDING = ("left", "departed")
"""Those with which it ends."""
TENURE = (*BEGINNING, *ENDING)
DocumentForm = Literal[
    "treaty", "exchange-of-notes", "grant-agreement", "loan-agreement", "memorandum", "agreed-minutes",
    "joint-statement", "joint-communique", "chairs-statement", "agreement",
]  # fmt: skip
"""What a document is; an `agreement` is one of which the others would say too much. Whether it binds is not said."""
PARTY_ACTIONS = (
    "initialled", "signed", "ratified", "accepted", "approved", "acceded", "succeeded", "reserved", "objected",
    "denounced",
)  # fmt: skip
"""What a party does with a document."""
Action = Literal[
    "initialled", "signed", "ratified", "accepted", "approved", "acceded", "succeeded", "reserved", "objected",
    "denounced",
    "issued", "adopted", "in-force", "provisionally-applied", "amended", "extended", "suspended", "expired",
    "terminated", "superseded",
]  # fmt: skip
"""What becomes of a document. Source: Vienna Convention on the Law of Treaties (1969), parts II and V."""
Relation = Literal[
    "recognised", "established", "downgraded", "severed", "resumed", "mission-opened", "mission-closed",
    "ambassador-recalled", "persona-non-grata",
]  # fmt: skip
"""What somebody does to diplomatic relations. Source: Vienna Convention on Diplomatic Relations (1961)."""
Firmness = Literal["pledged", "intends", "will-consider"]
ScheduleStage = Literal["postponed", "cancelled", "held"]
