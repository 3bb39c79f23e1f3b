"""What each pane of the screen says, as the same pages that plain output is made of."""

from collections.abc import Callable

from timeline.entries import Engagement, Statement
from timeline.projections.conflicts import conflicts
from timeline.projections.readouts import Row
from timeline.projections.relationship import SECTIONS, Held
from timeline.projections.world import World
from timeline.text import columns, shown
from timeline.tui.store import Store
from timeline.views.evidence import write_conflict, write_evidence
from timeline.views.marks import write_marks
from timeline.views.page import Page, Span, Style, cut, cut_inside
from timeline.views.replay import facts, write_changes
from timeline.views.wording import (
    SECTION_NAMES,
    headline,
    held_text,
    kind_text,
    link_text,
    topic_name,
    when_text,
)

PageOf = Callable[[Store, int], Page]
_CELL = 11
_DAY = 10
_UNCHANGED_SHOWN = 12


def what_happened(store: Store, width: int) -> Page:
    """The event under the cursor."""
    page, account, world = Page(width=width, colour=False), store.step.account, store.world
    event = account.event
    page.line(Span(f"{event.what.replace('-', ' ')}  ", "faint"), Span(headline(event, world), "strong"), hang=2)
    rows = [("when", when_text(world.time(event.id))), *facts(account, world)]
    rows += [("part of", ", ".join(_title(name, world) for name in event.part_of))]
    rows += [("about", ", ".join(_title(name, world) for name in event.about))]
    rows += [("topics", ", ".join(topic_name(topic, world) for topic in event.topics))]
    rows += [("id", event.id)]
    for label, text in rows:
        if text:
            page.line(Span(f"{label:<9}", "faint"), text, hang=9)
    write_marks(page, account, world, indent=0)
    return page


def _title(name: str, world: World) -> str:
    found = world.accounts.get(name)
    return found.event.title if found else name


def what_changed(store: Store, width: int) -> Page:
    """What the step moved between the two states; what it left as it was, folded."""
    page, step, world = Page(width=width, colour=False), store.step, store.world
    if step.after is None:
        page.line(Span("this replay is not between two states", "faint"))
        return page
    write_changes(page, step.changed, world, indent=0)
    if not step.changed:
        page.line(Span("nothing between the two states", "faint"))
    moved = {(change.section, change.after.key) for change in step.changed if change.after}
    rest = [(section, held) for section in SECTIONS[:-1] for held in getattr(step.after, section)]
    rest = [(section, held) for section, held in rest if (section, held.key) not in moved]
    if rest:
        page.blank()
        page.line(Span(f"unchanged ({len(rest)}), and the entry that set it", "faint"))
    for section, held in rest[:_UNCHANGED_SHOWN]:
        page.line(_unchanged(section, held, world, page.width))
    if len(rest) > _UNCHANGED_SHOWN:
        page.line(Span(f"and {len(rest) - _UNCHANGED_SHOWN} more", "faint"))
    return page


def _unchanged(section: str, held: Held, world: World, width: int) -> Span:
    account = world.accounts.get(held.event)
    mark = f" #{account.position}" if account else ""
    label = f"  {SECTION_NAMES[section]:<13}"
    text = cut(shown(held_text(held, world)), width - len(label) - len(mark))
    return Span(f"{label}{text}{mark}", "faint")


def who_says_so(store: Store, width: int) -> Page:
    """The evidence: side, passage, source; then who recorded it, and what was corrected."""
    page, account, world = Page(width=width, colour=False), store.step.account, store.world
    codes = store.loaded.replay.codes
    write_evidence(page, account, world, codes, indent=0, whole=True, links=False, texts=store.loaded.texts)
    for found in conflicts(account, world):
        write_conflict(page, found, world, indent=0)
    event = account.original
    page.line(
        Span(f"recorded {event.recorded_at} by {event.recorded_by} as #{account.position}", "faint"),
        Span("" if account.corrections else ", never corrected", "faint"),
    )
    write_marks(page, account, world, indent=0)
    for link in dict.fromkeys(filter(None, (link_text(item, world) for _, _, item in account.tellings()))):
        # In a pane an address is told in pieces: what is beyond its edge could not be read at all.
        pieces = [link[at : at + width - 2] for at in range(0, len(link), max(width - 2, 1))]
        for number, piece in enumerate(pieces):
            page.rows.append([Span(("" if number == 0 else "  ") + shown(piece), "faint")])
    return page


def sides_of(store: Store) -> tuple[str, ...]:
    """The codes of the two sides that are compared, in the order of the signs; none when there are not two."""
    told = max((tuple(row.sides) for row in store.loaded.rows.values()), key=len, default=())
    return told if len(told) > 1 else tuple(reversed(store.loaded.replay.codes)) if store.loaded.rows else ()


