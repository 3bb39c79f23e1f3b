"""Entries of the log a line each."""

from timeline.answers.listing import ListingAnswer
from timeline.entries import Actor, AnyEntry, Attestation, Correction, Document, Event, Source, Topic, Withdrawal, verb
from timeline.projections.log_entry import LogEntry
from timeline.projections.names import Names
from timeline.views.page import Page, Span
from timeline.views.words.event import event_line, kind_words
from timeline.views.words.evidence import plain_text, says_text
from timeline.views.words.people import side_text
from timeline.views.words.time import when_text


def write(page: Page, answer: ListingAnswer) -> None:
    """An entry a line: position, kind, what it says, its day, whose word, id, corrections, and its withdrawal."""
    for entry in answer.entries:
        by = ", ".join(f"#{at}" for at, _ in entry.account.corrections) if entry.account else ""
        page.line(
            Span(f"{f'#{entry.position}':>5}  ", "faint"), f"{entry_kind(entry.entry):<14} ", log_line(entry),
            Span(_day_and_side(entry), "faint"),
            Span(f"  {entry.entry.id}", "faint"),
            Span(f"  corrected by {by}" if by else "", "warn"),
            Span(f"  withdrawn by #{entry.withdrawn.position}" if entry.withdrawn else "", "warn"), hang=22,
        )  # fmt: skip


def entry_kind(entry: AnyEntry) -> str:
    """The kind of an entry: `courtesy call`, `correct`."""
    return entry.what.replace("-", " ") if isinstance(entry, Event) else verb(entry)


def log_line(entry: LogEntry) -> str:
    """An entry in one line."""
    if isinstance(entry.entry, Event) and entry.account is not None:
        return event_line(entry.entry, entry.names, entry.account.reported_by)
    return entry_line(entry.entry, entry.names)


def entry_line(entry: AnyEntry, names: Names) -> str:
    """An entry in one line, whatever else is known of it."""
    match entry:
        case Event():
            return event_line(entry, names)
        case Actor():
            return f"{entry.name}, {entry.kind}"
        case Source():
            return f"{entry.title} ({side_text(entry.side)})"
        case Topic():
            return entry.name
        case Document():
            return f"{entry.title}, {kind_words(entry.form)}"
        case Attestation():
            return f"{entry.event}: {_attested(entry, names)}"
        case Correction():
            return f"{entry.entry}, {entry.field}: {plain_text(entry.was)} → {plain_text(entry.now)}; {entry.because}"
        case Withdrawal():
            return f"{entry.entry}: {entry.because}"
        case _:
            raise AssertionError(f"no line for {entry!r}")


def _attested(entry: Attestation, names: Names) -> str:
    """What an attestation says of its event, in a few words."""
    if entry.against:
        return f"contradicted; {entry.because}"
    text = says_text(entry.says, names) or "also reported"
    return f"{text} (inferred)" if entry.inferred else text


def _day_and_side(entry: LogEntry) -> str:
    """`  6 July 2024, KH+JP`: the day of an event and its sides; of an attestation, its sides."""
    match entry.entry:
        case Event():
            parts = [when_text(entry.account.time), side_text(entry.account.sides)] if entry.account else []
        case Source():
            parts = [when_text(entry.entry.date)] if entry.entry.date else []
        case Attestation() | Correction() | Withdrawal():
            sides = dict.fromkeys(side for citation in entry.citations for side in citation.side)
            parts = [side_text(sides)] if sides else []
        case _:
            parts = []
    return f"  {', '.join(parts)}" if parts else ""
