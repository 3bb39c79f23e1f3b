"""What the acts of documents must make sense of: whose they are, and in which order. Source: RULES.md, 25."""

from collections.abc import Iterator

from timeline.checks.others import Finding, Others
from timeline.entries import PARTY_ACTIONS, Actor, Document, DocumentAction
from timeline.values import parse_when

_MADE = ("signed", "issued", "adopted")
_ENDED = ("expired", "terminated", "superseded", "denounced")


def document(document: Document, log: Others) -> Iterator[Finding]:
    """A document of which a person or an office is a party."""
    for index, id in enumerate(document.parties):
        actor = log.current(id)
        if actor and isinstance(actor.entry, Actor) and actor.entry.kind in {"person", "office"}:
            kind = "an office" if actor.entry.kind == "office" else "a person"
            message = f"`{id}` is {kind}, and no party to a document"
            hint = "name the party, or the ministry or agency, that it acts for; whoever signed is in the signing"
            yield Finding(("parties", index), "not-a-party", message, hint)


def document_action(event: DocumentAction, log: Others) -> Iterator[Finding]:
    """An act of nobody, a fact of somebody, a document that does it to itself, an end before the beginning."""
    if event.action in PARTY_ACTIONS and not event.by:
        yield Finding((), "nobody", f"`{event.id}` does not say which party {event.action} it", "add `by`")
    if event.action not in PARTY_ACTIONS and event.by:
        message = f"`{event.action}` is a fact of the document, not the act of a party"
        hint = "remove `by`; the parties are those of the document, and `concerns` names others"
        yield Finding(("by",), "no-such-field", message, hint)
    if event.instrument == event.document:
        message = f"`{event.document}` cannot be {event.action} by itself"
        yield Finding(("instrument",), "itself", message, "name the other document, or remove it")
    if event.action == "superseded" and event.instrument not in {"", event.document}:
        yield from _each_other(event, log)
    yield from _order(event, log)


def _acts(document: str, log: Others) -> Iterator[DocumentAction]:
    """The acts of a document, in force."""
    return (event for _, event in log.in_force(document, "document") if isinstance(event, DocumentAction))


def _each_other(event: DocumentAction, log: Others) -> Iterator[Finding]:
    for other in _acts(event.instrument, log):
        if other.action == "superseded" and other.instrument == event.document:
            message = f"`{event.document}` and `{event.instrument}` cannot supersede each other"
            ids = frozenset({event.id, other.id})
            yield Finding(("instrument",), "cycle", message, "correct one of the two", other.id, cause=ids)


def _order(event: DocumentAction, log: Others) -> Iterator[Finding]:
    """A document that ended before anybody signed, issued or adopted it; it may be in force before that."""
    if not event.when or event.action not in {*_MADE, *_ENDED}:
        return
    dated = [act for act in _acts(event.document, log) if act.when and act.action in {*_MADE, *_ENDED}]
    made = min((act for act in dated if act.action in _MADE), key=_first_day, default=None)
    for ended in (act for act in dated if act.action in _ENDED):
        if made and event.id in {made.id, ended.id} and parse_when(ended.when).end_latest < _first_day(made):
            message = f"it was {ended.action} ({ended.when}) before it was {made.action} ({made.when})"
            other = made.id if event.id == ended.id else ended.id
            ids = frozenset({made.id, ended.id})
            yield Finding(("when",), "order", message, "correct one of the times", other, cause=ids)
            return


def _first_day(act: DocumentAction) -> int:
    return parse_when(act.when).start_earliest
