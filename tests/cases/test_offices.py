"""Whoever takes part in an office held it on that day, as far as anybody tells (RULES.md, 12)."""

from pathlib import Path

import pytest

from records import NOW, VISIT, event, write_record
from timeline.ingest import check

FIRST = [("assumed", "2013-03-16"), ("left", "2022-12-30"), ("assumed", "2023-07-25")]


def changes(*told: tuple[str, str]) -> str:
    """What is told of Hun Manet in one office, as drafts."""
    return "".join(
        f'[[event]]\nid = "offices/{number}"\nwhat = "office"\ntitle = "A change"\nwhen = "{when}"\nperson = "hun-manet"\n'
        f'office = "prime-minister-of-cambodia"\nchange = "{change}"\nevidence = {{ source = "article", passage = "x {number}" }}\n'
        for number, (change, when) in enumerate(told)
    )


def codes(text: str, folder: Path) -> list[str]:
    """What is wrong with a draft on top of a visit."""
    write_record(folder, VISIT)
    draft = folder / "draft.toml"
    draft.write_text(f"format = 1\n{text}", encoding="utf-8")
    return [problem.code for problem in check(folder, [draft], now=NOW)]


@pytest.mark.parametrize(
    ("told", "when", "held"),
    [
        (FIRST, "2023-02-01", False),
        (FIRST, "2013-03-15", False),
        (FIRST, "2020", True),
        (FIRST, "2022-12-30", True),
        (FIRST, "2023-07-25", True),
        (FIRST, "2024-07-06", True),
        (FIRST, "[2022-12-30..2023-07-01]", True),
        (FIRST, "[2023-01-01,2023-06-01]", False),
        (FIRST, "[2023-01-01,2023-07-25]", True),
        (FIRST, "2023", True),
        ([("left", "[..2024-01-31]")], "2024-01-31", True),
        ([("left", "[..2024-01-31]")], "2024-02-01", False),
        ([("assumed", "2023-08-22")], "2024-07-06", True),
        ([("assumed", "2010"), ("assumed", "2020")], "2015", True),
        (
            [("left", "2012-05-01"), ("assumed", "2010-05-01"), ("assumed", "2014-05-01"), ("left", "2015-05-01")],
            "2013-01-01",
            False,
        ),
        ([], "2024-07-06", False),
    ],
)
def test_nobody_is_in_office_outside_of_a_term(
    told: list[tuple[str, str]], when: str, *, held: bool, tmp_path: Path
) -> None:
    """Before, after and between; a day on which it may have been held is taken."""
    call = event(
        "a-call", "phone-call", f'when = "{when}"\nto = {{ who = "hun-manet", as = "prime-minister-of-cambodia" }}'
    )

    assert ([] if held else ["not-in-office"]) == codes(changes(*told) + call, tmp_path)


@pytest.mark.parametrize(
    ("told", "wrong"),
    [
        ([("assumed", "2023-03-01"), ("left", "2022-12-01")], 2),
        ([("left", "2022-12-01"), ("assumed", "2023-03-01"), ("assumed", "2025-03-01")], 3),
        ([("assumed", "2020"), ("left", "2022-12-01"), ("assumed", "2023-03-01")], 0),
        ([("left", "2022-12-01")], 0),
        ([("assumed", "2022-12-01"), ("left", "2022-12-01")], 0),
        ([("assumed", "2022"), ("left", "2022-06")], 0),
    ],
)
def test_an_office_is_not_left_before_it_is_taken(told: list[tuple[str, str]], wrong: int, tmp_path: Path) -> None:
    """Unless an earlier term explains it: it is a slip, or a term is missing."""
    assert ["order"] * wrong == codes(changes(*told), tmp_path)
