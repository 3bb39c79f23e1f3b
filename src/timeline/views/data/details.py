"""What events have that no other table has a column for: who took an office, through whom a letter came."""

from collections.abc import Iterator

from timeline.answers.facts import FactsAnswer

_FIELDS = (
    "person", "office", "change", "capacity", "relation", "form", "through", "sent", "received", "initiated_by", "rank",
    "form_said", "described_as", "verb_said", "when_said", "firmness", "condition", "level", "because", "reviewed_by",
)  # fmt: skip
"""The fields of events that are told, with the values of all sources that have one of their own."""


def details(facts: FactsAnswer) -> Iterator[tuple[str, str, str, str]]:
    """The event, the field, a value, and the sides that say so."""
    for fact in facts.events:
        account = fact.account
        for field in _FIELDS:
            said = {_text(value.value): value.sides for value in account.said(field)}
            own = {_text(getattr(account.event, field, None)): account.sides}
            for text, sides in (said or own).items():
                if text:
                    yield account.id, field, text, "; ".join(sides)


def _text(value: object) -> str:
    """A value as a record file has it; several are joined by semicolons."""
    if isinstance(value, tuple):
        return "; ".join(map(_text, value))
    return str(getattr(value, "text", value)) if value else ""
