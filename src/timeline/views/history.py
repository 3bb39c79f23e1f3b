"""Everything that was ever recorded about one entry: who, when, what it replaced, why, from which passage."""

from timeline.answers.history import HistoryAnswer
from timeline.entries import Attestation, Correction, Event, Withdrawal
from timeline.projections.gathered import remark_of
from timeline.projections.log_entry import LogEntry
from timeline.views.listing import entry_line, log_line
from timeline.views.page import Page, Span
from timeline.views.words.event import details
from timeline.views.words.evidence import evidence_text, only_text, passages_text, plain_text, says_text
from timeline.views.words.history import done
from timeline.views.words.people import side_text
from timeline.views.words.time import when_text


def write(page: Page, answer: HistoryAnswer) -> None:
    """Every entry about one, oldest first."""
    page.line(Span(answer.id, "strong"))
    for recorded in answer.history:
        entry = recorded.entry
        page.blank()
        page.line(
            Span(f"#{recorded.position}  ", "faint"), Span(done(entry), "strong"),
            f" {entry.recorded_at} by {entry.recorded_by}", Span(f"  {entry.id}", "faint"), hang=4,
        )  # fmt: skip
        _what(page, recorded)
        for citation in recorded.citations:
            item = citation.evidence
            page.line(
                Span(f"{side_text(citation.side)}  ", "faint"),
                f"{passages_text(item) or 'no passage recorded'}{only_text(item)}  ",
                Span(evidence_text(citation), "faint"),
                indent=4,
                hang=4,
            )


def _what(page: Page, entry: LogEntry) -> None:
    if text := _summary(entry):
        page.line(text, indent=4, hang=4)
    because = remark_of(entry.entry)
    if because:
        page.line(f"because {because}", indent=4, hang=4)


def _summary(recorded: LogEntry) -> str:
    """What an entry recorded, in words."""
    match recorded.entry:
        case Attestation() as entry:
            against = f"contradicts {', '.join(entry.against)}" if entry.against else ""
            inferred = "inferred by the recorder" if entry.inferred else ""
            parts = filter(None, (says_text(entry.says, recorded.names), against, inferred))
            return "; ".join(parts) or "also reported"
        case Correction() as entry:
            return f"{entry.field}: {plain_text(entry.was)} → {plain_text(entry.now)}"
        case Withdrawal():
            return ""
        case Event() as entry:
            when = f", {when_text(entry.when)}" if entry.when else ""
            more = [text for label, text in details(entry, recorded.names) if text and label != "act"]
            return "; ".join((f"{log_line(recorded)}{when}", *more))
        case entry:
            return entry_line(entry, recorded.names)
