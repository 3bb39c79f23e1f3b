"""Whoever takes part in an office held it on that day, as far as any source says (RULES.md, 12)."""

from pathlib import Path

import pytest

from records import NOW, VISIT, event, write_record
from timeline.record.append import check

FIRST = [("assumed", "2013-03-16"), ("left", "2022-12-30"), ("assumed", "2023-07-25")]


def changes(*terms: tuple[str, str]) -> str:
    """What is recorded of Hun Manet in one office, as drafts."""
    return "".join(
        f'[[event]]\nid = "offices/{number}"\nwhat = "office"\ntitle = "A change"\nwhen = "{when}"\nperson = "hun-manet"\n'
        f'office = "prime-minister-of-cambodia"\nchange = "{change}"\nevidence = {{ source = "article", passage = "x {number}" }}\n'
        for number, (change, when) in enumerate(terms)
    )


def codes(text: str, folder: Path) -> list[str]:
    """What is wrong with a draft on top of a visit."""
    write_record(folder, VISIT)
    draft = folder / "draft.toml"
    draft.write_text(f"format = 1\n{text}", encoding="utf-8")
    return [problem.code for problem in check(folder, [draft], now=NOW)]


@pytest.mark.parametrize(
    ("terms", "when", "held"),
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
        ([("assumed", "2010"), ("left", "2012-01-01"), ("left", "2014")], "2005", False),
        ([("assumed", "2010"), ("left", "2012-01-01"), ("left", "2014")], "2013", True),
        ([("assumed", "2023-03-10"), ("left", "2023")], "2024-06", False),
        ([("assumed", "2023-03-10"), ("left", "2023-03")], "2024-06", False),
        ([("assumed", "2023-03-10"), ("left", "2023")], "2023-11", True),
    ],
)
def test_nobody_is_in_office_outside_of_a_term(
    terms: list[tuple[str, str]], when: str, *, held: bool, tmp_path: Path
) -> None:
    """Before, after and between; a day on which it may have been held is taken."""
    call = event(
        "a-call", "phone-call", f'when = "{when}"\nto = {{ who = "hun-manet", as = "prime-minister-of-cambodia" }}'
    )

    assert ([] if held else ["not-in-office"]) == codes(changes(*terms) + call, tmp_path)


@pytest.mark.parametrize(
    ("terms", "wrong"),
    [
        ([("assumed", "2023-03-01"), ("left", "2022-12-01")], True),
        ([("left", "2022-12-01"), ("assumed", "2023-03-01"), ("assumed", "2025-03-01")], True),
        ([("assumed", "2020"), ("left", "2022-12-01"), ("assumed", "2023-03-01")], False),
        ([("left", "2022-12-01")], False),
        ([("assumed", "2022-12-01"), ("left", "2022-12-01")], False),
        ([("assumed", "2022"), ("left", "2022-06")], False),
        ([("assumed", "2022-06-10"), ("left", "2022")], False),
        ([("assumed", "2010"), ("assumed", "2015"), ("left", "2009"), ("left", "2017")], True),
    ],
)
def test_an_office_is_not_left_before_it_is_taken(terms: list[tuple[str, str]], *, wrong: bool, tmp_path: Path) -> None:
    """Unless an earlier term explains it: it is a slip, or a term is missing; reported once."""
    assert ["order"] * wrong == codes(changes(*terms), tmp_path)


LEFT = changes(("left", "2015")).replace("offices/0", "offices/9").replace("x 0", "x 9")
CORRECTED = """
[[correct]]
id = "c"
entry = "offices/0"
field = "when"
was = "2013-03-16"
now = "2021"
because = "a slip"
"""
WITHDRAWN = """
[[withdraw]]
id = "w"
entry = "offices/0"
because = "a slip"
"""


@pytest.mark.parametrize("change", [LEFT, CORRECTED, WITHDRAWN])
def test_a_change_of_office_that_puts_a_recorded_call_outside_is_refused(change: str, tmp_path: Path) -> None:
    """Whatever changes it: the call that rests on it is named."""
    call = event(
        "a-call", "phone-call", 'when = "2020-05-05"\nto = { who = "hun-manet", as = "prime-minister-of-cambodia" }'
    )
    write_record(tmp_path, VISIT, changes(*FIRST[:1]) + call)
    draft = tmp_path / "another.toml"
    draft.write_text(f"format = 1\n{change}", encoding="utf-8")

    (problem,) = check(tmp_path, [draft], now=NOW)
    assert "not-in-office" == problem.code
    assert "`a-call`" in problem.message + problem.hint


def test_an_attestation_puts_nobody_in_an_office_that_they_did_not_hold(tmp_path: Path) -> None:
    """A further source is checked as an event is."""
    call = event("a-call", "phone-call", 'when = "2024-07-06"\nto = "hun-manet"')
    attest = (
        '[[attest]]\nid = "a"\nevent = "a-call"\nsays = { to = { who = "hun-manet", as = "prime-minister-of-cambodia" } }\n'
        'evidence = { source = "article", passage = "y" }\n'
    )

    assert ["not-in-office"] == codes(changes(*FIRST[:2]) + call + attest, tmp_path)
    assert [] == codes(changes(*FIRST) + call + attest, tmp_path)


def test_an_office_begins_by_the_clocks_of_its_own_zone(tmp_path: Path) -> None:
    """It was 1 March in Tokyo while it was 28 February in New York (RULES.md, 7)."""
    assumed = changes(("assumed", "2023-03-01"))
    call = event(
        "a-call",
        "phone-call",
        'when = "2023-02-28"\nstart = "20:00"\nzone = "America/New_York"\n'
        'to = { who = "hun-manet", as = "prime-minister-of-cambodia" }',
    )

    assert ["not-in-office"] == codes(assumed + call, tmp_path)
    assert [] == codes(assumed.replace("person =", 'zone = "Asia/Tokyo"\nperson =').replace("  ", " ") + call, tmp_path)
