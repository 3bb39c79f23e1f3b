"""The readouts of a visit side by side, point by point: of two sides in words, of more in signs."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import groupby

from timeline.answers.compare import ComparisonAnswer
from timeline.projections.conflicts import conflicts
from timeline.projections.readouts import Row
from timeline.text import columns
from timeline.views.evidence import write_conflict
from timeline.views.marks import write_marks, write_withdrawn
from timeline.views.page import Page, Span, Style, cut
from timeline.views.words.event import one_of_text, point_text
from timeline.views.words.evidence import paragraph_text
from timeline.views.words.money import many

_STYLES: dict[str, Style] = {"says": "strong", "differs": "warn", "silent": "warn"}
_CELL = 12
_FEW = 24
"""As many points as fit on a screen are all shown."""
_SECTIONS = {
    "before": "before the {}",
    "during": "during the {}, in order of time",
    "undated": "part of the {} or about it, time not stated",
    "afterwards": "after the {}: what followed",
}
"""The sections of a comparison, with the kind of what is compared."""
_OF_A_DOCUMENT = {
    "before": "before the document",
    "during": "in the document",
    "undated": "in the document or about it, time not stated",
    "afterwards": "after the document: what followed",
}
"""The same of the points of a document."""
LEGEND = (
    ("=", "both sides say it"),
    ("≠", "the two sides' own texts conflict"),
    ("!", "the press or an analyst contradicts it"),
    ("◂ ▸", "only the first side, only the second side says it"),
    ("·", "neither side says it, as far as was read"),
    ("not-retold", "a retelling of that side's text was read in full, and does not mention it"),
    ("silent", "that side's own text was read in full, and does not mention it"),
    ("unknown", "no text of that side about this part was read in full"),
    ("–", "that side took no part in it, as far as is known"),
)
"""The signs and words of a comparison, and what each means."""
_SIGNS = {"says": "●", "differs": "≠", "silent": "○", "not-retold": "◐", "unknown": "?", "–": "–"}
"""The cells of a comparison of more than two sides."""
_MANY = (
    ("=", "all who took part in it say it"),
    ("+", "several of them say it"),
    ("◦", "one of them says it"),
    ("·", "none of them says it, as far as was read"),
)
"""What the sign of a row means there, where it is not as between two."""
_LABEL = 5
"""Columns of the name of a side above its signs."""


def write(page: Page, answer: ComparisonAnswer, *, whole: bool = False) -> None:
    """A line for each point: the sign, what each side says, who says what with which act, its position.

    Unless it is *whole*, has few points or is asked for some only, those that at most one side says are counted,
    engagement by engagement.
    """
    page.line(Span(answer.title, "strong"))
    names = _names(answer.sides)
    counts = {sign: sum(row.sign == sign for row in answer.every) for sign in names}
    page.line("   ".join(f"{sign} {names[sign]} {count}" for sign, count in counts.items()))
    disputed = sum(bool(row.disputed) for row in answer.every)
    if disputed:
        listed = "" if whole else f": timeline conflicts {answer.visit}"
        page.line(f"! {many(disputed, 'point')} contradicted by the press or an analyst{listed}", hang=2)
    page.blank()
    _head(page, answer)
    rows = answer.rows
    nested = len(rows) == len(answer.every)
    for section, group in groupby(rows, key=lambda row: row.section):
        if heading := section_text(section, answer.what):
            page.line(Span(f"— {heading}", "faint"), indent=4)
        for block in _blocks(group):
            shown = block if whole or not nested or len(rows) <= _FEW else _shown(block)
            for row in shown:
                _row(page, row, answer.sides, nested=nested, brief=nested and not whole)
            _write_folded(page, Counter(row.sign for row in block) - Counter(row.sign for row in shown), names)
    write_withdrawn(page, answer.withdrawn)
    page.blank()
    page.table([[Span(sign, "faint"), Span(words, "faint")] for sign, words in _legend(answer)])


def section_text(section: str, what: str = "visit") -> str:
    """What a section of a visit, or of what is compared, is called: `during the visit, in order of time`; or empty."""
    return (
        _OF_A_DOCUMENT.get(section, "")
        if what == "document-action"
        else _SECTIONS.get(section, "").format({"scheduled": "plan"}.get(what, what.replace("-", " ")))
    )


def is_of_many(sides: Sequence[str]) -> bool:
    """Whether a comparison is of more than two sides: its cells are signs then."""
    return len(sides) > _TWO


_TWO = 2


def _names(sides: Sequence[str]) -> dict[str, str]:
    """What each sign of a row is called."""
    if is_of_many(sides):
        return {"=": "all", "+": "several", "◦": "one only", "≠": "differ", "·": "none"}
    only = {sign: f"only {code}" for sign, code in zip("◂▸", sides, strict=False)}
    return {"=": "both", "≠": "differ", **only, "·": "neither"}


def _head(page: Page, answer: ComparisonAnswer) -> None:
    """The sides above their columns."""
    if is_of_many(answer.sides):
        labels = [cut(code, _LABEL) for code in answer.sides]
        cells = "".join(f"{label:<{_column(answer.sides)}}" for label in labels)
        page.line(Span(f"    {cells}point", "faint"))
        return
    page.line(Span("   ".join(["  ", *(f"{cut(code, _CELL):<{_CELL}}" for code in answer.sides), "point"]), "faint"))


def _column(sides: Sequence[str]) -> int:
    """How many columns the signs of a side take."""
    return max(min(len(code), _LABEL) for code in sides) + 1


def _legend(answer: ComparisonAnswer) -> Iterator[tuple[str, str]]:
    """What the signs and words that are shown mean."""
    rows, words = answer.rows, dict(LEGEND)
    cells = {row.sides.get(code, "–") for row in rows for code in answer.sides}
    if is_of_many(answer.sides):
        signs = {row.sign for row in rows}
        yield from ((sign, meaning) for sign, meaning in _MANY if sign in signs)
        yield from ((sign, _meaning(cell)) for cell, sign in _SIGNS.items() if cell in cells)
        yield from ((cut(code, _LABEL), answer.names.side(code)) for code in answer.sides if len(code) > _LABEL - 1)
    used = {"≠" for row in rows if row.sign == "≠"} | {"!" for row in rows if row.disputed}
    used |= set() if is_of_many(answer.sides) else cells
    yield from ((sign, meaning) for sign, meaning in words.items() if sign in used)


def _meaning(cell: str) -> str:
    """What a cell means, with its word."""
    meanings = {**dict(LEGEND), "says": "it says it", "differs": "its own texts say something else"}
    return meanings[cell] if cell in {"–", "says"} else f"{cell}: {meanings[cell]}"


def _blocks(rows: Iterable[Row]) -> list[list[Row]]:
    """The points, each that is part of no other with those that are part of it."""
    blocks: list[list[Row]] = []
    for row in rows:
        if not row.depth or not blocks:
            blocks.append([])
        blocks[-1].append(row)
    return blocks


def _shown(block: list[Row]) -> list[Row]:
    """The first point of a block, and those that several sides say, or that are in dispute."""
    return [block[0], *(row for row in block[1:] if row.sign in "=≠+" or row.disputed)]


def _write_folded(page: Page, folded: Counter[str], names: Mapping[str, str]) -> None:
    if folded:
        counts = ", ".join(f"{sign} {names[sign]} {folded[sign]}" for sign in names if folded[sign])
        page.line(Span(f"further points: {counts}; --all shows them", "faint"), indent=4)


def _row(page: Page, row: Row, codes: tuple[str, ...], *, nested: bool, brief: bool) -> None:
    """One point; of a *brief* one, only the conflict between the two sides."""
    pieces = [Span(f"{row.sign}{'!' if row.disputed else ' '}", "strong"), Span("  ")]
    width = _column(codes) if is_of_many(codes) else _CELL + 3
    for code in codes:
        cell = row.sides.get(code, "–")
        text = _SIGNS.get(cell, cell) if is_of_many(codes) else cell
        pieces.append(Span(text + " " * (width - columns(text)), _STYLES.get(cell, "faint")))
    depth = 2 * row.depth if nested else 0
    margin = 4 + width * len(codes)
    account = row.account
    paragraph = f"  {text}" if (text := paragraph_text(account)) else ""
    mark = Span(f"{paragraph}  #{account.position}", "faint")
    choice = f" (at one of: {text})" if (text := one_of_text(account)) else ""
    choice += f" ({'+'.join(row.replaced)}: only in a text that was replaced)" if row.replaced else ""
    page.line(*pieces, " " * depth, point_text(account), Span(choice, "faint"), mark, hang=margin + depth)
    if brief and row.sign != "≠":
        return
    write_marks(page, account, indent=margin + depth)
    for found in conflicts(account):
        write_conflict(page, found, account.names, indent=margin + 2)
