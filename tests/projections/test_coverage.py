"""Sentences, and the passages that cite them (RULES.md, 2)."""

import pytest

from timeline.events import Passage
from timeline.projections.coverage import coverage, sentences

TEXT = """A heading

An Institute, 10 July 2024

On 5 July they met at No. 5 of the road. She said, “It was good.” Then they left!
1. Grant aid (about USD 2.7 million) for schools.
a) It covers 1/ water, 2/ roads.
The points were:
Download here: https://example.org/a.b
"""


def test_sentences_are_those_of_a_careful_reader() -> None:
    """Headings and list numbers are none; "No. 5" and "2.7" end none; quotes end with their sentence."""
    assert [
        "On 5 July they met at No. 5 of the road.",
        "She said, “It was good.”",
        "Then they left!",
        "Grant aid (about USD 2.7 million) for schools.",
        "It covers 1/ water, 2/ roads.",
        "The points were:",
        "Download here: https://example.org/a.b",
    ] == [sentence.text for sentence in sentences(TEXT)]


def test_a_sentence_knows_its_line_and_place() -> None:
    """From which it can be found again."""
    first = sentences(TEXT)[0]

    assert (5, first.text) == (first.line, TEXT[first.start : first.end])


@pytest.mark.parametrize(
    ("start", "end", "problem"),
    [
        ("On 5 July", "the road", ""),
        ("Then they left", "", ""),
        ("the road", "It was good", ""),
        ("nowhere", "", "is not in the text"),
        ("they", "", "begins 2 times in the text"),
        ("Grant aid", "nowhere", "has no end after its start"),
        ("On 5 July", "Then they left", "spans 3 sentences"),
        ("An Institute", "10 July 2024", ""),
    ],
)
def test_a_passage_occurs_once_and_lies_within_two_sentences(start: str, end: str, problem: str) -> None:
    """The start once, the end at its first occurrence after it."""
    (cited,) = coverage(TEXT, [("entry", Passage(start=start, end=end), "")]).cited

    assert problem == cited.problem


def test_what_no_passage_touches_is_told() -> None:
    """A passage that is wrong covers nothing."""
    found = coverage(
        TEXT,
        [
            ("one", Passage(start="On 5 July", end="the road"), ""),
            ("two", Passage(start="they"), ""),
            ("s", Passage(start="Download here"), "an address"),
        ],
    )

    assert ["She said, “It was good.”", "Then they left!"] == [sentence.text for sentence in found.uncited[:2]]
    assert ["two"] == [cited.entry for cited in found.problems]
    assert "Download here: https://example.org/a.b" not in [sentence.text for sentence in found.uncited]
