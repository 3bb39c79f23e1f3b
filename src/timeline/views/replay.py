"""A replay, step by step: what happened, who says so, and what it changed."""

from collections.abc import Iterable
from itertools import groupby

from timeline.answers.replay import ReplayAnswer
from timeline.entries import Statement
from timeline.projections.relationship import Change
from timeline.projections.replay import Step
from timeline.views.evidence import write_evidence
from timeline.views.marks import short_marks, write_marks
from timeline.views.page import Page, Piece, Span
from timeline.views.words.change import SECTION_NAMES, change_text, outlook_text, owed_text
from timeline.views.words.event import facts, headline, kind_text
from timeline.views.words.people import side_text
from timeline.views.words.time import when_text

_STEP = 4
"""Columns of indent for each level of nesting."""


_HEADINGS = {
    "undated": "Part of the visit or about it, time not stated",
    "afterwards": "Afterwards: what became of its commitments, and what followed",
}
"""The headings of the sections of a replay of a visit."""


def write(page: Page, replay: ReplayAnswer, *, whole: bool = False, evidence: bool = False) -> None:
    """Every step of a replay, in order; steps without a time within the visit are one line each, unless *whole*."""
    sides = f"{' and '.join(replay.sides)}: " if replay.sides else ""
    page.line(Span(replay.title, "strong"))
    withdrawn = sum(step.account.withdrawn is not None for step in replay.steps)
    page.line(f"{sides}{len(replay.steps)} steps" + (f", {withdrawn} of them withdrawn" if withdrawn else ""))
    if replay.sides:
        page.faint("each step shows what it changed between the two states: + added, ~ changed, - removed")
    if not whole:
        page.faint("--all shows every step in full, --evidence also the passages of its sources")
    for section, group in groupby(replay.steps, key=lambda step: step.section):
        steps = list(group)
        if section in _HEADINGS:
            folded = "; --all shows each in full" if section == "undated" and not whole else ""
            page.heading(f"{_HEADINGS[section]} ({len(steps)}{folded})")
        if section == "undated" and not whole:
            _write_folded(page, steps)
        else:
            _write_steps(page, steps, replay.sides, whole=whole, evidence=evidence)
    if replay.promises:
        page.heading(f"Commitments of the visit, each at its latest stage ({len(replay.promises)})")
    for owed in replay.promises:
        text = "; the amounts at its stages differ" if owed.amounts_differ else ""
        text += f"; {outlook_text(owed)}" if owed.open else ""
        page.line(owed_text(owed), Span(text, "warn"), indent=2, hang=2)


def _write_steps(page: Page, steps: Iterable[Step], codes: tuple[str, ...], *, whole: bool, evidence: bool) -> None:
    """Steps under their days; statements at an engagement are one line each, unless *whole*."""
    said = ""
    for step in steps:
        when = when_text(step.account.time)
        # A nested step is listed under the day of its engagement.
        if when != said and step.depth <= 1:
            page.heading(when)
            said = when
        if whole or not step.depth or not isinstance(step.account.event, Statement):
            write_step(page, step, codes, evidence=evidence)
        else:
            _write_folded(page, [step])


def _write_folded(page: Page, steps: Iterable[Step]) -> None:
    """A line a step: its number, what it was, whose word it is, and what kinds of things it changed but topics."""
    for step in steps:
        account = step.account
        changes = [change for change in step.changes if change.section != "topics"]
        text = ", ".join(dict.fromkeys(f"{change.sign} {SECTION_NAMES[change.section]}" for change in changes))
        marks = short_marks(account)
        kind = "" if isinstance(account.event, Statement) else f"{kind_text(account.event)}  "
        page.line(
            Span(f"{step.number:>3} {kind}", "faint"), headline(account),
            Span(f"  #{account.position} {side_text(account.sides)}", "faint"),
            Span(f"  {text}" if text else "", "strong"), Span(f"  {marks}" if marks else "", "warn"),
            indent=2 + 2 * step.depth, hang=_STEP,
        )  # fmt: skip


def write_step(page: Page, step: Step, codes: tuple[str, ...], *, evidence: bool) -> None:
    """One step, nested in what it is part of."""
    account = step.account
    indent = 2 + 2 * step.depth
    if step.depth == 0 or not isinstance(account.event, Statement):
        page.blank()
    kind = kind_text(account.event)
    line = headline(account)
    head: list[Piece] = [Span(f"{step.number:>3} ", "faint")]
    head += [line] if isinstance(account.event, Statement) else [Span(f"{kind}  ", "faint"), Span(line, "strong")]
    sides = "" if evidence else f" {side_text(account.sides)}"
    page.line(*head, Span(f"  #{account.position}{sides}", "faint"), indent=indent, hang=_STEP)
    inside = indent + _STEP
    for label, text in facts(account):
        page.line(Span(f"{label}  ", "faint"), text, indent=inside, hang=_STEP)
    if evidence:
        write_evidence(page, account, codes, indent=inside)
    write_marks(page, account, indent=inside)
    write_changes(page, step.changes, indent=inside)


def write_changes(page: Page, changed: Iterable[Change], *, indent: int) -> None:
    """What moved between the two states: `+` came, `~` moved, `-` went. Topics share a line."""
    topics = []
    for change in changed:
        if change.section == "topics":
            topics.append(f"{change.sign} {_topic(change)}")
            continue
        page.line(
            Span(f"{change.sign} ", "strong"),
            Span(f"{SECTION_NAMES[change.section]}  ", "faint"),
            change_text(change),
            indent=indent,
            hang=_STEP,
        )
    if topics:
        page.line(Span("topics  ", "faint"), "; ".join(topics), indent=indent, hang=_STEP)


def _topic(change: Change) -> str:
    """The name of the topic that was touched."""
    held = change.after or change.before
    assert held is not None, "a change has two sides, one of them empty at most"
    return held.account.names.topic(held.key)
