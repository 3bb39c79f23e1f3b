"""Both readouts of a visit side by side, point by point."""

import msgspec

from timeline.exporters.page import Page, Span, Style, columns
from timeline.exporters.plain_data import Data
from timeline.exporters.wording import value_text
from timeline.projections.readouts import Row
from timeline.projections.relationship import conflicts
from timeline.projections.world import World

_STYLES: dict[str, Style] = {"says": "strong", "differs": "warn", "silent": "warn"}
_KEY = "= both say it   ≠ they differ   {sides}   · neither state says it, as far as was read"
_CELL = 12


def write_compare(page: Page, title: str, rows: tuple[Row, ...], codes: tuple[str, ...], world: World) -> None:
    """A line a point: the sign, what each side has of it, the point."""
    page.line(Span(title, "strong"))
    counts = {sign: sum(row.sign == sign for row in rows) for sign in "=≠◂▸·"}
    sides = "   ".join(f"{sign} only {code}" for sign, code in zip("◂▸", codes, strict=False))
    page.line(Span(_KEY.format(sides=sides), "faint"))
    page.line("   ".join(f"{sign} {count}" for sign, count in counts.items()))
    page.blank()
    page.line(Span("   ".join(["  ", *(f"{code:<{_CELL}}" for code in codes), "point"]), "faint"))
    for row in rows:
        _row(page, row, codes, world)


def _row(page: Page, row: Row, codes: tuple[str, ...], world: World) -> None:
    pieces = [Span(f"{row.sign} ", "strong"), Span("  ")]
    for code in codes:
        cell = row.sides.get(code, "–")
        pieces.append(Span(cell + " " * (_CELL - columns(cell) + 3), _STYLES.get(cell, "faint")))
    margin = 4 + (_CELL + 3) * len(codes)
    page.line(*pieces, "  " * row.depth, row.title, hang=margin + 2 * row.depth)
    for found in conflicts(world.accounts[row.id], world):
        for said in found.values:
            who = ", ".join((*said.sides, *said.sources))
            page.line(
                Span("! ", "warn"),
                f"{found.field}: {value_text(said, world)} ",
                Span(f"({who})", "faint"),
                indent=margin + 2,
            )


def compare_data(visit: str, rows: tuple[Row, ...], codes: tuple[str, ...]) -> Data:
    """`{visit, sides, rows}`, and each row `{id, what, title, depth, sides, texts, sign}`.

    sides: {code: cell}; texts: {code: [{source, cell}]}.
    """
    return {"visit": visit, "sides": list(codes), "rows": [msgspec.to_builtins(row) for row in rows]}
