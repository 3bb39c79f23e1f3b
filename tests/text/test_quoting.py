"""Passages made from a text, and numbers of paragraphs."""

import pytest

from timeline.text.passages import Finder
from timeline.text.quoting import Paragraphs, passage_of
from timeline.text.sentences import sentences

TEXT = """A heading

1. The leaders welcomed the signing of an agreement on roads. The leaders
welcomed it again at length, and went on to speak of boats, ports and the sea.

2. They agreed.

Another heading

4. The leaders welcomed the signing of an agreement on rails. 上川外相は、支援を表明した。両者は協力を確認した。
"""


def test_every_sentence_has_a_passage_that_is_found_where_it_is() -> None:
    """Wrapped lines and scripts without spaces among them."""
    finder = Finder(TEXT)
    for sentence in sentences(TEXT).sentences:
        words = passage_of(finder, sentence)
        assert words is not None, sentence.text
        found = finder.find(*words)
        assert (True, sentence.start) == (found.ok, found.start)
        assert found.end in range(sentence.end - 2, sentence.end + 1)


def test_a_short_sentence_is_a_passage_as_a_whole() -> None:
    """A long one has its first words and its last."""
    words = {sentence.text: passage_of(Finder(TEXT), sentence) for sentence in sentences(TEXT).sentences}
    long = next(passage for text, passage in words.items() if "boats" in text)

    assert ("They agreed.", "") == words["They agreed."]
    assert long is not None
    assert "sea" == long.end.split()[-1]


def test_a_sentence_that_occurs_twice_has_no_passage() -> None:
    """Nothing of it occurs once."""
    text = "They met. They met."

    assert [None, None] == [passage_of(Finder(text), sentence) for sentence in sentences(text).sentences]


@pytest.mark.parametrize(
    ("words", "number"), [("A heading", ""), ("roads", "1"), ("boats", "1"), ("They agreed", "2"), ("rails", "4")]
)
def test_a_place_is_in_a_numbered_paragraph(words: str, number: str) -> None:
    """A page may have lost a number."""
    assert number == Paragraphs(TEXT).at(TEXT.index(words))


def test_articles_are_numbered_too_and_a_list_within_a_paragraph_is_not() -> None:
    """A number out of turn is one of a list."""
    text = "Article 1\nThe parties:\n 7. one\nArticle 2\nThey agree.\n"

    assert ("Article 1", "Article 2") == Paragraphs(text).numbers


def test_last_words_that_come_earlier_in_the_sentence_are_made_longer() -> None:
    """Otherwise a passage would end there."""
    text = "The ministers met on the first day in the hall and dined late on the last day in the hall."
    (sentence,) = sentences(text).sentences

    assert ("The ministers met", "last day in the hall") == passage_of(Finder(text), sentence)


def test_a_number_within_a_line_is_one_where_the_break_before_it_is_lost() -> None:
    """Only the one that is next."""
    text = "1. They met. 2. They agreed on 12. In 3. They left. 3. They parted. 9. Not this."

    assert ("1", "2", "3") == Paragraphs(text).numbers
