"""What is handed on: whole or not at all, and with how far it is where somebody looks."""

import io
import sys

import pytest

from running import Ran, timeline
from timeline.cli.handed import with_progress
from timeline.cli.output import Output


class _Terminal(io.StringIO):
    encoding = "utf-8"

    def isatty(self) -> bool:
        """It is one."""
        return True


def test_progress_is_shown_where_somebody_looks(monkeypatch: pytest.MonkeyPatch) -> None:
    """Each takes the place of the one before, and the last ends its line."""
    monkeypatch.setattr(sys, "stderr", out := _Terminal())

    assert ["a", "b"] == list(with_progress(["a", "b"], Output(), lambda count, item: f"{count} {item}"))
    assert "\r1 a\r2 b\n" == out.getvalue()


def test_where_nobody_looks_no_progress_is_shown(capsys: pytest.CaptureFixture[str]) -> None:
    """A log of a build is not filled with it."""
    assert [1] == list(with_progress([1], Output(), lambda *_: "x"))
    assert "" == capsys.readouterr().err


def test_a_file_is_no_text_for_a_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    """It is refused, with the way to write it."""
    for arguments in (("brief", "jp-kh-2024-07", "--format", "html"), ("export", "csl")):
        ran = _on_terminal(monkeypatch, *arguments)
        assert (2, "") == (ran.code, ran.out)
        assert "no text for a terminal" in ran.err


def _on_terminal(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> Ran:
    """Run a command as if stdout was a terminal."""
    start = Output.__init__

    def on_terminal(self: Output) -> None:
        start(self)
        self.to_terminal = True

    monkeypatch.setattr(Output, "__init__", on_terminal)
    return timeline(*arguments)
