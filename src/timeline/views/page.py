"""Lines for people: wrapped to a width, aligned, in colour or without.

The exit of untrusted text in plain output: everything put on a page is shown, never obeyed.
"""

import re
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from timeline.text import columns, columns_of, encodable, shown

Style = Literal["", "strong", "faint", "one", "other", "warn"]
"""How a span looks: `one` and `other` are the two sides, blue and orange, not red and green."""

_SGR: dict[Style, str] = {"": "", "strong": "1", "faint": "2", "one": "34", "other": "33", "warn": "1;33"}
NARROWEST = 20
_WORD = re.compile(" +|[^ ]+")
"""A word, or the spaces between two."""


class Span(NamedTuple):
    """A piece of a line in one style."""

    text: str
    style: Style = ""


Piece = Span | str


class Page:
    """The lines of one answer."""

    def __init__(self, *, width: int, colour: bool, narrow: bool = False) -> None:
        """Write for a terminal of *width* columns; a *narrow* page, a cell, may have fewer than any terminal."""
        self.width = width if narrow else max(width, NARROWEST)
        self._colour = colour
        self.rows: list[list[Span]] = []
        """The lines so far, as spans that are safe to show."""
        self.mark = 0
        """The line that matters most, from 0: what a pane must not hide."""

    def line(self, *pieces: Piece, indent: int = 0, hang: int = 0) -> None:
        """Write *pieces* after each other, wrapped between words.

        indent: columns before every line; hang: further columns before all but the first.
        """
        rows: list[list[Span]] = [[]]
        used = indent
        for word in _fitting(_words(pieces), max(self.width - indent - hang, 1)):
            wide, is_space = sum(columns(span.text) for span in word), not word[0].text.strip()
            if used + wide > self.width and rows[-1] and not is_space:
                rows.append([])
                used = indent + hang
            # A space at a wrap is dropped; one at the beginning is an indent.
            if not is_space or rows[-1] or len(rows) == 1:
                rows[-1] += word
                used += wide
        for number, row in enumerate(rows):
            margin = Span(" " * (indent + (hang if number else 0)))
            while row and not row[-1].text.strip():
                row.pop()
            self.rows.append([margin, *row] if margin.text and row else row)

    def blank(self) -> None:
        """Write an empty line, unless the last is one or there is none."""
        if self.rows and self.rows[-1]:
            self.rows.append([])

    def heading(self, text: str) -> None:
        """Write a heading with an empty line before it."""
        self.blank()
        self.line(Span(text, "strong"))

    def faint(self, text: str) -> None:
        """Write a faint line."""
        self.line(Span(text, "faint"))

    def table(self, rows: Iterable[Sequence[Piece]], *, indent: int = 0, gap: int = 2) -> None:
        """Write rows whose columns are aligned; the last column wraps."""
        table = [[piece if isinstance(piece, Span) else Span(piece) for piece in row] for row in rows]
        if not table:
            return
        widths = [
            max((columns(row[i].text) for row in table if i < len(row)), default=0)
            for i in range(max(map(len, table)) - 1)
        ]
        # A column that leaves no room for the last is cut short, and its text runs over.
        room = max((self.width - indent) // 2 // max(len(widths), 1), 6)
        widths = [min(width, max(room, 8)) if sum(widths) > self.width * 2 // 3 else width for width in widths]
        for row in table:
            pieces: list[Piece] = []
            for span, width in zip(row[:-1], widths, strict=False):
                pieces += [span, " " * (max(width - columns(span.text), 0) + gap)]
            self.line(*pieces, row[-1], indent=indent, hang=sum(widths) + gap * len(widths))

    def grid(self, rows: Iterable[Sequence[str]], widths: Sequence[int], *, indent: int = 0, style: Style = "") -> None:
        """Write rows of cells, each wrapped within its column of *widths*; a cell may have several lines."""
        for texts in rows:
            cells = []
            for text, width in zip(texts, widths, strict=True):
                cell = Page(width=width, colour=False, narrow=True)
                for line in text.split("\n"):
                    cell.line(line)
                cells.append(["".join(span.text for span in row) for row in cell.rows])
            for number in range(max(map(len, cells))):
                pieces = (cell[number] if number < len(cell) else "" for cell in cells)
                padded = (text + " " * (width - columns(text)) for text, width in zip(pieces, widths, strict=True))
                text = "  ".join(padded).rstrip()
                self.rows.append([Span(" " * indent + text, style)] if text else [])

    def text(self, encoding: str = "utf-8") -> str:
        """All lines, for a stream of *encoding*."""
        return encodable("".join(f"{self._styled(row)}\n" for row in self.rows), encoding)

    def _styled(self, row: Iterable[Span]) -> str:
        return "".join(
            f"\x1b[{_SGR[span.style]}m{span.text}\x1b[0m" if self._colour and span.style else span.text for span in row
        )


def cut(text: str, width: int) -> str:
    """*text* within *width* columns, with `…` where it is cut."""
    if columns(text) <= width:
        return text
    kept, used = "", 0
    for character in text:
        used += columns_of(character)
        if used > width - 1:
            break
        kept += character
    return f"{kept}…" if width > 0 else ""


def cut_inside(text: str, width: int) -> str:
    """*text* within *width* columns, with `…` for what is left out before its end, two thirds of it."""
    if columns(text) <= width:
        return text
    room = 2 * width // 3
    tail = text[-room:] if room else ""
    while columns(tail) > room:
        tail = tail[1:]
    return cut(text, width - columns(tail)) + tail


def _fitting(words: Iterable[list[Span]], width: int) -> Iterable[list[Span]]:
    """*words*, those wider than *width* cut into several."""
    for word in words:
        if sum(columns(span.text) for span in word) <= width:
            yield word
            continue
        for span in word:
            rest = span.text
            # An address is never cut, so that it can be copied.
            while columns(rest) > width and "://" not in span.text:
                count = max(len(cut(rest, width)) - 1, 1)
                yield [Span(rest[:count], span.style)]
                rest = rest[count:]
            yield [Span(rest, span.style)]


def _words(pieces: Iterable[Piece]) -> Iterable[list[Span]]:
    """The words of *pieces* and the spaces between them, made safe; a word may be of several styles."""
    spans = (piece if isinstance(piece, Span) else Span(piece) for piece in pieces)
    found = (Span(word, span.style) for span in spans for word in _WORD.findall(shown(span.text)))
    for is_space, group in groupby(found, key=lambda span: not span.text.strip()):
        word = list(group)
        yield from ([span] for span in word) if is_space else [word]
