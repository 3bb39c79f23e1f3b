"""Command lines with their output, as a user at a prompt would see them.

A session is a text: `# ` says above it what it is for, `$ ` begins a command, what follows is its output, `stderr: ` what it
says there, `[exit N]` how it ended when not with 0. UPDATE_EXPECTED=1 writes what is said
now: read it. Commands run one after the other in a folder with a copy of the record.
"""

import os
import shlex
from pathlib import Path

import pytest

from running import at, copy_record, timeline

SESSIONS = Path(__file__).parent / "sessions"
CASES = sorted(SESSIONS.glob("*.txt"))


def run(command: str) -> str:
    """The output of one command of a session."""
    program, *arguments = shlex.split(command)
    if program == "cat":
        return "".join(Path(name).read_text(encoding="utf-8") for name in arguments)
    assert program == "timeline"
    ran = timeline(*arguments)
    errors = "".join(f"stderr: {line}\n" for line in ran.err.splitlines())
    return ran.out + errors + (f"[exit {ran.code}]\n" if ran.code else "")


@pytest.mark.parametrize("session", CASES, ids=[case.stem for case in CASES])
def test_a_session_goes_as_it_is_written(session: Path, tmp_path: Path) -> None:
    """Every command of the session says just what stands below it."""
    text = session.read_text(encoding="utf-8")
    copy_record(tmp_path / "events")
    found = ""
    with at(tmp_path):
        for line in text.splitlines(keepends=True):
            if line.startswith("# ") and "$ " not in found:
                found += line
            elif line.startswith("$ "):
                found += ("" if not found or found.endswith("\n\n") else "\n") + line + run(line[2:])
    if os.environ.get("UPDATE_EXPECTED"):
        session.write_text(found, encoding="utf-8")

    assert "$ timeline" in text
    assert text == found
