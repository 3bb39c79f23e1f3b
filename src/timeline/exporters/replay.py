"""A replay step by step: what happened, who says so, and what it changed."""

from collections.abc import Iterable

from timeline.events import Statement
from timeline.exporters.evidence import write_evidence
from timeline.exporters.marks import write_marks
from timeline.exporters.page import Page, Piece, Span
from timeline.exporters.plain_data import Data, event_data, held_data
from timeline.exporters.wording import (
    SECTION_NAMES,
    change_text,
    clock_text,
    details,
    headline,
    kind_text,
    participants_text,
    place_text,
    when_text,
)
from timeline.projections.relationship import Change
from timeline.projections.replay import Step
from timeline.projections.world import Account, World
from timeline.queries import Replay

_STEP = 4
"""Columns of indent for each level of nesting."""


def write_replay(page: Page, replay: Replay, world: World) -> None:
    """Every step of a replay, in order."""
    sides = f"{' and '.join(replay.codes)}: " if replay.codes else ""
    page.line(Span(replay.title, "strong"))
    gone = sum(step.account.withdrawn is not None for step in replay.steps)
    page.line(f"{sides}{len(replay.steps)} steps" + (f", {gone} of them withdrawn" if gone else ""))
    said = ""
    for step in replay.steps:
        when = when_text(world.time(step.account.id))
        if when != said:
            page.heading(when)
            said = when
        write_step(page, step, world, replay.codes)


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
    told += [("clock", clock_text(account, world)), ("place", place_text(account, world)), ("told", event.text)]
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


def replay_data(replay: Replay, world: World) -> Data:
    """`{title, sides, steps: [{step, depth, event, changes: [{sign, section, before, after}]}]}`."""
    return {
        "title": replay.title,
        "sides": list(replay.codes),
        "steps": [step_data(step, world) for step in replay.steps],
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
    return {"step": step.number, "depth": step.depth, "event": event_data(step.account, world), "changes": changed}
