"""The history of facts: of one entry, of the log between two times, of what came late, of what rests on a source."""

from collections.abc import Iterable, Mapping, Sequence

import msgspec

from timeline.entries import Attestation, Correction, Entry, Event, Recorded, Withdrawal, evidence_of, verb
from timeline.projections.rests_on import Resting
from timeline.projections.world import Account, World
from timeline.views.amounts import many
from timeline.views.entries import entry_line
from timeline.views.evidence import says_text
from timeline.views.page import Page, Span
from timeline.views.plain_data import Data, entry_data
from timeline.views.wording import (
    details,
    evidence_text,
    headline,
    only_text,
    passages_text,
    plain_text,
    side_text,
    value_text,
    when_text,
)

_DONE = {"attest": "attested", "correct": "corrected", "withdraw": "withdrawn"}
GROUPS = {
    "registered": "Registered",
    "added": "Added",
    "attested": "Attested",
    "corrected": "Corrected",
    "withdrawn": "Withdrawn",
}
"""What the log learns, in the order in which it is told."""


def group_of(entry: Entry) -> str:
    """What the log learnt by an entry."""
    return "added" if isinstance(entry, Event) else _DONE.get(verb(entry), "registered")


# --- of one entry ---------------------------------------------------------------------


def write_history(page: Page, entries: Iterable[Recorded], world: World) -> None:
    """Every entry about one, oldest first: who, when, what it replaced, why, from which passage."""
    for recorded in entries:
        entry: Entry = recorded.entry
        page.blank()
        page.line(
            Span(f"#{recorded.position}  ", "faint"), Span(_done(entry), "strong"),
            f" {entry.recorded_at} by {entry.recorded_by}", Span(f"  {entry.id}", "faint"), hang=4,
        )  # fmt: skip
        _what(page, entry, world)
        for item in evidence_of(entry):
            page.line(
                Span(f"{side_text(world.side(item))}  ", "faint"),
                f"{passages_text(item) or 'no passage is held'}{only_text(item)}  ",
                Span(evidence_text(item, world), "faint"),
                indent=4,
                hang=4,
            )


def _done(entry: Entry) -> str:
    """What an entry did: recorded, attested, contradicted, corrected, withdrawn."""
    return "contradicted" if getattr(entry, "against", ()) else _DONE.get(verb(entry), "recorded")


def _what(page: Page, entry: Entry, world: World) -> None:
    match entry:
        case Attestation():
            against = f"against {', '.join(entry.against)}" if entry.against else ""
            inferred = "by our inference" if entry.inferred else ""
            told = filter(None, (says_text(entry.says, world), against, inferred))
            page.line("; ".join(told) or "the same", indent=4, hang=4)
        case Correction():
            page.line(f"{entry.field}: {plain_text(entry.was)} → {plain_text(entry.now)}", indent=4, hang=4)
        case Withdrawal():
            pass
        case Event():
            when = f", {when_text(entry.when)}" if entry.when else ""
            more = [text for label, text in details(entry, world) if text and label != "act"]  # type: ignore[arg-type]  # every Event is one of the union
            page.line("; ".join((f"{headline(entry, world)}{when}", *more)), indent=4, hang=4)
        case _:
            page.line(entry_line(Recorded(0, entry), world)[2], indent=4, hang=4)  # type: ignore[arg-type]  # every Entry is one of the union
    because = getattr(entry, "because", "")
    if because:
        page.line(f"because {because}", indent=4, hang=4)


# --- between two times ----------------------------------------------------------------


def write_diff(page: Page, learnt: Mapping[str, Sequence[Recorded]], world: World) -> None:
    """What the log learnt, group by group; a group of which it learnt nothing is left out."""
    for group, entries in learnt.items():
        if not entries:
            continue
        page.heading(f"{GROUPS[group]} ({len(entries)})")
        for recorded in entries:
            page.line(
                Span(f"#{recorded.position:<5}", "faint"), _learnt(recorded, world),
                Span(f"  {recorded.entry.id}", "faint"), indent=2, hang=8,
            )  # fmt: skip
    if not any(learnt.values()):
        page.line("the log learnt nothing")


