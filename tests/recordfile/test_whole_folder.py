"""A folder is there whole or not at all, whatever happens; the old one stays until then."""

import ctypes
import errno
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from running import unmeasured
from timeline.problems import Misused, Refused
from timeline.recordfile.whole_folder import MARK, writing_folder


def fill(target: Path, text: str) -> None:
    """Write a folder with one file."""
    with writing_folder(target, "archive") as folder:
        (folder / "index.html").write_text(text, encoding="utf-8")


def found(folder: Path) -> dict[str, str]:
    """The files of a folder, with their text."""
    return {path.name: path.read_text(encoding="utf-8") for path in folder.iterdir() if path.name != MARK}


def test_a_new_folder_is_filled_and_then_another_takes_its_place(tmp_path: Path) -> None:
    """Nothing is left beside it."""
    fill(tmp_path / "a", "one")
    fill(tmp_path / "a", "two")

    assert {"index.html": "two"} == found(tmp_path / "a")
    assert ["a"] == [path.name for path in tmp_path.iterdir()]


def test_an_empty_folder_is_filled(tmp_path: Path) -> None:
    """As if it was not there."""
    (tmp_path / "a").mkdir()
    fill(tmp_path / "a", "one")

    assert {"index.html": "one"} == found(tmp_path / "a")


@pytest.mark.parametrize("step", ["fill", "rename", "renamed"])
def test_killed_at_any_step_the_folder_is_the_old_one_or_the_new(step: str, tmp_path: Path) -> None:
    """What was left beside it is removed by the next run."""
    fill(tmp_path / "a", "old")
    code = f"""
from pathlib import Path
import os, signal
from timeline.recordfile.whole_folder import writing_folder
def step(name):
    if name == {step!r}:
        os.kill(os.getpid(), signal.SIGKILL)
with writing_folder(Path({str(tmp_path / "a")!r}), "archive", step=step) as folder:
    (folder / "index.html").write_text("new")
"""
    killed = subprocess.run([sys.executable, "-c", code], env=unmeasured(), check=False)

    assert -signal.SIGKILL == killed.returncode
    assert {"index.html": "new" if step == "renamed" else "old"} == found(tmp_path / "a")
    assert 2 == len(list(tmp_path.iterdir()))

    fill(tmp_path / "a", "next")
    assert ["a"] == [path.name for path in tmp_path.iterdir()]


def test_what_fails_half_way_leaves_the_old_folder(tmp_path: Path) -> None:
    """And nothing else; a full disk is reported as that."""
    fill(tmp_path / "a", "old")
    with pytest.raises(TypeError), writing_folder(tmp_path / "a", "archive") as folder:
        (folder / "index.html").write_text(3, encoding="utf-8")  # type: ignore[arg-type]  # a bug in who fills it
    with pytest.raises(Refused, match="No space left on device"), writing_folder(tmp_path / "a", "archive"):
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    assert {"index.html": "old"} == found(tmp_path / "a")
    assert ["a"] == [path.name for path in tmp_path.iterdir()]


def test_a_folder_that_is_being_filled_is_not_removed(tmp_path: Path) -> None:
    """Two programs write beside each other."""
    with writing_folder(tmp_path / "a", "archive") as one:
        fill(tmp_path / "b", "other")
        assert one.is_dir()

    assert {"a", "b"} == {path.name for path in tmp_path.iterdir()}


@pytest.mark.parametrize("kind", ["file", "folder", "link", "other"])
def test_what_is_not_ours_keeps_its_place(kind: str, tmp_path: Path) -> None:
    """A file, a folder of somebody else, a link, and an export of another kind."""
    target = tmp_path / "a"
    if kind == "file":
        target.write_text("mine", encoding="utf-8")
    elif kind == "link":
        (tmp_path / "there").mkdir()
        target.symlink_to(tmp_path / "there")
    else:
        target.mkdir()
        (target / ("mine" if kind == "folder" else MARK)).write_text("csv export\n", encoding="utf-8")
    with pytest.raises(Misused, match="is there already"):
        fill(target, "new")

    assert not (target / "index.html").exists()


class _System:
    """A system whose renameat2 fails."""

    def __init__(self, number: int) -> None:
        self._number = number

    def renameat2(self, *_: object) -> int:
        """Fail."""
        ctypes.set_errno(self._number)
        return -1


@pytest.mark.parametrize("system", [_System(errno.ENOSYS), _System(errno.EINVAL), object()])
def test_where_names_cannot_be_exchanged_the_new_folder_takes_the_place(
    system: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """In two steps."""
    fill(tmp_path / "a", "old")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: system)
    fill(tmp_path / "a", "new")

    assert {"index.html": "new"} == found(tmp_path / "a")
    assert ["a"] == [path.name for path in tmp_path.iterdir()]


def test_an_exchange_that_fails_is_reported(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The old folder stays."""
    fill(tmp_path / "a", "old")
    monkeypatch.setattr(ctypes, "CDLL", lambda *_, **__: _System(errno.EACCES))
    with pytest.raises(Refused, match="Permission denied"):
        fill(tmp_path / "a", "new")

    assert {"index.html": "old"} == found(tmp_path / "a")
