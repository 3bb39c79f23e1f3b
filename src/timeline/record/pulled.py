"""What drafts use of the registry and the record lacks, as a file of its own that is recorded before them."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from timeline.checks.references import article
from timeline.entries import Actor, Attestation, Correction, Document, Entry, Event, Says, Source, Topic
from timeline.entries.links import links
from timeline.eventlog.read import LogReader
from timeline.problems import Problem
from timeline.recordfile.once import Once
from timeline.recordfile.registry import by_sign, registered, with_sources
from timeline.recordfile.under import ids_of_correction
from timeline.recordfile.write import format_record
from timeline.values import VOICES

_REFERS = ("actor", "party", "principal")
BY = "the registry of timeline"
"""Who records what is pulled, where the draft names nobody."""


class Pulled(NamedTuple):
    """What drafts need of the registry: a draft that is in no file yet; and what stands in its way."""

    draft: Once | None
    problems: list[Problem]


class _Needed:
    """What drafts register, and the actors and sides that they name."""

    def __init__(self, drafts: Iterable[Once]) -> None:
        self.own: dict[str, Entry] = {}
        self.signs_of_own = set[str]()
        self.ids, self.signs = dict[str, Path](), dict[str, Path]()
        for draft in drafts:
            for located in draft.read().entries:
                entry = located.entry
                if isinstance(entry, Actor | Source | Topic | Document):
                    self.own[entry.id] = entry
                self.signs_of_own |= {entry.sign} if isinstance(entry, Actor) else set()
                # Each with the first draft that names it.
                self.ids = dict.fromkeys(_ids(entry), draft.path) | self.ids
                self.signs = dict.fromkeys(_signs(entry), draft.path) | self.signs


def pulled(record: Path, drafts: Sequence[Once], others: Sequence[Once], log: LogReader, now: datetime) -> Pulled:
    """The draft of the registry's entries that drafts need; none when they need none.

    others: the other drafts of the record. What one of these registers is not pulled: it would be refused afterwards.
    """
    needed = _Needed(drafts)

    def lacks(id: str) -> bool:
        return id not in needed.own and log.find(id) is None

    ids, signs, known = [id for id in needed.ids if lacks(id)], set(needed.signs), needed.signs_of_own
    if ids or signs:
        known = known | log.parties().keys()
    signs = signs - known
    if not ids and not signs:
        # Most drafts name nobody new: the registry is not read for them.
        return Pulled(None, [])
    ids = [id for id in ids if id in registered() and _sign(id) not in known]
    ids += [id for sign in sorted(signs) if (id := by_sign().get(sign)) and lacks(id)]
    entries = with_sources(ids)
    problems = [*_elsewhere(entries, needed, drafts[0], others), *_taken(entries, needed, drafts[0], log)]
    fresh = [entry for entry in entries if lacks(entry.id)]
    if problems or not fresh:
        return Pulled(None, problems)
    return Pulled(Once.of_text(_free(record, now), format_record(fresh)), [])


def _elsewhere(entries: Iterable[Entry], needed: _Needed, draft: Once, others: Iterable[Once]) -> Iterator[Problem]:
    """What another draft registers, and these need."""
    wanted = {entry.id for entry in entries} | {entry.sign for entry in entries if isinstance(entry, Actor)}
    for other in others:
        for located in other.read().entries:
            entry = located.entry
            sign = entry.sign if isinstance(entry, Actor) and entry.is_party else entry.id
            if wanted & {entry.id, sign}:
                path = needed.ids.get(entry.id) or needed.signs.get(sign) or draft.path
                message = f"it needs `{entry.id}`, which is registered in {other.path}, another draft"
                hint = f"append both: timeline append {other.path} {path}"
                yield Problem(str(path), 0, 0, "in-another-draft", message, hint)


def _taken(entries: Iterable[Entry], needed: _Needed, draft: Once, log: LogReader) -> Iterator[Problem]:
    """An id of a source of the registry that something else has."""
    for entry in entries:
        recorded = log.find(entry.id)
        there = needed.own.get(entry.id) or (recorded.entry if recorded else None)
        if isinstance(entry, Source) and there is not None and not isinstance(there, Source):
            message = f"the registry's source `{entry.id}` cannot be recorded: that is the id of {article(there)}"
            hint = (
                f"give the {there.what} another id; if it is recorded, register what you need of the registry yourself"
            )
            yield Problem(str(draft.path), 0, 0, "id-taken", message, hint)


def _ids(entry: Entry) -> Iterator[str]:
    """The ids of the actors that an entry refers to."""
    yield from (link.target for link in links(entry) if link.refers in _REFERS)
    if isinstance(entry, Correction):
        yield from ids_of_correction(entry.field, entry.now)


def _signs(entry: Entry) -> Iterator[str]:
    """The sides that an entry names."""
    if isinstance(entry, Source):
        yield from (side for side in entry.side if side not in VOICES)
    holder = entry.says if isinstance(entry, Attestation) else entry
    if isinstance(holder, Event | Says):
        yield from (other.for_ for other in holder.others if other.for_)


def _sign(id: str) -> str:
    found = registered()[id]
    return found.sign if isinstance(found, Actor) else ""


def _free(record: Path, now: datetime) -> Path:
    """A name that no file of the record has."""
    stem = f"{now.date().isoformat()}-registry"
    names = (record / (f"{stem}-{number}.toml" if number else f"{stem}.toml") for number in range(1000))
    return next(path for path in names if not path.exists())
