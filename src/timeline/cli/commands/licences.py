"""`timeline licences`: under which licence each package is that is installed here."""

import argparse
import platform
import re
import sqlite3
from collections.abc import Iterator
from importlib.metadata import Distribution, distributions

from msgspec import Struct, to_builtins

from timeline.cli.output import Output
from timeline.extras import DISTRIBUTION
from timeline.views.page import Page

DESCRIPTION = """List the installed packages and the licence that each states: first what this program
needs, then everything else in the same environment."""
EXAMPLE = "timeline licences"

_REQUIREMENT = re.compile(r"([A-Za-z0-9._-]+)\s*(?:\[([^\]]*)\])?")
_EXTRA = re.compile(r"""extra == ["']([^"']*)["']""")
"""Source: PyPA, dependency specifiers."""
_LONGEST = 60
"""Characters; a longer statement is the text of a licence and not its name."""


class Package(Struct, frozen=True):
    """One package, and what it states of its licence."""

    name: str
    version: str
    licence: str
    """Empty when it states none."""
    needed: bool
    """By the program, or by what it needs."""


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """List."""
    packages = list(_packages())
    if arguments.json:
        output.data({"packages": to_builtins(packages)})
        return 0
    page = output.page()
    for heading, needed in (("What the program needs", True), ("What else is installed here", False)):
        _write(page, heading, [package for package in packages if package.needed is needed])
    output.write(page)
    return 0


def _write(page: Page, heading: str, packages: list[Package]) -> None:
    if packages:
        page.heading(heading)
        page.table([[package.name, package.version, package.licence or "not stated"] for package in packages])


def _packages() -> Iterator[Package]:
    """The packages of this environment, by name, after Python and SQLite."""
    yield Package("Python", platform.python_version(), "PSF-2.0", needed=True)
    yield Package("SQLite", sqlite3.sqlite_version, "public domain", needed=True)
    found = {_canonical(package.name): package for package in distributions()}
    needed = _needed(found)
    for name in sorted(found):
        package = found[name]
        yield Package(package.name, package.version, _licence(package), needed=name in needed)


def _needed(found: dict[str, Distribution]) -> set[str]:
    """The program and all that it requires, and that requires, with the extras that are asked for."""
    needed, waiting = set[tuple[str, frozenset[str]]](), [(DISTRIBUTION, frozenset[str]())]
    while waiting:
        name, extras = asked = waiting.pop()
        if asked not in needed and name in found:
            needed.add(asked)
            waiting += filter(None, (_required(line, extras) for line in found[name].requires or ()))
    return {name for name, _ in needed}


def _required(line: str, extras: frozenset[str]) -> tuple[str, frozenset[str]] | None:
    """What a requirement names, with its extras; None when it is of an extra that nobody asked for."""
    only, match = _EXTRA.search(line), _REQUIREMENT.match(line)
    if match is None or (only is not None and only[1] not in extras):
        return None
    return _canonical(match[1]), frozenset(re.findall(r"[\w.-]+", match[2] or ""))


def _canonical(name: str) -> str:
    # Source: PyPA, names and normalization.
    return re.sub(r"[-_.]+", "-", name).lower()


def _licence(package: Distribution) -> str:
    """What a package states: an SPDX expression, else a short text, else its classifiers."""
    for key in ("License-Expression", "License"):
        for value in package.metadata.get_all(key) or ():
            if len(value) <= _LONGEST and "\n" not in value:
                return str(value)
    classifiers = package.metadata.get_all("Classifier") or ()
    return ", ".join(line.rpartition(" :: ")[2] for line in classifiers if line.startswith("License ::"))
