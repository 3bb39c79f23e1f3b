"""The checkpoints of a record: files that are only ever added, one for each size, under `checkpoints/`."""

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from timeline.problems import Problem, Refused, refusal
from timeline.proof.checkpoint import Checkpoint, parse_checkpoint
from timeline.proof.note import Note, parse_note
from timeline.recordfile.files import read_text

FOLDER = "checkpoints"
_SUFFIX = ".checkpoint"
_LIMIT = 2**16


class CheckpointFile(NamedTuple):
    """A checkpoint as it is kept."""

    path: Path
    note: Note
    checkpoint: Checkpoint
    converted: bool = False
    """Its line ends are those of Windows."""


class Checkpoints(NamedTuple):
    """The checkpoints of a record, smallest first, and what is wrong with their files."""

    files: list[CheckpointFile]
    problems: list[Problem]


def checkpoint_path(record: Path, size: int) -> Path:
    """Where the checkpoint of a size is kept in a record."""
    return record / FOLDER / f"{size}{_SUFFIX}"


def read_checkpoint(path: Path) -> CheckpointFile:
    """The checkpoint in a file. Raises Refused when it is not a checkpoint."""
    text, converted = unconverted(read_small(path))
    try:
        return CheckpointFile(path, parse_note(text), parse_checkpoint(text), converted)
    except ValueError as error:
        raise refusal(
            "no-checkpoint", f"it is not a checkpoint: {error}",
            hint="restore it: checkpoints are never changed", path=str(path),
        ) from error  # fmt: skip


def unconverted(text: str) -> tuple[str, bool]:
    """The text of a note or proof with the line ends that it was written with, and whether they had been converted.

    git does so where `core.autocrlf` is set, to every line. What was signed and hashed has line feeds alone.
    """
    lines = text.split("\n")
    converted = len(lines) > 1 and not lines[-1] and all(line.endswith("\r") for line in lines[:-1])
    return (text.replace("\r\n", "\n") if converted else text), converted


def read_small(path: Path) -> str:
    """The text of a small file. Raises Refused."""
    return read_text(path, limit=_LIMIT)


def read_checkpoints(record: Path) -> Checkpoints:
    """The checkpoints of a record."""
    found, problems = list[CheckpointFile](), list[Problem]()
    for path in _paths(record):
        try:
            file = read_checkpoint(path)
        except Refused as refused:
            problems += refused.problems
            continue
        if path.name != checkpoint_path(record, file.checkpoint.size).name:
            message = f"it is the checkpoint of #{file.checkpoint.size}, but has another name"
            problems.append(Problem(str(path), 0, 0, "no-checkpoint", message, "restore its name"))
        else:
            found.append(file)
    return Checkpoints(sorted(found, key=lambda file: file.checkpoint.size), problems)


def _paths(record: Path) -> Iterator[Path]:
    folder = record / FOLDER
    if folder.is_dir():
        yield from sorted(path for path in folder.iterdir() if path.suffix == _SUFFIX)
