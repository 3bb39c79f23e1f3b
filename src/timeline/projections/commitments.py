"""Commitments: who owes what to whom, at which stage, due when, by which evidence."""

from collections import Counter
from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from timeline.entries import ENDED, FULFILLED, Advance, Commitment, Money, Quantity, Stage
from timeline.projections.citation import evidence_data
from timeline.projections.held import Held
from timeline.projections.paragraphs import by_paragraph
from timeline.projections.plain import Data, Hidden
from timeline.projections.support import ITSELF, sides_of, supporting
from timeline.projections.totals import stages_differ
from timeline.projections.values_said import folded_when
from timeline.projections.world import Account, World
from timeline.values import OPEN_AFTER, parse_when


class Reached(Struct, frozen=True):
    """A stage of a commitment, and the event that reached it."""

    account: Hidden[Account]
    stage: Stage
    """The stage that was reached."""
    event: str
    """The id of the event that reached it."""
    when: str
    """When it was reached, in EDTF."""
    quantities: tuple[Quantity, ...] = ()
    """How many, as each source said at this stage."""
    money: tuple[Money, ...] = ()
    """As said at this stage."""

    DERIVED: ClassVar[tuple[str, ...]] = ("sides", "evidence")

    @property
    def sides(self) -> tuple[str, ...]:
        """The sides that say that it was reached."""
        return sides_of(supporting(self.account, "advances" if self.account.event.advances else ITSELF))

    @property
    def evidence(self) -> list[Data]:
        """The evidence of the event that reached it."""
        return evidence_data(self.account.citations)


class Owed(Held, frozen=True, kw_only=True):
    """A commitment, with the stages that it went through."""

    DERIVED: ClassVar[tuple[str, ...]] = ("stage", *Held.DERIVED, "open", "overdue", "amounts_differ")

    title: str
    """What is owed."""
    by: tuple[str, ...]
    """The ids of the actors who owe it."""
    to: tuple[str, ...] = ()
    """The ids of the actors to whom it is owed."""
    told_by: tuple[str, ...] = ()
    """The ids of the actors who reported it."""
    due: str = ""
    """When it is due, in EDTF; empty when no source says."""
    due_said: str = ""
    """When it is due, in the words of the source."""
    quantities: tuple[Quantity, ...] = ()
    """How many, as each source says."""
    money: tuple[Money, ...] = ()
    """The amount, as each source gives it."""
    in_conflict: bool = False
    """Whether sources give incompatible values."""
    firmness: str = ""
    """How firm it is: `pledged`, `intends` or `will-consider`; empty when no source says, or they disagree."""
    condition: str = ""
    """On which condition, in words; empty for none, or when sources disagree."""
    stages: tuple[Reached, ...]
    """The stages that it reached, in order."""
    on: Hidden[date | None] = None
    """The day as of which it is described; None until an answer sets one."""
    later: Hidden[int] = 0
    """How many of its stages came after that day."""

    @property
    def stage(self) -> Stage:
        """The stage that it is at: the last that an event reached."""
        return self.stages[-1].stage

    @property
    def part(self) -> tuple[Quantity, Quantity] | None:
        """How many of what was promised were handed over, if some are still to come; else None.

        A stage that says nothing of how many is of all, and of about so many nobody knows the rest.
        """
        done = [reached.quantities for reached in self.stages if reached.stage in FULFILLED]
        counts = [quantities[0] for quantities in (self.quantities, *done) if len(quantities) == 1]
        alike = len({quantity.unit for quantity in counts}) == 1 and len(counts) == len(done) + 1
        if not done or not alike or any(quantity.approximate for quantity in counts):
            return None
        promised, *given = counts
        total = replace(promised, count=sum(quantity.count for quantity in given))
        return (total, promised) if total.count < promised.count else None

    @property
    def open(self) -> bool:
        """Whether it is neither fulfilled, wholly, nor ended otherwise."""
        return self.stage not in FULFILLED | ENDED or (self.stage in FULFILLED and self.part is not None)

    @property
    def amounts(self) -> tuple[Money, ...]:
        """The amounts said of it at all of its stages."""
        return tuple(money for reached in self.stages for money in reached.money)

    @property
    def amounts_differ(self) -> bool:
        """Whether at two of its stages no amount said at one fits one said at the other, in some currency."""
        return stages_differ([reached.money for reached in self.stages])

    @property
    def overdue(self) -> bool | None:
        """Whether it is open after the latest day on which it was due; None when no day is set."""
        if self.on is None:
            return None
        return self.open and bool(self.due) and self.due_by < self.on.toordinal()

    @property
    def due_by(self) -> int:
        """The latest day (an ordinal) on which it is due; after all days when no source says."""
        return parse_when(self.due).end_latest if self.due else OPEN_AFTER


