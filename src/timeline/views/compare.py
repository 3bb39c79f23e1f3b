"""Both readouts of a visit side by side, point by point."""

from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import groupby

from timeline.answers.compare import ComparisonAnswer
from timeline.projections.conflicts import conflicts
from timeline.projections.readouts import Row
from timeline.text import columns
from timeline.views.evidence import write_conflict
from timeline.views.marks import write_marks, write_withdrawn
from timeline.views.page import Page, Span, Style
from timeline.views.words.event import headline
from timeline.views.words.money import many

_STYLES: dict[str, Style] = {"says": "strong", "differs": "warn", "silent": "warn"}
_CELL = 12
COMPARED = {
    "before": "— before the visit",
    "during": "— during the visit, in order of time",
    "undated": "— part of the visit or about it, time not stated",
    "afterwards": "— after the visit: what followed",
}
"""The headings of the sections of a comparison."""
LEGEND = (
    ("=", "both sides say it"),
    ("≠", "the two sides' own texts conflict"),
    ("!", "the press or an analyst contradicts it"),
    ("◂ ▸", "only the first side, only the second side says it"),
    ("·", "neither side says it, as far as was read"),
    ("not-retold", "a retelling of that side's text was read in full, and does not mention it"),
    ("silent", "that side's own text was read in full, and does not mention it"),
    ("unknown", "no text of that side about this part of the visit was read in full"),
    ("–", "that side took no part in it, as far as is known"),
)
"""The signs and words of a comparison, and what each means."""


def write(page: Page, answer: ComparisonAnswer, *, whole: bool = False) -> None:
    """A line for each point: the sign, what each side says, who says what with which act, its position.

    Unless it is *whole* or asked for some points only, those that at most one side says are counted, engagement by
    engagement.
    """
    page.line(Span(answer.title, "strong"))
    counts = {sign: sum(row.sign == sign for row in answer.every) for sign in "=≠◂▸·"}
    sides = dict(zip("◂▸", answer.sides, strict=False))
    names = {"=": "both", "≠": "differ", **{sign: f"only {code}" for sign, code in sides.items()}, "·": "neither"}
    page.line("   ".join(f"{sign} {names.get(sign, sign)} {count}" for sign, count in counts.items()))
    disputed = sum(bool(row.disputed) for row in answer.every)
    if disputed:
        listed = "" if whole else f": timeline conflicts {answer.visit}"
        page.line(f"! {many(disputed, 'point')} contradicted by the press or an analyst{listed}", hang=2)
    page.blank()
    page.line(Span("   ".join(["  ", *(f"{code:<{_CELL}}" for code in answer.sides), "point"]), "faint"))
    rows = answer.rows
    nested = len(rows) == len(answer.every)
    for section, group in groupby(rows, key=lambda row: row.section):
        if section in COMPARED:
            page.line(Span(COMPARED[section], "faint"), indent=4)
        for block in _blocks(group):
            shown = block if whole or not nested else _shown(block)
            for row in shown:
                _row(page, row, answer.sides, nested=nested, brief=nested and not whole)
            _write_folded(page, Counter(row.sign for row in block) - Counter(row.sign for row in shown), names)
    write_withdrawn(page, answer.withdrawn)
    used = {row.sides.get(code, "–") for row in rows for code in answer.sides}
    used |= {"≠" for row in rows if row.sign == "≠"} | {"!" for row in rows if row.disputed}
    legend = [[Span(sign, "faint"), Span(words, "faint")] for sign, words in LEGEND if sign in used]
    page.blank()
    page.table(legend)


def _blocks(rows: Iterable[Row]) -> list[list[Row]]:
    """The points, each that is part of no other with those that are part of it."""
    blocks: list[list[Row]] = []
    for row in rows:
        if not row.depth or not blocks:
            blocks.append([])
        blocks[-1].append(row)
    return blocks


def _shown(block: list[Row]) -> list[Row]:
    """The first point of a block, and those that both sides say, or that are in dispute."""
    return [block[0], *(row for row in block[1:] if row.sign in "=≠" or row.disputed)]


def _write_folded(page: Page, folded: Counter[str], names: Mapping[str, str]) -> None:
    if folded:
        counts = ", ".join(f"{sign} {names[sign]} {folded[sign]}" for sign in names if folded[sign])
        page.line(Span(f"further points: {counts}; --all shows them", "faint"), indent=4)


def _row(page: Page, row: Row, codes: tuple[str, ...], *, nested: bool, brief: bool) -> None:
    """One point; of a *brief* one, only the conflict between the two sides."""
    pieces = [Span(f"{row.sign}{'!' if row.disputed else ' '}", "strong"), Span("  ")]
    for code in codes:
        cell = row.sides.get(code, "–")
        pieces.append(Span(cell + " " * (_CELL - columns(cell) + 3), _STYLES.get(cell, "faint")))
    depth = 2 * row.depth if nested else 0
    margin = 4 + (_CELL + 3) * len(codes)
    account = row.account
    mark = Span(f"  #{account.position}", "faint")
    page.line(*pieces, " " * depth, headline(account), mark, hang=margin + depth)
    if brief and row.sign != "≠":
        return
    write_marks(page, account, indent=margin + depth)
    for found in conflicts(account):
        write_conflict(page, found, account.names, indent=margin + 2)
