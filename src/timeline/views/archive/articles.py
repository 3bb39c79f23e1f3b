"""The articles of an archive: a visit, a pair of states, an actor, a source, the commitments, the conflicts."""

from collections.abc import Iterable, Iterator
from itertools import groupby
from typing import NamedTuple

from timeline.answers.archive import VISIT, EngagementPage, PairPage, SourcePage
from timeline.answers.changes import ChangesAnswer
from timeline.answers.commitments import CommitmentsAnswer
from timeline.answers.compare import ComparisonAnswer
from timeline.answers.conflicts import ConflictsAnswer
from timeline.answers.dossier import DossierAnswer
from timeline.answers.entry import EntryAnswer
from timeline.entries import Document, Source
from timeline.projections.commitments import Owed
from timeline.projections.relationship import SECTIONS
from timeline.projections.world import Account
from timeline.views.archive.items import (
    Links,
    change_list,
    conflict_text,
    event_item,
    event_line,
    listed,
    section,
)
from timeline.views.archive.lists import (
    Cell,
    Named,
    actor_cells,
    commitment_cells,
    document_cells,
    engagement_cells,
    pair_cells,
    source_cells,
)
from timeline.views.brief import sheet_of
from timeline.views.compare import LEGEND, is_of_many, section_text
from timeline.views.html import Child, Html, element, joined, link
from timeline.views.plots import commitments as commitments_plot
from timeline.views.plots import relationship as relationship_plot
from timeline.views.relationship import TITLES
from timeline.views.words.change import hedge_text, held_text, outlook_text, stage_text
from timeline.views.words.diplomacy import act_text
from timeline.views.words.event import kind_words, point_text
from timeline.views.words.evidence import passage_text, source_text, version_text
from timeline.views.words.money import amounts_text, many, quantities_text
from timeline.views.words.people import others_text, side_text
from timeline.views.words.time import day_text, when_text


class Article(NamedTuple):
    """A page of an archive, and what lists say of it."""

    named: Named
    body: Html


def article(id: str, group: str, title: str, *children: Child, cells: tuple[Cell, ...] = ()) -> Article:
    """An article with its heading; *cells* are what stands beside it in the list of its group."""
    return Article(Named(id, group, title, cells), joined([element("h2", title), *children]))


# --- a visit ------------------------------------------------------------------------------


def engagement_article(page: EngagementPage, links: Links) -> Article:
    """A visit, or another engagement or document: in short, step by step, the readouts side by side, commitments."""
    replay, promises = page.replay, page.commitments
    picture = commitments_plot.svg(promises, alone=False) if promises.commitments else ""
    return article(
        page.id, "visits" if page.id.endswith(VISIT) else "engagements", replay.title,
        element("p", f"{many(len(replay.steps), 'step')}. Keys: j and k, or the arrows, move from step to step."),
        section("In short", _brief(page)),
        section("Step by step", *_steps(page, links)),
        section(_readouts_title(page.comparison), _readouts(page.comparison, links)) if page.comparison else "",
        section("What became of its commitments", picture, listed(commitment_lines(promises, links))),
        cells=engagement_cells(page),
    )  # fmt: skip


def _brief(page: EngagementPage) -> Html:
    """The front page of the brief, folded."""
    sheet = sheet_of(page.brief)
    parts = []
    for part in sheet.body:
        lines = (
            [[s.text, f" [{s.mark}]" if s.mark else "", s.after, " "] for s in line.segments] for line in part.lines
        )
        parts.append(joined([element("h4", part.heading), listed(lines)]))
    return element("details", element("summary", sheet.subtitle), *parts, element("p", sheet.legend, class_="side"))


def _steps(page: EngagementPage, links: Links) -> Iterator[Html]:
    """The steps under the headings of their sections."""
    for name, group in groupby(page.replay.steps, key=lambda step: step.section):
        title = section_text(name, page.replay.world.accounts[page.event].event.what)
        if title:
            yield element("h4", title[0].upper() + title[1:], class_="part")
        for step in group:
            yield event_item(step.account, links, page=page.id, step=step)


def _readouts_title(comparison: ComparisonAnswer) -> str:
    return "Readouts" if is_of_many(comparison.sides) else "Both readouts"


