"""The relationship of two states on a day: each item, the event that set it, and what is not certain yet."""

from collections.abc import Sequence
from itertools import groupby

from timeline.answers.relationship import RelationshipAnswer
from timeline.projections.commitments import Owed
from timeline.projections.documents import Instrument
from timeline.projections.held import Contact, Held, Level
from timeline.projections.plans import Planned
from timeline.projections.relationship import SECTIONS
from timeline.projections.totals import Total
from timeline.projections.world import Account
from timeline.views.commitments import later_text
from timeline.views.events import write_events
from timeline.views.evidence import side_style, write_evidence
from timeline.views.folding import MOST, first, write_more
from timeline.views.marks import short_marks, write_withdrawn
from timeline.views.page import Page, Piece, Span
from timeline.views.words.change import held_text, outlook_text, whose_text
from timeline.views.words.event import headline
from timeline.views.words.money import left_out_text, total_text
from timeline.views.words.people import side_text
from timeline.views.words.time import day_text, when_text

_MOST = {"positions": 3, "conflicts": 3, "topics": 8}
"""The most items of a section that are shown, unless all are asked for, where that is not `MOST`."""
TITLES = {
    "status": "Formal status",
    "relations": "Diplomatic relations and recognition",
    "last_contact": "Last contact",
    "last_correspondence": "Last correspondence",
    "scheduled": "Scheduled",
    "instruments": "Documents",
    "commitments": "Commitments to each other",
    "dialogues": "Standing dialogues",
    "initiatives": "Initiatives and packages",
    "positions": "Positions, latest first",
    "to_others": "Commitments to others, or with no addressee named",
    "of_others": "Commitments of others that concern both",
    "conflicts": "Conflicts between sources",
    "topics": "Topics, latest first",
}


_RARE = ("relations", "last_correspondence", "scheduled", "of_others")
"""The sections that are left out where there is nothing in them."""


def write(page: Page, answer: RelationshipAnswer, *, evidence: bool = False, whole: bool = False) -> None:
    """The relationship, section by section; an empty section says that it is."""
    if not answer.basis.position:
        return
    page.line(Span(f"{answer.title} on {day_text(answer.on)}", "strong"))
    if not evidence:
        page.faint("each line ends with its entry and the sides that report it; --evidence shows passages")
    write_events(page, "Under way", answer.under_way, whole=whole)
    write_events(page, f"May have happened by {day_text(answer.on)} (not counted)", answer.possible, whole=whole)
    for section in SECTIONS:
        _section(page, section, answer, evidence=evidence, whole=whole)
    write_withdrawn(page, answer.withdrawn)
    if text := later_text(answer.later):
        page.blank()
        page.line(Span(text, "warn"))


def _section(page: Page, section: str, answer: RelationshipAnswer, *, evidence: bool, whole: bool) -> None:
    held: tuple[Held, ...] = getattr(answer, section)
    if not held and section in _RARE and not (section == "scheduled" and answer.past_plans):
        return
    count = f" ({len(held)})" if len(held) > 1 else ""
    if section == "last_contact" and answer.contacts > 1:
        count = f" ({answer.contacts} in total; a visit counts, and so does each engagement in it)"
    page.heading(TITLES[section] + count)
    if not held:
        page.line(Span("none", "faint"), indent=2)
    shown = first(held, whole=whole, most=_MOST.get(section, MOST))
    if section == "topics":
        page.line("; ".join(map(held_text, shown)), indent=2, hang=2)
    else:
        for item in shown:
            _held(page, item, answer.states, evidence=evidence)
    write_more(page, len(held) - len(shown))
    if section == "instruments":
        _totals(page, answer.totals)
    if section == "scheduled" and answer.past_plans:
        past: Sequence[str] = answer.past_plans if whole else answer.past_plans[:MOST]
        more = f", and {len(answer.past_plans) - len(past)} more" if len(past) < len(answer.past_plans) else ""
        page.line(Span(f"held or cancelled (timeline show ID): {', '.join(past)}{more}", "faint"), indent=2, hang=2)


def _tells_its_acts(held: Instrument) -> bool:
    """Whether the text of a document has the days of what was done with it."""
    return len(held.acts) > 1 or held.acts[0].action != "signed"


def _about(page: Page, account: Account) -> None:
    """An event that is about a document, below it."""
    mark = Span(f"  #{account.position} {side_text(account.sides)}", "faint")
    page.line(Span("about it: ", "faint"), f"{headline(account)}, {when_text(account.time)}", mark, indent=4, hang=2)


def _totals(page: Page, totals: Sequence[Total]) -> None:
    """What the documents amount to in each currency: which are counted, and which are not, and why."""
    for total in totals:
        page.line(Span("total  ", "faint"), total_text(total), indent=2, hang=2)
        for why, keys in groupby(sorted(total.why, key=lambda key: total.why[key]), key=lambda key: total.why[key]):
            text = f"{left_out_text(why, total.currency)}: {'; '.join(total.titles[key] for key in keys)}"
            page.line(Span(f"not counted, {text}", "faint"), indent=4, hang=2)
    if len(totals) > 1:
        page.line(
            Span("amounts are as stated, not converted; a document can be counted under several currencies", "faint"),
            indent=2,
        )


def _held(page: Page, held: Held, sides: tuple[str, ...], *, evidence: bool) -> None:
    """One item with the position of the event that set it, and its sides; with *evidence*, its sources."""
    whose = whose_text(held) if isinstance(held, Owed) else ""
    pieces: list[Piece] = [f"{whose}: {held_text(held)}" if whose else held_text(held)]
    dated = isinstance(held, Level | Contact | Owed | Planned) or (
        isinstance(held, Instrument) and _tells_its_acts(held)
    )
    if held.when and not dated:
        pieces.append(f" ({when_text(held.when)})")
    if isinstance(held, Owed):
        odd = ["the amounts at its stages differ"] if held.amounts_differ else []
        text = "; ".join(filter(None, (*odd, outlook_text(held))))
        pieces.append(Span(f"; {text}" if text else "", "warn"))
    # A commitment has the evidence of its first and of its last stage.
    told_by = held.accounts if isinstance(held, Owed) else (held.account,)
    for account in told_by:
        pieces.append(Span(f"  #{account.position}", "faint"))
        if not evidence:
            pieces.append(Span(f" {side_text(account.sides)}", side_style(account.sides, sides)))
    marks = ", ".join(filter(None, map(short_marks, held.accounts)))
    pieces.append(Span(f"  {marks}" if marks else "", "warn"))
    page.line(*pieces, indent=2, hang=2)
    for about in held.about if isinstance(held, Instrument) else ():
        _about(page, held.account.world.accounts[about])
    for account in told_by if evidence else ():
        write_evidence(page, account, sides, indent=6)
