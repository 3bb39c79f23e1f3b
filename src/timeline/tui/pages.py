"""What each pane of the screen says, as the same pages that plain output is made of."""

from collections.abc import Callable

from timeline.events import Engagement
from timeline.exporters.page import Page, Span, columns, cut
from timeline.exporters.replay import facts, side_style, write_changes
from timeline.exporters.wording import (
    SECTION_NAMES,
    clock_text,
    evidence_text,
    headline,
    held_text,
    kind_text,
    passages_text,
    plain_text,
    side_text,
    topic_name,
    value_text,
    when_text,
)
from timeline.projections.readouts import Row
from timeline.projections.relationship import SECTIONS, Held, conflicts
from timeline.projections.world import World
from timeline.text import shown
from timeline.tui.store import Store

PageOf = Callable[[Store, int], Page]
_CELL = 11
_UNCHANGED_SHOWN = 12


def what_happened(store: Store, width: int) -> Page:
    """The event under the cursor."""
    page, account, world = Page(width=width, colour=False), store.step.account, store.world
    event = account.event
    page.line(Span(f"{event.what.replace('-', ' ')}  ", "faint"), Span(headline(event, world), "strong"), hang=2)
    if account.withdrawn:
        page.line(Span("withdrawn", "warn"))
    rows = [("when", when_text(world.time(event.id))), *facts(account, world)]
    rows += [("part of", ", ".join(_title(name, world) for name in event.part_of))]
    rows += [("about", ", ".join(_title(name, world) for name in event.about))]
    rows += [("topics", ", ".join(topic_name(topic, world) for topic in event.topics))]
    rows += [("id", event.id)]
    for label, text in rows:
        if text:
            page.line(Span(f"{label:<9}", "faint"), text, hang=9)
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
    for position, entry, item in account.tellings():
        side = world.side(item)
        page.line(
            Span(f"{side_text(side)} says  ", side_style(side, codes)),
            f"{passages_text(item)}  ",
            Span(f"{evidence_text(item, world)}  #{position}", "faint"),
            hang=2,
        )
        if getattr(entry, "inferred", False):
            page.line(Span("inferred: ", "warn"), getattr(entry, "because", ""), indent=2)
    for found in conflicts(account, world):
        values = " ≠ ".join(f"{value_text(said, world)} ({side_text(said.sides)})" for said in found.values)
        page.line(Span("! ", "warn"), f"{found.field}: {values}", hang=2)
    event = account.original
    page.line(
        Span(f"recorded {event.recorded_at} by {event.recorded_by} as #{account.position}", "faint"),
        Span("" if account.corrections else ", never corrected", "faint"),
    )
    for position, correction in account.corrections:
        was, now = plain_text(correction.was), plain_text(correction.now)
        change = f"{correction.field}: {was} → {now}; {correction.because}"
        page.line(Span(f"corrected by #{position}  ", "warn"), change, hang=2)
    return page


def both_readouts(store: Store, width: int) -> Page:
    """What both sides say of the engagement under the cursor, point by point."""
    page = Page(width=width, colour=False)
    codes = tuple(next(iter(store.loaded.rows.values())).sides) if store.loaded.rows else ()
    codes = codes if len(codes) > 1 else tuple(reversed(store.loaded.replay.codes))
    if not store.loaded.rows or not codes:
        page.line(Span("there are no two sides to compare", "faint"))
        return page
    cells = "".join(f"{code:<{_CELL}}" for code in codes)
    page.line(Span(f"    {cells}point", "faint"))
    for row in points(store):
        here = row.id == store.step.account.id
        told = "".join(f"{row.sides.get(code, '–'):<{_CELL}}" for code in codes)
        text = cut(shown(row.title), max(page.width - 4 - columns(told), 1))
        page.mark = len(page.rows) if here else page.mark
        page.line(Span(f"{'▶' if here else ' '} {row.sign} {told}{text}", "strong" if here else ""))
    if store.row is None:
        page.line(Span("neither side took part in this step", "faint"))
    return page


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
    """One step in the list: cursor, sign of both readouts, day when it is another, kind, title."""
    step, world = store.steps[index], store.world
    account = step.account
    row = store.loaded.rows.get(account.id)
    here = index == store.index
    mark = Span("▶" if here else " ", "strong")
    sign = Span(f"{row.sign if row else ' '} ", "warn" if row and row.sign == "≠" else "faint")
    day = _day_column(store, index)
    nest = "  " * max(step.depth - 1, 0) + ("· " if step.depth > 1 else "")
    clock = clock_text(account, world).partition(" ")[0].rstrip(",") if account.event.start else ""
    event = account.event
    head = f"{clock} " if clock else ""
    told = shown(f"{head}{nest}{kind_text(event)}  {event.title}")
    room = width - 3 - columns(day.text)
    return [mark, sign, day, Span(cut(told, room), "strong" if here or isinstance(event, Engagement) else "")]


def _day_column(store: Store, index: int) -> Span:
    text = _short_when(store, index)
    repeated = index > 0 and _short_when(store, index - 1) == text
    return Span(" " * 11 if repeated else f"{text:<11}", "faint")


def _short_when(store: Store, index: int) -> str:
    """`5–6 Jul`, `5/6 Jul`, `≤5 Jul`: a day in ten columns; the pane beside it has it whole."""
    time = store.world.time(store.steps[index].account.id)
    text = when_text(time)
    if text.startswith("on or before "):
        return f"≤{_short(text.removeprefix('on or before '))}"
    if " or " in text:
        first, _, rest = text.partition(" or ")
        return f"{first}/{_short(rest)}"
    return cut(_short(text), 10)


def _short(text: str) -> str:
    *days, month, _ = text.split() if len(text.split()) > 2 else ("", text, "")  # noqa: PLR2004 - day, month, year
    return f"{' '.join(days)} {month[:3]}".strip() if any(days) else text


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
