"""`timeline consistency`: that one log is the beginning of another."""

import argparse
from pathlib import Path

from timeline.cli.asking import add_log_options
from timeline.cli.output import Output
from timeline.cli.proving import log_path, not_proved
from timeline.eventlog.opened import open_log
from timeline.eventlog.read import LogReader
from timeline.eventlog.verify import roots_of_rows
from timeline.problems import Misused, Refused
from timeline.proof.checkpoint import ORIGIN, Checkpoint
from timeline.proof.merkle import NotProved, consistency_ranges, verify_consistency
from timeline.recordfile.checkpoints import read_checkpoint
from timeline.recordfile.paths import is_file
from timeline.values import whole_number
from timeline.views.proofs import consistency_data, write_consistency

DESCRIPTION = """Prove that the later log extends the earlier one: nothing recorded before was altered.
OLD and NEW are sizes or checkpoint files. The hashes of the proof (RFC 6962, 2.1.2) are printed, and
are verified against both roots, which are computed from the stored rows. The exit code is 3 if rows are
missing, or if a checkpoint belongs to another log."""
EXAMPLE = "timeline consistency 187 events/checkpoints/378.checkpoint"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("old", metavar="OLD", help="a size, or a checkpoint file")
    parser.add_argument("new", metavar="NEW", help="a size at least as large, or a checkpoint file")
    parser.add_argument(
        "--origin", metavar="NAME", default=ORIGIN, help=f"the origin that checkpoints must have (default: {ORIGIN})"
    )
    add_log_options(parser, known=False, drafts=False)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Show."""
    with log_path(arguments) as (path, _), open_log(path) as log:
        try:
            old, new = (_tree(word, log, arguments.origin) for word in (arguments.old, arguments.new))
        except Refused as refused:
            if refused.problems[0].code != "no-checkpoint":
                raise
            return not_proved(refused, output, json=arguments.json)
        if old.size > new.size:
            raise Misused(
                f"the first size ({old.size}) is larger than the second ({new.size})",
                hint="write the smaller one first",
            )
        proof = [log.subtree(*part) for part in consistency_ranges(old.size, new.size)]
        try:
            roots = roots_of_rows(path, log, (old.size, new.size))
        except NotProved as error:
            return not_proved(error, output, json=arguments.json)
    try:
        for checkpoint in (old, new):
            if checkpoint.origin != arguments.origin or checkpoint.root != roots[checkpoint.size]:
                raise NotProved(f"the checkpoint of #{checkpoint.size} is of another log")
        verify_consistency(old.size, old.root, new.size, new.root, proof)
    except NotProved as error:
        return not_proved(error, output, json=arguments.json)
    if arguments.json:
        output.data(consistency_data(old, new, proof))
        return 0
    page = output.page()
    write_consistency(page, old, new, proof)
    output.write(page)
    return 0


def _tree(text: str, log: LogReader, origin: str) -> Checkpoint:
    """The tree at a size, or that of a checkpoint file. Raises Misused."""
    size = log.head().size
    number = whole_number(text.removeprefix("#"))
    if number is None and not is_file(text):
        raise Misused(
            f"{text} is not a size, and there is no such file", hint="write a size (187), or name a checkpoint"
        )
    checkpoint = Checkpoint(origin, number, b"") if number is not None else read_checkpoint(Path(text)).checkpoint
    if checkpoint.size > size:
        raise Misused(f"the log ends at #{size}, before #{checkpoint.size}", hint="name a smaller size")
    return Checkpoint(origin, checkpoint.size, log.root_at(checkpoint.size)) if number is not None else checkpoint
