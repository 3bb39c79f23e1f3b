"""The keys of the screen, wired to the store, at the sizes that people have."""

from collections import Counter
from collections.abc import Iterator

import pytest
from test_store import RECORD, loaded
from textual.events import Key
from textual.widgets import Input, Static

from records import VISIT, given
from timeline.tui.app import Help, ReplayApp
from timeline.tui.store import Store
from timeline.tui.widgets import PagePane, TimelinePane


@pytest.fixture
def app() -> Iterator[ReplayApp]:
    """The screen at its first step."""
    with given(VISIT, *RECORD) as asked:
        yield ReplayApp(Store(lambda recorded: loaded(asked, recorded), recorded=False))


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("j", "visit"),
        ("down", "visit"),
        ("full_stop", "visit"),
        ("right", "visit"),
        ("j j k", "visit"),
        ("j j up", "visit"),
        ("j j comma", "visit"),
        ("j j left", "visit"),
        ("J J", "visit/call"),
        ("J J K", "visit"),
        ("d", "visit"),
        ("d d D", "visit"),
        ("end", "visit/dinner"),
        ("T", "visit/dinner"),
        ("end home", "remarks"),
        ("pagedown", "visit/dinner"),
        ("end pageup", "remarks"),
        ("t", "remarks"),
        ("g 3 enter", "visit/call"),
        ("colon 5 0 percent_sign enter", "visit/call"),
        ("g enter", "remarks"),
        ("g j j escape", "remarks"),
        ("slash d i n n e r enter", "visit/dinner"),
        ("slash c a l l enter n N", "visit/call"),
        ("slash enter", "remarks"),
        ("3 g 3 enter", "visit/call"),
        ("2 down down up", "visit"),
        ("4 pagedown", "visit/dinner"),
        ("5 end home", "remarks"),
        ("2 j", "visit"),
    ],
)
async def test_a_key_does_what_the_help_says(app: ReplayApp, keys: str, expected: str) -> None:
    """The cursor is where the key leads."""
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press(*keys.split())

        assert expected == app.store.step.account.id
        assert not app.query(Input)


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 14)])
async def test_the_list_and_a_pane_are_seen_at_every_size(app: ReplayApp, size: tuple[int, int]) -> None:
    """Five panes where there is room, one beside the list where there is less."""
    async with app.run_test(size=size) as pilot:
        await pilot.press("j", "j", "3")
        shown = [pane.id for pane in app.query(PagePane) if pane.region.width and pane.region.height]

        assert shown == (["happened", "changed", "says", "readouts"] if size[0] >= 100 else ["changed"])
        # Where there is hardly any room, the pane that has the focus has it all.
        assert bool(app.query_one(TimelinePane).region.height) == (size[0] >= 60)
        await pilot.press("1")
        assert app.query_one(TimelinePane).region.height


@pytest.mark.parametrize("size", [(120, 36), (80, 24), (50, 14)])
@pytest.mark.parametrize("number", range(1, 6))
async def test_a_pane_can_be_looked_at_alone(app: ReplayApp, size: tuple[int, int], number: int) -> None:
    """`z` gives it the whole screen, `q` or Esc brings all back."""
    async with app.run_test(size=size) as pilot:
        await pilot.press("end", str(number), "z")
        panes = [pane for pane in app.query("TimelinePane, PagePane") if pane.region.width and pane.region.height]
        assert [app.focused] == panes
        assert panes[0].region.width == size[0]
        assert panes[0].region.height >= size[1] - 6
        await pilot.press("q" if number % 2 else "escape")
        assert not app.has_class("zoomed")
        assert app.is_running


async def test_a_pane_scrolls_and_says_how_much_is_below(app: ReplayApp) -> None:
    """Ctrl with an arrow; the arrows alone step."""
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("end", "3")
        pane = app.query_one("#changed", PagePane)
        assert "more line" in str(pane.border_subtitle)
        await pilot.press("ctrl+down")
        assert 1 == pane.scroll_offset.y
        await pilot.press("ctrl+up")
        assert 0 == pane.scroll_offset.y


async def test_the_focus_is_where_it_was_after_a_question(app: ReplayApp) -> None:
    """Who looks at a pane goes on looking at it."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("4", "g", "2", "enter")
        assert "says" == (app.focused and app.focused.id)
        await pilot.press("slash", "escape")
        assert "says" == (app.focused and app.focused.id)


async def test_the_help_scrolls_and_nothing_moves_behind_it(app: ReplayApp) -> None:
    """And what is open is closed before the screen is left."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, Help)
        body = app.screen.query_one("#help")
        await pilot.press("pagedown", "j", "down")
        assert body.scroll_offset.y > 3
        await pilot.press("end", "k", "home")
        assert (0, 0) == (body.scroll_offset.y, app.store.index)
        await pilot.press("q")
        assert not isinstance(app.screen, Help)
        assert app.is_running
        await pilot.press("escape")
        assert ("q quits", True) == (app.store.message, app.is_running)
        await pilot.press("ctrl+c")
        assert ("q quits", True) == (app.store.message, app.is_running)
        await pilot.press("q")
    assert not app.is_running


