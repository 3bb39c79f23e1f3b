"""What each pane of the screen says, as the same pages that plain output is made of."""

from collections.abc import Callable

from timeline.entries import Engagement, Event, Statement
from timeline.projections.conflicts import conflicts
from timeline.projections.held import Held
from timeline.projections.readouts import Row
from timeline.projections.relationship import SECTIONS
from timeline.text import columns, shown
from timeline.tui.store import Store
from timeline.views.evidence import write_conflict, write_evidence
from timeline.views.marks import write_marks
from timeline.views.page import Page, Span, Style, cut, cut_inside
from timeline.views.replay import write_changes
from timeline.views.words.change import SECTION_NAMES, held_text
from timeline.views.words.event import facts, headline, kind_text
from timeline.views.words.evidence import link_text
from timeline.views.words.time import short_when, when_text

PageOf = Callable[[Store, int], Page]
_CELL = 11
_LABEL = 9
"""The columns of a label of what happened, if none is longer."""
_DAY = 10
_UNCHANGED_SHOWN = 12


def what_happened(store: Store, width: int) -> Page:
    """The event under the cursor."""
    page, account = Page(width=width, colour=False), store.step.account
    event, names = account.event, account.names
    page.line(Span(f"{event.what.replace('-', ' ')}  ", "faint"), Span(headline(account), "strong"), hang=2)
    rows = [("when", when_text(account.time)), *facts(account)]
    rows += [("part of", ", ".join(names.titles.get(id, id) for id in event.part_of))]
    rows += [("about", ", ".join(names.titles.get(id, id) for id in event.about))]
    rows += [("topics", ", ".join(map(names.topic, event.topics)))]
    rows += [("id", event.id)]
    rows = [(label, text) for label, text in rows if text]
    wide = max(_LABEL, *(len(label) + 1 for label, _ in rows))
    for label, text in rows:
        page.line(Span(f"{label:<{wide}}", "faint"), text, hang=wide)
    write_marks(page, account, indent=0)
    return page


def what_changed(store: Store, width: int) -> Page:
    """What the step changed in the relationship; what it did not change is folded."""
    page, step = Page(width=width, colour=False), store.step
    if step.after is None:
        page.line(Span("this replay is not about two states", "faint"))
        return page
    changes = step.changes
    write_changes(page, changes, indent=0)
    if not changes:
        page.line(Span("this step changed nothing between the two states", "faint"))
    moved = {(change.section, change.after.key) for change in changes if change.after}
    rest = [(section, held) for section in SECTIONS[:-1] for held in getattr(step.after, section)]
    rest = [(section, held) for section, held in rest if (section, held.key) not in moved]
    if rest:
        page.blank()
        page.line(Span(f"unchanged ({len(rest)}), each with its entry", "faint"))
    for section, held in rest[:_UNCHANGED_SHOWN]:
        page.line(_unchanged(section, held, page.width))
    if len(rest) > _UNCHANGED_SHOWN:
        page.line(Span(f"and {len(rest) - _UNCHANGED_SHOWN} more", "faint"))
    return page


def _unchanged(section: str, held: Held, width: int) -> Span:
    mark = f" #{held.account.position}"
    label = f"  {SECTION_NAMES[section]:<13}"
    text = cut(shown(held_text(held)), width - len(label) - len(mark))
    return Span(f"{label}{text}{mark}", "faint")


def who_says_so(store: Store, width: int) -> Page:
    """The evidence: side, passage, source; then who recorded it, and what was corrected."""
    page, account = Page(width=width, colour=False), store.step.account
    sides = store.loaded.replay.sides
    write_evidence(page, account, sides, indent=0, whole=True, links=False, texts=store.loaded.texts)
    for found in conflicts(account):
        write_conflict(page, found, account.names, indent=0)
    event = account.original
    page.line(
        Span(f"recorded {event.recorded_at} by {event.recorded_by} as #{account.position}", "faint"),
        Span("" if account.corrections else ", never corrected", "faint"),
    )
    write_marks(page, account, indent=0)
    for link in dict.fromkeys(filter(None, map(link_text, account.citations))):
        # In a pane an address is wrapped: beyond the edge it could not be read at all.
        pieces = [link[at : at + width - 2] for at in range(0, len(link), max(width - 2, 1))]
        for number, piece in enumerate(pieces):
            page.rows.append([Span(("" if number == 0 else "  ") + shown(piece), "faint")])
    return page


def sides_of(store: Store) -> tuple[str, ...]:
    """The codes of the two sides that are compared, in the order of the signs; none when there are not two."""
    codes = max((tuple(row.sides) for row in store.loaded.rows.values()), key=len, default=())
    return codes if len(codes) > 1 else tuple(reversed(store.loaded.replay.sides)) if store.loaded.rows else ()


