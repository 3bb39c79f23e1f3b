"""`timeline withdraw`: record that an entry is withdrawn."""

import argparse

from timeline import clock
from timeline.answers.snapshot import Snapshot
from timeline.cli.commands.correct import file_name, new_id
from timeline.cli.output import Output
from timeline.cli.recording import (
    add_writing_options,
    add_yes_option,
    confirmed,
    entry_recorded,
    record_entries,
    record_folder,
)
from timeline.entries import Withdrawal
from timeline.record.append import preview
from timeline.text import shown
from timeline.views.words.money import many

DESCRIPTION = """Record that an entry is withdrawn, in a new file of the record, after showing it. The
entry stays visible, marked as withdrawn with the reason, and whatever refers to it is marked too. A
withdrawal can itself be withdrawn."""
EXAMPLE = 'timeline withdraw jp-kh-2024-07/patrol-boats --because "…"'


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("entry", metavar="ID", help="the entry: its id or position (#87)")
    parser.add_argument("--because", metavar="TEXT", required=True, help="the reason")
    parser.add_argument("--id", metavar="ID", help="the id of the withdrawal (default: ID@withdraw)")
    parser.add_argument("--file", metavar="NAME", help="the name of the new file in the record folder")
    add_yes_option(parser)
    add_writing_options(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Show what is withdrawn, and record the withdrawal."""
    with preview(record_folder(arguments), [], now=clock.now()) as log, log.reading() as reader:
        entry = entry_recorded(Snapshot(reader, reader.head().size), arguments.entry, record_folder(arguments))
        resting = reader.count_naming(entry.id)
        earlier = sum(isinstance(recorded.entry, Withdrawal) for recorded in reader.referring(entry.id, "entry"))
    id = arguments.id or new_id(entry.id, f"withdraw-{earlier + 1}" if earlier else "withdraw")
    title = getattr(entry, "title", "") or getattr(entry, "name", entry.what)
    count = many(resting, "recorded entry", "recorded entries")
    marked = f"; {count} refer to it, and will be marked" if resting else ""
    output.note(shown(f"withdrawing {entry.id}, {title}{marked}") + "\n")
    if not confirmed(arguments, output):
        return 1
    withdrawal = Withdrawal(id=id, entry=entry.id, because=arguments.because)
    done = record_entries(arguments, [withdrawal], arguments.file or file_name(id))
    output.say(f"recorded {done.recorded[0]}")
    return 0
