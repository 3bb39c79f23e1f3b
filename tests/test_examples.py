"""The records under examples/: they are accepted, and show what their README says."""

from pathlib import Path

import pytest

from running import at, timeline

RECORD = Path(__file__).parents[1] / "examples" / "engagements" / "events"
JOINT = RECORD / "in-us-2023-06.toml"
_MOST = 4
"""The most lines of a point in a joint statement."""


def asked(*command: str) -> str:
    """What a command says of the record."""
    ran = timeline(*command, "--record", str(RECORD))
    assert 0 == ran.code, ran.err
    return " ".join(ran.out.split())


def test_the_record_is_accepted_and_has_no_draft(tmp_path: Path) -> None:
    """Every file is recorded."""
    with at(tmp_path):
        assert "no mistakes found" in timeline("check", "--record", str(RECORD)).err
        assert "draft" not in asked("sources").rpartition("basis")[2]


def test_a_point_of_the_joint_statement_has_four_lines_at_most() -> None:
    """What many share stands once in their block."""
    points = JOINT.read_text(encoding="utf-8").split("[[block.event]]\n")[1:]
    own = [point.split("\n\n")[0].split("\n[[")[0].splitlines() for point in points]

    assert 200 < len(own)
    assert [] == [lines for lines in own if len(lines) + 1 > _MOST]


def test_the_points_of_a_joint_statement_are_in_the_document() -> None:
    """Nobody says that the leaders met: it is no contact."""
    assert "— in the document = says says Joseph R. Biden, Jr." in asked("compare", "in-us-2023-06/issued")
    assert "Last contact none" in asked("state", "US", "IN")


def test_a_visit_that_was_postponed_is_one_story() -> None:
    """The plan, its change, the visit, and who says there was no plan."""
    told = asked("show", "us-cn-2023-06/visit")

    for words in (
        "postponed 3 February 2023",
        "held 18–19 June 2023",
        "neither China nor the United States had announced",
    ):
        assert words in told


def test_three_sides_have_a_column_each() -> None:
    """Those to whom they speak have none."""
    assert ("JP", "KR", "US") == tuple(asked("compare", "camp-david-2023/meeting").partition("point")[0].split()[-3:])


def test_a_party_that_is_not_recognised_has_a_relationship() -> None:
    """With a document, and what each promised."""
    told = asked("state", "US", "islamic-emirate-of-afghanistan", "--on", "2020-03-01")

    assert "Agreement for Bringing Peace to Afghanistan" in told
    assert "Commitments to each other (4)" in told


def test_a_readout_alone_says_who_asked_for_a_call() -> None:
    """And on which day it was there."""
    told = asked("show", "us-cn-call-2021-09")

    assert "initiated by United States (CN)" in told
    assert "10 September 2021" in told


TEXTS = {
    "in-us-2023-06/joint-statement": "us-in-joint-statement.unwrapped.txt",
    "camp-david-2023/text": "camp-david.txt",
    "us-cn-call-2021-09/us-readout": "us-call-2021-09-09.txt",
    "us-cn-call-2022-07/us-readout": "us-call-readout-2022-07-28.txt",
}


@pytest.mark.parametrize("source", TEXTS)
def test_every_sentence_of_a_text_is_accounted_for(source: str, source_texts: Path, tmp_path: Path) -> None:
    """And every passage is found in it; of a page, without what stands above the text."""
    text = (source_texts / "others" / TEXTS[source]).read_text(encoding="utf-8")
    if "call" in source:
        text = text.split("\n---\n", 1)[1]
    (held := tmp_path / "text.txt").write_text(text, encoding="utf-8")
    told = asked("coverage", source, "--text", str(held))

    assert "occurs" not in told
    assert "not cited" not in told
    assert "not found" not in told
