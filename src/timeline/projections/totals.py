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
        """Its amount as each source gives it."""

    @property
    def commitments(self) -> tuple[str, ...]:
        """The commitments that it advances."""


Reason = Literal["conflict", "overlap", "same", "no-amount"]
"""Why a document is not counted: its amounts or its commitment's do not fit; it covers another's commitments in part;
it covers the same commitments as one that is counted; no source gives its amount in this currency."""


class Total(Struct, frozen=True):
    """What signed documents amount to in one currency."""

    currency: str
    minor_units: int
    """The sum in the smallest unit of the currency."""
    approximate: bool
    """Whether any part of it was said to be approximate."""
    at_most: bool
    """Whether any part of it was said to be at most so much."""
    documents: tuple[str, ...]
    """The keys of the documents whose amounts are summed."""
    kinds: tuple[tuple[str, int], ...]
    """The kinds of document, and the amount of each in minor units."""
    left_out: tuple[str, ...]
    """The keys of the documents whose amounts conflict, or that cover the same commitments in part."""
    titles: dict[str, str]
    """The titles of the documents, by their keys."""
    why: dict[str, Reason]
    """For each document that is not counted, the reason."""


def fit(moneys: Iterable[Money]) -> bool:
    """Whether, in each currency, all amounts can be the same amount."""
    return all(
        money.currency != other.currency or parse_amount(money.amount).fits(parse_amount(other.amount))
        for money, other in combinations(moneys, 2)
    )


def stages_differ(stages: Sequence[Sequence[Money]]) -> bool:
    """Whether two stages of a commitment have amounts in one currency, none of which fits any of the other stage."""
    return any(_apart(amounts, other) for amounts, other in combinations(stages, 2))


def _apart(amounts: Sequence[Money], other: Sequence[Money]) -> bool:
    shared = {money.currency for money in amounts} & {money.currency for money in other}
    return any(
        not any(
            fit((mine, theirs)) for mine in amounts for theirs in other if mine.currency == theirs.currency == currency
        )
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
    stating = [document for document in documents if any(money.currency == currency for money in document.money)]
    why: dict[str, Reason] = {document.key: "no-amount" for document in documents if document not in stating}
    for group in _groups(stating):
        counted = _counted(group)
        said = [money for document in counted for money in document.money if money.currency == currency]
        promises = (id for document in counted for id in document.commitments)
        of_promises = [money for id in promises for money in promised.get(id, ()) if money.currency == currency]
        if counted and fit((*said, *of_promises)):
            summed.append((counted[0], said[0]))
            why |= {document.key: "same" for document in group if document is not counted[0]}
        else:
            why |= {document.key: "conflict" if counted else "overlap" for document in group}
    minor = [(document.document, parse_amount(money.amount).minor_units(currency)) for document, money in summed]
    kinds = {kind: sum(units for other, units in minor if other == kind) for kind, _ in minor}
    return Total(
        currency,
        sum(units for _, units in minor),
        any(money.approximate for _, money in summed),
        any(money.at_most for _, money in summed),
        tuple(document.key for document, _ in summed),
        tuple(kinds.items()),
        tuple(document.key for document in stating if why.get(document.key) in {"conflict", "overlap"}),
        {document.key: document.title for document in documents},
        why,
    )


def _groups(documents: Sequence[Document]) -> list[list[Document]]:
    """Documents that share a commitment, directly or through others, together."""
    groups: list[list[Document]] = []
    for document in documents:
        own = set(document.commitments)
        joined = [group for group in groups if any(own & set(member.commitments) for member in group)]
        groups = [group for group in groups if group not in joined]
        groups.append([*(member for group in joined for member in group), document])
    return groups


def _counted(group: list[Document]) -> list[Document]:
    """Those of a group that cover all of its commitments; none when several cover parts of them."""
    widest = [
        document for document in group if not any(set(document.commitments) < set(other.commitments) for other in group)
    ]
    return widest if len({frozenset(document.commitments) for document in widest}) == 1 else []
