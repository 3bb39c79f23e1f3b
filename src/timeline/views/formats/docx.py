"""A sheet as a document of Word: the same bytes for the same sheet, with one version of the library.

Needs python-docx: `pip install diplomatic-timeline[docx]`.
"""

from datetime import UTC, datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from timeline.extras import needed
from timeline.text import shown
from timeline.views.sheet import Line, Part, Sheet

_BODY_PT, _OVERLEAF_PT, _TITLE_PT = 9, 8, 13
_MARGIN_CM = 1.3
_FONT = "Times New Roman"
_LONGEST = 255
"""What a property of a document holds. Source: ECMA-376, as the library keeps it."""


def docx(sheet: Sheet) -> bytes:
    """The document. Raises Misused when the library is not installed."""
    library = needed("docx", "docx", "a Word document")
    document = library.Document()
    _set_up(document, sheet)
    _paragraph(document, _BODY_PT).add_run(shown(sheet.subtitle)).italic = True
    for part in sheet.body:
        _part(document, part, _BODY_PT)
    _paragraph(document, _OVERLEAF_PT).add_run(shown(sheet.legend)).italic = True
    _heading(document, "Overleaf", _TITLE_PT).paragraph_format.page_break_before = True
    for part in sheet.overleaf:
        _part(document, part, _OVERLEAF_PT)
    _paragraph(document, _OVERLEAF_PT).add_run(shown(sheet.basis)).italic = True
    document.save(buffer := BytesIO())
    return _repacked(buffer.getvalue())


def _set_up(document: Any, sheet: Sheet) -> None:  # noqa: ANN401 - a document of the library
    from docx.shared import Cm, Pt  # noqa: PLC0415 - an optional library

    core = document.core_properties
    # The library's template has an author and dates of its own.
    core.author = core.last_modified_by = core.comments = ""
    core.title = shown(sheet.title)[:_LONGEST]
    core.created = core.modified = datetime(1980, 1, 1, tzinfo=UTC)
    for style in ("Normal", "Heading 1", "Heading 2"):
        document.styles[style].font.name = _FONT
    for section in document.sections:
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin = section.right_margin = section.top_margin = section.bottom_margin = Cm(_MARGIN_CM)
    title = document.add_heading(shown(sheet.title), level=1)
    title.paragraph_format.space_before = Pt(0)
    title.runs[0].font.size = Pt(_TITLE_PT)


def _part(document: Any, part: Part, size: float) -> None:  # noqa: ANN401 - as above
    _heading(document, part.heading, size + 1)
    for line in part.lines:
        _line(_paragraph(document, size), line)


def _heading(document: Any, text: str, size: float) -> Any:  # noqa: ANN401 - as above
    from docx.shared import Pt  # noqa: PLC0415 - as above

    heading = document.add_heading(shown(text), level=2)
    heading.paragraph_format.space_before, heading.paragraph_format.space_after = Pt(3), Pt(0)
    heading.runs[0].font.size = Pt(size)
    return heading


def _line(paragraph: Any, line: Line) -> None:  # noqa: ANN401 - as above
    if line.label:
        paragraph.add_run(f"{line.label}  ")
    for number, segment in enumerate(line.segments):
        paragraph.add_run(" " if number else "")
        paragraph.add_run(shown(segment.text)).bold = segment.lead
        mark = f" [{segment.mark}]" if segment.mark else ""
        paragraph.add_run(shown(mark + segment.after))
    if line.link:
        # As text: a reader opens an address that they have seen.
        paragraph.add_run(f" {shown(line.link)}")


def _paragraph(document: Any, size: float) -> Any:  # noqa: ANN401 - as above
    """An empty paragraph whose runs will have a size in points."""
    from docx.shared import Pt  # noqa: PLC0415 - as above

    paragraph = document.add_paragraph()
    paragraph.paragraph_format.space_after = Pt(0)
    paragraph.style.font.size = Pt(_BODY_PT)
    return _Sized(paragraph, Pt(size))


class _Sized:
    """A paragraph that gives each run its size."""

    def __init__(self, paragraph: Any, size: Any) -> None:  # noqa: ANN401 - as above
        self._paragraph, self._size = paragraph, size

    def add_run(self, text: str) -> Any:  # noqa: ANN401 - as above
        run = self._paragraph.add_run(text)
        run.font.size = self._size
        return run


def _repacked(data: bytes) -> bytes:
    """An archive with the same files, and no time of the day in it."""
    buffer = BytesIO()
    with ZipFile(BytesIO(data)) as old, ZipFile(buffer, "w", ZIP_DEFLATED) as new:
        for name in old.namelist():
            new.writestr(ZipInfo(name, (1980, 1, 1, 0, 0, 0)), old.read(name), ZIP_DEFLATED)
    return buffer.getvalue()
