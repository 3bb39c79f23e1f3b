"""`timeline check`: what is wrong with record files."""

import argparse
from pathlib import Path

from timeline import clock
from timeline.cli.asking import LOG_VARIABLE
from timeline.cli.output import Output
from timeline.cli.recording import add_record_option, log_to_write, record_folder, writing_log
from timeline.problems import Misused, Problem
from timeline.record.append import check
from timeline.record.contribution import contribution_problems
from timeline.record.stamp import stamps_ahead
from timeline.recordfile.once import Files, Once
from timeline.recordfile.paths import is_file
from timeline.text import shown
from timeline.values import format_instant
from timeline.views.problems import problems_github, problems_json, problems_text

DESCRIPTION = """Check record files, and show every mistake with its line and how to fix it. FILES are
checked together with what is recorded and with the other drafts; without FILES, all drafts of the record
are checked. Recorded files can be compared with a log (--log), or with a git revision (--against) as a
proposed change to it: a proposed change may add drafts, may change an existing file only if you allow it
(--allow), and may not alter what was recorded. Nothing is written. The exit code is 1 if something is
wrong."""
EXAMPLE = "timeline check events/2024-07-jp-kh.toml"

_TEXTS = "passages against their texts (timeline source check)"
_EDITS = "recorded files for edits (--log, --against)"
_FORMATS = {"text": problems_text, "json": problems_json, "github": problems_github}


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("files", nargs="*", metavar="FILE", type=Path, help="record files (default: all drafts)")
    parser.add_argument("--format", choices=_FORMATS, default="text", help="how to print problems")
    parser.add_argument(
        "--against",
        metavar="REV",
        help="check the record as a proposed change to a git revision, such as origin/main",
    )
    parser.add_argument(
        "--allow",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="with --against: an existing file that may be changed, such as a draft (repeatable)",
    )
    add_record_option(parser)
    parser.add_argument(
        "--log",
        metavar="FILE",
        help=f"the log file to compare recorded files with (default: ${LOG_VARIABLE}, else none)",
    )


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Check."""
    record = record_folder(arguments)
    if arguments.against:
        return _contribution(record, arguments, output)
    if arguments.allow:
        raise Misused("--allow needs --against", hint="add --against, with the revision to compare with")
    for path in arguments.files:
        if not path.exists():
            raise Misused(f"there is no file {path}")
    # A recorded file is checked in its place; everything else is tried as a draft.
    files = Files()
    asked = {path.resolve() for path in arguments.files}
    drafts = _drafts(arguments.files, files, record) if arguments.files else None
    named = log_to_write(arguments)
    if named and not is_file(named):
        raise Misused(f"there is no log at {named}", hint="create one with `timeline append --log`")
    with writing_log(arguments) as log:
        problems = check(record, drafts, now=clock.now(), log=log, files=files)
        if arguments.files and not all(_is_in(problem, asked) for problem in problems):
            others = [path for path in files.drafts(record) if path.resolve() not in asked]
            before = set(check(record, others, now=clock.now(), log=log, files=files))
            problems = [problem for problem in problems if _is_in(problem, asked) or problem not in before]
    output.text(_FORMATS[arguments.format](problems))
    for path, stamp in stamps_ahead((files[path] for path in files.under(record)), clock.now()):
        message = f"its stamp {stamp} is ahead of this machine's clock, which says {format_instant(clock.now())}"
        output.note(f"{shown(str(path))}: warning: {message}\n  hint: set the clock, if it is wrong\n")
    if not problems:
        output.note(f"no mistakes found; not checked: {_TEXTS if named else f'{_TEXTS}, {_EDITS}'}\n")
    return 1 if problems else 0


def _contribution(record: Path, arguments: argparse.Namespace, output: Output) -> int:
    if arguments.files or arguments.log:
        raise Misused("--against checks the whole contribution", hint="leave the files and --log out")
    problems = contribution_problems(record, arguments.against, now=clock.now(), allowed=arguments.allow)
    output.text(_FORMATS[arguments.format](problems))
    if not problems:
        output.note(f"no mistakes found, and nothing recorded at {arguments.against} was altered\n")
    return 1 if problems else 0


def _is_in(problem: Problem, asked: set[Path]) -> bool:
    """Whether a problem is one of the files that are asked for; one elsewhere may be there because of them."""
    return not problem.path or Path(problem.path).resolve() in asked


def _drafts(named: list[Path], files: Files, record: Path) -> list[Path]:
    """The drafts that are named, and the others of the record, which they may refer to."""
    drafts = [path for path in named if not _recorded(files[path], record)]
    own = {path.resolve() for path in drafts}
    return [*drafts, *(path for path in files.drafts(record) if path.resolve() not in own)]


def _recorded(file: Once, record: Path) -> bool:
    return record.resolve() in file.path.resolve().parents and bool(file.header.recorded_at)
