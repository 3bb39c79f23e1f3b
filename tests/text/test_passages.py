"""The one finder of passages: exactly first, then after folding what copies change, each fold by its name."""

import unicodedata

import pytest
from hypothesis import given as drawn
from hypothesis import strategies as st

from timeline.text import cleaned, refused_character
from timeline.text.passages import FOLDS, Finder, find, inside_word

TEXT = "One thing happened here.\nThen another thing\n  happened there, and one thing more.\n"


@pytest.mark.parametrize(
    ("start", "end", "expected", "half"),
    [
        ("One thing", "", "once", ""),
        ("One thing", "here", "once", ""),
        ("thing", "", "several", "start"),
        ("another thing happened", "", "folded", ""),
        ("Then another", "thing happened there", "folded", ""),
        ("One  thing", "here", "folded", ""),
        ("One thing", "nowhere", "absent", "end"),
        ("one thing happened", "", "absent", "start"),
        ("Onething", "", "absent", "start"),
        ("ne thing happened", "", "inside-word", "start"),
        ("One thing", "happ", "inside-word", "end"),
        ("thing happened ther", "", "inside-word", "start"),
        ("here", "", "once", ""),
        ("Then", "thing more.", "once", ""),
    ],
)
def test_a_passage_is_found_as_a_browser_finds_it(start: str, end: str, expected: str, half: str) -> None:
    """A capital or a missing space is another text; a wrapped line is not; a piece of a word is no word."""
    found = find(TEXT, start, end)

    assert (expected, half) == (found.found, found.half)
    assert bool(found.problem) == (not found.ok)


@pytest.mark.parametrize(
    ("text", "start", "end", "folds"),
    [
        ("a loan of 3\u00a0billion yen was agreed.", "a loan of 3 billion yen", "was agreed.", {"space"}),
        ("Le Ministre Le\u0301on He\u0301bert a signe\u0301.", "Ministre Léon Hébert", "signé.", {"composed"}),
        ("economic co\u00adoper\u00adation in ports", "economic cooperation", "", {"invisible"}),
        ("\u200eSok Dara\u200f met him", "Sok Dara met", "", {"invisible"}),
        ("they said “heart-to-heart” ties", 'said "heart-to-heart" ties', "", {"quotes"}),
        ("Japan’s first visit", "Japan's first", "visit", {"quotes"}),
        ("the oﬃcial ﬁrst visit", "the official first visit", "", {"ligatures"}),
        ("maritime co-\noperation in the region", "maritime cooperation in", "", {"line-end"}),
        ("a long-\nterm plan", "a long-term plan", "", {"line-end"}),
        ("on 5–6 July 2024", "on 5-6 July", "", {"dashes"}),
        ("on 5 July\n2024, “they”\nmet", 'July 2024, "they" met', "", {"space", "quotes"}),
        ("両大臣は港\n湾について協議した。", "港湾について", "", {"space"}),
        ("か\u3099いしょう大臣", "がいしょう", "", {"composed"}),
        ("លោក\u200bនាយក\u200bរដ្ឋមន្ត្រី", "លោកនាយករដ្ឋមន្ត្រី", "", {"invisible"}),
        ("\u1112\u1161\u11ab국 장관", "한국 장관", "", {"composed"}),
    ],
)
def test_what_had_to_be_folded_is_named(text: str, start: str, end: str, folds: set[str]) -> None:
    """What a reader of documents, a page or a copy changed, and nothing else."""
    found = find(text, start, end)

    assert "folded" == found.found
    assert folds == set(found.folds)
    assert folds <= FOLDS.keys()


def test_the_place_of_a_passage_is_that_in_the_text_as_it_is() -> None:
    """At the first end after its start, whatever had to be folded before it."""
    text = "A “soft­ened” text. Then one\u00a0 thing   happened, and more."
    found = find(text, "Then one thing", "happened")

    assert "Then one\u00a0 thing   happened" == text[found.start : found.end]


@pytest.mark.parametrize(
    ("start", "end", "message"),
    [
        ("She paid a separate courtesy", "", "its first words are not found: the text has «she paid a separated"),
        ("One thing happened HERE", "", "the text has «One thing happened here»"),
        ("Zzz qqq", "", "its first words are not found"),
        ("One thing", "happened nowhere", "its last words are not found after its first: the text has «happened here. Then»"),
        ("hing happened here", "", "begin or end inside a word: the text has «thing happened here»"),
    ],
)  # fmt: skip
def test_what_is_not_found_is_reported_with_which_half_and_what_differs(start: str, end: str, message: str) -> None:
    """So that nobody has to search for what one letter changed."""
    assert message in find(f"{TEXT} While there she paid a separated courtesy call.", start, end).problem


