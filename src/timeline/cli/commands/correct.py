"""`timeline correct`: record the correction of one field of an entry."""

import argparse

import tomli

from timeline import clock
from timeline.answers.names import entry_named
from timeline.answers.snapshot import Snapshot
from timeline.cli.output import Output
from timeline.cli.recording import add_writing_options, record_entry, record_folder
from timeline.entries import Correction, Evidence, Passage
from timeline.entries.corrections import value_at
from timeline.problems import Misused
from timeline.record.append import preview

DESCRIPTION = """Record a correction of one field of an entry, in a new file of the record. The old
value stays visible. VALUE is text, or TOML if it looks like a list, a table, a number, true or false.
If a source is wrong, do not correct the entry: add an [[attest]] block that says what another source
reports."""
EXAMPLE = 'timeline correct jp-kh-2024-07/call-hun-manet when --now 2024-07-06 --because "…"'


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("entry", metavar="ID", help="the entry: its id or position (#87)")
    parser.add_argument("field", metavar="FIELD", help="the field, as a dotted path: when, money.amount, evidence.0")
    parser.add_argument("--now", metavar="VALUE", help="the new value (default: no value)")
    parser.add_argument("--because", metavar="TEXT", required=True, help="the reason")
    parser.add_argument("--source", metavar="ID", help="the source of the new value")
    parser.add_argument("--passage", metavar=("START", "END"), nargs=2, help="first and last words of the passage")
    parser.add_argument("--file", metavar="NAME", help="the name of the new file in the record folder")
    add_writing_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Record the correction."""
    with preview(record_folder(arguments), [], now=clock.now()) as log, log.reading() as reader:
        entry = entry_named(Snapshot(reader, reader.head().size), arguments.entry)
        found = reader.in_force(entry.id)
        if found is None:
            raise Misused(f"{entry.id} is withdrawn", hint="withdraw its withdrawal to restore it")
        number = sum(1 for _ in reader.referring(entry.id, "entry")) + 1
        was = value_at(found.entry, arguments.field)
    now = None if arguments.now is None else _value(arguments.now)
    id = new_id(entry.id, f"correct-{number}")
    passages = (Passage(start=arguments.passage[0], end=arguments.passage[1]),) if arguments.passage else ()
    evidence = (Evidence(source=arguments.source, passages=passages),) if arguments.source else ()
    correction = Correction(
        id=id,
        entry=entry.id,
        field=arguments.field,
        was=was,
        now=now,
        because=arguments.because,
        evidence=evidence,
    )
    done = record_entry(arguments, correction, arguments.file or file_name(id))
    output.say(f"recorded {done.recorded[0]}")
    return 0


def new_id(entry: str, suffix: str) -> str:
    """The id of an entry about another: `@` occurs once in an id."""
    return f"{entry.replace('@', '/')}@{suffix}"


def file_name(name: str) -> str:
    """The file of one entry, named by its id and the day."""
    return f"{clock.now().date().isoformat()}-{name.replace('/', '-').replace('@', '-')}.toml"


def _value(text: str) -> object:
    if text[:1] in "[{" or text in {"true", "false"} or text.isdigit():
        try:
            return tomli.loads(f"value = {text}")["value"]
        except (ValueError, RecursionError) as error:
            raise Misused(f"{text} is not a valid value: {error}", hint="write it as in a record file") from error
    return text
