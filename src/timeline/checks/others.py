"""The other entries as checks look them up: one at a time, never listed."""

from collections.abc import Callable, Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple, Protocol

from timeline.entries import Entry, Event, Recorded, Withdrawal
from timeline.entries.corrections import Withdrawn, as_corrected
from timeline.problems import KeyPath
from timeline.values import OPEN_BEFORE

_REMEMBERED = 4096
"""Answers of each kind that are kept."""
_HINTS = 50
"""Names of one file for which a near one is sought."""


class Finding(NamedTuple):
    """One thing that is wrong with an entry."""

    at: KeyPath
    """The field, as in a record file: `("evidence", 0, "source")`."""
    code: str
    message: str
    hint: str = ""
    other: str = ""
    """The id of another entry that takes part in the problem; its place is reported too."""
    target: str = ""
    """The id that a broken reference names."""
    cause: frozenset[str] = frozenset()
    """The entries that are wrong together: their findings are reported as one problem."""


class LookUp(Protocol):
    """The other entries: those recorded before, and those of the same file."""

    def find(self, id: str) -> Recorded | None:
        """The entry with an id, as recorded."""

    def current(self, id: str) -> Recorded | None:
        """The entry with an id, corrected, whether or not it is withdrawn."""

    def withdrawal(self, id: str) -> Withdrawn | None:
        """The withdrawal of an entry that is in force, if there is one."""

    def referring(self, target: str, *relations: str) -> Iterator[Recorded]:
        """The entries that name *target* in one of the fields *relations*, in recorded order."""

    def about(self, id: str, *relations: str) -> list[Recorded]:
        """The entries that refer to *id* by *relations*, and those that refer so to one of these, in recorded order."""

    def near(self, id: str, kind: str = "") -> list[str]:
        """Some ids, of a listed kind or with the same beginning as *id*, to find a misspelt one among."""

    def parties(self) -> dict[str, str]:
        """The ids of all parties, by their codes, or by their ids without one."""


class Followed(NamedTuple):
    """What the references of an event lead to: how early it can have begun, and whether back to itself."""

    day: int = OPEN_BEFORE
    """No earlier than this day (an ordinal), by its own date and those of what it is after or part of."""
    since: str = ""
    """The event that says so."""
    instant: int | None = None
    """No earlier than this instant, by the clocks of what it is after, where they are certain."""
    clock: str = ""
    """The event that says so."""
    circle: tuple[str, ...] = ()
    """The events of the cycle that it is in, itself first."""


class _AsOf(NamedTuple):
    """An entry as it was before a position, corrections applied."""

    id: str
    position: int
    entry: Entry


class Others:
    """The other entries, as the checks of one file look them up. Frequent lookups are cached.

    Sound because all of the file is in the log by then, and nothing else can enter it.
    """

    def __init__(self, log: LookUp, first: int = 1) -> None:
        """Look up in *log*, which has the file from position *first* on."""
        self.first = first
        self.find = lru_cache(_REMEMBERED)(log.find)
        self.current = lru_cache(_REMEMBERED)(log.current)
        self.withdrawal = lru_cache(_REMEMBERED)(log.withdrawal)
        self.parties = cache(log.parties)
        self.referring = log.referring
        self._near = log.near
        self._hints = _HINTS
        self._about = lru_cache(1)(log.about)
        self._as_of: _AsOf | None = None
        self.in_force = cache(self._in_force)
        self.followed: dict[str, Followed] = {}
        """What comes of following the references of events: see `sequence`."""

    def near(self, id: str, kind: str = "") -> tuple[str, ...]:
        """Some ids that *id* may be a misspelling of; none after many calls, because each is slow."""
        self._hints -= 1
        return tuple(self._near(id, kind)) if self._hints >= 0 else ()

    def changing(self, id: str) -> list[Recorded]:
        """The corrections and withdrawals of an entry, and of these, in recorded order."""
        return self._about(id, "entry")

    def as_of(self, id: str, position: int) -> Entry:
        """The entry as it was before *position*, corrections applied."""
        before = [other for other in self.changing(id) if other.position < position]
        last = self._as_of
        # The last result is still right, as long as nothing was withdrawn.
        again = last is not None and last.id == id and last.position <= position
        if last is None or not again or any(isinstance(other.entry, Withdrawal) for other in before):
            found = self.find(id)
            assert found is not None, "unknown entries are reported before"
            last = _AsOf(id, 0, found.entry)
        fresh = [other for other in before if other.position >= last.position]
        self._as_of = _AsOf(id, position, as_corrected(last.entry, fresh))
        return self._as_of.entry

    def _in_force(self, target: str, relation: str) -> tuple[tuple[int, Event], ...]:
        """The events in force that name *target* in a field, corrected, with their positions; looked up once."""
        found = ((recorded.position, self.event(recorded.entry.id)) for recorded in self.referring(target, relation))
        return tuple((at, event) for at, event in found if event and not self.withdrawal(event.id))

    def event(self, id: str) -> Event | None:
        """The event with an id, corrected, whether or not it is withdrawn."""
        found = self.current(id)
        return found.entry if found and isinstance(found.entry, Event) else None


Check = Callable[[Any, Others], Iterator[Finding]]
