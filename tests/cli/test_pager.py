"""What is longer than the screen goes through the user's pager; what fits, or is piped, does not."""

import errno
import os
import pty
import shlex
import subprocess
import sys
from pathlib import Path

import pytest

from running import unmeasured
from timeline.cli.pager import pager_command


def on_terminal(tmp_path: Path, *command: str, pager: str = "", rows: int = 24) -> tuple[str, str, int]:
    """What a command writes to a terminal of some rows, what its pager was given, and its exit code."""
    seen = tmp_path / "paged"
    env = unmeasured() | {
        "PAGER": pager or f"sh -c {shlex.quote(f'cat > {seen}')}", "TERM": "dumb", "LINES": str(rows), "COLUMNS": "100",
    }  # fmt: skip
    ours, theirs = pty.openpty()
    run = [sys.executable, "-m", "timeline", *command]
    with subprocess.Popen(run, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, env=env) as process:
        os.close(theirs)
        shown = b""
        while True:
            try:
                part = os.read(ours, 65536)
            except OSError as error:
                # Linux says so when the other end is closed.
                if error.errno != errno.EIO:
                    raise
                break
            if not part:
                break
            shown += part
        code = process.wait()
    os.close(ours)
    return shown.decode(), seen.read_text(encoding="utf-8") if seen.exists() else "", code


def test_a_long_answer_is_paged_whole(tmp_path: Path) -> None:
    """From its first line to its basis."""
    shown, paged, code = on_terminal(tmp_path, "state", "JP", "KH")

    assert ("", 0) == (shown, code)
    assert paged.startswith("Japan and Cambodia on ")
    assert "basis #" in paged.splitlines()[-1]


def test_what_fits_on_the_screen_is_written_at_once(tmp_path: Path) -> None:
    """No pager comes between."""
    shown, paged, code = on_terminal(tmp_path, "show", "JP", rows=200)

    assert ("", 0) == (paged, code)
    assert "actor  Japan, state" in shown


def test_who_wants_no_pager_has_none(tmp_path: Path) -> None:
    """`cat`, or one that is not there."""
    for pager in ("cat", "no-such-pager"):
        shown, paged, code = on_terminal(tmp_path, "sources", pager=pager)
        assert ("", 0) == (paged, code)
        assert "basis #" in shown


def test_who_leaves_the_pager_has_seen_enough(tmp_path: Path) -> None:
    """It is no failure, however much is left."""
    shown, _, code = on_terminal(tmp_path, "log", pager="head -n 1")

    assert 0 == code
    assert 1 == len(shown.splitlines())


@pytest.mark.parametrize(("chosen", "command"), [("less -R", ["less", "-R"]), ("", []), ("cat", []), ("nowhere", [])])
def test_the_pager_is_the_users_own(chosen: str, command: list[str], monkeypatch: pytest.MonkeyPatch) -> None:
    """With its options; none when there is none."""
    monkeypatch.setenv("PAGER", chosen)
    monkeypatch.setattr("shutil.which", lambda name: None if name == "nowhere" else f"/bin/{name}")

    assert command == pager_command()
