"""The relationship of two states on a day: what stands, who set it, what is not certain yet."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import groupby

from timeline.answers.snapshot import Standing
from timeline.projections.commitments import later_stages
from timeline.projections.relationship import SECTIONS, Contact, Held, Level, Owed, Relationship
from timeline.projections.world import Account, World
from timeline.views.amounts import left_out_text, total_text
from timeline.views.commitments import later_text
from timeline.views.evidence import side_style, write_evidence
from timeline.views.marks import short_marks, withdrawn_data, write_withdrawn
from timeline.views.page import Page, Piece, Span
from timeline.views.plain_data import Data, event_data, relationship_data
from timeline.views.wording import day_text, headline, held_text, outlook_text, side_text, when_text

_TITLES = {
    "status": "Formal status",
    "last_contact": "Last contact",
    "instruments": "Documents signed",
    "commitments": "Promises to each other",
    "dialogues": "Standing dialogues",
    "initiatives": "Initiatives and packages",
    "positions": "Positions, latest first",
    "to_others": "Promises to others, or to whom is not said",
    "conflicts": "Conflicts between sources",
    "topics": "Topics, latest first",
}


def write_state(page: Page, standing: Standing, world: World, on: date, *, evidence: bool = True) -> None:
    """The relationship, section by section; an empty section says that it is."""
    state = standing.state
    names = [world.actors[one].name if one in world.actors else one for one in state.states]
    page.line(Span(f"{names[0]} and {names[1]} on {day_text(on)}", "strong"))
    if not evidence:
        page.faint("after each: the entry that set it, and who says so")
    write_events(page, "Under way", standing.under_way, world)
    write_events(page, "Possible by then, and not counted", standing.possible, world)
    codes = codes_of(state, world)
    for section in SECTIONS:
        _section(page, section, state, world, on, codes, evidence=evidence)
    write_withdrawn(page, standing.withdrawn, world)
    told = later_text(later_stages(_promised(state), world, on), world)
    if told:
        page.blank()
        page.line(Span(told, "warn"))


def _promised(state: Relationship) -> Iterator[str]:
    return (owed.key for owed in (*state.commitments, *state.to_others))


def codes_of(state: Relationship, world: World) -> tuple[str, ...]:
    """The ISO codes of the two states."""
    return tuple(world.actors[one].code for one in state.states if one in world.actors)


def write_events(page: Page, title: str, accounts: Sequence[Account], world: World) -> None:
    """Events a line each; what is part of one of them is counted there."""
    if not accounts:
        return
    names = {account.id for account in accounts}
    inside = Counter(name for account in accounts for name in world.ancestors(account.id) if name in names)
    page.heading(f"{title} ({len(accounts)})" if len(accounts) > 1 else title)
    rows: list[list[Piece]] = []
    for account in accounts:
        if not names.intersection(world.ancestors(account.id)):
            within = f", and {inside[account.id]} within it" if inside[account.id] else ""
            told = headline(account.event, world) + within
            rows.append([Span(f"#{account.position}", "faint"), when_text(world.time(account.id)), told])
    page.table(rows, indent=2)


def _section(
    page: Page, section: str, state: Relationship, world: World, on: date, codes: tuple[str, ...], *, evidence: bool
) -> None:
    held = getattr(state, section)
    count = f" ({len(held)})" if len(held) > 1 else ""
    if section == "last_contact" and state.contacts > 1:
        count = f" ({state.contacts} in total; a visit and each of its engagements count)"
    page.heading(_TITLES[section] + count)
    if not held:
        page.line(Span("none", "faint"), indent=2)
    if section == "topics":
        page.line("; ".join(held_text(one, world) for one in held), indent=2, hang=2)
        return
    for one in held:
        write_held(page, one, world, on, codes, evidence=evidence)
    if section == "instruments":
        _totals(page, state)


def _totals(page: Page, state: Relationship) -> None:
    """What the documents amount to in each currency: which are counted, and which are not, and why."""
    for total in state.totals:
        page.line(Span("total  ", "faint"), total_text(total), indent=2, hang=2)
        for why, keys in groupby(sorted(total.why, key=lambda key: total.why[key]), key=lambda key: total.why[key]):
            told = f"{left_out_text(why, total.currency)}: {'; '.join(total.titles[key] for key in keys)}"
            page.line(Span(f"not counted, {told}", "faint"), indent=4, hang=2)
    if len(state.totals) > 1:
        page.line(Span("each currency as it was said; one document may stand in several", "faint"), indent=2)


def write_held(page: Page, held: Held, world: World, on: date, codes: tuple[str, ...], *, evidence: bool) -> None:
    """One thing with the position of the event that set it, and who says so; at least whose word it is."""
    account = world.accounts.get(held.event)
    pieces: list[Piece] = [held_text(held, world)]
    if held.when and not isinstance(held, Level | Contact | Owed):
        pieces.append(f" ({when_text(held.when)})")
    if isinstance(held, Owed):
        odd = ["the amounts said at its stages differ"] if held.amounts_differ else []
        told = "; ".join(filter(None, (*odd, outlook_text(held, on, len(later_stages([held.key], world, on))))))
        pieces.append(Span(f"; {told}" if told else "", "warn"))
    names = [name for name in dict.fromkeys((held.key, held.event)) if name in world.accounts]
    # A promise rests on who told it and on who tells of its last stage.
    told_by = [world.accounts[name] for name in names] if isinstance(held, Owed) else [account] if account else []
    for one in told_by:
        pieces.append(Span(f"  #{one.position}", "faint"))
        if not evidence:
            sides = world.sides(one)
            pieces.append(Span(f" {side_text(sides)}", side_style(sides, codes)))
    told = ", ".join(filter(None, (short_marks(world.accounts[name], world) for name in names)))
    pieces.append(Span(f"  {told}" if told else "", "warn"))
    page.line(*pieces, indent=2, hang=2)
    for one in told_by if evidence else ():
        write_evidence(page, one, world, codes, indent=6)


def state_data(standing: Standing, world: World, on: date) -> Data:
    """`{states, under_way, possible, …sections, totals, later_stages, withdrawn}`; each thing held has its evidence.

    later_stages: how many stages of its promises came after the day.
    """
    state = standing.state
    return {
        "states": list(codes_of(state, world)),
        "under_way": [event_data(account, world) for account in standing.under_way],
        "possible": [event_data(account, world) for account in standing.possible],
        "contacts": state.contacts,
        **relationship_data(state, world),
        "totals": state.totals,
        "later_stages": len(later_stages(_promised(state), world, on)),
        "withdrawn": withdrawn_data(standing.withdrawn),
    }
