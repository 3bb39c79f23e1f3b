"""A file is there whole or not at all; what a program that was killed did not finish is removed by the next."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from running import unmeasured
from timeline.recordfile.whole import unfinished, write_whole, writing_whole


def test_what_a_killed_program_left_is_removed_by_the_next(tmp_path: Path) -> None:
    """The old file is what it was."""
    write_whole(tmp_path / "a", "old")
    code = f"""
from pathlib import Path
import os, signal
from timeline.recordfile.whole import writing_whole
with writing_whole(Path({str(tmp_path / "a")!r})) as file:
    file.write(b"new")
    os.kill(os.getpid(), signal.SIGKILL)
"""
    killed = subprocess.run([sys.executable, "-c", code], env=unmeasured(), check=False)
    left = len(list(tmp_path.iterdir()))
    kept = (tmp_path / "a").read_text(encoding="utf-8")
    write_whole(tmp_path / "b", "next")

    assert (-signal.SIGKILL, 2, "old") == (killed.returncode, left, kept)
    assert {"a", "b"} == {path.name for path in tmp_path.iterdir()}


def test_what_is_being_written_is_not_removed(tmp_path: Path) -> None:
    """Two programs write beside each other."""
    with writing_whole(tmp_path / "a") as file:
        write_whole(tmp_path / "b", "other")
        file.write(b"mine")

    assert {"a": "mine", "b": "other"} == {path.name: path.read_text(encoding="utf-8") for path in tmp_path.iterdir()}


def test_a_link_or_a_pipe_is_no_leftover(tmp_path: Path) -> None:
    """What a link leads to is not ours, and a pipe would never end."""
    (tmp_path / "mine").write_text("mine", encoding="utf-8")
    unfinished(tmp_path).symlink_to(tmp_path / "mine")
    os.mkfifo(pipe := unfinished(tmp_path))
    write_whole(tmp_path / "a", "new")

    assert "mine" == (tmp_path / "mine").read_text(encoding="utf-8")
    assert {"a", "mine"} <= {path.name for path in tmp_path.iterdir()}
    assert not pipe.exists()
