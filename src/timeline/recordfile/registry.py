"""The registry of states, territories and organisations that comes with the program: see tools/registry.py.

What a draft uses of it and the record lacks is written into the record, so that the log depends on its files alone.
"""

from collections.abc import Iterable, Mapping
from functools import cache
from importlib.resources import files

from timeline.entries import Actor, Entry, Source, evidence_of
from timeline.recordfile.read import parse_record_text


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


def with_sources(ids: Iterable[str]) -> tuple[Entry, ...]:
    """The entries of the registry with some ids, and the sources that name them so, in the order of a file."""
    actors = [registered()[id] for id in sorted(set(ids))]
    cited = {id for actor in actors for item in evidence_of(actor) for id in (item.source, *item.via)}
    sources = [entry for id, entry in registered().items() if id in cited and isinstance(entry, Source)]
    return (*sources, *actors)
