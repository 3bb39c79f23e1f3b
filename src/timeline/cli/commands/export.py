"""`timeline export`: the log in another form, or the facts that it holds."""

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline.answers.known import known_position
from timeline.cli.asking import add_log_options, add_on_option, reader
from timeline.cli.exporting import FILES, FOLDERS, export_facts
from timeline.cli.output import Output
from timeline.eventlog.read import LogReader
from timeline.problems import Misused
from timeline.proof.checkpoint import leaf_line
from timeline.recordfile.whole import unwritable
from timeline.text import escaped

DESCRIPTION = """Export the log, or the facts that it holds. The log:
  log                    the leaf line of each entry, as JSON Lines: hashed as
                         in RFC 6962, these lines give the root of the log
  sqlite FILE            a copy of the log, complete even while another
                         program appends
The facts as they stand, each format with its basis:
  sqlite --answers FILE  tables with their meanings, ten worked queries
  csv FOLDER             the tables as CSV, with datapackage.json
  parquet FOLDER         the tables as Parquet (extra: parquet)
  csl [FILE]             the sources as CSL-JSON, for Zotero
  ical [FILE]            engagements and due dates, as iCalendar
  gexf [FILE]            who met whom as a network, for Gephi
  ftm [FILE]             actors, offices, engagements and sources, for Aleph
  jsonld [FILE]          events, evidence and provenance as JSON-LD"""
EXAMPLE = "timeline export csv facts/ --on 2024-07-07"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument(
        "form", metavar="FORMAT", choices=("log", "sqlite", *FOLDERS, *FILES), help="a format, as above"
    )
    parser.add_argument("file", nargs="?", metavar="NAME", type=Path, help="the file or folder to write")
    parser.add_argument("--answers", action="store_true", help="`sqlite`: the facts, not a copy of the log")
    add_on_option(parser)
    add_log_options(parser, json=False, drafts=False)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write."""
    if arguments.answers and arguments.form != "sqlite":
        raise Misused("--answers belongs to `export sqlite`", hint="leave it out")
    if arguments.answers or arguments.form in (*FOLDERS, *FILES):
        export_facts(arguments, output)
        return 0
    if arguments.on:
        raise Misused("the log has no day: it is exported as it was recorded", hint="leave --on out")
    if (arguments.form == "sqlite") != (arguments.file is not None):
        raise Misused("`sqlite` needs the name of a new file; `log` is printed", hint="timeline export sqlite FILE")
    with reader(arguments) as log:
        if arguments.file:
            return _copy(log, arguments.file, arguments, output)
        output.flush()
        rows = log.stored(1, known_position(log, arguments.known))
        if output.to_terminal:
            # A terminal obeys what a file keeps: the same JSON, but not the bytes that are hashed.
            for stored in rows:
                output.text(escaped(leaf_line(stored).decode("utf-8", "backslashreplace")) + "\n")
        else:
            sys.stdout.buffer.writelines(leaf_line(stored) + b"\n" for stored in rows)
    return 0


def _copy(log: LogReader, target: Path, arguments: argparse.Namespace, output: Output) -> int:
    """Copy the log whole: beside the target first, then in its place."""
    if arguments.known:
        raise Misused("a copy always has the whole log", hint="leave --known out")
    taken = Misused(f"{target} already exists", hint="name a new file")
    if os.path.lexists(target):
        raise taken
    try:
        with TemporaryDirectory(dir=target.parent, prefix=".timeline-") as folder:
            aside = Path(folder) / "copy.sqlite"
            copy = log.copied(aside)
            copy.execute("PRAGMA journal_mode = DELETE")
            copy.close()
            # A link, unlike a rename, takes no other file's place.
            os.link(aside, target)
    except FileExistsError as error:
        raise taken from error
    except OSError as error:
        raise unwritable(target, error) from error
    output.say(f"wrote {target}")
    return 0
