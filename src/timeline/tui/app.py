"""The application: which panes there are, which keys, and how they fit the terminal."""

from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from timeline.tui.pages import both_readouts, what_changed, what_happened, who_says_so
from timeline.tui.store import Load, Store
from timeline.tui.widgets import Header, PagePane, Provenance, Scrubber, TimelinePane

_WIDE = 100
_SMALLEST = (60, 16)
_PAGE = 10

KEYS = (
    (". → j ↓", "one step on"),
    (", ← k ↑", "one step back"),
    ("J  K", "next or previous engagement"),
    ("d  D", "next or previous day"),
    ("PgDn PgUp", "ten steps on or back"),
    ("Home End", "first or last step"),
    ("g  :", "go to a step, #position, +10, 50%, an id, or a date as you type it"),
    ("t", "the other clock: as it happened, or as it was recorded"),
    ("1 to 5, Tab", "a pane, or the next one"),
    ("Ctrl+↓ Ctrl+↑", "scroll the pane that has the focus"),
    ("z", "one pane alone, or all"),
    ("?  F1", "this help"),
    ("q  Esc", "close what is open; leave"),
    ("Q", "leave"),
)
_SIGNS = (
    ("+ ~ -", "came, moved, went between the two states"),
    ("= ≠", "both sides say it, they differ"),
    ("◂ ▸", "only the first, only the second side says it"),
    ("· !", "neither side says it, sources conflict"),
)


