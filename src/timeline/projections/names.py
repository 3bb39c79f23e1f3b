"""The names of ids, as the log knew them."""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from msgspec import Struct
from msgspec.structs import replace

from timeline.entries import Actor, Document, Source, Topic
from timeline.values import When, parse_when

_VOICES = {"press": "the press", "analyst": "an analyst"}


class Names(Struct, frozen=True, eq=False):
    """The registrations in an answer, and the titles of its events. An id that is not registered is its own name."""

    actors: Mapping[str, Actor] = MappingProxyType({})
    sources: Mapping[str, Source] = MappingProxyType({})
    topics: Mapping[str, Topic] = MappingProxyType({})
    titles: Mapping[str, str] = MappingProxyType({})
    """Of events, by id."""
    documents: Mapping[str, Document] = MappingProxyType({})
    on: date | None = None
    """The day whose names are used; None for those of today."""

    def actor(self, id: str) -> str:
        """The name of an actor, on the day of the answer. Source: RULES.md, 23."""
        found = self.actors.get(id)
        if found is None:
            return id
        return called_on(found, self.on) if self.on and found.called else found.name

    def is_person(self, id: str) -> bool:
        """Whether an actor is registered as a person."""
        return id in self.actors and self.actors[id].kind == "person"

    def all(self, actors: Iterable[str]) -> str:
        """The names of actors, joined by commas."""
        return ", ".join(map(self.actor, actors))

    def topic(self, id: str) -> str:
        """The name of a topic."""
        return self.topics[id].name if id in self.topics else id

    def source(self, id: str) -> str:
        """The title of a source."""
        return self.sources[id].title if id in self.sources else id

    def document(self, id: str) -> str:
        """The title of a document, or of the signing that stands for one."""
        return self.documents[id].title if id in self.documents else self.titles.get(id, id)

    def party_of(self, actor: str) -> str:
        """The party that an actor acts for, itself or through an organisation, or is; empty when there is none."""
        found = self.actors.get(actor)
        if found is None:
            return ""
        if found.is_party:
            return found.id
        above = self.actors.get(found.of)
        return found.of if above is None or above.is_party else above.of

    def parties_of(self, actors: Iterable[str]) -> frozenset[str]:
        """The parties that actors act for, or are."""
        return frozenset(map(self.party_of, actors)) - {""}

    def code(self, party: str) -> str:
        """What stands for a party as a side: its code, else its id; empty for another actor."""
        return self.actors[party].sign if party in self.actors else ""

    def of_code(self, code: str) -> str:
        """The id of the party that a code, or its own id, stands for; empty when there is none."""
        return next((actor.id for actor in self.actors.values() if actor.sign == code), "")

    def side(self, side: str) -> str:
        """Who a side is: `Japan`, `the press`."""
        party = self.of_code(side)
        return self.actor(party) if party else _VOICES.get(side, side)


def called_on(actor: Actor, day: date) -> str:
    """What an actor was called on a day."""
    then = (called.name for called in actor.called if called.name and _holds(parse_when(called.when), day))
    return next(then, actor.name)


def _holds(when: When, day: date) -> bool:
    return when.start_earliest <= day.toordinal() <= when.end_latest


def together(several: Iterable[Names]) -> Names:
    """The names of several parts of one answer."""
    found, on = Names({}, {}, {}, {}, {}), None
    for names in several:
        on = names.on or on
        for field in ("actors", "sources", "topics", "titles", "documents"):
            getattr(found, field).update(getattr(names, field))
    return replace(found, on=on)
