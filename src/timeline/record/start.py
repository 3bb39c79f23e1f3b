"""A new record: its folder, what it is to hold, continuous integration, and where to write the first file."""

from importlib.resources import files
from pathlib import Path

from msgspec import Struct

from timeline.problems import Misused
from timeline.recordfile.schema import record_schema
from timeline.recordfile.whole import unwritable
from timeline.recordfile.whole_folder import folder_aside
from timeline.values import UNFILLED, BadValue, parse_line, parse_party_code

IGNORED = "*.sqlite\n*.sqlite-*\n"
ATTRIBUTES = "*.toml text eol=lf\n*.jsonl text eol=lf\n"
"""Recorded files are compared as they are: no line end is changed by who checks them out."""


class Scope(Struct, frozen=True):
    """What a record is to hold: what it leaves out is not thereby absent."""

    title: str = UNFILLED
    period: str = UNFILLED
    selection: str = UNFILLED
    languages: str = UNFILLED
    between: tuple[str, ...] = ()
    """The codes of parties, for the examples."""


def start_record(folder: Path, scope: Scope) -> tuple[Path, ...]:
    """Write a new record into a folder, whole or not at all; the files, in their order.

    Raises Misused when the folder has something in it, and Refused when it cannot be written.
    """
    if folder.is_symlink() or (folder.exists() and not (folder.is_dir() and not any(folder.iterdir()))):
        raise Misused(f"{folder} is there already, and is not empty", hint="name a new folder")
    if folder.resolve() == Path.cwd():
        raise Misused("the current folder cannot be replaced", hint="run it in the folder above: timeline init NAME")
    parties = scope.between if len(scope.between) > 1 else tuple(dict.fromkeys((*scope.between, "US", "CN")))[:2]
    for words in (scope.title, scope.period, scope.selection, scope.languages):
        _line(words)
    for party in scope.between:
        _party(party)
    text = _text("README.md").format(
        title=scope.title, period=scope.period, selection=scope.selection, languages=scope.languages,
        parties=" ".join(parties), example=f"{'-'.join(parties)}-2025-01".lower(),
    )  # fmt: skip
    written = {
        "README.md": text,
        ".gitattributes": ATTRIBUTES,
        ".gitignore": IGNORED,
        ".github/workflows/record.yml": _text("record.yml"),
        "events/record.schema.json": record_schema(),
    }
    try:
        with folder_aside(folder.resolve().parent) as new:
            for name, content in written.items():
                path = new / name
                path.parent.mkdir(parents=True, exist_ok=True)
                path.write_text(content, encoding="utf-8")
            # It takes the place of an empty folder at once.
            new.rename(folder)
    except OSError as error:
        raise unwritable(folder, error, kind="folder") from error
    return tuple(folder / name for name in written)


def _line(words: str) -> None:
    try:
        parse_line(words)
    except BadValue as bad:
        raise Misused(bad.message, hint=bad.hint) from bad


def _party(word: str) -> None:
    """Raise Misused for what can be no code and no id."""
    try:
        parse_party_code(word)
    except BadValue as bad:
        raise Misused(f"--between: {bad.message}", hint=bad.hint) from bad


def _text(name: str) -> str:
    return files("timeline.record").joinpath("starting", name).read_text(encoding="utf-8")