def _learnt(recorded: Recorded, world: World) -> str:
    entry = recorded.entry
    if isinstance(entry, Attestation):
        told = says_text(entry.says, world) or ("contradicted" if entry.against else "the same")
        sides = side_text(dict.fromkeys(side for item in entry.evidence for side in world.side(item)))
        return f"{_title(entry.event, world)}: {told} ({'our inference' if entry.inferred else sides})"
    if isinstance(entry, Correction):
        return f"{_title(entry.entry, world)}, {entry.field}: {plain_text(entry.was)} → {plain_text(entry.now)}"
    if isinstance(entry, Withdrawal):
        return f"{_title(entry.entry, world)}: {entry.because}"
    if isinstance(entry, Event):
        return f"{headline(entry, world)} ({when_text(world.time(entry.id))})"
    return f"{verb(entry)}  {entry_line(recorded, world)[2]}"


def _title(name: str, world: World) -> str:
    return headline(world.accounts[name].event, world) if name in world.accounts else name


def diff_data(learnt: Mapping[str, Sequence[Recorded]], world: World) -> Data:
    """`{registered, added, attested, corrected, withdrawn}`, each a list of entries as in `timeline log --json`."""
    return {group: [entry_data(one, world) for one in entries] for group, entries in learnt.items()}


# --- recorded late --------------------------------------------------------------------


def write_late(page: Page, late: Iterable[tuple[int, Recorded, Account]], world: World) -> None:
    """A line an entry: how many days late, its position, what and when it was."""
    for days, recorded, account in late:
        kind = _done(recorded.entry)
        page.line(
            f"{days:>6} days  {kind:<12}  ", Span(f"#{recorded.position:<5} ", "faint"),
            f"{headline(account.event, world)} ({when_text(world.time(account.id))})", hang=31,
        )  # fmt: skip


def late_data(late: Iterable[tuple[int, Recorded, Account]], world: World) -> list[Data]:
    """`[{days, position, id, event, title, time, recorded_at}]`; days: from the latest day on which it began."""
    return [
        {
            "days": days,
            "position": recorded.position,
            "id": recorded.entry.id,
            "event": account.id,
            "title": account.event.title,
            "time": world.time(account.id).text,
            "recorded_at": recorded.entry.recorded_at,
        }
        for days, recorded, account in late
    ]


# --- resting on a source --------------------------------------------------------------


def write_resting(page: Page, title: str, resting: Resting, world: World) -> None:
    """What stands or falls with a source, the values that it alone gives, and how much others tell too."""
    page.line(Span(title, "strong"))
    page.heading(f"Stand or fall with it ({len(resting.alone)})")
    for account in resting.alone:
        page.line(Span(f"#{account.position:<5}", "faint"), headline(account.event, world), indent=2, hang=8)
    page.heading(f"Values that it alone gives ({len(resting.values)})")
    for one in resting.values:
        told = f"{one.field} {value_text(one.said, world)}"
        page.line(
            Span(f"#{one.account.position:<5}", "faint"), f"{told}  ",
            Span(headline(one.account.event, world), "faint"), indent=2, hang=8,
        )  # fmt: skip
    page.blank()
    count = len(resting.shared)
    page.line(f"{many(count, 'event')} citing it {'is' if count == 1 else 'are'} told by others too")


def resting_data(source: str, resting: Resting) -> Data:
    """`{source, alone: [{id, position, title}], values: [{event, field, value, sides}], shared}`."""

    def told(accounts: Iterable[Account]) -> list[Data]:
        return [{"id": one.id, "position": one.position, "title": one.event.title} for one in accounts]

    values = [
        {
            "event": one.account.id,
            "field": one.field,
            "value": msgspec.to_builtins(one.said.value),
            "sides": list(one.said.sides),
        }
        for one in resting.values
    ]
    return {"source": source, "alone": told(resting.alone), "values": values, "shared": told(resting.shared)}
