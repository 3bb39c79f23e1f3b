"""The names of ids, as the log knew them."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from timeline.entries import Actor, Source, Topic

_VOICES = {"press": "the press", "analyst": "an analyst"}


class Names(Struct, frozen=True, eq=False):
    """The registrations in an answer, and the titles of its events. An id that is not registered is its own name."""

    actors: Mapping[str, Actor] = MappingProxyType({})
    sources: Mapping[str, Source] = MappingProxyType({})
    topics: Mapping[str, Topic] = MappingProxyType({})
    titles: Mapping[str, str] = MappingProxyType({})
    """Of events, by id."""

    def actor(self, id: str) -> str:
        """The name of an actor."""
        return self.actors[id].name if id in self.actors else id

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

    def code(self, state: str) -> str:
        """The ISO code of a state; empty for another actor."""
        return self.actors[state].code if state in self.actors else ""

    def of_code(self, code: str) -> str:
        """The id of the state with an ISO code; empty when there is none."""
        return next((actor.id for actor in self.actors.values() if actor.code == code), "")

    def side(self, side: str) -> str:
        """Who a side is: `Japan`, `the press`."""
        states = {actor.code: actor.name for actor in self.actors.values() if actor.kind == "state"}
        return states.get(side) or _VOICES.get(side, side)


def together(several: Iterable[Names]) -> Names:
    """The names of several parts of one answer."""
    actors, sources, topics, titles = dict[str, Actor](), dict[str, Source](), dict[str, Topic](), dict[str, str]()
    for names in several:
        actors |= names.actors
        sources |= names.sources
        topics |= names.topics
        titles |= names.titles
    return Names(actors, sources, topics, titles)
