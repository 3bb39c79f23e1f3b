"""A sheet as one page of HTML: the body on the first sheet of paper, the rest overleaf when it is printed."""

from importlib.resources import files

from timeline.views.html import Child, Html, element, link, page
from timeline.views.plots.canvas import STYLE
from timeline.views.sheet import Line, Part, Segment, Sheet


def html(sheet: Sheet) -> str:
    """The page."""
    style = files("timeline.views.formats").joinpath("sheet.css").read_text(encoding="utf-8")
    front = element(
        "section",
        element("h1", sheet.title),
        element("p", sheet.subtitle, class_="subtitle"),
        *map(_part, sheet.body),
        element("p", sheet.legend, class_="legend"),
        class_="front",
    )
    over = element(
        "section",
        element("h2", "Overleaf", class_="over"),
        *map(_part, sheet.overleaf),
        element("figure", sheet.picture) if sheet.picture else "",
        element("p", sheet.basis, class_="basis"),
        class_="overleaf",
    )
    return page(sheet.title, element("main", front, over), style=(STYLE if sheet.picture else "") + style)


def _part(part: Part) -> Html:
    """A heading, and its lines."""
    lines = (_line(line, part.about) for line in part.lines)
    return element("section", element("h2", part.heading), element("ul", *lines), class_="part")


_LEADS = {"point": "source", "source": "point", "note": "point"}
"""Where a number leads: from a point to its sources, and back."""


def _line(line: Line, about: str) -> Html:
    number = line.label.isdigit()
    label: Child = element("a", line.label, href=f"#{_LEADS[about]}-{line.label}") if number else line.label
    content = [piece for segment in line.segments for piece in (_segment(segment), " ")]
    end = [link(line.link, line.link)] if line.link else []
    return element(
        "li", element("span", label, class_="label"), element("span", *content, *end, class_="text"),
        id=f"{about}-{line.label}" if number and about != "note" else "",
    )  # fmt: skip


def _segment(segment: Segment) -> Child:
    text = element("strong", segment.text) if segment.lead else segment.text
    mark = [" ", element("span", f"[{segment.mark}]", class_="mark")] if segment.mark else []
    return [text, *mark, segment.after]