def owed(account: Account, event: Commitment, reached: tuple[Reached, ...] = ()) -> Owed:
    """A commitment at the last of the stages that it *reached*, else at `announced`."""
    money = amounts_said(account)
    quantities = _quantities(account, event.quantity)
    first = Reached(account, "announced", event.id, account.time.text, quantities, money)
    last = reached[-1] if reached else first
    return Owed(
        account=last.account, key=event.id, event=last.event, when=account.time.text, title=event.title,
        by=tuple(participant.who for participant in event.by),
        to=tuple(participant.who for participant in event.to), told_by=event.told_by,
        due=_due(account, event), due_said=event.due_said, quantities=quantities,
        money=money, in_conflict=account.conflict("money") is not None, firmness=_agreed(account, "firmness"),
        condition=_agreed(account, "condition"), stages=(first, *reached),
    )  # fmt: skip


def _agreed(account: Account, field: str) -> str:
    """What all who give a field say; empty when nobody does, or they disagree."""
    values = {str(value.value) for value in account.said(field)}
    return values.pop() if len(values) == 1 else ""


def _due(account: Account, event: Commitment) -> str:
    """When it is due, as all sources together state it."""
    folded = folded_when(account.said("due"))
    return folded.text if folded else event.due


def reached(account: Account, advance: Advance) -> Reached:
    """The stage that an event brings a commitment to."""
    quantities = _quantities(account, advance.quantity)
    return Reached(account, advance.stage, account.id, account.time.text, quantities, amounts_said(account))


def amounts_said(account: Account) -> tuple[Money, ...]:
    """The amounts that sources give of an event."""
    return tuple(value.value for value in account.said("money") if isinstance(value.value, Money))


def _quantities(account: Account, own: Quantity | None) -> tuple[Quantity, ...]:
    """The quantities that sources state; an event that advances several commitments counts for each of them."""
    if len(account.event.advances) > 1:
        return (own,) if own else ()
    return tuple(value.value for value in account.said("quantity") if isinstance(value.value, Quantity))


def in_text_order(owing: Iterable[Owed]) -> list[Owed]:
    """Commitments in their order; of those that one text makes at a time, in that of its paragraphs."""
    return by_paragraph(owing, lambda owed: owed.stages[0].account)


def commitments(accounts: Iterable[Account]) -> tuple[Owed, ...]:
    """The commitments that *accounts* (in world order) make, with the stages that they reached."""
    stages: dict[str, tuple[Reached, ...]] = {}
    promises: dict[str, Account] = {}
    for account in accounts:
        if isinstance(account.event, Commitment):
            promises[account.id] = account
        for advance in account.event.advances:
            stages[advance.commitment] = (*stages.get(advance.commitment, ()), reached(account, advance))
    found = []
    for id, account in promises.items():
        assert isinstance(account.event, Commitment), "only commitments were kept"
        found.append(owed(account, account.event, stages.get(id, ())))
    return tuple(found)


def as_of(commitments: Iterable[Owed], world: World, on: date) -> tuple[Owed, ...]:
    """Commitments as of a day, each with the number of its stages that came later."""
    counts = Counter(
        advance.commitment
        for account in world.order
        if account.event.advances and not account.time.begun_by(on)
        for advance in account.event.advances
    )
    return tuple(replace(owed, on=on, later=counts[owed.key]) for owed in commitments)


def later_stages(commitments: Iterable[str], world: World, on: date) -> tuple[Account, ...]:
    """The events after a day that advance some commitments, in world order. An answer as of that day omits them."""
    keys = set(commitments)
    return tuple(
        account
        for account in world.order
        if any(advance.commitment in keys for advance in account.event.advances) and not account.time.begun_by(on)
    )