class Help(ModalScreen[None]):
    """The keys and the signs."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("q,escape,question_mark,f1", "dismiss", "close")]

    def compose(self) -> ComposeResult:
        """The keys, then the signs."""
        lines = [f"{keys:<15}{words}" for keys, words in (*KEYS, ("", ""), *_SIGNS)]
        with VerticalScroll(id="help"):
            yield Static(Content("\n".join(lines)))


class ReplayApp(App[None]):
    """The replay screen."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = "#timeline"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("full_stop,right,j,down", "step(1)", "step", id="step.on"),
        Binding("comma,left,k,up", "step(-1)", "back", id="step.back"),
        Binding("J", "engagement(1)", "engagement", id="engagement.on"),
        Binding("K", "engagement(-1)", "", id="engagement.back"),
        Binding("d", "day(1)", "day", id="day.on"),
        Binding("D", "day(-1)", "", id="day.back"),
        Binding("pagedown", f"step({_PAGE})", "", id="page.on", priority=True),
        Binding("pageup", f"step(-{_PAGE})", "", id="page.back", priority=True),
        Binding("home", "first", "first", id="first", priority=True),
        Binding("end,T", "last", "last", id="last", priority=True),
        Binding("g,colon", "go_to", "go to", id="go.to"),
        Binding("t", "clock", "clock", id="clock"),
        *(Binding(str(number), f"pane({number})", "", id=f"pane.{number}") for number in range(1, 6)),
        Binding("ctrl+down", "scroll_pane(1)", "", id="scroll.down"),
        Binding("ctrl+up", "scroll_pane(-1)", "", id="scroll.up"),
        Binding("z", "zoom", "zoom", id="zoom"),
        Binding("question_mark,f1", "help", "help", id="help"),
        Binding("q,escape", "back", "quit", id="back"),
        Binding("Q", "quit", "", id="quit"),
    ]

    def __init__(self, store: Store) -> None:
        """Show *store*."""
        super().__init__()
        self.store = store

    def compose(self) -> ComposeResult:
        """The panes."""
        store = self.store
        yield Header(store, "header")
        with Horizontal(id="body"):
            yield TimelinePane(store)
            with Vertical(id="panes"):
                with Horizontal(id="upper"):
                    yield PagePane(store, what_happened, "2 What happened", "happened")
                    yield PagePane(store, what_changed, "3 What changed", "changed")
                yield PagePane(store, who_says_so, "4 Who says so", "says")
                yield PagePane(store, both_readouts, "5 Both readouts", "readouts")
        yield Static(id="tabs")
        yield Scrubber(store, "scrubber")
        yield Provenance(store, "provenance")
        yield Static(_footer(), id="keys")

    def on_mount(self) -> None:
        """Follow the store; nothing moves by itself."""
        self.animation_level = "none"
        self.store.subscribe(self._show_step)
        self._show_pane("happened")
        self._show_step()

    def _show_step(self) -> None:
        for widget in self.query("Header, Scrubber, Provenance, TimelinePane, PagePane"):
            widget.show_step()  # type: ignore[attr-defined]  # the query names the widgets that have it
        step, row = self.store.step, self.store.row
        counts = {sign: sum(change.sign == sign for change in step.changed) for sign in "~+-"}
        told = " ".join(f"{sign}{count}" for sign, count in counts.items() if count)
        self.query_one("#changed", PagePane).border_title = Content(f"3 What changed  {told}")
        signs = {sign: sum(one.sign == sign for one in self.store.loaded.rows.values()) for sign in "=≠◂▸"}
        of_all = " ".join(f"{sign} {count}" for sign, count in signs.items())
        self.query_one("#readouts", PagePane).border_title = Content(f"5 Both readouts  {of_all}")
        says = len(tuple(step.account.tellings()))
        self.query_one("#says", PagePane).border_title = Content(f"4 Who says so  {says}")
        strip = f" 2 event   3 changed {told or '0'}   4 says {says}   5 readouts {row.sign if row else '–'}"
        self.query_one("#tabs", Static).update(Content(strip), layout=False)

    def on_resize(self, event: Resize) -> None:
        """Five panes where there is room, one beside the list where there is less, one alone."""
        self.set_class(event.size.width < _WIDE, "narrow")
        self.set_class(event.size.width < _SMALLEST[0] or event.size.height < _SMALLEST[1], "small")

    # --- keys ---

    def action_step(self, by: int) -> None:
        """Step on or back."""
        self.store.move(by)

    def action_engagement(self, direction: int) -> None:
        """Step by engagement."""
        self.store.move_engagement(direction)

    def action_day(self, direction: int) -> None:
        """Step by day."""
        self.store.move_day(direction)

    def action_first(self) -> None:
        """Go to the first step."""
        self.store.go(0)

    def action_last(self) -> None:
        """Go to the last step."""
        self.store.go(len(self.store.steps) - 1)

    def action_clock(self) -> None:
        """Switch the clock."""
        self.store.switch_clock()

    def action_pane(self, number: int) -> None:
        """Put the focus on a pane."""
        names = ("timeline", "happened", "changed", "says", "readouts")
        self._show_pane(names[number - 1])
        self.screen.set_focus(self.query_one(f"#{names[number - 1]}"))

    def on_descendant_focus(self) -> None:
        """Show the pane that has the focus, where there is room for one."""
        focused = self.focused
        self.set_class(isinstance(focused, PagePane), "on-pane")
        if isinstance(focused, PagePane):
            self._show_pane(focused.id or "")

    def _show_pane(self, name: str) -> None:
        for pane in self.query(PagePane):
            pane.set_class(pane.id == name, "shown")
        self.query_one("#upper").set_class(name in {"happened", "changed"}, "shown")

    def action_scroll_pane(self, by: int) -> None:
        """Scroll the pane that has the focus."""
        if isinstance(self.focused, PagePane):
            self.focused.scroll_relative(y=by, animate=False)

    def action_zoom(self) -> None:
        """One pane alone, or all again."""
        zoomed = self.has_class("zoomed")
        self.set_class(not zoomed, "zoomed")
        for pane in self.query("TimelinePane, PagePane"):
            pane.set_class(not zoomed and pane is self.focused, "alone")
        self.set_class(not zoomed and isinstance(self.focused, TimelinePane), "list-alone")

    def action_help(self) -> None:
        """Show the keys."""
        self.push_screen(Help())

    def action_go_to(self) -> None:
        """Ask where to."""
        if not self.query("#where"):
            where = Input(placeholder="a step, #position, +10, 50%, an id, or a date", id="where")
            self.mount(where, before="#provenance")
            where.focus()

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go there."""
        self._close_input()
        if event.value.strip():
            self.store.go_to(event.value)

    def _close_input(self) -> None:
        self.query("#where").remove()
        self.query_one("#timeline").focus()

    async def action_back(self) -> None:
        """Close what is open, else leave."""
        if self.query("#where"):
            self._close_input()
        elif self.has_class("zoomed"):
            self.action_zoom()
        else:
            self.exit()


def _footer() -> Content:
    return Content(" ./, step  J/K engagement  d/D day  g go to  t clock  1-5 pane  z zoom  ? help  q quit")


def run_screen(load: Load, *, recorded: bool) -> None:
    """Replay on the terminal until the user leaves."""
    ReplayApp(Store(load, recorded=recorded)).run()