def _readouts(comparison: ComparisonAnswer, links: Links) -> Html:
    """A row for each point, a column for each side."""
    head = element(
        "tr", *(element("th", side, scope="col") for side in comparison.sides), element("th", "point", scope="col")
    )
    rows = [head]
    for name, group in groupby(comparison.rows, key=lambda row: row.section):
        title = section_text(name, comparison.what)
        rows += (
            [element("tr", element("th", title, colspan=str(len(comparison.sides) + 1), scope="colgroup"))]
            if title
            else []
        )
        for row in group:
            cells = [
                element("td", row.sides.get(side, "–"), class_=f"cell {row.sides.get(side, '')}")
                for side in comparison.sides
            ]
            disputed = " (contradicted by the press or an analyst)" if row.disputed else ""
            point = [links.to(row.id, point_text(row.account)), disputed]
            rows.append(element("tr", *cells, element("td", *point, class_=f"depth{min(row.depth, 5)}")))
    legend = element(
        "dl", *(piece for word, meaning in LEGEND[5:] for piece in (element("dt", word), element("dd", meaning)))
    )
    return joined(
        [
            element(
                "div", element("table", *rows), class_="wide", tabindex="0", role="region", aria_label="both readouts"
            ),
            legend,
        ]
    )


def commitment_lines(answer: CommitmentsAnswer, links: Links) -> Iterator[Child]:
    """The commitments, each linked to its own article."""
    for owed in (*answer.commitments, *answer.to_others, *answer.of_others):
        text = outlook_text(owed)
        yield [
            links.to(f"{owed.key}.commitment", owed.title),
            f": {stage_text(owed.stage)}{f'; {text}' if text else ''}",
        ]


# --- two states ---------------------------------------------------------------------------


def pair_article(page: PairPage, links: Links) -> Article:
    """The relationship of two states on the day, and what each year changed."""
    answer = page.relationship
    parts = []
    for name in SECTIONS:
        held = getattr(answer, name)
        items = ([links.to(item.event, held_text(item)), _side(item.account.sides)] for item in held)
        parts.append(section(TITLES[name], listed(items)))
    return article(
        f"{page.id}.pair", "pairs", answer.title,
        element("p", f"On {when_text(answer.on.isoformat())}; {many(answer.contacts, 'engagement')} of both."),
        relationship_plot.svg(page.whole, alone=False),
        *parts,
        section("What changed, year by year", *(_year(year, links) for year in page.years)),
        cells=pair_cells(page),
    )  # fmt: skip


def _year(year: ChangesAnswer, links: Links) -> Html:
    lines = listed(event_line(account, links) for account in year.engagements)
    return element("details", element("summary", str(year.period.first.year)), lines, change_list(year.changes))


def _side(sides: Iterable[str]) -> Html:
    return element("span", f" [{side_text(sides)}]", class_="side")


# --- an actor, a source ---------------------------------------------------------------------


def actor_article(dossier: DossierAnswer, links: Links) -> Article:
    """Offices, engagements, statements, commitments of an actor."""
    actor, names = dossier.actor, dossier.names
    acts_for = [" of ", links.to(actor.of, names.actor(actor.of))] if actor.of else []
    also = element("p", f"also called {', '.join(actor.names)}") if actor.names else ""
    offices = (
        f"{when_text(tenure.when)}: {names.actor(tenure.who)} {tenure.change} {names.actor(tenure.office)}"
        for tenure in dossier.offices
    )
    wikidata = link("Wikidata", f"https://www.wikidata.org/wiki/{actor.wikidata}") if actor.wikidata else ""
    return article(
        actor.id, "actors", actor.name, element("p", actor.kind, *acts_for, " ", wikidata), also,
        section("Offices", listed(offices)),
        section("Engagements", listed(event_line(a, links) for a in dossier.engagements)),
        section("Represented by others", listed(event_line(r.account, links) for r in dossier.represented)),
        section("Statements and announcements", listed(event_line(a, links) for a in dossier.sayings)),
        section("There as host, mediator, witness or the like", listed(
            [event_line(a.account, links), f"; {others_text(a.roles, names)}"] for a in dossier.attended
        )),
        section("Signed, ratified or the like", listed(event_line(a, links) for a in dossier.signed)),
        section("Other acts: letters, relations, plans", listed(event_line(a, links) for a in dossier.acts)),
        section("What others said or did to it or about it", listed(event_line(a, links) for a in dossier.others)),
        section("Commitments", listed(
            [links.to(f"{owed.key}.commitment", owed.title), f": {stage_text(owed.stage)}"] for owed in dossier.promises
        )),
        cells=actor_cells(dossier),
    )  # fmt: skip