@pytest.mark.parametrize(
    ("text", "at", "inside"),
    [
        ("transport", 1, True),
        ("a b", 1, False),
        ("Japan’s", 5, True),
        ("Japan’ ", 5, False),
        ("2.7", 1, True),
        ("2. ", 1, False),
        ("heart-to", 5, False),
        ("太田大臣", 2, False),
        ("G7外相", 2, False),
        ("か\u3099い", 1, True),
        ("ន្ត្រី", 1, True),
        ("ន្ត្រី", 2, True),
        ("e\u0301a", 1, True),
        ("a_b", 1, True),
        ("ab", 0, False),
        ("ab", 2, False),
    ],
)
def test_words_end_as_their_script_ends_them(text: str, at: int, *, inside: bool) -> None:
    """UAX #29; in scripts without spaces between any two characters with their marks."""
    assert inside == inside_word(text, at)


WORDS = st.lists(
    st.sampled_from(["alpha", "béta", "“gamma”", "5–6", "ﬁve", "Japan’s", "大臣", "រដ្ឋ", "co-op", "a.b", "x"]),
    min_size=3,
    max_size=12,
)
CHANGES = st.sampled_from(["NFC", "NFD", "soft", "wrapped", "plain"])


@drawn(words=WORDS, change=CHANGES, first=st.integers(0, 11), length=st.integers(1, 5))
def test_a_passage_is_found_in_any_copy_of_its_text(words: list[str], change: str, first: int, length: int) -> None:
    """Where its words stand once, they are found in the text however it was copied, at the same words."""
    numbered = [f"{word} n{number}" for number, word in enumerate(words)]
    text = " ".join(numbered)
    passage = " ".join(numbered[first : first + length])
    copies = {
        "NFC": unicodedata.normalize("NFC", text),
        "NFD": unicodedata.normalize("NFD", text),
        "soft": text.replace("ph", "p\u00adh"),
        "wrapped": text.replace(" ", "\n  "),
        "plain": text,
    }
    found = find(copies[change], passage) if passage else None
    if found:
        assert found.ok
        place = copies[change][found.start : found.end]
        assert unicodedata.normalize("NFC", " ".join(place.replace("\u00ad", "").split())) == unicodedata.normalize(
            "NFC", passage
        )


@drawn(text=st.text(max_size=60), start=st.text(min_size=1, max_size=8), end=st.text(max_size=8))
def test_a_finder_never_finds_what_is_not_there(text: str, start: str, end: str) -> None:
    """Whatever it is given; and what it finds lies in the text."""
    found = Finder(text).find(start, end)

    assert found.ok == (not found.problem)
    assert 0 <= found.start <= found.end <= len(text)
    if found.found == "once":
        assert text[found.start : found.end].startswith(start)
        assert text[found.start : found.end].endswith(end or start)


@drawn(text=st.text(max_size=40))
def test_what_is_cleaned_may_be_recorded(text: str) -> None:
    """A hint never suggests what would be refused in its turn."""
    assert refused_character(cleaned(text)) is None


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        (
            "They agreed on maritime co-\noperation as well as long-\nterm plans.",
            "maritime cooperation",
            "long-term plans",
        ),
        ("They agreed on maritime co-\noperation as well as long-\nterm plans.", "maritime co-operation", "long-term"),
        ("They met—\nand then left.", "met—and then", ""),
        ("The war of 1941–\n1945 ended.", "1941–1945", ""),
        ("Roads and/\nor ports.", "and/or ports", ""),
        ("首相を表敬した後、2024\n年7月6日に会談した。", "表敬した後、2024年7月6日", ""),
        ("両国はASEAN\n関連の会合で協力する。", "ASEAN関連の会合", ""),
        ("양국 장관은 회\n담을 했다.", "회담을 했다", ""),
        ("양국 장관은 회담을\n했다.", "회담을 했다", ""),
        ("They agreed on « trade » now.", 'agreed on "trade" now', ""),
    ],
)
def test_each_end_of_a_line_is_read_as_the_passage_has_it(text: str, start: str, end: str) -> None:
    """A hyphen there is a part of its word, or is not; two on one page may differ."""
    assert "folded" == find(text, start, end).found


@pytest.mark.parametrize("sign", ["\u200c", "\u200d", "\u200f", "\u00ad"])
def test_what_has_no_width_ends_no_word(sign: str) -> None:
    """It belongs to the letter before it. Source: UAX #29, WB4."""
    assert "inside-word" == find(f"او می{sign}خواهد که بیاید.", "خواهد که").found
