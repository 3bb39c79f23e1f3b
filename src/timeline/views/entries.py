"""Entries of the log: one shown whole, audited, or listed a line each."""

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType

import msgspec

from timeline.entries import (
    Actor,
    AnyEntry,
    Attestation,
    Correction,
    Entry,
    Event,
    Recorded,
    Source,
    Topic,
    Withdrawal,
    verb,
)
from timeline.entries.corrections import Withdrawn
from timeline.projections.audit import Audit, Recording
from timeline.projections.itinerary import Stop
from timeline.projections.world import Account, World
from timeline.views.evidence import write_conflict, write_evidence
from timeline.views.marks import write_marks
from timeline.views.page import Page, Span
from timeline.views.plain_data import Data, entry_data, event_data
from timeline.views.replay import facts
from timeline.views.wording import (
    clock_text,
    headline,
    kind_text,
    names_of,
    plain_text,
    side_text,
    topic_name,
    when_text,
)

Texts = Mapping[str, str]
"""The texts of sources that somebody holds, by id."""
NO_TEXTS: Texts = MappingProxyType({})


def entry_line(recorded: Recorded, world: World) -> tuple[str, str, str]:
    """Position, kind and one line of an entry."""
    entry = recorded.entry
    kind = entry.what.replace("-", " ") if isinstance(entry, Event) else verb(entry)
    return f"#{recorded.position}", kind, _line(entry, world)


def _line(entry: AnyEntry, world: World) -> str:
    match entry:
        case Event():
            return headline(entry, world)
        case Actor():
            return f"{entry.name}, {entry.kind}"
        case Source():
            return f"{entry.title} ({side_text(entry.side)})"
        case Topic():
            return entry.name
        case Attestation():
            return f"{entry.event}: {_attested(entry)}"
        case Correction():
            return f"{entry.entry}, {entry.field}: {plain_text(entry.was)} → {plain_text(entry.now)}; {entry.because}"
        case Withdrawal():
            return f"{entry.entry}: {entry.because}"
        case _:
            raise AssertionError(f"no line for {entry!r}")


def _attested(entry: Attestation) -> str:
    """What an attestation says of its event, in a few words."""
    if entry.against:
        return f"contradicted; {entry.because}"
    told = ", ".join(said_fields(entry)) or "the same"
    return f"{told} (inferred)" if entry.inferred else told


def said_fields(attestation: Attestation) -> list[str]:
    """The fields that an attestation gives values of, with the values."""
    return [f"{field} {plain_text(value)}" for field, value in msgspec.to_builtins(attestation.says).items()]


def write_log(page: Page, entries: Iterable[Recorded], world: World, gone: Mapping[str, Withdrawn]) -> None:
    """An entry a line: position, kind, what it says, its day, whose word, id, corrections, and that it is *gone*."""
    for recorded in entries:
        position, kind, line = entry_line(recorded, world)
        withdrawn = gone.get(recorded.entry.id)
        account = world.accounts.get(recorded.entry.id)
        by = ", ".join(f"#{at}" for at, _ in account.corrections) if account else ""
        page.line(
            Span(f"{position:>5}  ", "faint"), f"{kind:<14} ", line,
            Span(_day_and_side(recorded.entry, world), "faint"),
            Span(f"  {recorded.entry.id}", "faint"),
            Span(f"  corrected by {by}" if by else "", "warn"),
            Span(f"  withdrawn by #{withdrawn.position}" if withdrawn else "", "warn"), hang=22,
        )  # fmt: skip


def _day_and_side(entry: Entry, world: World) -> str:
    """`  6 July 2024, KH+JP`: when an event was and whose word it is; of what is attested, who says so."""
    match entry:
        case Event() if entry.id in world.accounts:
            told = [when_text(world.time(entry.id)), side_text(world.sides(world.accounts[entry.id]))]
        case Source():
            told = [when_text(entry.date)] if entry.date else []
        case Attestation() | Correction() | Withdrawal():
            sides = dict.fromkeys(side for item in entry.evidence for side in world.side(item))
            told = [side_text(sides)] if sides else []
        case _:
            told = []
    return f"  {', '.join(told)}" if told else ""


