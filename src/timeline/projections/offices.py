"""Offices: who held which, from when to when, as the events say that record offices.

A term without an end may have ended all the same: nobody has recorded it. Source: RULES.md, 12.
"""

from collections.abc import Iterable
from datetime import date
from typing import ClassVar

from msgspec import Struct
from msgspec.structs import replace

from timeline.entries import OfficeChange
from timeline.entries.fields import ENDING, TENURE
from timeline.projections.plain import Flat, Hidden
from timeline.projections.world import Account


class Term(Struct, frozen=True, eq=False):
    """The time for which one person held one office."""

    DERIVED: ClassVar[tuple[str, ...]] = ("since", "until")

    who: str
    """The id of the person."""
    office: str
    """The id of the office."""
    assumed: Hidden[Account | None] = None
    left: Hidden[Account | None] = None
    capacity: str = "substantive"
    """`substantive`, `acting`, `ad-interim`, `caretaker` or `designate`."""

    @property
    def since(self) -> str:
        """When the office was taken, in EDTF; empty when nobody recorded it."""
        return self.assumed.time.text if self.assumed else ""

    @property
    def until(self) -> str:
        """When the office was left, in EDTF; empty when nobody recorded it."""
        return self.left.time.text if self.left else ""

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The events that record its beginning and its end."""
        return tuple(account for account in (self.assumed, self.left) if account)

    def held_on(self, day: date) -> bool:
        """Whether the office had certainly been taken by *day*, and is not certainly left."""
        begun = self.assumed is None or self.assumed.time.begun_by(day)
        return begun and not (self.left and self.left.time.begun_by(day))


class Holder(Struct, frozen=True, eq=False):
    """Who holds an office, as far as is recorded, and since when nobody has said so any more."""

    DERIVED: ClassVar[tuple[str, ...]] = ("named_on",)

    term: Flat[Term]
    named: Hidden[Account | None]
    """The latest event at which somebody names the person in that office."""

    @property
    def named_on(self) -> str:
        """When a source last names the person in that office, in EDTF; empty for never."""
        return self.named.time.text if self.named else ""

    @property
    def accounts(self) -> tuple[Account, ...]:
        """The events that say so."""
        return (*self.term.accounts, *([self.named] if self.named else []))


def terms(accounts: Iterable[Account]) -> tuple[Term, ...]:
    """The terms in the events among *accounts* that record offices, given in world order; by their beginning."""
    found: list[Term] = []
    for account in accounts:
        event = account.event
        if not isinstance(event, OfficeChange) or event.change not in TENURE:
            continue
        capacity = event.capacity or "substantive"
        open_at = next((at for at, term in enumerate(found) if _is_open(term, event)), None)
        open_one = None if open_at is None else found[open_at]
        if event.change in ENDING:
            began = None if open_at is None else found.pop(open_at).assumed
            found.append(Term(event.person, event.office, began, account, open_one.capacity if open_one else capacity))
        elif open_one is None or open_one.capacity != capacity:
            if open_at is not None:
                # Whoever acted in an office and then assumed it as its own begins a new term.
                found[open_at] = replace(found[open_at], left=account)
            found.append(Term(event.person, event.office, account, capacity=capacity))
    return tuple(found)


def _is_open(term: Term, event: OfficeChange) -> bool:
    return term.left is None and (term.who, term.office) == (event.person, event.office)


DESIGNATE = "designate"
"""The capacity of whoever is named for an office and does not hold it yet."""


def capacities_of(terms: Iterable[Term], who: str, day: date) -> dict[str, str]:
    """In which capacity a person held each office on a day, or was designate for it, by its id."""
    found: dict[str, str] = {}
    for term in terms:
        if term.who == who and term.held_on(day) and found.get(term.office, DESIGNATE) == DESIGNATE:
            found[term.office] = term.capacity
    return found


def holders(terms: Iterable[Term], office: str, day: date) -> tuple[Term, ...]:
    """The terms in an office on a day, the latest beginning first."""
    held = [term for term in terms if term.office == office and term.held_on(day) and term.capacity != DESIGNATE]
    return tuple(sorted(held, key=lambda term: term.assumed.time.start_latest if term.assumed else 0, reverse=True))
