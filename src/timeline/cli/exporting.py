"""The facts of a record, exported in a format of other programs: `export csv`, `export sqlite --answers`."""

import argparse
import sqlite3
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, nullcontext
from importlib import import_module
from pathlib import Path
from typing import TextIO

from timeline.answers.facts import FactsAnswer, facts_of, readouts_of
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import day_of, snapshot
from timeline.cli.handed import entries_done
from timeline.cli.output import Output
from timeline.problems import Misused
from timeline.recordfile.whole import unwritable, writing_whole
from timeline.recordfile.whole_folder import folder_aside, writing_folder
from timeline.views.data.tables import Row
from timeline.views.words.money import many

FOLDERS = ("csv", "parquet")
"""What is a folder of files."""
FILES = ("csl", "ical", "gexf", "ftm", "jsonld")
"""What is one text."""
Write = Callable[[TextIO, Iterable[FactsAnswer], Row], None]


def export_facts(arguments: argparse.Namespace, output: Output) -> None:
    """Write the facts in the format that is asked for. Raises Misused, and Refused when they cannot be written."""
    form, target = arguments.form, arguments.file
    if form not in FILES and target is None:
        what = "a folder" if form in FOLDERS else "a file"
        raise Misused(f"`export {form}` needs the name of {what}", hint=f"timeline export {form} NAME")
    with snapshot(arguments) as asked:
        on, left_out = day_of(arguments), asked.basis().drafts
        facts = entries_done(facts_of(asked, on), asked.known, output)
        basis = (asked.known, asked.basis().root, on.isoformat(), _recorded_until(asked))
        module = import_module(f"timeline.views.data.{form}")
        if form in FILES:
            with _stream(target, output) as stream:
                module.write(stream, facts, basis)
        elif form in FOLDERS:
            with writing_folder(target, f"{form} export") as folder:
                getattr(module, f"write_{form}")(folder, facts, readouts_of(asked, on), basis)
        else:
            _write_database(target, lambda path: module.write_sqlite(path, facts, readouts_of(asked, on), basis))
    if target:
        output.note(f"wrote {target}\n")
    if left_out:
        output.note(f"{many(left_out, 'draft')} not counted: an export is of what is recorded\n")


def _recorded_until(asked: Snapshot) -> str:
    last = asked.log.at(asked.known) if asked.known else None
    return last.entry.recorded_at if last else ""


@contextmanager
def _stream(target: Path | None, output: Output) -> Iterator[TextIO]:
    """A text to write to: a file that is there whole or not at all, or stdout."""
    from io import TextIOWrapper  # noqa: PLC0415 - only what is exported needs it

    if target is None and output.to_terminal:
        raise Misused("this is a file, and no text for a terminal", hint="name a file")
    output.flush()
    with nullcontext(sys.stdout.buffer) if target is None else writing_whole(target) as file:
        text = TextIOWrapper(file, "utf-8", newline="", write_through=True)
        try:
            yield text
        finally:
            # Or it would close what it writes to.
            text.detach()


def _write_database(target: Path, write: Callable[[Path], None]) -> None:
    """A database, made beside its place and moved there when it is whole."""
    if target.is_dir():
        raise Misused(f"{target} is a folder", hint="name a file")
    try:
        with folder_aside(target.parent) as aside:
            write(aside / "facts.sqlite")
            (aside / "facts.sqlite").replace(target)
    except (OSError, sqlite3.Error) as error:
        raise unwritable(target, error) from error
