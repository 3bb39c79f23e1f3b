"""What signed documents amount to, per currency, as said: each commitment once, no conflict summed.

Source: RULES.md, 21. Nothing is converted.
"""

from collections.abc import Iterable, Sequence
from itertools import combinations
from typing import Protocol

from msgspec import Struct

from timeline.events import Money
from timeline.values import parse_amount


class Document(Protocol):
    """A signed document, as far as totals are concerned."""

    @property
    def key(self) -> str:
        """Its name among others."""

    @property
    def document(self) -> str:
        """What it is: a grant, a loan."""

    @property
    def money(self) -> tuple[Money, ...]:
        """Its amount as each source said it."""

    @property
    def commitments(self) -> tuple[str, ...]:
        """The commitments that it advances."""


class Total(Struct, frozen=True):
    """What signed documents amount to in one currency."""

    currency: str
    minor_units: int
    approximate: bool
    """Whether any part of it was said to be."""
    at_most: bool
    """Whether any part of it was said to be at most so much."""
    documents: tuple[str, ...]
    """Those whose amounts are summed."""
    kinds: tuple[tuple[str, int], ...]
    """How much of it is of which kind of document, in minor units."""
    left_out: tuple[str, ...]
    """Those whose amounts conflict, or cover the same commitments in part."""


def fit(moneys: Iterable[Money]) -> bool:
    """Whether all amounts in one currency are ways of saying the same."""
    return all(
        one.currency != other.currency or parse_amount(one.amount).fits(parse_amount(other.amount))
        for one, other in combinations(moneys, 2)
    )


def totals(documents: Sequence[Document]) -> tuple[Total, ...]:
    """The totals of signed documents, by currency; the first said of amounts that fit is summed."""
    currencies = sorted({money.currency for document in documents for money in document.money})
    return tuple(_total(currency, documents) for currency in currencies)


def _total(currency: str, documents: Sequence[Document]) -> Total:
    summed: list[tuple[Document, Money]] = []
    left_out: list[str] = []
    for group in _groups([one for one in documents if any(money.currency == currency for money in one.money)]):
        counted = _counted(group)
        said = [money for one in counted for money in one.money if money.currency == currency]
        if counted and fit(said):
            summed.append((counted[0], said[0]))
        else:
            left_out += [one.key for one in group]
    minor = [(one.document, parse_amount(money.amount).minor_units(currency)) for one, money in summed]
    kinds = {kind: sum(units for other, units in minor if other == kind) for kind, _ in minor}
    return Total(
        currency,
        sum(units for _, units in minor),
        any(money.approximate for _, money in summed),
        any(money.at_most for _, money in summed),
        tuple(one.key for one, _ in summed),
        tuple(kinds.items()),
        tuple(left_out),
    )


def _groups(documents: Sequence[Document]) -> list[list[Document]]:
    """Documents that share a commitment, directly or through others, together."""
    groups: list[list[Document]] = []
    for document in documents:
        own = set(document.commitments)
        joined = [group for group in groups if any(own & set(one.commitments) for one in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([*(one for group in joined for one in group), document])
    return groups


def _counted(group: list[Document]) -> list[Document]:
    """Those of a group that cover all of its commitments; none when several cover parts of them."""
    widest = [one for one in group if not any(set(one.commitments) < set(other.commitments) for other in group)]
    return widest if len({frozenset(one.commitments) for one in widest}) == 1 else []
