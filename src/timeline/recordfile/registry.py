"""The registry of states, territories and organisations that comes with the program: see tools/registry.py.

What a draft uses of it and the record lacks is written into the record, so that the log depends on its files alone.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from timeline.entries import Actor, Entry, Source, evidence_of
from timeline.recordfile.read import parse_record_text
from timeline.text.folding import folded


@cache
def registered() -> Mapping[str, Entry]:
    """The entries of the registry, by their ids."""
    text = files("timeline.recordfile").joinpath("registry.toml").read_text(encoding="utf-8")
    file = parse_record_text(text, name="registry.toml")
    return {located.entry.id: located.entry for located in file.entries}


@cache
def by_sign() -> Mapping[str, str]:
    """The ids of its parties by their codes, or by their ids without one."""
    return {entry.sign: id for id, entry in registered().items() if isinstance(entry, Actor)}


def named_so(name: str) -> Actor | None:
    """The party of the registry with an id or a name; None when there is none."""
    found = registered().get(name)
    if isinstance(found, Actor):
        return found
    actors = (entry for entry in registered().values() if isinstance(entry, Actor))
    return next((actor for actor in actors if name in (actor.name, *actor.names)), None)


def called_so(words: str) -> tuple[Actor, ...]:
    """The parties of which an id, a code or a name, of any time, has all words: by name; else words that begin so."""
    asked = folded(words).split()
    actors = sorted((entry for entry in registered().values() if isinstance(entry, Actor)), key=lambda one: one.name)
    whole = tuple(actor for actor in actors if all(word in _words(actor) for word in asked))
    return whole or tuple(
        actor for actor in actors if all(any(has.startswith(word) for has in _words(actor)) for word in asked)
    )


def _words(actor: Actor) -> list[str]:
    """The words of all its names, folded."""
    then = (text for called in actor.called for text in (called.name, called.code))
    return folded(" ".join((actor.id, *actor.id.split("-"), actor.code, actor.name, *actor.names, *then))).split()


def with_sources(ids: Iterable[str]) -> tuple[Entry, ...]:
    """The entries of the registry with some ids, and the sources that name them so, in the order of a file."""
    actors = [registered()[id] for id in sorted(set(ids))]
    cited = {id for actor in actors for item in evidence_of(actor) for id in (item.source, *item.via)}
    sources = [entry for id, entry in registered().items() if id in cited and isinstance(entry, Source)]
    return (*sources, *actors)
