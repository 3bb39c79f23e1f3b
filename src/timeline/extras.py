"""Libraries that are not always installed: each belongs to an extra of this package."""

from importlib import import_module
from typing import Any

from timeline.problems import Misused

DISTRIBUTION = "diplomatic-timeline"
_PACKAGES = {"docx": "python-docx"}
"""What a library is called by a package index, where that is not the name of its module."""


def needed(module: str, extra: str, what: str) -> Any:  # noqa: ANN401 - a module of a library that may not be there
    """A library that *what* needs. Raises Misused, with the command that installs it, where it is missing."""
    try:
        return import_module(module)
    except ImportError as error:
        hint = f"pip install '{DISTRIBUTION}[{extra}]'; in a checkout, `make extras`"
        package = _PACKAGES.get(module, module)
        raise Misused(f"{what} needs {package}, which is not installed", hint=hint) from error
