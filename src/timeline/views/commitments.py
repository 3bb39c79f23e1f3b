"""Promises: who owes what to whom, at which stage, due when, by which evidence."""

from collections.abc import Iterable, Sequence
from datetime import date

from timeline.projections.commitments import later_stages
from timeline.projections.relationship import Owed
from timeline.projections.world import Account, World
from timeline.views.amounts import moneys_text, quantities_text
from timeline.views.evidence import write_evidence
from timeline.views.marks import write_marks
from timeline.views.page import Page, Span
from timeline.views.plain_data import Data, event_data, held_data
from timeline.views.wording import names_of, outlook_text, when_text


def write_commitments(
    page: Page, title: str, promises: Iterable[Owed], world: World, on: date, codes: tuple[str, ...]
) -> None:
    """A block a promise: what, who to whom, due, and each stage with its evidence."""
    promises = tuple(promises)
    page.heading(title if len(promises) == 1 else f"{title} ({len(promises)})")
    for owed in promises:
        page.blank()
        page.line(Span(owed.title, "strong"), Span(f"  {owed.key}", "faint"), indent=2, hang=2)
        _facts(page, owed, world)
        promise = world.accounts.get(owed.key)
        if promise:
            write_marks(page, promise, world, indent=4)
        for reached in owed.stages:
            account = world.accounts.get(reached.event)
            position = f"  #{account.position}" if account else ""
            money = moneys_text(reached.money)
            page.line(
                Span(f"{reached.stage:<10}", "strong"),
                ", ".join(filter(None, (when_text(reached.when), money, quantities_text(reached.quantities)))),
                Span(position, "faint"),
                indent=4,
                hang=10,
            )
            if account:
                write_evidence(page, account, world, codes, indent=16)
        if owed.amounts_differ:
            page.line(Span("! ", "warn"), "the amounts said at its stages differ", indent=4)
        later = len(later_stages([owed.key], world, on))
        told = outlook_text(owed, on, later)
        if told:
            page.line(Span(told, "warn" if later or owed.overdue(on) else "faint"), indent=4)


def _facts(page: Page, owed: Owed, world: World) -> None:
    to = f" to {names_of(owed.to, world)}" if owed.to else _to_whom(owed, world)
    told = f", told by {names_of(owed.told_by, world)}" if owed.told_by else ""
    page.line(f"owed by {names_of(owed.by, world)}{to}{told}", indent=4, hang=2)
    due = f"due {when_text(owed.due)}" if owed.due else ""
    money = moneys_text(owed.money)
    facts = "; ".join(filter(None, (money, quantities_text(owed.quantities), due)))
    if facts:
        page.line(facts, indent=4, hang=2)


def _to_whom(owed: Owed, world: World) -> str:
    """To whom a promise is owed of which no source names who it is made to."""
    return " to each other" if len(world.states_of(owed.by)) > 1 else "; to whom is not said"


def later_text(accounts: Sequence[Account], world: World) -> str:
    """How many stages a day leaves out, and how to see them; empty for none."""
    if not accounts:
        return ""
    count, last = len(accounts), when_text(world.time(accounts[-1].id))
    stages = f"{count} later stage{' is' if count == 1 else 's are'} recorded and not shown"
    return f"{stages}, the last of {last}: ask with a later --on, or with none"


def commitments_data(promises: Iterable[Owed], world: World, on: date) -> list[Data]:
    """Each promise with its stages, `stage`, `open`, `overdue`, `amounts_differ`, each stage with its evidence."""
    found = []
    for owed in promises:
        told = held_data(owed, world) | {"open": owed.is_open, "overdue": owed.overdue(on)}
        told["amounts_differ"] = owed.amounts_differ
        for reached, data in zip(owed.stages, told["stages"], strict=True):
            account = world.accounts.get(reached.event)
            data["evidence"] = event_data(account, world)["evidence"] if account else []
        found.append(told)
    return found
