"""What ids are called, as the log knew it: the names that an answer is read with."""

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from msgspec import Struct

from timeline.entries import Actor, Source, Topic

_VOICES = {"press": "the press", "analyst": "an analyst"}


class Names(Struct, frozen=True, eq=False):
    """The registrations that an answer names, and the titles of its events. What is not registered keeps its id."""

    actors: Mapping[str, Actor] = MappingProxyType({})
    sources: Mapping[str, Source] = MappingProxyType({})
    topics: Mapping[str, Topic] = MappingProxyType({})
    titles: Mapping[str, str] = MappingProxyType({})
    """Of events, by id."""

    def actor(self, id: str) -> str:
        """What an actor is called."""
        return self.actors[id].name if id in self.actors else id

    def all(self, actors: Iterable[str]) -> str:
        """What actors are called, joined by commas."""
        return ", ".join(map(self.actor, actors))

    def topic(self, id: str) -> str:
        """What a topic is called."""
        return self.topics[id].name if id in self.topics else id

    def source(self, id: str) -> str:
        """The title of a source."""
        return self.sources[id].title if id in self.sources else id

    def code(self, state: str) -> str:
        """The ISO code of a state; empty for what is none."""
        return self.actors[state].code if state in self.actors else ""

    def of_code(self, code: str) -> str:
        """The id of the state with an ISO code; empty when none here has it."""
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
