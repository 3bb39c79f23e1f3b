"""Passages made from a text: the shortest first words that occur once, and the last words; numbers of paragraphs."""

import re
from bisect import bisect_right
from typing import NamedTuple

from timeline.text import is_unspaced
from timeline.text.passages import Finder, Located
from timeline.text.sentences import Sentence

_FEWEST, _FEW_LAST = 3, 2
"""Words with which a passage begins and ends, if no fewer are needed."""
_SHORT = 10
"""A sentence of no more words is a passage as a whole."""
_LOST = 3
_NUMBERED = re.compile(
    r"^[^\S\n]*(?:[*_]{0,3})(?:(?P<article>(?:Article|Art\.|Section|Paragraph|Part)[ ]+(?:\d{1,3}|[IVXLC]+))\b"
    r"|[(]?(?P<number>\d{1,3})[.)](?=\s))"
    # A page may have lost the break before it.
    r"|(?<=[.!?”’\"])\s+(?P<inline>\d{1,3})\.(?=\s+[A-Z])",
    re.MULTILINE | re.IGNORECASE,
)


class Words(NamedTuple):
    """A passage: its first words, and its last; without last words, the whole."""

    start: str
    end: str = ""


def passage_of(finder: Finder, sentence: Sentence) -> Words | None:
    """The passage that is a sentence of the finder's text; None when no words of it occur once."""
    words = list(sentence.text) if is_unspaced(sentence.text[:1]) else sentence.text.split(" ")
    space = "" if is_unspaced(sentence.text[:1]) else " "
    whole = Words(sentence.text)
    if len(words) <= _SHORT and _begins(finder.find(*whole), sentence):
        return whole
    starts = (space.join(words[:count]) for count in range(min(_FEWEST, len(words)), len(words) + 1))
    start = next((text for text in starts if _begins(finder.find(text), sentence)), "")
    for count in range(_FEW_LAST, len(words)) if start else ():
        end = _bare(space.join(words[-count:]))
        found = finder.find(start, end)
        if _begins(found, sentence) and abs(found.end - sentence.end) <= len(words[-1]):
            return Words(start, end)
    return None


def _begins(found: Located, sentence: Sentence) -> bool:
    """Whether a passage is found in one place, and there the sentence begins: as it is, words may be elsewhere."""
    return found.ok and found.start == sentence.start


def _bare(words: str) -> str:
    """Words without the stop and the marks at their end."""
    return re.sub(r"[\W_]+$", "", words) or words


class Paragraphs:
    """The numbered paragraphs or articles of a text."""

    def __init__(self, text: str) -> None:
        """Find them in *text*: a number that begins a line, one after another."""
        found, last = list[tuple[int, str]](), 0
        for match in _NUMBERED.finditer(text):
            said = match["number"] or match["inline"] or "0"
            number, most = int(said), last + (1 if match["inline"] else _LOST)
            # A number far out of turn is one of a list within a paragraph; a page may have lost one.
            if match["article"] or last < number <= most:
                last = number or last
                found.append((match.start() + len(match[0]) - len(match[0].lstrip()), match["article"] or said))
        self._starts = [at for at, _ in found]
        self.numbers = tuple(number for _, number in found)

    def at(self, offset: int) -> str:
        """The number of the paragraph that a place of the text is in; empty before the first."""
        place = bisect_right(self._starts, offset)
        return self.numbers[place - 1] if place else ""