def document_article(answer: EntryAnswer, links: Links) -> Article:
    """A document: its parties, what was done with it and whether it stands, its texts."""
    document, names = answer.entry.entry, answer.names
    assert isinstance(document, Document), "the answer is that of a document"
    said = f" (“{document.form_said}”)" if document.form_said else ""
    parties = [[", " if at else ": parties ", links.to(id, names.actor(id))] for at, id in enumerate(document.parties)]
    acts: Iterable[Child] = (
        [links.to(act.event, act_text(act, names)), _side(act.sides)] for held in answer.life for act in held.acts
    )
    standing = [f"{held.standing} on {day_text(held.on)}" for held in answer.life if held.standing and held.on]
    texts: Iterable[Child] = (links.to(one.source, version_text(one.text)) for one in answer.versions)
    return article(
        document.id, "documents", document.title,
        element("p", kind_words(document.form), said, *parties), *(element("p", text) for text in standing),
        section("What was done with it", listed(acts)), section("Texts", listed(texts)),
        cells=document_cells(answer),
    )  # fmt: skip


_READ = {"full": "read in full", "part": "read in part", "no": "not read; what it says is known from others"}


def source_article(page: SourcePage, links: Links) -> Article:
    """A source: how much of it was read, and the passages that are cited."""
    source, cited = page.source, page.citations
    passages: Iterable[Child] = (
        [element("q", passage_text(one.passage)), " — ", one.no_fact or links.to(one.entry, one.entry)]
        for one in cited.passages
    )
    bare: Iterable[Child] = (links.to(entry, entry) for entry in cited.without_passage)
    return article(
        source.id, "sources", source.title,
        element("p", f"{source_text(source)}; {_READ[source.read]}; side: {side_text(source.side)}. ", *_where(source)),
        section("Passages that are cited", listed(passages)),
        section("Cited without a passage", listed(bare)),
        cells=source_cells(page),
    )  # fmt: skip


def _where(source: Source) -> list[Child]:
    return [child for text, address in (("read it", source.url), ("a copy", source.archive)) if address
            for child in (link(text, address), " ")]  # fmt: skip


# --- commitments, conflicts, the rest ---------------------------------------------------------


def commitment_article(owed: Owed, links: Links) -> Article:
    """A commitment: who owes what to whom, and each stage with its evidence."""
    names = owed.account.names
    to: list[Child] = [" to ", *_linked(owed.to, links, owed)] if owed.to else [", addressee not named"]
    due = f"Due {when_text(owed.due)}. " if owed.due else f"Due “{owed.due_said}”. " if owed.due_said else ""
    stages: Iterable[Child] = (
        [
            element("strong", stage_text(reached.stage)), f", {when_text(reached.when)}",
            "".join(f", {part}" for part in (amounts_text(reached.money), quantities_text(reached.quantities)) if part),
            ": ", links.to(reached.event, names.titles.get(reached.event, reached.event)), _side(reached.sides),
        ]
        for reached in owed.stages
    )  # fmt: skip
    hedge, outlook = hedge_text(owed), outlook_text(owed)
    due += f"{hedge[0].upper()}{hedge[1:]}. " if hedge else ""
    return article(
        f"{owed.key}.commitment", "commitments", owed.title,
        element("p", "Owed by ", *_linked(owed.by, links, owed), *to, f". {due}{outlook[:1].upper()}{outlook[1:]}"),
        section("Stages", listed(stages)),
        cells=commitment_cells(owed),
    )  # fmt: skip


def _linked(actors: Iterable[str], links: Links, owed: Owed) -> Iterator[Child]:
    for at, actor in enumerate(actors):
        yield [", " if at else "", links.to(actor, owed.account.names.actor(actor))]


def conflicts_article(answer: ConflictsAnswer, links: Links) -> Article:
    """Where sources disagree; none is decided."""
    items: Iterable[Child] = (
        [links.to(one.event, one.title), f": {conflict_text(one.conflict, one.account)}"] for one in answer.conflicts
    )
    return article("list.conflicts", "conflicts", "Where sources disagree", listed(items) or element("p", "Nowhere."))


def year_article(page: str, accounts: Iterable[Account], links: Links) -> Article:
    """The events of one year that belong to no visit."""
    year = page.rpartition(".")[2]
    title = f"Other events, {year}" if year.isdigit() else "Other events, time not known"
    items = [event_item(account, links, page=page) for account in accounts]
    cells = (Cell(f"{len(items)}"),)
    return article(page, "events", title, section("In the order of their recording", *items), cells=cells)
