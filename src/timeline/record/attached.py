"""The attached texts of sources: kept in the user's data folder, never in the record."""

from collections.abc import Mapping
from contextlib import suppress
from hashlib import sha256
from pathlib import Path

from timeline.entries import Source
from timeline.folders import data_folder
from timeline.problems import Refused
from timeline.recordfile.files import read_text
from timeline.recordfile.whole import write_whole

_SLUG = frozenset("abcdefghijklmnopqrstuvwxyz0123456789-@.")


def attached_path(source: str) -> Path:
    """The file of the text of a source. Characters that are not allowed in an id are escaped."""
    return (
        data_folder()
        / "texts"
        / f"{''.join(letter if letter in _SLUG else f'%{ord(letter):X}' for letter in source)}.txt"
    )


def attach(source: str, text: str) -> Path:
    """Keep a text of a source, in place of an earlier one; where it is kept."""
    path = attached_path(source)
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text)
    return path


def attached_text(source: Source) -> str:
    """The attached text of a source; empty if there is none, it cannot be read, or its digest is another."""
    path = attached_path(source.id)
    with suppress(Refused, OSError):
        text = read_text(path) if path.is_file() else ""
        # Texts are kept by the id of their source alone, and another record may mean another text by it.
        if not source.sha256 or sha256(text.encode()).hexdigest() == source.sha256:
            return text
    return ""


def attached_texts(sources: Mapping[str, Source]) -> dict[str, str]:
    """The attached texts of *sources*, by id."""
    there = attached_path("").parent.is_dir()
    held = {id: attached_text(source) for id, source in sources.items()} if there else {}
    return {id: text for id, text in held.items() if text}
