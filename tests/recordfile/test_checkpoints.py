"""The checkpoint files of a record."""

from pathlib import Path

import pytest

from timeline.problems import Refused
from timeline.proof.checkpoint import ORIGIN, Checkpoint, format_checkpoint
from timeline.recordfile.checkpoints import checkpoint_path, read_checkpoint, read_checkpoints
from timeline.recordfile.files import read_text


def write(record: Path, size: int, name: str = "") -> Path:
    """Write the checkpoint of a size, under its own name or another."""
    path = record / "checkpoints" / name if name else checkpoint_path(record, size)
    path.parent.mkdir(exist_ok=True)
    path.write_text(format_checkpoint(Checkpoint(ORIGIN, size, bytes(range(32)))), encoding="utf-8")
    return path


def test_checkpoints_are_read_smallest_first(tmp_path: Path) -> None:
    """By size, not by name; what has another ending is none."""
    for size in (1000, 20, 3):
        write(tmp_path, size)
    (tmp_path / "checkpoints" / "README.md").write_text("no checkpoint", encoding="utf-8")
    files, problems = read_checkpoints(tmp_path)

    assert ([3, 20, 1000], []) == ([one.checkpoint.size for one in files], problems)
    assert ([], []) == read_checkpoints(tmp_path / "checkpoints")


def test_a_checkpoint_under_another_name_and_what_is_none_are_problems(tmp_path: Path) -> None:
    """Each file is named; the others are read all the same."""
    write(tmp_path, 20)
    write(tmp_path, 21, "22.checkpoint")
    (tmp_path / "checkpoints" / "30.checkpoint").write_text("nothing\n", encoding="utf-8")
    (tmp_path / "checkpoints" / "40.checkpoint").symlink_to(tmp_path / "checkpoints" / "20.checkpoint")
    (tmp_path / "checkpoints" / "50.checkpoint").write_bytes(b"\xff\n")
    files, problems = read_checkpoints(tmp_path)

    assert [20] == [one.checkpoint.size for one in files]
    assert [
        ("22.checkpoint", "it is the checkpoint of #21, but has another name"),
        ("30.checkpoint", "it is not a checkpoint: a checkpoint has three lines: origin, size and root"),
        ("40.checkpoint", "cannot read the file: it is a symbolic link"),
        ("50.checkpoint", "it is not UTF-8 text"),
    ] == [(Path(problem.path).name, problem.message) for problem in problems]


@pytest.mark.parametrize("at", range(len(format_checkpoint(Checkpoint(ORIGIN, 20, bytes(range(32)))))))
def test_one_byte_of_a_checkpoint_that_was_flipped_is_seen(tmp_path: Path, at: int) -> None:
    """It is no checkpoint any more, or one of another origin, size or root."""
    path = write(tmp_path, 20)
    before = read_checkpoint(path).checkpoint
    data = bytearray(path.read_bytes())
    data[at] ^= 1
    path.write_bytes(bytes(data))
    try:
        now = read_checkpoint(path).checkpoint
    except Refused:
        return

    assert before != now


def test_a_text_that_is_too_large_is_not_read(tmp_path: Path) -> None:
    """A limit holds for every file that is read whole."""
    (tmp_path / "large").write_bytes(b"x" * 100)
    with pytest.raises(Refused, match="larger than 99 bytes"):
        read_text(tmp_path / "large", limit=99)
