"""What a command imports, and what it says of itself."""

import subprocess
import sys

import pytest

from timeline.cli.registry import COMMANDS, command_module

SLOW = (
    "textual",
    "rich",
    "dateutil",
    "eventsourcing",
    "psycopg",
    "hypothesis",
    "shtab",
    "yasbd",
    "timeline.text.passages",
)


def imported(code: str) -> set[str]:
    """The modules that are loaded after a program in a fresh interpreter."""
    script = f"import sys\n{code}\nsys.stderr.write(' '.join(sys.modules))"
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    return set(ran.stderr.split())


@pytest.mark.parametrize(
    "command",
    [
        "--version",
        "--help",
        "state JP KH --on 2024-07-07",
        "log --last 1",
        "show JP",
        "compare jp-kh-2024-07",
        "replay jp-kh-2024-07",
        "search boats",
    ],
)
def test_a_reading_command_imports_nothing_slow(command: str) -> None:
    """Neither the screen, nor the library, nor what only other commands need."""
    build = "from timeline.cli import main\nmain(['log', '--last', '1'])\n"
    subprocess.run([sys.executable, "-c", build], capture_output=True, check=True)
    modules = imported(f"from timeline.cli import main\nmain({command.split()!r})")

    assert "timeline.cli" in modules
    assert set() == {name for name in SLOW if name in modules}


def test_the_package_itself_imports_nothing() -> None:
    """`import timeline` costs nothing."""
    assert {"timeline"} == {name for name in imported("import timeline") if name.startswith("timeline")}


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_says_what_it_is_for_with_an_example(name: str) -> None:
    """Its help is its documentation."""
    module = command_module(name)

    assert module.EXAMPLE.startswith(f"timeline {name}")
    assert module.DESCRIPTION
