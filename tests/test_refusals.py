"""Every message that refuses a record: a file provokes it, and its text stands beside it.

Each `refusals/NAME.toml` (or `.jsonl`) is checked as a draft on top of a small record;
`NAME.txt` is what `timeline check` says. UPDATE_EXPECTED=1 writes what is said now: read it.
"""

import os
import shutil
from pathlib import Path

import pytest

from records import NOW, VISIT, write_record
from timeline.problems import Problem
from timeline.record.append import check
from timeline.views.problems import problems_github, problems_json, problems_text

REFUSALS = Path(__file__).parent / "refusals"
CASES = sorted(path for path in REFUSALS.iterdir() if path.suffix in {".toml", ".jsonl"})

OFFICES = """
[[event]]
id = "offices/hun-manet"
what = "office"
title = "Hun Manet takes office"
when = "2023-08-22"
person = "hun-manet"
office = "prime-minister-of-cambodia"
change = "assumed"
evidence = { source = "article", passage = "prime minister" }
[[event]]
id = "visit/promise"
what = "commitment"
title = "A promise"
by = "japan"
to = "cambodia"
part_of = "visit"
evidence = { source = "article", passage = "promise" }
[[event]]
id = "visit/gone"
what = "dinner"
title = "A dinner that never was"
by = "kamikawa"
to = "hun-manet"
part_of = "visit"
evidence = { source = "article", passage = "dinner" }
[[withdraw]]
id = "visit/gone@withdraw"
entry = "visit/gone"
because = "It was another visit"
"""


@pytest.fixture
def said(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, request: pytest.FixtureRequest) -> list[Problem]:
    """What is wrong with one case, its path shown as the file's name."""
    case: Path = request.param
    monkeypatch.chdir(tmp_path)
    (tmp_path / "record").mkdir()
    write_record(tmp_path / "record", VISIT, OFFICES)
    shutil.copy(case, tmp_path / case.name)
    return check(Path("record"), [Path(case.name)], now=NOW)


@pytest.mark.parametrize(
    ("said", "case"), [(case, case) for case in CASES], indirect=["said"], ids=[case.stem for case in CASES]
)
def test_a_refusal_names_the_place_and_the_way_out(said: list[Problem], case: Path) -> None:
    """The exact text, with line, column, caret and hint."""
    expected = case.with_suffix(".txt")
    text = problems_text(said)
    if os.environ.get("UPDATE_EXPECTED"):
        expected.write_text(text, encoding="utf-8")

    assert expected.read_text(encoding="utf-8") == text
    assert said


@pytest.mark.parametrize("said", [REFUSALS / "unknown-actor.toml"], indirect=True)
def test_machines_are_reported_the_same(said: list[Problem]) -> None:
    """JSON, a line each, and the annotations of GitHub's checks."""
    assert '"code":"unknown-actor"' in problems_json(said)
    assert "::error file=unknown-actor.toml,line=10,col=6,title=unknown-actor::there is no actor" in problems_github(
        said
    )


def test_an_annotation_cannot_be_left_by_what_it_quotes() -> None:
    """Line feeds, commas, colons and per cents of a path or message are escaped."""
    text = problems_github([Problem("a,b:c\n%", 1, 1, "x", "m\n::error::%", "")])

    assert "::error file=a%2Cb%3Ac␊%25,line=1,col=1,title=x::m␊::error::%25\n" == text
