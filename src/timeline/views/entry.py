"""One entry whole, and the audit of an event."""

from collections.abc import Iterable, Sequence

from timeline.answers.entry import AuditAnswer, EntryAnswer, EventAnswer
from timeline.entries import Source
from timeline.projections.audit import Recording
from timeline.projections.itinerary import Stop
from timeline.views.commitments import write_commitments
from timeline.views.documents import write_life
from timeline.views.evidence import write_conflict, write_evidence
from timeline.views.listing import entry_kind, log_line
from timeline.views.marks import withdrawn_text, write_marks
from timeline.views.page import Page, Span
from timeline.views.plans import write_plans
from timeline.views.sources import write_provenance
from timeline.views.words.event import facts, headline, kind_text
from timeline.views.words.evidence import ORIGIN, origin_rows, plain_text, search_text, version_text
from timeline.views.words.people import side_text
from timeline.views.words.time import clock_text, when_text

_DONE = {"record": "recorded", "attest": "attested", "correct": "corrected", "withdraw": "withdrawn"}


def write(page: Page, answer: EventAnswer | AuditAnswer | EntryAnswer) -> None:
    """What happened, what it is related to, who says so, who recorded it; of other entries, their fields."""
    match answer:
        case AuditAnswer():
            _audit(page, answer)
        case EventAnswer():
            _event(page, answer)
        case EntryAnswer():
            _entry(page, answer)


def _event(page: Page, answer: EventAnswer) -> None:
    account, event = answer.event, answer.event.event
    page.line(
        Span(f"{kind_text(event)}  ", "faint"),
        Span(headline(account), "strong"),
        Span(f"  #{account.position}", "faint"),
        hang=2,
    )
    rows = [("id", event.id), ("when", when_text(account.time)), *facts(account)]
    rows += [("topics", ", ".join(map(answer.names.topic, event.topics)))]
    rows += [
        (label.replace("_", " "), ", ".join(getattr(event, label)))
        for label in ("part_of", "part_of_one_of", "about", "after", "told_in")
    ]
    rows += [("advances", ", ".join(f"{advance.commitment} to {advance.stage}" for advance in event.advances))]
    page.table([[Span(label, "faint"), text] for label, text in rows if text], indent=2)
    write_marks(page, account, indent=2)
    _who_says_so(page, answer)
    write_plans(page, "As planned", answer.plans, whole=True)
    # One act alone is the event itself.
    write_life(page, [held for held in answer.life if len(held.acts) > 1])
    _itinerary(page, answer)
    _became(page, answer)


def _itinerary(page: Page, answer: EventAnswer) -> None:
    """The engagements of a visit, a line each."""
    if answer.itinerary:
        page.heading("Itinerary")
        page.table([_stop(stop, answer) for stop in answer.itinerary], indent=2)


def _stop(stop: Stop, answer: EventAnswer) -> Sequence[str]:
    clock = clock_text(stop.account)
    text = ", ".join(filter(None, (stop.title, stop.place)))
    met = f", with {answer.names.all(stop.met)}" if stop.met else ""
    return [" ".join(filter(None, (when_text(stop.when), clock))), f"{text}{met}"]


def _became(page: Page, answer: EventAnswer | AuditAnswer) -> None:
    if answer.became is not None:
        write_commitments(page, "What became of it", answer.became.commitments, ())


def _audit(page: Page, answer: AuditAnswer) -> None:
    account = answer.event
    page.line(Span(headline(account), "strong"), Span(f"  {account.id}", "faint"))
    write_marks(page, account, indent=2)
    _who_says_so(page, answer)
    if not account.corrections and not account.withdrawn:
        page.line("this entry was never corrected or withdrawn", indent=2)
    write_provenance(page, account, answer.texts)
    _became(page, answer)
    event = account.event
    rows = [*(("searched", search_text(search)) for search in event.searched), ("reviewed by", event.reviewed_by)]
    page.table([[Span(label, "faint"), text] for label, text in rows if text], indent=2)
    page.heading("Proof")
    size = answer.proof.checkpoint
    by = f"covered by checkpoint #{size}" if size else "not covered by a checkpoint yet"
    page.line(
        f"#{account.position} is leaf {answer.proof.index} of the log, {by}: `timeline prove {account.id}`",
        indent=2,
        hang=2,
    )


def _who_says_so(page: Page, answer: EventAnswer | AuditAnswer) -> None:
    """Who says so, what conflicts, and who recorded it when."""
    page.heading("Who says so")
    write_evidence(page, answer.event, (), indent=2, whole=True, texts=answer.texts)
    if not answer.audit.evidence:
        page.line(Span("no source: inferred by the recorder", "warn"), indent=2)
    if answer.audit.conflicts:
        page.heading("Conflicts")
    for found in answer.audit.conflicts:
        write_conflict(page, found, answer.names, indent=2)
    _recordings(page, answer.audit.id, answer.audit.recordings)


def _recordings(page: Page, id: str, recordings: Iterable[Recording]) -> None:
    """Who recorded, attested, corrected or withdrew an entry, and when."""
    page.heading("Recorded")
    for recording in recordings:
        change = (
            f"  {recording.field}: {plain_text(recording.was)} → {plain_text(recording.now)}" if recording.field else ""
        )
        because = f"  because {recording.because}" if recording.because else ""
        change = f"  {recording.target}" if recording.target not in {"", id} else change
        page.line(
            Span(f"#{recording.position:<5}", "faint"),
            f"{_DONE[recording.verb]:<9}  {recording.recorded_at} by {recording.recorded_by}{change}{because}",
            indent=2,
            hang=8,
        )


def _entry(page: Page, answer: EntryAnswer) -> None:
    entry = answer.entry
    page.line(
        Span(f"{entry_kind(entry.entry)}  ", "faint"), Span(log_line(entry), "strong"),
        Span(f"  #{entry.position}", "faint"),
    )  # fmt: skip
    data = entry.to_dict()
    hidden = {"position", "entry", "evidence", "no_fact"}
    origin = list[tuple[str, str]]()
    if isinstance(entry.entry, Source):
        hidden |= ORIGIN
        origin = [*origin_rows(entry.entry, answer.names), ("superseded by", ", ".join(answer.superseded_by))]
    rows = [(key.replace("_", " "), plain_text(value)) for key, value in data.items() if key not in hidden]
    page.table([[Span(label, "faint"), text] for label, text in (*rows, *origin) if text], indent=2)
    for item in data["evidence"]:
        page.line(
            Span(f"{side_text(item['side'])} says  ", "faint"),
            f"«{item['passage']['start']} … {item['passage']['end']}»" if item["passage"] else "",
            f"  {item['source']}",
            indent=2,
        )
    if entry.withdrawn:
        page.line(Span(withdrawn_text(entry.withdrawn), "warn"), indent=2)
    if answer.versions:
        page.heading("Texts")
    for version in answer.versions:
        page.line(version_text(version.text), Span(f"  {version.source}", "faint"), indent=2, hang=2)
    write_life(page, answer.life)
    _recordings(page, entry.entry.id, answer.recordings)
