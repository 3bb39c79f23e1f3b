"""The dossier of an actor: offices, engagements, sayings, promises."""

from datetime import date

import msgspec

from timeline.projections.commitments import later_stages
from timeline.projections.dossier import Dossier
from timeline.projections.world import Account, World
from timeline.views.commitments import commitments_data, later_text
from timeline.views.marks import short_marks, withdrawn_data, write_withdrawn
from timeline.views.page import Page, Span
from timeline.views.plain_data import Data, event_data
from timeline.views.wording import (
    day_text,
    headline,
    name_of,
    names_of,
    outlook_text,
    owed_text,
    side_text,
    when_text,
)


def write_dossier(page: Page, dossier: Dossier, world: World, on: date) -> None:
    """The actor, then each list that is not empty."""
    actor = dossier.actor
    acts_for = f", of {name_of(actor.of, world)}" if actor.of else ""
    page.line(Span(actor.name, "strong"), f"  {actor.kind}{acts_for}  ", Span(f"on {day_text(on)}", "faint"))
    page.faint("with each: the entry, and who says so")
    if actor.names:
        page.line(f"also {', '.join(actor.names)}", indent=2)
    if dossier.acting:
        page.line(f"with those who act for it: {names_of(dossier.acting, world)}", indent=2, hang=2)
    if dossier.offices:
        page.heading("Offices")
        rows = [
            [when_text(one.when), f"{name_of(one.who, world)} {one.change} the office {name_of(one.office, world)}"]
            for one in dossier.offices
        ]
        page.table(rows, indent=2)
    for title, accounts in (
        ("Engagements", dossier.engagements),
        ("Said and announced", dossier.sayings),
        ("Signed", dossier.signed),
        (f"By others, to or about {actor.name}", dossier.others),
    ):
        _events(page, title, accounts, world)
        if title == "Engagements" and dossier.represented:
            _represented(page, dossier, world)
    if dossier.promises:
        page.heading("Promises")
        for owed in dossier.promises:
            account = world.accounts[owed.key]
            mark = f"  #{account.position} {side_text(world.sides(account))}"
            late = outlook_text(owed, on, len(later_stages([owed.key], world, on)))
            told = f"{names_of(owed.by, world)}: {owed_text(owed)}" + (f"; {late}" if late else "")
            page.line(told, Span(mark, "faint"), indent=2, hang=2)
        told = later_text(later_stages((owed.key for owed in dossier.promises), world, on), world)
        if told:
            page.line(Span(told, "warn"), indent=2)
    write_withdrawn(page, dossier.withdrawn, world)


def _represented(page: Page, dossier: Dossier, world: World) -> None:
    page.heading(f"Represented by others, not present ({len(dossier.represented)})")
    for account, others in dossier.represented:
        told = f"{when_text(world.time(account.id))}  {headline(account.event, world)}, represented by"
        page.line(Span(f"#{account.position}  ", "faint"), f"{told} {names_of(others, world)}", indent=2, hang=6)


def _events(page: Page, title: str, accounts: tuple[Account, ...], world: World) -> None:
    if accounts:
        page.heading(f"{title} ({len(accounts)})")
        page.table(
            [
                [
                    Span(f"#{a.position}", "faint"),
                    when_text(world.time(a.id)),
                    side_text(world.sides(a)),
                    a.event.what.replace("-", " "),
                    "  ".join(filter(None, (headline(a.event, world), short_marks(a, world)))),
                ]
                for a in accounts
            ],
            indent=2,
        )


def dossier_data(dossier: Dossier, world: World, on: date) -> Data:
    """`{actor, acting, offices, engagements, represented, sayings, signed, others, promises, withdrawn}`.

    represented: events at which others took part on its behalf, each with `represented_by`, their ids.
    """
    return {
        "actor": msgspec.to_builtins(dossier.actor),
        "acting": list(dossier.acting),
        "offices": msgspec.to_builtins(dossier.offices),
        "engagements": [event_data(account, world) for account in dossier.engagements],
        "represented": [
            event_data(account, world) | {"represented_by": list(others)} for account, others in dossier.represented
        ],
        "sayings": [event_data(account, world) for account in dossier.sayings],
        "signed": [event_data(account, world) for account in dossier.signed],
        "others": [event_data(account, world) for account in dossier.others],
        "promises": commitments_data(dossier.promises, world, on),
        "withdrawn": withdrawn_data(dossier.withdrawn),
    }
