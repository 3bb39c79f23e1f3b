"""The sentences of a text, in whatever script, wherever the page breaks its lines.

The only importer of the library that finds where sentences end. Knows nothing of sources or passages.
"""

import re
from bisect import bisect_right
from collections.abc import Iterator
from functools import cache, cached_property
from itertools import pairwise
from typing import TYPE_CHECKING

from msgspec import Struct

from timeline.text import columns, is_unspaced

if TYPE_CHECKING:
    from yasbd import BoundaryDetector

_TERMINATORS = ".!?…。．！？｡។៕៘।॥؟۔።፧။།։;:"
"""What ends a sentence in the scripts that we know; a colon or semicolon ends one where a paragraph ends with it."""
_CLOSING = "”’»›\"')\\]】」』》）"
_ENDS = re.compile(rf"[{re.escape(_TERMINATORS)}][{_CLOSING}\s]*$")
_ADDRESS = "://"
_ITEM = re.compile(r"\s*(?:\(?(?:\d{1,3}|[a-z]|[ivx]{1,6}|[IVX]{1,6})[.)/]|[•▪◦*–-])\s+")
"""The number or bullet of an item of a list."""
_WIDEST = 120
"""Columns; a text with longer lines was not wrapped by the page."""
_FULL = 0.75
"""The part of the width from which on a line is full."""
_LONGEST_HEADING = 160
"""Columns; what is longer and ends no sentence is no heading either."""

_LANGUAGES = (
    ("\u3040-\u30ff", "ja"), ("\uac00-\ud7af", "ko"), ("\u4e00-\u9fff", "zh"), ("\u1000-\u109f", "my"),
    ("\u0e00-\u0e7f", "th"), ("\u0900-\u097f", "hi"), ("\u0980-\u09ff", "bn"), ("\u0d00-\u0d7f", "ml"),
    ("\u06d4\u0679\u0688\u0691\u06ba\u06be\u06c1\u06d2", "ur"), ("\u067e\u0686\u0698\u06af", "fa"),
    ("\u0600-\u06ff", "ar"), ("\u0404\u0406\u0407\u0454\u0456\u0457\u0490\u0491", "uk"),
    ("\u0400-\u04ff", "ru"), ("\u1200-\u137f", "am"),
    ("\u0370-\u03ff", "el"), ("\u0530-\u058f", "hy"), ("ăâđêôơưạảấầẩẫậắằẳẵặẹẻẽếềểễệỉịọỏốồổỗộớờởỡợụủứừửữựỳỵỷỹ", "vi"),
)  # fmt: skip
"""Which rules a paragraph is read by, told by its letters: the first script that it has."""
_LATIN = {
    "german": "de", "french": "fr", "spanish": "es", "portuguese": "pt", "italian": "it", "dutch": "nl", "polish": "pl",
    "vietnamese": "vi", "indonesian": "id", "malay": "id", "turkish": "tr", "swedish": "sv", "czech": "cs",
    "danish": "da", "romanian": "ro", "slovak": "sk", "lithuanian": "lt", "swahili": "sw", "afrikaans": "af",
}  # fmt: skip
"""Languages in Latin letters whose abbreviations are known."""
_ALWAYS = re.compile(rf"[។៕៘।॥۔።።။]+[{_CLOSING}]*\s*|[។៕]")
"""What ends a sentence wherever it stands: no abbreviation is written with it."""
_BEGINNING = "The|She|He|They|It|We|This|These|That|There|In|On|At|During|After|Both|His|Her|Their|However|Then|But|And"
_AFTER_AN_HOUR = re.compile(rf"\b[ap]\.m\.\s+(?=(?:{_BEGINNING})\b)")
_AFTER_A_NAME = re.compile(
    r"\b(?!(?:Former|State|Democratic|Republican|Senior|Junior|Majority|Minority|Then|The|And|US)\b)[A-Z][a-z]+ Sen\."
    r"\s+(?=[“\"A-Z])"
)
"""`Hun Sen` ends a sentence; `Sen. Kerry`, a senator, does not."""
_NEVER = re.compile(
    r"(?:\b(?:Rs|Re|Nos?|Ret|Art|Sec|cf|approx|ca|Hon|Dept|Govt|resp|para|paras|Vol|Ph)\.|\(Ret\.\))\s*$"
)
"""After these no sentence ends, whatever the library holds."""


class Sentence(Struct, frozen=True):
    """A sentence of a text, or what was skipped as none."""

    start: int
    """Its first character, as an offset into the text."""
    end: int
    line: int
    """From 1."""
    text: str
    """On one line, however the page breaks it."""


class Sentences(Struct, frozen=True):
    """What a text is made of."""

    sentences: tuple[Sentence, ...]
    skipped: tuple[Sentence, ...]
    """Headings, and other lines that end no sentence."""


def sentences(text: str, language: str = "") -> Sentences:
    """The sentences of a text, paragraph by paragraph, and what was skipped.

    language: of the text, by its English name or ISO 639-1 code; of Latin letters, English if it is not given.

    Lines that the page wrapped are joined. A paragraph that ends no sentence is a heading, unless it is too long for
    one or has an address; a list number is no part of a sentence.
    """
    found, skipped = list[Sentence](), list[Sentence]()
    for paragraph in _paragraphs(text, language):
        (found if paragraph.is_prose else skipped).extend(paragraph.sentences())
    return Sentences(tuple(found), tuple(skipped))


