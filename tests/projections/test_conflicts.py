"""Conflicts: values that cannot both be true, what was declared, points of one side alone; and what only refines."""

from datetime import date

from records import PROMISE, SIGNING, VISIT, amount, event, given
from timeline.answers.commitments import commitments_of
from timeline.answers.compare import comparison_of
from timeline.answers.conflicts import conflicts_of
from timeline.answers.snapshot import Snapshot
from timeline.projections.conflicts import conflicts
from timeline.projections.disputes import Dispute

SAID = event("visit/said", "statement", 'part_of = "visit/call"\nact = "says"\nto = "hun-manet"')


def attest(name: str, target: str, says: str = "", fields: str = "", source: str = "jp-readout") -> str:
    """An attestation of an event."""
    values = f"says = {{ {says} }}\n" if says else ""
    return (
        f'[[attest]]\nid = "{name}"\nevent = "{target}"\n{values}{fields}\n'
        f'evidence = {{ source = "{source}", passage = "{name}" }}\n'
    )


def disputes_of(asked: Snapshot, kind: str) -> list[Dispute]:
    """The disagreements of a kind in the whole log."""
    return [one for one in conflicts_of(asked, []).conflicts if one.kind == kind]


def values(one: Dispute) -> list[tuple[object, tuple[str, ...]]]:
    """The values of a disagreement, with the sides that give them."""
    return [(said.value, said.sides) for said in one.conflict.values]


def test_a_declared_contradiction_is_reported_with_both_and_its_reason() -> None:
    """What it contradicts by its title, what it says by its reason; it does not vouch for the event."""
    other = attest("other", "visit/said", fields='against = "visit/said"\nbecause = "It was the other"')
    with given(VISIT, SAID, other) as asked:
        (found,) = disputes_of(asked, "declared")
        account = asked.world(["visit/said"]).accounts["visit/said"]

        assert [("The statement visit/said", ("analyst",)), ("It was the other", ("JP",))] == values(found)
        assert ("visit/said", "It was the other", ("JP", "analyst")) == (
            found.event,
            found.conflict.because,
            found.conflict.at_odds,
        )
        assert ("analyst",) == asked.world(["visit/said"]).accounts[account.id].sides


def test_what_an_attestation_says_can_be_contradicted_by_another() -> None:
    """It is shown by its values; two texts of one side are not at odds with each other's side."""
    first = attest("first", "visit/call", 'start = "10:40", zone = "Asia/Phnom_Penh"')
    against = attest("second", "visit/call", fields='against = "first"\nbecause = "It prints 12 a.m."')
    with given(VISIT, first, against) as asked:
        (found,) = disputes_of(asked, "declared")

        assert ["10:40", "It prints 12 a.m."] == [
            getattr(found.conflict.values[0].value, "start", ""),
            found.conflict.values[1].value,
        ]
        assert () == found.conflict.at_odds


def test_a_contradiction_of_two_events_stands_with_each_and_is_listed_once() -> None:
    """At the event that it was attested of; a withdrawn one stands nowhere."""
    against = attest("other", "visit", fields='against = ["visit/call", "visit/said"]\nbecause = "A statement alone"')
    with given(VISIT, SAID, against) as asked:
        world = asked.world(["visit", "visit/call", "visit/said"])
        counts = [len(conflicts(world.accounts[name])) for name in ("visit", "visit/call", "visit/said")]

        assert [1, 1, 1] == counts
        assert ["visit"] == [one.event for one in disputes_of(asked, "declared")]
    with given(VISIT, SAID, against, '[[withdraw]]\nid = "w"\nentry = "other"\nbecause = "A slip"\n') as asked:
        assert [] == disputes_of(asked, "declared")


def test_a_declared_contradiction_of_another_side_leaves_both_saying_it() -> None:
    """It is no value that conflicts; the side that only contradicts does not say the point."""
    by_kh = event(
        "visit/said",
        "statement",
        'part_of = "visit/call"\nact = "says"\nto = "hun-manet"\nevidence = { source = "article", via = "kh-readout", passage = "x" }',
    )
    other = attest("other", "visit/said", fields='against = "visit/said"\nbecause = "It was the other"')
    with given(VISIT, by_kh, other) as asked:
        (row,) = (row for row in comparison_of(asked, "visit").rows if row.id == "visit/said")

        assert {"KH": "says", "JP": "silent"} == row.sides


def test_terms_that_one_source_leaves_out_are_refined_and_terms_reported_in_two_ways_conflict() -> None:
    """Of a loan of 30 years, 10 of them grace."""
    more = attest("more", "visit/signing", 'terms = { years = 30, interest = "0.4 %" }')
    other = attest("other", "visit/signing", "terms = { years = 25 }")
    with given(VISIT, PROMISE, SIGNING, more) as asked:
        assert [] == disputes_of(asked, "values")
    with given(VISIT, PROMISE, SIGNING, more, other) as asked:
        assert ["terms"] == [one.conflict.field for one in disputes_of(asked, "values")]


