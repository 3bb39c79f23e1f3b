"""Folding for search: what people type finds what a record writes, whatever the case, width, marks or script.

A text and a query are folded alike. Folded text is never shown.
"""

import re
import unicodedata

from timeline.text import INVISIBLE, UNSPACED

_LETTERS = str.maketrans({
    "ł": "l", "đ": "d", "ð": "d", "ø": "o", "æ": "ae", "œ": "oe", "þ": "th", "ħ": "h", "ŧ": "t", "ı": "i", "ŋ": "n",
    "ɓ": "b", "ɗ": "d", "ƙ": "k", "ə": "e", "ʼ": "'", "’": "'", "‘": "'", "ё": "е", "й": "и",
})  # fmt: skip
"""Letters with a stroke, and joined ones, that Unicode does not decompose: as people without them write them."""
_MARKS = re.compile(
    "[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670\u06d6-\u06ed\u1ab0-\u1aff\u1dc0-\u1dff\u20d0-\u20ff\ufe20-\ufe2f]"
)
"""Marks on letters that may be left out; the vowels of Indic scripts are not among them."""
_HANGUL = "\uac00-\ud7af"
_RUN = re.compile(f"(?:{UNSPACED.pattern}|[{_HANGUL}])[\u3099\u309a\u0e31-\u0e4e\u1000-\u109f\u17b4-\u17d3]*")
"""A letter of a script whose words are not parted, or end in particles, with the marks that belong to it."""


def folded(text: str) -> str:
    """*text* without case, width and marks."""
    if text.isascii():
        return text.lower()
    plain = unicodedata.normalize("NFKD", INVISIBLE.sub("", text).casefold())
    return unicodedata.normalize("NFC", _MARKS.sub("", plain)).translate(_LETTERS)


def indexed(text: str) -> str:
    """*text* folded, its letters of scripts without spaces parted: so a word within a run of them is found."""
    plain = folded(text)
    parted = plain if plain.isascii() else _RUN.sub(lambda found: f" {found.group()} ", plain)
    return " ".join(parted.split())


def query(words: str) -> str:
    """The FTS5 expression for texts with all *words* or words that begin with them; empty without words.

    A word of a script without spaces is found anywhere in a run; any other at the beginning of a word.
    """
    terms = (indexed(word).replace('"', " ").strip() for word in words.split())
    return " ".join(f'"{term}"*' for term in terms if any(character.isalnum() for character in term))


def holds(text: str, words: str) -> bool:
    """Whether a text contains the runs of *words* in scripts without spaces, with the marks of their letters.

    An index by letters ignores marks, so its results are checked again.
    """
    together = "".join(folded(text).split())
    return all(run in together for word in words.split() for run in _runs(folded(word)))


def _runs(word: str) -> list[str]:
    return re.findall(f"(?:{_RUN.pattern})+", word)