class _Line(Struct, frozen=True):
    """One line of a page."""

    start: int
    number: int
    text: str
    """Without the space at its ends."""


class _Paragraph:
    """Lines that belong together, as one line, with where its characters stand in the text."""

    def __init__(self, lines: list[_Line], language: str) -> None:
        self._lines = lines
        self._language = language
        joined, places = "", list[int]()
        for line in lines:
            space = " " if joined and not (is_unspaced(joined[-1]) and is_unspaced(line.text[0])) else ""
            places += [*([line.start - 1] * len(space)), *range(line.start, line.start + len(line.text))]
            joined += space + line.text
        self._places = places
        self._text = joined

    @cached_property
    def _ends(self) -> list[int]:
        """Where its sentences end, as offsets into the joined line."""
        return _ends_of(self._text, self._language)

    @property
    def is_prose(self) -> bool:
        """Whether it is more than a heading."""
        ended = _ENDS.search(self._text) or _ADDRESS in self._text or len(self._ends) > 1
        return bool(ended) or columns(self._text) > _LONGEST_HEADING

    def sentences(self) -> Iterator[Sentence]:
        """Its sentences, or the heading that it is."""
        item = _ITEM.match(self._text)
        first = item.end() if item else 0
        starts = [line.start for line in self._lines]
        ends = [first, *(end for end in self._ends if end > first)] if self.is_prose else [0, len(self._text)]
        for start, end in pairwise(ends):
            words = self._text[start:end]
            told = words.strip()
            if told:
                at = start + len(words) - len(words.lstrip())
                place, last = self._places[at], self._places[at + len(told) - 1] + 1
                line = self._lines[bisect_right(starts, place) - 1]
                yield Sentence(place, last, line.number, told)


def _ends_of(text: str, language: str) -> list[int]:
    """Where the sentences of one line end; the end of the line last."""
    found = _language(text, language)
    # Where quotations run on within a sentence, in Japanese and Chinese, they are left whole.
    rules = [_detector(found, whole=whole) for whole in ((True,) if found in {"ja", "zh"} else (True, False))]
    ends = {end for rule in rules for end in rule.detect(text)}
    for always in (_ALWAYS, *((_AFTER_AN_HOUR, _AFTER_A_NAME) if found == "en" else ())):
        ends |= {match.end() for match in always.finditer(text)}
    return sorted(end for end in {*ends, len(text)} if end == len(text) or not _NEVER.search(text, 0, end))


def _language(text: str, language: str) -> str:
    """Whose rules a line is read by: those of its script, and of what is said to be its language in Latin letters."""
    script = next((known for letters, known in _LANGUAGES if re.search(f"[{letters}]", text)), "")
    said = language.strip().casefold()
    return script or _LATIN.get(said, said if said in _LATIN.values() else "en")


@cache
def _detector(language: str, *, whole: bool) -> "BoundaryDetector":
    """The library's rules for a language; *whole* quotations are left as they are."""
    from yasbd import BoundaryDetector  # noqa: PLC0415 - slow, and only who reads texts needs it

    return BoundaryDetector(language, preserve_quote_and_paren=whole)


# --- paragraphs -----------------------------------------------------------------------


def _paragraphs(text: str, language: str) -> Iterator[_Paragraph]:
    """The paragraphs of a page, the lines that it wrapped joined."""
    lines = list(_lines(text))
    width = _width(lines)
    together: list[_Line] = []
    for line in (*lines, None):
        if together and (line is None or not _goes_on(together[-1], line, width)):
            yield _Paragraph(together, language)
            together = []
        if line is not None:
            together.append(line)


def _lines(text: str) -> Iterator[_Line | None]:
    """The lines of a page; None for each that is empty."""
    offset = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        told = line.strip().lstrip("\ufeff")
        start = offset + len(line) - len(line.lstrip()) + (1 if line.strip() != told else 0)
        yield _Line(start, number, told) if told else None
        offset += len(line)


def _goes_on(line: _Line, following: _Line, width: int) -> bool:
    """Whether the page broke a line only because it was full, or in the middle of a sentence."""
    ended = bool(_ENDS.search(line.text))
    if ended and _ITEM.match(following.text):
        return False
    if not ended and following.text[0].islower():
        return True
    # A page breaks a line that is full; where there was room for more, somebody meant the break.
    used = columns(line.text)
    return width <= _WIDEST and (used > width * _FULL or used + _first_word(following.text) > width)


def _first_word(text: str) -> int:
    """The columns of the first word of a line, with the space before it."""
    return columns(text[0]) if is_unspaced(text[0]) else 1 + columns(text.split(None, 1)[0])


def _width(lines: list[_Line | None]) -> int:
    """The columns that a page fills, told by its lines that another follows at once; a few may be longer."""
    told = sorted(columns(line.text) for line, following in pairwise(lines) if line and following)
    return told[len(told) * 9 // 10] if told else 0
