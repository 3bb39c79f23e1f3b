"""Drafts are seen before they are recorded: counted on request, and said where they are not."""

import json
import sys
from io import StringIO
from pathlib import Path

import pytest

from records import VISIT, event, write_record
from running import at, timeline

DINNER = "format = 1\n" + event("visit/dinner", "dinner", 'part_of = "visit"\nto = "hun-manet"')
LATER = "format = 1\n" + event("visit/dinner/toast", "remarks", 'part_of = "visit/dinner"')


@pytest.fixture
def here(tmp_path: Path) -> Path:
    """A folder with a record and a draft."""
    (tmp_path / "events").mkdir()
    write_record(tmp_path / "events", VISIT)
    (tmp_path / "events" / "dinner.toml").write_text(DINNER, encoding="utf-8")
    return tmp_path


@pytest.mark.parametrize(
    "command",
    [
        ("compare", "visit"), ("state", "JP", "KH"), ("show", "visit"), ("search", "dinner"), ("sources",),
        ("coverage", "article"), ("visits",), ("log",), ("meetings", "JP"), ("commitments",), ("conflicts",),
    ],
)  # fmt: skip
def test_an_answer_says_how_many_drafts_it_leaves_out_and_counts_them_on_request(
    command: tuple[str, ...], here: Path
) -> None:
    """With drafts there is no root."""
    with at(here):
        without = timeline(*command, "--record", "events")
        counted = timeline(*command, "--record", "events", "--drafts")
        data = json.loads(timeline(*command, "--record", "events", "--drafts", "--json").out.splitlines()[-1])

    assert "; 1 draft not counted (--drafts)" in without.out
    assert "with 1 draft, no root" in counted.out
    assert command[0] in {"log", "search"} or data["basis"] | {"on": ""} == {
        "position": 15, "root": "", "on": "", "drafts": 1, "counted": True,
    }  # fmt: skip


def test_drafts_are_those_of_a_record_folder(here: Path) -> None:
    """Of the one here, where none is named; a log has none."""
    with at(here):
        assert "dinner" in timeline("search", "dinner", "--drafts").out
        timeline("append", "--by", "me", "--log", "log.sqlite")
        assert "a log has no drafts" in timeline("sources", "--drafts", "--log", "log.sqlite").err
        assert "no root" not in timeline("sources", "--drafts").out


def test_a_draft_is_checked_together_with_the_others(here: Path) -> None:
    """It may refer to them; what is wrong with them is told where they are asked about."""
    (here / "events" / "later.toml").write_text(LATER, encoding="utf-8")
    (here / "events" / "broken.toml").write_text("format = 1\n[[event]]\nid = 5\n", encoding="utf-8")
    with at(here):
        assert 0 == timeline("check", "events/later.toml").code
        assert "broken.toml" in timeline("check").out


class Terminal(StringIO):
    """A stream of a terminal."""

    def isatty(self) -> bool:
        """It is one."""
        return True


@pytest.mark.parametrize(("typed", "code"), [("y\n", 0), ("n\n", 1), ("", 1)])
@pytest.mark.parametrize(
    "command",
    [
        ("correct", "visit/call", "place", "--now", "There", "--because", "x"),
        ("withdraw", "visit/call", "--because", "x"),
    ],
)
def test_what_changes_a_record_is_shown_and_asked_for(
    command: tuple[str, ...], typed: str, code: int, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """On a terminal; `--yes` answers."""
    (here / "events" / "dinner.toml").unlink()
    from timeline.cli import main  # noqa: PLC0415 - with streams of its own

    with at(here):
        before = sorted(path.name for path in Path("events").iterdir())
        monkeypatch.setattr(sys, "stdin", Terminal(typed))
        monkeypatch.setattr(sys, "stdout", Terminal())
        monkeypatch.setattr(sys, "stderr", shown := Terminal())
        assert code == main([*command, "--by", "me"])
        changed = sorted(path.name for path in Path("events").iterdir()) != before
        assert "record this? [y/N]" in shown.getvalue()
        assert changed is (code == 0)
        if code:
            assert 0 == main([*command, "--by", "me", "--yes"])


def test_several_fields_are_corrected_in_one_file(here: Path) -> None:
    """Each after the one before; `was` is what stands."""
    with at(here):
        ran = timeline(
            "correct", "visit/call", "place", "--now", "There", "--also", "title", "A long call", "--because", "x", "--by",
            "me", "--file", "both.toml",
        )  # fmt: skip
        shown = timeline("show", "visit/call", "--record", "events").out

    assert 0 == ran.code, ran.err
    assert "place: none → There" in ran.err
    assert "A long call" in shown
    assert "There" in shown
    assert 2 == (here / "events" / "both.toml").read_text(encoding="utf-8").count("[[correct]]")


def test_a_corrected_passage_is_looked_up_in_its_source(here: Path) -> None:
    """One that is not there is refused."""
    text = here / "article.txt"
    text.write_text("The call took place at noon. They spoke at length.\n", encoding="utf-8")
    command = ("correct", "visit/call", "evidence.0.passage", "--because", "x", "--by", "me", "--text", "article.txt")
    with at(here):
        wrong = timeline(*command, "--now", '["The call", "at night"]')
        right = timeline(*command, "--now", '["The call", "at noon"]')

    assert (2, True) == (wrong.code, "the passage is not in the text of article" in wrong.err)
    assert 0 == right.code, right.err
