"""The dossier of an actor: offices, engagements, statements, commitments."""

from timeline.answers.dossier import DossierAnswer
from timeline.projections.world import Account
from timeline.views.commitments import later_text
from timeline.views.marks import short_marks, write_withdrawn
from timeline.views.page import Page, Span
from timeline.views.words.change import outlook_text, owed_text
from timeline.views.words.event import headline
from timeline.views.words.people import side_text
from timeline.views.words.time import day_text, when_text


def write(page: Page, dossier: DossierAnswer) -> None:
    """The actor, then each list that is not empty."""
    actor, names = dossier.actor, dossier.names
    acts_for = f", of {names.actor(actor.of)}" if actor.of else ""
    page.line(Span(actor.name, "strong"), f"  {actor.kind}{acts_for}  ", Span(f"on {day_text(dossier.on)}", "faint"))
    page.faint("each line shows the entry and the sides that report it")
    if actor.names:
        page.line(f"also called {', '.join(actor.names)}", indent=2)
    if dossier.acting:
        page.line(f"including everybody who acts for it: {names.all(dossier.acting)}", indent=2, hang=2)
    if dossier.offices:
        page.heading("Offices")
        rows = [
            [
                when_text(tenure.when),
                f"{names.actor(tenure.who)} {tenure.change} the office {names.actor(tenure.office)}",
            ]
            for tenure in dossier.offices
        ]
        page.table(rows, indent=2)
    for title, accounts in (
        ("Engagements", dossier.engagements),
        ("Statements and announcements", dossier.sayings),
        ("Signed", dossier.signed),
        (f"By others, to or about {actor.name}", dossier.others),
    ):
        _events(page, title, accounts)
        if title == "Engagements" and dossier.represented:
            _represented(page, dossier)
    if dossier.promises:
        page.heading("Commitments")
        for owed in dossier.promises:
            account, late = owed.stages[0].account, outlook_text(owed)
            mark = f"  #{account.position} {side_text(account.sides)}"
            text = f"{names.all(owed.by)}: {owed_text(owed)}" + (f"; {late}" if late else "")
            page.line(text, Span(mark, "faint"), indent=2, hang=2)
        if text := later_text(dossier.later):
            page.line(Span(text, "warn"), indent=2)
    write_withdrawn(page, dossier.withdrawn)


def _represented(page: Page, dossier: DossierAnswer) -> None:
    page.heading(f"Represented by others, not present ({len(dossier.represented)})")
    for represented in dossier.represented:
        text = f"{when_text(represented.account.time)}  {headline(represented.account)}, represented by"
        others = dossier.names.all(represented.by)
        page.line(Span(f"#{represented.account.position}  ", "faint"), f"{text} {others}", indent=2, hang=6)


def _events(page: Page, title: str, accounts: tuple[Account, ...]) -> None:
    if accounts:
        page.heading(f"{title} ({len(accounts)})")
        page.table(
            [
                [
                    Span(f"#{a.position}", "faint"),
                    when_text(a.time),
                    side_text(a.sides),
                    a.event.what.replace("-", " "),
                    "  ".join(filter(None, (headline(a), short_marks(a)))),
                ]
                for a in accounts
            ],
            indent=2,
        )