def both_readouts(store: Store, width: int) -> Page:
    """What both sides say of the engagement under the cursor, point by point."""
    page = Page(width=width, colour=False)
    world, codes = store.world, sides_of(store)
    if not store.loaded.rows or not codes:
        page.line(Span("there are no two sides to compare", "faint"))
        return page
    cells = "".join(f"{code:<{_CELL}}" for code in codes)
    page.line(Span(f"    {cells}point", "faint"))
    for row in points(store):
        here = row.id == store.step.account.id
        told = "".join(f"{row.sides.get(code, '–'):<{_CELL}}" for code in codes)
        text = cut(shown(_point(row, world)), max(page.width - 4 - columns(told), 1))
        page.mark = len(page.rows) if here else page.mark
        page.line(Span(f"{'▶' if here else ' '} {row.sign} {told}{text}", "strong" if here else ""))
    if store.row is None:
        gone = store.step.account.withdrawn is not None
        page.line(
            Span("this step is withdrawn, and not compared" if gone else "no side took part in this step", "faint")
        )
    return page


def _point(row: Row, world: World) -> str:
    event = world.accounts[row.id].event
    return f"{kind_text(event)}: {event.title}" if isinstance(event, Statement) else event.title


def points(store: Store) -> list[Row]:
    """The rows of the engagement that the cursor is in; of the step alone, outside of any."""
    world, here = store.world, store.step.account
    names = (here.id, *world.ancestors(here.id))
    engagements = [name for name in names if name in world.accounts and _is_talk(name, world)]
    root = engagements[0] if engagements else here.id
    rows = store.loaded.rows
    return [row for name, row in rows.items() if name == root or root in world.ancestors(name)]


def _is_talk(name: str, world: World) -> bool:
    event = world.accounts[name].event
    return isinstance(event, Engagement) and event.what != "visit"


def timeline_row(store: Store, index: int, width: int) -> list[Span]:
    """One step in the list: cursor, sign of both readouts, mark, day when it is another, kind, title."""
    step = store.steps[index]
    account = step.account
    row = store.loaded.rows.get(account.id)
    here = index == store.index
    sign = "×" if account.withdrawn else row.sign if row else " "
    marked = account.corrections or store.world.rests_on(account) or conflicts(account, store.world)
    day = _day_column(store, index)
    told = _told(store, index, width - 4 - columns(day.text))
    style: Style = "strong" if here or isinstance(account.event, Engagement) else ""
    return [
        Span("▶" if here else " ", "strong"),
        Span(sign, "warn" if sign in {"≠", "×"} else "faint"),
        Span("! ", "warn") if marked else Span("  "),
        day,
        Span(told, "faint" if account.withdrawn else style),
    ]


def _told(store: Store, index: int, room: int) -> str:
    """What a step is, within *room* columns; where its neighbours are cut to the same words, its end too."""
    head, title = _row_text(store, index)
    left = max(room - columns(head), 1)
    short = cut(title, left)
    near = [_row_text(store, other)[1] for other in (index - 1, index + 1) if 0 <= other < len(store.steps)]
    return head + (
        short if short == title or short not in {cut(one, left) for one in near} else cut_inside(title, left)
    )


def _row_text(store: Store, index: int) -> tuple[str, str]:
    """What stands before a title in the list, and the title."""
    step = store.steps[index]
    nest = "  " * max(step.depth - 1, 0) + ("· " if step.depth > 1 else "")
    start = store.world.clock(step.account)[0]
    event = step.account.event
    whole = store.world.accounts.get(event.part_of[0]) if event.part_of else None
    # A part of a statement that has its act says it once: the room is the title's.
    again = isinstance(event, Statement) and whole and kind_text(whole.event) == kind_text(event)
    kind = "" if again else f"{kind_text(event)}  "
    return shown(f"{start + ' ' if start else ''}{nest}{kind}"), shown(event.title)


def _day_column(store: Store, index: int) -> Span:
    text = _short_when(store, index)
    repeated = index > 0 and _short_when(store, index - 1) == text
    return Span(" " * _DAY if repeated else f"{text:<{_DAY}}", "faint")


def _short_when(store: Store, index: int) -> str:
    """`5–6 Jul`, `5/6 Jul`, `≤5 Jul`: a day in a few columns; the pane beside it has it whole."""
    time = store.world.time(store.steps[index].account.id)
    text = when_text(time)
    if text.startswith("on or before "):
        return f"≤{_short(text.removeprefix('on or before '))}"
    if " or " in text:
        first, _, rest = text.partition(" or ")
        return cut(f"{first}/{_short(rest)}", _DAY - 1)
    return cut(_short(text), _DAY - 1)


def _short(text: str) -> str:
    """`5–6 Jul` of `5–6 July 2024`, `Jan 2024` of `January 2024`."""
    *days, month, year = text.split() if " " in text else ("", text, "")
    return f"{' '.join(days)} {month[:3]}" if days and any(days) else f"{month[:3]} {year}" if year else text


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
