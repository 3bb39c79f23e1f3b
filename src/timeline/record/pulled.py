"""What drafts use of the registry and the record lacks, as a file of its own that is recorded before them."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from pathlib import Path

from timeline.entries import Actor, Entry, Event, Source
from timeline.entries.links import links
from timeline.eventlog.read import LogReader
from timeline.recordfile.once import Once
from timeline.recordfile.registry import by_sign, registered, with_sources
from timeline.recordfile.write import format_record
from timeline.values import VOICES

_REFERS = ("actor", "party", "principal")
BY = "the registry of timeline"
"""Who records what is pulled, where the draft names nobody."""


def pulled(record: Path, drafts: Iterable[Once], log: LogReader, now: datetime) -> Once | None:
    """The draft of the registry's entries that drafts need; None when they need none. It is in no file yet."""
    entries = [located.entry for draft in drafts if not draft.is_jsonl for located in draft.read().entries]
    own = {entry.id for entry in entries}
    signs = {entry.sign for entry in entries if isinstance(entry, Actor)}
    wanted = dict.fromkeys(id for entry in entries for id in _wanted(entry))
    parties = log.parties() if wanted else {}
    ids = [
        id
        for id in wanted
        if id not in own and log.find(id) is None and _sign(id) not in signs and _sign(id) not in parties
    ]
    if not ids:
        return None
    fresh = [entry for entry in with_sources(ids) if entry.id not in own and log.find(entry.id) is None]
    return Once.of_text(_free(record, now), format_record(fresh))


def _wanted(entry: Entry) -> Iterator[str]:
    """The ids of the registry that an entry refers to, by id or by code."""
    for link in links(entry):
        if link.refers in _REFERS and link.target in registered():
            yield link.target
    signs: list[str] = []
    if isinstance(entry, Source):
        signs += [side for side in entry.side if side not in VOICES]
    if isinstance(entry, Event):
        signs += [other.for_ for other in entry.others if other.for_]
    yield from (by_sign()[sign] for sign in signs if sign in by_sign())


def _sign(id: str) -> str:
    found = registered()[id]
    return found.sign if isinstance(found, Actor) else ""


def _free(record: Path, now: datetime) -> Path:
    """A name that no file of the record has."""
    stem = f"{now.date().isoformat()}-registry"
    names = (record / (f"{stem}-{number}.toml" if number else f"{stem}.toml") for number in range(1000))
    return next(path for path in names if not path.exists())
