"""A sheet: what is handed to a reader, as a page of numbered lines and what stands overleaf, whatever the format.

Every format writes the same sheet: plain text here, others in `formats/`. A sheet knows nothing of records.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from typing import NamedTuple, TypeVar

from timeline.projections.citation import Citation
from timeline.views.html import Html
from timeline.views.page import Page, Piece, Span

T = TypeVar("T")


class Segment(NamedTuple):
    """A piece of a line, and whose word it is."""

    text: str
    mark: str = ""
    """Such as `JP, KH*`; empty for what is counted, or explained."""
    lead: bool = False
    """Whether it says what the line is about."""
    after: str = ""
    """What follows the mark, such as a semicolon."""


class Line(NamedTuple):
    """A line of a sheet."""

    segments: tuple[Segment, ...]
    label: str = ""
    """Its number or letter; empty for none."""
    link: str = ""
    """The address of what it is about."""
    cited: tuple[Citation, ...] = ()
    """The evidence behind it."""
    notes: tuple[str, ...] = ()
    """What the recorders remark on it."""


class Part(NamedTuple):
    """A heading and the lines below it."""

    heading: str
    lines: tuple[Line, ...]
    about: str = "point"
    """What the numbers of its lines are: of a `point`, of the `source` of one, or of a `note` on one."""


class Sheet(NamedTuple):
    """A page, and what stands overleaf."""

    title: str
    subtitle: str
    body: tuple[Part, ...]
    legend: str
    """What the marks mean."""
    overleaf: tuple[Part, ...]
    basis: str
    picture: Html = Html("")
    """A picture for overleaf, in the formats that can show it; empty for none."""


def said(text: str, mark: str = "", *, lead: str = "") -> tuple[Segment, ...]:
    """The segments of a line: what it is about, if it says so, and the text with its mark."""
    return (*([Segment(lead, lead=True)] if lead else []), Segment(text, mark))


def listed(head: str, items: Sequence[tuple[str, str]]) -> tuple[Segment, ...]:
    """The segments of a list within a line: each item with its mark, between semicolons."""
    last = len(items) - 1
    marked = (Segment(text, mark, after="." if at == last else ";") for at, (text, mark) in enumerate(items))
    return (Segment(head), *marked) if items else ()


def limited(items: Sequence[T], most: int, line_of: Callable[[T], Line], *, latest: bool = False) -> tuple[Line, ...]:
    """The lines of so many items at most, the first or the *latest*; and how many others there are.

    A line is made of what is shown alone.
    """
    kept = items if len(items) <= most + 1 else items[-most:] if latest else items[:most]
    others = [Line(said(f"and {len(items) - len(kept)} {'earlier' if latest else 'more'}."))]
    return (*map(line_of, kept), *(others if len(kept) < len(items) else []))


def numbered(parts: Iterable[Part]) -> tuple[Part, ...]:
    """Parts whose lines are numbered through; those without lines are left out. No text in them looks like a mark."""
    found, count = [], 0
    for part in parts:
        lines = []
        for line in part.lines:
            # What counts, or explains, is no point that anybody could ask about.
            count += bool(line.cited)
            segments = tuple(segment._replace(text=unmarked(segment.text)) for segment in line.segments)
            lines.append(line._replace(label=str(count) if line.cited else "", segments=segments))
        if lines:
            found.append(Part(part.heading, tuple(lines)))
    return tuple(found)


_MARK = re.compile(r"\[(?=[A-Z*, ]+\])([^\]]*)\]")


def unmarked(text: str) -> str:
    """A text in which nothing looks like a mark, such as `[JP*, A]`: only the program says whose word it is."""
    return _MARK.sub(r"(\1)", text)


def write_sheet(page: Page, sheet: Sheet) -> None:
    """A sheet as plain text."""
    page.line(Span(sheet.title, "strong"))
    page.line(Span(sheet.subtitle, "faint"))
    for part in sheet.body:
        _part(page, part)
    page.blank()
    page.line(Span(sheet.legend, "faint"))
    page.blank()
    page.line(Span("Overleaf", "strong"))
    for part in sheet.overleaf:
        _part(page, part)
    page.blank()
    page.line(Span(sheet.basis, "faint"))


def lines_of(parts: Iterable[Part], width: int) -> int:
    """How many lines of text some parts take, in *width* columns, with their headings."""
    page = Page(width=width, colour=False)
    for part in parts:
        _part(page, part)
    return sum(bool(row) for row in page.rows)


def _part(page: Page, part: Part) -> None:
    page.heading(part.heading)
    width = max((len(line.label) for line in part.lines), default=0)
    for line in part.lines:
        label = f"{line.label:>{width}}  " if width else ""
        page.line(Span(label, "faint"), *_pieces(line), indent=2, hang=len(label))


def _pieces(line: Line) -> Iterator[Piece]:
    for number, segment in enumerate(line.segments):
        yield " " if number else ""
        yield Span(segment.text, "strong" if segment.lead else "")
        if segment.mark:
            yield Span(f" [{segment.mark}]", "faint")
        yield segment.after
    if line.link:
        yield Span(f" {line.link}", "faint")
