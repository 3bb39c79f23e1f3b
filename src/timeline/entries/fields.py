"""The strings of entries: each says in its type who parses it, what it is, and which kind of entry it names.

Nothing else needs to know that: reading, references and the JSON Schema are derived from here.
"""

from typing import Annotated, Literal, get_args

from msgspec import Meta


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
