"""Commitments: who owes what to whom, at which stage, due when, by which evidence."""

from collections.abc import Sequence

from timeline.answers.commitments import CommitmentsAnswer
from timeline.projections.commitments import Owed
from timeline.projections.world import Account
from timeline.views.events import write_events
from timeline.views.evidence import write_evidence
from timeline.views.marks import write_marks, write_withdrawn
from timeline.views.page import Page, Span
from timeline.views.words.change import outlook_text
from timeline.views.words.money import moneys_text, quantities_text
from timeline.views.words.time import when_text


def write(page: Page, answer: CommitmentsAnswer) -> None:
    """The commitments, then what is not certain, what was withdrawn, and how far the answer reaches."""
    sides = answer.states
    write_promises(page, "Promises to each other" if sides else "Promises", answer.commitments, sides)
    if sides:
        write_promises(page, "Promises to others", answer.to_others, sides)
    write_events(page, "Possible by then, and not counted", answer.possible)
    write_withdrawn(page, answer.withdrawn)
    later = later_text(answer.later)
    if later or answer.newest:
        page.blank()
    if later:
        page.line(Span(later, "warn"))
    elif answer.newest:
        page.faint(f"the newest that is told of these is of {when_text(answer.newest)}; nothing later is recorded")


def write_promises(page: Page, title: str, promises: Sequence[Owed], sides: tuple[str, ...]) -> None:
    """A block a commitment: what, who to whom, due, and each stage with its evidence."""
    page.heading(title if len(promises) == 1 else f"{title} ({len(promises)})")
    for owed in promises:
        page.blank()
        page.line(Span(owed.title, "strong"), Span(f"  {owed.key}", "faint"), indent=2, hang=2)
        _facts(page, owed)
        write_marks(page, owed.stages[0].account, indent=4)
        _stages(page, owed, sides)
        if owed.amounts_differ:
            page.line(Span("! ", "warn"), "the amounts said at its stages differ", indent=4)
        if told := outlook_text(owed):
            page.line(Span(told, "warn" if owed.later or owed.overdue else "faint"), indent=4)


def _facts(page: Page, owed: Owed) -> None:
    names = owed.account.names
    to = f" to {names.all(owed.to)}" if owed.to else _to_whom(owed)
    told = f", told by {names.all(owed.told_by)}" if owed.told_by else ""
    page.line(f"owed by {names.all(owed.by)}{to}{told}", indent=4, hang=2)
    due = f"due {when_text(owed.due)}" if owed.due else ""
    facts = "; ".join(filter(None, (moneys_text(owed.money), quantities_text(owed.quantities), due)))
    if facts:
        page.line(facts, indent=4, hang=2)


def _to_whom(owed: Owed) -> str:
    """To whom a commitment is owed of which no source names who it is made to."""
    return " to each other" if len(owed.account.world.states_of(owed.by)) > 1 else "; to whom is not said"


def _stages(page: Page, owed: Owed, sides: tuple[str, ...]) -> None:
    for reached in owed.stages:
        amounts = moneys_text(reached.money), quantities_text(reached.quantities)
        page.line(
            Span(f"{reached.stage:<10}", "strong"), ", ".join(filter(None, (when_text(reached.when), *amounts))),
            Span(f"  #{reached.account.position}", "faint"), indent=4, hang=10,
        )  # fmt: skip
        write_evidence(page, reached.account, sides, indent=16)


def later_text(later: Sequence[Account]) -> str:
    """How many stages a day leaves out, and how to see them; empty for none."""
    if not later:
        return ""
    count, last = len(later), when_text(later[-1].time)
    stages = f"{count} later stage{' is' if count == 1 else 's are'} recorded and not shown"
    return f"{stages}, the last of {last}: ask with a later --on, or with none"
