"""The parts of a relationship: each with the event that set it, and its sources."""

from typing import ClassVar

from msgspec import Struct

from timeline.projections.citation import evidence_data
from timeline.projections.plain import Data, Hidden
from timeline.projections.values_said import Conflict
from timeline.projections.world import Account, corrections, rests_on


class Held(Struct, frozen=True, kw_only=True):
    """One part of a relationship, and the event that set it."""

    DERIVED: ClassVar[tuple[str, ...]] = ("evidence", "rests_on", "corrections")

    account: Hidden[Account]
    """The event that set it last."""
    key: str
    """Its key within its section: the id of the event, if one event made it."""
    event: str
    """The id of the event that set it last."""
    when: str = ""
    """When it happened, as far as sources say."""

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The event that made it, and the one that set it last."""
        known = self.account.world.accounts
        return tuple(known[id] for id in dict.fromkeys((self.key, self.event)) if id in known)

    @property
    def evidence(self) -> list[Data]:
        """The evidence of the event that set it last."""
        return evidence_data(self.account.citations)

    @property
    def rests_on(self) -> dict[str, str]:
        """The withdrawn entries that its events rest on, by id, with the ids of the withdrawals."""
        return rests_on(self.accounts)

    @property
    def corrections(self) -> list[str]:
        """The corrections of its events, by id."""
        return corrections(self.accounts)


class Level(Held, frozen=True, kw_only=True):
    """The formal level of the relationship."""

    level: str
    """The level in the words of the source."""


class Contact(Held, frozen=True, kw_only=True):
    """An engagement of both states."""

    title: str
    what: str


class Correspondence(Held, frozen=True, kw_only=True):
    """A written communication of one to the other."""

    title: str
    form: str
    """Such as `letter` or `note-verbale`."""


class Relation(Held, frozen=True, kw_only=True):
    """What one party did to its relations with the other, or to its recognition of it."""

    title: str
    relation: str
    """Such as `recognised`, `established` or `severed`."""
    by: tuple[str, ...]
    """The ids of those who did it."""
    to: tuple[str, ...]
    """The ids of those to whom it was done."""


class Mechanism(Held, frozen=True, kw_only=True):
    """A standing dialogue."""

    name: str
    """What it is called."""


class Initiative(Held, frozen=True, kw_only=True):
    """An initiative, package or plan."""

    title: str
    form: str
    """`initiative`, `package` or `plan`."""
    parts: int = 0
    """How many parts of it were announced."""


class Position(Held, frozen=True, kw_only=True):
    """What representatives of a party affirm, support, oppose or the like on a topic: see POSITION_ACTS."""

    states: tuple[str, ...]
    """The ids of the states that take it."""
    who: tuple[str, ...]
    """The ids of the actors who expressed it."""
    act: str
    """How they expressed it, such as `affirms`."""
    title: str
    topics: tuple[str, ...]
    """The ids of its topics."""


class Touched(Held, frozen=True, kw_only=True):
    """A topic that was discussed."""

    topic: str
    """The id of the topic."""
    times: int
    """In how many events it was discussed."""


class Disagreement(Held, frozen=True, kw_only=True):
    """A field of an event for which sources give incompatible values."""

    title: str
    conflict: Conflict
