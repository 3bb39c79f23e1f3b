"""Which sentences are cited by what, and which by nothing (RULES.md, 2)."""

import pytest

from timeline.entries import Passage
from timeline.projections.coverage import coverage

TEXT = """A heading

On 5 July they met at No. 5 of the road. She said, “It was good.” Then they left!
1. Grant aid (about USD 2.7 million) for schools.
Download here: https://example.org/a.b
"""


@pytest.mark.parametrize(
    ("start", "end", "problem"),
    [
        ("On 5 July", "the road", ""),
        ("Then they left", "", ""),
        ("the road", "It was good", ""),
        ("nowhere at all", "", "its first words are not found"),
        ("they", "", "occurs 2 times in the text"),
        ("Grant aid", "nowhere", "its last words are not found after its first"),
        ("On 5 July", "Then they left", "spans 3 sentences"),
        ("rant aid", "", "its first words begin or end inside a word: the text has «Grant aid»"),
        ('said, "It', "", ""),
        ("A heading", "", ""),
    ],
)
def test_a_passage_occurs_once_and_lies_within_two_sentences(start: str, end: str, problem: str) -> None:
    """The start once, the end at its first occurrence after it."""
    (cited,) = coverage(TEXT, [("entry", Passage(start=start, end=end), "")]).cited

    assert problem == cited.problem


def test_what_no_passage_touches_is_reported() -> None:
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
    assert ["A heading"] == [line.text for line in found.skipped]


@pytest.mark.parametrize("text", ["", "A heading\n", "Ein Titel\n\nNoch einer\n"])
def test_a_text_without_sentences_is_never_complete(text: str) -> None:
    """A check must not pass because it saw nothing."""
    assert not coverage(text, []).complete


def test_a_text_of_which_every_sentence_is_cited_is_complete() -> None:
    """In any script."""
    text = "太田大臣は会談した。両大臣は港湾について協議した。"
    first = ("one", Passage(start="太田", end="会談した"), "")

    assert not coverage(text, [first]).complete
    assert coverage(text, [first, ("two", Passage(start="両大臣は港湾"), "")]).complete
