"""`timeline verify-proof`: a proof, without any log."""

import argparse
from collections.abc import Iterable
from pathlib import Path

from timeline.cli.output import Output
from timeline.cli.proving import UNVERIFIED, add_trust_options, not_proved, report_converted, trusted
from timeline.problems import Refused
from timeline.proof.checkpoint import Checkpoint, parse_proof, verify_proof
from timeline.proof.merkle import NotProved
from timeline.proof.note import Forged, parse_note, verify_note
from timeline.record.shipped import shipped_record
from timeline.recordfile.checkpoints import read_checkpoints, unconverted
from timeline.recordfile.files import read_text
from timeline.views.proofs import Confirmed, proof_data, write_proof

DESCRIPTION = """Verify a proof that an entry is in a log. Only the proof and checkpoints are read, not
the log. A valid proof is worth as much as its checkpoint: confirm it with a signature (--key), a
checkpoint of the same size that you have (--against), or one that came with this program. If nothing
confirms the checkpoint, anybody could have made the log, and the exit code is 3, unless you say
--unanchored."""
EXAMPLE = "timeline verify-proof fact.tlog-proof --against 378.checkpoint"


def configure(parser: argparse.ArgumentParser) -> None:
    """Add the arguments."""
    parser.add_argument("proof", metavar="FILE", type=Path, help="the proof file")
    add_trust_options(parser)
    parser.add_argument(
        "--unanchored",
        action="store_true",
        help="exit with 0 even if no checkpoint or key confirms the proof",
    )
    parser.add_argument("--json", action="store_true", help="print JSON")


def run(arguments: argparse.Namespace, output: Output) -> int:
    """Check."""
    trust = trusted(arguments, None, output)
    try:
        text, converted = unconverted(read_text(arguments.proof))
    except Refused as refused:
        if refused.problems[0].code != "not-utf8":
            raise
        return not_proved(refused, output, json=arguments.json)
    if converted:
        report_converted(arguments.proof, output)
    try:
        for problem in trust.problems:
            raise NotProved(f"{problem.path}: {problem.message}")
        proof = parse_proof(text)
        checkpoint = verify_proof(proof)
        if checkpoint.origin != arguments.origin:
            raise NotProved(f"its checkpoint has the origin {checkpoint.origin}, not {arguments.origin}")
        signers = verify_note(parse_note(proof.note), trust.keys)
        confirmed = _confirmed(checkpoint, [file.checkpoint for file in trust.files], signers)
    except (NotProved, Forged, ValueError) as error:
        return not_proved(error, output, json=arguments.json)
    if arguments.json:
        output.data(proof_data(proof, checkpoint, confirmed))
    else:
        write_proof(page := output.page(), proof, checkpoint, confirmed)
        output.write(page)
    return 0 if confirmed.ok or arguments.unanchored else UNVERIFIED


def _confirmed(checkpoint: Checkpoint, brought: list[Checkpoint], signers: Iterable[str]) -> Confirmed:
    """By what a checkpoint is confirmed. Raises NotProved when one of its size and origin is another."""
    files, problems = read_checkpoints(shipped_record())
    for problem in problems:
        raise NotProved(f"{problem.path}: {problem.message}")
    shipped = [file.checkpoint for file in files]
    known = {file.size: file for file in (*shipped, *brought) if file.origin == checkpoint.origin}
    for whose, ones in (("one that you have", brought), ("one that came with this program", shipped)):
        same = [file for file in ones if (file.origin, file.size) == (checkpoint.origin, checkpoint.size)]
        if any(file != checkpoint for file in same):
            raise NotProved(f"its checkpoint of #{checkpoint.size} is not {whose}")
        if same:
            return Confirmed(whose, tuple(signers))
    return Confirmed("", tuple(signers), tuple(sorted(known)))
