"""What the proof commands share: which log, which checkpoints, which keys, and how they fail."""

import argparse
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

from timeline.cli.asking import LOG_VARIABLE, log_named
from timeline.cli.output import Output
from timeline.problems import Misused, Problem, Refused
from timeline.proof.checkpoint import ORIGIN
from timeline.proof.note import Forged, Verifier, parse_verifier, verify_note
from timeline.record.cached import log_file
from timeline.record.shipped import shipped_record
from timeline.recordfile.checkpoints import CheckpointFile, read_checkpoint, read_checkpoints, read_small
from timeline.recordfile.paths import is_file
from timeline.text import shown
from timeline.views.proofs import write_not_proved

UNVERIFIED = 3
"""The exit code when something does not verify."""


def not_proved(error: Exception, output: Output, *, json: bool) -> int:
    """Say that something does not verify, and why; the exit code."""
    if json:
        output.data({"ok": False, "because": str(error)})
    else:
        write_not_proved(page := output.page(), str(error))
        output.write(page)
    return UNVERIFIED


def add_where_options(parser: argparse.ArgumentParser) -> None:
    """Add which log, or which record it is built from."""
    parser.add_argument(
        "--log", metavar="FILE", help=f"the log file (default: ${LOG_VARIABLE}, else that of the shipped record)"
    )
    parser.add_argument(
        "--record", metavar="DIR", type=Path, help="use the log and the checkpoints of this folder of record files"
    )


def add_trust_options(parser: argparse.ArgumentParser) -> None:
    """Add what the verifier brings along."""
    parser.add_argument(
        "--against",
        metavar="FILE",
        type=Path,
        action="append",
        default=[],
        help="a checkpoint that you have, or a record folder with checkpoints (repeatable)",
    )
    parser.add_argument(
        "--key",
        metavar="KEY",
        action="append",
        default=[],
        help="a public key (NAME+ID+KEY, or a file with it) that must have signed (repeatable: each must have)",
    )
    parser.add_argument(
        "--origin",
        metavar="NAME",
        default=ORIGIN,
        help=f"the origin (the name of the log) that checkpoints must have (default: {ORIGIN})",
    )


def report_converted(path: Path, output: Output) -> None:
    """Note a file whose line ends were converted."""
    output.note(
        f"{shown(str(path))}: its line ends were converted (CRLF); they are read as they were written\n"
        "  hint: git does this where core.autocrlf is set; the line `* -text` in .gitattributes prevents it\n"
    )


class Trust(NamedTuple):
    """The checkpoints to verify against, and the problems with them."""

    files: tuple[CheckpointFile, ...]
    problems: tuple[Problem, ...]
    keys: tuple[Verifier, ...]
    """Those that must have signed: each, every one."""

    @property
    def signers(self) -> tuple[str, ...]:
        """The names of the keys, all of which signed all files."""
        whole = self.files and not any(problem.code == "forged" for problem in self.problems)
        return tuple(dict.fromkeys(key.name for key in self.keys)) if whole else ()


def trusted(arguments: argparse.Namespace, record: Path | None, output: Output) -> Trust:
    """The verifier's own checkpoints, and those of *record*; notes converted line ends. Raises Misused."""
    files, problems = read_checkpoints(record) if record else ([], [])
    for path in arguments.against:
        if path.is_dir():
            more, wrong = read_checkpoints(path)
            if not more and not wrong:
                raise Misused(
                    f"there is no checkpoint in {path}", hint="name a checkpoint, or a record with checkpoints"
                )
            files, problems = [*files, *more], [*problems, *wrong]
            continue
        if not path.exists():
            raise Misused(f"there is no {path}", hint="name a checkpoint, or a record with checkpoints")
        try:
            files.append(read_checkpoint(path))
        except Refused as refused:
            problems += refused.problems
    problems += [
        Problem(str(file.path), 0, 0, "other-origin", f"its origin is {file.checkpoint.origin}, not {arguments.origin}")
        for file in files
        if file.checkpoint.origin != arguments.origin
    ]
    for file in files:
        if file.converted:
            report_converted(file.path, output)
    keys = tuple(map(_key, arguments.key))
    for file in files:
        try:
            verify_note(file.note, keys)
        except Forged as forged:
            problems.append(Problem(str(file.path), 0, 0, "forged", str(forged)))
    return Trust(tuple(files), tuple(problems), keys)


def _key(text: str) -> Verifier:
    from_file = is_file(text)
    key = read_small(Path(text)).strip() if from_file else text
    try:
        return parse_verifier(key)
    except ValueError as error:
        raise Misused(
            f"{text if from_file else 'the value of --key'} is not a key: {error}",
            hint="a key is NAME+ID+KEY, as `timeline checkpoint --new-key` prints it",
        ) from error


def kept_checkpoints(arguments: argparse.Namespace) -> list[CheckpointFile]:
    """The checkpoints of the record that the log is built from; of a log that is named none are known."""
    if log_named(arguments):
        return []
    files, problems = read_checkpoints(arguments.record or shipped_record())
    if problems:
        raise Refused(problems)
    return files


@contextmanager
def log_path(arguments: argparse.Namespace) -> Iterator[tuple[Path, Path | None]]:
    """The log as a file, and the record that it is built from, if it is. Raises Misused."""
    if named := log_named(arguments):
        yield Path(named), arguments.record
        return
    record = arguments.record or shipped_record()
    if not record.is_dir():
        raise Misused(f"there is no record folder {record}", hint="name it with --record")
    with log_file(record) as path:
        yield path, record
