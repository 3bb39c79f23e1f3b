"""`timeline check`: what is wrong with record files."""

import argparse
from pathlib import Path

from timeline.cli import clock
from timeline.cli.output import Output
from timeline.cli.recording import add_record_option, record_folder
from timeline.exporters.problems import problems_github, problems_json, problems_text
from timeline.ingest import check, drafts_of
from timeline.problems import Misused
from timeline.recordfile.read import read_header

DESCRIPTION = """Find everything that is wrong with record files, at its line, and say the way out. FILES are
checked on top of what is recorded; without any, the record is checked with all its drafts.
Nothing is written. Exit code 1 when something is wrong."""
EXAMPLE = "timeline check events/2024-07-jp-kh.toml"

_FORMATS = {"text": problems_text, "json": problems_json, "github": problems_github}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("files", nargs="*", metavar="FILE", type=Path, help="record files; all drafts if left out")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="how problems are told")
    add_record_option(parser)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Check."""
    record = record_folder(arguments)
    for path in arguments.files:
        if not path.exists():
            raise Misused(f"there is no file {path}")
    # A recorded file is checked where it stands; everything else is tried as a draft.
    drafts = [path for path in arguments.files if not _recorded(path, record)] if arguments.files else drafts_of(record)
    problems = check(record, drafts, now=clock.now())
    if arguments.files:
        asked = {path.resolve() for path in arguments.files}
        problems = [problem for problem in problems if not problem.path or Path(problem.path).resolve() in asked]
    output.text(_FORMATS[arguments.format](problems))
    if not problems:
        output.tell("nothing is wrong\n")
    return 1 if problems else 0


def _recorded(path: Path, record: Path) -> bool:
    return record.resolve() in path.resolve().parents and bool(read_header(path).header.recorded_at)
