"""The shipped record: its conflicts are all in sight and none is decided, its promises end as what came after shows."""

import json

import pytest

from running import timeline
from timeline.record.shipped import shipped_record

VISIT = "jp-kh-2024-07"


@pytest.fixture(scope="module")
def conflicts() -> list[dict[str, object]]:
    """Every disagreement of the record."""
    found: list[dict[str, object]] = json.loads(timeline("conflicts", "--json").out)["conflicts"]
    return found


def said(conflicts: list[dict[str, object]], event: str, field: str) -> list[dict[str, object]]:
    """The values that are said of a field of an event, each with its sources."""
    (one,) = (one for one in conflicts if (one["event"], one["field"], one["kind"]) == (event, field, "values"))
    values = one["values"]
    assert isinstance(values, list)
    assert all(value["sources"] for value in values)
    return values


def declared(conflicts: list[dict[str, object]], event: str) -> str:
    """The reason of the contradiction that is declared of an event."""
    (one,) = (one for one in conflicts if (one["event"], one["kind"]) == (event, "declared"))
    return str(one["because"])


@pytest.mark.parametrize(
    ("event", "field", "expected"),
    [
        # The loan for National Road No. 5, at once and at its stages.
        (f"{VISIT}/road-5-loan", "money", {"59.6 million", "8,293 million", "8.3 billion", "51.5 million"}),
        (
            f"{VISIT}/road-5-loan",
            "money, at its stages",
            {"59.6 million", "8,293 million", "8.3 billion", "51.5 million", "55 million"},
        ),
        # The grant for scholarships.
        (f"{VISIT}/scholarships-grant", "money, at its stages", {"2.7 million", "386 million", "2.5 million"}),
        # The power grid: amounts, and the engagement at which it was announced.
        (
            f"{VISIT}/power-grid-loan",
            "money, at its stages",
            {"8 billion", "50 million", "7,988 million", "55 million"},
        ),
    ],
)
def test_amounts_that_sources_give_differently_all_stand(
    conflicts: list[dict[str, object]], event: str, field: str, expected: set[str]
) -> None:
    """In the words of each source, none chosen, none converted."""
    values = [value["value"] for value in said(conflicts, event, field)]

    assert expected == {value["amount"] for value in values if isinstance(value, dict)}


@pytest.mark.parametrize(
    ("event", "field", "expected"),
    [
        (f"{VISIT}/power-grid-loan", "part_of", [[f"{VISIT}/call-hun-manet"], [f"{VISIT}/meeting-foreign-ministers"]]),
        (f"{VISIT}/working-dinner", "start", [["19:00", "Asia/Phnom_Penh"], ["17:00", "Asia/Phnom_Penh"]]),
        (f"{VISIT}/working-dinner", "minutes", [[105, True], [70, True]]),
        ("jp-ua-2024-07/demining-machines", "when", ["2024-07-09", "2024-07-10"]),
        ("jp-kh/call-2024-10", "when", ["2024-10-21", "2024-10-22"]),
    ],
)
def test_hours_days_and_places_that_sources_give_differently_all_stand(
    conflicts: list[dict[str, object]], event: str, field: str, expected: list[object]
) -> None:
    """Each with its sources."""
    assert expected == [value["value"] for value in said(conflicts, event, field)]


def test_how_many_machines_were_handed_over_stands_as_each_source_has_it(conflicts: list[dict[str, object]]) -> None:
    """Two, or four."""
    values = [value["value"] for value in said(conflicts, "jp-ua-2024-07/demining-machines", "quantity")]

    assert [2, 4] == [value["count"] for value in values if isinstance(value, dict)]


