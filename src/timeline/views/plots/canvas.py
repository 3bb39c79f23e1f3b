"""A canvas of SVG: text, lines and signs, in colours that suit a light and a dark page.

Signs differ in shape, so that nothing depends on colour. Text of a record is text: only `html.element` makes markup.
"""

from collections.abc import Iterable, Mapping, Sequence

from timeline.text import columns, shown
from timeline.views.html import Child, Html, element
from timeline.views.page import cut
from timeline.views.plots.axis import Axis

_LIGHT = {"ink": "#1a1a1a", "faint": "#5c5c5c", "rule": "#c4c4c4", "paper": "#ffffff"}
_DARK = {"ink": "#ececec", "faint": "#a8a8a8", "rule": "#4a4a4a", "paper": "#161616"}


def _colours(ink: str, faint: str, rule: str, paper: str) -> str:
    # Not variables of CSS: many programs that show SVG know none.
    return (
        f".plot{{background:{paper}}}.plot text{{fill:{ink}}}.plot .faint{{fill:{faint}}}.plot .rule{{stroke:{rule}}}"
        f".plot .line{{stroke:{ink}}}.plot .dash{{stroke:{faint}}}.plot .sign{{stroke:{ink};fill:{paper}}}"
        f".plot .full{{fill:{ink}}}"
    )


STYLE = (
    ".plot{font:12px sans-serif;max-width:100%;height:auto}.plot .head{font-weight:600}"
    ".plot .rule,.plot .line,.plot .dash{fill:none}.plot .line,.plot .sign{stroke-width:1.4}"
    ".plot .dash{stroke-dasharray:3 3}"
    f"{_colours(**_LIGHT)}@media (prefers-color-scheme:dark){{{_colours(**_DARK)}}}"
    "@media print{.plot{background:none}}"
)
"""The style of every picture: its own where it stands alone, that of the page where it stands in one."""
COLUMN = 6.6
"""What a column of text is wide at 12 pixels, on average, with some room."""
LINE = 16.0
"""What a line of text is high."""


class Canvas:
    """The elements of one picture."""

    def __init__(self, title: str, description: str, *, width: float) -> None:
        """A picture so many pixels wide; the title and the description are for those who do not see it."""
        self.title, self.description, self.width = title, description, width
        self.height = 0.0
        self._elements: list[Html] = []

    def text(self, x: float, y: float, text: str, *, kind: str = "", anchor: str = "", turned: bool = False) -> None:
        """A line of text whose baseline begins, or ends, at a place."""
        turn = f"rotate(-55 {number(x)} {number(y)})" if turned else ""
        self._add(element("text", text, x=number(x), y=number(y), class_=kind, text_anchor=anchor, transform=turn))
        self.height = max(self.height, y + 4)

    def line(self, points: Sequence[tuple[float, float]], *, kind: str = "rule") -> None:
        """A line through some points."""
        places = " ".join(f"{number(x)},{number(y)}" for x, y in points)
        self._add(element("polyline", points=places, class_=kind))

    def sign(self, shape: str, x: float, y: float, *, about: str = "", kind: str = "") -> None:
        """A sign of a shape, centred at a place; *about* is shown when it is pointed at."""
        children = [element("title", about)] if about else []
        drawn, filled = _SHAPES[shape]
        classes = " ".join(filter(None, ("sign", "full" if filled else "", kind)))
        transform = f"translate({number(x)} {number(y)})"
        self._add(element("path", *children, d=drawn, transform=transform, class_=classes))

    def axis(self, axis: Axis, y: float, bottom: float) -> None:
        """An axis with its labels above a line, and a zigzag and a dashed line down to *bottom* at each break."""
        for tick in axis.ticks:
            self.text(tick.x, y - 6, tick.label, kind="faint", anchor=tick.anchor)
            self.line([(tick.x, y - 3), (tick.x, y + 3)])
        left = axis.left
        for x in axis.breaks:
            self.line([(left, y), (x - 4, y), (x - 2, y - 5), (x + 2, y + 5), (x + 4, y)])
            self.line([(x, y + 6), (x, bottom)], kind="dash")
            left = x + 4
        self.line([(left, y), (axis.right, y)])

    def legend(self, top: float, signs: Mapping[str, str]) -> float:
        """Below *top*, each sign with its meaning; and what a break of the axis means. Where the next line begins."""
        x, y = 0.0, top + LINE
        for sign, meaning in signs.items():
            width = 14 + COLUMN * columns(meaning) + 18
            if x and x + width > self.width:
                x, y = 0.0, y + LINE
            self.sign(sign, x + 6, y - 4)
            self.text(x + 16, y, meaning, kind="faint")
            x += width
        self.text(0, y + LINE, "The axis is broken where nothing happened.", kind="faint")
        return y + LINE

    def _add(self, child: Html) -> None:
        self._elements.append(child)

    def svg(self, *, alone: bool = True) -> Html:
        """The picture; *alone* with its style, else for a page that has it."""
        style: list[Child] = [Html(f"<style>{STYLE}</style>")] if alone else []
        width, height = number(self.width), number(self.height + 8)
        return element(
            "svg", element("title", self.title), element("desc", self.description), *style, *self._elements,
            xmlns="http://www.w3.org/2000/svg", viewBox=f"0 0 {width} {height}", width=width, height=height,
            class_="plot", role="img", aria_label=self.title,
        )  # fmt: skip


_SHAPES = {
    "ring": ("M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z", False),
    "dot": ("M-5 0a5 5 0 1 0 10 0a5 5 0 1 0 -10 0z", True),
    "half": ("M-5 0a5 5 0 1 0 10 0zM-5 0a5 5 0 1 1 10 0z", False),
    "square": ("M-4.5 -4.5h9v9h-9z", False),
    "block": ("M-4.5 -4.5h9v9h-9z", True),
    "diamond": ("M0 -6L6 0L0 6L-6 0z", False),
    "gem": ("M0 -6L6 0L0 6L-6 0z", True),
    "flag": ("M-4 -5h9l-3 3l3 3h-9v5", False),
    "cross": ("M-4.5 -4.5L4.5 4.5M-4.5 4.5L4.5 -4.5", False),
    "bar": ("M-4 0h8", False),
    "triangle": ("M0 -5.5L5.5 4.5L-5.5 4.5z", False),
    "wedge": ("M0 -5.5L5.5 4.5L-5.5 4.5z", True),
}
"""Signs by shape: their path around the middle, and whether they are filled."""


def number(value: float) -> str:
    """A length in pixels, to a tenth, the same on every machine."""
    return f"{round(value, 1):g}"


def wrapped(text: str, width: float, *, most: int = 3) -> list[str]:
    """A text in lines of so many pixels, the last one cut when there are more than *most*."""
    room, lines = int(width / COLUMN), [""]
    for word in shown(text).split(" "):
        longer = f"{lines[-1]} {word}".strip()
        if columns(longer) <= room or not lines[-1]:
            lines[-1] = longer
        else:
            lines.append(word)
    if len(lines) > most:
        lines = [*lines[: most - 1], " ".join(lines[most - 1 :])]
    return [cut(line, room) for line in lines]


def listed(items: Iterable[str]) -> str:
    """The description of a picture: its items, a sentence each."""
    return " ".join(f"{item.rstrip('.')}." for item in items)