def write_event(
    page: Page, account: Account, world: World, audit: Audit, *, codes: tuple[str, ...] = (), texts: Texts = NO_TEXTS
) -> None:
    """An event whole: what happened, what it is tied to, who says so."""
    event = account.event
    page.line(
        Span(f"{kind_text(event)}  ", "faint"),
        Span(headline(event, world), "strong"),
        Span(f"  #{account.position}", "faint"),
        hang=2,
    )
    rows = [("id", event.id), ("when", when_text(world.time(event.id))), *facts(account, world)]
    rows += [("topics", ", ".join(topic_name(topic, world) for topic in event.topics))]
    rows += [
        (label.replace("_", " "), ", ".join(getattr(event, label)))
        for label in ("part_of", "about", "after", "told_in")
    ]
    rows += [("advances", ", ".join(f"{one.commitment} to {one.stage}" for one in event.advances))]
    page.table([[Span(label, "faint"), text] for label, text in rows if text], indent=2)
    write_marks(page, account, world, indent=2)
    write_audit(page, audit, account, world, codes=codes, texts=texts)


def write_itinerary(page: Page, stops: Sequence[Stop], world: World) -> None:
    """The engagements of a visit, a line each; nothing when there are none."""
    if not stops:
        return
    page.heading("Itinerary")
    rows = []
    for stop in stops:
        clock = clock_text(world.accounts[stop.event], world)
        told = ", ".join(filter(None, (stop.title, stop.place)))
        met = f", met {names_of(stop.met, world)}" if stop.met else ""
        rows.append([" ".join(filter(None, (when_text(stop.when), clock))), f"{told}{met}"])
    page.table(rows, indent=2)


def itinerary_data(stops: Sequence[Stop]) -> Data:
    """`{itinerary: [{event, what, title, when, start, zone, place, met}]}`; nothing when there is none."""
    return {"itinerary": msgspec.to_builtins(stops)} if stops else {}


def write_audit(
    page: Page, audit: Audit, account: Account, world: World, *, codes: tuple[str, ...] = (), texts: Texts = NO_TEXTS
) -> None:
    """Who says so, what conflicts, and who recorded it when."""
    page.heading("Who says so")
    write_evidence(page, account, world, codes, indent=2, whole=True, texts=texts)
    if not audit.evidence:
        page.line(Span("nobody: it is inferred", "warn"), indent=2)
    if audit.conflicts:
        page.heading("Conflicts")
    for found in audit.conflicts:
        write_conflict(page, found, world, indent=2)
    write_recordings(page, audit.id, audit.recordings)


def write_recordings(page: Page, name: str, recordings: Iterable[Recording]) -> None:
    """Who recorded, attested, corrected or withdrew an entry, and when."""
    page.heading("Recorded")
    for one in recordings:
        change = f"  {one.field}: {plain_text(one.was)} → {plain_text(one.now)}" if one.field else ""
        because = f"  because {one.because}" if one.because else ""
        change = f"  {one.target}" if one.target not in {"", name} else change
        page.line(
            Span(f"#{one.position:<5}", "faint"),
            f"{one.verb:<9} {one.recorded_at} by {one.recorded_by}{change}{because}",
            indent=2,
            hang=8,
        )


def audit_data(audit: Audit, account: Account, world: World) -> Data:
    """The event as it stands, with `audit`: evidence, recordings, conflicts, withdrawn."""
    return event_data(account, world) | {"audit": msgspec.to_builtins(audit)}


def write_entry(page: Page, recorded: Recorded, world: World) -> None:
    """An entry that is no event, field by field."""
    position, kind, line = entry_line(recorded, world)
    page.line(Span(f"{kind}  ", "faint"), Span(line, "strong"), Span(f"  {position}", "faint"))
    data = entry_data(recorded, world)
    hidden = {"position", "entry", "evidence", "no_fact"}
    page.table(
        [[Span(key.replace("_", " "), "faint"), plain_text(value)] for key, value in data.items() if key not in hidden],
        indent=2,
    )
    for item in data.get("evidence", ()):
        page.line(
            Span(f"{side_text(item['side'])} says  ", "faint"),
            f"«{item['passage']['start']} … {item['passage']['end']}»" if item["passage"] else "",
            f"  {item['source']}",
            indent=2,
        )
