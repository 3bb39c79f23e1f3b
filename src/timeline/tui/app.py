"""The application: which panes there are, which keys, and how they fit the terminal."""

import asyncio
import signal
from dataclasses import replace
from typing import ClassVar

from textual.app import App, ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Resize
from textual.screen import ModalScreen
from textual.widget import Widget
from textual.widgets import Input, Static

from timeline.text import columns
from timeline.tui.pages import both_readouts, sides_of, what_changed, what_happened, who_says_so
from timeline.tui.store import Load, Store
from timeline.tui.widgets import Header, PagePane, Provenance, Scrubber, TimelinePane
from timeline.views.compare import LEGEND
from timeline.views.page import Page

_WIDE = (100, 24)
_SMALLEST = (60, 16)
_TINY = (30, 8)
_PAGE = 10
_FAR = 1000
"""Lines that no help has."""

KEYS = (
    (". → j ↓", "next step"),
    (", ← k ↑", "previous step"),
    ("J  K", "next or previous engagement"),
    ("d  D", "next or previous day in the list"),
    ("PgDn PgUp", "ten steps forward or back"),
    ("Home End T", "first step, last step"),
    ("g  :", "go to a step, #position, +10, 50%, an id or part of one, or a date"),
    ("/  n  N", "find words; the next or previous match"),
    ("t", "change the order: as it happened, or as it was recorded"),
    ("1 to 5, Tab", "show a pane, or the next one"),
    ("Ctrl+↓ Ctrl+↑", "scroll the focused pane"),
    ("z", "zoom the focused pane, or show all"),
    ("?  F1", "this help; ↓ ↑ PgDn PgUp scroll it"),
    ("q  Esc", "close what is open; q quits if nothing is open"),
    ("Q", "quit"),
)
_SIGNS = (
    ("+ ~ -", "added, changed, removed in the relationship"),
    *LEGEND,
    ("!", "also: corrected, or refers to a withdrawn entry"),
    ("×", "withdrawn"),
    ("≤6 Jul  5/6 Jul", "on or before that day; on one of the two; 5–6 Jul: on both"),
    ("▁ ▅ ●", "a step, an engagement, your place"),
)
_FOOTER = (
    "? help", "q quit", "./, step", "1-5 pane", "g go to", "/ find", "d/D day", "z zoom", "t order", "J/K engagement",
)  # fmt: skip
"""Keys at the foot of the screen, the most needed first: as many as there is room for."""


def _at_once(*bindings: Binding) -> list[BindingType]:
    """*bindings* whose actions run in the order of the keys, however fast these come.

    Any other binding waits until the widget that has the focus was asked, and by then the next key may be on its way
    to that widget, past what the first one opened.
    """
    return [replace(binding, priority=True) for binding in bindings]


class Help(ModalScreen[None]):
    """The keys and the signs."""

    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = _at_once(
        Binding("q,escape,question_mark,f1", "dismiss", "close"),
        Binding("j,down", "scroll_by(1)", ""),
        Binding("k,up", "scroll_by(-1)", ""),
        Binding("pagedown,space", f"scroll_by({_PAGE})", ""),
        Binding("pageup", f"scroll_by(-{_PAGE})", ""),
        Binding("home", f"scroll_by(-{_FAR})", ""),
        Binding("end", f"scroll_by({_FAR})", ""),
        Binding("Q", "app.quit", ""),
    )

    def __init__(self, sides: tuple[str, ...]) -> None:
        """Help that names the two *sides* whose readouts are compared."""
        super().__init__()
        self._sides = sides

    def compose(self) -> ComposeResult:
        """The keys, then the signs."""
        page = Page(width=min(self.app.size.width - 10, 70), colour=False)
        page.table([[keys, words] for keys, words in KEYS])
        page.blank()
        only = {"◂ ▸": f"only {' says it, only '.join(self._sides)} says it"} if self._sides else {}
        page.table([[sign, only.get(sign, words)] for sign, words in _SIGNS])
        with VerticalScroll(id="help"):
            yield Static(Content(page.text().rstrip()))

    def action_scroll_by(self, lines: int) -> None:
        """Scroll the help, once it is laid out: a key may come before it is."""
        self.call_after_refresh(self.query_one("#help").scroll_relative, y=lines, animate=False, immediate=True)


