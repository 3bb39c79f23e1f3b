"""Documents, plans, relations and correspondence in English, each with what became of it."""

from collections.abc import Iterable

from timeline.projections.documents import DocumentAct, Instrument
from timeline.projections.held import Correspondence, Relation
from timeline.projections.names import Names
from timeline.projections.plans import Planned, Turn
from timeline.views.words.event import action_text, due_text, kind_words
from timeline.views.words.money import moneys_text, terms_text
from timeline.views.words.people import spoken
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
    stands = f"; {held.standing}" if held.standing in {"ended", "suspended"} else ""
    return "; ".join(filter(None, (name, moneys_text(held.money), terms_text(held.terms), acts))) + stands


def acts_text(acts: Iterable[DocumentAct], names: Names) -> str:
    """What was done with a document: `signed 5 July 2024 by Japan, entered into force 1 August 2024`."""
    return ", ".join(act_text(act, names) for act in acts)


def act_text(act: DocumentAct, names: Names) -> str:
    """One act: `ratified 3 June 2024 by Japan (from 1 July 2024)`."""
    by = f" by {', '.join(spoken(who, names) for who in act.by)}" if act.by and act.action != "signed" else ""
    effective = f" (from {when_text(act.effective)})" if act.effective else ""
    return f"{action_text(act.action)} {when_text(act.when)}{by}{effective}"


def plan_text(plan: Planned) -> str:
    """A plan with what became of it: `Visit to China; planned 17 January 2023 for February 2023, postponed …`."""
    return f"{plan.title}; {turns_text(plan.turns)}"


def turns_text(turns: Iterable[Turn]) -> str:
    """`planned 17 January 2023 for February 2023, postponed 3 February 2023 (“…”), held 18–19 June 2023`."""
    return ", ".join(map(_turn_text, turns))


def _turn_text(turn: Turn) -> str:
    due = due_text(turn.due, turn.due_said)
    to = f" {'for' if turn.stage == 'planned' else 'to'} {due}" if due else ""
    reasons = f" (reason given: {'; '.join(turn.reasons)})" if turn.reasons else ""
    return f"{turn.stage} {when_text(turn.when)}{to}{reasons}"
