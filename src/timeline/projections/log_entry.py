"""An entry of the log as it was recorded, with its evidence, and the event that it is or is about."""

from msgspec import Struct

from timeline.entries import AnyEntry, Recorded
from timeline.entries.corrections import Withdrawn
from timeline.projections.citation import Citation, entry_data
from timeline.projections.names import Names
from timeline.projections.plain import Data
from timeline.projections.world import Account, World


class LogEntry(Struct, frozen=True, eq=False):
    """One entry of the log."""

    position: int
    entry: AnyEntry
    citations: tuple[Citation, ...]
    account: Account | None
    """The event that it is, or attests, corrects or withdraws."""
    withdrawn: Withdrawn | None
    """The withdrawal in force, if there is one."""
    names: Names

    def to_dict(self) -> Data:
        """The entry as plain data: position, entry (its verb), id, recorded_at, recorded_by, its fields, evidence."""
        return entry_data(self.position, self.entry, self.citations)


def log_entry(recorded: Recorded, world: World, about: str = "") -> LogEntry:
    """An entry with its evidence, from a world that has its sources.

    about: the id of the event that it is or is about.
    """
    entry = recorded.entry
    return LogEntry(
        recorded.position, entry, world.citations(recorded.position, entry), world.accounts.get(about or entry.id),
        world.withdrawn.get(entry.id), world.names,
    )  # fmt: skip
