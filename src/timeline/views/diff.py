"""What was recorded between two positions of the log."""

from timeline.answers.diff import DiffAnswer
from timeline.entries import Attestation, Correction, Event, Withdrawal, verb
from timeline.projections.log_entry import LogEntry
from timeline.views.folding import first, write_more
from timeline.views.listing import entry_line, log_line
from timeline.views.page import Page, Span
from timeline.views.words.event import headline
from timeline.views.words.evidence import plain_text, says_text
from timeline.views.words.money import many
from timeline.views.words.people import side_text
from timeline.views.words.time import when_text


def write(page: Page, answer: DiffAnswer, *, whole: bool = False) -> None:
    """What was recorded, group by group; empty groups are left out."""
    page.line(f"from #{answer.since} to #{answer.to}")
    groups = {
        "New actors, sources and topics": answer.registered,
        "New events": answer.added,
        "Further reports of events": answer.attested,
        "Corrected": answer.corrected,
        "Withdrawn": answer.withdrawn,
    }
    for title, entries in groups.items():
        if not entries:
            continue
        page.heading(f"{title} ({len(entries)})")
        shown = first(entries, whole=whole)
        for entry in shown:
            page.line(
                Span(f"#{entry.position:<5}", "faint"), _learnt(entry),
                Span(f"  {entry.entry.id}", "faint"), indent=2, hang=8,
            )  # fmt: skip
        write_more(page, len(entries) - len(shown))
    if not any(groups.values()):
        page.line("nothing was recorded")
    if answer.left_out:
        page.blank()
        more = many(answer.left_out, "entry is", "entries are")
        page.line(f"{more} left out: the event had not certainly begun by then, or there is none")


def _learnt(recorded: LogEntry) -> str:
    match recorded.entry:
        case Attestation() as entry:
            text = says_text(entry.says, recorded.names) or ("contradicted" if entry.against else "also reported")
            sides = side_text(dict.fromkeys(side for citation in recorded.citations for side in citation.side))
            return f"{_title(recorded, entry.event)}: {text} ({'inferred' if entry.inferred else sides})"
        case Correction() as entry:
            change = f"{plain_text(entry.was)} → {plain_text(entry.now)}"
            return f"{_title(recorded, entry.entry)}, {entry.field}: {change}"
        case Withdrawal() as entry:
            return f"{_title(recorded, entry.entry)}: {entry.because}"
        case Event() if recorded.account is not None:
            return f"{log_line(recorded)} ({when_text(recorded.account.time)})"
        case entry:
            return f"{verb(entry)}  {entry_line(entry, recorded.names)}"


def _title(entry: LogEntry, target: str) -> str:
    """What an entry is about: an event by its headline, another entry by its id."""
    return headline(entry.account) if entry.account is not None and entry.account.id == target else target
