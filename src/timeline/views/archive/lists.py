"""The lists of an archive: a table for each group of articles, and a line for each event.

Where a script runs, a table is sorted by the column whose heading is pressed.
"""

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from timeline.answers.archive import EngagementPage, PairPage, SourcePage
from timeline.answers.dossier import DossierAnswer
from timeline.answers.entry import EntryAnswer
from timeline.answers.visits import visited
from timeline.entries import Document, Visit
from timeline.projections.commitments import Owed
from timeline.projections.world import Account
from timeline.values import OPEN_AFTER, When, parse_when
from timeline.views.archive.items import Links, event_line
from timeline.views.html import Child, Html, element
from timeline.views.words.change import outlook_text, stage_text
from timeline.views.words.event import kind_words
from timeline.views.words.money import many
from timeline.views.words.people import participants_text, side_text
from timeline.views.words.time import when_text


class Cell(NamedTuple):
    """A cell of a list, and what it is sorted by."""

    text: str
    order: str = ""
    """Empty for the text itself."""


class Group(NamedTuple):
    """A group of articles, and the columns of its list."""

    title: str
    columns: tuple[str, ...] = ()
    """Empty for a group of one article, which needs no list."""


GROUPS = {
    "visits": Group("Visits", ("visit", "when", "who", "to", "steps")),
    "engagements": Group("Other engagements", ("engagement", "when", "who", "to", "steps")),
    "pairs": Group("Pairs of states", ("states", "engagements", "last contact", "documents", "open commitments")),
    "actors": Group("Actors", ("actor", "kind", "of", "engagements")),
    "documents": Group("Documents", ("document", "form", "parties", "first act", "standing")),
    "sources": Group("Sources", ("source", "publisher", "date", "side", "read", "passages cited")),
    "commitments": Group("Commitments", ("commitment", "owed by", "owed to", "stage", "due", "outlook")),
    "conflicts": Group("Conflicts"),
    "events": Group("Other events", ("year", "events")),
}
"""The groups of articles, in the order of the navigation."""


class Named(NamedTuple):
    """What a list says of an article: where it is, what it is called, and what stands beside it."""

    id: str
    group: str
    title: str
    cells: tuple[Cell, ...] = ()
    """Those of the columns after the first."""


# --- what stands beside an article ------------------------------------------------------------


def engagement_cells(page: EngagementPage) -> tuple[Cell, ...]:
    """When it was, who visited or met whom, and in how many steps."""
    account, names = page.replay.world.accounts[page.event], page.replay.names
    document = names.documents.get(getattr(account.event, "document", ""))
    who = participants_text(account.event.by, names) or names.all(document.parties if document else ())
    to = names.all(visited(account)) if isinstance(account.event, Visit) else participants_text(account.event.to, names)
    return _when(account.time), Cell(who), Cell(to), _number(page.replay.steps)


def document_cells(answer: EntryAnswer) -> tuple[Cell, ...]:
    """The form of a document, its parties, when something was first done with it, and how it stands."""
    document, names = answer.entry.entry, answer.names
    assert isinstance(document, Document), "the answer is that of a document"
    (first, standing) = next(((held.acts[0].account.time, held.standing) for held in answer.life), (None, ""))
    return Cell(kind_words(document.form)), Cell(names.all(document.parties)), _when(first), Cell(standing)


def pair_cells(page: PairPage) -> tuple[Cell, ...]:
    """How much there is between two states."""
    answer = page.relationship
    last = next((contact.account.time for contact in answer.last_contact), None)
    return (
        Cell(f"{answer.contacts}"), _when(last), _number(answer.instruments),
        _number([owed for owed in answer.commitments if owed.open]),
    )  # fmt: skip


def actor_cells(dossier: DossierAnswer) -> tuple[Cell, ...]:
    """What an actor is, whom it acts for, and at how many engagements it took part."""
    actor = dossier.actor
    of = dossier.names.actor(actor.of) if actor.of else ""
    return Cell(actor.kind), Cell(of), _number(dossier.engagements)


def source_cells(page: SourcePage) -> tuple[Cell, ...]:
    """Who published a source, when, for which side; how much of it was read and is cited."""
    source = page.source
    read = {"full": "in full", "part": "in part", "no": "not read"}[source.read]
    date = _when(parse_when(source.date)) if source.date else Cell("")
    return Cell(source.publisher), date, Cell(side_text(source.side)), Cell(read), _number(page.citations.passages)


def commitment_cells(owed: Owed) -> tuple[Cell, ...]:
    """Who owes a commitment to whom, how far it has come, and when it is due."""
    names = owed.account.names
    due = _when(parse_when(owed.due)) if owed.due else Cell(f"“{owed.due_said}”" if owed.due_said else "")
    stage = Cell(f"{stage_text(owed.stage)}, {when_text(owed.stages[-1].when)}")
    return Cell(names.all(owed.by)), Cell(names.all(owed.to)), stage, due, Cell(outlook_text(owed))


def _when(when: When | None) -> Cell:
    """A time, sorted by the day by which it had certainly begun; one that is open comes last."""
    return Cell(when_text(when), f"{min(when.start_latest, OPEN_AFTER)}") if when else Cell("")


def _number(items: Sequence[object]) -> Cell:
    return Cell(f"{len(items)}")


# --- lists --------------------------------------------------------------------------------------


def list_id(group: str) -> str:
    """The page with the list of a group."""
    return f"list.{group}"


def group_list(group: str, named: Iterable[Named], links: Links) -> Child:
    """The articles of a group, a row each."""
    rows = [_row(one, links) for one in named]
    if not rows:
        return element("p", "None.")
    title, columns = GROUPS[group]
    head = element("thead", element("tr", *(element("th", column, scope="col") for column in columns)))
    table = element("table", head, element("tbody", *rows), class_="sorted")
    return element("div", table, class_="wide", tabindex="0", role="region", aria_label=f"list: {title}")


def _row(one: Named, links: Links) -> Html:
    name = element("td", element("a", one.title, href=links.page(one.id)))
    cells = (element("td", cell.text, data_order=cell.order) for cell in one.cells)
    return element("tr", name, *cells, data_find="line")


def event_list(accounts: Iterable[Account], links: Links) -> Child:
    """All events, a line each: where a large archive is searched."""
    lines = [element("li", event_line(account, links), data_find="line") for account in accounts]
    return [element("p", f"{many(len(lines), 'event')}, in the order of their recording."), element("ul", *lines)]
