"""`timeline export`: the log in another form."""

import argparse
import os
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

from timeline.answers.known import known_position
from timeline.cli.asking import add_log_options, reader
from timeline.cli.output import Output
from timeline.eventlog.read import LogReader
from timeline.problems import Misused, refusal
from timeline.proof.checkpoint import leaf_line
from timeline.text import escaped

DESCRIPTION = """Export the log, or copy it. `log` writes the leaf line of each entry as JSON Lines,
with the stored bytes unchanged: hashed as in RFC 6962, these lines give the root of the log. `sqlite`
copies the log file with SQLite's own backup, which is complete even while another program appends."""
EXAMPLE = "timeline export log > record.jsonl"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("form", metavar="FORMAT", choices=["log", "sqlite"], help="log or sqlite")
    parser.add_argument("file", nargs="?", metavar="FILE", type=Path, help="for `sqlite`: the new file")
    add_log_options(parser, json=False)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write."""
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
        hint = "name a file in an existing folder"
        raise refusal("unwritable", f"cannot write {target}: {error.strerror}", hint=hint) from error
    output.say(f"wrote {target}")
    return 0
