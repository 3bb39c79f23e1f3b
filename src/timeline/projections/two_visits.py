"""Two visits side by side: which topics, commitments and wording of the first the second took up.

What is recorded of one visit only was added, or dropped, or nobody reported it: the record does not know which.
"""

from collections.abc import Callable, Collection, Hashable, Iterable, Sequence
from typing import ClassVar, Literal, TypeVar

from msgspec import Struct

from timeline.entries import Commitment, Event, Statement, acting
from timeline.projections.arranged import arranged
from timeline.projections.commitments import Owed, commitments
from timeline.projections.plain import Hidden
from timeline.projections.world import Account

Compared = Literal["kept", "added", "dropped"]
"""Recorded of both visits; of the second only; of the first only."""
_K = TypeVar("_K", bound=Hashable)


class _AtBoth(Struct, frozen=True, eq=False):
    """What was said at one of the visits, or at both."""

    at: Hidden[tuple[tuple[Account, ...], tuple[Account, ...]]]

    @property
    def first(self) -> list[str]:
        """The ids of the events at the first visit."""
        return [account.id for account in self.at[0]]

    @property
    def second(self) -> list[str]:
        """The ids of the events at the second visit."""
        return [account.id for account in self.at[1]]


class TopicCompared(_AtBoth, frozen=True, eq=False):
    """A topic of one of the visits, or of both."""

    DERIVED: ClassVar[tuple[str, ...]] = ("first", "second")

    topic: str
    """The id of the topic."""
    change: Compared
    """`kept`: recorded of both visits; `added`: of the second only; `dropped`: of the first only."""


class WordingCompared(_AtBoth, frozen=True, eq=False):
    """What one party, or several together, said on a topic at one of the visits, or at both."""

    DERIVED: ClassVar[tuple[str, ...]] = ("first", "second", "same_acts")

    topic: str
    """The id of a topic of both visits."""
    parties: tuple[str, ...]
    """The ids of the states whose representatives say it."""
    change: Compared
    """`kept`: they speak on it at both visits; `added`: at the second only; `dropped`: at the first only."""

    @property
    def same_acts(self) -> bool:
        """Whether they say it with the same acts at both visits, such as `affirms`."""
        first, second = ({getattr(account.event, "act", "") for account in accounts} for accounts in self.at)
        return first == second


class CommitmentCompared(Struct, frozen=True, eq=False):
    """A commitment that was made or taken up at one of the visits, or at both."""

    commitment: Owed
    """As it stood after both visits."""
    change: Compared
    """`kept`: the second visit took it up; `added`: it was made there; `dropped`: nothing recorded takes it up."""


def of_visit(accounts: Iterable[Account], visit: Account) -> tuple[Account, ...]:
    """Those of *accounts* (in world order) that are part of a visit, or about it and of its days."""
    placed = arranged(tuple(accounts), visit)
    return tuple(p.account for p in placed if p.section in {"during", "undated"} or visit.id in p.account.ancestors)


def topics_compared(first: Sequence[Account], second: Sequence[Account]) -> tuple[TopicCompared, ...]:
    """The topics of two visits; first those of both, in the order in which they came up."""
    at = _by(first, _topics), _by(second, _topics)
    return tuple(TopicCompared(found, topic, change) for topic, change, found in _compared(*at))


def _topics(account: Account) -> Collection[str]:
    return account.event.topics


def wording_compared(first: Sequence[Account], second: Sequence[Account]) -> tuple[WordingCompared, ...]:
    """What the parties said on each topic of both visits, topic by topic."""
    at = _by(first, _voices), _by(second, _voices)
    topics = {topic for topic, _ in at[0]} & {topic for topic, _ in at[1]}
    found = [
        WordingCompared(said, topic, parties, change)
        for (topic, parties), change, said in _compared(*at)
        if topic in topics
    ]
    order = list(dict.fromkeys(wording.topic for wording in found))
    return tuple(sorted(found, key=lambda wording: order.index(wording.topic)))


def _voices(account: Account) -> list[tuple[str, tuple[str, ...]]]:
    """The topics of a statement, each with the parties that speak."""
    if not isinstance(account.event, Statement):
        return []
    parties = tuple(sorted(account.names.parties_of(acting(account.event.by))))
    return [(topic, parties) for topic in account.event.topics] if parties else []


def _by(accounts: Iterable[Account], keys: Callable[[Account], Iterable[_K]]) -> dict[_K, tuple[Account, ...]]:
    found: dict[_K, list[Account]] = {}
    for account in accounts:
        for key in keys(account):
            found.setdefault(key, []).append(account)
    return {key: tuple(those) for key, those in found.items()}


def _compared(
    first: dict[_K, tuple[Account, ...]], second: dict[_K, tuple[Account, ...]]
) -> Iterable[tuple[_K, Compared, tuple[tuple[Account, ...], tuple[Account, ...]]]]:
    """What both have, what the second alone has, what the first alone has."""
    both: Compared = "kept"
    for key in (*(key for key in first if key in second), *(key for key in second if key not in first)):
        yield key, both if key in first else "added", (first.get(key, ()), second[key])
    for key, alone in first.items():
        if key not in second:
            yield key, "dropped", (alone, ())


def commitments_compared(
    first: Collection[Account], second: Collection[Account], counted: Iterable[Account]
) -> tuple[CommitmentCompared, ...]:
    """The commitments made at two visits, or taken up at the second; as they stood after the *counted* events."""
    made = [
        {account.id for account in accounts if isinstance(account.event, Commitment)} for accounts in (first, second)
    ]
    taken = {id for account in second for id in taken_up(account.event)}
    found = []
    for owed in commitments(counted):
        if owed.key in made[1] - made[0]:
            found.append(CommitmentCompared(owed, "added"))
        elif owed.key in made[0]:
            found.append(CommitmentCompared(owed, "kept" if owed.key in taken | made[1] else "dropped"))
        elif owed.key in taken:
            found.append(CommitmentCompared(owed, "kept"))
    order: tuple[Compared, ...] = ("kept", "added", "dropped")
    return tuple(sorted(found, key=lambda compared: order.index(compared.change)))


def taken_up(event: Event) -> Iterable[str]:
    """The ids of the commitments that an event advances, and of whatever it is about."""
    yield from (advance.commitment for advance in event.advances)
    yield from event.about
