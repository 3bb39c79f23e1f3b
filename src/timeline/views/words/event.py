"""Events in English: their kind, their line, and the details of their kind."""

from collections.abc import Iterable
from typing import assert_never

from timeline.entries import (
    Announcement,
    Communication,
    Dialogue,
    DocumentAction,
    Engagement,
    Event,
    OfficeChange,
    Progress,
    Publication,
    Relations,
    Remarks,
    ScheduleChange,
    Scheduled,
    Signing,
    Statement,
    Status,
)  # fmt: skip
from timeline.entries import Commitment as CommitmentEvent
from timeline.projections.names import Names
from timeline.projections.values_said import FIELDS
from timeline.projections.world import Account
from timeline.views.words.acts import listed, statement_text
from timeline.views.words.evidence import field_words, search_text, value_text
from timeline.views.words.money import money_text, quantity_text, terms_text
from timeline.views.words.people import participants_text, side_text, spoken
from timeline.views.words.time import clock_text, place_text, when_text


def kind_text(event: Event) -> str:
    """What kind of event it is: `courtesy call`, or the act of a statement."""
    return (event.act if isinstance(event, Statement) else event.what).replace("-", " ")


def headline(account: Account) -> str:
    """An event in one line: a statement with its speakers and act, else its title.

    A joint act that only one side reports is worded as that side's report.
    """
    return event_line(account.event, account.names, account.reported_by)


def point_text(account: Account) -> str:
    """A point of a readout in one line; before a commitment stands whose it is: `commitment of Japan: A road`.

    A title that begins with them says so itself.
    """
    event = account.event
    if isinstance(event, CommitmentEvent):
        who = [participant.who for participant in event.by]
        if len(who) == 1 and event.title.startswith(f"{account.names.actor(who[0])} "):
            return event.title
        return f"{_FIRMNESS[event.firmness]} {listed([spoken(id, account.names) for id in who])}: {event.title}"
    return headline(account)


_FIRMNESS = {
    None: "commitment of",
    "pledged": "commitment of",
    "intends": "intention of",
    "will-consider": "to be considered by",
}
"""What a commitment is called before the name of who owes it, by its firmness."""


def event_line(event: Event, names: Names, reported_by: Iterable[str] = ()) -> str:
    """An event in one line, as an entry has it."""
    if isinstance(event, Statement):
        return statement_text(event, names, reported_by)
    return event.title


def facts(account: Account) -> list[tuple[str, str]]:
    """Who, where, the clock time, and the details of its kind; what no source says is left out."""
    event, names = account.event, account.names
    found = [] if isinstance(event, Statement) else [("by", participants_text(event.by, names))]
    found += [("to", participants_text(event.to, names))]
    found += [("others", kept_text(account, "others")), ("called", kept_text(account, "form_said"))]
    found += [("time", clock_text(account)), ("as stated", kept_text(account, "when_said"))]
    found += [("place", place_text(account)), ("note", event.text)]
    found += [("at one of", one_of_text(account))]
    found += [item for item in details(event, names) if item[0] != "act"]
    found += _attested(account)
    found += [(label, kept_text(account, field)) for field, label in _KEPT.items()]
    found += [("inferred", event.because if event.inferred else "")]
    found += [*(("searched", search_text(search)) for search in event.searched), ("reviewed by", event.reviewed_by)]
    return [(label, text) for label, text in found if text]


def _attested(account: Account) -> list[tuple[str, str]]:
    """What attestations alone give of a field, with their sides: `initiated by: United States (CN)`."""
    found = list[tuple[str, str]]()
    for field in FIELDS if account.attestations else ():
        if field in _ELSEWHERE or getattr(account.event, field, None) or account.conflict(field):
            continue
        said = account.said(field)
        texts = (f"{value_text(value, account.names, field)} ({side_text(value.sides)})" for value in said)
        found.append((field.replace("_", " "), ", ".join(texts)))
    return found


_ELSEWHERE = {"when", "start", "minutes", "place", "part_of"}
"""The fields that are told with the values of all sources in lines of their own, as conflicts are."""
_KEPT = {"rank": "rank", "described_as": "described as", "verb_said": "verb"}
"""The fields that each source has its own value of, after the details of a kind; and what they are called."""


def kept_text(account: Account, field: str) -> str:
    """What sources say of protocol, each in its own words: `“held talks” (JP), “met” (KH)`; by side if they differ."""
    said = account.said(field) or ()
    texts = {field_words(field, value.value, account.names): value.sides for value in said}
    if len(texts) <= 1:
        return "".join(texts)
    return ", ".join(f"{text} ({'+'.join(sides)})" for text, sides in texts.items())


