"""The items of a relationship, and their changes, in English."""

from timeline.projections.commitments import Owed
from timeline.projections.disputes import AT_STAGES
from timeline.projections.held import (
    Contact,
    Disagreement,
    Held,
    Initiative,
    Instrument,
    Level,
    Mechanism,
    Position,
    Touched,
)  # fmt: skip
from timeline.projections.relationship import Change
from timeline.views.words.evidence import alike, declared_text, group_text
from timeline.views.words.money import many, moneys_text, quantities_text, terms_text
from timeline.views.words.people import according_to, office_holder_text, plural
from timeline.views.words.time import when_text

SECTION_NAMES = {
    "status": "status",
    "last_contact": "last contact",
    "instruments": "document",
    "commitments": "commitment",
    "dialogues": "dialogue",
    "initiatives": "initiative",
    "positions": "position",
    "to_others": "commitment to others",
    "conflicts": "conflict",
    "topics": "topic",
}
"""What one thing in a section of the relationship is called."""


def held_text(held: Held) -> str:
    """One item of a relationship, in one line."""
    match held:
        case Level():
            return f"{held.level} ({when_text(held.when)})"
        case Contact():
            return f"{held.title}, {when_text(held.when)}"
        case Instrument():
            money = moneys_text(held.money)
            return "; ".join(filter(None, (f"{held.document}: {held.title}", money, terms_text(held.terms))))
        case Owed():
            return owed_text(held)
        case Mechanism():
            return held.name
        case Initiative():
            return held.title + (f", {many(held.parts, 'part')}" if held.parts else "")
        case Position():
            return position_text(held)
        case Touched():
            return held.account.names.topic(held.topic) + (f" ({held.times} events)" if held.times > 1 else "")
        case Disagreement():
            return _held_disagreement_text(held)
        case _:
            raise AssertionError(f"no words for {held!r}")


def _held_disagreement_text(held: Disagreement) -> str:
    if held.conflict.because:
        return f"{held.title}: {declared_text(held.conflict)}"
    groups = alike([held.conflict.values[place] for place in held.conflict.odd])
    values = " versus ".join(group_text(group, held.conflict.field, held.account.names) for group in groups)
    return f"{disagreement_text(held.conflict.field, held.title)}: {values}"


def disagreement_text(field: str, title: str) -> str:
    """`Sources disagree on the amount of “Loan for …”`."""
    if field == AT_STAGES:
        return f"The amount of “{title}” differs between its stages"
    return f"Sources disagree on {_DISAGREED.get(field, f'the {field} of {{}}').format(f'“{title}”')}"


_DISAGREED = {
    "when": "when {} was",
    "start": "the hour of {}",
    "minutes": "how long {} took",
    "place": "where {} was",
    "by": "who is behind {}",
    "to": "to whom {} was addressed",
    "part_of": "which meeting {} belongs to",
    "act": "how {} was said",
    "document": "what kind of document {} is",
    "money": "the amount of {}",
    "quantity": "the number in {}",
    "due": "when {} is due",
    "due_said": "in which words {} is due",
}
"""What a field is, of an event by its title."""


def owed_text(owed: Owed) -> str:
    """A commitment with its stage: `scholarships; about USD 2.7 million; signed`."""
    parts = (
        owed.title,
        moneys_text(owed.money),
        quantities_text(owed.quantities),
        f"due {when_text(owed.due)}" if owed.due else "",
        _reached_text(owed),
    )
    return "; ".join(filter(None, parts))


def _reached_text(owed: Owed) -> str:
    """`announced 6 July 2024, signed 10 December 2024`: the stages, each with its day."""
    return ", ".join(f"{stage_text(reached.stage)} {when_text(reached.when)}" for reached in owed.stages)


def stage_text(stage: str) -> str:
    """A stage in words: `under way`."""
    return stage.replace("-", " ")


def outlook_text(owed: Owed) -> str:
    """What to say about a commitment that is still open on a day; empty for one that is not."""
    if not owed.open:
        return ""
    if owed.later:
        return f"{many(owed.later, 'later stage')} not shown"
    return "overdue: no word of delivery" if owed.overdue else "no word of delivery"


def position_text(held: Position) -> str:
    """A position with the offices of those who take it, and the sides that report it."""
    account = held.account
    who = [office_holder_text(participant, account) for participant in account.event.by]
    act = plural(held.act) if len(who) > 1 else held.act
    return f"{according_to(account.reported_by, account.names)}{' and '.join(who)} {act}: {held.title}"


def change_text(change: Change) -> str:
    """What moved, in words; the earlier value stays in sight."""
    after, before = change.after, change.before
    if after is None:
        assert before is not None, "a change has two sides, one of them empty at most"
        return held_text(before)
    if isinstance(after, Owed) and isinstance(before, Owed) and after.stage != before.stage:
        return f"{after.title}: {stage_text(before.stage)} → {stage_text(after.stage)}"
    text = held_text(after)
    if isinstance(after, Contact) and isinstance(before, Contact):
        return f"{text} (previously: {before.title})"
    return text
