"""`timeline correct`: record the correction of one field of an entry."""

import argparse
from collections.abc import Sequence
from pathlib import Path

import tomli

from timeline import clock
from timeline.answers.snapshot import Snapshot
from timeline.cli.output import Output
from timeline.cli.recording import (
    add_writing_options,
    add_yes_option,
    confirmed,
    entry_recorded,
    record_entries,
    record_folder,
)
from timeline.entries import Correction, Entry, Evidence, Passage, Source, evidence_of
from timeline.entries.corrections import NoSuchField, Unfit, amended, corrected, value_at
from timeline.problems import Misused
from timeline.projections.coverage import coverage
from timeline.record.append import preview
from timeline.record.attached import attached_text
from timeline.recordfile.files import read_text
from timeline.text import shown
from timeline.views.words.evidence import plain_text

DESCRIPTION = """Record a correction of a field of an entry, or of several (--also), in a new file of the
record, after showing it. The old value stays visible. A new passage is looked up in the text of its
source, if that is attached or named (--text). VALUE is text, or TOML if the field is a list, a table, a
number, true or false. If a source is wrong, do not correct the entry: add an [[attest]] block that
says what another source reports."""
EXAMPLE = 'timeline correct jp-kh-2024-07/call-hun-manet when --now 2024-07-06 --because "…"'


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("entry", metavar="ID", help="the entry: its id or position (#87)")
    parser.add_argument("field", metavar="FIELD", help="the field, as a dotted path: when, money.amount, evidence.0")
    parser.add_argument("--now", metavar="VALUE", help="the new value (default: no value)")
    parser.add_argument(
        "--also",
        metavar=("FIELD", "VALUE"),
        nargs=2,
        action="append",
        default=[],
        help="correct another field in the same file, for the same reason (repeatable)",
    )
    parser.add_argument("--because", metavar="TEXT", required=True, help="the reason")
    parser.add_argument("--source", metavar="ID", help="the source of the new value")
    parser.add_argument("--passage", metavar=("START", "END"), nargs=2, help="first and last words of the passage")
    parser.add_argument(
        "--text",
        metavar="FILE",
        type=Path,
        help="the text of the source, to look passages up in (default: the attached one)",
    )
    parser.add_argument("--file", metavar="NAME", help="the name of the new file in the record folder")
    add_yes_option(parser)
    add_writing_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Show the correction, and record it."""
    changes = [(arguments.field, arguments.now), *arguments.also]
    with preview(record_folder(arguments), [], now=clock.now()) as log, log.reading() as reader:
        snapshot = Snapshot(reader, reader.head().size)
        entry = entry_recorded(snapshot, arguments.entry, record_folder(arguments))
        found = reader.in_force(entry.id)
        if found is None:
            raise Misused(f"{entry.id} is withdrawn", hint="withdraw its withdrawal to restore it")
        number = sum(1 for _ in reader.referring(entry.id, "entry")) + 1
        corrections = list[Correction]()
        made: Entry = found.entry
        for at, (field, text) in enumerate(changes):
            corrections.append(_correction(arguments, made, field, text, f"correct-{number + at}"))
            made = corrected(made, corrections[-1])
        _look_up(corrections, found.entry, made, snapshot, arguments, output)
    for correction in corrections:
        change = f"{correction.field}: {plain_text(correction.was)} → {plain_text(correction.now)}"
        output.note(shown(f"correcting {entry.id}, {change}") + "\n")
    if not confirmed(arguments, output):
        return 1
    done = record_entries(arguments, corrections, arguments.file or file_name(corrections[0].id))
    output.say(f"recorded {done.recorded[0]}")
    return 0


def _correction(arguments: argparse.Namespace, entry: Entry, field: str, text: str | None, suffix: str) -> Correction:
    passages = (Passage(start=arguments.passage[0], end=arguments.passage[1]),) if arguments.passage else ()
    return Correction(
        id=new_id(entry.id, suffix),
        entry=entry.id,
        field=field,
        was=value_at(entry, field),
        now=None if text is None else _value(entry, field, text),
        because=arguments.because,
        evidence=(Evidence(source=arguments.source, passages=passages),) if arguments.source else (),
    )


def _look_up(
    corrections: Sequence[Correction], before: Entry, after: Entry, snapshot: Snapshot,
    arguments: argparse.Namespace, output: Output,
) -> None:  # fmt: skip
    """Look the new passages up in the texts of their sources. Raises Misused for one that is not in one place."""
    known = _passages([before])
    fresh = [one for one in _passages([after, *corrections]) if one not in known]
    for id in dict.fromkeys(source for source, _ in fresh):
        source = snapshot.entry(id)
        if not isinstance(source, Source):
            continue
        text = read_text(arguments.text) if arguments.text else attached_text(source)
        if not text:
            output.note(f"the text of {id} is not attached: its passage is not looked up (timeline source attach)\n")
            continue
        asked = [(before.id, passage, "") for named, passage in fresh if named == id]
        for cited in coverage(text, asked, language=source.language).problems:
            raise Misused(
                f"the passage is not in the text of {id}: {cited.problem}", hint="copy its words from the text"
            )


def _passages(entries: Sequence[Entry]) -> list[tuple[str, Passage]]:
    """The passages that entries cite, with the ids of their sources."""
    cited = [(item.source, passage) for entry in entries for item in evidence_of(entry) for passage in item.passages]
    listed = ((entry.id, listed.passage) for entry in entries if isinstance(entry, Source) for listed in entry.no_fact)
    return [*cited, *listed]


def new_id(entry: str, suffix: str) -> str:
    """The id of an entry about another: `@` occurs once in an id."""
    return f"{entry.replace('@', '/')}@{suffix}"


def file_name(name: str) -> str:
    """The file of one entry, named by its id and the day."""
    return f"{clock.now().date().isoformat()}-{name.replace('/', '-').replace('@', '-')}.toml"


def _value(entry: Entry, field: str, text: str) -> object:
    """The value that is meant: TOML that looks like a list, a table, a number or a boolean, if the field takes it.

    Else the text itself, which may look like that: `2024`, `[..2027]`.
    """
    if not (text[:1] in "[{" or text in {"true", "false"} or text.isdigit()):
        return text
    try:
        value = tomli.loads(f"value = {text}")["value"]
    except (ValueError, RecursionError) as error:
        if not _fits(entry, field, text):
            raise Misused(f"{text} is not a valid value: {error}", hint="write it as in a record file") from error
        return text
    if _fits(entry, field, value) or not _fits(entry, field, text):
        return value
    # A list or a table is no free text, but it may be a time: `[2024-07-05,2024-07-08]`.
    return value if isinstance(value, list | dict) and _fits(entry, field, "any words") else text


def _fits(entry: Entry, field: str, value: object) -> bool:
    """Whether a field takes a value."""
    try:
        return bool(amended(entry, field, value))
    except (NoSuchField, Unfit):
        return False
