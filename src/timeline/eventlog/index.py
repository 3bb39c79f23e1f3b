"""The derived tables of the log: how to find entries, never what they say.

Each can be dropped and rebuilt from the stored entries; no proof trusts them.
"""

import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from itertools import combinations

from msgspec import Struct

from timeline.entries import (
    Actor,
    Attestation,
    Correction,
    Document,
    Entry,
    Event,
    Recorded,
    Withdrawal,
    involved,
    regarding,
    wholes_of,
)
from timeline.entries.links import links
from timeline.entries.shapes import Leaf, ListOf, OneOrMany, Shape
from timeline.entries.tables import Table, table_of
from timeline.entries.versions import versions
from timeline.eventlog.read import LogReader
from timeline.eventlog.rows import BLOCK
from timeline.proof.merkle import root_of

_PARTICIPATION = ("who", "on_behalf_of", "person", "office", "of", "parties")
"""The fields by which an actor's party concerns an entry."""
_SHARING = ("part_of", "part_of_one_of", "scheduled", "document")
"""The fields by which an event takes the parties of another."""
_CACHED = 50_000


class Indexer:
    """Writes the derived rows of new entries, through the connection that writes them."""

    def __init__(self, connection: sqlite3.Connection, log: LogReader) -> None:
        """Index into *connection*; *log* reads what the same transaction has written."""
        self._connection = connection
        self._log = log
        self._party_of_actor: dict[str, str] = {}
        self._parties_of_event: dict[str, tuple[set[str], set[str]]] = {}
        self._changed: dict[str, None] = {}

    def leaves(self, first: int, hashes: Sequence[bytes]) -> None:
        """Keep the leaf hashes of new entries, the first of them at rank *first*, and those of blocks that are full."""
        self._many("INSERT INTO ix_leaf VALUES (?, ?)", enumerate(hashes, first))
        full = range((first - 1) // BLOCK, (first - 1 + len(hashes)) // BLOCK)
        blocks = ((number, root_of(self._log.leaves(number * BLOCK, (number + 1) * BLOCK))) for number in full)
        self._many("INSERT INTO ix_block VALUES (?, ?)", blocks)

    def ids(self, entries: Iterable[Recorded]) -> None:
        """Make entries findable by their ids, and by what they refer to."""
        from timeline.text.folding import indexed  # noqa: PLC0415 - who only reads does not need it

        entries = tuple(entries)
        self._many("INSERT INTO ix_entry VALUES (?, ?)", ((e.position, e.entry.id) for e in entries))
        self._many("INSERT INTO ix_kind VALUES (?, ?)", ((e.entry.what, e.position) for e in entries))
        self._many("INSERT OR IGNORE INTO ix_link VALUES (?, ?, ?)", map_links(entries))
        self._many(
            "INSERT INTO ix_text (rowid, words) VALUES (?, ?)", ((e.position, indexed(words(e.entry))) for e in entries)
        )

    def pairs(self, recorded: Recorded) -> None:
        """Make an event findable by the pairs of parties that it concerns, now or when the file is `settled`.

        What a correction or an attestation changes is found under the new parties too: too
        many candidates do no harm, a missing one would.
        """
        match recorded.entry:
            case Correction(entry=target) | Attestation(event=target) | Withdrawal(entry=target):
                self._changed[target] = None
            case Event():
                self._pairs_of(recorded.position, self.parties(recorded.entry))

    def settled(self) -> None:
        """Look at what the entries of a file changed, once for all of them."""
        if self._changed:
            self._party_of_actor.clear()
            self._parties_of_event.clear()
            self._many("INSERT OR IGNORE INTO ix_link VALUES (?, ?, ?)", self._links_of_versions())
            self._pairs_below(self._changed)
            self._changed.clear()

    def _links_of_versions(self) -> Iterator[tuple[str, str, int]]:
        """The rows by which entries are found from what corrections made them refer to."""
        for found in filter(None, map(self._log.find, self._changed)):
            yield from map_links(Recorded(found.position, entry) for entry in self._versions(found))  # type: ignore[arg-type]  # a version is of its type

    def _versions(self, found: Recorded) -> Iterator[Entry]:
        return versions(found.entry, self._log.about(found.entry.id, "entry", "event"))

    def _pairs_below(self, targets: Iterable[str]) -> None:
        """The pairs of entries that changed, and of all events that take their parties from them."""
        waiting, seen = list(targets), set[str]()
        while waiting:
            id = waiting.pop()
            found = self._log.find(id)
            if id in seen or found is None:
                continue
            seen.add(id)
            match found.entry:
                case Event():
                    events = (entry for entry in self._versions(found) if isinstance(entry, Event))
                    self._pairs_of(found.position, {state for event in events for state in self.parties(event)})
                    waiting += [part.entry.id for part in self._log.referring(id, *_SHARING)]
                case Document():
                    waiting += [action.entry.id for action in self._log.referring(id, "document")]
                case Actor():
                    waiting += [recorded.entry.id for recorded in self._log.referring(id, *_PARTICIPATION)]
                case Attestation(event=event):
                    waiting.append(event)
                case Correction(entry=entry) | Withdrawal(entry=entry):
                    waiting.append(entry)
                case _:
                    pass

    def _pairs_of(self, position: int, parties: set[str]) -> None:
        pairs = combinations(sorted(parties), 2)
        self._many("INSERT OR IGNORE INTO ix_pair VALUES (?, ?, ?)", ((a, b, position) for a, b in pairs))

    def parties(self, event: Event) -> set[str]:
        """The parties that an event concerns: its own, those of all that it is part of, and of its plan or document."""
        found, waiting, seen = self._own(event), _sharing(event), set[str]()
        while waiting:
            id = waiting.pop()
            if id not in seen:
                seen.add(id)
                own, wholes = self._versions_of(id)
                found |= own
                waiting += wholes
        return found

    def _own(self, event: Event) -> set[str]:
        return {*event.concerns, *map(self._party_of, involved(event))} - {""}

    def _versions_of(self, id: str) -> tuple[set[str], set[str]]:
        """The parties of an event or document itself, and what it shares those of, in any of its versions."""
        if id not in self._parties_of_event:
            if len(self._parties_of_event) > _CACHED:
                self._parties_of_event.clear()
            found = self._log.find(id)
            versions = list(self._versions(found)) if found else []
            events = [entry for entry in versions if isinstance(entry, Event)]
            own = {party for event in events for party in self._own(event)}
            parties = (actor for entry in versions if isinstance(entry, Document) for actor in entry.parties)
            own |= {*map(self._party_of, parties)} - {""}
            self._parties_of_event[id] = own, {whole for event in events for whole in _sharing(event)}
        return self._parties_of_event[id]

    def _party_of(self, actor: str) -> str:
        if actor not in self._party_of_actor:
            found = self._log.current(actor)
            entry = None if found is None else found.entry
            party = ""
            if isinstance(entry, Actor):
                party = actor if entry.is_party else self._party_above(entry.of)
            self._party_of_actor[actor] = party
        return self._party_of_actor[actor]

    def _party_above(self, principal: str) -> str:
        """The party that a principal is; of an organisation, the party that it acts for."""
        found = self._log.current(principal) if principal else None
        entry = found.entry if found else None
        return entry.of if isinstance(entry, Actor) and not entry.is_party else principal

    def _many(self, statement: str, rows: Iterable[tuple[object, ...]]) -> None:
        self._connection.executemany(statement, rows)


def _sharing(event: Event) -> list[str]:
    """The ids of what an event shares the parties of."""
    return [*wholes_of(event), *regarding(event)]


def map_links(entries: Iterable[Recorded]) -> Iterator[tuple[str, str, int]]:
    """The rows that lead from the targets of references back to the entries."""
    for recorded in entries:
        for link in links(recorded.entry):
            yield link.target, link.relation, recorded.position


def words(entry: Entry) -> str:
    """The words by which an entry is found: its id, and all texts in it."""
    said = () if not isinstance(entry, Correction) else (str(entry.now or ""),)
    beside = (other.who.replace("-", " ") for other in entry.others) if isinstance(entry, Event) else ()
    return " ".join(filter(None, (entry.id.replace("-", " "), *_texts(type(entry), entry), *said, *beside)))


_TEXTS = {"line", "amount"}
"""The parsers of what is searched: not of ids, days, codes and addresses."""
_BY_RECORDERS = {"retrieved_by", "reviewed_by", "field", "language"}
"""Who handled an entry, which field a correction is of, the language of a text: nothing that an entry says."""


def _texts(cls: type[Struct], value: object) -> Iterator[str]:
    """The texts in the fields of an entry, or of a value in one."""
    for attribute, shape in _text_fields(cls):
        if found := getattr(value, attribute):
            yield from _in_field(shape, found)


@cache
def _text_fields(cls: type[Struct]) -> tuple[tuple[str, Shape], ...]:
    """The fields that may hold a text."""
    fields = ((name, field.attribute, field.shape) for name, field in table_of(cls).fields.items())
    return tuple((attribute, shape) for name, attribute, shape in fields if name not in _BY_RECORDERS and _may(shape))


def _may(shape: Shape) -> bool:
    match shape:
        case Leaf(parser=parser):
            return parser in _TEXTS
        case ListOf(item=item) | OneOrMany(item=item):
            return _may(item)
        case Table(cls=cls):
            return bool(_text_fields(cls))
        case _:
            return False


def _in_field(shape: Shape, value: object) -> Iterator[str]:
    if isinstance(shape, Leaf):
        yield str(value)
    elif isinstance(shape, ListOf | OneOrMany):
        for one in value if isinstance(value, tuple) else (value,):
            yield from _in_field(shape.item, one)
    else:
        assert isinstance(shape, Table), "nothing else holds a text"
        yield from _texts(shape.cls, value)