def both_readouts(store: Store, width: int) -> Page:
    """What both sides say of the engagement under the cursor, point by point."""
    page = Page(width=width, colour=False)
    codes = sides_of(store)
    if not store.loaded.rows or not codes:
        page.line(Span("there are no two sides to compare", "faint"))
        return page
    cells = "".join(f"{cut(code, _CELL - 1):<{_CELL}}" for code in codes)
    page.line(Span(f"    {cells}point", "faint"))
    for row in points(store):
        here = row.id == store.step.account.id
        said = "".join(f"{row.sides.get(code, '–'):<{_CELL}}" for code in codes)
        text = cut(shown(_point(row)), max(page.width - 4 - columns(said), 1))
        page.mark = len(page.rows) if here else page.mark
        page.line(Span(f"{'▶' if here else ' '} {row.sign} {said}{text}", "strong" if here else ""))
    if store.row is None:
        is_withdrawn = store.step.account.withdrawn is not None
        reason = "this step is withdrawn and not compared" if is_withdrawn else "no side took part in this step"
        page.line(Span(reason, "faint"))
    return page


def _point(row: Row) -> str:
    event = row.account.event
    return f"{kind_text(event)}: {event.title}" if isinstance(event, Statement) else event.title


def points(store: Store) -> list[Row]:
    """The rows of the engagement that the cursor is in; of the step alone, outside of any."""
    here = store.step.account
    root = next((account.id for account in (here, *here.wholes) if _is_talk(account.event)), here.id)
    return [row for id, row in store.loaded.rows.items() if id == root or root in row.account.ancestors]


def _is_talk(event: Event) -> bool:
    return isinstance(event, Engagement) and event.what != "visit"


def timeline_row(store: Store, index: int, width: int) -> list[Span]:
    """One step in the list: cursor, sign of both readouts, mark, day when it is another, kind, title."""
    step = store.steps[index]
    account = step.account
    row = store.loaded.rows.get(account.id)
    here = index == store.index
    sign = "×" if account.withdrawn else row.sign if row else " "
    marked = account.corrections or account.rests_on or conflicts(account)
    day = _day_column(store, index)
    text = _title(store, index, width - 4 - columns(day.text))
    style: Style = "strong" if here or isinstance(account.event, Engagement) else ""
    return [
        Span("▶" if here else " ", "strong"),
        Span(sign, "warn" if sign in {"≠", "×"} else "faint"),
        Span("! ", "warn") if marked else Span("  "),
        day,
        Span(text, "faint" if account.withdrawn else style),
    ]


def _title(store: Store, index: int, room: int) -> str:
    """What a step is, within *room* columns; where its neighbours are cut to the same words, its end too."""
    head, title = _row_text(store, index)
    left = max(room - columns(head), 1)
    short = cut(title, left)
    near = [_row_text(store, other)[1] for other in (index - 1, index + 1) if 0 <= other < len(store.steps)]
    return head + (
        short if short == title or short not in {cut(title, left) for title in near} else cut_inside(title, left)
    )


def _row_text(store: Store, index: int) -> tuple[str, str]:
    """The marks before a title in the list, and the title."""
    step = store.steps[index]
    nest = "  " * max(step.depth - 1, 0) + ("· " if step.depth > 1 else "")
    start = step.account.clock.start
    event = step.account.event
    whole = step.account.world.accounts.get(event.part_of[0]) if event.part_of else None
    # A part of a statement that has its act says it once: the room is the title's.
    again = isinstance(event, Statement) and whole and kind_text(whole.event) == kind_text(event)
    kind = "" if again else f"{kind_text(event)}  "
    return shown(f"{start + ' ' if start else ''}{nest}{kind}"), shown(event.title)


def _day_column(store: Store, index: int) -> Span:
    text, before = (
        cut(short_when(step.account.time), _DAY - 1) for step in (store.steps[index], store.steps[index - 1])
    )
    repeated = index > 0 and before == text
    return Span(" " * _DAY if repeated else f"{text:<{_DAY}}", "faint")


def scrubber(store: Store, width: int) -> str:
    """All steps in one line: engagements raised, the cursor a dot."""
    count, room = len(store.steps), max(width, 10)
    marks = ["▁"] * min(count, room)
    for index, step in enumerate(store.steps):
        at = index * len(marks) // count
        if isinstance(step.account.event, Engagement):
            marks[at] = "▅"
    marks[store.index * len(marks) // count] = "●"
    return "".join(marks)
