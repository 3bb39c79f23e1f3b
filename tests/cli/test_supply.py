"""What the program is made of: which versions, under which licences, and what it needs of its surroundings."""

import json
import re
import sqlite3
import subprocess
import sys
import tomllib
from importlib.metadata import version
from pathlib import Path

import pytest

from running import timeline
from timeline.eventlog import schema
from timeline.eventlog.opened import open_log
from timeline.eventlog.store import EventLog
from timeline.problems import Refused

ROOT = Path(__file__).parents[2]
PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))


def test_the_licences_of_all_that_is_installed_are_listed() -> None:
    """Each package of the run-time lock is among what the program needs, with a licence."""
    packages = json.loads(timeline("licences", "--json").out)["packages"]
    needed = {one["name"].lower().replace("_", "-"): one for one in packages if one["needed"]}
    lock = (ROOT / "requirements" / "run.txt").read_text(encoding="utf-8")
    locked = set(re.findall(r"^([a-z0-9-]+)==", lock, re.MULTILINE))

    assert locked
    assert locked | {"diplomatic-timeline", "python", "sqlite"} == set(needed)
    assert all(one["licence"] for one in needed.values())
    assert needed["msgspec"]["version"] == version("msgspec")
    assert {"pytest"} <= {one["name"] for one in packages if not one["needed"]}


def test_licences_are_reported_in_two_parts() -> None:
    """What the program needs, and what else is there."""
    output = timeline("licences").out

    assert re.search(r"^What the program needs\nPython +\S+ +PSF-2.0\n", output)
    assert (
        output.index("What the program needs") < output.index("msgspec") < output.index("What else is installed here")
    )


@pytest.mark.parametrize("requirement", [*PROJECT["build-system"]["requires"], *PROJECT["project"]["dependencies"]])
def test_every_requirement_has_bounds(requirement: str) -> None:
    """But for the data of time zones, of which the newest is wanted."""
    assert re.fullmatch(r"[a-z-]+>=[\d.]+,<[\d.]+|tzdata>=[\d.]+", requirement)


def test_the_environment_holds_nothing_old() -> None:
    """What made it is taken out of it: neither pip nor setuptools is left, where the set-up made it."""
    if not list(Path(sys.prefix).glob("timeline-*")):
        pytest.skip("another made this environment")
    for name in ("pip", "setuptools"):
        ran = subprocess.run([sys.executable, "-c", f"import {name}"], capture_output=True, check=False)
        assert 1 == ran.returncode


def test_an_sqlite_that_is_too_old_is_reported(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    """To whoever reads or writes a log, with what is needed."""
    path = tmp_path / "log.sqlite"
    EventLog(path).close()
    monkeypatch.setattr(sqlite3, "sqlite_version_info", (3, 30, 1))
    monkeypatch.setattr(sqlite3, "sqlite_version", "3.30.1")
    for opened in (open_log, EventLog):
        with pytest.raises(Refused, match=r"cannot store a log: it is SQLite 3\.30\.1") as caught:
            opened(path)
        assert "SQLite 3.31 or later" in caught.value.problems[0].hint


def test_the_oldest_sqlite_is_stated() -> None:
    """Where somebody looks before they install."""
    statement = f"SQLite {schema.OLDEST[0]}.{schema.OLDEST[1]} or later"

    assert statement in (ROOT / "README.md").read_text(encoding="utf-8")
    assert statement in (ROOT / "SECURITY.md").read_text(encoding="utf-8")


def test_no_statement_numbers_its_placeholders() -> None:
    """Python 3.14 refuses numbered placeholders with a sequence of values, and earlier versions do not."""
    modules = [path.read_text(encoding="utf-8") for path in (ROOT / "src" / "timeline" / "eventlog").glob("*.py")]

    assert any("json_each(?)" in text for text in modules)
    assert not [text for text in modules if re.search(r"\?\d", text)]
