"""The coverage of a source: which of its sentences are cited by which events, and which by none.

A passage is found as a browser finds a text fragment, but exactly: the start occurs once,
the end is its first occurrence after it, and the whole lies within one sentence or two
adjoining ones.
"""

import re
from collections.abc import Iterable, Sequence

from msgspec import Struct

from timeline.events import Passage

_ABBREVIATIONS = (
    "No",
    "Nos",
    "Mr",
    "Mrs",
    "Ms",
    "Dr",
    "Prof",
    "St",
    "vs",
    "approx",
    "e.g",
    "i.e",
    "p",
    "pp",
    "Art",
    "Gen",
    "H.E",
    "U.S",
    "U.N",
)
_STOP = re.compile(r"[.!?]+[”’\"')\]]*(?=\s|$)")
_LIST_NUMBER = re.compile(r"\s*(?:\d+|[a-z]|[ivx]+)[.)/]\s+")
_ENDS_A_SENTENCE = re.compile(r"[.!?:;][”’\"')\]]*\s*$")


class Sentence(Struct, frozen=True):
    """A sentence of a text."""

    start: int
    """Its first character, as an offset into the text."""
    end: int
    line: int
    """From 1."""
    text: str


class Cited(Struct, frozen=True):
    """A passage that an entry cites, and where it is found."""

    entry: str
    passage: Passage
    found: int
    """How often its start occurs; a good passage occurs once."""
    start: int = 0
    end: int = 0
    sentences: tuple[int, ...] = ()
    """The numbers of the sentences that it touches, from 0."""
    reason: str = ""
    """Why the passage carries no fact, when it is listed as such."""

    @property
    def problem(self) -> str:
        """What is wrong with it; empty when nothing is."""
        if self.found == 0:
            return "is not in the text"
        if self.found > 1:
            return f"begins {self.found} times in the text"
        if not self.end:
            return "has no end after its start"
        if len(self.sentences) > _ADJOINING or (
            self.sentences and self.sentences[-1] - self.sentences[0] >= _ADJOINING
        ):
            return f"spans {len(self.sentences)} sentences"
        return ""


_ADJOINING = 2


class Coverage(Struct, frozen=True):
    """What of a text is accounted for."""

    sentences: tuple[Sentence, ...]
    cited: tuple[Cited, ...]

    @property
    def uncited(self) -> tuple[Sentence, ...]:
        """The sentences that no passage touches."""
        touched = {number for one in self.cited if not one.problem for number in one.sentences}
        return tuple(sentence for number, sentence in enumerate(self.sentences) if number not in touched)

    @property
    def problems(self) -> tuple[Cited, ...]:
        """The passages that are not found as they should be."""
        return tuple(one for one in self.cited if one.problem)


def coverage(text: str, cited: Iterable[tuple[str, Passage, str]]) -> Coverage:
    """The coverage of *text* by passages.

    cited: the entry that cites a passage, the passage, and the reason when it is listed as
    carrying no fact.
    """
    parts = sentences(text)
    return Coverage(tuple(parts), tuple(_located(text, parts, *one) for one in cited))


def _located(text: str, parts: Sequence[Sentence], entry: str, passage: Passage, reason: str) -> Cited:
    found = text.count(passage.start)
    start = text.find(passage.start)
    if found != 1:
        return Cited(entry, passage, found, reason=reason)
    end = start + len(passage.start)
    if passage.end:
        last = text.find(passage.end, end)
        end = last + len(passage.end) if last >= 0 else 0
    touched = tuple(number for number, part in enumerate(parts) if part.start < end and start < part.end)
    return Cited(entry, passage, found, start, end, touched, reason)


def sentences(text: str) -> list[Sentence]:
    """The sentences of a text, paragraph by paragraph.

    A line that ends no sentence is a heading and is none; nor is a list number, and "No. 5"
    ends none.
    """
    found: list[Sentence] = []
    offset = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        if _ENDS_A_SENTENCE.search(line) or "://" in line:
            found += _of_line(line, offset, number)
        offset += len(line)
    return found


def _of_line(line: str, offset: int, number: int) -> list[Sentence]:
    found = []
    numbered = _LIST_NUMBER.match(line)
    start = numbered.end() if numbered else len(line) - len(line.lstrip())
    for stop in _STOP.finditer(line, start):
        if not _ends(line, stop):
            continue
        found.append(Sentence(offset + start, offset + stop.end(), number, line[start : stop.end()]))
        start = stop.end() + len(line[stop.end() :]) - len(line[stop.end() :].lstrip())
    rest = line[start:].rstrip()
    if rest:
        found.append(Sentence(offset + start, offset + start + len(rest), number, rest))
    return found


def _ends(line: str, stop: re.Match[str]) -> bool:
    before = line[: stop.start()].rsplit(None, 1)[-1] if line[: stop.start()].strip() else ""
    return before.lstrip("(“\"'") not in _ABBREVIATIONS
