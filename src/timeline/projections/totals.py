"""What signed documents amount to, per currency, as said: each commitment once, no conflict summed.

Source: RULES.md, 21. Nothing is converted.
"""

from collections.abc import Iterable, Mapping, Sequence
from itertools import combinations
from types import MappingProxyType
from typing import Literal, Protocol

from msgspec import Struct

from timeline.entries import Money
from timeline.values import parse_amount


class Document(Protocol):
    """A signed document, as far as totals are concerned."""

    @property
    def key(self) -> str:
        """Its name among others."""

    @property
    def title(self) -> str:
        """What it is called."""

    @property
    def document(self) -> str:
        """What it is: a grant, a loan."""

    @property
    def money(self) -> tuple[Money, ...]:
        """Its amount as each source said it."""

    @property
    def commitments(self) -> tuple[str, ...]:
        """The commitments that it advances."""


Reason = Literal["conflict", "overlap", "same", "no-amount"]
"""Why a document is not counted: amounts of it or of its promise do not fit; it covers the promises of another in part;
it is on the same promises as one that is counted; no amount of it is told in this currency."""


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
    titles: dict[str, str]
    """What the documents are called, by their keys."""
    why: dict[str, Reason]
    """Why each document that is not counted is not."""


def fit(moneys: Iterable[Money]) -> bool:
    """Whether all amounts in one currency are ways of saying the same."""
    return all(
        one.currency != other.currency or parse_amount(one.amount).fits(parse_amount(other.amount))
        for one, other in combinations(moneys, 2)
    )


def stages_differ(stages: Sequence[Sequence[Money]]) -> bool:
    """Whether two stages of a promise have amounts in one currency of which none of one fits any of the other."""
    return any(_apart(one, other) for one, other in combinations(stages, 2))


def _apart(one: Sequence[Money], other: Sequence[Money]) -> bool:
    shared = {money.currency for money in one} & {money.currency for money in other}
    return any(
        not any(fit((mine, theirs)) for mine in one for theirs in other if mine.currency == theirs.currency == currency)
        for currency in shared
    )


def totals(
    documents: Sequence[Document], promised: Mapping[str, Sequence[Money]] = MappingProxyType({})
) -> tuple[Total, ...]:
    """The totals of signed documents, by currency; the first said of amounts that fit is summed.

    promised: the amounts said of each commitment itself, with which those of its documents must fit.
    """
    currencies = sorted({money.currency for document in documents for money in document.money})
    return tuple(_total(currency, documents, promised) for currency in currencies)


def _total(currency: str, documents: Sequence[Document], promised: Mapping[str, Sequence[Money]]) -> Total:
    summed: list[tuple[Document, Money]] = []
    told = [one for one in documents if any(money.currency == currency for money in one.money)]
    why: dict[str, Reason] = {one.key: "no-amount" for one in documents if one not in told}
    for group in _groups(told):
        counted = _counted(group)
        said = [money for one in counted for money in one.money if money.currency == currency]
        promises = (name for one in counted for name in one.commitments)
        of_promises = [money for name in promises for money in promised.get(name, ()) if money.currency == currency]
        if counted and fit((*said, *of_promises)):
            summed.append((counted[0], said[0]))
            why |= {one.key: "same" for one in group if one is not counted[0]}
        else:
            why |= {one.key: "conflict" if counted else "overlap" for one in group}
    minor = [(one.document, parse_amount(money.amount).minor_units(currency)) for one, money in summed]
    kinds = {kind: sum(units for other, units in minor if other == kind) for kind, _ in minor}
    return Total(
        currency,
        sum(units for _, units in minor),
        any(money.approximate for _, money in summed),
        any(money.at_most for _, money in summed),
        tuple(one.key for one, _ in summed),
        tuple(kinds.items()),
        tuple(one.key for one in told if why.get(one.key) in {"conflict", "overlap"}),
        {one.key: one.title for one in documents},
        why,
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
