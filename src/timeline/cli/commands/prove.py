"""`timeline prove`: the proof that one entry is in the log."""

import argparse
from collections.abc import Callable
from pathlib import Path

from timeline.answers.names import entry_named
from timeline.answers.snapshot import Snapshot
from timeline.cli.asking import add_log_options, reader
from timeline.cli.output import Output
from timeline.cli.proving import kept_checkpoints
from timeline.eventlog.read import LogReader
from timeline.problems import BUILD_ANEW, Misused, damage, refusal
from timeline.proof.checkpoint import (
    ORIGIN,
    Checkpoint,
    Proof,
    format_checkpoint,
    format_proof,
    leaf_line,
    verify_proof,
)
from timeline.proof.merkle import NotProved, inclusion_ranges
from timeline.proof.note import format_note
from timeline.recordfile.checkpoints import read_checkpoint

DESCRIPTION = """Write a proof that one entry is in the log (C2SP tlog-proof): its leaf line (the entry
as one line of JSON), the hashes from it to a root, and the checkpoint with that root. `timeline
verify-proof` checks it without the log. The largest checkpoint of the record is used, or the one that
you name. If no checkpoint covers the entry, the log's own root is used, which nobody else can confirm."""
EXAMPLE = "timeline prove jp-kh-2024-07/patrol-boats > fact.tlog-proof"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("id", metavar="ID", help="the entry: its id or position (#87)")
    parser.add_argument("--checkpoint", metavar="FILE", type=Path, help="the checkpoint to use")
    add_log_options(parser, known=False, json=False, drafts=False)


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Prove."""
    with reader(arguments) as log:
        found = log.find(entry_named(Snapshot(log, log.head().size), arguments.id).id)
        assert found is not None, "an entry that is named is there"
        note, checkpoint = _checkpoint(arguments, log, found.position, output)
        proof = proof_of(log, found.position, checkpoint.size, note)
    try:
        verify_proof(proof)
    except NotProved as error:
        hint = "`timeline verify` on the same log or record shows where"
        raise damage(f"the log does not verify: {error}", hint=hint) from error
    output.text(format_proof(proof))
    return 0


def proof_of(
    log: LogReader, position: int, size: int, note: str, subtree: Callable[[int, int], bytes] | None = None
) -> Proof:
    """The proof of the entry at *position* in the tree of *size* entries.

    subtree: what gives the root of a subtree of the log; who proves many entries remembers some of them.
    """
    root = subtree or log.subtree
    stored = next(log.stored(position, position), None)
    if stored is None:
        raise damage(f"entry #{position} is missing", hint=BUILD_ANEW)
    path = tuple(root(*part) for part in inclusion_ranges(position - 1, size))
    return Proof(leaf_line(stored), position - 1, path, note)


def _checkpoint(arguments: argparse.Namespace, log: LogReader, position: int, output: Output) -> tuple[str, Checkpoint]:
    """The checkpoint that the entry is proved in, as text and as what it says. Raises Misused."""
    size = log.head().size
    if arguments.checkpoint:
        file = read_checkpoint(arguments.checkpoint)
        if not position <= file.checkpoint.size <= size:
            message = f"{file.path} covers {file.checkpoint.size} entries; this one is #{position} of {size}"
            raise Misused(message, hint="name a checkpoint that covers it, and is not larger than the log")
        if log.root_at(file.checkpoint.size) != file.checkpoint.root:
            message = f"{file.path} is a checkpoint of another log, or this one was altered"
            raise refusal("other-log", message, hint="`timeline verify --against` shows which")
        return format_note(file.note), file.checkpoint
    covering = [file for file in kept_checkpoints(arguments) if position <= file.checkpoint.size <= size]
    if covering:
        return format_note(covering[-1].note), covering[-1].checkpoint
    output.note("no checkpoint covers it yet: the proof uses the log's own root, which nothing confirms\n")
    own = Checkpoint(ORIGIN, size, log.root_at(size))
    return format_checkpoint(own), own
