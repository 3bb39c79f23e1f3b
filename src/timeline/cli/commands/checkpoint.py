"""`timeline checkpoint`: write down what the log is now."""

import argparse
import os
import secrets
from pathlib import Path

from timeline.cli.output import Output
from timeline.cli.proving import UNVERIFIED
from timeline.cli.recording import add_record_option, record_folder
from timeline.eventlog.verify import Expected, verify_log
from timeline.problems import Misused, Refused, refusal
from timeline.proof.checkpoint import ORIGIN, Checkpoint, format_checkpoint
from timeline.proof.note import Note, Signer, format_note, is_key_name, parse_note, parse_signer
from timeline.record.cached import log_file
from timeline.recordfile.checkpoints import checkpoint_path, read_checkpoint, read_checkpoints, read_small
from timeline.recordfile.whole import only_writer, write_whole
from timeline.text import shown
from timeline.views.proofs import write_verdict

DESCRIPTION = """Write a checkpoint (origin, log size and Merkle root) into the record, one file for
each size (C2SP tlog-checkpoint). The root is computed from the stored rows, and nothing is written
unless the log extends every earlier checkpoint. Do this on the main branch, after an append. --sign
adds an Ed25519 signature (install the extra `sign`). A checkpoint without a signature is only as
trustworthy as the place where it is kept."""
EXAMPLE = "timeline checkpoint --record events"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    add_record_option(parser)
    parser.add_argument("--sign", metavar="FILE", type=Path, help="sign with the private key in this file")
    parser.add_argument("--origin", metavar="NAME", default=ORIGIN, help=f"the origin of the log (default: {ORIGIN})")
    parser.add_argument(
        "--new-key", metavar="FILE", type=Path, help="only create a key pair for the origin; keep FILE secret"
    )


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Write, or make a key."""
    if not is_key_name(arguments.origin):
        raise Misused(f"{arguments.origin} is not an origin", hint="write it like a web address: example.org/log")
    if arguments.new_key:
        return _new_key(arguments.new_key, arguments.origin, output)
    record = record_folder(arguments)
    signer = _signer(arguments.sign) if arguments.sign else None
    files, problems = read_checkpoints(record)
    if problems:
        raise Refused(problems)
    for file in files:
        if file.checkpoint.origin != arguments.origin:
            message = f"earlier checkpoints have the origin {file.checkpoint.origin}, not {arguments.origin}"
            raise refusal("other-origin", message, hint="name the origin with --origin", path=str(file.path))
    with log_file(record) as path:
        verdict = verify_log(path, [Expected(file.path.name, file.checkpoint) for file in files])
    if not verdict.ok:
        page = output.page()
        write_verdict(page, verdict, len(files), ())
        output.write(page)
        return UNVERIFIED
    return _write(record, Checkpoint(arguments.origin, verdict.size, verdict.root), signer, output)


def _write(record: Path, checkpoint: Checkpoint, signer: Signer | None, output: Output) -> int:
    if not checkpoint.size:
        raise refusal("empty", "nothing is recorded yet", hint="append something first")
    with only_writer(record):
        return _written(record, checkpoint, signer, output)


def _written(record: Path, checkpoint: Checkpoint, signer: Signer | None, output: Output) -> int:
    """Write the file while nobody else does: several may sign at once."""
    path = checkpoint_path(record, checkpoint.size)
    text = format_checkpoint(checkpoint)
    note = read_checkpoint(path).note if path.exists() else Note(text)
    signature = signer.sign(text) if signer else None
    if path.exists() and (signature is None or signature in note.signatures):
        output.say(f"{path} already exists")
        return 0
    signed = format_note(Note(text, (*note.signatures, *([signature] if signature else []))))
    try:
        parse_note(signed)
    except ValueError as error:
        raise refusal(
            "unsigned", f"the checkpoint cannot be signed: {error}", hint="nothing was written", path=str(path)
        ) from error
    path.parent.mkdir(exist_ok=True)
    write_whole(path, signed)
    output.say(f"wrote {path}")
    return 0


def _signer(path: Path) -> Signer:
    try:
        return parse_signer(read_small(path))
    except ValueError as error:
        raise Misused(f"{path}: {error}", hint="create one with --new-key") from error


def _new_key(path: Path, name: str, output: Output) -> int:
    signer = Signer(name, secrets.token_bytes(32))
    text = f"{signer}\n"
    try:
        descriptor = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError as error:
        raise Misused(f"{path} already exists", hint="name a new file: a key is never overwritten") from error
    with os.fdopen(descriptor, "w", encoding="utf-8") as file:
        file.write(text)
    output.say(str(signer.verifier))
    output.note(f"the private key is in {shown(str(path))}: keep it secret; the line above is the public one\n")
    return 0
