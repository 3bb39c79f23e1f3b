"""The paragraphs of a page: its lines, joined where the page wrapped them. Knows nothing of where sentences end."""

import re
from collections.abc import Iterator
from functools import cached_property
from itertools import pairwise

from msgspec import Struct

from timeline.text import columns, is_unspaced, unspaced_between

_TERMINATORS = (
    ".!?…。．！？｡।॥;:\u17d4\u17d5\u17d6\u17d8\u061f\u06d4\u1362\u1367\u1361\u104a\u104b\u0f0d\u0f0e\u0589\u037e"
)
"""What ends a sentence in the scripts that we know; a colon or semicolon ends one where a paragraph ends with it."""
_CLOSING = "”’»›\"')\\]】」』》）*"
_ENDED = re.compile(rf"[{re.escape(_TERMINATORS)}](?:[{_CLOSING}\s]|\[\d{{1,3}}\]|[¹²³⁰⁴-⁹]|<[^<>]{{1,40}}>)*$")
_LISTED = re.compile(r"[;,]\s*(?:and|or|and/or|et|ou|und|oder|y|e|o)?$", re.IGNORECASE)
"""How an item ends that others of its list follow."""
_BULLET = r"(?P<bullet>[•▪◦‣⁃∙●·○■□◆◇▶►➢➤✓✔→⇒※・]\s*|[*–—-]\s+|o\s+(?=[A-Z]))"
# A capital letter before a point is an initial: `V. K. Singh`.
_NUMBER = (
    r"(?P<number>[(（]?(?:\d{1,3}(?:\.\d{1,3})*|[a-z]|[ivx]{1,6}|[IVX]{2,6})(?:[.)/]\s+|[.．)）、]\s*(?=[^\s\x00-\x7f]))"
    r"|\(?[IVX]\)\s+|\d{1,3}(?:\.\d{1,3})+\s+|\d{1,3}\u3000|[①-⑳]\s*|[一二三四五六七八九十]{1,3}、)"
)
_ITEM = re.compile(rf"\s*(?:{_BULLET}|{_NUMBER})")
"""The bullet or number of an item of a list."""
_BEFORE_A_NUMBER = re.compile(
    r"\b(?:Jan|Feb|Mar|Apr|Aug|Sept?|Oct|Nov|Dec|Nos?|Arts?|paras?|pp?|vol|ch|Rs|fig)\.$", re.IGNORECASE
)
"""Abbreviations to which a number at the beginning of the next line belongs."""
_WIDTHS = range(20, 121)
"""Columns; a text with shorter lines, or longer ones, was not wrapped by the page."""
_FULL = 0.75
"""The part of the width from which on a line is full."""


class Line(Struct, frozen=True):
    """One line of a page."""

    start: int
    """Its first character, as an offset into the text."""
    number: int
    text: str
    """Without the space at its ends."""


class Paragraph:
    """Lines that belong together, as one line, with the offsets of its characters in the text."""

    def __init__(self, lines: list[Line]) -> None:
        """Join *lines*."""
        self.lines = lines
        joined, places = "", list[int]()
        for line in lines:
            space = " " if joined and not unspaced_between(joined[-1], line.text[0]) else ""
            places += [*([line.start - 1] * len(space)), *range(line.start, line.start + len(line.text))]
            joined += space + line.text
        self.text = joined
        self.places = places
        """Of each character of `text`, its offset into the text of the page."""

    @cached_property
    def numbered(self) -> int:
        """How many characters at its beginning are the number or bullet of an item of a list."""
        item = _ITEM.match(self.text)
        return item.end() if item else 0

    @property
    def is_followed_by_items(self) -> bool:
        """Whether a list begins, or goes on, after it."""
        return self.text.rstrip().endswith((":", "：")) or (bool(self.numbered) and bool(_LISTED.search(self.text)))


def paragraphs(text: str) -> Iterator[Paragraph]:
    """The paragraphs of a page, the lines that it wrapped joined."""
    lines = list(_lines(text))
    width = _width(lines)
    together: list[Line] = []
    for line in (*lines, None):
        if together and (line is None or not _goes_on(together, line, width)):
            yield Paragraph(together)
            together = []
        if line is not None:
            together.append(line)


def ended(text: str) -> bool:
    """Whether a sentence ends at the end of a paragraph."""
    return _ENDED.search(text) is not None


def _lines(text: str) -> Iterator[Line | None]:
    """The lines of a page; None for each that is empty."""
    offset = 0
    for number, line in enumerate(text.splitlines(keepends=True), 1):
        words = line.strip().lstrip("\ufeff")
        start = offset + len(line) - len(line.lstrip()) + (1 if line.strip() != words else 0)
        yield Line(start, number, words) if words else None
        offset += len(line)


def _goes_on(together: list[Line], following: Line, width: int) -> bool:
    """Whether the page broke after these lines only because the last was full, or in the middle of a sentence."""
    line = together[-1]
    is_end = ended(line.text) and not _BEFORE_A_NUMBER.search(line.text)
    if (item := _ITEM.match(following.text)) and (is_end or _begins_item(item, together)):
        return False
    if not is_end and following.text[0].islower():
        return True
    # A page breaks a full line; a break before the line is full was intended.
    used = columns(line.text)
    return width in _WIDTHS and (used > width * _FULL or used + _first_word(following.text) > width)


def _begins_item(item: re.Match[str], together: list[Line]) -> bool:
    """Whether what looks like an item of a list is one: by its sign, or by the lines before it."""
    bullet = (item["bullet"] or "").strip()
    certain = bool(bullet) and bullet not in "*–—-o"
    before = _ITEM.match(together[0].text)
    same = before is not None and (before["bullet"] or "").strip() == bullet
    return certain or same or bool(_LISTED.search(together[-1].text))


def _first_word(text: str) -> int:
    """The columns of the first word of a line, with the space before it."""
    return columns(text[0]) if is_unspaced(text[0]) else 1 + columns(text.split(None, 1)[0])


def _width(lines: list[Line | None]) -> int:
    """The width of a page in columns, from its lines that are followed by another; a few may be longer."""
    widths = sorted(columns(line.text) for line, following in pairwise(lines) if line and following)
    return widths[len(widths) * 9 // 10] if widths else 0
