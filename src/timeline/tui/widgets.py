"""The widgets of the screen. They draw spans that are safe to show, and keep no state."""

from rich.segment import Segment
from rich.style import Style as RichStyle
from textual.content import Content
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.widget import Widget

from timeline.text import columns, shown
from timeline.tui.pages import PageOf, scrubber, timeline_row
from timeline.tui.store import Store
from timeline.views.page import Span, Style, cut
from timeline.views.words.money import many
from timeline.views.words.time import when_text

# Blue and orange, not red and green: everybody must be able to distinguish the two sides.
_STYLES: dict[Style, RichStyle] = {
    "": RichStyle(),
    "strong": RichStyle(bold=True),
    "faint": RichStyle(dim=True),
    "one": RichStyle(color="dodger_blue1", bold=True),
    "other": RichStyle(color="dark_orange", bold=True),
    "warn": RichStyle(color="gold1", bold=True),
}


def strip_of(spans: list[Span], width: int, base: RichStyle) -> Strip:
    """A line of *width* columns."""
    segments = [Segment(span.text, base + _STYLES[span.style]) for span in spans]
    used = sum(columns(span.text) for span in spans)
    return Strip(segments, used).adjust_cell_length(width, base)


_TITLE = 20
"""Columns of a title that are left in sight."""


class PagePane(ScrollView, can_focus=True, inherit_bindings=False):
    """A pane that shows a page about the step under the cursor; the keys of the replay go past it."""

    def __init__(self, store: Store, page_of: PageOf, title: str, pane_id: str) -> None:
        """Show what *page_of* says of the store."""
        super().__init__(id=pane_id)
        self.border_title = Content(title)
        self._store = store
        self._page_of = page_of
        self._rows: list[list[Span]] = []

    def on_resize(self) -> None:
        """Wrap anew."""
        self.show_step()

    def show_step(self) -> None:
        """Lay the page out for the step under the cursor, with the line that matters in sight."""
        width = max(self.scrollable_content_region.width, 1)
        page = self._page_of(self._store, width)
        self._rows = page.rows
        self.virtual_size = Size(width, len(self._rows))
        height = self.scrollable_content_region.height
        hidden = len(self._rows) - height
        self.border_subtitle = Content(f"{many(hidden, 'more line')}" if hidden > 0 else "")
        self.scroll_to(0, 0 if page.mark < height else page.mark - height // 2, animate=False)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One line of the page."""
        line = y + self.scroll_offset.y
        spans = self._rows[line] if line < len(self._rows) else []
        return strip_of(spans, self.size.width, self.rich_style)


class TimelinePane(ScrollView, can_focus=True, inherit_bindings=False):
    """The list of steps; its cursor is the position of the replay."""

    def __init__(self, store: Store) -> None:
        """List the steps of the store."""
        super().__init__(id="timeline")
        self.border_title = Content("1 Timeline")
        self._store = store

    def on_resize(self) -> None:
        """Keep the cursor in sight."""
        self.show_step()

    def show_step(self) -> None:
        """Bring the cursor into sight."""
        height = max(self.scrollable_content_region.height, 1)
        self.virtual_size = Size(self.scrollable_content_region.width, len(self._store.steps))
        top, index = self.scroll_offset.y, self._store.index
        if not top <= index < top + height:
            self.scroll_to(0, max(index - height // 2, 0), animate=False)
        self.refresh()

    def render_line(self, y: int) -> Strip:
        """One step."""
        index = y + self.scroll_offset.y
        if index >= len(self._store.steps):
            return Strip.blank(self.size.width, self.rich_style)
        base = self.rich_style + RichStyle(reverse=True) if index == self._store.index else self.rich_style
        width = self.scrollable_content_region.width
        return strip_of(timeline_row(self._store, index, width), width, base)


class Line(Widget):
    """One line at an edge of the screen."""

    def __init__(self, store: Store, line_id: str) -> None:
        """Draw from *store*."""
        super().__init__(id=line_id)
        self._store = store

    def show_step(self) -> None:
        """Draw anew."""
        self.refresh()


class Header(Line):
    """What is replayed, and where the cursor is."""

    def render(self) -> Content:
        """Title, step, day, clock."""
        store = self._store
        replay = store.loaded.replay
        pair = f"{'-'.join(replay.sides)} › " if replay.sides else ""
        clock = "as recorded" if store.recorded else "as it happened"
        day = when_text(store.step.account.time)
        title = shown(f" {pair}{replay.title}")
        parts = [f"step {store.index + 1}/{len(store.steps)}", clock, day]
        # Where there is little room, the day goes first: pane 2 has it. Then the clock, if it is the world's.
        while len(parts) > 1 + store.recorded and self.size.width - columns("   ".join(["", *parts])) < _TITLE:
            parts.pop()
        where = "   ".join(["", *parts])
        room = max(self.size.width - columns(where), 1)
        return Content.assemble((cut(title, room), "bold"), where)


class Scrubber(Line):
    """All steps in one line."""

    def render(self) -> Content:
        """The steps, with the cursor among them."""
        return Content(" " + scrubber(self._store, self.size.width - 2))


class Provenance(Line):
    """What the screen rests on, or what the last key has to say."""

    def render(self) -> Content:
        """The message, else the basis."""
        store = self._store
        if store.message:
            return Content.assemble((shown(f" {store.message}"), "bold"))
        basis = store.loaded.replay.basis
        return Content(f" log #{basis.position} · root {basis.root[:16]}…")
