"""What events of plans, documents, relations and correspondence must make sense of by themselves."""

from collections.abc import Iterator

from timeline.checks.others import Finding, Others
from timeline.checks.sequence import ancestors
from timeline.entries import (
    PARTY_ACTIONS,
    Attestation,
    Communication,
    DocumentAction,
    Engagement,
    Event,
    Relations,
    Says,
    ScheduleChange,
)
from timeline.problems import KeyPath
from timeline.values import parse_when

_SEVERAL = 2


def schedule_change(event: ScheduleChange, log: Others) -> Iterator[Finding]:
    """A plan that was held and nobody says as what, or that changed before it was made. Source: RULES.md, 24."""
    if event.stage == "held" and not event.fulfilled_by:
        hint = "add `fulfilled_by`: the id of the visit or meeting that was held"
        yield Finding(("stage",), "no-engagement", f"`{event.id}` does not say which engagement was held", hint)
    if event.fulfilled_by and event.stage != "held":
        message = f"only a plan that was held has `fulfilled_by`: this one was {event.stage}"
        yield Finding(("fulfilled_by",), "no-such-field", message, 'write stage = "held", or remove it')
    if event.due and event.stage != "postponed":
        message = f"only a plan that was postponed has a new day: this one was {event.stage}"
        yield Finding(("due",), "no-such-field", message, 'write stage = "postponed", or remove it')
    plan = log.event(event.scheduled)
    if plan and event.when and plan.when and parse_when(event.when).end_latest < parse_when(plan.when).start_earliest:
        message = f"it changed ({event.when}) before it was planned ({plan.when})"
        yield Finding(("when",), "order", message, "correct one of the times", plan.id)


def document_action(event: DocumentAction, _log: Others) -> Iterator[Finding]:
    """An act of nobody, a fact of somebody, or a document that does it to itself. Source: RULES.md, 25."""
    if event.action in PARTY_ACTIONS and not event.by:
        yield Finding((), "nobody", f"`{event.id}` does not say which party {event.action} it", "add `by`")
    if event.action not in PARTY_ACTIONS and event.by:
        message = f"`{event.action}` is a fact of the document, not the act of a party"
        hint = "remove `by`; the parties are those of the document, and `concerns` names others"
        yield Finding(("by",), "no-such-field", message, hint)
    if event.instrument == event.document:
        message = f"`{event.document}` cannot be {event.action} by itself"
        yield Finding(("instrument",), "itself", message, "name the other document, or remove it")


def relations(event: Relations, _log: Others) -> Iterator[Finding]:
    """A person where relations are not about one. Source: RULES.md, 26."""
    if event.person and event.relation not in {"ambassador-recalled", "persona-non-grata"}:
        message = f"`{event.relation}` is not about a person"
        yield Finding(("person",), "no-such-field", message, "remove `person`; whom it is towards is in `to`")


def communication(event: Communication, _log: Others) -> Iterator[Finding]:
    """A letter that arrived before it was sent."""
    if event.sent and event.received and parse_when(event.received).end_latest < parse_when(event.sent).start_earliest:
        message = f"it was received ({event.received}) before it was sent ({event.sent})"
        yield Finding(("received",), "order", message, "correct one of the times")


def others(entry: Event | Attestation, log: Others) -> Iterator[Finding]:
    """Somebody else without a name, with two, or for no party."""
    holder, at = _said(entry)
    for index, other in enumerate(holder.others):
        where: KeyPath = (*at, "others", index)
        if bool(other.who) == bool(other.name):
            hint = "write `who` for a registered actor, or `name` for anybody else"
            message = "it has both `who` and `name`" if other.who else "it has neither `who` nor `name`"
            yield Finding(where, "no-name", message, hint)
        if other.for_ and other.for_ not in log.parties():
            yield Finding((*where, "for"), "unknown-party", *unknown_party(other.for_, log))


def unknown_party(sign: str, log: Others) -> tuple[str, str]:
    """The message and the hint for a code or an id that stands for no party."""
    parties = log.parties()
    own = next((code for code, id in parties.items() if sign in {id, code.lower()}), "")
    hint = f"did you mean `{own}`?" if own else f'record it first: an actor with kind = "state" and code = "{sign}"'
    if not own and not sign.isupper():
        hint = f"write the code of a party, or record `{sign}` first: an actor of a kind that can be a side"
    return f"there is no party with the {'code' if sign.isupper() else 'id'} {sign}", hint


def time_as_said(entry: Event | Attestation, _log: Others) -> Iterator[Finding]:
    """A part of the day beside an hour, or a day in words of no calendar. Source: RULES.md, 7 and 23."""
    holder, at = _said(entry)
    if holder.part_of_day and holder.start:
        message = "`part_of_day` is for a time without an hour"
        yield Finding((*at, "part_of_day"), "no-clock", message, "remove `part_of_day`, or `start`")
    for one, other in (("when_said", "calendar"), ("calendar", "when_said")):
        if getattr(holder, one) and not getattr(holder, other):
            yield Finding((*at, one), "no-calendar", f"`{one}` needs `{other}`", f"add `{other}`, or remove it")
    if holder.when_said and not holder.when:
        message = "`when_said` stands beside the same day of the common calendar"
        yield Finding((*at, "when_said"), "no-when", message, "add `when`")


def one_of(event: Event, log: Others) -> Iterator[Finding]:
    """A choice of one, or of what is stated beside it."""
    if len(event.part_of_one_of) == 1:
        hint = "write it in `part_of`, or name the others too"
        yield Finding(("part_of_one_of",), "no-choice", "`part_of_one_of` names one event only", hint)
    for index, id in enumerate(event.part_of_one_of):
        if any(id in ancestors(whole, log) for whole in event.part_of):
            message = f"`{event.id}` is part of `{id}`: that is stated in `part_of`"
            yield Finding(("part_of_one_of", index), "no-choice", message, "remove one of the two", id)


def margins(event: Engagement, log: Others) -> Iterator[Finding]:
    """A meeting on the margins of what it is part of. Source: RULES.md, 26."""
    whole = {id for part in event.part_of for id in ancestors(part, log)}
    for index, id in enumerate(event.on_margins_of):
        if id in whole:
            message = f"`{event.id}` cannot be both part of `{id}` and on its margins"
            yield Finding(("on_margins_of", index), "told", message, "remove one of the two", id)


def _said(entry: Event | Attestation) -> tuple[Event | Says, KeyPath]:
    return (entry.says, ("says",)) if isinstance(entry, Attestation) else (entry, ())