@pytest.mark.parametrize(("width", "said"), [(120, "z zoom"), (80, "1-5 pane"), (50, "g go to"), (32, "q quit")])
async def test_the_foot_names_the_keys_that_there_is_room_for(app: ReplayApp, width: int, said: str) -> None:
    """The most needed first, and none cut short."""
    async with app.run_test(size=(width, 24)):
        foot = str(app.query_one("#keys", Static).content)

        assert foot.startswith(" ? help  q quit")
        assert said in foot
        assert len(foot) <= width


@pytest.mark.parametrize("key", ["4", "tab"])
async def test_the_pane_alone_is_the_one_that_has_the_focus(app: ReplayApp, key: str) -> None:
    """Another pane takes its place."""
    async with app.run_test(size=(120, 36)) as pilot:
        await pilot.press("2", "z", key)
        panes = [pane for pane in app.query("TimelinePane, PagePane") if pane.region.width and pane.region.height]
        assert [app.focused] == panes
        assert (key != "4") or panes[0].id == "says"


async def test_a_window_without_room_says_so(app: ReplayApp) -> None:
    """And shows the replay again when there is."""
    async with app.run_test(size=(20, 5)) as pilot:
        assert app.query_one("#tiny").region.height
        assert not app.query_one("#body").region.height
        await pilot.resize_terminal(80, 24)
        await pilot.pause()
        assert not app.query_one("#tiny").region.height
        assert isinstance(app.focused, TimelinePane | PagePane)


async def test_the_counts_of_the_step_are_in_the_titles(app: ReplayApp) -> None:
    """So that nothing is hidden silently where there is room for one pane."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")

        assert "3 What changed  ~1" in str(app.query_one("#changed").border_title)
        assert "4 Who says so  2" == str(app.query_one("#says").border_title)
        assert "5 Both readouts  = 0 ≠ 0 ◂ 1 ▸ 1" == str(app.query_one("#readouts").border_title)


async def test_a_help_that_opens_while_the_screen_is_laid_out_keeps_its_keys(app: ReplayApp) -> None:
    """At a start, and when the window changes its size: the replay below takes none of them."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        await pilot.resize_terminal(100, 30)
        await pilot.pause()
        assert app.screen.focused is None

        await pilot.press("q")
        assert not isinstance(app.screen, Help)


@pytest.mark.parametrize(
    ("keys", "expected"),
    [
        ("question_mark pagedown", (True, True, "remarks", "")),
        ("question_mark end home j j", (True, True, "remarks", "")),
        ("question_mark q j", (False, False, "visit", "")),
        ("question_mark escape question_mark down", (True, True, "remarks", "")),
        ("f1 question_mark J J", (False, False, "visit/call", "")),
        ("g 3", (False, False, "remarks", "3")),
        ("slash z j", (False, False, "remarks", "zj")),
        ("g 4 escape j", (False, False, "visit", "")),
    ],
)
async def test_keys_that_come_at_once_are_all_obeyed(
    app: ReplayApp, keys: str, expected: tuple[bool, bool, str, str]
) -> None:
    """A slow line sends several together: none goes past the help or the question that the one before it opened."""
    async with app.run_test(size=(80, 24)) as pilot:
        for key in keys.split():
            app.post_message(Key(key, key if len(key) == 1 else None))

        def seen() -> tuple[bool, bool, str, str]:
            scrolled = isinstance(app.screen, Help) and app.screen.query_one("#help").scroll_offset.y > 0
            asked = "".join(one.value for one in app.query(Input))
            return isinstance(app.screen, Help), scrolled, app.store.step.account.id, asked

        # A slow machine needs a while to obey them all; then nothing more happens.
        for _ in range(200):
            if seen() == expected:
                break
            await pilot.pause(0.05)
        await pilot.pause(0.1)
        assert expected == seen()


@pytest.mark.parametrize("size", [(120, 36), (80, 24)])
@pytest.mark.parametrize("key", ["j", "k", "J", "K", "d", "D", "end", "home", "pagedown", "pageup", "t"])
async def test_a_key_lays_out_each_pane_once_and_draws_each_line_once(
    app: ReplayApp, size: tuple[int, int], key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However long the replay is: what a key costs is one screen."""
    laid_out, drawn = Counter[str](), Counter[str]()

    def counted(cls: type[PagePane | TimelinePane], name: str, counter: Counter[str]) -> None:
        original = getattr(cls, name)

        def counting(pane: PagePane | TimelinePane, *given: object) -> object:
            counter[pane.id or ""] += 1
            return original(pane, *given)

        monkeypatch.setattr(cls, name, counting)

    async with app.run_test(size=size) as pilot:
        await pilot.press("j")
        await pilot.pause()
        for cls in (PagePane, TimelinePane):
            counted(cls, "show_step", laid_out)
            counted(cls, "render_line", drawn)
        await pilot.press(key)
        await pilot.pause()
        lines = {pane.id: pane.scrollable_content_region.height for pane in app.query("PagePane, TimelinePane")}

    assert set(laid_out.values()) <= {1}
    assert {name: count for name, count in drawn.items() if count > lines[name]} == {}
    # A key at an end of the list moves nothing; every other one is seen.
    assert drawn or key in {"K", "D"}