def details(event: Event, names: Names) -> list[tuple[str, str]]:  # noqa: C901 - a case for each kind
    """What a kind of event has beyond what all have: names and words."""
    match event:
        case Engagement():
            return _protocol(event, names)
        case Remarks() | Progress():
            return []
        case Scheduled() | ScheduleChange() | DocumentAction() | Relations() | Communication():
            return _of_diplomacy(event, names)
        case Signing():
            money = money_text(event.money) if event.money else ""
            return [("document", event.document), ("money", money), ("terms", terms_text(event.terms))]
        case Announcement():
            return [("form", event.form), ("due", due_text(event.due, event.due_said))]
        case Statement():
            return [("act", kind_words(event.act))]
        case CommitmentEvent():
            money = money_text(event.money) if event.money else ""
            found = [("stated by", names.all(event.told_by)), ("due", due_text(event.due, event.due_said))]
            found += [("quantity", quantity_text(event.quantity)), ("money", money), ("condition", event.condition)]
            return [*found, ("firmness", kind_words(event.firmness or ""))]
        case Status():
            return [("level", event.level)]
        case Dialogue():
            return [("dialogue", event.name)]
        case OfficeChange():
            return [
                ("person", names.actor(event.person)),
                ("office", names.actor(event.office)),
                ("change", kind_words(event.change)),
                ("capacity", kind_words(event.capacity or "")),
            ]
        case Publication():
            return [("source", event.source)]
        case _:
            raise AssertionError(f"no details of {event!r}")


def _of_diplomacy(
    event: Scheduled | ScheduleChange | DocumentAction | Relations | Communication, names: Names
) -> list[tuple[str, str]]:
    """The details of plans, documents, relations and correspondence."""
    match event:
        case Scheduled():
            return [("planned", kind_words(event.engagement)), ("due", due_text(event.due, event.due_said))]
        case ScheduleChange():
            due = due_text(event.due, event.due_said)
            held = names.titles.get(event.fulfilled_by, event.fulfilled_by)
            return [
                ("plan", names.titles.get(event.scheduled, event.scheduled)), ("stage", event.stage),
                ("new day", due), ("held as", held), ("reason", "" if event.inferred else event.because),
            ]  # fmt: skip
        case DocumentAction():
            effective = f"from {when_text(event.effective)}" if event.effective else ""
            by = names.document(event.instrument) if event.instrument else ""
            money = money_text(event.money) if event.money else ""
            return [
                ("document", names.document(event.document)), ("action", action_text(event.action)),
                ("effective", effective), ("by document", by), ("money", money), ("terms", terms_text(event.terms)),
            ]  # fmt: skip
        case Relations():
            return [("relations", kind_words(event.relation)), ("person", names.actor(event.person))]
        case Communication():
            sent = when_text(event.sent) if event.sent else ""
            received = when_text(event.received) if event.received else ""
            return [
                ("form", kind_words(event.form)), ("through", names.all(event.through)), ("sent", sent),
                ("received", received),
            ]  # fmt: skip
        case _:
            assert_never(event)


def one_of_text(account: Account) -> str:
    """The events of which it was part of one; empty when one of them is known, or there is no choice."""
    ids = account.event.part_of_one_of
    known = set(account.part_of) & set(ids)
    return "" if known else "; ".join(account.names.titles.get(id, id) for id in ids)


def _protocol(event: Engagement, names: Names) -> list[tuple[str, str]]:
    """What protocol says of an engagement."""
    return [
        ("on the margins of", ", ".join(names.titles.get(id, id) for id in event.on_margins_of)),
        ("initiated by", names.all(event.initiated_by)),
    ]  # fmt: skip


def kind_words(kind: str) -> str:
    """A word of a closed list, as it is read: `credentials presented`."""
    return {"agrement": "agrément", "demarche": "démarche", "aide-memoire": "aide-mémoire"}.get(
        kind, kind.replace("-", " ")
    )


def action_text(action: str) -> str:
    """What became of a document: `entered into force`."""
    return {"in-force": "entered into force", "reserved": "made a reservation"}.get(action, kind_words(action))


def quoted_text(said: str) -> str:
    """Words of a source, in quotation marks; empty for none."""
    return f"“{said}”" if said else ""


def due_text(due: str, said: str) -> str:
    """When something is due, with the words of the source: `July 2024 (“next week”)`."""
    text = when_text(due) if due else ""
    return f"{text} (“{said}”)" if text and said else text or said
