"""Events in English: their kind, their line, and the details of their kind."""

from collections.abc import Iterable

from timeline.entries import (
    Announcement,
    Conference,
    CourtesyCall,
    Dialogue,
    Dinner,
    Event,
    Meeting,
    OfficeChange,
    PhoneCall,
    Progress,
    Publication,
    Remarks,
    Signing,
    SiteVisit,
    Statement,
    Status,
    Visit,
)  # fmt: skip
from timeline.entries import Commitment as CommitmentEvent
from timeline.projections.names import Names
from timeline.projections.world import Account
from timeline.views.words.money import money_text, quantity_text, terms_text
from timeline.views.words.people import according_to, participants_text, said_by
from timeline.views.words.time import clock_text, place_text, when_text


def kind_text(event: Event) -> str:
    """What kind of event it is: `courtesy call`, or the act of a statement."""
    return event.act if isinstance(event, Statement) else event.what.replace("-", " ")


def headline(account: Account) -> str:
    """An event in one line: a statement with its speakers and act, else its title.

    A joint act that only one side reports is worded as that side's report.
    """
    return event_line(account.event, account.names, account.reported_by)


def event_line(event: Event, names: Names, reported_by: Iterable[str] = ()) -> str:
    """An event in one line, as an entry has it."""
    if isinstance(event, Statement):
        text = f"{said_by((participant.who for participant in event.by), event.act, names)}: {event.title}"
        return according_to(reported_by, names) + text
    return event.title


def facts(account: Account) -> list[tuple[str, str]]:
    """Who, where, the clock time, and the details of its kind; what no source says is left out."""
    event, names = account.event, account.names
    found = [] if isinstance(event, Statement) else [("by", participants_text(event.by, names))]
    found += [("to", participants_text(event.to, names))]
    found += [("time", clock_text(account)), ("place", place_text(account)), ("note", event.text)]
    found += [item for item in details(event, names) if item[0] != "act"]
    found += [("inferred", event.because if event.inferred else "")]
    return [(label, text) for label, text in found if text]


def details(event: Event, names: Names) -> list[tuple[str, str]]:  # noqa: C901 - a case for each kind
    """What a kind of event has beyond what all have: names and words."""
    match event:
        case Visit() | Meeting() | CourtesyCall() | Dinner() | SiteVisit() | PhoneCall() | Conference():
            return []
        case Remarks() | Progress():
            return []
        case Signing():
            money = money_text(event.money) if event.money else ""
            return [("document", event.document), ("money", money), ("terms", terms_text(event.terms))]
        case Announcement():
            return [("form", event.form), ("due", due_text(event.due, event.due_said))]
        case Statement():
            return [("act", event.act)]
        case CommitmentEvent():
            money = money_text(event.money) if event.money else ""
            found = [("stated by", names.all(event.told_by)), ("due", due_text(event.due, event.due_said))]
            return [*found, ("quantity", quantity_text(event.quantity)), ("money", money)]
        case Status():
            return [("level", event.level)]
        case Dialogue():
            return [("dialogue", event.name)]
        case OfficeChange():
            return [
                ("person", names.actor(event.person)),
                ("office", names.actor(event.office)),
                ("change", event.change),
            ]
        case Publication():
            return [("source", event.source)]
        case _:
            raise AssertionError(f"no details of {event!r}")


def due_text(due: str, said: str) -> str:
    """When something is due, with the words of the source: `July 2024 (“next week”)`."""
    text = when_text(due) if due else ""
    return f"{text} (“{said}”)" if text and said else text or said