class ReplayApp(App[None]):
    """The replay screen."""

    CSS_PATH = "app.tcss"
    ENABLE_COMMAND_PALETTE = False
    AUTO_FOCUS = "#timeline"
    BINDINGS: ClassVar[list[BindingType]] = _at_once(
        Binding("full_stop,right,j,down", "step(1)", "step", id="step.on"),
        Binding("comma,left,k,up", "step(-1)", "back", id="step.back"),
        Binding("J", "engagement(1)", "engagement", id="engagement.on"),
        Binding("K", "engagement(-1)", "", id="engagement.back"),
        Binding("d", "day(1)", "day", id="day.on"),
        Binding("D", "day(-1)", "", id="day.back"),
        Binding("pagedown", f"step({_PAGE})", "", id="page.on"),
        Binding("pageup", f"step(-{_PAGE})", "", id="page.back"),
        Binding("home", "first", "first", id="first"),
        Binding("end,T", "last", "last", id="last"),
        Binding("g,colon", "ask('where')", "go to", id="go.to"),
        Binding("slash", "ask('words')", "find", id="find"),
        Binding("n", "find_again(1)", "", id="find.on"),
        Binding("N", "find_again(-1)", "", id="find.back"),
        Binding("t", "clock", "order", id="clock"),
        *(Binding(str(number), f"pane({number})", "", id=f"pane.{number}") for number in range(1, 6)),
        Binding("ctrl+down", "scroll_pane(1)", "", id="scroll.down"),
        Binding("ctrl+up", "scroll_pane(-1)", "", id="scroll.up"),
        Binding("z", "zoom", "zoom", id="zoom"),
        Binding("question_mark,f1", "help", "help", id="help"),
        Binding("q", "back", "quit", id="back"),
        Binding("escape", "close", "", id="close"),
        Binding("Q", "quit", "", id="quit"),
    )

    def __init__(self, store: Store) -> None:
        """Show *store*."""
        super().__init__()
        self.store = store
        self.failed: Exception | None = None
        """What made the screen fail."""
        self._asked_from: Widget | None = None

    def _handle_exception(self, error: Exception) -> None:
        # Textual would print a traceback; the user gets the meaning of the failure.
        if self.is_headless:
            super()._handle_exception(error)
            return
        self.failed = self.failed or error
        self.exit(return_code=1)

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
        yield Static(id="keys")
        yield Static("this window is too small for a replay: enlarge it, or press q", id="tiny")

    def on_load(self) -> None:
        """Quit as with a key when the system asks the program to end: the terminal is restored."""
        if self.is_headless:
            return
        loop = asyncio.get_running_loop()
        for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self._end, number)

    def _end(self, number: int) -> None:
        # As shells report a program that a signal ended.
        self.exit(return_code=128 + number)

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
        counts = {sign: sum(change.sign == sign for change in step.changes) for sign in "~+-"}
        counted = " ".join(f"{sign}{count}" for sign, count in counts.items() if count)
        self.query_one("#changed", PagePane).border_title = Content(f"3 What changed  {counted}")
        signs = {sign: sum(row.sign == sign for row in self.store.loaded.rows.values()) for sign in "=≠◂▸"}
        of_all = " ".join(f"{sign} {count}" for sign, count in signs.items())
        self.query_one("#readouts", PagePane).border_title = Content(f"5 Both readouts  {of_all}")
        says = len(step.account.citations)
        self.query_one("#says", PagePane).border_title = Content(f"4 Who says so  {says}")
        strip = f" 2 event   3 changed {counted or '0'}   4 says {says}   5 readouts {row.sign if row else '–'}"
        self.query_one("#tabs", Static).update(Content(strip), layout=False)

    def on_resize(self, event: Resize) -> None:
        """Five panes where there is room, one beside the list where there is less, one alone."""
        self.set_class(event.size.width < _WIDE[0] or event.size.height < _WIDE[1], "narrow")
        self.set_class(event.size.width < _SMALLEST[0] or event.size.height < _SMALLEST[1], "small")
        self.set_class(event.size.width < _TINY[0] or event.size.height < _TINY[1], "tiny")
        self.query_one("#keys", Static).update(Content(_footer(event.size.width)))
        if not self.has_class("tiny"):
            # What had the focus was hidden while there was no room.
            self.call_after_refresh(self._focus_again)

    def _focus_again(self) -> None:
        # On the screen that it is on: the help, when it is open, has a focus of its own.
        timeline = self.query_one("#timeline")
        if timeline.screen.focused is None:
            timeline.screen.set_focus(timeline)

    # --- keys ---

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Whether a key of the replay acts: not while the help is open, and of a question only Esc."""
        del parameters
        return not isinstance(self.screen, ModalScreen) and (action == "close" or not isinstance(self.focused, Input))

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
        pane = self.query_one(f"#{names[number - 1]}")
        self._show_pane(names[number - 1])
        if self.has_class("zoomed"):
            # What is hidden takes no focus.
            self._show_alone(pane)
        self.screen.set_focus(pane)

    def on_descendant_focus(self) -> None:
        """Show the pane that has the focus, where there is room for one."""
        focused = self.focused
        self.set_class(isinstance(focused, PagePane), "on-pane")
        if isinstance(focused, PagePane):
            self._show_pane(focused.id or "")
        if self.has_class("zoomed") and isinstance(focused, PagePane | TimelinePane):
            self._show_alone(focused)

    def _show_pane(self, name: str) -> None:
        for pane in self.query(PagePane):
            pane.set_class(pane.id == name, "shown")
        self.query_one("#upper").set_class(name in {"happened", "changed"}, "shown")

    def action_scroll_pane(self, by: int) -> None:
        """Scroll the pane that has the focus."""
        if isinstance(self.focused, PagePane):
            self.focused.scroll_relative(y=by, animate=False, immediate=True)

    def action_zoom(self) -> None:
        """The pane that has the focus alone, or all again."""
        self._show_alone(None if self.has_class("zoomed") else self.focused or self.query_one("#timeline"))

    def _show_alone(self, alone: Widget | None) -> None:
        self.set_class(alone is not None, "zoomed")
        for pane in self.query("TimelinePane, PagePane"):
            pane.set_class(pane is alone, "alone")
        self.query_one("#upper").set_class(alone is not None and alone.parent is self.query_one("#upper"), "alone")
        self.query_one("#panes").set_class(isinstance(alone, PagePane), "alone")

    def action_help(self) -> None:
        """Show the keys."""
        self.push_screen(Help(sides_of(self.store)))

    def action_help_quit(self) -> None:
        """Say how to leave, when Ctrl+C is pressed."""
        self.store.notice("q quits")

    async def action_ask(self, what: str) -> None:
        """Ask where to go, or for which words; the next key is already the answer's."""
        if not self.query(Input):
            self._asked_from = self.focused
            asked = Input(placeholder=_QUESTIONS[what], id=what)
            await self.mount(asked, before="#provenance")
            self.screen.set_focus(asked)

    def action_find_again(self, direction: int) -> None:
        """Go to the next step with the words that were searched, or back."""
        self.store.find_again(direction)

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Go there."""
        self._close_input()
        if event.input.id == "where":
            self.store.go_to(event.value)
        elif event.value.strip():
            self.store.find(event.value)

    def _close_input(self) -> None:
        self.query(Input).remove()
        self.screen.set_focus(self._asked_from or self.query_one("#timeline"))

    def action_close(self) -> None:
        """Close what is open; if nothing is, say how to quit."""
        if self.query(Input):
            self._close_input()
        elif self.has_class("zoomed"):
            self.action_zoom()
        else:
            self.store.notice("q quits")

    async def action_back(self) -> None:
        """Close what is open, else quit."""
        if self.has_class("zoomed"):
            self.action_zoom()
        else:
            self.exit()


_QUESTIONS = {
    "where": "a step, #position, +10, 50%, an id, or a day",
    "words": "words of a step",
}


def _footer(width: int) -> str:
    told = ""
    for keys in _FOOTER:
        if columns(f"{told}  {keys}") > width:
            break
        told += f"  {keys}"
    return told[1:]


def run_screen(load: Load, *, recorded: bool) -> int:
    """Replay on the terminal until the user leaves; the exit code.

    Raises what made the screen fail, once the terminal is restored.
    """
    app = ReplayApp(Store(load, recorded=recorded))
    app.run()
    if app.failed is not None:
        raise app.failed
    return app.return_code or 0
