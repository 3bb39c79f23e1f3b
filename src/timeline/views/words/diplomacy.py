"""Documents, plans, relations and correspondence in English, each with what became of it."""

from collections.abc import Iterable

from timeline.entries import DocumentAction, Participant, acting
from timeline.projections.documents import DocumentAct, Instrument
from timeline.projections.held import Correspondence, Relation
from timeline.projections.names import Names
from timeline.projections.plans import Planned, Turn
from timeline.views.words.acts import listed
from timeline.views.words.event import action_text, due_text, kind_words
from timeline.views.words.money import moneys_text, terms_text
from timeline.views.words.people import side_text, spoken
from timeline.views.words.time import when_text


def diplomatic_text(held: Instrument | Planned | Correspondence | Relation) -> str:
    """One of them in one line."""
    match held:
        case Instrument():
            return instrument_text(held)
        case Planned():
            return plan_text(held)
        case Correspondence():
            return f"{kind_words(held.form)}: {held.title}"
        case Relation():
            return f"{held.title} ({kind_words(held.relation)})"


def instrument_text(held: Instrument) -> str:
    """A document with what became of it: `treaty: On jurisdiction; signed 10 March 1909, terminated 30 March 1926`."""
    name = f"{held.document}: {held.title}" if held.document else held.title
    # A signing alone is dated by its day.
    acts = "" if len(held.acts) == 1 and held.acts[0].action == "signed" else acts_text(held.acts, held.account.names)
    stands = f"; {held.standing}" if held.standing else ""
    return "; ".join(filter(None, (name, moneys_text(held.money), terms_text(held.terms), acts))) + stands


def acts_text(acts: Iterable[DocumentAct], names: Names) -> str:
    """What was done with a document: `signed 5 July 2024 by Japan, entered into force 1 August 2024`."""
    return ", ".join(act_text(act, names) for act in acts)


def act_text(act: DocumentAct, names: Names) -> str:
    """One act: `ratified 3 June 2024 by Japan (from 1 July 2024)`."""
    effective = f" (from {when_text(act.effective)})" if act.effective else ""
    return f"{action_text(act.action)} {when_text(act.when)}{acting_text(act, names)}{effective}"


def acting_text(act: DocumentAct, names: Names) -> str:
    """Who did it, with a space before it: ` by A. Dupont for France`; empty where all parties signed.

    Of a fact, by which other document: ` by the Protocol of 1999`.
    """
    event = act.account.event
    other = names.document(event.instrument) if isinstance(event, DocumentAction) and event.instrument else ""
    document = names.documents.get(event.document) if isinstance(event, DocumentAction) else None
    parties = document.parties if document else ()
    together = not isinstance(event, DocumentAction) or (
        len(parties) > 1 and names.parties_of(acting((*event.by, *event.to))).issuperset(names.parties_of(parties))
    )
    if act.action == "signed" and together:
        return ""
    who = listed([_signatory(participant, names) for participant in event.by])
    return "".join(f" by {text}" for text in (who, other) if text)


def _signatory(participant: Participant, names: Names) -> str:
    party = participant.on_behalf_of or names.party_of(participant.who)
    if party in {"", participant.who}:
        return spoken(participant.who, names)
    return f"{names.actor(participant.who)} for {spoken(party, names)}"


def plan_text(plan: Planned) -> str:
    """A plan with what became of it: `Visit to China; planned 17 January 2023 for February 2023, postponed …`."""
    unknown = f"; {UNKNOWN}" if plan.past_due else ""
    return f"{plan.title}; {turns_text(plan.turns)}{unknown}"


UNKNOWN = "no word whether it was held"


def turns_text(turns: Iterable[Turn]) -> str:
    """`planned 17 January 2023 for February 2023, postponed 3 February 2023 (“…”), held 18–19 June 2023`."""
    return ", ".join(map(_turn_text, turns))


def _turn_text(turn: Turn) -> str:
    due = due_text(turn.due, turn.due_said)
    # Words of a source may bring their own: "in spring", "to a later time".
    has_own = not turn.due and turn.due_said.partition(" ")[0].casefold() in _BEFORE_A_TIME
    to = f" {'' if has_own else 'for ' if turn.stage == 'planned' else 'to '}{due}" if due else ""
    return f"{turn.stage} {when_text(turn.when)}{to}{_reasons_text(turn)}"


_BEFORE_A_TIME = frozenset("at by for from in on to until till within before after during".split())  # noqa: SIM905 - reads better


def _reasons_text(turn: Turn) -> str:
    """` (reason given: a balloon)`; each with its sides where they give other reasons."""
    if len(turn.reasons) < _SEVERAL:
        return f" (reason given: {turn.reasons[0]})" if turn.reasons else ""
    given = (f"{reason} ({side_text(sides)})" for reason, sides in zip(turn.reasons, turn.reasons_by, strict=True))
    return f" (reasons given: {'; '.join(given)})"


_SEVERAL = 2
