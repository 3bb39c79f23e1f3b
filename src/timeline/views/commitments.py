"""Commitments: who owes what to whom, at which stage, due when, by which evidence."""

from collections.abc import Sequence

from timeline.answers.commitments import CommitmentsAnswer
from timeline.entries.fields import STAGES
from timeline.projections.commitments import Owed
from timeline.projections.world import Account
from timeline.views.events import write_events
from timeline.views.evidence import side_style, write_evidence
from timeline.views.folding import last, write_more
from timeline.views.marks import write_marks, write_withdrawn
from timeline.views.page import Page, Span
from timeline.views.words.change import hedge_text, outlook_text, owing_text, stage_text
from timeline.views.words.evidence import paragraph_text
from timeline.views.words.money import amounts_text, moneys_text, quantities_text
from timeline.views.words.people import side_text
from timeline.views.words.time import day_text, short_date, when_text

_BLOCKS = 10
"""The most commitments that are shown, unless all are asked for."""
_ROWS = 12
"""The same of the rows of a table."""
_INDENT, _GAP = 4, 2


def write(
    page: Page, answer: CommitmentsAnswer, *, evidence: bool = False, whole: bool = False, table: bool = False
) -> None:
    """The commitments, then what is not certain, what was withdrawn, and how far the answer reaches.

    table: as a table, a column for each stage.
    """
    if table:
        _tables(page, answer, whole=whole)
        page.blank()
        page.faint("the entry and the sides of each stage: without --table")
    else:
        _blocks(page, answer, evidence=evidence, whole=whole)
    write_events(page, f"May have happened by {day_text(answer.on)} (not counted)", answer.possible, whole=whole)
    write_withdrawn(page, answer.withdrawn)
    later = later_text(answer.later)
    if later or answer.newest:
        page.blank()
    if later:
        page.line(Span(later, "warn"))
    elif answer.newest:
        page.faint(f"the latest recorded report about these commitments: {when_text(answer.newest)}")


def _blocks(page: Page, answer: CommitmentsAnswer, *, evidence: bool, whole: bool) -> None:
    sides = answer.states
    title = "Commitments to each other" if sides else "Commitments"
    write_commitments(page, title, answer.commitments, sides, evidence=evidence, whole=whole)
    if sides:
        write_commitments(page, _TO_OTHERS, answer.to_others, sides, evidence=evidence, whole=whole)
    if answer.of_others:
        write_commitments(page, _OF_OTHERS, answer.of_others, sides, evidence=evidence, whole=whole)


_TO_OTHERS = "Commitments to others, or with no addressee named"
_OF_OTHERS = "Commitments of others that concern both"


def _tables(page: Page, answer: CommitmentsAnswer, *, whole: bool) -> None:
    title = "Commitments to each other" if answer.states else "Commitments"
    write_table(page, title, answer.commitments, whole=whole)
    for heading, commitments in ((_TO_OTHERS, answer.to_others), (_OF_OTHERS, answer.of_others)):
        if commitments:
            write_table(page, heading, commitments, whole=whole)


