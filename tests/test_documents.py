"""The documents say what the program does."""

import re
import shlex
from pathlib import Path

import pytest

from running import at, timeline
from timeline.cli.registry import COMMANDS

ROOT = Path(__file__).parents[1]
README = (ROOT / "README.md").read_text(encoding="utf-8")
COMMAND_LINES = re.findall(r"^\$ (timeline [^#\n]*)", README, re.MULTILINE)


@pytest.mark.parametrize("line", COMMAND_LINES)
def test_the_commands_of_the_readme_work_when_pasted(line: str, tmp_path: Path) -> None:
    """Each answers, and ends with 0."""
    with at(tmp_path):
        ran = timeline(*shlex.split(line)[1:])

    assert (0, "") == (ran.code, ran.err)
    assert ran.out


def test_the_readme_names_commands_at_all() -> None:
    """A pattern that finds nothing tests nothing."""
    assert len(COMMAND_LINES) > 4
    assert "make replay" in README
    assert "make test" in README


def test_documents_name_only_commands_that_are_there() -> None:
    """In the README, the record's README and the changelog."""
    texts = (
        README,
        (ROOT / "events" / "README.md").read_text(encoding="utf-8"),
        (ROOT / "CHANGELOG.md").read_text(encoding="utf-8"),
    )
    named = {name for text in texts for name in re.findall(r"`timeline ([a-z][a-z-]+)", text)}

    assert named
    assert named <= {*COMMANDS}


def test_every_module_has_its_line_in_the_architecture() -> None:
    """By name."""
    text = (ROOT / "ARCHITECTURE.md").read_text(encoding="utf-8")
    rooms = {
        path.name
        for path in (ROOT / "src" / "timeline").iterdir()
        if not path.name.startswith("_") and path.name != "py.typed"
    }

    assert {room for room in rooms if f"`{room}" not in text} == set()
