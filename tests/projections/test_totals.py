"""Totals of signed documents: each commitment once, per currency, never over a conflict (RULES.md, 21)."""

from datetime import date

import pytest

from records import PROMISE, SIGNING, VISIT, amount, given
from timeline.answers.relationship import RelationshipAnswer, relationship_of
from timeline.entries import Money, Signing
from timeline.projections.documents import Instrument
from timeline.projections.gathered import Gathered
from timeline.projections.totals import totals
from timeline.projections.world import World


def usd(amount: str) -> Money:
    """Dollars as said."""
    return Money(amount=amount, currency="USD")


EVENT = Signing(id="signed", title="Signed", document="loan")
SIGNED = World([Gathered(1, EVENT, EVENT)]).accounts["signed"]


def document(key: str, *commitments: str, money: tuple[Money, ...] = (), kind: str = "loan") -> Instrument:
    """A signed document."""
    return Instrument(
        account=SIGNED, key=key, event=key, title=key, document=kind, money=money, commitments=commitments
    )


YEN = Money(amount="300", currency="JPY")
A, B = (usd("100"),), (usd("250"),)


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        pytest.param([document("a", "k1", money=A), document("b", "k1", money=A)], {"USD": (10_000, ())}, id="once"),
        pytest.param(
            [document("a", "k1", money=A), document("b", "k1", "k2", money=B)], {"USD": (25_000, ())}, id="the wider"
        ),
        pytest.param(
            [document("b", "k1", "k2", money=B), document("a", "k1", money=A)], {"USD": (25_000, ())}, id="either way"
        ),
        pytest.param([document("a", "k1"), document("b", "k1", money=A)], {"USD": (10_000, ())}, id="one says none"),
        pytest.param(
            [document("a", "k1", money=A), document("b", "k1", money=(YEN,))],
            {"JPY": (300, ()), "USD": (10_000, ())},
            id="two currencies",
        ),
        pytest.param(
            [document("a", "k1", money=A), document("b", "k1", money=B)], {"USD": (0, ("a", "b"))}, id="two amounts"
        ),
        pytest.param(
            [document("a", "k1", "k2", money=A), document("b", "k2", "k3", money=B), document("c", money=A)],
            {"USD": (10_000, ("a", "b"))},
            id="an overlap",
        ),
        pytest.param([document("a", money=A), document("b", money=A)], {"USD": (20_000, ())}, id="on no promise"),
        pytest.param([document("a", money=(*A, *B, YEN))], {"JPY": (300, ()), "USD": (0, ("a",))}, id="a conflict"),
    ],
)
def test_each_commitment_is_counted_once(
    documents: list[Instrument], expected: dict[str, tuple[int, tuple[str, ...]]]
) -> None:
    """What conflicts, or covers the same promises in part, is left out and named."""
    assert expected == {one.currency: (one.minor_units, one.left_out) for one in totals(documents)}


def test_a_total_says_how_much_of_it_is_of_which_kind() -> None:
    """A loan is not a grant, and what was said to be about, or at most, stays so."""
    about, most = (
        Money(amount="100", currency="USD", approximate=True),
        Money(amount="250", currency="USD", at_most=True),
    )
    (total,) = totals([document("a", money=(about,)), document("b", money=(most,), kind="grant aid")])

    assert (("loan", 10_000), ("grant aid", 25_000)) == total.kinds
    assert total.approximate
    assert total.at_most


def state(*texts: str) -> RelationshipAnswer:
    """What stands between Japan and Cambodia after some files."""
    with given(VISIT, *texts) as asked:
        return relationship_of(asked, "japan", "cambodia", date(2026, 1, 1))


def test_conflicting_amounts_are_shown_and_never_summed() -> None:
    """Left out of the total of their currency, and named."""
    found = state(PROMISE, SIGNING, amount("51.5 million"))

    assert ["money"] == [one.conflict.field for one in found.conflicts]
    assert [("USD", 0, ("visit/signing",))] == [
        (total.currency, total.minor_units, total.left_out) for total in totals(found.instruments)
    ]


def test_amounts_that_fit_and_other_currencies_are_ways_of_saying() -> None:
    """Each currency has its own total, as said."""
    found = state(PROMISE, SIGNING, amount("8,293 million", currency="JPY"), amount("60 million"))

    assert () == found.conflicts
    assert [("JPY", 8_293_000_000), ("USD", 5_960_000_000)] == [
        (total.currency, total.minor_units) for total in totals(found.instruments)
    ]


@pytest.mark.parametrize(("signed", "differ"), [("59.6 million", False), ("60 million", False), ("75 million", True)])
def test_amounts_at_the_stages_of_a_promise_are_compared(signed: str, *, differ: bool) -> None:
    """What was announced and what was signed, each with its stage."""
    (owed,) = state(PROMISE, SIGNING.replace('"59.6 million"', f'"{signed}"')).commitments

    assert differ == owed.amounts_differ