@pytest.mark.parametrize(
    ("event", "word"),
    [
        (f"{VISIT}/call-hun-sen", "12 a.m."),
        (f"{VISIT}/call-hun-sen/mine-action-conference/organise", "in Ukraine"),
        (f"{VISIT}/power-grid-loan", "June 6"),
        ("jp-kh/comprehensive-strategic-partnership", "12 November 2022"),
        (f"{VISIT}/ministry-of-cambodia/senior-officials-dialogue", "November 2023"),
        (VISIT, "a joint statement"),
    ],
)
def test_contradictions_that_no_machine_sees_are_declared(
    conflicts: list[dict[str, object]], event: str, word: str
) -> None:
    """With their reason."""
    assert word in declared(conflicts, event)


@pytest.mark.parametrize(
    "event",
    [
        f"{VISIT}/patrol-boats",
        f"{VISIT}/call-hun-sen/indo-pacific",
        f"{VISIT}/call-hun-sen/visit-to-japan",
        f"{VISIT}/call-hun-sen/old-friend",
    ],
)
def test_points_of_the_cambodian_side_alone_are_shown_as_such(event: str) -> None:
    """Of texts of Japan only a part was read: what they do not say is unknown."""
    (one,) = (one for one in json.loads(timeline("compare", VISIT, "--json").out)["rows"] if one["id"] == event)

    assert ({"KH": "says", "JP": "unknown"}, "◂") == (one["sides"], one["sign"])


def test_the_promises_of_the_visit_end_as_what_came_after_tells() -> None:
    """Delivery is only shown where a source reports it."""
    data = json.loads(timeline("commitments", "JP", "KH", "--on", "2025-10-31", "--json").out)
    stages = {one["key"].removeprefix(f"{VISIT}/"): one["stage"] for one in data["commitments"] + data["to_others"]}

    assert {
        "scholarships-grant": "agreed",
        "road-5-loan": "agreed",
        "power-grid-loan": "signed",
        "patrol-boats": "signed",
        "call-hun-manet/host-review-conference": "delivered",
        "call-hun-sen/mine-action-conference/organise": "announced",
        "call-hun-sen/mine-action-conference/take-part": "delivered",
        "assistance-package/implement": "announced",
        "machines-for-ukraine": "delivered",
        "training-for-ukraine": "under-way",
    } == stages
    (boats,) = (one for one in data["commitments"] if one["key"] == f"{VISIT}/patrol-boats")
    assert (True, [4]) == (boats["open"], [one["count"] for one in boats["stages"][-1]["quantities"]])


def test_each_text_answers_for_itself() -> None:
    """The page of the dinner was read whole, and is silent on what it does not mention; other texts were not."""
    rows = json.loads(timeline("compare", VISIT, "--json").out)["rows"]
    texts = {row["id"]: {one["source"]: one["cell"] for one in row["texts"].get("JP", ())} for row in rows}

    assert "says" == texts[f"{VISIT}/rule-of-law"]["mofa-jp-working-dinner"]
    assert "unknown" == texts[f"{VISIT}/call-hun-manet/thanks"]["mofa-jp-call-hun-manet"]
    assert "not-retold" == texts[f"{VISIT}/call-hun-manet/thanks"]["jp-readouts"]
    assert not {"silent"} & {cell for row in rows for cell in row["sides"].values()}


def test_nothing_in_the_record_is_wrong_or_half_written() -> None:
    """Drafts that wait to be recorded are checked too."""
    assert (0, "") == ((ran := timeline("check", "--record", str(shipped_record()))).code, ran.out)


def test_no_source_has_what_was_not_held() -> None:
    """No passage of what was seen in part, no retrieval that nobody noted; without an address it is unlocated."""
    sources = json.loads(timeline("sources", "--json").out)["sources"]
    entries = [json.loads(line) for line in timeline("log", "--json").out.splitlines()]
    cited = {item["source"] for entry in entries for item in entry.get("evidence", ()) if item["passage"]}

    assert {"ccrs-2024-07-10"} == cited
    assert not [one["id"] for one in sources if one.get("retrieved_at") or one.get("retrieved_by")]
    assert ["ccrs-2024-07-10"] == [one["id"] for one in sources if one.get("sha256")]