def test_how_many_were_handed_over_is_reported_of_what_advances_the_promise() -> None:
    """Each quantity with its source; an event that advances two promises has one for each, which nobody can attest."""
    boats = event("visit/boats", "commitment", 'part_of = "visit"\nby = "japan"\nto = "cambodia"')
    done = 'part_of = "visit"\nadvances = [{ commitment = "visit/boats", stage = "delivered", quantity = { count = 2, unit = "boats" } }]'
    four = attest("four", "visit/done", 'quantity = { count = 4, unit = "boats" }')
    with given(VISIT, boats, event("visit/done", "progress", done), four) as asked:
        (found,) = disputes_of(asked, "values")
        (promise,) = commitments_of(asked, [], date(2024, 7, 7)).commitments

        assert ("visit/done", "quantity") == (found.event, found.conflict.field)
        assert [2, 4] == [one.count for one in promise.stages[-1].quantities]


def test_amounts_at_the_stages_of_a_promise_are_compared() -> None:
    """Each with who says so; those that fit are no conflict."""
    agreed = 'part_of = "visit"\ndocument = "agreement"\nto = "hun-manet"\nadvances = {{ commitment = "visit/loan", stage = "agreed" }}\nmoney = {{ amount = "{}", currency = "USD" }}'
    with given(VISIT, PROMISE, SIGNING, event("visit/agreed", "signing", agreed.format("55 million"))) as asked:
        (found,) = disputes_of(asked, "values")

        assert ("visit/loan", "money, at its stages") == (found.event, found.conflict.field)
        assert [("59.6 million", 2), ("55 million", 1)] == [
            (getattr(said.value, "amount", ""), len(said.positions)) for said in found.conflict.values
        ]
    with given(VISIT, PROMISE, SIGNING, event("visit/agreed", "signing", agreed.format("59.6 million"))) as asked:
        assert [] == disputes_of(asked, "values")


def test_a_point_of_one_side_alone_is_no_conflict() -> None:
    """It stands in the comparison, with what the other side has of it."""
    with given(VISIT, SAID, attest("same", "visit/said")) as asked:
        assert {"values", "declared"} >= {one.kind for one in conflicts_of(asked, []).conflicts}
        assert "visit/said" not in [one.event for one in conflicts_of(asked, []).conflicts]
        (row,) = (row for row in comparison_of(asked, "visit").rows if row.id == "visit/said")

    assert {"KH": "not-retold", "JP": "says"} == row.sides


def test_conflicts_as_of_a_day_are_those_of_what_had_begun() -> None:
    """What came later is left out."""
    texts = [PROMISE, SIGNING, amount("51.5 million")]
    with given(VISIT, *texts) as asked:
        assert [] == [one for one in conflicts_of(asked, [], date(2024, 7, 5)).conflicts if one.kind == "values"]
        assert ["visit/signing"] == [one.event for one in conflicts_of(asked, [], date(2024, 7, 6)).conflicts]


def test_disagreements_of_some_events_are_those_alone() -> None:
    """Of a call, not of the whole visit."""
    other = attest("other", "visit/said", fields='against = "visit/said"\nbecause = "It was the other"')
    with given(VISIT, SAID, other, event("visit/dinner", "dinner", 'part_of = "visit"')) as asked:
        assert ["visit/said"] == [one.event for one in conflicts_of(asked, ["visit/said"]).conflicts]
        assert () == conflicts_of(asked, ["visit/dinner"]).conflicts


def test_a_part_of_what_it_was_part_of_and_of_something_more_is_within_both() -> None:
    """Which is narrower than the first alone."""
    talks = event("visit/talks", "meeting", 'part_of = "visit"')
    other = event("visit/dinner", "dinner", 'part_of = "visit"')
    point = event("visit/point", "statement", 'part_of = "visit/talks"\nact = "says"')
    both = attest("both", "visit/point", 'part_of = ["visit/talks", "visit/dinner"]')
    with given(VISIT, talks, other, point, both) as asked:
        world = asked.world(["visit/point", "visit/dinner"])

        assert ("visit/talks", "visit/dinner") == world.accounts["visit/point"].part_of
        assert [] == [one for one in disputes_of(asked, "values") if one.event == "visit/point"]


def test_an_event_that_advances_two_promises_has_a_quantity_for_each() -> None:
    """What is said of the whole is said of neither part."""
    boats = event("visit/boats", "commitment", 'part_of = "visit"\nby = "japan"\nto = "cambodia"')
    both = (
        'part_of = "visit"\nadvances = [{ commitment = "visit/boats", stage = "delivered", quantity = '
        '{ count = 2, unit = "boats" } }, { commitment = "visit/loan", stage = "delivered" }]'
    )
    with given(VISIT, PROMISE, boats, event("visit/done", "progress", both)) as asked:
        disputes_of = {
            one.key: one.stages[-1].quantities for one in commitments_of(asked, [], date(2024, 7, 7)).commitments
        }

        assert {"visit/boats": [2], "visit/loan": []} == {
            name: [one.count for one in counts] for name, counts in disputes_of.items()
        }
