"""The texts of sources that somebody holds: kept in the user's data folder, beside the record and never in it."""

from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path

from timeline.folders import data_folder
from timeline.problems import Refused
from timeline.recordfile.files import read_text
from timeline.recordfile.whole import write_whole

_SLUG = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-@.")


def attached_path(source: str) -> Path:
    """Where the text of a source is kept; ids are ASCII slugs, and what is none is spelled otherwise."""
    return data_folder() / "texts" / f"{''.join(one if one in _SLUG else f'%{ord(one):X}' for one in source)}.txt"


def attach(source: str, text: str) -> Path:
    """Keep a text of a source, in place of an earlier one; where it is kept."""
    path = attached_path(source)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)
    return path


def attached_text(source: str) -> str:
    """The text of a source that is held; empty when none is, or it cannot be read."""
    path = attached_path(source)
    with suppress(Refused, OSError):
        return read_text(path) if path.is_file() else ""
    return ""


def attached_texts(sources: Iterable[str]) -> dict[str, str]:
    """The texts of *sources* that are held, by id."""
    held = {name: attached_text(name) for name in sources} if attached_path("").parent.is_dir() else {}
    return {name: text for name, text in held.items() if text}