def write_table(page: Page, title: str, commitments: Sequence[Owed], *, whole: bool) -> None:
    """A row for each commitment: what, who to whom, the outlook; each stage with its day and amount; when due."""
    page.heading(f"{title} ({len(commitments)})" if len(commitments) > 1 else title)
    if not commitments:
        page.line(Span("none", "faint"), indent=2)
        return
    shown = last(commitments, whole=whole, most=_ROWS)
    write_more(page, len(commitments) - len(shown), what="earlier")
    reached = {reached.stage for owed in shown for reached in owed.stages}
    stages = [stage for stage in STAGES if stage in reached]
    widths = [(page.width - _INDENT) // (len(stages) + 1) - _GAP] * (len(stages) + 1)
    page.grid([[*map(stage_text, stages), "due"]], widths, indent=_INDENT, style="faint")
    for owed in shown:
        outlook = f": {text}" if (text := outlook_text(owed)) else ""
        hedge = f"; {text}" if (text := hedge_text(owed)) else ""
        page.line(Span(owed.title, "strong"), f" ({owing_text(owed)}{hedge}){outlook}", indent=2, hang=2)
        page.grid([[*(_cell(owed, stage) for stage in stages), _due_text(owed)]], widths, indent=_INDENT)


def _cell(owed: Owed, stage: str) -> str:
    """When a commitment reached a stage, and the amounts said at it, each on a line of its own."""
    lines: list[str] = []
    for reached in owed.stages:
        if reached.stage == stage:
            amounts = amounts_text(reached.money), quantities_text(reached.quantities)
            again = "again " if lines else ""
            lines += [f"{again}{short_date(reached.when)}", *filter(None, amounts)]
    return "\n".join(lines) or "–"


def _due_text(owed: Owed) -> str:
    return short_date(owed.due) if owed.due else f"“{owed.due_said}”" if owed.due_said else "–"


def write_commitments(
    page: Page,
    title: str,
    commitments: Sequence[Owed],
    sides: tuple[str, ...],
    *,
    evidence: bool = True,
    whole: bool = True,
) -> None:
    """A block for each commitment: what, who to whom, due, and each stage with its sources."""
    folded = "" if evidence or not commitments else "; --evidence shows passages"
    page.heading(title if len(commitments) == 1 else f"{title} ({len(commitments)}{folded})")
    shown = last(commitments, whole=whole, most=_BLOCKS)
    if len(shown) < len(commitments):
        page.blank()
    write_more(page, len(commitments) - len(shown), what="earlier")
    for owed in shown:
        page.blank()
        paragraph = f"  {text}" if (text := paragraph_text(owed.stages[0].account)) else ""
        page.line(Span(owed.title, "strong"), Span(f"  {owed.key}{paragraph}", "faint"), indent=2, hang=2)
        _facts(page, owed)
        write_marks(page, owed.stages[0].account, indent=4)
        _stages(page, owed, sides, evidence=evidence)
        if owed.amounts_differ:
            page.line(Span("! ", "warn"), "the amounts at its stages differ", indent=4)
        if text := outlook_text(owed):
            page.line(Span(text, "warn" if owed.later or owed.overdue else "faint"), indent=4)


def _facts(page: Page, owed: Owed) -> None:
    names = owed.account.names
    text = f"; stated by {names.all(owed.told_by)}" if owed.told_by else ""
    page.line(f"owed by {owing_text(owed)}{text}", indent=4, hang=2)
    due = f"due {when_text(owed.due)}" if owed.due else f"due “{owed.due_said}”" if owed.due_said else ""
    facts = "; ".join(filter(None, (hedge_text(owed), moneys_text(owed.money), quantities_text(owed.quantities), due)))
    if facts:
        page.line(facts, indent=4, hang=2)


def _stages(page: Page, owed: Owed, sides: tuple[str, ...], *, evidence: bool) -> None:
    for reached in owed.stages:
        account = reached.account
        facts = when_text(reached.when), moneys_text(reached.money), quantities_text(reached.quantities)
        page.line(
            Span(f"{stage_text(reached.stage):<9} ", "strong"), ", ".join(filter(None, facts)),
            Span(f"  #{account.position}", "faint"),
            Span("" if evidence else f" {side_text(reached.sides)}", side_style(reached.sides, sides)),
            indent=4, hang=10,
        )  # fmt: skip
        if evidence:
            write_evidence(page, account, sides, indent=16)


def later_text(later: Sequence[Account]) -> str:
    """How many stages a day leaves out, and how to see them; empty for none."""
    if not later:
        return ""
    count, last = len(later), when_text(later[-1].time)
    stages = f"{count} later stage{' is' if count == 1 else 's are'} not shown"
    return f"{stages} (the latest: {last}): use a later --on, or leave it out"
