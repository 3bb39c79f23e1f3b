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

    def lacks(id: str) -> bool:
        return id not in own and log.find(id) is None

    ids = [id for id in dict.fromkeys(_ids(entries)) if lacks(id)]
    signs = {*_signs(entries)}
    known = {entry.sign for entry in entries if isinstance(entry, Actor)}
    if ids or signs:
        known |= log.parties().keys()
    signs -= known
    if not ids and not signs:
        # Most drafts name nobody new: the registry is not read for them.
        return None
    ids = [id for id in ids if id in registered() and _sign(id) not in known]
    ids += [id for sign in sorted(signs) if (id := by_sign().get(sign)) and lacks(id)]
    fresh = [entry for entry in with_sources(ids) if lacks(entry.id)]
    return Once.of_text(_free(record, now), format_record(fresh)) if fresh else None


def _ids(entries: Iterable[Entry]) -> Iterator[str]:
    """The ids of the actors that entries refer to."""
    for entry in entries:
        yield from (link.target for link in links(entry) if link.refers in _REFERS)


def _signs(entries: Iterable[Entry]) -> Iterator[str]:
    """The sides that entries name."""
    for entry in entries:
        if isinstance(entry, Source):
            yield from (side for side in entry.side if side not in VOICES)
        if isinstance(entry, Event):
            yield from (other.for_ for other in entry.others if other.for_)


def _sign(id: str) -> str:
    found = registered()[id]
    return found.sign if isinstance(found, Actor) else ""


def _free(record: Path, now: datetime) -> Path:
    """A name that no file of the record has."""
    stem = f"{now.date().isoformat()}-registry"
    names = (record / (f"{stem}-{number}.toml" if number else f"{stem}.toml") for number in range(1000))
    return next(path for path in names if not path.exists())
