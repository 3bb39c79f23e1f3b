"""The items of a relationship, and their changes, in English."""

from collections.abc import Mapping

from timeline.entries import FULFILLED, Statement
from timeline.projections.commitments import Owed
from timeline.projections.disputes import AT_STAGES
from timeline.projections.documents import Instrument
from timeline.projections.held import (
    Contact,
    Correspondence,
    Disagreement,
    Held,
    Initiative,
    Level,
    Mechanism,
    Position,
    Relation,
    Touched,
)  # fmt: skip
from timeline.projections.plans import Planned
from timeline.projections.relationship import Change
from timeline.projections.world import Account
from timeline.views.words.acts import listed, statement_text
from timeline.views.words.diplomacy import acts_text, diplomatic_text, turns_text
from timeline.views.words.evidence import alike, declared_text, group_text
from timeline.views.words.money import many, moneys_text, quantities_text, quantity_text
from timeline.views.words.people import office_holder_text, side_text, spoken
from timeline.views.words.time import when_text

SECTION_NAMES = {
    "status": "status",
    "relations": "relations",
    "last_contact": "last contact",
    "last_correspondence": "last correspondence",
    "scheduled": "plan",
    "instruments": "document",
    "commitments": "commitment",
    "dialogues": "dialogue",
    "initiatives": "initiative",
    "positions": "position",
    "to_others": "commitment to others",
    "of_others": "commitment of others",
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
        case Instrument() | Planned() | Correspondence() | Relation():
            return diplomatic_text(held)
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
    "initiated_by": "who asked for {}",
    "firmness": "how firm {} is",
    "condition": "the condition of {}",
    "capacity": "the capacity in {}",
    "stage": "what became of the plan in {}",
    "action": "what was done in {}",
    "effective": "from when {} has effect",
    "relation": "what was done in {}",
    "through": "who passed on {}",
    "sent": "when {} was sent",
    "received": "when {} was received",
}
"""What a field is, of an event by its title."""


def owed_text(owed: Owed) -> str:
    """A commitment with its stage: `scholarships; about USD 2.7 million; signed`."""
    parts = (
        owed.title,
        hedge_text(owed),
        moneys_text(owed.money),
        quantities_text(owed.quantities),
        f"due {when_text(owed.due)}" if owed.due else f"due “{owed.due_said}”" if owed.due_said else "",
        _reached_text(owed),
    )
    return "; ".join(filter(None, parts))


def _reached_text(owed: Owed) -> str:
    """`announced 6 July 2024, signed 10 December 2024`: the stages, each with its day."""
    counts = (quantities_text(one.quantities) if one.stage in FULFILLED else "" for one in owed.stages)
    texts = (f"{stage_text(one.stage)} {when_text(one.when)}" for one in owed.stages)
    return ", ".join(f"{text} ({count})" if count else text for text, count in zip(texts, counts, strict=True))


def owing_text(owed: Owed) -> str:
    """Who owes it to whom: `Japan to Cambodia`; `Japan and the Philippines to each other`."""
    names = owed.stages[0].account.names
    by, to = (listed([spoken(id, names) for id in ids]) for ids in (owed.by, owed.to))
    if owed.to and set(owed.to) != set(owed.by):
        return f"{by} to {to}"
    # What several owe is owed to each other, unless a source says to whom. Source: RULES.md, 11.
    return f"{by} to each other" if len(names.parties_of(owed.by)) > 1 else f"{by}{NOT_NAMED}"


NOT_NAMED = ", addressee not named"


def whose_text(owed: Owed) -> str:
    """Who owes it to whom; empty where the title begins with who owes it, as its subject."""
    names = owed.stages[0].account.names
    first = names.actor(owed.by[0]) if owed.by else ""
    return "" if first and owed.title.startswith(f"{first} ") else owing_text(owed).removesuffix(NOT_NAMED)


def stage_text(stage: str) -> str:
    """A stage in words: `under way`."""
    return stage.replace("-", " ")


def hedge_text(owed: Owed) -> str:
    """How much less than a promise it is, and on which condition: `an intention; on condition: a vote in time`."""
    account = owed.stages[0].account
    firm = _FIRMNESS.get(owed.firmness) or _each(account, "firmness", _FIRMNESS)
    condition = owed.condition or _each(account, "condition")
    return "; ".join(filter(None, (firm, f"on condition: {condition}" if condition else "")))


_FIRMNESS = {"intends": "an intention", "will-consider": "to be considered", "pledged": "a pledge"}


def _each(account: Account, field: str, words: Mapping[str, str] | None = None) -> str:
    """What each of the sources that disagree says: `a pledge (JP) versus an intention (KH)`; empty if none does."""
    said = [(str(value.value), side_text(value.sides)) for value in account.said(field)]
    texts = (f"{(words or {}).get(value, value)} ({sides})" for value, sides in said)
    return " versus ".join(texts) if len(said) > 1 else ""


def outlook_text(owed: Owed) -> str:
    """What to say about a commitment that is still open on a day; empty for one that is not."""
    if not owed.open:
        return ""
    if owed.later:
        return f"{many(owed.later, 'later stage')} not shown"
    if owed.part:
        given, promised = owed.part
        text = f"{given.count} of {quantity_text(promised)}; no word of the rest"
        return f"overdue: {text}" if owed.overdue else text
    return f"overdue: {no_word_text(owed)}" if owed.overdue else no_word_text(owed)


def no_word_text(owed: Owed) -> str:
    """That nobody reports what became of it."""
    return "no word since" if owed.firmness in {"intends", "will-consider"} else "no word of delivery"


def position_text(held: Position) -> str:
    """A position with the offices of those who take it, and the sides that report it."""
    account = held.account
    assert isinstance(account.event, Statement), "positions are taken in statements"
    told = [(participant.who, office_holder_text(participant, account)) for participant in account.event.by]
    # Who speaks without an office may have an article.
    who = [spoken(id, account.names) if text == account.names.actor(id) else text for id, text in told]
    return statement_text(account.event, account.names, account.reported_by, subjects=who)


def change_text(change: Change) -> str:
    """What moved, in words; the earlier value stays in sight."""
    after, before = change.after, change.before
    if after is None:
        assert before is not None, "a change has two sides, one of them empty at most"
        return held_text(before)
    if isinstance(after, Owed) and isinstance(before, Owed) and after.stage != before.stage:
        return f"{after.title}: {stage_text(before.stage)} → {stage_text(after.stage)}"
    if isinstance(after, Planned) and isinstance(before, Planned):
        return f"{after.title}: {before.stage} → {turns_text(after.turns[-1:])}"
    if isinstance(after, Instrument) and isinstance(before, Instrument) and len(after.acts) > len(before.acts):
        return f"{after.title}: {acts_text(after.acts[len(before.acts) :], after.account.names)}"
    text = held_text(after)
    if isinstance(after, Contact) and isinstance(before, Contact):
        return f"{text} (previously: {before.title})"
    return text
