"""A replay step by step: what happened, who says so, and what it changed."""

from collections.abc import Iterable, Sequence
from itertools import groupby

from timeline.answers.snapshot import Replay
from timeline.entries import Statement
from timeline.projections.relationship import Change
from timeline.projections.replay import Step
from timeline.projections.world import Account, World
from timeline.views.evidence import write_evidence
from timeline.views.marks import write_marks
from timeline.views.page import Page, Piece, Span
from timeline.views.plain_data import Data, event_data, held_data
from timeline.views.wording import (
    SECTION_NAMES,
    change_text,
    clock_text,
    details,
    headline,
    kind_text,
    owed_text,
    participants_text,
    place_text,
    side_text,
    when_text,
)

_STEP = 4
"""Columns of indent for each level of nesting."""


_HEADINGS = {
    "undated": "Of the visit or about it, at a time that is not stated more closely",
    "afterwards": "Afterwards: what became of its promises, and what came of it",
}
"""What stands above a section of the replay of a visit."""


def write_replay(page: Page, replay: Replay, world: World, *, whole: bool = False) -> None:
    """Every step of a replay, in order; of what has no time within the visit a line each, unless it is told *whole*."""
    sides = f"{' and '.join(replay.codes)}: " if replay.codes else ""
    page.line(Span(replay.title, "strong"))
    gone = sum(step.account.withdrawn is not None for step in replay.steps)
    page.line(f"{sides}{len(replay.steps)} steps" + (f", {gone} of them withdrawn" if gone else ""))
    if replay.codes:
        page.faint("below each step what it changed between the two: + came, ~ moved, - went")
    for section, group in groupby(replay.steps, key=lambda step: step.section):
        steps = list(group)
        if section in _HEADINGS:
            folded = "; --all tells each whole, with what it changed" if section == "undated" and not whole else ""
            page.heading(f"{_HEADINGS[section]} ({len(steps)}{folded})")
        if section == "undated" and not whole:
            _write_folded(page, steps, world)
        else:
            _write_steps(page, steps, world, replay.codes)
    if replay.promises:
        page.heading(f"Its promises, each at the last stage that is told ({len(replay.promises)})")
    for owed in replay.promises:
        told = "; the amounts said at its stages differ" if owed.amounts_differ else ""
        told += "; no word of delivery" if owed.is_open else ""
        page.line(owed_text(owed), Span(told, "warn"), indent=2, hang=2)


def _write_steps(page: Page, steps: Iterable[Step], world: World, codes: tuple[str, ...]) -> None:
    said = ""
    for step in steps:
        when = when_text(world.time(step.account.id))
        # What is nested in an engagement stands under the day of that.
        if when != said and step.depth <= 1:
            page.heading(when)
            said = when
        write_step(page, step, world, codes)


def _write_folded(page: Page, steps: Iterable[Step], world: World) -> None:
    """A line a step: its number, what it was, whose word it is."""
    for step in steps:
        account = step.account
        kind = "" if isinstance(account.event, Statement) else f"{kind_text(account.event)}  "
        page.line(
            Span(f"{step.number:>3} {kind}", "faint"), headline(account.event, world),
            Span(f"  {side_text(world.sides(account))}  #{account.position}", "faint"),
            indent=2 + 2 * step.depth, hang=_STEP,
        )  # fmt: skip


def write_step(page: Page, step: Step, world: World, codes: tuple[str, ...]) -> None:
    """One step, nested in what it is part of."""
    account = step.account
    indent = 2 + 2 * step.depth
    if step.depth == 0 or not isinstance(account.event, Statement):
        page.blank()
    kind = kind_text(account.event)
    told = headline(account.event, world)
    head: list[Piece] = [Span(f"{step.number:>3} ", "faint")]
    head += [told] if isinstance(account.event, Statement) else [Span(f"{kind}  ", "faint"), Span(told, "strong")]
    page.line(*head, Span(f"  #{account.position}", "faint"), indent=indent, hang=_STEP)
    inside = indent + _STEP
    for label, text in facts(account, world):
        page.line(Span(f"{label}  ", "faint"), text, indent=inside, hang=_STEP)
    write_evidence(page, account, world, codes, indent=inside)
    write_marks(page, account, world, indent=inside)
    write_changes(page, step.changed, world, indent=inside)


def facts(account: Account, world: World) -> list[tuple[str, str]]:
    """Who, where and when by the clock, and what its kind adds; what is not said is left out."""
    event = account.event
    statement = isinstance(event, Statement)
    told = [] if statement else [("by", participants_text(event.by, world))]
    told += [("to", participants_text(event.to, world))]
    told += [("clock", clock_text(account, world)), ("place", place_text(account, world)), ("note", event.text)]
    told += [item for item in details(event, world) if item[0] != "act"]  # type: ignore[arg-type]  # every Event is one of the union
    told += [("inferred", event.because if event.inferred else "")]
    return [(label, text) for label, text in told if text]


def write_changes(page: Page, changed: Iterable[Change], world: World, *, indent: int) -> None:
    """What moved between the two states: `+` came, `~` moved, `-` went. Topics share a line."""
    topics = []
    for change in changed:
        if change.section == "topics":
            topics.append(f"{change.sign} {name_of_topic(change, world)}")
            continue
        page.line(
            Span(f"{change.sign} ", "strong"),
            Span(f"{SECTION_NAMES[change.section]}  ", "faint"),
            change_text(change, world),
            indent=indent,
            hang=_STEP,
        )
    if topics:
        page.line(Span("topics  ", "faint"), "; ".join(topics), indent=indent, hang=_STEP)


def name_of_topic(change: Change, world: World) -> str:
    """The name of the topic that was touched."""
    held = change.after or change.before
    assert held is not None, "a change has two sides, one of them empty at most"
    found = world.topics.get(held.key)
    return found.name if found else held.key


def write_visits(page: Page, visits: Sequence[Account], world: World) -> None:
    """The visits that can be replayed, a line each: its number here, when, what, its id."""
    page.heading(f"Visits ({len(visits)}): timeline replay ID")
    rows: list[list[Piece]] = [
        [Span(f"{number}", "faint"), when_text(world.time(one.id)), Span(one.id, "strong"), one.event.title]
        for number, one in enumerate(visits, 1)
    ]
    page.table(rows, indent=2)


def visits_data(visits: Sequence[Account], world: World) -> Data:
    """`{visits: [{id, position, title, time}]}`, in world order."""
    told = [
        {"id": one.id, "position": one.position, "title": one.event.title, "time": world.time(one.id).text}
        for one in visits
    ]
    return {"visits": told}


def replay_data(replay: Replay, world: World) -> Data:
    """`{title, sides, steps: [{step, depth, section, event, changes: [{sign, section, before, after}]}], promises}`.

    section of a step of a visit: before, during, undated (its time within the visit is not stated), afterwards;
    promises: those of the visit, as they were last told of.
    """
    return {
        "title": replay.title,
        "sides": list(replay.codes),
        "steps": [step_data(step, world) for step in replay.steps],
        "promises": [held_data(owed, world) for owed in replay.promises],
    }


def step_data(step: Step, world: World) -> Data:
    """One step as plain data."""
    changed = [
        {
            "sign": change.sign,
            "section": change.section,
            "before": held_data(change.before, world) if change.before else None,
            "after": held_data(change.after, world) if change.after else None,
        }
        for change in step.changed
    ]
    head = {"step": step.number, "depth": step.depth, "section": step.section}
    return head | {"event": event_data(step.account, world), "changes": changed}
