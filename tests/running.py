"""Runs the program as its users do, in this process, at a fixed time of day."""

import io
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path

from msgspec import Struct

from records import NOW
from timeline import clock
from timeline.cli import main
from timeline.recordfile.once import Files


class Ran(Struct, frozen=True):
    """What a command left."""

    code: int
    out: str
    err: str


RECORD = Path(__file__).parents[1] / "events"


def copy_record(target: Path) -> Path:
    """Copy what is recorded of the shipped record; drafts, such as a pull request carries, are left out."""
    drafts = {path.resolve() for path in Files().drafts(RECORD)}

    def out(folder: str, names: list[str]) -> set[str]:
        return {name for name in names if Path(folder, name).resolve() in drafts}

    return Path(shutil.copytree(RECORD, target, ignore=out))


@contextmanager
def at(folder: Path) -> Iterator[None]:
    """In a folder, at the tests' time of day."""
    before, now, today = Path.cwd(), clock.now, clock.today
    os.chdir(folder)
    clock.now, clock.today = (lambda: NOW), NOW.date
    try:
        yield
    finally:
        os.chdir(before)
        clock.now, clock.today = now, today


def unmeasured() -> dict[str, str]:
    """The environment without the measuring of coverage: for a copy, or for what is killed."""
    return {name: value for name, value in os.environ.items() if not name.startswith("COVERAGE_PROCESS")}


def timeline(*arguments: str) -> Ran:
    """Run `timeline` with arguments, its streams no terminal."""
    out, err = io.TextIOWrapper(io.BytesIO(), "utf-8", write_through=True), io.StringIO()
    stdin = sys.stdin
    sys.stdin = io.StringIO()
    try:
        with redirect_stdout(out), redirect_stderr(err):
            code = main(arguments)
    finally:
        sys.stdin = stdin
    out.flush()
    buffer = out.buffer
    assert isinstance(buffer, io.BytesIO)
    # What a damaged log holds goes out as it is, in an export.
    return Ran(code, buffer.getvalue().decode(errors="surrogateescape"), err.getvalue())
