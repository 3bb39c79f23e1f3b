"""The dossier of an actor: offices, engagements, statements, commitments."""

from collections.abc import Sequence

from timeline.answers.dossier import DossierAnswer
from timeline.projections.dossier import Tenure
from timeline.projections.names import Names
from timeline.projections.world import Account
from timeline.views.commitments import later_text
from timeline.views.events import write_events
from timeline.views.folding import last, write_more
from timeline.views.marks import write_withdrawn
from timeline.views.page import Page, Span
from timeline.views.words.change import outlook_text, owed_text, whose_text
from timeline.views.words.event import headline, kind_words
from timeline.views.words.people import office_text, others_text, side_text, spoken
from timeline.views.words.time import day_text, when_text

_PEOPLE = 12
"""The most people who act for a state that are named, unless all are asked for."""
_TENURE = {
    "assumed": "took office as", "left": "left office as", "agrement": "received agrément as", "arrived": "arrived as",
    "credentials-presented": "presented credentials as", "departed": "departed as",
}  # fmt: skip


def write(page: Page, dossier: DossierAnswer, *, whole: bool = False) -> None:
    """The actor, then each list that is not empty."""
    actor, names = dossier.actor, dossier.names
    acts_for = f" of {spoken(actor.of, names)}" if actor.of else ""
    page.line(
        Span(names.actor(actor.id), "strong"),
        f", {kind_words(actor.kind)}{acts_for}",
        Span(f", on {day_text(dossier.on)}", "faint"),
    )
    page.faint("each line ends with its entry and the sides that report it")
    if actor.names:
        page.line(f"also called {', '.join(actor.names)}", indent=2)
    if dossier.acting:
        few = dossier.acting if whole else dossier.acting[:_PEOPLE]
        others = f" and {len(dossier.acting) - len(few)} others" if len(few) < len(dossier.acting) else ""
        page.line(f"including everybody who acts for it: {names.all(few)}{others}", indent=2, hang=2)
    if dossier.offices:
        _offices(page, dossier, whole=whole)
    for title, accounts in (
        ("Engagements", dossier.engagements),
        ("Statements and announcements", dossier.sayings),
        ("Signed, ratified or the like", dossier.signed),
        ("Other acts: letters, relations, plans", dossier.acts),
        (f"What others said or did to or about {spoken(actor.id, names)}", dossier.others),
    ):
        write_events(page, title, accounts, whole=whole, parts=title == "Engagements")
        if title == "Engagements":
            represented = [(one.account, f", represented by {names.all(one.by)}") for one in dossier.represented]
            attended = [(one.account, f"; {others_text(one.roles, names)}") for one in dossier.attended]
            _beside(page, "Represented by others, not present", represented, whole=whole)
            _beside(page, "There as host, mediator, witness or the like", attended, whole=whole)
    if dossier.promises:
        _commitments(page, dossier, whole=whole)
    write_withdrawn(page, dossier.withdrawn)


def _offices(page: Page, dossier: DossierAnswer, *, whole: bool) -> None:
    page.heading("Offices")
    shown = last(dossier.offices, whole=whole)
    write_more(page, len(dossier.offices) - len(shown), what="earlier")
    actor = dossier.names.actor
    rows = [
        [
            when_text(tenure.when),
            f"{actor(tenure.who)} {_tenure(tenure)} {_office(tenure, dossier.names)}",
        ]
        for tenure in shown
    ]
    page.table(rows, indent=2)


def _tenure(tenure: Tenure) -> str:
    """Whoever is designate holds no office yet."""
    return "was designated" if (tenure.change, tenure.capacity) == ("assumed", "designate") else _TENURE[tenure.change]


def _office(tenure: Tenure, names: Names) -> str:
    designated = tenure.capacity == "designate" and tenure.change == "assumed"
    return names.actor(tenure.office) if designated else office_text(tenure.office, tenure.capacity, names)


def _commitments(page: Page, dossier: DossierAnswer, *, whole: bool) -> None:
    count = len(dossier.promises)
    page.heading(f"Commitments ({count})" if count > 1 else "Commitments")
    shown = last(dossier.promises, whole=whole)
    write_more(page, count - len(shown), what="earlier")
    for owed in shown:
        account, late = owed.stages[0].account, outlook_text(owed)
        mark = f"  #{account.position} {side_text(account.sides)}"
        whose = f"{text}: " if (text := whose_text(owed)) else ""
        text = f"{whose}{owed_text(owed)}" + (f"; {late}" if late else "")
        page.line(text, Span(mark, "faint"), indent=2, hang=2)
    if text := later_text(dossier.later):
        page.line(Span(text, "warn"), indent=2)


def _beside(page: Page, title: str, rows: Sequence[tuple[Account, str]], *, whole: bool) -> None:
    """Events at which an actor was no principal, each with what it was there."""
    if not rows:
        return
    page.heading(f"{title} ({len(rows)})")
    shown = last(rows, whole=whole)
    write_more(page, len(rows) - len(shown), what="earlier")
    for account, text in shown:
        mark = Span(f"  #{account.position} {side_text(account.sides)}", "faint")
        page.line(f"{when_text(account.time)}  {headline(account)}{text}", mark, indent=2, hang=2)
