"""The keys of the screen, wired to the store, at the sizes that people have."""

from collections.abc import Iterator

import pytest
from test_store import RECORD, loaded
from textual.widgets import Input

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


async def test_a_pane_can_be_looked_at_alone_and_scrolled(app: ReplayApp) -> None:
    """`z` shows one pane, `q` all again."""
    async with app.run_test(size=(120, 20)) as pilot:
        await pilot.press("end", "5", "z")
        assert ["readouts"] == [pane.id for pane in app.query(PagePane) if pane.region.width and pane.region.height]
        await pilot.press("ctrl+down", "ctrl+up", "q")
        assert 4 == len([pane for pane in app.query(PagePane) if pane.region.width and pane.region.height])
        await pilot.press("1", "z")
        assert app.query_one(TimelinePane).region.width > 100


async def test_the_help_names_the_keys_and_closes(app: ReplayApp) -> None:
    """And what is open is closed before the screen is left."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("question_mark")
        assert isinstance(app.screen, Help)
        await pilot.press("q")
        assert not isinstance(app.screen, Help)
        assert app.is_running
        await pilot.press("q")
    assert not app.is_running


async def test_the_counts_of_the_step_are_in_the_titles(app: ReplayApp) -> None:
    """So that nothing is hidden silently where there is room for one pane."""
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("end")

        assert "3 What changed  ~1" in str(app.query_one("#changed").border_title)
        assert "4 Who says so  2" == str(app.query_one("#says").border_title)
        assert "5 Both readouts  = 0 ≠ 1 ◂ 0 ▸ 1" == str(app.query_one("#readouts").border_title)
